package org.trialwright.clinical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BodySizeTest {
  @Test
  void values_worked_by_hand() {
    assertThat(BodySize.bmi(200, 100)).isEqualTo(25);
    assertThat(BodySize.mosteller(180, 80)).isEqualTo(2);
    assertThat(BodySize.mosteller(168, 60)).isEqualTo(Math.sqrt(2.8), within(1e-15));
    assertThat(BodySize.duBois(1, 1)).isEqualTo(0.007184);
    assertThat(BodySize.haycock(1, 1)).isEqualTo(0.024265);
    assertThat(BodySize.idealWeight(152.4, Sex.MALE)).isEqualTo(50, within(1e-12));
    assertThat(BodySize.idealWeight(152.4, Sex.FEMALE)).isEqualTo(45.5, within(1e-12));
    assertThat(BodySize.idealWeight(177.8, Sex.MALE)).isEqualTo(73, within(1e-12));
    assertThat(BodySize.adjustedWeight(177.8, 93, Sex.MALE)).isEqualTo(81, within(1e-12));
  }

  @Test
  void the_ideal_weight_is_its_own_adjusted_weight() {
    double ideal = BodySize.idealWeight(170, Sex.FEMALE);
    assertThat(BodySize.adjustedWeight(170, ideal, Sex.FEMALE)).isEqualTo(ideal);
  }

  @Test
  void below_60_inches_the_line_goes_on() {
    assertThat(BodySize.idealWeight(149.86, Sex.MALE)).isEqualTo(47.7, within(1e-12));
    assertThatThrownBy(() -> BodySize.idealWeight(90, Sex.MALE))
        .hasMessage("a height of 90.0 cm is too small for an ideal weight");
  }

  @Test
  void nobody_measures_nothing() {
    assertThatThrownBy(() -> BodySize.bmi(0, 60)).hasMessageContaining("height is 0.0 cm");
    assertThatThrownBy(() -> BodySize.mosteller(170, 0)).hasMessageContaining("weight is 0.0 kg");
    assertThatThrownBy(() -> BodySize.duBois(-1, 60)).hasMessageContaining("height");
    assertThatThrownBy(() -> BodySize.haycock(170, Double.NaN)).hasMessageContaining("weight");
    assertThatThrownBy(() -> BodySize.adjustedWeight(170, 0, Sex.MALE))
        .hasMessageContaining("weight");
    assertThatThrownBy(() -> Sex.ofCode("M")).hasMessageContaining("'M'");
  }
}
