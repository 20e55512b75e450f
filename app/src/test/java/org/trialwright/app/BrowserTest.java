package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The way in, in a real browser, without a mouse. */
@Tag("browser")
class BrowserTest {
  private final ChromeDriver browser = open();

  private static ChromeDriver open() {
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
        "--window-size=1280,900",
        "--lang=en");
    return new ChromeDriver(
        new ChromeDriverService.Builder().usingDriverExecutable(driver.toFile()).build(), options);
  }

  @BeforeEach
  void begin() {
    browser.get(Demonstration.ADDRESS + "/sign-in");
  }

  @AfterEach
  void end() {
    browser.quit();
  }

  @Test
  void someone_signs_in_by_keyboard_alone() throws Exception {
    assertThat(browser.switchTo().activeElement().getAttribute("id")).isEqualTo("account");
    browser.switchTo().activeElement().sendKeys("coordinator", Keys.TAB);
    browser.switchTo().activeElement().sendKeys(Demonstration.password(), Keys.ENTER);
    new WebDriverWait(browser, Duration.ofSeconds(20))
        .until(ExpectedConditions.presenceOfElementLocated(By.cssSelector(".who-am-i")));
    assertThat(browser.findElement(By.cssSelector(".who-am-i")).getText()).contains("Lin Xiaoyu");
    Files.write(
        Path.of("target", "signed-in.png"),
        browser.getScreenshotAs(org.openqa.selenium.OutputType.BYTES));
  }
}
