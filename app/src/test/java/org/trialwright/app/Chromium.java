package org.trialwright.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.json.Json;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A browser without a window that also looks: what axe finds, what scrolls sideways, what the
 * console says, whom the page asks for something, and the HTML as it was served.
 */
final class Chromium implements AutoCloseable {
  private static final String AXE = axe();
  private static final int HEIGHT = 900;

  /** How text looked whose contrast was measured and found enough. */
  private static final Set<String> MEASURED = ConcurrentHashMap.newKeySet();

  final ChromeDriver driver;
  private final String address;
  private final List<String> complaints = new ArrayList<>();
  private final List<String> strangers = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private String document = "";

  /**
   * @param address of the house; a request to anywhere else is a fault
   */
  Chromium(String address) {
    this(address, List.of());
  }

  Chromium(String address, List<String> more) {
    this.address = address;
    Path chromium = Tools.need("chromium", "chromium");
    Path chromedriver = Tools.need("chromedriver", "chromium-driver");
    java.util.logging.Logger.getLogger("org.openqa.selenium").setLevel(Level.SEVERE);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    options.setExperimentalOption(
        "perfLoggingPrefs", Map.of("enableNetwork", true, "enablePage", false));
    options.setBinary(chromium.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        "--hide-scrollbars",
        "--window-size=1400,1000",
        "--lang=en");
    options.addArguments(more);
    driver =
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(chromedriver.toFile()).build(),
            options);
    driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
    width(1280);
  }

  private static String axe() {
    try (InputStream script = Chromium.class.getResourceAsStream("/axe.min.js")) {
      return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException trouble) {
      throw new UncheckedIOException(trouble);
    }
  }

  void open(String path) {
    driver.get(address + path);
  }

  /** Path and query of the page that is shown. */
  String path() {
    return driver.getCurrentUrl().substring(address.length());
  }

  void language(String code) {
    driver.manage().addCookie(new Cookie("language", code, "/"));
  }

  /** Sets the size of the page itself; a window cannot be as narrow as a phone. */
  void width(int width) {
    size(width, HEIGHT);
  }

  private void size(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Fills in fields by their names: text, one of a group or of a list, a box that is ticked. */
  void fill(Map<String, String> fields) {
    fields.forEach(
        (name, value) -> {
          Object found =
              script(
                  """
                  var all = document.getElementsByName(arguments[0]), value = arguments[1], found = false;
                  for (var field of all) {
                    if (field.type === 'radio' || field.type === 'checkbox') {
                      if (field.value === value) { field.click(); field.checked = true; found = true; }
                    } else { field.value = value; found = true; }
                  }
                  return found;
                  """,
                  name,
                  value);
          if (!Boolean.TRUE.equals(found)) {
            throw new AssertionError("no field " + name + " for " + value + " on " + path());
          }
        });
  }

  /** Chooses a file of this machine to be sent. */
  void choose(String field, Path file) {
    driver.findElement(By.name(field)).sendKeys(file.toAbsolutePath().toString());
  }

  /** Presses what the selector finds and waits for the next page, or the piece brought instead. */
  void press(String selector) {
    script(
        """
        window.pressed = true;
        var form = document.querySelector(arguments[0]).closest('form');
        if (form && form.hasAttribute('data-hx-post')) {
          document.addEventListener(
            'htmx:afterSettle', function () { window.pressed = false; }, {once: true});
        }
        """,
        selector);
    driver.findElement(By.cssSelector(selector)).sendKeys(Keys.ENTER);
    await("return document.readyState === 'complete' && !window.pressed");
  }

  /** Waits until a script says yes. */
  void await(String condition) {
    new WebDriverWait(driver, Duration.ofSeconds(30), Duration.ofMillis(20))
        .until(_ -> Boolean.TRUE.equals(script(condition)));
  }

  Object script(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /**
   * The widths at which axe searches a page: all in the long tier, else by turns, so that pages
   * next to each other are searched at different ones and each language at both.
   */
  static List<Integer> searched(int place, List<Integer> widths) {
    return Boolean.getBoolean("trialwright.everything")
        ? widths
        : List.of(widths.get(place / 2 % widths.size()));
  }

  /**
   * What axe finds at the page as it is: WCAG 2.0 to 2.2, A and AA, and best practice.
   *
   * <p>Contrast takes most of the time and hangs on how text looks and on its ground. Text that
   * looks like text that was measured before, here or on another page, is not measured again; the
   * long tier measures all.
   */
  @SuppressWarnings("unchecked")
  List<String> faults() {
    if (!Boolean.TRUE.equals(script("return !!window.axe"))) {
      script(AXE);
    }
    var found =
        (Map<String, List<String>>)
            Objects.requireNonNull(
                driver.executeAsyncScript(
                    """
                    var all = arguments[0], measured = new Set(arguments[1]), done = arguments[2];
                    function ground(element) {
                      for (var at = element; at; at = at.parentElement) {
                        var style = getComputedStyle(at);
                        if (style.backgroundImage !== 'none') return style.backgroundImage;
                        if (style.backgroundColor !== 'rgba(0, 0, 0, 0)') return style.backgroundColor;
                      }
                      return '';
                    }
                    function opacity(element) {
                      var whole = 1;
                      for (var at = element; at; at = at.parentElement) whole *= getComputedStyle(at).opacity;
                      return whole;
                    }
                    function says(element) {
                      return element.matches('input, select, textarea') || Array.from(element.childNodes)
                        .some(function (node) { return node.nodeType === 3 && node.data.trim() !== ''; });
                    }
                    function look(element) {
                      var style = getComputedStyle(element);
                      return [element.matches('a, button, input, select, textarea'), style.color, style.fill,
                        style.fontSize, style.fontWeight, style.textShadow, style.filter, style.position,
                        opacity(element), ground(element)].join();
                    }
                    var fresh = [], looks = new Set();
                    document.body.querySelectorAll('*').forEach(function (element) {
                      if (element.getClientRects().length === 0 || !says(element)) return;
                      if (getComputedStyle(element).visibility !== 'visible') return;
                      var now = look(element);
                      if (!measured.has(now)) { fresh.push(element); looks.add(now); }
                    });
                    var tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
                    function run(where, options) {
                      options.resultTypes = ['violations'];
                      return axe.run(where, options).then(function (result) { return result.violations; });
                    }
                    run(document, {runOnly: tags, rules: {'color-contrast': {enabled: all}}})
                      .then(function (found) {
                        return all || fresh.length === 0 ? found
                          : run({include: fresh}, {runOnly: {type: 'rule', values: ['color-contrast']}})
                              .then(function (more) { return found.concat(more); });
                      })
                      .then(function (found) {
                        done({looks: Array.from(looks), faults: found.map(function (violation) {
                          return violation.id + ': ' + violation.nodes.slice(0, 3).map(function (node) {
                            return node.html.substring(0, 160) + ' ' + node.failureSummary.replace(/\\s+/g, ' ').substring(0, 200);
                          }).join(' | ');
                        })});
                      }, function (trouble) { done({looks: [], faults: ['axe failed: ' + trouble]}); });
                    """,
                    Boolean.getBoolean("trialwright.everything"),
                    List.copyOf(MEASURED)));
    List<String> faults = Objects.requireNonNull(found.get("faults"));
    if (faults.isEmpty()) {
      MEASURED.addAll(Objects.requireNonNull(found.get("looks")));
    }
    return faults;
  }

  /** By how many pixels the page scrolls sideways, and what is too wide; empty when it does not. */
  String sideways() {
    return (String)
        Objects.requireNonNull(
            script(
                """
                var wide = document.documentElement.clientWidth;
                var over = document.documentElement.scrollWidth - wide;
                if (over <= 0) return '';
                return over + ' px: ' + Array.from(document.body.querySelectorAll('*')).filter(function (element) {
                  return element.getBoundingClientRect().right > wide + 1 && !element.closest('.scroll');
                }).slice(0, 3).map(function (element) { return element.outerHTML.substring(0, 120); }).join(' | ');
                """));
  }

  /** Forgets what was heard and asked so far. */
  void forget() {
    listen();
    complaints.clear();
    strangers.clear();
    requests.clear();
  }

  /**
   * What the console warned of since {@link #forget}; that the page itself is an answer of 4xx is
   * none.
   */
  List<String> complaints() {
    listen();
    return List.copyOf(complaints);
  }

  /** Addresses elsewhere that were asked since {@link #forget}. */
  List<String> strangers() {
    listen();
    return List.copyOf(strangers);
  }

  /** Every address that was asked since {@link #forget}. */
  List<String> requests() {
    listen();
    return List.copyOf(requests);
  }

  /** Lets pages run scripts, or not. */
  void scripts(boolean allowed) {
    driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !allowed));
  }

  /** The HTML of the page as it came over the line. */
  String served() {
    listen();
    return (String)
        Objects.requireNonNull(
            driver
                .executeCdpCommand("Network.getResponseBody", Map.of("requestId", document))
                .get("body"));
  }

  private void listen() {
    for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER).getAll()) {
      boolean isAnswer =
          entry.getMessage().contains("the server responded with a status of 4")
              && entry.getMessage().startsWith(driver.getCurrentUrl());
      if (!isAnswer && entry.getLevel().intValue() >= Level.WARNING.intValue()) {
        complaints.add(entry.getLevel() + " " + entry.getMessage());
      }
    }
    for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE).getAll()) {
      if (entry.getMessage().contains("\"Network.requestWillBeSent\"")) {
        asked(new Json().toType(entry.getMessage(), Json.MAP_TYPE));
      }
    }
  }

  private void asked(Map<String, Object> entry) {
    Map<?, ?> message = (Map<?, ?>) Objects.requireNonNull(entry.get("message"));
    Map<?, ?> parameters = (Map<?, ?>) message.get("params");
    Map<?, ?> request = (Map<?, ?>) parameters.get("request");
    String url = String.valueOf(request.get("url"));
    if ("Document".equals(parameters.get("type"))) {
      document = String.valueOf(parameters.get("requestId"));
    }
    requests.add(url);
    if (url.startsWith("http") && !url.startsWith(address + "/")) {
      strangers.add(URI.create(url).getHost() + " for " + url);
    }
  }

  /**
   * The page from top to bottom, as PNG.
   *
   * @param tallest in pixels
   */
  byte[] picture(int width, int tallest) {
    width(width);
    long height =
        (Long) Objects.requireNonNull(script("return document.documentElement.scrollHeight"));
    size(width, (int) Math.min(height, tallest));
    script("window.scrollTo(0, 0)");
    byte[] picture = driver.getScreenshotAs(OutputType.BYTES);
    width(width);
    return picture;
  }

  @Override
  public void close() {
    driver.quit();
  }
}
