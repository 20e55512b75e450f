package org.trialwright.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  private static final Numbers STOP = Numbers.FULL_STOP;

  @ParameterizedTest
  @CsvSource({
    "0.8249, 2, 0.82",
    "0.825, 2, 0.83",
    "57.49999999999999, 0, 58",
    "1.005, 2, 1.01",
    "57.4999, 0, 57",
    "-3.14, 1, −3.1",
    "-0.04, 1, 0.0",
    "12345.6, 1, 12\u2009345.6",
    "9999, 0, 9999",
    "1e16, 0, 10\u2009000\u2009000\u2009000\u2009000\u2009000",
    "0.05, 3, 0.050"
  })
  void a_number_has_its_decimals(double value, int decimals, String written) {
    assertThat(STOP.fixed(value, decimals)).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({"0.25, 0.25", "1, 1", "100, 100", "0, 0", "-10, −10", "12.5, 12.5", "2000, 2000"})
  void an_axis_writes_as_few_decimals_as_say_it(double value, String written) {
    assertThat(STOP.shortest(value)).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({
    "0.0013, p=0.0013",
    "0.00996, p=0.010",
    "0.0999, p=0.10",
    "0.16, p=0.16",
    "0.034, p=0.034",
    "0.00009, p<0.0001",
    "0.0001, p=0.00010",
    "0.9951, p>0.99",
    "1, p>0.99",
    "0, p<0.0001"
  })
  void a_p_value_has_two_significant_figures(double p, String written) {
    assertThat(STOP.p(p)).isEqualTo(written);
  }

  @Test
  void a_percentage_has_a_decimal_when_it_is_of_a_hundred_or_more() {
    assertThat(STOP.percent(0.4567, 100)).isEqualTo("45.7");
    assertThat(STOP.percent(0.4567, 99)).isEqualTo("46");
    assertThat(Numbers.MID_POINT.percent(0.4567, 100)).isEqualTo("45·7");
  }

  @Test
  void a_range_has_a_rule_or_a_word_when_there_is_a_minus() {
    assertThat(STOP.range(0.45, 0.97, 2, Language.ENGLISH)).isEqualTo("0.45–0.97");
    assertThat(STOP.range(-3.1, 0.9, 1, Language.ENGLISH)).isEqualTo("−3.1 to 0.9");
    assertThat(STOP.range(-3.1, 0.9, 1, Language.CHINESE)).isEqualTo("−3.1 至 0.9");
  }

  @Test
  void what_is_no_number_is_not_written() {
    assertThatThrownBy(() -> STOP.fixed(Double.NaN, 1)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> Numbers.coordinate(new StringBuilder(), Double.NaN))
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> STOP.p(1.2)).hasMessageContaining("1.2");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 100, 4, '[0.0, 25.0, 50.0, 75.0, 100.0]'",
    "0, 356, 4, '[0.0, 100.0, 200.0, 300.0, 400.0]'",
    "-16, 10, 6, '[-20.0, -15.0, -10.0, -5.0, 0.0, 5.0, 10.0]'",
    "0, 0, 4, '[0.0, 2.5E-10]'"
  })
  void ticks_are_round_and_hold_both_ends(double low, double high, int about, String ticks) {
    assertThat(Scale.ticks(low, high, about)).hasToString(ticks);
  }

  @Test
  void words_on_a_fill_have_the_better_contrast() {
    assertThat(Theme.on("#ffffff")).isEqualTo(Theme.INK);
    assertThat(Theme.on("#fff")).isEqualTo(Theme.INK);
    assertThat(Theme.on("#00468b")).isEqualTo(Theme.WHITE);
    assertThat(Theme.tint("#00468b", 0)).isEqualTo("#ffffff");
    assertThat(Theme.tint("#00468b", 1)).isEqualTo("#00468b");
  }
}
