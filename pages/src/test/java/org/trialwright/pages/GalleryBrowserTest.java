package org.trialwright.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * The gallery in a browser: no fault of access by axe-core, no sideways scroll, and the pictures in
 * {@code target/gallery}. Needs Chromium with its driver; where they are missing the test is
 * skipped with a line that says so, or fails under {@code -Dtrialwright.tools=required}.
 */
@Tag("browser")
class GalleryBrowserTest {
  private static final Path PICTURES = Path.of("target", "gallery");
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self';"
          + " form-action 'self'; base-uri 'none'";

  private static final Map<String, String> pages = new HashMap<>();
  private static HttpServer server;
  private static ChromeDriver browser;
  private static String axe;

  @BeforeAll
  static void open() throws IOException {
    Path driver = find("chromedriver");
    Path chromium = find("chromium");
    if (driver == null || chromium == null) {
      String missing = "the packages chromium and chromium-driver are needed to look at the pages";
      if ("required".equals(System.getProperty("trialwright.tools"))) {
        throw new IllegalStateException(missing);
      }
      System.err.println("SKIPPED: " + missing);
      abort(missing);
    }
    Files.createDirectories(PICTURES);
    for (Language language : Language.values()) {
      new Gallery(language)
          .pages()
          .forEach((name, html) -> pages.put("/" + language.code() + "/" + name, html));
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", GalleryBrowserTest::answer);
    server.start();
    try (InputStream script = GalleryBrowserTest.class.getResourceAsStream("/axe.min.js")) {
      axe = new String(script.readAllBytes(), StandardCharsets.UTF_8);
    }
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    browser =
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(driver.toFile()).build(),
            options(logs)
                .setBinary(chromium.toFile())
                .addArguments(
                    "--headless=new",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--disable-dev-shm-usage",
                    "--hide-scrollbars"));
  }

  private static ChromeOptions options(LoggingPreferences logs) {
    ChromeOptions options = new ChromeOptions();
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    return options;
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.quit();
    }
    if (server != null) {
      server.stop(0);
    }
  }

  @Test
  void every_page_can_be_used_by_everyone_on_a_phone_and_on_a_desk() throws IOException {
    List<String> faults = new ArrayList<>();
    for (int width : new int[] {320, 1280}) {
      resize(width, 900);
      for (String page : pages.keySet().stream().sorted().toList()) {
        go(page);
        String where = page + " at " + width + " px: ";
        violations().forEach(violation -> faults.add(where + violation));
        long over =
            (Long)
                script(
                    "return document.documentElement.scrollWidth -"
                        + " document.documentElement.clientWidth");
        if (over > 0) {
          faults.add(where + "scrolls sideways by " + over + " px; widest: " + widest());
        }
        picture(page, width);
      }
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void faults_that_are_there_are_found() {
    pages.put(
        "/broken", "<html lang=en><title>Broken</title><body><h1>Broken</h1><input></body></html>");
    pages.put(
        "/inline",
        "<html lang=en><title>Inline</title><body><h1 style='color:red'>x</h1></body></html>");
    try {
      go("/broken");
      assertThat(violations()).anyMatch(violation -> violation.startsWith("label:"));
      go("/inline");
      assertThat(refusals()).isNotEmpty();
    } finally {
      pages.keySet().removeAll(List.of("/broken", "/inline"));
    }
  }

  @Test
  void the_policy_against_inline_style_and_script_is_kept() {
    resize(1280, 900);
    for (String page : pages.keySet()) {
      go(page);
      assertThat(refusals()).as(page).isEmpty();
    }
  }

  @Test
  void the_summary_of_problems_has_the_focus_and_leads_to_the_answer() {
    go("/en/form-wrong");
    assertThat(script("return document.activeElement.id")).isEqualTo("problems");
    browser.findElement(By.cssSelector("#problems a")).sendKeys(Keys.ENTER);
    assertThat(script("return document.activeElement.id")).isEqualTo("seen-on--day");
  }

  @Test
  void the_today_button_fills_in_the_sites_day_and_sends_nothing() {
    go("/en/kinds");
    WebElement button = browser.findElement(By.cssSelector("button[value=born]"));
    button.sendKeys(Keys.ENTER);
    assertThat(value("born--day")).isEqualTo("15");
    assertThat(value("born--month")).isEqualTo("Oct");
    assertThat(value("born--year")).isEqualTo("2024");
    assertThat(browser.getCurrentUrl()).endsWith("/en/kinds");
  }

  @Test
  void enter_alone_does_not_act_where_it_cannot_be_undone() {
    go("/en/check");
    browser.findElement(By.id("password--value")).sendKeys("secret", Keys.ENTER);
    assertThat(browser.getCurrentUrl()).endsWith("/en/check");
  }

  private static List<String> refusals() {
    return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .filter(message -> message.contains("Content Security Policy"))
        .toList();
  }

  private static String value(String id) {
    return browser.findElement(By.id(id)).getDomProperty("value");
  }

  @SuppressWarnings("unchecked")
  private static List<String> violations() {
    script(axe);
    Object found =
        ((JavascriptExecutor) browser)
            .executeAsyncScript(
                """
                var done = arguments[arguments.length - 1];
                axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
                  .then(function (result) {
                    done(result.violations.map(function (violation) {
                      return violation.id + ': ' + violation.nodes.map(function (node) {
                        return node.html.substring(0, 160) + ' ' + node.failureSummary.replace(/\\s+/g, ' ').substring(0, 200);
                      }).join(' | ');
                    }));
                  }, function (trouble) { done(['axe failed: ' + trouble]); });
                """);
    return (List<String>) found;
  }

  private static String widest() {
    return (String)
        script(
            """
            var wide = document.documentElement.clientWidth;
            return Array.from(document.body.querySelectorAll('*')).filter(function (element) {
              return element.getBoundingClientRect().right > wide + 1 && !element.closest('.scroll');
            }).slice(0, 3).map(function (element) { return element.outerHTML.substring(0, 120); }).join(' | ');
            """);
  }

  private static void picture(String page, int width) throws IOException {
    long height = (Long) script("return document.documentElement.scrollHeight");
    resize(width, (int) Math.min(height + 10, 8000));
    Files.write(
        PICTURES.resolve(page.substring(4) + "." + page.substring(1, 3) + "." + width + ".png"),
        browser.getScreenshotAs(OutputType.BYTES));
    resize(width, 900);
  }

  /** Sets the size of the page itself; a window cannot be as narrow as a phone. */
  private static void resize(int width, int height) {
    browser.manage().window().setSize(new Dimension(1400, 1000));
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  private static Object script(String script) {
    return ((JavascriptExecutor) browser).executeScript(script);
  }

  private static void go(String page) {
    browser.get("http://127.0.0.1:" + server.getAddress().getPort() + page);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] body;
    String type;
    int status = 200;
    var asset = Assets.find(path.substring(path.lastIndexOf('/') + 1));
    if (path.startsWith(Assets.FOLDER) && asset.isPresent()) {
      body = asset.get().content();
      type = asset.get().type();
    } else if (pages.containsKey(path)) {
      body = pages.get(path).getBytes(StandardCharsets.UTF_8);
      type = "text/html;charset=UTF-8";
    } else {
      body = new byte[0];
      type = "text/plain";
      status = 404;
    }
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.getResponseHeaders().add("Content-Security-Policy", POLICY);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    try (var output = exchange.getResponseBody()) {
      output.write(body);
    }
  }

  private static Path find(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(java.io.File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }
}
