package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.trialwright.randomisation.Seal;

/**
 * What was typed and not saved is there again: after the browser, the server or the session ended.
 * At most what was typed within the last three seconds is lost.
 */
@Tag("browser")
class UnsavedTest {
  private static final int LONGEST_LOSS = 3000;
  private static final int KILLS = 2;
  private static final int KILLS_LONG = 70;
  private static final String FIELD = "exam.weight";

  @TempDir static Path folder;

  private static Running running;
  private static int people;

  private Chromium browser;
  private String participant;

  @BeforeAll
  static void a_house() {
    running = SmallHouse.start(folder, Seal.fixed(1, List.of(3))).running();
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @BeforeEach
  void a_form_is_open() {
    people++;
    participant = new SmallHouse(folder, running).lead("01", people, "consent");
    browser = new Chromium("http://127.0.0.1:" + running.port());
    become("investigator");
    open();
  }

  @AfterEach
  void close() {
    browser.close();
  }

  private void become(String account) {
    browser.open("/sign-in");
    browser.driver.manage().deleteAllCookies();
    var plain = new Demonstration.Browser("http://127.0.0.1:" + running.port());
    try {
      plain.signIn(account, Files.readString(folder.resolve("demo.password")).strip());
    } catch (IOException trouble) {
      throw new UncheckedIOException(trouble);
    }
    plain.cookies.forEach(
        (name, value) -> browser.driver.manage().addCookie(new Cookie(name, value, "/")));
  }

  private void open() {
    browser.open("/participants/" + participant + "/forms/exam");
  }

  private String field() {
    return Optional.ofNullable(browser.driver.findElement(By.name(FIELD)).getDomProperty("value"))
        .orElse("");
  }

  private void type(String text) {
    browser.driver.findElement(By.name(FIELD)).sendKeys(text);
  }

  private static void pause(long milliseconds) {
    try {
      TimeUnit.MILLISECONDS.sleep(milliseconds);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private void waitFor(String text) {
    new WebDriverWait(browser.driver, Duration.ofSeconds(30), Duration.ofMillis(20))
        .until(_ -> browser.driver.findElement(By.id("draft")).getText().contains(text));
  }

  private String notice() {
    var notice = browser.driver.findElements(By.id("notice"));
    return notice.isEmpty() ? "" : notice.getFirst().getText();
  }

  /** A process that is shot has no time for goodbyes. */
  private static void shoot(Chromium browser) {
    var pid = browser.driver.getCapabilities().getCapability("goog:processID");
    if (pid instanceof Number number) {
      ProcessHandle.of(number.longValue()).ifPresent(ProcessHandle::destroyForcibly);
    } else {
      ProcessHandle.current()
          .descendants()
          .filter(one -> one.info().command().orElse("").contains("chromium"))
          .forEach(ProcessHandle::destroyForcibly);
    }
    browser.close();
  }

  /** Types a digit every tenth of a second, is shot at some time, and looks again. */
  private void killed(int time) {
    String typed = "";
    long begun = System.nanoTime();
    String before = "";
    while (TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun) < 3500 + 137L * time) {
      String digit = String.valueOf(typed.length() % 10);
      type(digit);
      typed += digit;
      if (TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun) < 500 + 137L * time) {
        before = typed;
      }
      pause(100);
    }
    shoot(browser);
    browser = new Chromium("http://127.0.0.1:" + running.port());
    become("investigator");
    open();
    assertThat(notice()).as("kill %d", time).startsWith("Not saved yet");
    assertThat(field())
        .as("of %s at least what was typed %d ms before", typed, LONGEST_LOSS)
        .startsWith(before);
    assertThat(typed).startsWith(field());
    browser.press("button[value=discard]");
    assertThat(field()).isEmpty();
    assertThat(notice()).isEmpty();
  }

  @Test
  void after_the_browser_is_killed() {
    for (int time = 0; time < KILLS; time++) {
      killed(time);
    }
  }

  @Test
  @Tag("long")
  void after_the_browser_is_killed_many_times() {
    for (int time = 0; time < KILLS_LONG; time++) {
      killed(time % 20);
    }
  }

  @Test
  void after_the_server_was_away() {
    type("6");
    waitFor("A draft is kept");
    int port = running.port();
    running.close();
    type("1.5");
    waitFor("No draft is being kept");
    running = Demo.start(folder, port, ThreeArms.study(), Optional.empty());
    waitFor("A draft is kept");
    open();
    assertThat(field()).isEqualTo("61.5");
  }

  @Test
  void after_the_session_ended() {
    type("6");
    waitFor("A draft is kept");
    JdbcClient.create(running.owner().orElseThrow().source())
        .sql("delete from staff.sessions")
        .update();
    type("2");
    waitFor("sign in again in another tab");
    String page = browser.driver.getWindowHandle();
    browser.driver.switchTo().newWindow(org.openqa.selenium.WindowType.TAB);
    become("investigator");
    browser.driver.switchTo().window(page);
    waitFor("A draft is kept");
    assertThat(field()).isEqualTo("62");
    open();
    assertThat(field()).isEqualTo("62");
  }

  @Test
  void nobody_else_sees_it_and_saving_ends_it() {
    type("63");
    waitFor("A draft is kept");
    become("coordinator");
    open();
    assertThat(field()).isEmpty();
    become("investigator");
    open();
    assertThat(field()).isEqualTo("63");
    browser.press(".btn.main");
    assertThat(browser.path()).endsWith("/forms/exam/1?saved");
    open();
    assertThat(field()).isEmpty();
    assertThat(notice()).isEmpty();
    assertThat(
            JdbcClient.create(running.owner().orElseThrow().source())
                .sql("select count(*) from desk.unsaved where fields <> ''")
                .query(Long.class)
                .single())
        .isZero();
  }
}
