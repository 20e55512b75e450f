package org.trialwright.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class LanguageSwitchTest {
  @Test
  void the_switch_keeps_the_page() {
    assertThat(LanguageSwitch.without("/day", "language=zh")).isEqualTo("/day");
    assertThat(LanguageSwitch.without("/trail", "item=a&language=zh&page=2"))
        .isEqualTo("/trail?item=a&page=2");
    assertThat(LanguageSwitch.without("/day", null)).isEqualTo("/day");
    assertThat(address("/day")).isEqualTo("/day?language=zh");
    assertThat(address("/trail?item=a")).isEqualTo("/trail?item=a&language=zh");
  }

  @Test
  void the_switch_leads_to_no_other_host() {
    assertThat(LanguageSwitch.without("//example.org/x", "language=zh"))
        .isEqualTo("/example.org/x");
  }

  private static String address(String page) {
    Words words = Words.of(Language.ENGLISH);
    Dates dates = new Dates(words, ZoneId.of("UTC"), "");
    return Frame.of(words, dates, "x", page, new Frame.Csrf("_csrf", "t")).otherLanguage();
  }
}
