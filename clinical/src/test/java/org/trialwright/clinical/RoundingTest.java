package org.trialwright.clinical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0       | 5    | 0
          2.4999  | 5    | 0
          2.5     | 5    | 5
          172.5   | 5    | 175
          177.5   | 5    | 180
          203.23  | 5    | 205
          0.5     | 1    | 1
          1.5     | 1    | 2
          2.5     | 1    | 3
          1.005   | 0.01 | 1.01
          2.675   | 0.01 | 2.68
          0.35    | 0.1  | 0.4
          1.15    | 0.1  | 1.2
          -2.5    | 5    | 0
          -2.6    | 5    | -5
          -7.5    | 5    | -5
          1e15    | 5    | 1e15
          """)
  void halves_go_up_as_people_count(double value, double step, double rounded) {
    assertThat(Rounding.toNearest(value, step)).isEqualTo(rounded);
  }

  @Test
  void a_half_that_a_computation_missed_by_a_hair_still_goes_up() {
    double computed = 0.7 * 3 * 5; // 10.5 on paper
    assertThat(computed).isLessThan(10.5);
    assertThat(Rounding.toNearest(computed, 1)).isEqualTo(11);
    assertThat(Rounding.toNearest(172.49999999999997, 5)).isEqualTo(175);
    assertThat(Rounding.toNearest(172.49999, 5)).isEqualTo(170);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          203.23 | 205 | 0.9 % off
          37.4   | 37  | 35 would be 6.4 % off
          37.5   | 38  | 40 would be 6.7 % off, and the half goes up
          47.5   | 48  | 50 would be 5.26 % off
          47.7   | 50  | 50 is 4.8 % off
          100    | 100 | nothing off
          52.5   | 55  | 4.76 % off
          52.4   | 50  | 4.58 % off
          42.5   | 43  | 45 would be 5.88 % off
          2      | 2   | 0 would be 100 % off
          0      | 0   | nothing off
          """)
  void the_coarse_step_is_taken_within_five_percent(double exact, double given, String why) {
    assertThat(Rounding.toNearest(exact, 5, 1, 5)).as(why).isEqualTo(given);
  }

  @Test
  void exactly_the_percentage_is_still_near() {
    // 40 to the nearest 21 is 42, which is exactly 5 % off.
    assertThat(Rounding.toNearest(40, 21, 1, 5)).isEqualTo(42);
    assertThat(Rounding.toNearest(39.99, 21, 1, 5)).isEqualTo(40);
    // 0.1 to the nearest 0.103 is exactly 3 % off, which binary fractions cannot say.
    assertThat(Rounding.toNearest(0.1, 0.103, 0.1, 3)).isEqualTo(0.103);
    assertThat(Rounding.toNearest(0.1, 0.103, 0.1, 2.99)).isEqualTo(0.1);
  }

  @Test
  void the_result_is_a_step_and_never_more_than_half_a_step_off() {
    long seed = 20243;
    var random = new Random(seed);
    for (int draw = 0; draw < 20_000; draw++) {
      double value = random.nextInt(1_000_000) / 1000.0;
      int step = 1 + random.nextInt(10);
      double rounded = Rounding.toNearest(value, step);
      assertThat(rounded % step).as("seed %d: %s to %d", seed, value, step).isZero();
      assertThat(rounded - value)
          .as("seed %d: %s to %d", seed, value, step)
          .isGreaterThan(-step / 2.0)
          .isLessThanOrEqualTo(step / 2.0);
    }
  }

  @Test
  void what_cannot_be_rounded_is_refused() {
    assertThatThrownBy(() -> Rounding.toNearest(Double.NaN, 5)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> Rounding.toNearest(5, 0)).hasMessageContaining("rounding step");
    assertThatThrownBy(() -> Rounding.toNearest(5, 5, -1, 5)).hasMessageContaining("rounding step");
    assertThatThrownBy(() -> Rounding.toNearest(5, 5, 1, 101)).hasMessageContaining("percentage");
  }
}
