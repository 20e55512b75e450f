package org.trialwright.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.trialwright.quantities.Truth;
import org.trialwright.statistics.CoxFit;
import org.trialwright.statistics.KaplanMeier;

/**
 * Weights for those who left, against R, against the plain product limit, and against the truth.
 */
class ReweightedTest {
  private static final int[] GROUP = FromR.whole("people.x");
  private static final Times PEOPLE =
      times(GROUP, FromR.numbers("people.time"), FromR.whole("people.cause"));

  static Times times(int[] group, double[] time, int[] cause) {
    var subjects = new ArrayList<Subject>();
    for (int i = 0; i < group.length; i++) {
      var arm = group[i] == 1 ? "organ" : "surgery";
      subjects.add(Made.subject(i, arm, (long) time[i], cause[i] == 1, Truth.NO));
    }
    var os = Played.STUDY.measure().endpoint("OS").orElseThrow();
    return new Times(Sample.of(Played.STUDY, subjects, os, "ITT"), time, cause);
  }

  private static void sameAsInR(String kind, int[] stratum, int strata) {
    var weighted = new Reweighted(PEOPLE, FromR.numbers("people.leaves"), stratum, strata);
    var rows = weighted.rows();
    var fit = (CoxFit) rows.cox(strata).fit();
    double[] cox = FromR.numbers(kind + ".cox");
    assertThat(fit.coefficients().get(0)).isCloseTo(cox[0], within(1e-9));
    assertThat(rows.robustError(fit)).isCloseTo(cox[1], within(1e-9));
    for (int group = 0; group < 2; group++) {
      double[] at = FromR.numbers(kind + ".at." + group);
      assertThat(weighted.at(group, 10).survival()).isCloseTo(at[0], within(1e-12));
      assertThat(weighted.at(group, 40).survival()).isCloseTo(at[1], within(1e-12));
      assertThat(weighted.at(group, 10).error()).isCloseTo(at[2], within(1e-12));
      assertThat(weighted.at(group, 40).error()).isCloseTo(at[3], within(1e-12));
      assertThat(weighted.left(group)).isEqualTo(FromR.whole("left")[group]);
    }
    assertThat(rows.largestWeight()).isBetween(1.5, FromR.numbers(kind + ".largest")[0] + 1e-12);
  }

  @Test
  void r_finds_the_same_ratio_curves_and_errors() {
    sameAsInR("plain", new int[GROUP.length], 1);
  }

  @Test
  void r_finds_the_same_when_weights_are_made_within_strata() {
    sameAsInR("strata", FromR.whole("people.s"), 2);
  }

  @Test
  void where_nobody_leaves_the_curve_and_greenwoods_error_stay() {
    double[] never = new double[GROUP.length];
    Arrays.fill(never, Double.POSITIVE_INFINITY);
    var weighted = new Reweighted(PEOPLE, never, new int[GROUP.length], 1);
    assertThat(weighted.rows().people()).isEqualTo(GROUP.length);
    var curves = KaplanMeier.curves(PEOPLE.followUp(), GROUP, 2);
    for (int group = 0; group < 2; group++) {
      var plain = curves.get(group).at(40);
      assertThat(weighted.at(group, 40).survival()).isCloseTo(plain.survival(), within(1e-12));
      assertThat(weighted.at(group, 40).error())
          .isCloseTo(plain.standardError().known().orElseThrow(), within(1e-12));
    }
  }

  /** One cell a group: everybody at risk weighs alike, so the curve is that of the censored. */
  @Test
  void without_strata_the_curve_is_the_product_limit_of_those_censored_when_they_leave() {
    double[] leaves = FromR.numbers("people.leaves");
    double[] time = PEOPLE.time().clone();
    int[] cause = PEOPLE.cause().clone();
    for (int i = 0; i < time.length; i++) {
      if (leaves[i] < time[i]) {
        time[i] = leaves[i];
        cause[i] = 0;
      }
    }
    var curves = KaplanMeier.curves(times(GROUP, time, cause).followUp(), GROUP, 2);
    var weighted = new Reweighted(PEOPLE, leaves, new int[GROUP.length], 1);
    for (int group = 0; group < 2; group++) {
      assertThat(weighted.at(group, 40).survival())
          .isCloseTo(curves.get(group).at(40).survival(), within(1e-12));
    }
  }

  @Test
  void an_event_on_the_day_of_leaving_counts_and_comes_first() {
    var pair = times(new int[] {0, 0, 1, 1}, new double[] {5, 9, 5, 9}, new int[] {1, 0, 0, 1});
    var weighted = new Reweighted(pair, new double[] {5, 5, 5, 99}, new int[4], 1);
    assertThat(weighted.left(0)).isEqualTo(1);
    assertThat(weighted.left(1)).isZero();
    assertThat(weighted.at(0, 9).survival()).isEqualTo(0.5);
  }

  /**
   * The frail die sooner and leave more often. Censoring them at leaving flatters the group;
   * weights within strata of frailty give back the survival that would have been seen had nobody
   * left.
   */
  @Test
  void weights_within_what_drives_leaving_give_back_the_truth() {
    int n = 20_000;
    var chance = new SplittableRandom(12);
    int[] group = new int[n];
    int[] frail = new int[n];
    double[] time = new double[n];
    double[] leaves = new double[n];
    int[] cause = new int[n];
    for (int i = 0; i < n; i++) {
      group[i] = i % 2;
      frail[i] = chance.nextInt(2);
      time[i] = Math.ceil(-Math.log(chance.nextDouble()) / (frail[i] == 1 ? 0.02 : 0.005));
      leaves[i] = Math.ceil(-Math.log(chance.nextDouble()) / (frail[i] == 1 ? 0.03 : 0.002));
      cause[i] = 1;
    }
    var people = times(group, time, cause);
    double truth = (Math.exp(-60 * 0.02) + Math.exp(-60 * 0.005)) / 2;
    var plain = new Reweighted(people, leaves, new int[n], 1).at(1, 60);
    var within = new Reweighted(people, leaves, frail, 2).at(1, 60);
    assertThat(plain.survival()).isGreaterThan(truth + 0.02);
    assertThat(within.survival()).isCloseTo(truth, within(3 * within.error()));
    assertThat(within.error()).isLessThan(0.01);
  }
}
