package org.trialwright.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class DatesTest {
  private static final LocalDate TODAY = LocalDate.of(2024, 10, 15);
  private static final Instant NOW = Instant.parse("2024-10-15T06:32:08Z");
  private final Dates english =
      new Dates(Words.of(Language.ENGLISH), ZoneId.of("Asia/Shanghai"), "Shanghai");
  private final Dates chinese =
      new Dates(Words.of(Language.CHINESE), ZoneId.of("Asia/Shanghai"), "上海");

  @Test
  void days_are_written_as_people_read_them() {
    assertThat(english.day(TODAY)).isEqualTo("15 Oct 2024");
    assertThat(chinese.day(TODAY)).isEqualTo("2024年10月15日");
    assertThat(english.day(LocalDate.of(2024, 9, 3))).isEqualTo("3 Sep 2024");
    assertThat(english.weekday(TODAY)).isEqualTo("Tue 15 Oct 2024");
    assertThat(chinese.weekday(TODAY)).isEqualTo("2024年10月15日（周二）");
    assertThat(english.weekdayOfYear(TODAY)).isEqualTo("Tue 15 Oct");
    assertThat(chinese.weekdayOfYear(TODAY)).isEqualTo("10月15日（周二）");
    assertThat(english.heading(TODAY)).isEqualTo("Tuesday 15 October 2024");
    assertThat(chinese.heading(TODAY)).isEqualTo("2024年10月15日 星期二");
    assertThat(english.dayOfYear(TODAY)).isEqualTo("15 Oct");
    assertThat(chinese.month(TODAY)).isEqualTo("10月");
  }

  @Test
  void parts_that_are_unknown_are_not_written() {
    assertThat(english.day("2024-10")).isEqualTo("Oct 2024");
    assertThat(chinese.day("2024-10")).isEqualTo("2024年10月");
    assertThat(english.day("2024")).isEqualTo("2024");
    assertThat(chinese.day("2024")).isEqualTo("2024年");
    assertThat(chinese.day("2024-10-15")).isEqualTo("2024年10月15日");
  }

  @Test
  void times_name_their_zone() {
    assertThat(english.moment(NOW)).isEqualTo("15 Oct 2024, 14:32");
    assertThat(chinese.moment(NOW)).isEqualTo("2024年10月15日 14:32");
    assertThat(english.momentToSecond(NOW)).isEqualTo("15 Oct 2024, 14:32:08");
    assertThat(english.utc(NOW)).isEqualTo("06:32:08 UTC");
    assertThat(english.momentInZone(NOW)).isEqualTo("Tue 15 Oct 2024, 14:32 (Shanghai, UTC+8)");
    assertThat(chinese.momentInZone(NOW)).isEqualTo("2024年10月15日（周二）14:32（上海，UTC+8）");
    assertThat(new Dates(Words.of(Language.ENGLISH), ZoneId.of("UTC"), "").zoneName(NOW))
        .isEqualTo("UTC");
    assertThat(new Dates(Words.of(Language.ENGLISH), ZoneId.of("Asia/Kolkata"), "").zoneName(NOW))
        .isEqualTo("UTC+5:30");
  }

  @Test
  void windows_say_month_and_year_once() {
    LocalDate from = LocalDate.of(2024, 10, 9);
    assertThat(english.window(from, LocalDate.of(2024, 10, 23))).isEqualTo("9–23 Oct 2024");
    assertThat(chinese.window(from, LocalDate.of(2024, 10, 23))).isEqualTo("2024年10月9–23日");
    assertThat(english.window(from, LocalDate.of(2024, 11, 6))).isEqualTo("9 Oct to 6 Nov 2024");
    assertThat(chinese.window(from, LocalDate.of(2024, 11, 6))).isEqualTo("2024年10月9日至11月6日");
    assertThat(english.window(from, LocalDate.of(2025, 1, 6)))
        .isEqualTo("9 Oct 2024 to 6 Jan 2025");
    assertThat(english.window(from, from)).isEqualTo("9 Oct 2024");
  }

  @Test
  void days_from_today_are_counted() {
    assertThat(english.relative(TODAY, TODAY)).isEqualTo("today");
    assertThat(english.relative(TODAY.plusDays(1), TODAY)).isEqualTo("tomorrow");
    assertThat(english.relative(TODAY.plusDays(3), TODAY)).isEqualTo("in 3 days");
    assertThat(english.relative(TODAY.minusDays(1), TODAY)).isEqualTo("1 day late");
    assertThat(english.relative(TODAY.minusDays(3), TODAY)).isEqualTo("3 days late");
    assertThat(chinese.relative(TODAY.minusDays(3), TODAY)).isEqualTo("逾期3天");
    assertThat(english.ago(TODAY.minusDays(6), TODAY)).isEqualTo("6 days ago");
    assertThat(english.ago(TODAY.minusDays(1), TODAY)).isEqualTo("yesterday");
  }

  @Test
  void numbers_are_neither_rounded_nor_padded() {
    assertThat(Numbers.count(4218)).isEqualTo("4218");
    assertThat(Numbers.count(41877)).isEqualTo("41\u2009877");
    assertThat(Numbers.count(-1234567)).isEqualTo("−1\u2009234\u2009567");
    assertThat(Numbers.measure(new BigDecimal("125.00"), "mg")).isEqualTo("125\u00a0mg");
    assertThat(Numbers.measure(new BigDecimal("0.850"), "umol/L")).isEqualTo("0.85\u00a0µmol/L");
    assertThat(Numbers.measure(new BigDecimal("0.00"), "mg")).isEqualTo("0\u00a0mg");
    assertThat(Numbers.decimal(new BigDecimal("12345.60"))).isEqualTo("12\u2009345.60");
    assertThat(Numbers.unit("mg/m2")).isEqualTo("mg/m²");
  }
}
