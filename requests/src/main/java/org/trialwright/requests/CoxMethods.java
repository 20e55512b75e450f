package org.trialwright.requests;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.trialwright.statistics.ChiSquareTest;
import org.trialwright.statistics.Concordance;
import org.trialwright.statistics.CoxFit;
import org.trialwright.statistics.CoxHazard;
import org.trialwright.statistics.CoxModel;
import org.trialwright.statistics.CoxNotEstimable;
import org.trialwright.statistics.CoxResiduals;
import org.trialwright.statistics.CoxRobust;
import org.trialwright.statistics.ProportionalHazards;
import org.trialwright.statistics.Ties;

/** The proportional-hazards model. */
final class CoxMethods {
  private static final String BASELINE = "baseline-hazard";
  private static final String PROPORTIONAL = "proportional-hazards";
  private static final String RESIDUALS = "residuals";

  static final List<Method> ALL =
      List.of(
          new Method(
              "cox",
              List.of(
                  Role.number("time"),
                  Role.event("status"),
                  Role.numbers("covariates"),
                  Role.number("start").optional(),
                  Role.texts("strata").optional(),
                  Role.text("cluster").optional(),
                  Role.number("weights").optional()),
              List.of(
                  Parameter.choice("ties", "efron", "breslow", "exact"),
                  Parameter.flag("robust"),
                  Parameter.number("confidenceLevel"),
                  Parameter.texts("include", BASELINE, PROPORTIONAL, RESIDUALS)),
              CoxMethods::cox));

  private CoxMethods() {}

  private static Result cox(Request request) {
    var given = request.arguments();
    var strata = Strata.of(request);
    CoxModel model =
        CoxModel.of(
                SurvivalMethods.followUp(request),
                request.columns("covariates").toArray(double[][]::new))
            .withTies(Ties.valueOf(given.text("ties").toUpperCase(Locale.ROOT)));
    if (request.has("strata")) {
      model = model.withStrata(strata.ofRow(), strata.size());
    }
    if (request.has("cluster")) {
      String[] labels = request.texts("cluster");
      var known = new ArrayList<>(new TreeSet<>(Arrays.asList(labels)));
      var places = new java.util.HashMap<String, Integer>();
      known.forEach(label -> places.put(label, places.size()));
      model =
          model.withClusters(Arrays.stream(labels).mapToInt(places::get).toArray(), places.size());
    }
    if (request.has("weights")) {
      model = model.withWeights(request.numbers("weights"));
    }
    return switch (model.fit()) {
      case CoxFit fit -> fitted(request, fit, strata);
      case CoxNotEstimable none -> notEstimable(none);
    };
  }

  private static Result notEstimable(CoxNotEstimable none) {
    var result =
        new Result()
            .put("estimable", false)
            .put("reason", none.reason().code())
            .put("sentence", none.sentence())
            .put("logLikelihoodSupremum", none.logLikelihoodSupremum());
    result.in("score").put("chiSquare", none.score());
    return result;
  }

  private static Result fitted(Request request, CoxFit fit, Strata strata) {
    var given = request.arguments();
    double level = given.number("confidenceLevel");
    boolean robust = given.flag("robust");
    var result =
        new Result()
            .put("estimable", true)
            .put("n", fit.n())
            .put("events", fit.events())
            .put("coefficients", fit.coefficients())
            .put("hazardRatio", fit.hazardRatios())
            .put("se", fit.standardErrors())
            .putRows("covariance", fit.covariance())
            .put("logLikelihoodNull", fit.logLikelihoodNull())
            .put("logLikelihood", fit.logLikelihood());
    put(result.in("likelihoodRatio"), fit.likelihoodRatio());
    put(result.in("score"), fit.score());
    put(result.in("wald"), fit.wald());
    if (robust) {
      var sandwich = CoxRobust.of(fit);
      result
          .in("robust")
          .put("se", sandwich.standardErrors())
          .putRows("covariance", sandwich.covariance())
          .put("waldChiSquare", sandwich.wald().chiSquare())
          .put("scoreChiSquare", sandwich.score().chiSquare());
      put(
          result.in("perCoefficient").put("seUsed", "robust"),
          fit.perCoefficient(sandwich.standardErrors(), level));
    } else {
      put(result.in("perCoefficient").put("seUsed", "model"), fit.perCoefficient(level));
    }
    var concordance = Concordance.of(fit);
    result
        .in("concordance")
        .put("concordant", concordance.concordant())
        .put("discordant", concordance.discordant())
        .put("tiedRisk", concordance.tiedRisk())
        .put("tiedTime", concordance.tiedTime())
        .put("c", concordance.c())
        .put("se", concordance.standardError());
    include(request, fit, strata, Set.copyOf(given.texts("include")), result);
    return result;
  }

  private static void put(Result result, ChiSquareTest test) {
    result.put("chiSquare", test.chiSquare()).put("df", test.df()).put("p", test.p());
  }

  private static void put(Result result, CoxFit.PerCoefficient each) {
    result
        .put("z", each.z())
        .put("p", each.p())
        .put("lowerHazardRatio", each.lower())
        .put("upperHazardRatio", each.upper());
  }

  private static void include(
      Request request, CoxFit fit, Strata strata, Set<String> asked, Result result) {
    if (asked.contains(BASELINE)) {
      var hazard = CoxHazard.atZero(fit);
      var baseline =
          result
              .in("baselineCumulativeHazardAtZero")
              .put("time", hazard.time())
              .put("hazard", hazard.cumulativeHazard());
      if (request.has("strata")) {
        baseline.putTexts(
            "strata", Arrays.stream(hazard.stratum().toArray()).mapToObj(strata::label).toList());
      }
    }
    if (asked.contains(PROPORTIONAL)) {
      var terms = new ArrayList<>(request.names("covariates"));
      terms.add("global");
      var tests = result.in("proportionalHazards");
      put(tests.in("km"), terms, fit, ProportionalHazards.TimeScale.KAPLAN_MEIER);
      put(tests.in("identity"), terms, fit, ProportionalHazards.TimeScale.IDENTITY);
      put(tests.in("rank"), terms, fit, ProportionalHazards.TimeScale.RANK);
    }
    if (asked.contains(RESIDUALS)) {
      var residuals = CoxResiduals.of(fit);
      result
          .in("residuals")
          .put("martingale", residuals.martingale())
          .put("deviance", residuals.deviance())
          .putRows("schoenfeld", residuals.schoenfeld())
          .put("schoenfeldTime", residuals.schoenfeldTime());
    }
  }

  private static void put(
      Result result, List<String> terms, CoxFit fit, ProportionalHazards.TimeScale scale) {
    var tests = ProportionalHazards.of(fit, scale);
    var all = new ArrayList<ChiSquareTest>(tests.terms());
    all.add(tests.global());
    result
        .putTexts("terms", terms)
        .put("chiSquare", all.stream().mapToDouble(ChiSquareTest::chiSquare).toArray())
        .put("df", all.stream().mapToInt(ChiSquareTest::df).toArray())
        .put("p", all.stream().mapToDouble(ChiSquareTest::p).toArray());
  }
}
