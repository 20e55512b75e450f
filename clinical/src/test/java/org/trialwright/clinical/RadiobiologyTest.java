package org.trialwright.clinical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RadiobiologyTest {
  /** Specification of the built-in study, section 5.5 and worked-examples.json. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          23 | 1.8 | 10 | 48.852 | 40.71
          23 | 1.8 | 3  | 66.24  | 39.744
          20 | 1.8 | 10 | 42.48  | 35.4
          25 | 2   | 10 | 60     | 50
          0  | 2   | 10 | 0      | 0
          """)
  void doses_are_compared(double n, double d, double alphaBeta, double bed, double eqd2) {
    assertThat(Radiobiology.bed(n, d, alphaBeta)).isEqualTo(bed, within(1e-10));
    assertThat(Radiobiology.eqd2(n, d, alphaBeta)).isEqualTo(eqd2, within(1e-10));
  }

  @Test
  void fractions_of_2_gray_are_their_own_equivalent() {
    assertThat(Radiobiology.eqd2(30, 2, 3)).isEqualTo(60);
  }

  @Test
  void impossible_courses_are_refused() {
    assertThatThrownBy(() -> Radiobiology.bed(-1, 2, 10)).hasMessageContaining("fractions");
    assertThatThrownBy(() -> Radiobiology.bed(1, -2, 10)).hasMessageContaining("dose");
    assertThatThrownBy(() -> Radiobiology.eqd2(1, 2, 0)).hasMessageContaining("alpha/beta");
  }
}
