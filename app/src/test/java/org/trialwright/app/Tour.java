package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A person at a keyboard: every key is counted, the mouse is never touched, and each page is looked
 * at.
 */
final class Tour implements AutoCloseable {
  private static final Path PICTURES = Path.of("target", "pictures");
  private static final int WIDE = 1280;
  private static final int NARROW = 320;
  private static final String AXE = axe();

  private final ChromeDriver browser;
  private int keys;
  private int pages;

  Tour() {
    Path chromium = Tools.need("chromium", "chromium");
    Path driver = Tools.need("chromedriver", "chromium-driver");
    ChromeOptions options = new ChromeOptions();
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
        "--window-size=1280,900",
        "--lang=en");
    browser =
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(driver.toFile()).build(),
            options);
    browser.manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
  }

  private static String axe() {
    try (InputStream script = Tour.class.getResourceAsStream("/axe.min.js")) {
      return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException trouble) {
      throw new UncheckedIOException(trouble);
    }
  }

  void signIn(String account) {
    browser.manage().deleteAllCookies();
    open("/sign-in");
    browser.findElement(By.id("account")).sendKeys(account);
    browser
        .findElement(By.cssSelector("input[type=password]"))
        .sendKeys(Demonstration.password(), Keys.ENTER);
    new WebDriverWait(browser, Duration.ofSeconds(20))
        .until(_ -> !browser.findElements(By.cssSelector(".who-am-i")).isEmpty());
  }

  void open(String path) {
    browser.get(Demonstration.ADDRESS + path);
    pages++;
  }

  String address() {
    return browser.getCurrentUrl().substring(Demonstration.ADDRESS.length());
  }

  String text() {
    return browser.findElement(By.tagName("main")).getText();
  }

  /** Begins to count anew. */
  void count() {
    keys = 0;
    pages = 0;
  }

  int keys() {
    return keys;
  }

  int pages() {
    return pages;
  }

  /** Goes to the first field of this name with the tabulator. */
  void to(String name) {
    for (int presses = 0; presses < 400; presses++) {
      WebElement here = browser.switchTo().activeElement();
      if (name.equals(here.getDomAttribute("name"))) {
        return;
      }
      here.sendKeys(Keys.TAB);
      keys++;
    }
    throw new AssertionError(
        "the tabulator never reached " + name + " on " + address() + ", which says:\n" + text());
  }

  /** Goes to a button or link by its words. */
  void toButton(String words) {
    for (int presses = 0; presses < 400; presses++) {
      WebElement here = browser.switchTo().activeElement();
      boolean button = here.getTagName().equals("button") || here.getTagName().equals("a");
      if (button && here.getText().startsWith(words)) {
        return;
      }
      here.sendKeys(Keys.TAB);
      keys++;
    }
    throw new AssertionError(
        "the tabulator never reached the button " + words + " on " + address());
  }

  void type(String name, String text) {
    to(name);
    WebElement here = browser.switchTo().activeElement();
    here.sendKeys(Keys.chord(Keys.CONTROL, "a"), text);
    keys += text.length();
  }

  /** Chooses an answer of a group of radio buttons or of a list. */
  void choose(String name, String code) {
    to(name);
    for (int presses = 0; presses < 80; presses++) {
      WebElement here = browser.switchTo().activeElement();
      if (here.getTagName().equals("select")) {
        here.sendKeys(code);
        keys += code.length();
        return;
      }
      if (code.equals(here.getDomAttribute("value"))) {
        if (!here.isSelected()) {
          here.sendKeys(Keys.SPACE);
          keys++;
        }
        return;
      }
      here.sendKeys(Keys.ARROW_DOWN);
      keys++;
    }
    throw new AssertionError("'" + name + "' has no answer " + code + " on " + address());
  }

  /** Ticks a box. */
  void tick(String name) {
    to(name);
    browser.switchTo().activeElement().sendKeys(Keys.SPACE);
    keys++;
  }

  /** Types the password, whose own keys are the sign-in's and are not counted. */
  void password(String name) {
    int before = keys;
    type(name, Demonstration.password());
    keys = before + Math.max(0, keys - before - Demonstration.password().length());
  }

  /** Presses a button or follows a link. */
  void press(String words) {
    toButton(words);
    browser.executeScript("window.pressed = true");
    browser.switchTo().activeElement().sendKeys(Keys.ENTER);
    keys++;
    pages++;
    new WebDriverWait(browser, Duration.ofSeconds(30))
        .until(
            _ ->
                browser.executeScript(
                            "return document.readyState === 'complete' && !window.pressed")
                        instanceof Boolean done
                    && done);
  }

  /** Looks at the page as it is: both languages, narrow and wide, without a fault of access. */
  void look(String picture) {
    for (String language : List.of("zh", "en")) {
      if (address().contains("?") || !plainGet()) {
        continue;
      }
      browser.get(Demonstration.ADDRESS + address() + "?language=" + language);
      for (int width : List.of(NARROW, WIDE)) {
        browser.manage().window().setSize(new Dimension(width, 900));
        assertThat(faults()).as("%s in %s at %d px", address(), language, width).isEmpty();
        assertThat(overflow())
            .as("sideways scroll of %s at %d px", address(), width)
            .isLessThanOrEqualTo(0);
      }
    }
    browser.manage().window().setSize(new Dimension(WIDE, 900));
    picture(picture);
  }

  private boolean plainGet() {
    return browser.findElements(By.cssSelector(".note.stop")).isEmpty();
  }

  private long overflow() {
    return (Long)
        Objects.requireNonNull(
            browser.executeScript(
                "return document.documentElement.scrollWidth - document.documentElement.clientWidth"));
  }

  @SuppressWarnings("unchecked")
  private List<String> faults() {
    browser.executeScript(AXE);
    return (List<String>)
        Objects.requireNonNull(
            browser.executeAsyncScript(
                """
                var done = arguments[arguments.length - 1];
                axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
                  .then(function (result) {
                    done(result.violations.map(function (violation) {
                      return violation.id + ': ' + violation.nodes.slice(0, 3).map(function (node) {
                        return node.html.substring(0, 160);
                      }).join(' | ');
                    }));
                  }, function (trouble) { done(['axe failed: ' + trouble]); });
                """));
  }

  private void picture(String name) {
    long height =
        (Long)
            Objects.requireNonNull(
                browser.executeScript("return document.documentElement.scrollHeight"));
    browser.manage().window().setSize(new Dimension(WIDE, (int) Math.min(height + 140, 2400)));
    try {
      Files.createDirectories(PICTURES);
      Files.write(PICTURES.resolve(name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
    } catch (IOException trouble) {
      throw new UncheckedIOException(trouble);
    }
    browser.manage().window().setSize(new Dimension(WIDE, 900));
  }

  @Override
  public void close() {
    browser.quit();
  }
}
