package org.trialwright.quantities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartialDateTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2024       | 2024-01-01 | 2024-12-31 | false
          2024-02    | 2024-02-01 | 2024-02-29 | false
          2023-02    | 2023-02-01 | 2023-02-28 | false
          2024-12    | 2024-12-01 | 2024-12-31 | false
          2024-06-20 | 2024-06-20 | 2024-06-20 | true
          2024-02-29 | 2024-02-29 | 2024-02-29 | true
          0987-01-01 | 0987-01-01 | 0987-01-01 | true
          """)
  void a_date_stands_for_every_day_it_may_be(
      String text, LocalDate earliest, LocalDate latest, boolean whole) {
    var date = PartialDate.parse(text);
    assertThat(date.earliest()).isEqualTo(earliest);
    assertThat(date.latest()).isEqualTo(latest);
    assertThat(date.whole()).isEqualTo(whole);
    assertThat(date).hasToString(text);
    assertThat(PartialDate.read(text)).contains(date);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "24",
        "2024-6",
        "2024-13",
        "2024-00",
        "2024-06-00",
        "2023-02-29",
        "2024-02-30",
        "0000",
        "20240620",
        "2024-06-20 ",
        "20.06.2024",
        "2024-06-20T10:00"
      })
  void anything_else_is_refused(String text) {
    assertThatThrownBy(() -> PartialDate.parse(text)).isInstanceOf(IllegalArgumentException.class);
    assertThat(PartialDate.read(text)).isEmpty();
  }

  @Test
  void the_refusal_says_what_to_write() {
    assertThatThrownBy(() -> PartialDate.parse("20.06.2024"))
        .hasMessage(
            "'20.06.2024' is not a date; write 2024-06-20, or 2024-06 or 2024 when less is known");
  }

  @Test
  void a_day_without_a_month_is_impossible() {
    assertThatThrownBy(() -> new PartialDate(2024, 0, 5))
        .hasMessage("the day 5 is known but its month is not");
  }

  @Test
  void a_whole_date_comes_from_the_calendar() {
    assertThat(PartialDate.of(LocalDate.of(2024, 6, 20))).hasToString("2024-06-20");
  }
}
