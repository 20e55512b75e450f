package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The way in, in a real browser, without a mouse. */
@Tag("browser")
class BrowserTest {

  @Test
  void text_that_can_hardly_be_read_is_found_each_time_it_is_looked_at() {
    try (var browser = new Chromium(Demonstration.ADDRESS)) {
      browser.open("/sign-in");
      assertThat(browser.faults()).isEmpty();
      browser.script("document.querySelector('main h1').style.color = '#bbb'");
      for (int look = 0; look < 2; look++) {
        assertThat(browser.faults())
            .singleElement()
            .satisfies(fault -> assertThat(fault).startsWith("color-contrast").contains("<h1"));
      }
    }
  }

  @Test
  void someone_signs_in_by_keyboard_alone() {
    try (var browser = new Chromium(Demonstration.ADDRESS)) {
      browser.open("/sign-in");
      var at = browser.driver.switchTo();
      assertThat(at.activeElement().getDomAttribute("id")).isEqualTo("account");
      at.activeElement().sendKeys("coordinator", Keys.TAB);
      at.activeElement().sendKeys(Demonstration.password(), Keys.ENTER);
      new WebDriverWait(browser.driver, Duration.ofSeconds(20), Duration.ofMillis(20))
          .until(ExpectedConditions.presenceOfElementLocated(By.cssSelector(".who-am-i")));
      assertThat(browser.driver.findElement(By.cssSelector(".who-am-i")).getText())
          .contains("Lin Xiaoyu");
    }
  }
}
