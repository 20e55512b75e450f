package org.trialwright.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Simulated data whose truth is known; four standard errors of the simulation are allowed. */
class EstimateTruthTest {
  private Random random = new Random(0);

  @BeforeEach
  void seeded(TestInfo test) {
    long seed = test.getDisplayName().hashCode();
    System.out.println(test.getDisplayName() + " with seed " + seed);
    random = new Random(seed);
  }

  private double[] normal(int n, double mean, double sd) {
    double[] values = new double[n];
    Arrays.setAll(values, _ -> mean + sd * random.nextGaussian());
    return values;
  }

  private int events(int total, double share) {
    int events = 0;
    for (int i = 0; i < total; i++) {
      events += random.nextDouble() < share ? 1 : 0;
    }
    return events;
  }

  private static void share(int hits, int trials, double expected) {
    double error = Math.sqrt(expected * (1 - expected) / trials);
    assertThat(hits / (double) trials).isCloseTo(expected, within(4 * error));
  }

  private int count(int trials, Predicate<Random> hit) {
    int hits = 0;
    for (int i = 0; i < trials; i++) {
      hits += hit.test(random) ? 1 : 0;
    }
    return hits;
  }

  private static boolean covers(double lower, double truth, double upper) {
    return lower <= truth && truth <= upper;
  }

  @Test
  void logistic_regression() {
    int n = 20_000;
    var events = new boolean[n];
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    double[] arm = new double[n];
    double[] x = normal(n, 0, 1);
    for (int i = 0; i < n; i++) {
      arm[i] = i % 2;
      double eta = -1 + 0.5 * arm[i] + 0.8 * x[i];
      events[i] = random.nextDouble() < 1 / (1 + Math.exp(-eta));
    }
    near(
        (Regression.Outcome.Fitted) Regression.logistic(events, List.of(ones, arm, x), 0.95),
        -1,
        0.5,
        0.8);
  }

  @Test
  void poisson_regression_with_person_time() {
    int n = 5000;
    double[] counts = new double[n];
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    double[] arm = new double[n];
    double[] offsets = new double[n];
    for (int i = 0; i < n; i++) {
      arm[i] = i % 2;
      double time = 1 + random.nextDouble();
      offsets[i] = Math.log(time);
      double rate = Math.exp(0.2 - 0.7 * arm[i]);
      for (double at = gap(rate); at < time; at += gap(rate)) {
        counts[i]++;
      }
    }
    near(
        (Regression.Outcome.Fitted) Regression.poisson(counts, List.of(ones, arm), offsets, 0.95),
        0.2,
        -0.7);
  }

  private double gap(double rate) {
    return -Math.log(1 - random.nextDouble()) / rate;
  }

  private static void near(Regression.Outcome.Fitted fit, double... truth) {
    for (int j = 0; j < truth.length; j++) {
      assertThat(fit.coefficients().get(j)).isCloseTo(truth[j], within(4 * fit.se().get(j)));
    }
  }

  @Test
  void the_odds_ratio_that_strata_have_in_common() {
    int hits =
        count(
            400,
            _ -> {
              var strata = new ArrayList<MantelHaenszel.Table>();
              for (double odds : new double[] {0.2, 0.6, 1.5}) {
                strata.add(
                    new MantelHaenszel.Table(
                        events(60, 2 * odds / (1 + 2 * odds)),
                        60,
                        events(50, odds / (1 + odds)),
                        50));
              }
              var ratio = MantelHaenszel.of(strata).oddsRatio(0.9);
              return covers(known(ratio.lower()), 2, known(ratio.upper()));
            });
    share(hits, 400, 0.9);
  }

  private static double known(Estimate estimate) {
    return estimate.known().orElseThrow();
  }

  @Test
  void two_means_with_different_spread() {
    int hits =
        count(
            2000,
            _ -> {
              var means = TwoMeans.welch(normal(8, 5, 1), normal(20, 7, 4), 0.9);
              return covers(known(means.lower()), 2, known(means.upper()));
            });
    share(hits, 2000, 0.9);
  }

  @Test
  void the_shift_of_two_groups_of_any_shape() {
    double[] first = new double[2000];
    double[] second = new double[1500];
    Arrays.setAll(first, _ -> gap(1));
    Arrays.setAll(second, _ -> 0.4 + gap(1));
    // The standard error of a shift of exponentials is √(1/m + 1/n)/(√12·∫f²), with ∫f² = 1/2.
    double error = Math.sqrt(1 / 2000.0 + 1 / 1500.0) / Math.sqrt(3);
    assertThat(Wilcoxon.of(first, second, 0.95).hodgesLehmann()).isCloseTo(0.4, within(4 * error));
  }

  @Test
  void tests_of_equal_groups_reject_one_in_ten() {
    int[] rejected = new int[5];
    int trials = 2000;
    for (int i = 0; i < trials; i++) {
      var groups = List.of(normal(12, 0, 1), normal(15, 0, 1), normal(9, 0, 1));
      rejected[0] += known(OneWay.anova(groups).p()) <= 0.1 ? 1 : 0;
      rejected[1] += known(OneWay.kruskalWallis(groups).p()) <= 0.1 ? 1 : 0;
      rejected[2] += known(TwoMeans.pooled(groups.get(0), groups.get(1), 0.9).p()) <= 0.1 ? 1 : 0;
      rejected[3] += known(TwoMeans.varianceRatio(groups.get(0), groups.get(1)).p()) <= 0.1 ? 1 : 0;
      rejected[4] += known(Wilcoxon.of(groups.get(0), groups.get(1), 0.9).pNormal()) <= 0.1 ? 1 : 0;
    }
    for (int one : rejected) {
      // The rank tests' approximations are a little below their level in groups this small.
      assertThat(one / (double) trials).isBetween(0.07, 0.1 + 4 * Math.sqrt(0.09 / trials));
    }
  }

  @Test
  void an_effect_at_the_same_baseline() {
    int hits =
        count(
            1000,
            _ -> {
              double[] baseline = normal(30, 50, 10);
              double[] y = new double[30];
              boolean[] second = new boolean[30];
              for (int i = 0; i < 30; i++) {
                second[i] = i % 3 == 0;
                y[i] = 4 + (second[i] ? -3 : 0) + 0.7 * baseline[i] + 5 * random.nextGaussian();
              }
              var model = Ancova.fit(y, second, baseline, 0.9).model();
              return covers(model.lower().get(1), -3, model.upper().get(1));
            });
    share(hits, 1000, 0.9);
  }

  @Test
  void rates_by_person_time_are_covered_at_least_as_often_as_said() {
    int hits =
        count(
            2000,
            _ -> {
              int seen = 0;
              for (double at = gap(0.3); at < 40; at += gap(0.3)) {
                seen++;
              }
              var limits = new PersonTimeRate(seen, 40).garwood(0.9);
              return covers(limits.lower(), 0.3, limits.upper());
            });
    assertThat(hits / 2000.0).isBetween(0.9 - 4 * 0.3 / Math.sqrt(2000), 0.96);
  }

  @Test
  void trials_of_the_size_asked_for_have_the_power_asked_for() {
    double n = RateNonInferiority.of(0.7, 0.65, 0.1, 0.05, 0.2).totalSubjectsFarringtonManning();
    int arm = (int) Math.ceil(n / 2);
    int hits =
        count(
            2000,
            _ -> {
              var seen = TwoProportions.of(events(arm, 0.7), arm, events(arm, 0.65), arm);
              return known(seen.nonInferiorityFarringtonManning(0.1).pOneSided()) <= 0.05;
            });
    assertThat(hits / 2000.0).isCloseTo(0.8, within(0.05));
    double wanted = EventFormula.SCHOENFELD.events(0.025, 0.2, 0.6, 1, 1);
    int subjects = (int) Math.round(wanted / 2) * 2;
    int rejected =
        count(
            600,
            _ -> {
              double[] time = new double[subjects];
              int[] status = new int[subjects];
              int[] group = new int[subjects];
              Arrays.fill(status, 1);
              for (int i = 0; i < subjects; i++) {
                group[i] = i % 2;
                time[i] = gap(group[i] == 1 ? 0.6 : 1);
              }
              var test =
                  LogRank.of(FollowUp.of(time, status), group, 2).signed(new Weight.LogRank());
              return known(test.z()) <= -1.959963984540054;
            });
    assertThat(rejected / 600.0).isCloseTo(0.8, within(0.07));
  }

  @Test
  void conditional_power_is_how_often_the_last_look_succeeds() {
    var power = ConditionalPower.of(1.1, 0.6, 2, 3);
    int trials = 20_000;
    int design = count(trials, _ -> last(1.1, 0.6, 3) >= 2);
    int none = count(trials, _ -> last(1.1, 0.6, 0) >= 2);
    int predicted =
        count(
            trials,
            _ ->
                last(1.1, 0.6, 1.1 / Math.sqrt(0.6) + random.nextGaussian() / Math.sqrt(0.6)) >= 2);
    share(design, trials, power.underDesign());
    share(none, trials, power.underNull());
    share(predicted, trials, power.predictivePowerFlatPrior());
  }

  private double last(double z, double t, double drift) {
    return z * Math.sqrt(t) + drift * (1 - t) + Math.sqrt(1 - t) * random.nextGaussian();
  }

  @Test
  void true_hypotheses_are_rejected_by_no_procedure_more_often_than_the_level() {
    var graph =
        new GraphicalTesting(
            Numbers.of(0.6, 0.4, 0),
            List.of(Numbers.of(0, 0.5, 0.5), Numbers.of(0.5, 0, 0.5), Numbers.of(0.5, 0.5, 0)));
    int trials = 5000;
    int[] wrong = new int[4];
    for (int i = 0; i < trials; i++) {
      double[] p = {random.nextDouble(), random.nextDouble(), random.nextDouble()};
      var adjusted = Multiplicity.of(p);
      Numbers[] all = {adjusted.holm(), adjusted.hochberg(), adjusted.hommel(), graph.adjusted(p)};
      for (int k = 0; k < all.length; k++) {
        wrong[k] += Arrays.stream(all[k].toArray()).anyMatch(one -> one <= 0.1) ? 1 : 0;
      }
    }
    for (int one : wrong) {
      assertThat(one / (double) trials).isBetween(0.05, 0.1 + 4 * Math.sqrt(0.09 / trials));
    }
  }

  @Test
  void pooled_imputations_cover_the_mean_of_all() {
    int hits =
        count(
            1000,
            _ -> {
              // Sixty values, the last twenty missing and drawn anew from what was seen.
              double[] seen = normal(40, 3, 2);
              double[] estimates = new double[10];
              double[] variances = new double[10];
              var moments = Moments.of(seen);
              for (int m = 0; m < 10; m++) {
                double chi = 0;
                for (double one : normal(39, 0, 1)) {
                  chi += one * one;
                }
                double sd = Math.sqrt(moments.squares() / chi);
                double mean = moments.mean() + sd / Math.sqrt(40) * random.nextGaussian();
                double[] all = Arrays.copyOf(seen, 60);
                System.arraycopy(normal(20, mean, sd), 0, all, 40, 20);
                var complete = Moments.of(all);
                estimates[m] = complete.mean();
                variances[m] = complete.variance() / 60;
              }
              var pooled = ImputationPooling.of(estimates, variances, 59, 0.9);
              return covers(pooled.lower(), 3, pooled.upper());
            });
    share(hits, 1000, 0.9);
  }
}
