package org.trialwright.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.trialwright.study.Scenario;
import org.trialwright.study.Scenario.Rate;
import org.trialwright.study.Scenario.Share;

/**
 * Chance numbers: right in distribution within four standard errors, and found by their purpose.
 */
class DrawsTest {
  private static final int PEOPLE = 40_000;
  private static final double STANDARD_ERRORS = 4;

  private static Draws person(long number) {
    return new Draws(20260101, number);
  }

  private static void share(double expected, LongToDoubleFunction ofPerson) {
    double sum = 0;
    for (int i = 1; i <= PEOPLE; i++) {
      sum += ofPerson.applyAsDouble(i);
    }
    double error = StrictMath.sqrt(expected * (1 - expected) / PEOPLE);
    assertThat(sum / PEOPLE).isCloseTo(expected, within(STANDARD_ERRORS * error));
  }

  @Test
  void the_same_purpose_gives_the_same_number_whatever_was_asked_before() {
    double alone = person(7).uniform("relapse", 0);
    var other = person(7);
    for (int i = 0; i < 100; i++) {
      other.uniform("visit", i);
    }
    assertThat(other.uniform("relapse", 0)).isEqualTo(alone);
    assertThat(person(8).uniform("relapse", 0)).isNotEqualTo(alone);
    assertThat(new Draws(20260102, 7).uniform("relapse", 0)).isNotEqualTo(alone);
    assertThat(person(7).uniform("relapse", 1)).isNotEqualTo(alone);
  }

  @Test
  void uniform_numbers_fall_evenly_into_ten_parts() {
    for (int part = 0; part < 10; part++) {
      double low = part / 10.0;
      share(
          0.1,
          i -> {
            double u = person(i).uniform("even", 0);
            return u >= low && u < low + 0.1 ? 1 : 0;
          });
    }
  }

  @Test
  void two_purposes_have_nothing_to_do_with_each_other() {
    share(
        0.25,
        i -> person(i).uniform("one", 0) < 0.5 && person(i).uniform("another", 0) < 0.5 ? 1 : 0);
  }

  @Test
  void normal_numbers_have_mean_0_and_standard_deviation_1() {
    double sum = 0;
    double squares = 0;
    for (int i = 1; i <= PEOPLE; i++) {
      double z = person(i).normal("height", 0);
      sum += z;
      squares += z * z;
    }
    assertThat(sum / PEOPLE).isCloseTo(0, within(STANDARD_ERRORS / StrictMath.sqrt(PEOPLE)));
    assertThat(squares / PEOPLE)
        .isCloseTo(1, within(STANDARD_ERRORS * StrictMath.sqrt(2.0 / PEOPLE)));
    share(0.0249979, i -> person(i).normal("height", 0) > 1.96 ? 1 : 0);
  }

  @Test
  void waiting_times_follow_a_hazard_that_changes_at_24_months() {
    var rates = List.of(new Rate(0.022, 24), new Rate(0.0055, Double.POSITIVE_INFINITY));
    for (double month : new double[] {6, 24, 36, 60}) {
      double cumulative = 0.022 * Math.min(month, 24) + 0.0055 * Math.max(0, month - 24);
      share(
          StrictMath.exp(-cumulative),
          i -> person(i).waiting("relapse", new Scenario.Hazard(rates)) > month ? 1 : 0);
    }
  }

  @Test
  void waiting_times_follow_weibull_and_the_log_normal() {
    var weibull = new Scenario.Weibull(1.4, 30);
    for (double month : new double[] {6, 30, 60}) {
      share(
          StrictMath.exp(-StrictMath.pow(month / 30, 1.4)),
          i -> person(i).waiting("relapse", weibull) > month ? 1 : 0);
    }
    var logNormal = new Scenario.LogNormal(24, 0.8);
    share(0.5, i -> person(i).waiting("relapse", logNormal) > 24 ? 1 : 0);
    // One standard deviation above: 1 − Φ(1).
    double above = 24 * StrictMath.exp(0.8);
    share(0.158655, i -> person(i).waiting("relapse", logNormal) > above ? 1 : 0);
  }

  @Test
  void a_hazard_of_nought_never_ends_and_one_for_a_while_may_not() {
    assertThat(
            person(1)
                .waiting(
                    "never", new Scenario.Hazard(List.of(new Rate(0, Double.POSITIVE_INFINITY)))))
        .isInfinite();
    share(
        StrictMath.exp(-0.5),
        i ->
            Double.isInfinite(
                    person(i).waiting("once", new Scenario.Hazard(List.of(new Rate(0.5, 1)))))
                ? 1
                : 0);
  }

  @Test
  void the_last_share_takes_what_the_others_leave() {
    var shares = List.of(new Share("a", 0.5), new Share("b", 0.175), new Share("c", Double.NaN));
    share(0.5, i -> person(i).code("truth", 0, shares).equals("a") ? 1 : 0);
    share(0.175, i -> person(i).code("truth", 0, shares).equals("b") ? 1 : 0);
    share(0.325, i -> person(i).code("truth", 0, shares).equals("c") ? 1 : 0);
  }

  @Test
  void keys_differ_and_are_well_formed() {
    var keys = new HashSet<java.util.UUID>();
    for (int person = 0; person < 200; person++) {
      for (int act = 0; act < 100; act++) {
        var key = person(person).key(act);
        assertThat(key.version()).isEqualTo(8);
        assertThat(key.variant()).isEqualTo(2);
        keys.add(key);
      }
    }
    assertThat(keys).hasSize(20_000);
  }
}
