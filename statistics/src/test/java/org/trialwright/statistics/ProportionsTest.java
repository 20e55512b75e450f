package org.trialwright.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProportionsTest {
  private static final double TINY = 1e-12;

  @Test
  void with_no_event_among_three_the_exact_upper_limit_is_one_less_the_cube_root_of_the_tail() {
    var limits = OneProportion.of(0, 3).clopperPearson(0.95);
    assertThat(limits.lower()).isZero();
    assertThat(limits.upper()).isCloseTo(1 - Math.cbrt(0.025), within(TINY));
  }

  @Test
  void two_of_four_at_one_half_is_the_likeliest_outcome() {
    var test = OneProportion.of(2, 4).exactTest(0.5);
    assertThat(test.p()).isEqualTo(1);
    assertThat(test.pGreater()).isCloseTo(11 / 16.0, within(TINY));
    assertThat(OneProportion.of(0, 4).exactTest(0.5).p()).isCloseTo(2 / 16.0, within(TINY));
  }

  @ParameterizedTest
  @CsvSource({"0, 7", "3, 11", "12, 40", "39, 40"})
  void counting_those_without_the_event_mirrors_every_interval(int events, int total) {
    var one = OneProportion.of(events, total);
    var other = OneProportion.of(total - events, total);
    mirrored(one.clopperPearson(0.9), other.clopperPearson(0.9));
    mirrored(one.wilson(0.9), other.wilson(0.9));
    mirrored(one.wilsonContinuity(0.9), other.wilsonContinuity(0.9));
    mirrored(one.agrestiCoull(0.9), other.agrestiCoull(0.9));
    mirrored(one.jeffreys(0.9), other.jeffreys(0.9));
    mirrored(one.wald(0.9), other.wald(0.9));
    mirrored(one.midP(0.9), other.midP(0.9));
  }

  private static void mirrored(Interval one, Interval other) {
    assertThat(one.lower()).isCloseTo(1 - other.upper(), within(1e-11));
    assertThat(one.upper()).isCloseTo(1 - other.lower(), within(1e-11));
  }

  @ParameterizedTest
  @CsvSource({"56, 70, 48, 80", "0, 10, 3, 12", "5, 5, 2, 9"})
  void swapping_the_arms_flips_the_difference_and_inverts_the_ratios(
      int events1, int total1, int events0, int total0) {
    var one = TwoProportions.of(events1, total1, events0, total0);
    var other = TwoProportions.of(events0, total0, events1, total1);
    for (var pair :
        List.of(
            List.of(one.wald(0.95), other.wald(0.95)),
            List.of(one.newcombe(0.95), other.newcombe(0.95)),
            List.of(one.miettinenNurminen(0.95), other.miettinenNurminen(0.95)),
            List.of(one.mee(0.95), other.mee(0.95)))) {
      assertThat(pair.get(0).lower()).isCloseTo(-pair.get(1).upper(), within(1e-9));
      assertThat(pair.get(0).upper()).isCloseTo(-pair.get(1).lower(), within(1e-9));
    }
    double ratio = one.oddsRatio(0.95).estimate().known().orElseThrow();
    double inverse = other.oddsRatio(0.95).estimate().known().orElseThrow();
    assertThat(1 / ratio).isCloseTo(inverse, within(1e-12 * (1 + inverse)));
    assertThat(one.chiSquareTest().p().known().orElseThrow())
        .isCloseTo(other.chiSquareTest().p().known().orElseThrow(), within(TINY));
    assertThat(FisherExact.of(events1, total1, events0, total0, 0.95).p())
        .isCloseTo(FisherExact.of(events0, total0, events1, total1, 0.95).p(), within(TINY));
  }

  @Test
  void the_score_interval_holds_exactly_the_margins_that_its_test_does_not_reject() {
    var seen = TwoProportions.of(120, 178, 130, 178);
    double lower = seen.miettinenNurminen(0.95).lower();
    double p = seen.nonInferiorityMiettinenNurminen(-lower).pOneSided().known().orElseThrow();
    assertThat(p).isCloseTo(0.025, within(1e-9));
  }

  @Test
  void the_lady_tasting_tea_has_one_chance_in_seventy() {
    var test = FisherExact.of(4, 4, 0, 4, 0.95);
    assertThat(test.pGreater()).isCloseTo(1 / 70.0, within(TINY));
    assertThat(test.p()).isCloseTo(2 / 70.0, within(TINY));
    assertThat(test.oddsRatio()).isEqualTo(Estimate.of(Double.POSITIVE_INFINITY));
  }

  @Test
  void the_unconditional_test_is_never_less_powerful_than_fisher_s() {
    for (int one = 0; one <= 8; one++) {
      for (int zero = 0; zero <= 9; zero++) {
        assertThat(UnconditionalExact.boschloo(one, 8, zero, 9).pGreater())
            .isLessThanOrEqualTo(FisherExact.of(one, 8, zero, 9, 0.95).pGreater() + 1e-9);
      }
    }
  }

  @Test
  void an_empty_cell_leaves_one_limit_of_the_odds_ratio_without_a_number() {
    var ratio = TwoProportions.of(0, 10, 3, 10).oddsRatio(0.95);
    assertThat(ratio.estimate()).isEqualTo(Estimate.of(0));
    assertThat(ratio.lower()).isEqualTo(Estimate.of(0));
    assertThat(ratio.upper()).isInstanceOf(Estimate.NotEstimable.class);
  }

  @Test
  void one_stratum_is_the_table_itself_and_an_arm_alone_adds_nothing() {
    var table = new MantelHaenszel.Table(5, 20, 9, 25);
    var alone = new MantelHaenszel.Table(2, 7, 0, 0);
    var strata = MantelHaenszel.of(List.of(table));
    var plain = TwoProportions.of(5, 20, 9, 25);
    assertThat(strata.oddsRatio(0.95).estimate()).isEqualTo(plain.oddsRatio(0.95).estimate());
    assertThat(strata.riskDifference().estimate().known().orElseThrow())
        .isCloseTo(plain.riskDifference(), within(TINY));
    assertThat(strata.pExact()).isCloseTo(FisherExact.of(5, 20, 9, 25, 0.95).p(), within(TINY));
    assertThat(MantelHaenszel.of(List.of(alone, table)).test()).isEqualTo(strata.test());
    assertThat(MantelHaenszel.of(List.of(alone)).test().p())
        .isInstanceOf(Estimate.NotEstimable.class);
  }

  @Test
  void no_events_leave_a_rate_an_upper_limit_of_minus_log_of_the_tail_over_time() {
    var limits = new PersonTimeRate(0, 50).garwood(0.95);
    assertThat(limits.lower()).isZero();
    assertThat(limits.upper()).isCloseTo(-Math.log(0.025) / 50, within(TINY));
  }

  @Test
  void score_limits_cover_the_truth_about_as_often_as_they_say() {
    long seed = 7;
    System.out.println("coverage with seed " + seed);
    var random = new Random(seed);
    int covered = 0;
    int trials = 4000;
    for (int i = 0; i < trials; i++) {
      int one = draw(random, 60, 0.4);
      int zero = draw(random, 45, 0.25);
      var limits = TwoProportions.of(one, 60, zero, 45).miettinenNurminen(0.95);
      covered += limits.lower() <= 0.15 && 0.15 <= limits.upper() ? 1 : 0;
    }
    // Four standard errors of a share of 0.95 among 4000, and the lattice of the counts.
    assertThat(covered / (double) trials).isBetween(0.93, 0.97);
  }

  private static int draw(Random random, int total, double share) {
    int events = 0;
    for (int i = 0; i < total; i++) {
      events += random.nextDouble() < share ? 1 : 0;
    }
    return events;
  }

  @Test
  void what_cannot_be_is_refused_with_what_it_was() {
    assertThatThrownBy(() -> OneProportion.of(4, 3))
        .hasMessage("events is 4; it must be 0 to total, 3");
    assertThatThrownBy(() -> TwoProportions.of(1, 0, 1, 2))
        .hasMessage("total1 is 0; it must be 1 or more");
    assertThatThrownBy(() -> OneProportion.of(1, 3).wilson(95))
        .hasMessage("confidenceLevel is 95.0; it must lie strictly between 0 and 1");
    assertThatThrownBy(() -> new PersonTimeRate(1, 0))
        .hasMessage("personTime is 0.0; it must be a finite number above 0");
  }
}
