package org.trialwright.app;

import java.time.Duration;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A person at a keyboard: every key is counted, and the mouse is never touched. */
final class Tour implements AutoCloseable {
  private final Chromium browser;
  private final String password;
  private int keys;
  private int pages;

  Tour(String address, String password) {
    browser = new Chromium(address);
    this.password = password;
  }

  void signIn(String account) {
    browser.driver.manage().deleteAllCookies();
    open("/sign-in");
    browser.driver.findElement(By.id("account")).sendKeys(account);
    browser
        .driver
        .findElement(By.cssSelector("input[type=password]"))
        .sendKeys(password, Keys.ENTER);
    new WebDriverWait(browser.driver, Duration.ofSeconds(20), Duration.ofMillis(20))
        .until(_ -> !browser.driver.findElements(By.cssSelector(".who-am-i")).isEmpty());
  }

  Chromium browser() {
    return browser;
  }

  void open(String path) {
    browser.open(path);
    pages++;
  }

  String address() {
    return browser.path();
  }

  String text() {
    return browser.driver.findElement(By.tagName("main")).getText();
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

  /** What is true of the element that has the focus, read in one step: a piece may be replaced. */
  private Object here(String expression, Object... arguments) {
    return browser.script("var here = document.activeElement; return " + expression, arguments);
  }

  private boolean is(String expression, Object... arguments) {
    return Boolean.TRUE.equals(here(expression, arguments));
  }

  /** A key goes to whatever has the focus when it is pressed. */
  private void key(CharSequence key) {
    new Actions(browser.driver).sendKeys(key).perform();
    keys++;
  }

  /** One step on; from the top of a page the skip link leads past the frame, which is two keys. */
  private void step() {
    boolean top = is("here === document.body");
    key(Keys.TAB);
    if (top && is("here.className === 'skip'")) {
      key(Keys.ENTER);
    }
  }

  /** Goes to the first field of this name with the tabulator. */
  void to(String name) {
    for (int presses = 0; presses < 400; presses++) {
      if (is("here.getAttribute('name') === arguments[0]", name)) {
        return;
      }
      step();
    }
    throw new AssertionError(
        "the tabulator never reached " + name + " on " + address() + ", which says:\n" + text());
  }

  /** Goes to a button or link by its words. */
  void toButton(String words) {
    for (int presses = 0; presses < 400; presses++) {
      if (is(
          "/^(BUTTON|A)$/.test(here.tagName) && here.innerText.trim().startsWith(arguments[0])",
          words)) {
        return;
      }
      step();
    }
    throw new AssertionError(
        "the tabulator never reached the button " + words + " on " + address());
  }

  void type(String name, String text) {
    to(name);
    new Actions(browser.driver)
        .keyDown(Keys.CONTROL)
        .sendKeys("a")
        .keyUp(Keys.CONTROL)
        .sendKeys(text)
        .perform();
    keys += text.length();
  }

  /** Chooses an answer of a group of radio buttons or of a list. */
  void choose(String name, String code) {
    to(name);
    for (int presses = 0; presses < 80; presses++) {
      if (is("here.tagName === 'SELECT'")) {
        new Actions(browser.driver).sendKeys(code).perform();
        keys += code.length();
        return;
      }
      if (is("here.value === arguments[0]", code)) {
        if (!is("here.checked")) {
          key(Keys.SPACE);
        }
        return;
      }
      key(Keys.ARROW_DOWN);
    }
    throw new AssertionError("'" + name + "' has no answer " + code + " on " + address());
  }

  /** Ticks a box. */
  void tick(String name) {
    to(name);
    key(Keys.SPACE);
  }

  /** Types the password, whose own keys are the sign-in's and are not counted. */
  void password(String name) {
    to(name);
    new Actions(browser.driver).sendKeys(password).perform();
  }

  /** Presses a button or follows a link. */
  void press(String words) {
    toButton(words);
    browser.script("window.pressed = true");
    key(Keys.ENTER);
    pages++;
    new WebDriverWait(browser.driver, Duration.ofSeconds(30), Duration.ofMillis(20))
        .until(
            _ ->
                browser.script("return document.readyState === 'complete' && !window.pressed")
                        instanceof Boolean done
                    && done);
  }

  @Override
  public void close() {
    browser.close();
  }
}
