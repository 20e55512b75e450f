package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.Keys;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.trialwright.app.Demonstration.Browser;

/**
 * Pieces of a page that are brought alone where there is script: the outcome is the one of the
 * whole page, no answer is lost, and the focus stays.
 */
@Tag("browser")
class PiecesTest {
  private static final Pattern NUMBER = Pattern.compile("/participants/(\\d\\d-\\d{3})");
  private static final Pattern NAMES = Pattern.compile("<(?:input|select)[^>]*? name=\"([^\"]+)\"");

  /** Everybody is somebody else. */
  private static int born = 1952;

  private final Chromium browser = new Chromium(Demonstration.ADDRESS);

  @BeforeEach
  void sign_in() {
    browser.open("/sign-in");
    become("coordinator");
  }

  @AfterEach
  void close() {
    browser.close();
  }

  private Browser become(String account) {
    browser.driver.manage().deleteAllCookies();
    Browser plain = Browser.signedIn(account);
    plain.cookies.forEach(
        (name, value) -> browser.driver.manage().addCookie(new Cookie(name, value, "/")));
    return plain;
  }

  private String newcomer() {
    browser.open("/participants/new");
    browser.fill(
        Map.of(
            "initials", "PT",
            "sex", "male",
            "birth-date.day", "15",
            "birth-date.month", "3",
            "birth-date.year", String.valueOf(born++),
            "hospital-number", "P-" + System.nanoTime() % 1_000_000));
    browser.press("form[action$='/new'] .btn.main");
    Matcher found = NUMBER.matcher(browser.path());
    assertThat(found.find()).as(browser.path()).isTrue();
    return found.group(1);
  }

  private void choose(String id) {
    browser.driver.findElement(By.id(id)).sendKeys(Keys.SPACE);
  }

  private boolean asks(String name) {
    return !browser.driver.findElements(By.name(name)).isEmpty();
  }

  private void waitUntil(String what, java.util.function.BooleanSupplier holds) {
    new WebDriverWait(browser.driver, Duration.ofSeconds(20), Duration.ofMillis(20))
        .withMessage(what)
        .until(_ -> holds.getAsBoolean());
  }

  /** In one step, for a piece may be replaced between finding and reading it. */
  private static String text(Chromium browser, String id) {
    return String.valueOf(
        browser.script("return document.getElementById(arguments[0]).innerText", id));
  }

  private String focused() {
    return String.valueOf(browser.script("return document.activeElement.id"));
  }

  @SuppressWarnings("unchecked")
  private Map<String, String> fields() {
    return new LinkedHashMap<>(
        (Map<String, String>)
            java.util.Objects.requireNonNull(
                browser.script(
                    """
                    var fields = {};
                    new FormData(document.querySelector('#questions').closest('form')).forEach(
                      function (value, name) { fields[name] = value; });
                    return fields;
                    """)));
  }

  private List<String> asked(String html) {
    int from = html.indexOf("id=\"questions\"");
    return NAMES
        .matcher(html.substring(from, html.indexOf("</form>", from)))
        .results()
        .map(found -> found.group(1))
        .distinct()
        .toList();
  }

  private List<String> asked() {
    return asked(
        String.valueOf(
            browser.script(
                "return document.querySelector('#questions').closest('form').outerHTML")));
  }

  @Test
  void questions_come_and_go_as_answers_are_given_and_nothing_else_moves() {
    String at = "/participants/" + newcomer() + "/screening";
    browser.open(at);
    browser.script("window.same = true");
    assertThat(asks("history.exception")).isTrue();
    browser.fill(Map.of("consent.signed", "yes"));
    choose("history.autoimmune--no");
    waitUntil("the question leaves", () -> !asks("history.exception"));
    assertThat(browser.script("return window.same")).as("it is the same page").isEqualTo(true);
    waitUntil(
        "the focus is on history.autoimmune--no", () -> focused().equals("history.autoimmune--no"));
    assertThat(fields()).containsEntry("consent.signed", "yes");
    assertThat(text(browser, "status")).contains("have no answer");

    Map<String, String> sent = fields();
    sent.put("act", "update");
    Browser plain = Browser.signedIn("coordinator");
    plain.get(at);
    sent.remove("_csrf");
    assertThat(asked(plain.post(at, sent).body()))
        .as("with script and without the same is asked")
        .isEqualTo(asked());
  }

  @Test
  void an_answer_given_while_a_piece_is_on_its_way_is_not_lost() {
    String at = "/participants/" + newcomer() + "/screening";
    browser.open(at);
    browser.script(
        """
        document.getElementById('history.autoimmune--no').click();
        setTimeout(function () { document.getElementById('history.lung-disease--no').click(); }, 210);
        setTimeout(function () { document.getElementById('consent.signed--yes').click(); }, 260);
        """);
    waitUntil("both leave", () -> !asks("history.exception") && !asks("history.lung-symptoms"));
    assertThat(fields())
        .containsEntry("history.autoimmune", "no")
        .containsEntry("history.lung-disease", "no")
        .containsEntry("consent.signed", "yes");
  }

  @Test
  void where_the_session_ended_the_answers_stay_on_the_page() {
    browser.open("/participants/" + newcomer() + "/screening");
    browser.fill(Map.of("consent.signed", "yes"));
    browser.driver.manage().deleteAllCookies();
    choose("history.autoimmune--no");
    browser.script("window.asked = performance.getEntriesByType('resource').length");
    waitUntil(
        "the answer comes",
        () ->
            browser
                .script("return performance.getEntriesByType('resource').length > window.asked")
                .equals(true));
    assertThat(fields())
        .containsEntry("consent.signed", "yes")
        .containsEntry("history.autoimmune", "no");
  }

  @Test
  void the_panel_of_findings_follows_the_answers_of_a_form() {
    String at = "/participants/" + newcomer() + "/forms/cre";
    browser.open(at);
    choose("cre.biopsy--is-carcinoma");
    waitUntil(
        "the panel speaks", () -> text(browser, "findings").contains("What this means so far"));
    waitUntil(
        "the focus is on cre.biopsy--is-carcinoma",
        () -> focused().equals("cre.biopsy--is-carcinoma"));
    assertThat(text(browser, "status")).isNotEmpty();
  }

  @Test
  void the_rehearsal_is_polled_until_it_ends_and_then_no_more(@TempDir Path folder) {
    try (var trial = PlayedTrial.rehearsing(folder);
        var watcher = new Chromium(trial.address())) {
      waitUntil(
          "the first day",
          () -> new Browser(trial.address()).get("/sign-in").body().contains("id=\"rehearsal\""));
      watcher.open("/sign-in");
      watcher.script("window.same = true; document.getElementById('account').focus()");
      watcher.driver.switchTo().activeElement().sendKeys("coord");
      new WebDriverWait(watcher.driver, Duration.ofMinutes(2), Duration.ofMillis(20))
          .until(_ -> text(watcher, "rehearsal").contains("The rehearsal is finished"));
      assertThat(watcher.script("return window.same")).as("it is the same page").isEqualTo(true);
      assertThat(watcher.script("return document.activeElement.value")).isEqualTo("coord");
      assertThat(watcher.driver.findElement(By.id("rehearsal")).getDomAttribute("data-hx-get"))
          .isNull();
    }
  }

  @Test
  void a_conversation_goes_on_in_its_place() {
    String participant = newcomer();
    browser.open("/participants/" + participant + "/forms/exam");
    browser.fill(Map.of("exam.weight", "60", "exam.ecog", "0"));
    browser.press("main form.form .btn.main");
    become("monitor");
    String about = "/queries?participant=" + participant;
    browser.open(about + "&form=exam&ordinal=1&item=weight");
    browser.fill(Map.of("text", "Is this from the chart?"));
    browser.press("form[action$='/queries'] .btn.main");

    become("coordinator");
    browser.open(about);
    browser.script("window.same = true");
    browser.driver.findElement(By.id("query-1-send")).sendKeys(Keys.ENTER);
    waitUntil(
        "the problem is said",
        () -> !browser.driver.findElements(By.cssSelector("#problem .note")).isEmpty());
    waitUntil(
        "the problem has the focus",
        () ->
            Boolean.TRUE.equals(
                browser.script("return document.activeElement.classList.contains('note')")));
    browser.fill(Map.of("text", "It is."));
    browser.driver.findElement(By.id("query-1-send")).sendKeys(Keys.ENTER);
    waitUntil("the answer stands there", () -> text(browser, "query-1-thread").contains("It is."));
    assertThat(browser.script("return window.same")).as("it is the same page").isEqualTo(true);
    assertThat(browser.driver.findElements(By.cssSelector("#problem .note"))).isEmpty();
    waitUntil("the focus is on query-1-send", () -> focused().equals("query-1-send"));
    assertThat(Browser.signedIn("coordinator").get(about).body()).contains("It is.");
  }
}
