package org.trialwright.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What makes no sense is refused with what it was; what cannot be estimated says why. */
class EstimateRefusalTest {
  private static final double[] ONE = {1, 2, 4};
  private static final double[] TWO = {2, 3, 9};
  private static final double[] SAME = {5, 5, 5};
  private static final double INFINITE = Double.POSITIVE_INFINITY;
  private static final Futility NEVER = new Futility.None();

  private static Arguments row(String message, Runnable asked) {
    return Arguments.of(message, asked);
  }

  private static GroupSequentialDesign design(Numbers rates, double alpha, int sided) {
    return new GroupSequentialDesign(rates, alpha, sided, new Boundary.Pocock(), NEVER, false);
  }

  private static GroupSequentialDesign futile(int sided, Futility futility) {
    return new GroupSequentialDesign(
        Numbers.of(0.5, 1), 0.025, sided, new Boundary.Pocock(), futility, false);
  }

  static Stream<Arguments> distributions() {
    return Stream.of(
        row("shape is 0.0; it must be a finite number above 0", () -> new Distribution.Gamma(0)),
        row("df is -1.0; it must be a finite number above 0", () -> new Distribution.ChiSquare(-1)),
        row(
            "df is Infinity; it must be a finite number above 0",
            () -> new Distribution.StudentT(INFINITE)),
        row("shape1 is 0.0; it must be a finite number above 0", () -> new Distribution.Beta(0, 1)),
        row("shape2 is 0.0; it must be a finite number above 0", () -> new Distribution.Beta(1, 0)),
        row("df1 is 0.0; it must be a finite number above 0", () -> new Distribution.FisherF(0, 1)),
        row("df2 is 0.0; it must be a finite number above 0", () -> new Distribution.FisherF(1, 0)),
        row("trials is -1; it must be 0 or more", () -> new Distribution.Binomial(-1, 0.5)),
        row(
            "probability is 1.5; it must lie between 0.0 and 1.0",
            () -> new Distribution.Binomial(3, 1.5)),
        row(
            "probability is -0.5; it must lie between 0.0 and 1.0",
            () -> new Distribution.Binomial(3, -0.5)),
        row(
            "a population of 0 successes and 0 failures; neither may be negative, and someone must"
                + " be there",
            () -> new Distribution.Hypergeometric(0, 0, 0)),
        row(
            "a population of -1 successes and 2 failures; neither may be negative, and someone must"
                + " be there",
            () -> new Distribution.Hypergeometric(-1, 2, 0)),
        row(
            "a population of 2 successes and -1 failures; neither may be negative, and someone must"
                + " be there",
            () -> new Distribution.Hypergeometric(2, -1, 0)),
        row(
            "a population of 2147483647 successes and 1 failures is too large",
            () -> new Distribution.Hypergeometric(Integer.MAX_VALUE, 1, 0)),
        row("draws is 4; it must be 0 to 3", () -> new Distribution.Hypergeometric(1, 2, 4)),
        row("draws is -1; it must be 0 to 3", () -> new Distribution.Hypergeometric(1, 2, -1)),
        row(
            "p is 0.0; it must lie strictly between 0 and 1",
            () -> new Distribution.Normal().quantile(0)),
        row(
            "p is 1.0; it must lie strictly between 0 and 1",
            () -> new Distribution.StudentT(3).quantile(1)),
        row(
            "p is 1.0; it must lie strictly between 0 and 1",
            () -> new Distribution.Gamma(3).quantile(1)),
        row("no change of sign between 1.0 (1.0) and 2.0 (2.0)", () -> Roots.between(1, 2, x -> x)),
        row(
            "no change of sign between 1.0 (1.0) and 2.0 (NaN)",
            () -> Roots.between(1, 2, x -> x > 1 ? Double.NaN : 1)),
        row(
            "no change of sign between 1.0 (NaN) and 2.0 (1.0)",
            () -> Roots.between(1, 2, x -> x > 1 ? 1 : Double.NaN)));
  }

  static Stream<Arguments> proportions() {
    return Stream.of(
        row("total is 0; it must be 1 or more", () -> OneProportion.of(0, 0)),
        row("events is -1; it must be 0 to total, 3", () -> OneProportion.of(-1, 3)),
        row(
            "nullProportion is 1.1; it must lie between 0.0 and 1.0",
            () -> OneProportion.of(1, 3).exactTest(1.1)),
        row(
            "confidenceLevel is 1.0; it must lie strictly between 0 and 1",
            () -> OneProportion.of(1, 3).clopperPearson(1)),
        row(
            "confidenceLevel is 0.0; it must lie strictly between 0 and 1",
            () -> OneProportion.of(1, 3).midP(0)),
        row("events1 is 4; it must be 0 to total1, 3", () -> TwoProportions.of(4, 3, 1, 2)),
        row("events0 is -1; it must be 0 to total0, 2", () -> TwoProportions.of(1, 3, -1, 2)),
        row("total0 is 0; it must be 1 or more", () -> TwoProportions.of(1, 3, 0, 0)),
        row(
            "2147483647 and 1 participants are more than can be counted here",
            () -> TwoProportions.of(1, Integer.MAX_VALUE, 0, 1)),
        row(
            "margin is 1.0; it must lie strictly between -1 and 1",
            () -> TwoProportions.of(1, 3, 1, 2).nonInferiorityWald(1)),
        row(
            "margin is -1.0; it must lie strictly between -1 and 1",
            () -> TwoProportions.of(1, 3, 1, 2).nonInferiorityFarringtonManning(-1)),
        row(
            "10000000 and 1 participants are too many for the exact test; at most 10000000"
                + " together",
            () -> FisherExact.of(1, 10_000_000, 1, 1, 0.95)),
        row(
            "confidenceLevel is 1.0; it must lie strictly between 0 and 1",
            () -> FisherExact.of(1, 2, 1, 2, 1)),
        row("total1 is 0; it must be 1 or more", () -> FisherExact.of(0, 0, 1, 2, 0.95)),
        row("total0 is 0; it must be 1 or more", () -> UnconditionalExact.barnard(1, 2, 0, 0)),
        row("total0 is 0; it must be 1 or more", () -> UnconditionalExact.boschloo(1, 2, 0, 0)),
        row(
            "arms of 500 and 499 have too many tables for this exact test; at most 250000",
            () -> UnconditionalExact.boschloo(1, 500, 1, 499)),
        row("events is -1; it must be 0 or more", () -> new PersonTimeRate(-1, 3)),
        row(
            "confidenceLevel is 2.0; it must lie strictly between 0 and 1",
            () -> new PersonTimeRate(1, 3).garwood(2)),
        row(
            "2147483647 and 1 events are more than can be counted here",
            () -> new PersonTimeRate(Integer.MAX_VALUE, 3).over(new PersonTimeRate(1, 3), 0.95)),
        row("there is no stratum", () -> MantelHaenszel.of(List.of())),
        row(
            "arm 1 of a stratum has 3 events among 2; events must be 0 to the total",
            () -> new MantelHaenszel.Table(3, 2, 0, 1)),
        row(
            "arm 0 of a stratum has -1 events among 2; events must be 0 to the total",
            () -> new MantelHaenszel.Table(0, 2, -1, 2)),
        row(
            "arm 0 of a stratum has 0 events among -1; events must be 0 to the total",
            () -> new MantelHaenszel.Table(0, 2, 0, -1)),
        row(
            "a stratum of 0 and 0 participants cannot be analysed",
            () -> new MantelHaenszel.Table(0, 0, 0, 0)),
        row(
            "a stratum of 2147483647 and 1 participants cannot be analysed",
            () -> new MantelHaenszel.Table(0, Integer.MAX_VALUE, 0, 1)),
        row(
            "100001.0 participants are too many for the exact test; at most 100000",
            () -> MantelHaenszel.of(List.of(new MantelHaenszel.Table(1, 100_000, 0, 1))).pExact()),
        row(
            "confidenceLevel is 0.0; it must lie strictly between 0 and 1",
            () ->
                MantelHaenszel.of(List.of(new MantelHaenszel.Table(1, 2, 0, 1)))
                    .oddsRatioExact(0)));
  }

  static Stream<Arguments> measurements() {
    return Stream.of(
        row(
            "the second group has 1 values; it must have at least 2",
            () -> TwoMeans.pooled(ONE, new double[] {1}, 0.95)),
        row(
            "confidenceLevel is 1.0; it must lie strictly between 0 and 1",
            () -> TwoMeans.pooled(ONE, TWO, 1)),
        row("there are 1 groups; two or more are compared", () -> OneWay.anova(List.of(ONE))),
        row(
            "group 2 has 1 values; it must have at least 2",
            () -> OneWay.welch(List.of(ONE, new double[] {1}))),
        row(
            "2 values in 2 groups leave no degree of freedom",
            () -> OneWay.anova(List.of(new double[] {1}, new double[] {2}))),
        row(
            "group 1 has 0 values; it must have at least 1",
            () -> OneWay.kruskalWallis(List.of(new double[0], ONE))),
        row(
            "the first group has 0 values; it must have at least 1",
            () -> Wilcoxon.of(new double[0], ONE, 0.95)),
        row(
            "the second group has 0 values; it must have at least 1",
            () -> Wilcoxon.of(ONE, new double[0], 0.95)),
        row(
            "confidenceLevel is 1.0; it must lie strictly between 0 and 1",
            () -> Wilcoxon.of(ONE, TWO, 1)),
        row(
            "value 1 of values is Infinity; it must be a finite number",
            () -> Summary.of(new double[] {INFINITE})),
        row(
            "values has 0 values; it must have at least 1",
            () -> Quantiles.of(new double[0], ONE, Quantiles.Type.TYPE_2)),
        row(
            "probability is 2.0; it must lie between 0.0 and 1.0",
            () -> Quantiles.of(ONE, new double[] {2}, Quantiles.Type.TYPE_2)),
        row(
            "y has 2 values; it must have at least 3",
            () -> LinearModel.fit(new double[2], List.of(new double[2], new double[2]), 0.95)),
        row("a model needs at least one column", () -> LinearModel.fit(ONE, List.of(), 0.95)),
        row(
            "confidenceLevel is 0.0; it must lie strictly between 0 and 1",
            () -> LinearModel.fit(ONE, List.of(TWO), 0)),
        row(
            "column 1 has 2 values; it must have at least 3",
            () -> LinearModel.fit(ONE, List.of(new double[2]), 0.95)),
        row(
            "a count is -1.0; it must be whole, 0 or more",
            () -> Regression.poisson(new double[] {-1}, List.of(ONE), ONE, 0.95)),
        row(
            "a count is 1.5; it must be whole, 0 or more",
            () -> Regression.poisson(new double[] {1.5}, List.of(ONE), ONE, 0.95)),
        row(
            "offsets has 1 values; it must have at least 3",
            () -> Regression.poisson(ONE, List.of(ONE), new double[1], 0.95)),
        row(
            "the response has 0 values; it must have at least 1",
            () -> Regression.logistic(new boolean[0], List.of(), 0.95)),
        row(
            "a model needs at least one column",
            () -> Regression.logistic(new boolean[1], List.of(), 0.95)),
        row(
            "confidenceLevel is 1.0; it must lie strictly between 0 and 1",
            () -> Regression.logistic(new boolean[1], List.of(ONE), 1)),
        row(
            "column 2 has 2 values; it must have at least 3",
            () -> Regression.logistic(new boolean[3], List.of(ONE, new double[2]), 0.95)),
        row(
            "y is NaN; it must be a finite number",
            () -> new Mmrm.Row(Double.NaN, "s1", 0, true, 1)),
        row(
            "baseline is Infinity; it must be a finite number",
            () -> new Mmrm.Row(1, "s1", 0, true, INFINITE)),
        row(
            "0 visits; there must be 1 to 50",
            () -> Mmrm.fit(List.of(), 0, new CovarianceStructure.Unstructured())),
        row(
            "51 visits; there must be 1 to 50",
            () -> Mmrm.fit(List.of(), 51, new CovarianceStructure.Unstructured())),
        row(
            "there are no rows",
            () -> Mmrm.fit(List.of(), 1, new CovarianceStructure.Unstructured())),
        row(
            "visit 3 of subject s1 is not among the 2 visits",
            () ->
                Mmrm.fit(
                    List.of(new Mmrm.Row(1, "s1", 2, true, 1)),
                    2,
                    new CovarianceStructure.Unstructured())),
        row(
            "visit 0 of subject s1 is not among the 2 visits",
            () ->
                Mmrm.fit(
                    List.of(new Mmrm.Row(1, "s1", -1, true, 1)),
                    2,
                    new CovarianceStructure.Unstructured())),
        row(
            "estimates has 1 values; it must have at least 2",
            () -> ImputationPooling.of(new double[1], ONE, 0.95)),
        row(
            "variances has 2 values; it must have at least 3",
            () -> ImputationPooling.of(ONE, new double[] {1, 2}, 0.95)),
        row(
            "4 variances for 3 estimates",
            () -> ImputationPooling.of(ONE, new double[] {1, 2, 3, 4}, 0.95)),
        row(
            "variance is 0.0; it must be a finite number above 0",
            () -> ImputationPooling.of(ONE, new double[] {1, 0, 3}, 0.95)),
        row("completeDf is 0.0; it must be above 0", () -> ImputationPooling.of(ONE, ONE, 0, 0.95)),
        row(
            "confidenceLevel is 1.0; it must lie strictly between 0 and 1",
            () -> ImputationPooling.of(ONE, ONE, 1)),
        row("there is no p value", Multiplicity::of),
        row("p value is 1.5; it must lie between 0.0 and 1.0", () -> Multiplicity.of(0.1, 1.5)),
        row(
            "an interval from 2.0 to 1.0; the limits must be numbers in order",
            () -> new Interval(2, 1)),
        row(
            "an interval from NaN to 1.0; the limits must be numbers in order",
            () -> new Interval(Double.NaN, 1)),
        row("a known estimate is a number, not NaN", () -> Estimate.of(Double.NaN)),
        row("a row of numbers holds NaN", () -> Numbers.copyOf(1, Double.NaN)));
  }

  static Stream<Arguments> looks() {
    return Stream.of(
        row("0 looks; there must be 1 to 100", () -> GroupSequentialDesign.equalRates(0)),
        row("101 looks; there must be 1 to 100", () -> GroupSequentialDesign.equalRates(101)),
        row("0 looks; there must be 1 to 100", () -> design(Numbers.of(), 0.025, 1)),
        row("101 looks; there must be 1 to 100", () -> design(Numbers.of(new double[101]), 0.1, 1)),
        row("sided is 3; it must be 1 or 2", () -> design(Numbers.of(1), 0.025, 3)),
        row("sided is 0; it must be 1 or 2", () -> design(Numbers.of(1), 0.025, 0)),
        row(
            "alpha is 0.0; each side of it must lie strictly between 0 and 0.5",
            () -> design(Numbers.of(1), 0, 1)),
        row(
            "alpha is 1.0; each side of it must lie strictly between 0 and 0.5",
            () -> design(Numbers.of(1), 1, 2)),
        row(
            "information rate 0.0 of look 1 is not above the one before, 0.0",
            () -> design(Numbers.of(0, 1), 0.025, 1)),
        row(
            "the last information rate is 0.9; it must be 1",
            () -> design(Numbers.of(0.5, 0.9), 0.025, 1)),
        row(
            "futility bounds need a one-sided design",
            () -> futile(2, new Futility.FixedBounds(Numbers.of(0)))),
        row(
            "2 futility bounds for 2 looks; every look but the last has one",
            () -> futile(1, new Futility.FixedBounds(Numbers.of(0, 0)))),
        row(
            "futility bounds that spend beta need beta; ask for a plan",
            () -> futile(1, new Futility.Spending(new SpendingFunction.PocockLike())).bounds()),
        row(
            "beta is 0.0; it must lie strictly between 0 and 1 - alpha, 0.975",
            () -> design(Numbers.of(0.5, 1), 0.025, 1).plan(0)),
        row(
            "beta is 0.975; it must lie strictly between 0 and 1 - alpha, 0.975",
            () -> design(Numbers.of(0.5, 1), 0.025, 1).fixedInformation(0.975)),
        row(
            "the delta of Wang and Tsiatis is 11.0; it must lie between -10.0 and 10.0",
            () -> new Boundary.WangTsiatis(11)),
        row(
            "the bound of Haybittle and Peto is 0.0; it must be a finite number above 0",
            () -> new Boundary.HaybittlePeto(0)),
        row(
            "the exponent of Kim and DeMets is 0.0; it must be a finite number above 0",
            () -> new SpendingFunction.KimDeMets(0)),
        row(
            "the parameter of Hwang, Shih and De Cani is 501.0; it must lie between -500.0 and"
                + " 500.0",
            () -> new SpendingFunction.HwangShihDeCani(501)),
        row(
            "spending 0.01 at look 2 is below what was spent before, 0.02",
            () -> new SpendingFunction.Given(Numbers.of(0.02, 0.01))),
        row(
            "spending -0.01 at look 1 is below what was spent before, 0.0",
            () -> new SpendingFunction.Given(Numbers.of(-0.01))),
        row(
            "1 spending values for 2 looks",
            () -> new SpendingFunction.Given(Numbers.of(0.02)).spent(0.02, new double[2])),
        row(
            "the last spending value is 0.02; it must be the whole error, 0.025",
            () -> new SpendingFunction.Given(Numbers.of(0.02)).spent(0.025, new double[1])),
        row(
            "look 0 of 1",
            () -> SequentialInference.repeated(design(Numbers.of(1), 0.1, 1).bounds(), 0, 1, 1)),
        row(
            "look 2 of 1",
            () -> SequentialInference.repeated(design(Numbers.of(1), 0.1, 1).bounds(), 2, 1, 1)),
        row(
            "z is NaN; it must be a finite number",
            () ->
                SequentialInference.repeated(
                    design(Numbers.of(1), 0.1, 1).bounds(), 1, Double.NaN, 1)),
        row(
            "information is 0.0; it must be a finite number above 0",
            () -> SequentialInference.repeated(design(Numbers.of(1), 0.1, 1).bounds(), 1, 1, 0)),
        row(
            "0 critical values before a look with 2 informations",
            () -> SequentialInference.stagewise(new double[0], new double[2], 1, 1, 0.95)),
        row(
            "z is Infinity; it must be a finite number",
            () ->
                SequentialInference.stagewise(new double[0], new double[] {1}, INFINITE, 1, 0.95)),
        row(
            "sided is 3; it must be 1 or 2",
            () -> SequentialInference.stagewise(new double[0], new double[] {1}, 1, 3, 0.95)),
        row(
            "confidenceLevel is 1.0; it must lie strictly between 0 and 1",
            () -> SequentialInference.stagewise(new double[0], new double[] {1}, 1, 1, 1)),
        row(
            "information 0.0 of look 1 is not above the one before",
            () -> SequentialInference.stagewise(new double[0], new double[] {0}, 1, 1, 0.95)),
        row(
            "information Infinity of look 1 is not above the one before",
            () ->
                SequentialInference.stagewise(new double[0], new double[] {INFINITE}, 1, 1, 0.95)),
        row(
            "information 3.0 of look 2 is not above the one before",
            () -> SequentialInference.stagewise(new double[] {2}, new double[] {3, 3}, 1, 1, 0.95)),
        row(
            "z is NaN; it must be a finite number",
            () -> ConditionalPower.of(Double.NaN, 0.5, 2, 3)),
        row(
            "informationFraction is 1.0; it must lie strictly between 0 and 1",
            () -> ConditionalPower.of(1, 1, 2, 3)),
        row(
            "criticalValue is NaN; it must be a finite number",
            () -> ConditionalPower.of(1, 0.5, Double.NaN, 3)),
        row(
            "drift is Infinity; it must be a finite number",
            () -> ConditionalPower.of(1, 0.5, 2, INFINITE)));
  }

  private static Runnable lakatos(double dropout, double accrual, double follow, double ratio) {
    var hazard = Lakatos.Hazard.constant(0.1);
    return () -> Lakatos.of(hazard, hazard, dropout, accrual, follow, ratio, 0.025, 0.2);
  }

  private static Runnable events(double alpha, double beta, double ratio, double none, double r) {
    return () -> EventFormula.SCHOENFELD.events(alpha, beta, ratio, none, r);
  }

  private static AccrualPlan accrual() {
    return new AccrualPlan(12, new AccrualPlan.Rates(0.1, 0), new AccrualPlan.Rates(0.2, 0), 1);
  }

  static Stream<Arguments> sizes() {
    var twoSided = GroupSequentialDesign.fixed(0.05, 2);
    var oneSided = GroupSequentialDesign.fixed(0.025, 1);
    return Stream.of(
        row("1 starts for 2 hazards", () -> new Lakatos.Hazard(Numbers.of(0), Numbers.of(1, 2))),
        row("0 starts for 0 hazards", () -> new Lakatos.Hazard(Numbers.of(), Numbers.of())),
        row(
            "the first piece starts at 1.0; it must be 0",
            () -> new Lakatos.Hazard(Numbers.of(1), Numbers.of(1))),
        row(
            "a hazard is -1.0; it must be 0 or more",
            () -> new Lakatos.Hazard(Numbers.of(0), Numbers.of(-1))),
        row(
            "a hazard is Infinity; it must be 0 or more",
            () -> new Lakatos.Hazard(Numbers.of(0), Numbers.of(INFINITE))),
        row(
            "the starts of the pieces must ascend",
            () -> new Lakatos.Hazard(Numbers.of(0, 0), Numbers.of(1, 1))),
        row("the dropout hazard is -1.0", lakatos(-1, 12, 12, 1)),
        row("the dropout hazard is Infinity", lakatos(INFINITE, 12, 12, 1)),
        row("accrualDuration is 0.0; it must be a finite number above 0", lakatos(0, 0, 12, 1)),
        row("followUpTime is -1.0", lakatos(0, 12, -1, 1)),
        row("followUpTime is Infinity", lakatos(0, 12, INFINITE, 1)),
        row("allocationRatio is 0.0; it must be a finite number above 0", lakatos(0, 12, 12, 0)),
        row("the hazards leave the log-rank test nothing to find", lakatos(0, 12, 12, 1)),
        row(
            "the hazards leave the log-rank test nothing to find",
            () ->
                Lakatos.of(
                    Lakatos.Hazard.constant(0),
                    Lakatos.Hazard.constant(0),
                    0,
                    12,
                    12,
                    1,
                    0.025,
                    0.2)),
        row("alpha is 1.0; it must lie strictly between 0 and 1", events(1, 0.2, 0.5, 1, 1)),
        row("beta is 0.0; it must lie strictly between 0 and 1", events(0.025, 0, 0.5, 1, 1)),
        row("alpha 0.5 and beta 0.5; their sum must be below 1", events(0.5, 0.5, 0.5, 1, 1)),
        row("hazardRatio is 0.0; it must be a finite number above 0", events(0.1, 0.1, 0, 1, 1)),
        row(
            "nullHazardRatio is 0.0; it must be a finite number above 0",
            events(0.1, 0.1, 0.5, 0, 1)),
        row(
            "allocationRatio is 0.0; it must be a finite number above 0",
            events(0.1, 0.1, 0.5, 1, 0)),
        row(
            "the hazard ratio planned for is that of the hypothesis, 0.5",
            events(0.1, 0.1, 0.5, 0.5, 1)),
        row(
            "the hypothesis has hazard ratio 1.3; this formula is for 1 only",
            () -> EventFormula.FREEDMAN.events(0.025, 0.2, 0.5, 1.3, 1)),
        row(
            "the hypothesis has hazard ratio 1.3; this formula is for 1 only",
            () -> EventFormula.HSIEH_FREEDMAN.events(0.025, 0.2, 0.5, 1.3, 1)),
        row(
            "accrualDuration is 0.0; it must be a finite number above 0",
            () -> new AccrualPlan(0, new AccrualPlan.Rates(1, 0), new AccrualPlan.Rates(1, 0), 1)),
        row(
            "allocationRatio is -1.0; it must be a finite number above 0",
            () -> new AccrualPlan(1, new AccrualPlan.Rates(1, 0), new AccrualPlan.Rates(1, 0), -1)),
        row("hazard is 0.0; it must be a finite number above 0", () -> new AccrualPlan.Rates(0, 0)),
        row("the dropout hazard is -1.0; it must be 0 or more", () -> new AccrualPlan.Rates(1, -1)),
        row(
            "the dropout hazard is Infinity; it must be 0 or more",
            () -> new AccrualPlan.Rates(1, INFINITE)),
        row(
            "probability 1.0; it must be 0 or more, below 1",
            () -> AccrualPlan.Rates.hazard(1, 12)),
        row(
            "probability -0.1; it must be 0 or more, below 1",
            () -> AccrualPlan.Rates.hazard(-0.1, 12)),
        row(
            "time is 0.0; it must be a finite number above 0",
            () -> AccrualPlan.Rates.hazard(0.5, 0)),
        row(
            "followUpTime is -1.0; it must be 0 or more",
            () ->
                SurvivalPlan.withFollowUp(
                    oneSided.plan(0.2), accrual(), EventFormula.SCHOENFELD, -1)),
        row(
            "followUpTime is Infinity; it must be 0 or more",
            () ->
                SurvivalPlan.withFollowUp(
                    oneSided.plan(0.2), accrual(), EventFormula.SCHOENFELD, INFINITE)),
        row(
            "maximumSubjects is 0.0; it must be a finite number above 0",
            () ->
                SurvivalPlan.withSubjects(
                    oneSided.plan(0.2), accrual(), EventFormula.SCHOENFELD, 0)),
        row(
            "sided is 2; the design must be one-sided",
            () ->
                SurvivalPlan.withSubjects(
                    twoSided.plan(0.2), accrual(), EventFormula.SCHOENFELD, 100)),
        row(
            "sided is 2; the design must be one-sided",
            () -> SurvivalPlan.ofSize(twoSided, accrual(), 10, 100)),
        row(
            "accrualRate is 0.0; it must be a finite number above 0",
            () -> SurvivalPlan.ofSize(oneSided, accrual(), 0, 100)),
        row(
            "maximumEvents is 0.0; it must be a finite number above 0",
            () -> SurvivalPlan.ofSize(oneSided, accrual(), 10, 0)),
        row(
            "treatmentRate is 1.1; it must lie between 0.0 and 1.0",
            () -> RateNonInferiority.of(1.1, 0.5, 0.1, 0.025, 0.2)),
        row(
            "controlRate is -0.1; it must lie between 0.0 and 1.0",
            () -> RateNonInferiority.of(0.5, -0.1, 0.1, 0.025, 0.2)),
        row(
            "margin is 1.0; it must be 0 or more, below 1",
            () -> RateNonInferiority.of(0.5, 0.5, 1, 0.025, 0.2)),
        row(
            "margin is -0.1; it must be 0 or more, below 1",
            () -> RateNonInferiority.of(0.5, 0.5, -0.1, 0.025, 0.2)),
        row(
            "alpha is 0.0; it must lie strictly between 0 and 1",
            () -> RateNonInferiority.of(0.5, 0.5, 0.1, 0, 0.2)),
        row(
            "beta is 1.0; it must lie strictly between 0 and 1",
            () -> RateNonInferiority.of(0.5, 0.5, 0.1, 0.025, 1)),
        row(
            "alpha 0.5 and beta 0.5; their sum must be below 1",
            () -> RateNonInferiority.of(0.5, 0.5, 0.1, 0.5, 0.5)),
        row(
            "with rates 0.25 and 0.5 the hypothesis at margin 0.25 is true",
            () -> RateNonInferiority.of(0.25, 0.5, 0.25, 0.025, 0.2)),
        row("there is no hypothesis", () -> new GraphicalTesting(Numbers.of(), List.of())),
        row(
            "1 rows of transitions for 2",
            () -> new GraphicalTesting(Numbers.of(0.5, 0.5), List.of(Numbers.of(0, 1)))),
        row(
            "weight 1 is 1.5; it must lie between 0.0 and 1.0",
            () -> new GraphicalTesting(Numbers.of(1.5), List.of(Numbers.of(0)))),
        row(
            "row 1 has 2 transitions for 1",
            () -> new GraphicalTesting(Numbers.of(1), List.of(Numbers.of(0, 0)))),
        row(
            "hypothesis 1 hands its level to itself",
            () -> new GraphicalTesting(Numbers.of(1), List.of(Numbers.of(0.5)))),
        row(
            "transition is -0.5; it must lie between 0.0 and 1.0",
            () ->
                new GraphicalTesting(
                    Numbers.of(1, 0), List.of(Numbers.of(0, -0.5), Numbers.of(0, 0)))),
        row(
            "row 1 hands out 1.5; it must be at most 1",
            () ->
                new GraphicalTesting(
                    Numbers.of(1, 0, 0),
                    List.of(Numbers.of(0, 1, 0.5), Numbers.of(0, 0, 0), Numbers.of(0, 0, 0)))),
        row(
            "the weights sum to 1.5; it must be at most 1",
            () ->
                new GraphicalTesting(
                    Numbers.of(1, 0.5), List.of(Numbers.of(0, 0), Numbers.of(0, 0)))),
        row(
            "2 p values for 1 hypotheses",
            () -> new GraphicalTesting(Numbers.of(1), List.of(Numbers.of(0))).adjusted(0.1, 0.2)),
        row(
            "p value is -0.1; it must lie between 0.0 and 1.0",
            () -> new GraphicalTesting(Numbers.of(1), List.of(Numbers.of(0))).adjusted(-0.1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"distributions", "proportions", "measurements", "looks", "sizes"})
  void is_refused(String message, Runnable asked) {
    assertThatThrownBy(asked::run).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  private static MantelHaenszel strata(MantelHaenszel.Table... tables) {
    return MantelHaenszel.of(List.of(tables));
  }

  private static Arguments none(String reason, Estimate got) {
    return Arguments.of(reason, got);
  }

  private static final String EMPTY_CELL =
      "a cell is empty, so that the log ratio has no finite standard error";
  private static final String NO_EVENT = "no participant had an event, or every one had";

  static Stream<Arguments> withoutNumber() {
    var onlyArmOne = strata(new MantelHaenszel.Table(1, 2, 0, 0));
    var noEvent = new PersonTimeRate(0, 3).over(new PersonTimeRate(0, 5), 0.95);
    return Stream.of(
        none("no events in either arm", noEvent.estimate()),
        none("no events in either arm", noEvent.lower()),
        none("no events in either arm", noEvent.upper()),
        none("no events in either arm", noEvent.p()),
        none("no events in either arm", TwoProportions.of(0, 3, 0, 5).riskRatio(0.95).estimate()),
        none(EMPTY_CELL, TwoProportions.of(3, 3, 0, 5).oddsRatio(0.95).lower()),
        none(EMPTY_CELL, TwoProportions.of(0, 3, 2, 5).oddsRatio(0.95).upper()),
        none(
            "both arms have only events, or none",
            TwoProportions.of(3, 3, 5, 5).oddsRatio(0.95).estimate()),
        none(NO_EVENT, TwoProportions.of(0, 3, 0, 5).chiSquareTest().p()),
        none(NO_EVENT, TwoProportions.of(3, 3, 5, 5).chiSquareTest().chiSquare()),
        none(
            "the difference has no variance and equals the margin",
            TwoProportions.of(0, 3, 0, 5).nonInferiorityWald(0).z()),
        none(
            "the difference has no variance and equals the margin",
            TwoProportions.of(0, 3, 0, 5).nonInferiorityWald(0).pOneSided()),
        none("the margins leave only one table", FisherExact.of(0, 3, 0, 5, 0.95).oddsRatio()),
        none("the margins leave only one table", FisherExact.of(0, 3, 0, 5, 0.95).lower()),
        none("the margins leave only one table", FisherExact.of(0, 3, 0, 5, 0.95).upper()),
        none("the margins leave only one table", onlyArmOne.oddsRatioExact(0.95).estimate()),
        none("the margins leave only one table", onlyArmOne.oddsRatioExact(0.95).lower()),
        none("the margins leave only one table", onlyArmOne.oddsRatioExact(0.95).upper()),
        none("no stratum has both arms", onlyArmOne.riskDifference().estimate()),
        none("no stratum has both arms", onlyArmOne.riskDifference().seSato()),
        none("no stratum has both arms", onlyArmOne.riskDifference().seIndependentBinomial()),
        none(
            "no stratum has events and non-events in two arms",
            onlyArmOne.test().chiSquareContinuity()),
        none("no events in either arm", onlyArmOne.riskRatio(0.95).estimate()),
        none(
            "no stratum has an event in one arm and none in the other",
            onlyArmOne.oddsRatio(0.95).estimate()),
        none("one value has no spread", Summary.of(new double[] {4}).sd()),
        none("a value is 0 or less", Summary.of(new double[] {0, 4}).geometricMean()),
        none("no value varies within its group", TwoMeans.pooled(SAME, SAME, 0.95).t()),
        none("no value varies within its group", TwoMeans.pooled(SAME, SAME, 0.95).df()),
        none("no value varies within its group", TwoMeans.pooled(SAME, SAME, 0.95).lower()),
        none("no value varies within its group", TwoMeans.pooled(SAME, SAME, 0.95).upper()),
        none("the first group does not vary", TwoMeans.varianceRatio(SAME, ONE).f()),
        none("the first group does not vary", TwoMeans.varianceRatio(SAME, ONE).p()),
        none("no value varies within its group", OneWay.anova(List.of(SAME, SAME)).p()),
        none("a group does not vary", OneWay.welch(List.of(ONE, SAME)).f()),
        none("a group does not vary", OneWay.welch(List.of(ONE, SAME)).df2()),
        none("all values are equal", OneWay.kruskalWallis(List.of(SAME, SAME)).chiSquare()),
        none("all values are equal", Wilcoxon.of(SAME, SAME, 0.95).pNormalContinuity()),
        none(
            "the response does not vary",
            LinearModel.fit(SAME, List.of(new double[] {1, 2, 4}), 0.95).rSquared()),
        none(
            "the columns explain the response without any rest",
            LinearModel.fit(new double[3], List.of(ONE), 0.95).t().estimate(0)),
        none(
            "the columns explain the response without any rest",
            LinearModel.fit(new double[3], List.of(ONE), 0.95).p().estimate(0)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("withoutNumber")
  void says_why_there_is_no_number(String reason, Estimate got) {
    assertThat(got).isEqualTo(Estimate.none(reason));
    assertThat(got.known()).isEmpty();
  }
}
