package org.trialwright.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Closed forms at the edges: ends of ranges, far tails, empty arms, one visit, one look. */
class EstimateEdgesTest {
  private static final double TINY = 1e-13;
  private static final double INFINITE = Double.POSITIVE_INFINITY;

  private static void near(double got, double expected) {
    assertThat(got).isCloseTo(expected, within(TINY * Math.max(1, Math.abs(expected))));
  }

  private static double known(Estimate estimate) {
    return estimate.known().orElseThrow();
  }

  @Test
  void far_tails_of_gamma_are_finite_sums() {
    var one = new Distribution.Gamma(1);
    near(one.logUpper(800), -800);
    near(one.logUpper(3), -3);
    near(one.logUpper(1e-20) / 1e-20, -1);
    near(new Distribution.Gamma(3).logUpper(900), -900 + Math.log(1 + 900 + 900 * 900 / 2.0));
    near(
        new Distribution.ChiSquare(1).logUpper(41 * 41),
        Math.log(2) + new Distribution.Normal().logUpper(41));
    // Two logarithms near 1.4e7 cancel, in R as here.
    assertThat(new Distribution.Gamma(1e6).logUpper(1.04e6))
        .isCloseTo(Golden.read("from-r.txt").of("gamma.logUpper")[0], within(1e-8));
    assertThat(one.upper(-1)).isEqualTo(1);
    assertThat(one.upper(0)).isEqualTo(1);
    assertThat(one.cdf(-1)).isZero();
    assertThat(one.cdf(0)).isZero();
  }

  @Test
  void quantiles_of_gamma_are_logarithms() {
    var one = new Distribution.Gamma(1);
    near(one.quantile(0.5), Math.log(2));
    near(one.quantile(0.75), Math.log(4));
    near(one.quantile(0.25), Math.log(4 / 3.0));
    near(new Distribution.ChiSquare(2).quantile(0.95), -2 * Math.log(0.05));
    near(new Distribution.ChiSquare(2).cdf(3), 1 - Math.exp(-1.5));
    assertThat(new Distribution.Gamma(0.001).quantile(0.4)).isZero();
  }

  @Test
  void beta_is_a_power_between_0_and_1() {
    var square = new Distribution.Beta(2, 1);
    near(square.cdf(0.3), 0.09);
    near(square.upper(0.3), 0.91);
    near(square.logUpper(0.3), Math.log(0.91));
    near(square.quantile(0.09), 0.3);
    near(square.quantile(0.81), 0.9);
    for (double below : new double[] {-1, 0}) {
      assertThat(square.cdf(below)).isZero();
      assertThat(square.upper(below)).isEqualTo(1);
    }
    for (double above : new double[] {1, 2}) {
      assertThat(square.cdf(above)).isEqualTo(1);
      assertThat(square.upper(above)).isZero();
    }
  }

  @Test
  void student_with_one_degree_of_freedom_is_cauchy() {
    var cauchy = new Distribution.StudentT(1);
    for (double x : new double[] {-40, -1, -0.5, 0, 0.5, 1, 40}) {
      near(cauchy.cdf(x), 0.5 + Math.atan(x) / Math.PI);
      near(cauchy.upper(x), 0.5 - Math.atan(x) / Math.PI);
    }
    near(cauchy.upper(1e12) * Math.PI * 1e12, 1);
    near(cauchy.cdf(-1e12) * Math.PI * 1e12, 1);
    near(cauchy.quantile(0.75), 1);
    near(cauchy.quantile(0.25), -1);
    assertThat(cauchy.quantile(0.5)).isZero();
    near(cauchy.quantile(1e-15) * Math.PI * 1e-15, -1);
    near(cauchy.quantile(1e-8) * Math.tan(Math.PI * 1e-8), -1);
  }

  @Test
  void student_with_two_degrees_of_freedom_is_algebraic() {
    var two = new Distribution.StudentT(2);
    near(two.cdf(1.5), 0.5 + 1.5 / (2 * Math.sqrt(2 + 1.5 * 1.5)));
    near(two.quantile(0.9), 0.8 / Math.sqrt(2 * 0.9 * 0.1));
  }

  @Test
  void fisher_with_two_and_two_degrees_of_freedom_is_odds() {
    var odds = new Distribution.FisherF(2, 2);
    near(odds.cdf(3), 0.75);
    near(odds.upper(3), 0.25);
    near(odds.quantile(0.75), 3);
    near(new Distribution.FisherF(2, 4).upper(2), 0.25);
    for (double below : new double[] {-1, 0}) {
      assertThat(odds.cdf(below)).isZero();
      assertThat(odds.upper(below)).isEqualTo(1);
    }
  }

  @Test
  void counts_between_whole_numbers_and_beyond_the_ends() {
    var coins = new Distribution.Binomial(3, 0.5);
    var draws = new Distribution.Hypergeometric(2, 2, 2);
    near(coins.cdf(1.5), 0.5);
    near(coins.upper(1.5), 0.5);
    near(draws.cdf(1.5), 5 / 6.0);
    near(draws.upper(0.5), 5 / 6.0);
    for (Distribution one : List.of(coins, draws)) {
      assertThat(one.cdf(-0.5)).isZero();
      assertThat(one.cdf(-9)).isZero();
      assertThat(one.cdf(99)).isEqualTo(1);
      assertThat(one.upper(-9)).isEqualTo(1);
      assertThat(one.upper(99)).isZero();
    }
    near(coins.upperInclusive(3), 1 / 8.0);
    near(draws.mass(1), 4 / 6.0);
  }

  @Test
  void the_normal_tail_below_one_and_above() {
    var normal = new Distribution.Normal();
    near(normal.logUpper(0), Math.log(0.5));
    near(normal.logUpper(-9), Math.log1p(-normal.cdf(-9)));
    near(normal.logUpper(1) - Math.log(normal.upper(1)), 0);
    near(normal.quantile(0.2), -normal.quantile(0.8));
  }

  @Test
  void a_zero_at_an_end_is_found_and_one_between_to_the_last_bit() {
    assertThat(Roots.between(0, 1, x -> x)).isZero();
    assertThat(Roots.between(-1, 0, x -> x)).isZero();
    DoubleUnaryOperator minusTwo = x -> x * x - 2;
    near(Roots.between(0, 9, minusTwo), Math.sqrt(2));
    near(Roots.between(-9, 0, minusTwo), -Math.sqrt(2));
    near(Roots.between(0, 1, x -> Math.log(x) + 1), Math.exp(-1));
    near(Roots.between(-3, 40, x -> x < 7 ? -1 : 1), 7);
  }

  @Test
  void the_rates_restricted_to_the_widest_difference_are_its_ends() {
    assertThat(RestrictedProportion.ofArmZero(4, 4, 0, 4, 1)).isZero();
    assertThat(RestrictedProportion.ofArmZero(0, 4, 4, 4, -1)).isEqualTo(1);
    near(RestrictedProportion.ofArmZero(3, 10, 5, 10, 0), 0.4);
    // With equal arms and rates mirrored about 1/2 the restricted rates are mirrored, too.
    near(RestrictedProportion.ofArmZero(4, 10, 6, 10, 0.1), 0.45);
  }

  @Test
  void a_difference_of_one_cannot_be_passed() {
    var most = TwoProportions.of(5, 5, 0, 4);
    assertThat(most.miettinenNurminen(0.95).upper()).isEqualTo(1);
    assertThat(most.miettinenNurminen(0.95).lower()).isBetween(0.2, 0.6);
    var least = TwoProportions.of(0, 4, 5, 5);
    assertThat(least.mee(0.95).lower()).isEqualTo(-1);
    assertThat(least.mee(0.95).upper()).isBetween(-0.6, -0.2);
  }

  @Test
  void a_margin_that_is_the_difference_seen_is_rejected_half_the_time() {
    var seen = TwoProportions.of(2, 8, 4, 8);
    var test = seen.nonInferiorityFarringtonManning(0.25);
    assertThat(known(test.z())).isZero();
    assertThat(known(test.pOneSided())).isEqualTo(0.5);
    assertThat(known(seen.nonInferiorityWald(0.25).z())).isZero();
  }

  @Test
  void the_score_test_of_equal_arms_is_pearson_s_and_mee_s_interval_is_where_it_ends() {
    var seen = TwoProportions.of(9, 30, 17, 40);
    double z = known(seen.nonInferiorityFarringtonManning(0).z());
    near(z * z, known(seen.chiSquareTest().chiSquare()));
    double corrected = known(seen.nonInferiorityMiettinenNurminen(0).z());
    near(corrected * corrected * 70 / 69, z * z);
    double lower = seen.mee(0.9).lower();
    assertThat(known(seen.nonInferiorityFarringtonManning(-lower).pOneSided()))
        .isCloseTo(0.05, within(1e-10));
  }

  @Test
  void a_participant_alone_and_an_empty_arm_add_nothing_to_strata() {
    var table = new MantelHaenszel.Table(5, 20, 9, 25);
    var plain = MantelHaenszel.of(List.of(table));
    var more =
        MantelHaenszel.of(
            List.of(
                table,
                new MantelHaenszel.Table(1, 1, 0, 0),
                new MantelHaenszel.Table(2, 7, 0, 0),
                new MantelHaenszel.Table(0, 0, 1, 5)));
    assertThat(more.test()).isEqualTo(plain.test());
    near(known(more.riskDifference().estimate()), known(plain.riskDifference().estimate()));
    near(
        known(more.riskDifference().seIndependentBinomial()),
        known(plain.riskDifference().seIndependentBinomial()));
    near(known(more.riskDifference().seSato()), known(plain.riskDifference().seSato()));
    near(known(more.riskRatio(0.9).lower()), known(plain.riskRatio(0.9).lower()));
    near(known(more.oddsRatio(0.9).upper()), known(plain.oddsRatio(0.9).upper()));
  }

  @Test
  void one_stratum_s_exact_odds_ratio_is_fisher_s() {
    var exact =
        MantelHaenszel.of(List.of(new MantelHaenszel.Table(5, 20, 9, 25))).oddsRatioExact(0.95);
    var fisher = FisherExact.of(5, 20, 9, 25, 0.95);
    assertThat(known(exact.estimate()))
        .isCloseTo(known(fisher.oddsRatio()), withinPercentage(1e-9));
    assertThat(known(exact.lower())).isCloseTo(known(fisher.lower()), withinPercentage(1e-9));
    assertThat(known(exact.upper())).isCloseTo(known(fisher.upper()), withinPercentage(1e-9));
  }

  @Test
  void the_exact_odds_ratio_of_two_strata_that_are_alike_has_the_estimate_of_each() {
    var table = new MantelHaenszel.Table(3, 8, 4, 9);
    double one = known(FisherExact.of(3, 8, 4, 9, 0.95).oddsRatio());
    var both = MantelHaenszel.of(List.of(table, table));
    assertThat(known(both.oddsRatioExact(0.95).estimate())).isCloseTo(one, withinPercentage(1e-9));
    assertThat(known(both.oddsRatioExact(0.95).lower()))
        .isGreaterThan(known(FisherExact.of(3, 8, 4, 9, 0.95).lower()));
  }

  @Test
  void continuity_is_not_corrected_past_the_expected_count() {
    near(continuity(new MantelHaenszel.Table(5, 10, 5, 10)), 0);
    // 6 against 5.5 expected: the half is taken whole.
    near(continuity(new MantelHaenszel.Table(6, 10, 5, 10)), 0);
    // 5 against 110/21 expected: less than a half away, so nothing is taken.
    var close = new MantelHaenszel.Table(5, 11, 5, 10);
    near(continuity(close), known(MantelHaenszel.of(List.of(close)).test().chiSquare()));
    assertThat(continuity(close)).isPositive();
  }

  private static double continuity(MantelHaenszel.Table table) {
    return known(MantelHaenszel.of(List.of(table)).test().chiSquareContinuity());
  }

  @Test
  void exact_tests_at_certain_and_impossible_proportions() {
    assertThat(OneProportion.of(3, 3).exactTest(1)).isEqualTo(new OneProportion.ExactTest(1, 1, 1));
    assertThat(OneProportion.of(2, 3).exactTest(1)).isEqualTo(new OneProportion.ExactTest(0, 1, 0));
    assertThat(OneProportion.of(0, 3).exactTest(0)).isEqualTo(new OneProportion.ExactTest(1, 1, 1));
    assertThat(OneProportion.of(1, 3).exactTest(0)).isEqualTo(new OneProportion.ExactTest(0, 0, 1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.3, 0.5, 0.77})
  void the_two_sided_exact_p_is_the_sum_of_what_is_no_likelier(double proportion) {
    var binomial = new Distribution.Binomial(9, proportion);
    for (int seen = 0; seen <= 9; seen++) {
      double limit = binomial.mass(seen) * (1 + 1e-7);
      double sum =
          IntStream.rangeClosed(0, 9)
              .mapToDouble(binomial::mass)
              .filter(mass -> mass <= limit)
              .sum();
      near(OneProportion.of(seen, 9).exactTest(proportion).p(), Math.min(1, sum));
    }
  }

  @Test
  void fisher_s_two_sided_p_is_the_sum_of_what_is_no_likelier() {
    for (int one = 0; one <= 6; one++) {
      for (int zero = 0; zero <= 8; zero++) {
        int events = one + zero;
        if (events == 0 || events == 14) {
          continue;
        }
        var tables = new Distribution.Hypergeometric(6, 8, events);
        double limit = tables.mass(one) * (1 + 1e-7);
        double sum =
            IntStream.rangeClosed(Math.max(0, events - 8), Math.min(events, 6))
                .mapToDouble(tables::mass)
                .filter(mass -> mass <= limit)
                .sum();
        near(FisherExact.of(one, 6, zero, 8, 0.95).p(), Math.min(1, sum));
      }
    }
  }

  @Test
  void a_rate_over_one_without_events_is_infinite_and_the_other_way_round_zero() {
    var some = new PersonTimeRate(3, 10);
    var none = new PersonTimeRate(0, 20);
    var ratio = some.over(none, 0.95);
    assertThat(ratio.estimate()).isEqualTo(Estimate.of(INFINITE));
    assertThat(ratio.upper()).isEqualTo(Estimate.of(INFINITE));
    near(known(ratio.p()), 1 / 27.0);
    // P(3 of 3) = 0.025 at the lower limit of the share.
    double share = Math.cbrt(0.025);
    near(known(ratio.lower()), share / (1 - share) * 2);
    var turned = none.over(some, 0.95);
    assertThat(turned.estimate()).isEqualTo(Estimate.of(0));
    assertThat(turned.lower()).isEqualTo(Estimate.of(0));
    near(known(turned.upper()), 1 / known(ratio.lower()));
  }

  @Test
  void ranks_without_ties_are_too_many_for_exact_answers_from_fifty_on() {
    double[] many = IntStream.range(0, 50).mapToDouble(i -> 2 * i).toArray();
    double[] few = IntStream.range(0, 49).mapToDouble(i -> 2 * i + 1).toArray();
    var tooLarge = new Wilcoxon.Exact.NotGiven("the groups are too large for exact answers");
    assertThat(Wilcoxon.of(few, many, 0.95).exact()).isEqualTo(tooLarge);
    assertThat(Wilcoxon.of(many, few, 0.95).exact()).isInstanceOf(Wilcoxon.Exact.Known.class);
    double[] crowd = IntStream.range(0, 4082).mapToDouble(i -> i / 7.0 + 0.01).toArray();
    assertThat(Wilcoxon.of(crowd, few, 0.95).exact()).isEqualTo(tooLarge);
    assertThat(Wilcoxon.of(few, new double[] {1, 3}, 0.95).exact())
        .isEqualTo(new Wilcoxon.Exact.NotGiven("values are tied"));
  }

  @Test
  void the_rank_sum_of_two_and_two_has_six_arrangements() {
    var sums = RankSumDistribution.of(2, 2);
    double[] ways = {1, 2, 4, 5, 6};
    for (int w = 0; w < 5; w++) {
      near(sums.cdf(w), ways[w] / 6);
      near(sums.upperInclusive(4 - w), ways[w] / 6);
    }
    assertThat(sums.quantile(1 / 6.0)).isZero();
    assertThat(sums.quantile(0.17)).isEqualTo(1);
    assertThat(sums.quantile(0.5)).isEqualTo(2);
  }

  @Test
  void the_exact_limits_of_a_shift_are_ordered_differences() {
    double[] first = {0, 10, 20};
    double[] second = {1, 13, 27};
    // Nine differences: -19 -9 -7 1 3 7 13 17 27; P(W ≤ 0), P(W ≤ 1) are 1/20, 2/20.
    var wide = (Wilcoxon.Exact.Known) Wilcoxon.of(first, second, 0.9).exact();
    assertThat(wide.lower()).isEqualTo(-19);
    assertThat(wide.upper()).isEqualTo(27);
    var exact = (Wilcoxon.Exact.Known) Wilcoxon.of(first, second, 0.79).exact();
    assertThat(exact.lower()).isEqualTo(-9);
    assertThat(exact.upper()).isEqualTo(17);
    assertThat(Wilcoxon.of(first, second, 0.8).hodgesLehmann()).isEqualTo(3);
    assertThat(Wilcoxon.of(first, new double[] {1, 13}, 0.8).hodgesLehmann()).isEqualTo(-3);
  }

  @Test
  void quantiles_at_the_last_place_and_between_places() {
    double[] three = {30, 10, 20};
    double[] p = {0, 0.25, 1 / 3.0, 0.5, 2 / 3.0, 0.9, 1};
    assertThat(Quantiles.of(three, p, Quantiles.Type.TYPE_2))
        .containsExactly(10, 10, 15, 20, 25, 30, 30);
    double[] seven = Quantiles.of(three, p, Quantiles.Type.TYPE_7);
    double[] expected = {10, 15, 10 + 20 / 3.0, 20, 10 + 40 / 3.0, 28, 30};
    for (int i = 0; i < p.length; i++) {
      near(seven[i], expected[i]);
    }
  }

  @Test
  void one_visit_has_no_correlation_whatever_its_structure() {
    double[] y = {5, 6, 7, 9, 4, 8, 6, 10};
    double[] baseline = {1, 2, 3, 4, 2, 3, 1, 5};
    var second = new boolean[8];
    var rows = new ArrayList<Mmrm.Row>();
    for (int i = 0; i < y.length; i++) {
      second[i] = i % 2 == 1;
      rows.add(new Mmrm.Row(y[i], "s" + i, 0, second[i], baseline[i]));
    }
    double sigma = Ancova.fit(y, second, baseline, 0.95).model().sigma();
    for (CovarianceStructure structure :
        List.of(
            new CovarianceStructure.Unstructured(),
            new CovarianceStructure.CompoundSymmetry(),
            new CovarianceStructure.FirstOrderAutoregressive())) {
      assertThat(structure.parameters(1)).isEqualTo(1);
      var fit = ((Mmrm.Outcome.Fitted) Mmrm.fit(rows, 1, structure)).fit();
      assertThat(fit.residualCovariance().getFirst().get(0)).isCloseTo(sigma * sigma, within(1e-9));
    }
  }

  @Test
  void covariances_have_the_derivatives_that_small_steps_show() {
    double[] unstructured = {4, 1, 5, 0.5, 1.2, 6};
    agree(new CovarianceStructure.Unstructured(), unstructured);
    agree(new CovarianceStructure.CompoundSymmetry(), new double[] {4, 1.5});
    agree(new CovarianceStructure.FirstOrderAutoregressive(), new double[] {4, 0.4});
    agree(new CovarianceStructure.FirstOrderAutoregressive(), new double[] {4, -0.3});
  }

  private static void agree(CovarianceStructure structure, double[] at) {
    double h = 1e-5;
    assertThat(structure.parameters(3)).isEqualTo(at.length);
    for (int a = 0; a < at.length; a++) {
      double[][] slope = structure.derivative(at, 3, a);
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
          double up = structure.matrix(moved(at, a, h), 3)[i][j];
          double down = structure.matrix(moved(at, a, -h), 3)[i][j];
          assertThat(slope[i][j]).isCloseTo((up - down) / (2 * h), within(1e-8));
        }
      }
      for (int b = 0; b < at.length; b++) {
        double[][] bend = structure.second(at, 3, a, b);
        double[][] up = structure.derivative(moved(at, b, h), 3, a);
        double[][] down = structure.derivative(moved(at, b, -h), 3, a);
        double most = 0;
        for (int i = 0; i < 3; i++) {
          for (int j = 0; j < 3; j++) {
            assertThat(bend[i][j]).isCloseTo((up[i][j] - down[i][j]) / (2 * h), within(1e-8));
            most = Math.max(most, Math.abs(bend[i][j]));
          }
        }
        assertThat(most == 0 || !structure.linear()).isTrue();
      }
    }
  }

  private static double[] moved(double[] at, int place, double by) {
    var moved = at.clone();
    moved[place] += by;
    return moved;
  }

  @Test
  void a_repeated_measures_model_says_what_it_lacks() {
    var rows = new ArrayList<Mmrm.Row>();
    for (int i = 0; i < 8; i++) {
      rows.add(new Mmrm.Row(i * i % 5, "s" + i, 0, i % 2 == 0, i));
    }
    assertThat(reason(rows.subList(0, 3), 1)).isEqualTo("3 rows do not suffice for 3 coefficients");
    String tooFew =
        "a visit has too few rows, one group only, no spread of baseline, or no rest to measure"
            + " variance by";
    var twoVisits = new ArrayList<>(rows);
    for (int i = 0; i < 3; i++) {
      twoVisits.add(new Mmrm.Row(i, "s" + i, 1, i % 2 == 0, i));
    }
    assertThat(reason(twoVisits, 2)).isEqualTo(tooFew);
    assertThat(reason(rows.stream().map(row -> like(row, row.y(), true)).toList(), 1))
        .isEqualTo(tooFew);
    assertThat(reason(rows.stream().map(row -> like(row, 0, row.second())).toList(), 1))
        .isEqualTo(tooFew);
  }

  private static Mmrm.Row like(Mmrm.Row row, double y, boolean second) {
    return new Mmrm.Row(y, row.subject(), row.visit(), second, row.baseline());
  }

  private static String reason(List<Mmrm.Row> rows, int visits) {
    var structure = new CovarianceStructure.Unstructured();
    return ((Mmrm.Outcome.NotEstimable) Mmrm.fit(rows, visits, structure)).reason();
  }

  @Test
  void a_column_that_follows_from_others_has_no_logistic_coefficient() {
    double[] ones = {1, 1, 1, 1};
    var outcome =
        Regression.logistic(
            new boolean[] {true, false, true, false},
            List.of(ones, new double[] {2, 2, 2, 2}),
            0.95);
    assertThat(outcome)
        .isEqualTo(
            new Regression.Outcome.NotEstimable("column 2 follows from the columns before it"));
  }

  @Test
  void a_poisson_rate_alone_is_events_over_time() {
    double[] time = {2, 3, 5};
    var fit =
        (Regression.Outcome.Fitted)
            Regression.poisson(
                new double[] {0, 1, 4},
                List.of(new double[] {1, 1, 1}),
                Arrays.stream(time).map(Math::log).toArray(),
                0.95);
    near(fit.coefficients().get(0), Math.log(0.5));
    near(fit.se().get(0), 1 / Math.sqrt(5));
    near(fit.z().get(0), Math.log(0.5) * Math.sqrt(5));
    near(fit.p().get(0), Normals.twoSided(Math.log(0.5) * Math.sqrt(5)));
    near(fit.lower().get(0), Math.log(0.5) - 1.959963984540054 / Math.sqrt(5));
    near(fit.covariance().getFirst().get(0), 1 / 5.0);
    // 2·Σ(y·log(y/μ) − (y − μ)) with μ = 1, 1.5, 2.5.
    near(fit.deviance(), 2 * (1 + Math.log(1 / 1.5) + 0.5 + 4 * Math.log(4 / 2.5) - 1.5));
  }

  @Test
  void nothing_spent_at_a_look_is_an_infinite_critical_value() {
    var later = new Boundary.Spending(new SpendingFunction.Given(Numbers.of(0, 0.025)));
    var design =
        new GroupSequentialDesign(Numbers.of(0.5, 1), 0.025, 1, later, new Futility.None(), false);
    assertThat(design.bounds().criticalValues().get(0)).isInfinite();
    assertThat(design.bounds().criticalValues().get(1)).isCloseTo(1.959963984540054, within(1e-10));
    assertThat(design.plan(0.1).inflationFactor()).isCloseTo(1, within(1e-10));
    var hopeless =
        new GroupSequentialDesign(
            Numbers.of(0.5, 1),
            0.025,
            1,
            later,
            new Futility.FixedBounds(Numbers.of(INFINITE)),
            false);
    assertThatThrownBy(() -> hopeless.plan(0.1))
        .hasMessageStartingWith("no drift gives 1-sided 0.025 at [0.5, 1.0], ")
        .hasMessageEndingWith(" power 0.9");
  }

  @Test
  void binding_or_not_means_nothing_without_futility_bounds() {
    var late = new Boundary.Spending(new SpendingFunction.ObrienFlemingLike());
    for (double[] rates : new double[][] {{1}, {0.4, 1}}) {
      var loose =
          new GroupSequentialDesign(Numbers.of(rates), 0.025, 1, late, new Futility.None(), false);
      var binding =
          new GroupSequentialDesign(Numbers.of(rates), 0.025, 1, late, new Futility.None(), true);
      assertThat(binding.bounds()).isEqualTo(loose.bounds());
      assertThat(binding.bounds().futilityBounds().size()).isZero();
    }
  }

  @Test
  void a_look_without_a_futility_bound_never_stops_for_futility() {
    var design =
        new GroupSequentialDesign(
            Numbers.of(0.3, 0.6, 1),
            0.025,
            1,
            new Boundary.Pocock(),
            new Futility.FixedBounds(Numbers.of(Double.NEGATIVE_INFINITY, 0)),
            false);
    var operating = design.bounds().operating(0);
    assertThat(operating.futility().get(0)).isZero();
    assertThat(operating.futility().get(1)).isBetween(0.4, 0.5);
    double ends =
        IntStream.range(0, 3)
            .mapToDouble(i -> operating.upper().get(i) + operating.lower().get(i))
            .sum();
    assertThat(ends).isCloseTo(1, within(1e-12));
  }

  @Test
  void two_sided_designs_have_both_tails_and_no_futility() {
    var one = GroupSequentialDesign.fixed(0.025, 1).plan(0.2);
    var two = GroupSequentialDesign.fixed(0.05, 2).plan(0.2);
    near(two.drift(), one.drift());
    near(two.alphaSpent().get(0), 0.05);
    near(one.alphaSpent().get(0), 0.025);
    near(two.bounds().stageLevels().get(0), 0.025);
    near(two.alternative().power(), 0.8);
    assertThat(two.alternative().futility().size()).isZero();
    var three =
        new GroupSequentialDesign(
                GroupSequentialDesign.equalRates(3),
                0.05,
                2,
                new Boundary.ObrienFleming(),
                new Futility.None(),
                false)
            .plan(0.1);
    assertThat(three.alternative().futility().toArray()).containsExactly(0, 0);
    near(three.alphaSpent().get(2), 0.05);
    var none = three.bounds().operating(0);
    for (int i = 0; i < 3; i++) {
      near(none.lower().get(i), none.upper().get(i));
    }
  }

  @Test
  void the_error_spent_evenly_is_the_time() {
    double[] rates = {0.2, 0.7, 1};
    double[] even = new SpendingFunction.HwangShihDeCani(0).spent(0.05, rates);
    double[] power = new SpendingFunction.KimDeMets(1).spent(0.05, rates);
    double[] almost = new SpendingFunction.HwangShihDeCani(1e-9).spent(0.05, rates);
    for (int i = 0; i < 3; i++) {
      near(even[i], 0.05 * rates[i]);
      near(power[i], 0.05 * rates[i]);
      assertThat(almost[i]).isCloseTo(even[i], within(1e-10));
    }
    near(new SpendingFunction.PocockLike().spent(0.05, rates)[2], 0.05);
    near(new SpendingFunction.ObrienFlemingLike().spent(0.05, rates)[2], 0.05);
    near(new SpendingFunction.HwangShihDeCani(-4).spent(0.05, rates)[2], 0.05);
    near(
        new SpendingFunction.HwangShihDeCani(2).spent(0.05, rates)[0],
        0.05 * (1 - Math.exp(-0.4)) / (1 - Math.exp(-2)));
  }

  @Test
  void before_the_first_look_the_density_is_a_point() {
    var start = SequentialDensity.start(1);
    assertThat(start.above(0.25, INFINITE)).isZero();
    assertThat(start.above(0.25, -INFINITE)).isEqualTo(1);
    assertThat(start.below(0.25, INFINITE)).isEqualTo(1);
    assertThat(start.below(0.25, -INFINITE)).isZero();
    near(start.above(0.25, 1), Normals.upper(0.5));
    near(start.below(0.25, 1), Normals.cdf(0.5));
    assertThat(start.criticalValue(0.25, 0)).isEqualTo(INFINITE);
    assertThat(start.criticalValue(0.25, 1)).isEqualTo(-INFINITE);
    assertThat(start.futilityBound(0.25, 0)).isEqualTo(-INFINITE);
    assertThat(start.futilityBound(0.25, 1)).isEqualTo(INFINITE);
    near(start.criticalValue(0.25, 0.025), 0.5 + 1.959963984540054);
    near(start.futilityBound(0.25, 0.025), 0.5 - 1.959963984540054);
    var nobody = start.within(0.25, 2, 2, 0.5);
    assertThat(nobody.above(0.5, -INFINITE)).isZero();
    assertThat(nobody.within(0.5, -1, 1, 1).above(1, 0)).isZero();
    assertThat(start.within(0.25, -INFINITE, INFINITE, 1).above(1, 1.5))
        .isCloseTo(Normals.upper(0.5), within(1e-14));
  }

  @Test
  void a_two_sided_trial_counts_stopping_below_as_less_extreme() {
    var found = SequentialInference.stagewise(new double[] {2}, new double[] {5, 10}, 1, 2, 0.95);
    assertThat(found.p())
        .isCloseTo(Golden.read("from-r.txt").of("stagewise.twoSided.p")[0], within(1e-12));
    var single = SequentialInference.stagewise(new double[0], new double[] {4}, 1, 2, 0.95);
    near(single.p(), Normals.upper(1));
    near(single.medianUnbiased(), 0.5);
    near(single.limits().lower(), (1 - 1.959963984540054) / 2);
    near(single.limits().upper(), (1 + 1.959963984540054) / 2);
    var design = GroupSequentialDesign.fixed(0.05, 2);
    var repeated = SequentialInference.repeated(design.bounds(), 1, 1, 4);
    near(repeated.lower(), (1 - 1.959963984540054) / 2);
    near(repeated.upper(), (1 + 1.959963984540054) / 2);
  }

  @Test
  void a_graph_that_hands_a_level_back_and_forth_leaves_the_rest_nothing() {
    var graph =
        new GraphicalTesting(
            Numbers.of(0.5, 0.5, 0),
            List.of(Numbers.of(0, 1, 0), Numbers.of(1, 0, 0), Numbers.of(0.5, 0.5, 0)));
    assertThat(graph.adjusted(0.01, 0.03, 0.001).toArray()).containsExactly(0.02, 0.03, 1);
  }

  @Test
  void a_gatekeeper_hands_its_level_to_two_that_share_it() {
    var graph =
        new GraphicalTesting(
            Numbers.of(1, 0, 0),
            List.of(Numbers.of(0, 0.5, 0.5), Numbers.of(0, 0, 1), Numbers.of(0, 1, 0)));
    // Once the first is rejected the two others are tested as Holm does.
    assertThat(graph.adjusted(0.01, 0.02, 0.03).toArray()).containsExactly(0.01, 0.04, 0.04);
    assertThat(graph.adjusted(0.05, 0.02, 0.03).toArray()).containsExactly(0.05, 0.05, 0.05);
  }

  @Test
  void adjusted_p_values_of_one_and_of_two_that_are_equal() {
    var alone = Multiplicity.of(0.3);
    for (Numbers one :
        List.of(
            alone.bonferroni(),
            alone.holm(),
            alone.hochberg(),
            alone.hommel(),
            alone.benjaminiHochberg(),
            alone.benjaminiYekutieli())) {
      assertThat(one.toArray()).containsExactly(0.3);
    }
    assertThat(Multiplicity.of(0.9, 0.9).bonferroni().toArray()).containsExactly(1, 1);
    assertThat(Multiplicity.of(0.9, 0.9).holm().toArray()).containsExactly(1, 1);
    assertThat(Multiplicity.of(0.9, 0.9).hommel().toArray()).containsExactly(0.9, 0.9);
    // Wright's example of Hommel's procedure by Simes: max over subsets of size·p(i)/i.
    assertThat(Multiplicity.of(0.04, 0.03, 0.02).hommel().toArray())
        .containsExactly(0.04, 0.04, 0.04);
  }

  @Test
  void expected_events_of_even_accrual_by_hand() {
    // Everyone enters over 2 units at rate 1/2, hazard 1, no dropout: at time t ≥ 2
    // the share is 1 − e^(−t)(e² − 1)/2.
    var plan = new AccrualPlan(2, new AccrualPlan.Rates(1, 0), new AccrualPlan.Rates(1, 0), 1);
    near(plan.eventsPerSubject(3), 1 - Math.exp(-3) * (Math.exp(2) - 1) / 2);
    near(plan.eventsPerSubject(1), (1 - (1 - Math.exp(-1))) / 2);
    assertThat(plan.eventsPerSubject(0)).isZero();
    assertThat(plan.eventsPerSubject(-1)).isZero();
    near(plan.entered(1), 0.5);
    assertThat(plan.entered(9)).isEqualTo(1);
    assertThat(plan.entered(-1)).isZero();
    var leaving = new AccrualPlan(2, new AccrualPlan.Rates(1, 1), new AccrualPlan.Rates(1, 1), 3);
    near(leaving.eventsPerSubject(1e6), 0.5);
    near(AccrualPlan.Rates.hazard(0.5, 12), Math.log(2) / 12);
    assertThat(AccrualPlan.Rates.hazard(0, 12)).isZero();
    near(plan.eventsPerSubject(plan.timeOf(10, 100)), 0.1);
    near(plan.eventsPerSubject(plan.timeOf(99, 100)), 0.99);
  }

  @Test
  void pooled_imputations_by_hand() {
    // Estimates 1, 2, 3: mean 2, between 1, within 2; total 2 + 4/3.
    var pooled = ImputationPooling.of(new double[] {1, 2, 3}, new double[] {1, 2, 3}, 0.9);
    near(pooled.estimate(), 2);
    near(pooled.within(), 2);
    near(pooled.between(), 1);
    near(pooled.se(), Math.sqrt(10 / 3.0));
    near(pooled.df(), 2 / 0.16);
    double t = 2 / Math.sqrt(10 / 3.0);
    var student = new Distribution.StudentT(12.5);
    near(pooled.p(), 2 * student.upper(t));
    near(pooled.upper() - 2, student.quantile(0.95) * Math.sqrt(10 / 3.0));
    near(pooled.lower(), 4 - pooled.upper());
    double r = 2 / 3.0;
    near(pooled.fractionMissing(), (r + 2 / 15.5) / (r + 1));
    // With 10 complete degrees of freedom: 11/13·10·(1 − 0.4) beside 12.5.
    double observed = 0.6 * 110 / 13;
    near(
        ImputationPooling.of(new double[] {1, 2, 3}, new double[] {1, 2, 3}, 10, 0.9).df(),
        1 / (1 / 12.5 + 1 / observed));
    var agreed = ImputationPooling.of(new double[] {2, 2}, new double[] {1, 1}, 10, 0.9);
    near(agreed.df(), 110 / 13.0);
    near(agreed.p(), 2 * new Distribution.StudentT(110 / 13.0).upper(2));
  }

  @Test
  void rows_of_numbers_are_equal_when_their_numbers_are() {
    assertThat(Counts.copyOf(1, 2)).isEqualTo(Counts.of(1, 2)).isNotEqualTo(Counts.of(1, 3));
    assertThat(Counts.copyOf(1, 2)).hasSameHashCodeAs(Counts.of(1, 2));
    assertThat(Counts.of(1, 2).hashCode()).isNotEqualTo(Counts.of(1, 3).hashCode());
    assertThat(Counts.of(1, 2)).isNotEqualTo(Numbers.of(1, 2)).hasToString("[1, 2]");
    assertThat(Numbers.copyOf(1, 2)).isEqualTo(Numbers.of(1, 2)).isNotEqualTo(Numbers.of(1, 3));
    assertThat(Numbers.copyOf(1, 2)).hasSameHashCodeAs(Numbers.of(1, 2));
    assertThat(Numbers.of(1, 2).hashCode()).isNotEqualTo(Numbers.of(1, 3).hashCode());
    assertThat(Numbers.of(1, 2)).isNotEqualTo(Counts.of(1, 2));
    assertThat(Numbers.of(new double[] {1, Double.NaN}, "none")).hasToString("[1.0, —]");
    int[] mine = {1};
    Counts copied = Counts.copyOf(mine);
    mine[0] = 2;
    assertThat(copied.get(0)).isEqualTo(1);
  }
}
