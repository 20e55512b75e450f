package org.trialwright.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold for any rows whatever; the seed is in the test's name. */
class SurvivalPropertiesTest {
  private static final double NEAR = 1e-9;

  /** Rows drawn by a seed: many ties, two groups, three strata, two covariates, two causes. */
  private static final class Rows {
    final int n;
    final double[] time;
    final int[] status;
    final int[] group;
    final int[] stratum;
    final int[] cause;
    final double[] x;
    final double[] y;

    Rows(long seed) {
      Random random = new Random(seed);
      n = 60 + random.nextInt(80);
      time = new double[n];
      status = new int[n];
      group = new int[n];
      stratum = new int[n];
      cause = new int[n];
      x = new double[n];
      y = new double[n];
      for (int i = 0; i < n; i++) {
        time[i] = random.nextBoolean() ? 1 + random.nextInt(15) : random.nextInt(150) / 10.0;
        status[i] = random.nextInt(3) == 0 ? 0 : 1;
        group[i] = i < 4 ? i % 2 : random.nextInt(2);
        stratum[i] = random.nextInt(3);
        cause[i] = status[i] * (1 + random.nextInt(2));
        x[i] = random.nextGaussian();
        y[i] = random.nextInt(4);
      }
    }

    FollowUp followUp() {
      return FollowUp.of(time, status);
    }
  }

  private static double[] mapped(double[] values, java.util.function.DoubleUnaryOperator map) {
    return Arrays.stream(values).map(map).toArray();
  }

  private static int[] swapped(int[] twoGroups) {
    return Arrays.stream(twoGroups).map(g -> 1 - g).toArray();
  }

  private static void near(double[] got, double[] expected) {
    assertThat(got).hasSameSizeAs(expected);
    for (int i = 0; i < got.length; i++) {
      assertThat(got[i]).isEqualTo(expected[i], within(NEAR * Math.max(1, Math.abs(expected[i]))));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void without_censoring_survival_is_the_plain_proportion(long seed) {
    Rows rows = new Rows(seed);
    int[] all = new int[rows.n];
    Arrays.fill(all, 1);
    SurvivalCurve curve = KaplanMeier.curve(FollowUp.of(rows.time, all));
    for (int j = 0; j < curve.size(); j++) {
      double t = curve.time().get(j);
      double later = Arrays.stream(rows.time).filter(u -> u > t).count() / (double) rows.n;
      assertThat(curve.survival().get(j)).isEqualTo(later, within(NEAR));
      if (later > 0) {
        assertThat(curve.standardError().get(j))
            .isEqualTo(Math.sqrt(later * (1 - later) / rows.n), within(NEAR));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void splitting_a_row_in_two_at_any_time_changes_no_curve_no_test_and_no_model(long seed) {
    Rows rows = new Rows(seed);
    Random random = new Random(seed);
    int n = rows.n;
    double[] start = new double[2 * n];
    double[] time = new double[2 * n];
    int[] status = new int[2 * n];
    int[] group = new int[2 * n];
    double[] x = new double[2 * n];
    double[] y = new double[2 * n];
    int k = 0;
    for (int i = 0; i < n; i++) {
      // Some cuts fall on times of others; a row that ends at 0 cannot be cut, nor enter.
      double cut = Math.min(rows.time[i] * 0.999, 1 + random.nextInt(12));
      if (rows.time[i] == 0) {
        continue;
      }
      time[k] = cut;
      start[k + 1] = cut;
      time[k + 1] = rows.time[i];
      status[k + 1] = rows.status[i];
      for (int part = k; part < k + 2; part++) {
        group[part] = rows.group[i];
        x[part] = rows.x[i];
        y[part] = rows.y[i];
      }
      k += 2;
    }
    int[] kept = IntStream.range(0, n).filter(i -> rows.time[i] > 0).toArray();
    FollowUp whole =
        FollowUp.of(
            Arrays.stream(kept).mapToDouble(i -> rows.time[i]).toArray(),
            Arrays.stream(kept).map(i -> rows.status[i]).toArray());
    int[] wholeGroup = Arrays.stream(kept).map(i -> rows.group[i]).toArray();
    double[] wholeX = Arrays.stream(kept).mapToDouble(i -> rows.x[i]).toArray();
    double[] wholeY = Arrays.stream(kept).mapToDouble(i -> rows.y[i]).toArray();
    FollowUp split =
        FollowUp.of(Arrays.copyOf(start, k), Arrays.copyOf(time, k), Arrays.copyOf(status, k));
    int[] splitGroup = Arrays.copyOf(group, k);

    SurvivalCurve one = KaplanMeier.curve(whole);
    SurvivalCurve other = KaplanMeier.curve(split);
    for (double t : one.time().toArray()) {
      assertThat(other.at(t).survival()).isEqualTo(one.at(t).survival(), within(NEAR));
    }
    near(
        LogRank.of(split, splitGroup, 2).compare(new Weight.TaroneWare()).observed().toArray(),
        LogRank.of(whole, wholeGroup, 2).compare(new Weight.TaroneWare()).observed().toArray());
    assertThat(LogRank.of(split, splitGroup, 2).signed(new Weight.PetoPrentice()).variance())
        .isEqualTo(
            LogRank.of(whole, wholeGroup, 2).signed(new Weight.PetoPrentice()).variance(),
            within(NEAR));
    for (Ties ties : Ties.values()) {
      if (ties == Ties.EXACT && seed > 1) {
        continue;
      }
      CoxFit fit =
          (CoxFit)
              CoxModel.of(split, Arrays.copyOf(x, k), Arrays.copyOf(y, k)).withTies(ties).fit();
      CoxFit expected = (CoxFit) CoxModel.of(whole, wholeX, wholeY).withTies(ties).fit();
      near(fit.coefficients().toArray(), expected.coefficients().toArray());
      near(fit.standardErrors().toArray(), expected.standardErrors().toArray());
      assertThat(fit.logLikelihood()).isEqualTo(expected.logLikelihood(), within(1e-8));
    }
    int[] person = IntStream.range(0, k).map(i -> i / 2).toArray();
    CoxFit clustered =
        (CoxFit)
            CoxModel.of(split, Arrays.copyOf(x, k), Arrays.copyOf(y, k))
                .withClusters(person, k)
                .fit();
    near(
        CoxRobust.of(clustered).standardErrors().toArray(),
        CoxRobust.of((CoxFit) CoxModel.of(whole, wholeX, wholeY).fit()).standardErrors().toArray());
    assertThat(Concordance.of(clustered).c())
        .isEqualTo(Concordance.of((CoxFit) CoxModel.of(whole, wholeX, wholeY).fit()).c());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void exchanging_the_groups_turns_the_sign_and_nothing_else(long seed) {
    Rows rows = new Rows(seed);
    int[] other = swapped(rows.group);
    for (Weight weight :
        List.of(
            new Weight.LogRank(),
            new Weight.PetoPrentice(),
            new Weight.FlemingHarrington(0.5, 2),
            new Weight.Gehan(),
            new Weight.TaroneWare())) {
      LogRank.Signed one = LogRank.of(rows.followUp(), rows.group, 2).signed(weight);
      LogRank.Signed two = LogRank.of(rows.followUp(), other, 2).signed(weight);
      assertThat(two.score()).isEqualTo(-one.score(), within(NEAR * (1 + Math.abs(one.score()))));
      assertThat(two.variance()).isEqualTo(one.variance(), within(NEAR * (1 + one.variance())));
      ChiSquareTest all =
          LogRank.of(rows.followUp(), rows.group, 2).compare(weight).test().orElseThrow();
      assertThat(all.chiSquare()).isEqualTo(one.chiSquare().known().getAsDouble(), within(1e-7));
      assertThat(all.p()).isEqualTo(one.p().known().getAsDouble(), within(1e-9));
    }
    GrayTest.Result gray = GrayTest.of(rows.time, rows.cause, 2, rows.group, 2).test(1, 0.5);
    GrayTest.Result turned = GrayTest.of(rows.time, rows.cause, 2, other, 2).test(1, 0.5);
    assertThat(gray.score().get(1)).isEqualTo(turned.score().get(0), within(NEAR));
    assertThat(gray.score().get(0)).isEqualTo(-gray.score().get(1), within(NEAR));
    assertThat(gray.test().orElseThrow().chiSquare())
        .isEqualTo(turned.test().orElseThrow().chiSquare(), within(NEAR));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void rows_counted_twice_are_rows_of_weight_two(long seed) {
    Rows rows = new Rows(seed);
    int n = rows.n;
    int[] twice = IntStream.concat(IntStream.range(0, n), IntStream.range(0, n / 3)).toArray();
    double[] weight = new double[n];
    Arrays.fill(weight, 1);
    Arrays.fill(weight, 0, n / 3, 2);
    CoxFit weighted =
        (CoxFit)
            CoxModel.of(rows.followUp(), rows.x)
                .withTies(Ties.BRESLOW)
                .withStrata(rows.stratum, 3)
                .withWeights(weight)
                .fit();
    CoxFit repeated =
        (CoxFit)
            CoxModel.of(
                    FollowUp.of(
                        Arrays.stream(twice).mapToDouble(i -> rows.time[i]).toArray(),
                        Arrays.stream(twice).map(i -> rows.status[i]).toArray()),
                    Arrays.stream(twice).mapToDouble(i -> rows.x[i]).toArray())
                .withTies(Ties.BRESLOW)
                .withStrata(Arrays.stream(twice).map(i -> rows.stratum[i]).toArray(), 3)
                .fit();
    near(weighted.coefficients().toArray(), repeated.coefficients().toArray());
    near(weighted.standardErrors().toArray(), repeated.standardErrors().toArray());
    near(
        CoxHazard.atZero(weighted).cumulativeHazard().toArray(),
        CoxHazard.atZero(repeated).cumulativeHazard().toArray());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void a_covariate_in_other_units_has_another_coefficient_and_the_same_tests(long seed) {
    Rows rows = new Rows(seed);
    CoxFit one = (CoxFit) CoxModel.of(rows.followUp(), rows.x, rows.y).fit();
    CoxFit other =
        (CoxFit) CoxModel.of(rows.followUp(), mapped(rows.x, v -> 1000 - 250 * v), rows.y).fit();
    assertThat(other.coefficients().get(0))
        .isEqualTo(one.coefficients().get(0) / -250, within(1e-10));
    assertThat(other.coefficients().get(1)).isEqualTo(one.coefficients().get(1), within(1e-8));
    assertThat(other.score().chiSquare()).isEqualTo(one.score().chiSquare(), within(1e-8));
    assertThat(other.likelihoodRatio().chiSquare())
        .isEqualTo(one.likelihoodRatio().chiSquare(), within(1e-8));
    for (var scale : ProportionalHazards.TimeScale.values()) {
      assertThat(ProportionalHazards.of(other, scale).global().chiSquare())
          .isEqualTo(ProportionalHazards.of(one, scale).global().chiSquare(), within(1e-7));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void martingale_residuals_sum_to_0_and_so_do_schoenfeld_s_and_dfbeta(long seed) {
    Rows rows = new Rows(seed);
    for (Ties ties : List.of(Ties.EFRON, Ties.BRESLOW)) {
      CoxResiduals residuals =
          CoxResiduals.of(
              (CoxFit)
                  CoxModel.of(rows.followUp(), rows.x, rows.y)
                      .withTies(ties)
                      .withStrata(rows.stratum, 3)
                      .fit());
      assertThat(Arrays.stream(residuals.martingale().toArray()).sum()).isEqualTo(0, within(1e-8));
      for (int k = 0; k < 2; k++) {
        int column = k;
        assertThat(residuals.schoenfeld().stream().mapToDouble(row -> row.get(column)).sum())
            .isEqualTo(0, within(1e-7));
        assertThat(residuals.dfbeta().stream().mapToDouble(row -> row.get(column)).sum())
            .isEqualTo(0, within(1e-7));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void without_ties_three_likelihoods_are_one_and_its_score_test_is_the_log_rank(long seed) {
    Rows rows = new Rows(seed);
    double[] untied =
        IntStream.range(0, rows.n).mapToDouble(i -> 1 + rows.time[i] + i / 1000.0).toArray();
    FollowUp followUp = FollowUp.of(untied, rows.status);
    double[] second = Arrays.stream(rows.group).asDoubleStream().toArray();
    double logRank =
        LogRank.stratified(followUp, rows.group, 2, rows.stratum, 3)
            .signed(new Weight.LogRank())
            .chiSquare()
            .known()
            .getAsDouble();
    for (Ties ties : Ties.values()) {
      CoxFit fit =
          (CoxFit) CoxModel.of(followUp, second).withTies(ties).withStrata(rows.stratum, 3).fit();
      CoxFit efron = (CoxFit) CoxModel.of(followUp, second).withStrata(rows.stratum, 3).fit();
      near(fit.coefficients().toArray(), efron.coefficients().toArray());
      assertThat(fit.score().chiSquare()).isEqualTo(logRank, within(1e-8));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void with_one_cause_incidence_is_one_minus_kaplan_meier_and_fine_gray_is_cox(long seed) {
    Rows rows = new Rows(seed);
    CumulativeIncidence incidence = CumulativeIncidence.of(rows.time, rows.status, 1);
    SurvivalCurve curve = KaplanMeier.curve(rows.followUp());
    near(mapped(incidence.incidence(1).toArray(), f -> 1 - f), curve.survival().toArray());
    for (int j = 0; j < curve.size(); j++) {
      if (curve.survival().get(j) > 0) {
        CumulativeIncidence.Point point = incidence.at(curve.time().get(j), 1);
        assertThat(point.varianceGreenwood())
            .isEqualTo(Math.pow(curve.standardError().get(j), 2), within(NEAR));
        assertThat(point.standardError()).isEqualTo(curve.standardError().get(j), within(NEAR));
      }
    }
    var fineGray = (FineGray.Fit) FineGray.fit(rows.time, rows.status, 0.95, rows.x, rows.y);
    CoxFit cox = (CoxFit) CoxModel.of(rows.followUp(), rows.x, rows.y).withTies(Ties.BRESLOW).fit();
    near(fineGray.coefficients().toArray(), cox.coefficients().toArray());
    near(fineGray.standardErrors().toArray(), CoxRobust.of(cox).standardErrors().toArray());
    assertThat(fineGray.logLikelihood()).isEqualTo(cox.logLikelihood(), within(1e-8));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void with_one_cause_and_no_censoring_gray_s_score_is_the_log_rank_s(long seed) {
    Rows rows = new Rows(seed);
    int[] all = new int[rows.n];
    Arrays.fill(all, 1);
    double gray = GrayTest.of(rows.time, all, 1, rows.group, 2).test(1, 0).score().get(1);
    double logRank =
        LogRank.of(FollowUp.of(rows.time, all), rows.group, 2).signed(new Weight.LogRank()).score();
    assertThat(gray).isEqualTo(logRank, within(1e-8));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void each_incidence_and_the_event_free_share_make_one(long seed) {
    Rows rows = new Rows(seed);
    CumulativeIncidence found = CumulativeIncidence.of(rows.time, rows.cause, 2);
    for (int j = 0; j < found.time().size(); j++) {
      assertThat(found.eventFree().get(j) + found.incidence(1).get(j) + found.incidence(2).get(j))
          .isEqualTo(1, within(NEAR));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void the_jackknife_s_derivatives_are_those_of_a_weight(long seed) {
    // A row's derivative, by counting it 1 + h times: n and events of a copy with that weight.
    Rows rows = new Rows(seed);
    double when = 8;
    double h = 1e-5;
    double sum = 0;
    for (int i = 0; i < rows.n; i++) {
      double slope = (incidence(rows, i, h, when) - incidence(rows, i, -h, when)) / (2 * h);
      sum += slope * slope;
    }
    assertThat(CumulativeIncidence.of(rows.time, rows.cause, 2).at(when, 1).standardError())
        .isEqualTo(Math.sqrt(sum), within(1e-6));
  }

  /**
   * The incidence of cause 1 when row {@code heavier} weighs 1 + h, straight from the definition.
   */
  private static double incidence(Rows rows, int heavier, double h, double when) {
    double free = 1;
    double sum = 0;
    for (double t : Arrays.stream(rows.time).sorted().distinct().toArray()) {
      if (t > when) {
        break;
      }
      double risk = 0;
      double mine = 0;
      double died = 0;
      for (int i = 0; i < rows.n; i++) {
        double weight = i == heavier ? 1 + h : 1;
        risk += rows.time[i] >= t ? weight : 0;
        died += rows.time[i] == t && rows.status[i] == 1 ? weight : 0;
        mine += rows.time[i] == t && rows.cause[i] == 1 ? weight : 0;
      }
      sum += free * mine / risk;
      free *= (risk - died) / risk;
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void the_restricted_mean_is_the_area_under_the_curve(long seed) {
    Rows rows = new Rows(seed);
    SurvivalCurve curve = KaplanMeier.curve(rows.followUp());
    double tau = 9.7;
    int steps = 970_000;
    double area = 0;
    int place = -1;
    for (int i = 0; i < steps; i++) {
      double middle = (i + 0.5) * tau / steps;
      while (place + 1 < curve.size() && curve.time().get(place + 1) <= middle) {
        place++;
      }
      area += curve.survivalAt(place) * tau / steps;
    }
    RestrictedMean mean = RestrictedMean.of(curve, tau, 0.95);
    assertThat(mean.estimate()).isEqualTo(area, within(1e-7));
    assertThat(mean.timeLost()).isEqualTo(tau - area, within(1e-7));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void every_sorting_gives_the_order_of_a_plain_one(long seed) {
    Random random = new Random(seed);
    double[][] kinds = {
      random.doubles(5000).toArray(),
      random.doubles(5000).map(v -> Math.exp(300 * (v - 0.5))).toArray(),
      random.ints(5000, 0, 30).asDoubleStream().toArray(),
      random.doubles(5000).map(v -> 1 + 1e-13 * v).toArray(),
      random.doubles(5000).map(v -> v < 0.001 ? 1e-30 : 1 + 1e-13 * v).toArray(),
      random.doubles(3000).map(v -> v < 0.2 ? 0 : v < 0.3 ? -0.0 : v).toArray(),
      new double[100]
    };
    for (double[] values : kinds) {
      int[] order = Sorting.ascending(values);
      int[] plain =
          IntStream.range(0, values.length)
              .boxed()
              .sorted(java.util.Comparator.comparingDouble(i -> values[i] + 0.0))
              .mapToInt(i -> i)
              .toArray();
      assertThat(order).isEqualTo(plain);
      int[] zeros = new int[values.length];
      PackedRows packed = PackedRows.of(FollowUp.of(values, zeros), zeros, 1).orElseThrow();
      double[] sorted = mapped(values, v -> v + 0.0);
      Arrays.sort(sorted);
      assertThat(IntStream.range(0, packed.size()).mapToDouble(packed::time).toArray())
          .isEqualTo(sorted);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 9, 30})
  void each_of_many_groups_has_the_curve_it_has_alone(int groups) {
    Rows rows = new Rows(groups);
    int[] group = IntStream.range(0, rows.n).map(i -> i % groups).toArray();
    List<SurvivalCurve> curves = KaplanMeier.curves(rows.followUp(), group, groups);
    for (int g = 0; g < groups; g++) {
      int one = g;
      int[] mine = IntStream.range(0, rows.n).filter(i -> group[i] == one).toArray();
      SurvivalCurve alone =
          KaplanMeier.curve(
              FollowUp.of(
                  Arrays.stream(mine).mapToDouble(i -> rows.time[i]).toArray(),
                  Arrays.stream(mine).map(i -> rows.status[i]).toArray()));
      assertThat(curves.get(g).n()).isEqualTo(mine.length);
      assertThat(curves.get(g).time()).isEqualTo(alone.time());
      assertThat(curves.get(g).survival()).isEqualTo(alone.survival());
      assertThat(curves.get(g).atRisk()).isEqualTo(alone.atRisk());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void packed_rows_and_a_timeline_make_the_same_table(long seed) {
    Rows rows = new Rows(seed);
    RiskTable packed = RiskTable.of(rows.followUp(), rows.group, 2);
    RiskTable other = RiskTable.of(Timeline.of(rows.time), rows.followUp(), rows.group, 2);
    assertThat(packed.size()).isEqualTo(other.size());
    for (int g = 0; g < 2; g++) {
      for (int j = 0; j < packed.size(); j++) {
        assertThat(packed.time[j]).isEqualTo(other.time[j]);
        assertThat(packed.atRisk[g][j]).isEqualTo(other.atRisk[g][j]);
        assertThat(packed.events[g][j]).isEqualTo(other.events[g][j]);
      }
      assertThat(packed.curve(g).time()).isEqualTo(other.curve(g).time());
      assertThat(packed.curve(g).censoredAt()).isEqualTo(other.curve(g).censoredAt());
    }
    assertThat(packed.rows).isEqualTo(other.rows);
  }

  static List<Weight> weights() {
    return List.of(
        new Weight.LogRank(),
        new Weight.PetoPrentice(),
        new Weight.FlemingHarrington(0.5, 1),
        new Weight.Gehan(),
        new Weight.TaroneWare());
  }

  @ParameterizedTest
  @MethodSource("weights")
  void a_group_split_at_random_adds_up_to_itself_and_two_groups_are_the_signed_test(Weight weight) {
    Rows rows = new Rows(21);
    int[] split = IntStream.range(0, rows.n).map(i -> rows.group[i] + i % 2).toArray();
    int[] joined = Arrays.stream(split).map(g -> Math.max(0, g - 1)).toArray();
    LogRank.Comparison three = LogRank.of(rows.followUp(), split, 3).compare(weight);
    LogRank.Comparison two = LogRank.of(rows.followUp(), joined, 2).compare(weight);
    assertThat(two.n().toArray())
        .containsExactly(three.n().get(0) + three.n().get(1), three.n().get(2));
    for (List<Numbers> pair :
        List.of(
            List.of(two.observed(), three.observed()), List.of(two.expected(), three.expected()))) {
      assertThat(pair.get(0).get(0))
          .isCloseTo(pair.get(1).get(0) + pair.get(1).get(1), withinPercentage(1e-8));
      assertThat(pair.get(0).get(1)).isCloseTo(pair.get(1).get(2), withinPercentage(1e-8));
    }
    assertThat(two.variance().get(1).get(1))
        .isCloseTo(three.variance().get(2).get(2), withinPercentage(1e-8));
    LogRank.Signed signed = LogRank.of(rows.followUp(), joined, 2).signed(weight);
    assertThat(signed.score())
        .isCloseTo(two.observed().get(1) - two.expected().get(1), within(1e-9 * signed.variance()));
    assertThat(signed.variance()).isCloseTo(two.variance().get(0).get(0), withinPercentage(1e-8));
    assertThat(signed.chiSquare().known().orElseThrow())
        .isCloseTo(two.test().orElseThrow().chiSquare(), withinPercentage(1e-7));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void the_bits_are_the_same_on_any_number_of_threads(int threads) throws Exception {
    Rows rows = new Rows(11);
    CoxFit alone = (CoxFit) CoxModel.of(rows.followUp(), rows.x, rows.y).fit();
    try (var pool = java.util.concurrent.Executors.newFixedThreadPool(threads)) {
      List<java.util.concurrent.Callable<List<Object>>> same =
          java.util.Collections.nCopies(8, () -> answers(rows));
      for (var answers : pool.invokeAll(same)) {
        assertThat(answers.get()).isEqualTo(answers(rows));
      }
    }
    assertThat(answers(rows)).contains(alone.coefficients());
  }

  private static List<Object> answers(Rows rows) {
    CoxFit fit = (CoxFit) CoxModel.of(rows.followUp(), rows.x, rows.y).fit();
    return List.of(
        fit.coefficients(),
        fit.covariance(),
        KaplanMeier.curve(rows.followUp()).survival(),
        LogRank.of(rows.followUp(), rows.group, 2).compare(new Weight.LogRank()),
        FineGray.fit(rows.time, rows.cause, 0.95, rows.x));
  }
}
