package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
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
import org.openqa.selenium.WindowType;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.trialwright.journal.LocalPostgres;
import org.trialwright.randomisation.Seal;

/**
 * What was typed and not saved is there again after the browser or the server was killed or the
 * session ended, at any moment while somebody types. At most what was typed within the last three
 * seconds is lost; a page that is still open loses nothing.
 */
@Tag("browser")
class UnsavedTest {
  private static final int LONGEST_LOSS = 3000;
  private static final String FIELD = "exam.weight";

  @TempDir static Path folder;

  private static Server server = Server.NONE;

  private Chromium browser;

  @BeforeAll
  static void a_house() {
    server = Server.start(folder, 0);
  }

  @AfterAll
  static void stop() {
    server.stop();
  }

  @BeforeEach
  void a_form_is_open() {
    browser = browser();
  }

  @AfterEach
  void close() {
    browser.close();
  }

  /** A browser at the form, signed in. */
  private Chromium browser() {
    browser = new Chromium(server.address());
    become("investigator");
    open();
    return browser;
  }

  private void become(String account) {
    browser.open("/sign-in");
    browser.driver.manage().deleteAllCookies();
    var plain = new Demonstration.Browser(server.address());
    try {
      plain.signIn(account, Files.readString(folder.resolve("demo.password")).strip());
    } catch (IOException trouble) {
      throw new UncheckedIOException(trouble);
    }
    plain.cookies.forEach(
        (name, value) -> browser.driver.manage().addCookie(new Cookie(name, value, "/")));
  }

  private void open() {
    browser.open("/participants/" + server.participant() + "/forms/exam");
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
    new WebDriverWait(browser.driver, Duration.ofSeconds(60), Duration.ofMillis(20))
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

  // What is killed -------------------------------------------------------------------------------

  private enum Killed {
    BROWSER,
    SERVER,
    SESSION,
    SERVER_AND_BROWSER
  }

  /** Digits with the time at which each was typed. */
  private static final class Typed {
    private final List<Long> times = new ArrayList<>();

    private static String digits(int number) {
      var text = new StringBuilder();
      for (int i = 0; i < number; i++) {
        text.append(i % 10);
      }
      return text.toString();
    }

    void type(UnsavedTest test) {
      test.type(String.valueOf(times.size() % 10));
      times.add(now());
    }

    static long now() {
      return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    String all() {
      return digits(times.size());
    }

    String until(long time) {
      return digits((int) times.stream().filter(each -> each <= time).count());
    }

    /** How long before an instant the first digit was typed that is not among these. */
    long loss(String kept, long at) {
      return kept.length() >= times.size() ? 0 : at - times.get(kept.length());
    }
  }

  /** Types a digit every tenth of a second until something is killed; the milliseconds lost. */
  private long kill(Killed killed, Random random) {
    var typed = new Typed();
    typed.type(this);
    long end = Typed.now() + LONGEST_LOSS + 200 + random.nextInt(3000);
    while (Typed.now() < end) {
      typed.type(this);
      pause(100);
    }
    long at = Typed.now();
    switch (killed) {
      case BROWSER -> {
        shoot(browser);
        browser = browser();
      }
      case SERVER -> {
        server.kill();
        typed.type(this);
        waitFor("No draft is being kept");
        typed.type(this);
        server = Server.start(folder, server.port());
        waitFor("A draft is kept");
        open();
      }
      case SESSION -> {
        endSessions();
        typed.type(this);
        waitFor("sign in again in another tab");
        var page = browser.driver.getWindowHandle();
        browser.driver.switchTo().newWindow(WindowType.TAB);
        become("investigator");
        browser.driver.close();
        browser.driver.switchTo().window(page);
        waitFor("A draft is kept");
        open();
      }
      case SERVER_AND_BROWSER -> {
        server.kill();
        shoot(browser);
        server = Server.start(folder, server.port());
        browser = browser();
      }
    }
    var found = field();
    assertThat(notice()).as("after the kill of %s", killed).startsWith("Not saved yet");
    assertThat(typed.all()).as("after the kill of %s", killed).startsWith(found);
    boolean open = killed == Killed.SERVER || killed == Killed.SESSION;
    var least = open ? typed.all() : typed.until(at - LONGEST_LOSS);
    assertThat(least).isNotEmpty();
    assertThat(found)
        .as("%s: of %s at least what was typed %d ms before", killed, typed.all(), LONGEST_LOSS)
        .startsWith(least);
    browser.press("button[value=discard]");
    assertThat(field()).isEmpty();
    assertThat(notice()).isEmpty();
    return typed.loss(found, at);
  }

  private static void endSessions() {
    JdbcClient.create(LocalPostgres.runningOn(folder).orElseThrow().source())
        .sql("delete from staff.sessions")
        .update();
  }

  private void kill(int times) {
    long seed = System.nanoTime();
    var random = new Random(seed);
    long most = 0;
    var kills = new TreeMap<Killed, Integer>();
    for (int time = 0; time < times; time++) {
      var killed = Killed.values()[time % Killed.values().length];
      most = Math.max(most, kill(killed, random));
      kills.merge(killed, 1, Integer::sum);
    }
    System.out.printf(
        "Seed %d, killed while somebody typed: %s; at most the last %d ms were lost.%n",
        seed, kills, most);
  }

  @Test
  void what_was_typed_outlives_the_browser_the_server_and_the_session() {
    kill(3);
  }

  @Test
  @Tag("long")
  void what_was_typed_outlives_two_hundred_kills() {
    kill(Integer.getInteger("trialwright.kills", 200));
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
            JdbcClient.create(LocalPostgres.runningOn(folder).orElseThrow().source())
                .sql("select count(*) from desk.unsaved where fields <> ''")
                .query(Long.class)
                .single())
        .isZero();
  }

  // The program that is killed -------------------------------------------------------------------

  /** The application in a process of its own. */
  private record Server(Optional<Process> process, int port, String participant) {
    static final Server NONE = new Server(Optional.empty(), 0, "");

    /**
     * @param port 0 for the first start, at which somebody is registered
     */
    static Server start(Path folder, int port) {
      try {
        var process =
            new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx512m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Program.class.getName(),
                    folder.toString(),
                    String.valueOf(port))
                .redirectError(folder.resolve("server.txt").toFile())
                .start();
        BufferedReader said = process.inputReader();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
          if (line.startsWith("ready ")) {
            var parts = line.split(" ");
            return new Server(Optional.of(process), Integer.parseInt(parts[1]), parts[2]);
          }
        }
        throw new IllegalStateException(Files.readString(folder.resolve("server.txt")));
      } catch (IOException trouble) {
        throw new UncheckedIOException(trouble);
      }
    }

    String address() {
      return "http://127.0.0.1:" + port;
    }

    void kill() {
      process.ifPresent(one -> one.destroyForcibly().onExit().join());
    }

    void stop() {
      process.ifPresent(
          one -> {
            try {
              one.getOutputStream().close();
              one.onExit().get(60, TimeUnit.SECONDS);
            } catch (Exception trouble) {
              one.destroyForcibly();
              throw new IllegalStateException("the program did not end", trouble);
            }
          });
    }
  }

  /** Runs until nobody listens any more. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) throws IOException {
      var folder = Path.of(arguments[0]);
      int port = Integer.parseInt(arguments[1]);
      var house =
          port == 0
              ? SmallHouse.start(folder, Seal.fixed(1, List.of(3)))
              : new SmallHouse(
                  folder, Demo.start(folder, port, ThreeArms.study(), Optional.empty()));
      house.running().closeAtEnd();
      var participant = house.lead("01", 1, "consent");
      System.out.println("ready " + house.running().port() + " " + participant);
      System.in.transferTo(OutputStream.nullOutputStream());
      System.exit(0);
    }
  }
}
