package org.trialwright.clinical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RenalTest {
  @Test
  void the_first_example_worked_by_hand() {
    // 75/88.4 = 0.8484; (140 - 62) x 60 / (72 x 0.8484) = 4680 / 61.086 = 76.61
    double creatinine = Renal.creatinineMgPerDl(75);
    assertThat(creatinine).isEqualTo(0.8484, within(5e-5));
    assertThat(Renal.cockcroftGault(62, 60, creatinine, Sex.MALE)).isEqualTo(76.61, within(5e-3));
  }

  @Test
  void a_woman_has_85_percent_of_a_man_s_clearance() {
    assertThat(Renal.cockcroftGault(50, 72, 1, Sex.MALE)).isEqualTo(90);
    assertThat(Renal.cockcroftGault(50, 72, 1, Sex.FEMALE)).isEqualTo(76.5);
  }

  @Test
  void ckd_epi_bends_at_its_knot() {
    // At Scr = k both power terms are 1.
    assertThat(Renal.ckdEpi2021(0, 0.9, Sex.MALE)).isEqualTo(142);
    assertThat(Renal.ckdEpi2021(0, 0.7, Sex.FEMALE)).isEqualTo(142 * 1.012);
    assertThat(Renal.ckdEpi2021(0, 1.8, Sex.MALE))
        .isEqualTo(142 * Math.pow(2, -1.2), within(1e-12));
    assertThat(Renal.ckdEpi2021(0, 0.45, Sex.MALE))
        .isEqualTo(142 * Math.pow(2, 0.302), within(1e-12));
    assertThat(Renal.ckdEpi2021(50, 0.9, Sex.MALE))
        .isEqualTo(142 * Math.pow(0.9938, 50), within(1e-12));
  }

  @Test
  void a_standard_body_keeps_its_indexed_rate() {
    assertThat(Renal.deIndexed(98.3, 1.73)).isEqualTo(98.3, within(1e-12));
  }

  @Test
  void calvert_at_the_cap_gives_150_mg_for_each_unit_of_exposure() {
    assertThat(Renal.calvert(1, 125)).isEqualTo(150);
    assertThat(Renal.calvert(2, 125)).isEqualTo(300);
    assertThat(Renal.calvert(1.5, 125)).isEqualTo(225);
    assertThat(Renal.calvert(2, 30)).isEqualTo(110);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void an_impossible_creatinine_is_refused(double creatinine) {
    assertThatThrownBy(() -> Renal.cockcroftGault(60, 60, creatinine, Sex.MALE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the creatinine is %s mg/dL; it must be a number above 0", creatinine);
    assertThatThrownBy(() -> Renal.ckdEpi2021(60, creatinine, Sex.MALE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Renal.creatinineMgPerDl(creatinine))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 131, 140, Double.NaN})
  void an_impossible_age_is_refused(double age) {
    assertThatThrownBy(() -> Renal.cockcroftGault(age, 60, 1, Sex.MALE))
        .hasMessage("the age is %s years; it must lie between 0.0 and 130.0", age);
  }
}
