package org.trialwright.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What makes no sense is refused with a sentence; what cannot be estimated is told with a reason.
 */
class SurvivalRefusalTest {
  private static final double[] TIME = {1, 2, 3, 4};
  private static final int[] STATUS = {1, 1, 0, 1};
  private static final int[] GROUP = {0, 1, 0, 1};
  private static final double[] X = {1, 0, 2, 1};

  private static FollowUp rows() {
    return FollowUp.of(TIME, STATUS);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(
            "time of row 2 is -1.0; it must be a finite number, 0 or more",
            (Runnable) () -> FollowUp.of(new double[] {1, -1}, new int[2])),
        Arguments.of(
            "time of row 1 is NaN; it must be a finite number, 0 or more",
            (Runnable) () -> FollowUp.of(new double[] {Double.NaN}, new int[1])),
        Arguments.of(
            "time of row 1 is Infinity; it must be a finite number, 0 or more",
            (Runnable) () -> FollowUp.of(new double[] {Double.POSITIVE_INFINITY}, new int[1])),
        Arguments.of(
            "status of row 1 is 2; it must be 1 (event) or 0 (none)",
            (Runnable) () -> FollowUp.of(new double[] {1}, new int[] {2})),
        Arguments.of(
            "status of row 1 is -1; it must be 1 (event) or 0 (none)",
            (Runnable) () -> FollowUp.of(new double[] {1}, new int[] {-1})),
        Arguments.of(
            "there is no row; at least one is needed",
            (Runnable) () -> FollowUp.of(new double[0], new int[0])),
        Arguments.of(
            "there are 4 times but 1 of status", (Runnable) () -> FollowUp.of(TIME, new int[1])),
        Arguments.of(
            "row 1 starts at 1.0 and ends at 1.00000001; it must end after it starts",
            (Runnable)
                () -> FollowUp.of(new double[] {1}, new double[] {1.00000001}, new int[] {1})),
        Arguments.of(
            "start of row 1 is -3.0; it must be a finite number, 0 or more",
            (Runnable) () -> FollowUp.of(new double[] {-3}, new double[] {1}, new int[] {1})),
        Arguments.of(
            "group of row 4 is 1; it must be 0 to 0",
            (Runnable) () -> LogRank.of(rows(), new int[] {0, 0, 0, 1}, 1)),
        Arguments.of(
            "group of row 2 is -1; it must be 0 to 1",
            (Runnable) () -> LogRank.of(rows(), new int[] {0, -1, 0, 1}, 2)),
        Arguments.of(
            "group 1 has no row",
            (Runnable) () -> CumulativeIncidence.byGroup(TIME, STATUS, 1, new int[4], 2)),
        Arguments.of(
            "cause is 0; it must be 1 to 2",
            (Runnable) () -> CumulativeIncidence.of(TIME, new int[] {1, 2, 0, 0}, 2).incidence(0)),
        Arguments.of(
            "there are 5 weights; one to four can be combined",
            (Runnable)
                () ->
                    LogRank.of(rows(), GROUP, 2)
                        .maxCombo(java.util.Collections.nCopies(5, new Weight.LogRank()))),
        Arguments.of(
            "weight LogRank[]: at no event time are two groups at risk: there is nothing to"
                + " compare",
            (Runnable)
                () ->
                    LogRank.of(FollowUp.of(TIME, new int[4]), GROUP, 2)
                        .maxCombo(List.of(new Weight.LogRank()))),
        Arguments.of(
            "probability is 1.5; it must be above 0 and at most 1",
            (Runnable) () -> KaplanMeier.curve(rows()).quantile(1.5)),
        Arguments.of(
            "there is 1 group; a comparison needs two or more",
            (Runnable) () -> LogRank.of(rows(), new int[4], 1)),
        Arguments.of("group 1 has no row", (Runnable) () -> LogRank.of(rows(), new int[4], 2)),
        Arguments.of("group 2 has no row", (Runnable) () -> KaplanMeier.curves(rows(), GROUP, 3)),
        Arguments.of(
            "there are 3 groups; a signed test needs two",
            (Runnable)
                () -> LogRank.of(rows(), new int[] {0, 1, 2, 0}, 3).signed(new Weight.Gehan())),
        Arguments.of(
            "there are 0 weights; one to four can be combined",
            (Runnable) () -> LogRank.of(rows(), GROUP, 2).maxCombo(List.of())),
        Arguments.of(
            "rho is -1.0; it must lie between 0.0 and 100.0",
            (Runnable) () -> new Weight.FlemingHarrington(-1, 0)),
        Arguments.of(
            "probability is 0.0; it must be above 0 and at most 1",
            (Runnable) () -> KaplanMeier.curve(rows()).quantile(0)),
        Arguments.of(
            "confidenceLevel is 95.0; it must lie strictly between 0 and 1",
            (Runnable) () -> KaplanMeier.curve(rows()).band(IntervalScale.LOG, 95)),
        Arguments.of(
            "the time asked is -1.0; it must lie between 0.0 and 1.7976931348623157E308",
            (Runnable) () -> KaplanMeier.curve(rows()).at(-1)),
        Arguments.of(
            "tau is 0.0; it must be a finite number above 0",
            (Runnable) () -> RestrictedMean.of(KaplanMeier.curve(rows()), 0, 0.95)),
        Arguments.of(
            "the horizons are 2.0 and 3.0; they must agree",
            (Runnable)
                () -> {
                  SurvivalCurve curve = KaplanMeier.curve(rows());
                  RestrictedMean.of(curve, 2, 0.95)
                      .against(RestrictedMean.of(curve, 3, 0.95), 0.95);
                }),
        Arguments.of(
            "margin is 2.0; it must lie between 0.0 and 1.0",
            (Runnable)
                () -> {
                  SurvivalCurve curve = KaplanMeier.curve(rows());
                  SurvivalAtTime.of(curve, curve, 2, 0.95).nonInferiority(2);
                }),
        Arguments.of(
            "there is no covariate; a model needs one or more",
            (Runnable) () -> CoxModel.of(rows())),
        Arguments.of(
            "covariate 2 of row 1 is NaN; it must be a finite number",
            (Runnable) () -> CoxModel.of(rows(), X, new double[] {Double.NaN, 0, 0, 0})),
        Arguments.of(
            "there are 4 times but 2 of covariate 1",
            (Runnable) () -> CoxModel.of(rows(), new double[2])),
        Arguments.of(
            "weight of row 2 is 0.0; it must be a finite number above 0",
            (Runnable) () -> CoxModel.of(rows(), X).withWeights(new double[] {1, 0, 1, 1})),
        Arguments.of(
            "case weights have no meaning in the exact partial likelihood",
            (Runnable)
                () ->
                    CoxModel.of(rows(), X)
                        .withWeights(new double[] {1, 1, 1, 1})
                        .withTies(Ties.EXACT)
                        .fit()),
        Arguments.of(
            "robust variance: not defined for exact ties; use Efron's",
            (Runnable) () -> CoxRobust.of(exact())),
        Arguments.of(
            "residuals: not defined for exact ties; use Efron's",
            (Runnable) () -> CoxResiduals.of(exact())),
        Arguments.of(
            "cumulative hazard: not defined for exact ties; use Efron's",
            (Runnable) () -> CoxHazard.atZero(exact())),
        Arguments.of(
            "cause of row 1 is 3; it must be 0 to 2",
            (Runnable) () -> CumulativeIncidence.of(TIME, new int[] {3, 0, 0, 0}, 2)),
        Arguments.of(
            "cause is 3; it must be 1 to 2",
            (Runnable) () -> CumulativeIncidence.of(TIME, new int[] {1, 2, 0, 0}, 2).incidence(3)),
        Arguments.of(
            "cause is 0; it must be 1 to 1",
            (Runnable) () -> GrayTest.of(TIME, STATUS, 1, GROUP, 2).test(0, 0)),
        Arguments.of(
            "cause is 2; it must be 1 to 1",
            (Runnable) () -> GrayTest.of(TIME, STATUS, 1, GROUP, 2).test(2, 0)),
        Arguments.of(
            "rho is 101.0; it must lie between -100.0 and 100.0",
            (Runnable) () -> GrayTest.of(TIME, STATUS, 1, GROUP, 2).test(1, 101)),
        Arguments.of(
            "there is 1 group; a comparison needs two or more",
            (Runnable) () -> GrayTest.of(TIME, STATUS, 1, new int[4], 1)),
        Arguments.of(
            "stratum of row 1 is 1; it must be 0 to 0",
            (Runnable)
                () -> GrayTest.stratified(TIME, STATUS, 1, GROUP, 2, new int[] {1, 0, 0, 0}, 1)),
        Arguments.of(
            "person of row 4 is 3; it must be 0 to 2",
            (Runnable) () -> MeanCumulative.of(rows(), new int[] {0, 1, 2, 3}, 3)),
        Arguments.of(
            "there are 4 times but 3 of states before",
            (Runnable) () -> MultiState.of(new double[4], TIME, new int[3], new int[4], 1)),
        Arguments.of(
            "there are 4 times but 3 of states after",
            (Runnable) () -> MultiState.of(new double[4], TIME, new int[4], new int[3], 1)),
        Arguments.of(
            "state before of row 1 is 1; it must be 0 to 0",
            (Runnable)
                () -> MultiState.of(new double[4], TIME, new int[] {1, 0, 0, 0}, new int[4], 1)),
        Arguments.of(
            "state after of row 1 is 1; it must be 0 to 0",
            (Runnable)
                () -> MultiState.of(new double[4], TIME, new int[4], new int[] {1, 0, 0, 0}, 1)),
        Arguments.of(
            "an initial probability is 1.5; it must lie between 0.0 and 1.0",
            (Runnable) () -> MultiState.of(new double[4], TIME, new int[4], new int[4], 1.5)),
        Arguments.of(
            "the initial probabilities sum to 0.9, not to 1",
            (Runnable) () -> MultiState.of(new double[4], TIME, new int[4], new int[4], 0.9)),
        Arguments.of(
            "there is no cause; one or more are needed",
            (Runnable) () -> CumulativeIncidence.of(TIME, new int[4], 0)));
  }

  private static CoxFit exact() {
    return (CoxFit) CoxModel.of(rows(), X).withTies(Ties.EXACT).fit();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void refused_with_a_sentence(String sentence, Runnable ask) {
    assertThatThrownBy(ask::run).isInstanceOf(IllegalArgumentException.class).hasMessage(sentence);
  }

  @Test
  void a_coefficient_that_runs_to_infinity_is_told_also_beside_one_that_does_not() {
    double[] early = {1, 1, 1, 0, 0, 0, 0, 0};
    double[] other = {3, 1, 2, 2, 5, 1, 4, 2};
    double[] time = {1, 2, 3, 4, 5, 6, 7, 8};
    int[] status = {1, 1, 1, 1, 1, 0, 1, 1};
    var found = (CoxNotEstimable) CoxModel.of(FollowUp.of(time, status), early, other).fit();
    assertThat(found.reason()).isEqualTo(CoxNotEstimable.Reason.MONOTONE_LIKELIHOOD);
    assertThat(found.score().known()).isPresent();
    // The limit is the likelihood of the other covariate, stratified by the first.
    int[] stratum = {0, 0, 0, 1, 1, 1, 1, 1};
    CoxFit rest =
        (CoxFit) CoxModel.of(FollowUp.of(time, status), other).withStrata(stratum, 2).fit();
    assertThat(found.logLikelihoodSupremum().known().getAsDouble())
        .isCloseTo(rest.logLikelihood(), org.assertj.core.api.Assertions.within(1e-8));
    // With late entry too.
    var late =
        (CoxNotEstimable) CoxModel.of(FollowUp.of(new double[8], time, status), early, other).fit();
    assertThat(late.reason()).isEqualTo(CoxNotEstimable.Reason.MONOTONE_LIKELIHOOD);
  }

  @Test
  void who_is_censored_with_an_event_or_comes_later_does_not_hide_a_monotone_likelihood() {
    double[] start = {0, 0, 0, 0, 3};
    double[] time = {1, 1, 2, 5, 4};
    int[] status = {1, 0, 1, 0, 0};
    double[] x = {1, 0, 1, 0, 2};
    var found = (CoxNotEstimable) CoxModel.of(FollowUp.of(start, time, status), x).fit();
    assertThat(found.reason()).isEqualTo(CoxNotEstimable.Reason.MONOTONE_LIKELIHOOD);
    assertThat(found.logLikelihoodSupremum().known().getAsDouble())
        .isCloseTo(-Math.log(2), org.assertj.core.api.Assertions.within(1e-9));
    // With the last row at risk from the start the second event is not the highest any more.
    CoxFit fit = (CoxFit) CoxModel.of(FollowUp.of(time, status), x).fit();
    assertThat(fit.coefficients().get(0)).isBetween(-5.0, 5.0);
  }

  @Test
  void a_subdistribution_likelihood_is_monotone_also_among_those_who_had_another_cause() {
    double[] time = {1, 2, 2, 3, 4};
    int[] cause = {2, 1, 0, 1, 0};
    var found =
        (FineGray.NotEstimable) FineGray.fit(time, cause, 0.95, new double[] {0, 1, 0, 1, 0});
    assertThat(found.reason()).isEqualTo(CoxNotEstimable.Reason.MONOTONE_LIKELIHOOD);
    assertThat(FineGray.fit(time, cause, 0.95, new double[] {2, 1, 0, 1, 0}))
        .isInstanceOf(FineGray.Fit.class);
  }

  @Test
  void a_time_within_the_tolerance_before_an_event_is_the_event_s() {
    // One distinct time, 2: the tolerance is 2 · 2^−26.
    SurvivalCurve curve = KaplanMeier.curve(FollowUp.of(new double[] {2, 2}, new int[] {1, 0}));
    assertThat(curve.placeAt(2 - 0x1p-25)).isZero();
    assertThat(curve.placeAt(2 - 0x1.8p-25)).isEqualTo(-1);
  }

  @Test
  void the_limit_of_a_monotone_likelihood_may_be_0() {
    var found =
        (CoxNotEstimable)
            CoxModel.of(FollowUp.of(new double[] {1, 2}, new int[] {1, 0}), new double[] {1, 0})
                .fit();
    assertThat(found.reason()).isEqualTo(CoxNotEstimable.Reason.MONOTONE_LIKELIHOOD);
    assertThat(found.logLikelihoodSupremum().known().getAsDouble())
        .isCloseTo(0, org.assertj.core.api.Assertions.within(1e-11));
  }

  @Test
  void a_large_but_finite_coefficient_is_not_taken_for_infinite() {
    // One event of the group with x = 0 stands before the last with x = 1.
    double[] x = {1, 1, 1, 1, 0, 1, 0, 0, 0, 0};
    double[] time = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    int[] status = new int[10];
    Arrays.fill(status, 1);
    CoxFit fit = (CoxFit) CoxModel.of(FollowUp.of(time, status), x).fit();
    assertThat(fit.coefficients().get(0)).isBetween(2.0, 5.0);
  }

  @Test
  void a_covariate_that_says_nothing_new_is_told_by_its_number() {
    double[] twice = Arrays.stream(X).map(v -> 3 - 2 * v).toArray();
    var found = (CoxNotEstimable) CoxModel.of(rows(), X, twice).fit();
    assertThat(found.reason()).isEqualTo(CoxNotEstimable.Reason.COLLINEAR);
    assertThat(found.sentence()).startsWith("covariate 2 does not vary");
    var constant = (CoxNotEstimable) CoxModel.of(rows(), new double[] {5, 5, 5, 5}).fit();
    assertThat(constant.reason().code()).isEqualTo("collinear-covariates");
    assertThat(constant.score()).isInstanceOf(Estimate.NotEstimable.class);
  }

  @Test
  void without_an_event_there_is_no_model() {
    FollowUp censored = FollowUp.of(TIME, new int[4]);
    assertThat(((CoxNotEstimable) CoxModel.of(censored, X).fit()).reason())
        .isEqualTo(CoxNotEstimable.Reason.NO_EVENTS);
    assertThat(
            ((FineGray.NotEstimable) FineGray.fit(TIME, new int[] {2, 0, 2, 0}, 0.95, X)).reason())
        .isEqualTo(CoxNotEstimable.Reason.NO_EVENTS);
  }

  @Test
  void fine_gray_tells_a_monotone_likelihood_and_a_covariate_without_news() {
    double[] time = {1, 2, 3, 4, 5, 6};
    int[] cause = {1, 1, 1, 2, 0, 2};
    double[] early = {1, 1, 1, 0, 0, 0};
    var found = (FineGray.NotEstimable) FineGray.fit(time, cause, 0.95, early);
    assertThat(found.reason()).isEqualTo(CoxNotEstimable.Reason.MONOTONE_LIKELIHOOD);
    var constant = (FineGray.NotEstimable) FineGray.fit(time, cause, 0.95, new double[6]);
    assertThat(constant.reason()).isEqualTo(CoxNotEstimable.Reason.COLLINEAR);
    // Taken by the other cause before, but still in the risk set: then it is not monotone.
    int[] taken = {2, 1, 1, 1, 1, 0};
    double[] x = {1, 1, 1, 0, 0, 0};
    assertThat(FineGray.fit(time, taken, 0.95, x)).isInstanceOf(FineGray.Fit.class);
  }

  @Test
  void groups_that_never_meet_cannot_be_compared() {
    // The first group is gone before anybody of the second comes under risk.
    FollowUp apart =
        FollowUp.of(new double[] {0, 0, 5, 5}, new double[] {1, 2, 6, 7}, new int[] {1, 1, 1, 1});
    int[] group = {0, 0, 1, 1};
    LogRank test = LogRank.of(apart, group, 2);
    LogRank.Comparison comparison = test.compare(new Weight.LogRank());
    assertThat(comparison.test()).isEmpty();
    assertThat(comparison.whyNot()).startsWith("at no event time are two groups at risk");
    assertThat(test.signed(new Weight.LogRank()).z()).isInstanceOf(Estimate.NotEstimable.class);
    GrayTest.Result gray = GrayTest.of(TIME, new int[4], 1, GROUP, 2).test(1, 0);
    assertThat(gray.test()).isEmpty();
    assertThat(gray.whyNot()).startsWith("the cause does not occur");
  }

  @Test
  void where_survival_is_0_or_1_a_comparison_says_what_it_lacks() {
    SurvivalCurve alive = KaplanMeier.curve(FollowUp.of(TIME, new int[4]));
    SurvivalCurve dead = KaplanMeier.curve(FollowUp.of(TIME, new int[] {1, 1, 1, 1}));
    SurvivalAtTime noOne = SurvivalAtTime.of(alive, alive, 2, 0.95);
    assertThat(noOne.difference().estimate()).isEqualTo(0);
    assertThat(noOne.difference().z()).isInstanceOf(Estimate.NotEstimable.class);
    assertThat(noOne.nonInferiority(0.1).z()).isInstanceOf(Estimate.NotEstimable.class);
    assertThat(noOne.logMinusLog().z()).isInstanceOf(Estimate.NotEstimable.class);
    assertThat(noOne.ratio().estimate()).isEqualTo(Estimate.of(1));
    SurvivalAtTime all = SurvivalAtTime.of(dead, alive, 4, 0.95);
    assertThat(all.standardError().has(0)).isFalse();
    assertThat(all.ratio().estimate()).isInstanceOf(Estimate.NotEstimable.class);
    SurvivalAtTime turned = SurvivalAtTime.of(alive, dead, 4, 0.95);
    assertThat(turned.ratio().estimate()).isEqualTo(Estimate.of(0));
    assertThat(turned.ratio().limits().lower()).isInstanceOf(Estimate.NotEstimable.class);
    RestrictedMean whole = RestrictedMean.of(alive, 3, 0.95);
    assertThat(whole.against(whole, 0.95).z()).isInstanceOf(Estimate.NotEstimable.class);
    assertThat(whole.against(whole, 0.95).p()).isInstanceOf(Estimate.NotEstimable.class);
  }

  @Test
  void without_a_pair_there_is_no_concordance() {
    CoxFit fit =
        (CoxFit)
            CoxModel.of(
                    FollowUp.of(new double[] {1, 1, 1}, new int[] {1, 1, 1}),
                    new double[] {0, 1, 3})
                .withTies(Ties.BRESLOW)
                .fit();
    Concordance found = Concordance.of(fit);
    assertThat(found.c()).isInstanceOf(Estimate.NotEstimable.class);
    assertThat(found.standardError()).isInstanceOf(Estimate.NotEstimable.class);
  }
}
