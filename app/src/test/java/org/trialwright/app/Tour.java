package org.trialwright.app;

import java.time.Duration;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
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
    new WebDriverWait(browser.driver, Duration.ofSeconds(20))
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

  private WebElement here() {
    return browser.driver.switchTo().activeElement();
  }

  private void key(WebElement here, CharSequence key) {
    here.sendKeys(key);
    keys++;
  }

  /** One step on; from the top of a page the skip link leads past the frame, which is two keys. */
  private void step() {
    WebElement here = here();
    key(here, Keys.TAB);
    if (here.getTagName().equals("body") && "skip".equals(here().getDomAttribute("class"))) {
      key(here(), Keys.ENTER);
    }
  }

  /** Goes to the first field of this name with the tabulator. */
  void to(String name) {
    for (int presses = 0; presses < 400; presses++) {
      if (name.equals(here().getDomAttribute("name"))) {
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
      WebElement here = here();
      boolean button = here.getTagName().equals("button") || here.getTagName().equals("a");
      if (button && here.getText().startsWith(words)) {
        return;
      }
      step();
    }
    throw new AssertionError(
        "the tabulator never reached the button " + words + " on " + address());
  }

  void type(String name, String text) {
    to(name);
    here().sendKeys(Keys.chord(Keys.CONTROL, "a"), text);
    keys += text.length();
  }

  /** Chooses an answer of a group of radio buttons or of a list. */
  void choose(String name, String code) {
    to(name);
    for (int presses = 0; presses < 80; presses++) {
      WebElement here = here();
      if (here.getTagName().equals("select")) {
        here.sendKeys(code);
        keys += code.length();
        return;
      }
      if (code.equals(here.getDomAttribute("value"))) {
        if (!here.isSelected()) {
          key(here, Keys.SPACE);
        }
        return;
      }
      key(here, Keys.ARROW_DOWN);
    }
    throw new AssertionError("'" + name + "' has no answer " + code + " on " + address());
  }

  /** Ticks a box. */
  void tick(String name) {
    to(name);
    key(here(), Keys.SPACE);
  }

  /** Types the password, whose own keys are the sign-in's and are not counted. */
  void password(String name) {
    to(name);
    here().sendKeys(password);
  }

  /** Presses a button or follows a link. */
  void press(String words) {
    toButton(words);
    browser.script("window.pressed = true");
    key(here(), Keys.ENTER);
    pages++;
    new WebDriverWait(browser.driver, Duration.ofSeconds(30))
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
