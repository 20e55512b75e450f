package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.Keys;
import org.trialwright.app.Demonstration.Browser;
import org.trialwright.records.RecordStore;

/** "May I join?" as somebody at home meets it, in a real browser. */
@Tag("browser")
class JoinPageTest {
  private static final String PAGE = "/trial/join";
  private static final String IMPORTED = "/trials/NCT90000001";
  private static final int HEAVIEST_PAGE = 100 * 1024;
  private static final int HEAVIEST_SCRIPT = 10 * 1024;
  private static final Pattern CLAIM =
      Pattern.compile("(?i)eligible|you qualify|you (can|may) join\\b(?!.*\\?)|符合条件|符合资格|合格|您可以参加");

  private static Chromium browser;

  @BeforeAll
  static void open() {
    new RecordStore(Demonstration.RUNNING.bean(DataSource.class)).keep(PublicRecords.ALL);
    browser = new Chromium(Demonstration.ADDRESS);
    browser.open("/sign-in");
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  private static void open(String path, String language) {
    browser.language(language);
    browser.open(path);
  }

  /** Gives an answer by the name of the question: a choice by its place from 0, or a number. */
  private static void answer(String question, String value) {
    var answered =
        browser.script(
            """
            var data = JSON.parse(document.querySelector('[data-join]').dataset.join);
            var at = data.questions.findIndex(question => question.name === arguments[0]);
            var field = document.querySelector('[data-question="' + at + '"]');
            if (field.hidden) return 'hidden';
            var input = field.querySelector('input[type=radio][value="' + arguments[1] + '"]');
            if (input) { input.click(); return 'chosen'; }
            input = field.querySelector('input');
            input.value = arguments[1];
            input.dispatchEvent(new Event('input', {bubbles: true}));
            return 'typed';
            """,
            question,
            value);
    assertThat(answered).as(question).isNotEqualTo("hidden");
  }

  private static String said() {
    return text("[data-join] [role=status]");
  }

  private static String text(String selector) {
    return String.valueOf(
        browser.script("return document.querySelector(arguments[0]).textContent", selector));
  }

  /** The criteria of one of the three lists, each with all that is said of it. */
  private static String list(String name) {
    return String.valueOf(
        browser.script(
            """
            return Array.from(document.querySelectorAll('[data-list=' + arguments[0] + '] > li'))
              .map(line => line.innerText.replace(/\\s+/g, ' ')).join('\\n');
            """,
            name));
  }

  @Test
  void every_answer_moves_the_criteria_that_read_it() {
    open(PAGE, "en");
    assertThat(said()).startsWith("Answer what you can");
    assertThat(list("out")).isEmpty();
    answer("age", "82");
    answer("person.sex", "1");
    assertThat(list("out"))
        .contains("Age", "You said “82 years”: How old are you?", "Nothing that you could do");
    assertThat(list("in")).contains("Pregnancy").doesNotContain("Age");
    answer("age", "17");
    assertThat(list("out")).contains("You would have to wait until you are old enough");
    answer("age", "68");
    answer("suppression.steroid", "0");
    assertThat(list("open"))
        .contains("Cannot be told without: What is your daily dose, counted as prednisone?");
    answer("suppression.prednisone", "20");
    assertThat(list("out")).contains("You said “20 mg/d”", "Never stop or lower a medicine");
    answer("suppression.prednisone", "5");
    assertThat(list("open")).contains("The hospital finds out: Investigator decides");
    answer("suppression.steroid", "1");
    answer("suppression.suppressant", "1");
    assertThat(list("in")).contains("Steroids", "You said “No”");
    assertThat(said()).startsWith("Nothing you told us rules you out. Criteria that your answers");
  }

  @Test
  void a_question_is_asked_only_of_those_whom_it_concerns() {
    open(PAGE, "zh");
    answer("person.sex", "0");
    answer("pregnancy.test", "0");
    assertThat(list("out")).contains("妊娠或哺乳", "怎样会改变");
    answer("person.sex", "1");
    assertThat(list("out")).isEmpty();
    answer("history.partner", "0");
    answer("history.contraception", "1");
    assertThat(list("out")).contains("避孕");
  }

  @Test
  void a_number_that_cannot_be_is_said_to_be_wrong_and_counts_as_no_answer() {
    open(PAGE, "en");
    for (var wrong : List.of("200", "-3", "old", "17.5", "1e2")) {
      answer("age", wrong);
      assertThat(text("[data-question] .wrong-text:not([hidden])")).contains("from 0 to 130");
      assertThat(said()).startsWith("Answer what you can");
    }
    answer("age", "75");
    assertThat(list("in")).contains("Age");
  }

  @ParameterizedTest
  @ValueSource(strings = {PAGE, IMPORTED})
  void nothing_is_asked_of_anybody_and_nothing_is_kept(String path) {
    // htmx keeps the address of the pages that bring pieces of themselves; these are none.
    browser.script("sessionStorage.clear()");
    open(path, "en");
    var cookies = browser.driver.manage().getCookies();
    browser.requests();
    browser.forget();
    fill(new Random(1));
    browser.script("document.querySelector('[data-clear]').click()");
    fill(new Random(2));
    browser.script("window.print = () => {}; document.querySelector('[data-print]').click()");
    browser.script("window.dispatchEvent(new Event('pagehide'))");
    var kept =
        browser.driver.executeAsyncScript(
            """
            var done = arguments[arguments.length - 1];
            Promise.all([
              indexedDB.databases(),
              window.caches ? caches.keys() : [],
              navigator.serviceWorker ? navigator.serviceWorker.getRegistrations() : []
            ]).then(all => done(all.map(one => one.length).concat(
              [localStorage.length, sessionStorage.length, document.cookie.length,
               location.search.length + location.hash.length, history.state === null ? 0 : 1]).join(' ')));
            """);
    System.out.printf(
        "May I join, %s: %d requests after load; databases, caches, workers, local, session,"
            + " cookie, address, history: %s; faults of the console: %s.%n",
        path, browser.requests().size(), kept, browser.complaints());
    assertThat(browser.requests()).isEmpty();
    assertThat(browser.driver.manage().getCookies()).isEqualTo(cookies);
    assertThat(browser.driver.manage().getCookies())
        .extracting(Cookie::getName)
        .allMatch(name -> List.of("language", "trialwright-csrf").contains(name));
    assertThat(kept).isEqualTo("0 0 0 0 0 " + "language=en".length() + " 0 0");
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.script("return document.querySelectorAll('[data-join] form').length"))
        .isEqualTo(0L);
  }

  @Test
  void what_was_answered_is_gone_when_the_page_is_loaded_again() {
    open(PAGE, "en");
    answer("age", "82");
    answer("history.earlier-therapy", "0");
    browser.driver.navigate().refresh();
    assertThat(said()).startsWith("Answer what you can");
    answer("age", "82");
    browser.open("/trials");
    browser.driver.navigate().back();
    assertThat(said()).startsWith("Answer what you can");
    assertThat(browser.script("return document.querySelectorAll('input:checked').length"))
        .isEqualTo(0L);
  }

  /** Answers every question that is shown, at random. */
  private static void fill(Random random) {
    browser.script(
        """
        var seed = arguments[0];
        var next = () => { seed = (seed * 16807) % 2147483647; return seed; };
        document.querySelectorAll('[data-question]').forEach(field => {
          var radios = field.querySelectorAll('input[type=radio]');
          if (radios.length) radios[next() % radios.length].click();
          else {
            var input = field.querySelector('input');
            input.value = next() % 100;
            input.dispatchEvent(new Event('input', {bubbles: true}));
          }
        });
        """,
        1 + random.nextInt(1_000_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh"})
  void nobody_is_ever_told_that_they_are_eligible(String language) {
    var random = new Random(3);
    for (var path : List.of(PAGE, IMPORTED)) {
      open(path, language);
      for (int i = 0; i < 50; i++) {
        fill(random);
        String shown =
            String.valueOf(
                browser.script(
                    "return document.querySelector('[data-join]').innerText + document.title"));
        assertThat(CLAIM.matcher(shown).find()).as(shown).isFalse();
      }
    }
  }

  @Test
  void everything_is_done_by_keyboard_alone() {
    open(PAGE, "en");
    browser.script("document.querySelector('[data-join] input').focus()");
    var at = browser.driver.switchTo();
    at.activeElement().sendKeys(Keys.SPACE);
    at.activeElement().sendKeys(Keys.ARROW_RIGHT);
    assertThat(list("in")).contains("Pregnancy");
    browser.script("document.querySelector('[data-join] input:not([type])').focus()");
    at.activeElement().sendKeys("82", Keys.ENTER);
    assertThat(browser.path()).isEqualTo(PAGE);
    assertThat(list("out")).contains("You said “82 years”");
    browser.script("document.querySelector('[data-clear]').focus()");
    at.activeElement().sendKeys(Keys.ENTER);
    assertThat(list("out")).isEmpty();
    assertThat(
            browser.script(
                "return document.activeElement.closest('[data-question]').dataset.question"))
        .isEqualTo("0");
  }

  @Test
  void without_script_it_is_a_checklist_with_the_criteria_beside_the_questions() {
    browser.scripts(false);
    try {
      var page = new Browser(Demonstration.ADDRESS).get(PAGE).body();
      assertThat(page)
          .contains("Print it: it is a checklist", "Only if: sex is female", "What the trial says");
      assertThat(page.split("type=\"radio\" [^>]*value=\"unknown\"", -1)).hasSizeGreaterThan(10);
      assertThat(page).doesNotContain("<form");
      browser.open(PAGE);
      var shown = browser.driver.findElement(org.openqa.selenium.By.tagName("main")).getText();
      assertThat(shown).contains("Without script this page judges nothing");
      assertThat(shown).doesNotContain("Print this for your doctor", "Clear all answers");
    } finally {
      browser.scripts(true);
    }
  }

  @Test
  void an_imported_record_is_judged_only_by_what_it_holds_in_fields() {
    open(IMPORTED, "en");
    answer("age", "66");
    assertThat(list("out")).contains("18 years to 65 years", "You said “66 years”");
    answer("age", "65");
    assertThat(list("in")).contains("18 years to 65 years");
    answer("healthy", "0");
    assertThat(list("out")).contains("Healthy volunteers may not join", "Asthma, Gout");
    assertThat(text("[data-join] details > ol")).contains("All other criteria", "ask the site");
  }

  @Test
  void the_pages_are_light() throws IOException {
    var reader = new Browser(Demonstration.ADDRESS);
    Map<String, Integer> weights = new LinkedHashMap<>();
    for (var path : List.of("/trials/NCT06339060", PAGE, IMPORTED)) {
      var answer = reader.get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      int weight = gzip(answer.body());
      for (var asset : assets(answer.body())) {
        weight += gzip(reader.get(asset).body());
      }
      weights.put(path, weight);
      assertThat(weight).as(path).isLessThanOrEqualTo(HEAVIEST_PAGE);
    }
    var script =
        assets(reader.get(PAGE).body()).stream()
            .filter(asset -> asset.contains("/join."))
            .findFirst()
            .orElseThrow();
    int plain = reader.get(script).body().getBytes(StandardCharsets.UTF_8).length;
    System.out.printf(
        "Compressed, with style, scripts and mark: %s bytes; join.js %d bytes, %d compressed.%n",
        weights, plain, gzip(reader.get(script).body()));
    assertThat(plain).isLessThanOrEqualTo(HEAVIEST_SCRIPT);
  }

  private static List<String> assets(String page) {
    List<String> assets = new ArrayList<>();
    var found = Pattern.compile("(?:href|src)=\"(/assets/[^\"]+)\"").matcher(page);
    while (found.find()) {
      assets.add(found.group(1));
    }
    return assets;
  }

  private static int gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.size();
  }

  @Test
  void search_engines_are_told_one_address_and_harmless_data() {
    var reader = new Browser(Demonstration.ADDRESS);
    assertThat(reader.get("/trials/nct06339060").body())
        .contains(
            "<link rel=\"canonical\" href=\"" + Demonstration.ADDRESS + "/trials/NCT06339060\"")
        .contains("\"@type\":\"MedicalTrial\"", "https://schema.org/Recruiting");
    var hostile = reader.get("/trials/NCT90000002").body();
    var data = hostile.substring(hostile.indexOf("application/ld+json"));
    assertThat(data.substring(0, data.indexOf("</script>"))).doesNotContain("<script", "<img");
  }

  /** The pictures of the how-to. */
  @Test
  @EnabledIfSystemProperty(named = "trialwright.draw", matches = "true")
  void the_pictures_are_taken() throws IOException {
    Path folder = Path.of("target", "join");
    java.nio.file.Files.createDirectories(folder);
    for (var language : List.of("en", "zh")) {
      for (var path : List.of(PAGE, IMPORTED, "/trials/NCT06339060")) {
        open(path, language);
        if (!path.endsWith("06339060")) {
          answer("age", "68");
        }
        if (path.equals(PAGE)) {
          answer("person.sex", "1");
          answer("exam.ecog", "0");
          answer("history.autoimmune", "0");
          answer("suppression.steroid", "0");
          if (language.equals("en")) {
            Pictures.draw(browser, Path.of("..", "docs", "how-to", "images", "may-i-join.png"));
          }
        }
        for (int width : List.of(360, 1280)) {
          var name = path.replaceAll("\\W+", "-") + "." + language + "." + width + ".png";
          java.nio.file.Files.write(
              folder.resolve(name), Objects.requireNonNull(browser.picture(width, 6000)));
        }
      }
    }
  }
}
