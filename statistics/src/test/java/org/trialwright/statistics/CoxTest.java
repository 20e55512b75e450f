package org.trialwright.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CoxTest {
  static Stream<SurvivalCase> cases() {
    return SurvivalCase.of("cox");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void equals_r(SurvivalCase one) {
    assertThat(one.differences(result(one, 1))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void in_another_order_of_rows_and_unit_of_time_nothing_changes_but_times(SurvivalCase one) {
    // Residuals follow the rows, so their order is not that of the reference.
    assertThat(one.differences(result(one.shuffled(3), 8)))
        .filteredOn(difference -> !difference.startsWith(".residuals"))
        .isEmpty();
  }

  @Test
  void predicted_curves_and_dfbeta_equal_r() {
    SurvivalCase one = SurvivalCase.more("cox-curve");
    CoxFit fit = (CoxFit) model(one, 1).fit();
    CoxHazard curve = CoxHazard.at(fit, one.numbersOf("at"));
    SurvivalCurve.Band band = curve.band(one.number("confidenceLevel"));
    assertThat(
            one.differences(
                SurvivalCase.object(
                    "time", SurvivalCase.list(curve.time()),
                    "cumulativeHazard", SurvivalCase.list(curve.cumulativeHazard()),
                    "standardError", SurvivalCase.list(curve.standardError()),
                    "survival", SurvivalCase.list(curve.survival()),
                    "lower", SurvivalCase.list(band.lower()),
                    "upper", SurvivalCase.list(band.upper()),
                    "dfbeta", SurvivalCase.rows(CoxResiduals.of(fit).dfbeta()))))
        .isEmpty();
  }

  static CoxModel model(SurvivalCase one, double unit) {
    double[][] covariates =
        one.names("covariates").stream().map(one::columnNamed).toArray(double[][]::new);
    CoxModel model =
        CoxModel.of(one.followUp(unit), covariates)
            .withTies(Ties.valueOf(one.text("ties").toUpperCase(Locale.ROOT)));
    if (one.has("strata")) {
      model = model.withStrata(one.strata(), one.size());
    }
    if (one.has("cluster")) {
      model = model.withClusters(one.codes("cluster"), one.size());
    }
    return one.has("weights") ? model.withWeights(one.column("weights")) : model;
  }

  static Map<String, Object> result(SurvivalCase one, double unit) {
    return switch (model(one, unit).fit()) {
      case CoxFit fit -> fitted(one, fit, unit);
      case CoxNotEstimable none ->
          SurvivalCase.object(
              "estimable", false,
              "reason", none.reason().code(),
              "score", SurvivalCase.object("chiSquare", SurvivalCase.of(none.score())),
              "logLikelihoodSupremum", SurvivalCase.of(none.logLikelihoodSupremum()));
    };
  }

  private static Map<String, Object> fitted(SurvivalCase one, CoxFit fit, double unit) {
    double level = one.number("confidenceLevel");
    boolean robust = one.flag("robust");
    List<String> include = one.textsOf("include");
    CoxFit.PerCoefficient perCoefficient =
        robust
            ? fit.perCoefficient(CoxRobust.of(fit).standardErrors(), level)
            : fit.perCoefficient(level);
    Concordance concordance = Concordance.of(fit);
    Map<String, Object> result =
        SurvivalCase.object(
            "estimable", true,
            "n", fit.n(),
            "events", fit.events(),
            "coefficients", SurvivalCase.list(fit.coefficients()),
            "hazardRatio", SurvivalCase.list(fit.hazardRatios()),
            "se", SurvivalCase.list(fit.standardErrors()),
            "covariance", SurvivalCase.rows(fit.covariance()),
            "logLikelihoodNull", fit.logLikelihoodNull(),
            "logLikelihood", fit.logLikelihood(),
            "likelihoodRatio", test(fit.likelihoodRatio()),
            "score", test(fit.score()),
            "wald", test(fit.wald()),
            "perCoefficient",
                SurvivalCase.object(
                    "z", SurvivalCase.list(perCoefficient.z()),
                    "p", SurvivalCase.list(perCoefficient.p()),
                    "lowerHazardRatio", SurvivalCase.list(perCoefficient.lower()),
                    "upperHazardRatio", SurvivalCase.list(perCoefficient.upper()),
                    "seUsed", robust ? "robust" : "model"),
            "concordance",
                SurvivalCase.object(
                    "concordant", concordance.concordant(),
                    "discordant", concordance.discordant(),
                    "tiedRisk", concordance.tiedRisk(),
                    "tiedTime", concordance.tiedTime(),
                    "c", SurvivalCase.of(concordance.c()),
                    "se", SurvivalCase.of(concordance.standardError())));
    if (robust) {
      CoxRobust sandwich = CoxRobust.of(fit);
      result.put(
          "robust",
          SurvivalCase.object(
              "se", SurvivalCase.list(sandwich.standardErrors()),
              "covariance", SurvivalCase.rows(sandwich.covariance()),
              "waldChiSquare", sandwich.wald().chiSquare(),
              "scoreChiSquare", sandwich.score().chiSquare()));
    }
    if (include.contains("baseline-hazard")) {
      result.put("baselineCumulativeHazardAtZero", baseline(one, fit, unit));
    }
    if (include.contains("proportional-hazards")) {
      result.put(
          "proportionalHazards",
          SurvivalCase.object(
              "km", proportional(one, fit, ProportionalHazards.TimeScale.KAPLAN_MEIER),
              "identity", proportional(one, fit, ProportionalHazards.TimeScale.IDENTITY),
              "rank", proportional(one, fit, ProportionalHazards.TimeScale.RANK)));
    }
    if (include.contains("residuals")) {
      CoxResiduals residuals = CoxResiduals.of(fit);
      result.put(
          "residuals",
          SurvivalCase.object(
              "martingale", SurvivalCase.list(residuals.martingale()),
              "deviance", SurvivalCase.list(residuals.deviance()),
              "schoenfeld", SurvivalCase.rows(residuals.schoenfeld()),
              "schoenfeldTime",
                  Arrays.stream(residuals.schoenfeldTime().toArray())
                      .map(t -> t / unit)
                      .boxed()
                      .toList()));
    }
    return result;
  }

  private static Map<String, Object> test(ChiSquareTest test) {
    return SurvivalCase.object("chiSquare", test.chiSquare(), "df", test.df(), "p", test.p());
  }

  private static Map<String, Object> baseline(SurvivalCase one, CoxFit fit, double unit) {
    CoxHazard hazard = CoxHazard.atZero(fit);
    Map<String, Object> result =
        SurvivalCase.object(
            "time",
            Arrays.stream(hazard.time().toArray()).map(t -> t / unit).boxed().toList(),
            "hazard",
            SurvivalCase.list(hazard.cumulativeHazard()));
    if (one.has("strata")) {
      List<String> labels = List.copyOf(new TreeSet<>(one.strataLabels()));
      result.put(
          "strata", Arrays.stream(hazard.stratum().toArray()).mapToObj(labels::get).toList());
    }
    return result;
  }

  private static Map<String, Object> proportional(
      SurvivalCase one, CoxFit fit, ProportionalHazards.TimeScale scale) {
    ProportionalHazards tests = ProportionalHazards.of(fit, scale);
    List<ChiSquareTest> all = new ArrayList<>(tests.terms());
    all.add(tests.global());
    List<String> terms = new ArrayList<>(one.names("covariates"));
    terms.add("global");
    return SurvivalCase.object(
        "terms", terms,
        "chiSquare", all.stream().map(ChiSquareTest::chiSquare).toList(),
        "df", all.stream().map(ChiSquareTest::df).toList(),
        "p", all.stream().map(ChiSquareTest::p).toList());
  }
}
