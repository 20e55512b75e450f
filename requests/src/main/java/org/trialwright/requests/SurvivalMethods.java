package org.trialwright.requests;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.trialwright.statistics.Estimate;
import org.trialwright.statistics.FollowUp;
import org.trialwright.statistics.IntervalScale;
import org.trialwright.statistics.KaplanMeier;
import org.trialwright.statistics.Limits;
import org.trialwright.statistics.LogRank;
import org.trialwright.statistics.RestrictedMean;
import org.trialwright.statistics.SurvivalAtTime;
import org.trialwright.statistics.SurvivalCurve;
import org.trialwright.statistics.Weight;

/** Times to one kind of event. */
final class SurvivalMethods {
  private static final Role TIME = Role.number("time");
  private static final Role STATUS = Role.event("status");
  private static final Role GROUP = Role.text("group");
  private static final Parameter GROUPS = Parameter.texts("groups");
  private static final Parameter LEVEL = Parameter.number("confidenceLevel");

  static final List<Method> ALL =
      List.of(
          new Method(
              "kaplan-meier",
              List.of(TIME, STATUS, GROUP.optional(), Role.number("start").optional()),
              List.of(
                  GROUPS.orNull(),
                  LEVEL,
                  Parameter.numbers("times"),
                  Parameter.numbers("probabilities")),
              SurvivalMethods::kaplanMeier),
          new Method(
              "logrank", List.of(TIME, STATUS, GROUP), List.of(GROUPS), SurvivalMethods::logRank),
          new Method(
              "logrank-stratified",
              List.of(TIME, STATUS, GROUP, Role.texts("strata")),
              List.of(GROUPS),
              SurvivalMethods::logRank),
          new Method(
              "survival-difference-at-time",
              List.of(TIME, STATUS, GROUP),
              List.of(GROUPS, Parameter.number("time"), Parameter.number("margin"), LEVEL),
              SurvivalMethods::atTime),
          new Method(
              "rmst",
              List.of(TIME, STATUS, GROUP),
              List.of(GROUPS, Parameter.number("tau"), LEVEL),
              SurvivalMethods::restrictedMean),
          new Method(
              "reverse-kaplan-meier",
              List.of(TIME, STATUS),
              List.of(Parameter.numbers("probabilities"), Parameter.choice("ciType", "log"), LEVEL),
              SurvivalMethods::reverse));

  /** The scales of limits at fixed times and of quantiles; curves have all. */
  private static final Map<String, IntervalScale> THREE_SCALES = scales(3);

  private static final Map<String, IntervalScale> ALL_SCALES = scales(5);

  private SurvivalMethods() {}

  private static Map<String, IntervalScale> scales(int count) {
    Map<String, IntervalScale> scales = new LinkedHashMap<>();
    scales.put("plain", IntervalScale.PLAIN);
    scales.put("log", IntervalScale.LOG);
    scales.put("loglog", IntervalScale.LOG_LOG);
    if (count > 3) {
      scales.put("logit", IntervalScale.LOGIT);
      scales.put("arcsin", IntervalScale.ARCSIN);
    }
    return scales;
  }

  /** Follow-up by the roles time, status and, where given, start. */
  static FollowUp followUp(Request request) {
    double[] time = request.numbers("time");
    int[] status = request.codes("status");
    return request.has("start")
        ? FollowUp.of(request.numbers("start"), time, status)
        : FollowUp.of(time, status);
  }

  private static Result kaplanMeier(Request request) {
    var groups = Grouping.ofOptional(request);
    var curves = KaplanMeier.curves(followUp(request), groups.ofRow(), groups.labels().size());
    var result = new Result();
    for (int g = 0; g < curves.size(); g++) {
      put(result.in("curves").in(groups.labels().get(g)), curves.get(g), request.arguments());
    }
    return result;
  }

  private static void put(Result result, SurvivalCurve curve, Arguments given) {
    double level = given.number("confidenceLevel");
    result
        .put("n", curve.n())
        .put("events", curve.events())
        .put("time", curve.time())
        .put("nRisk", curve.atRisk())
        .put("nEvent", curve.eventsAt())
        .put("nCensor", curve.censoredAt())
        .put("survival", curve.survival())
        .put("seGreenwood", curve.standardError())
        .put("cumulativeHazardNelsonAalen", curve.cumulativeHazard())
        .put("seNelsonAalen", curve.cumulativeHazardError());
    ALL_SCALES.forEach(
        (name, scale) -> {
          var band = curve.band(scale, level);
          result.in("ci").in(name).put("lower", band.lower()).put("upper", band.upper());
        });
    double[] times = given.numbers("times");
    var points = Arrays.stream(times).mapToObj(curve::at).toList();
    var atTimes = result.in("atTimes");
    atTimes
        .put("nRisk", points.stream().mapToInt(SurvivalCurve.Point::atRisk).toArray())
        .put("survival", points.stream().mapToDouble(SurvivalCurve.Point::survival).toArray())
        .putEstimates(
            "seGreenwood", points.stream().map(SurvivalCurve.Point::standardError).toList());
    THREE_SCALES.forEach(
        (name, scale) ->
            put(
                atTimes.in("ci").in(name),
                Arrays.stream(times).mapToObj(t -> curve.limitsAt(t, scale, level)).toList()));
    double[] probabilities = given.numbers("probabilities");
    var quantiles = result.in("quantiles");
    quantiles.putEstimates(
        "estimate", Arrays.stream(probabilities).mapToObj(curve::quantile).toList());
    THREE_SCALES.forEach(
        (name, scale) ->
            put(
                quantiles.in("ci").in(name),
                Arrays.stream(probabilities)
                    .mapToObj(p -> curve.quantileLimits(p, scale, level))
                    .toList()));
  }

  private static void put(Result result, List<Limits> limits) {
    result
        .putEstimates("lower", limits.stream().map(Limits::lower).toList())
        .putEstimates("upper", limits.stream().map(Limits::upper).toList());
  }

  private static Result reverse(Request request) {
    var curve = KaplanMeier.reverse(followUp(request));
    double level = request.arguments().number("confidenceLevel");
    double[] probabilities = request.arguments().numbers("probabilities");
    var result =
        new Result()
            .put("median", curve.quantile(0.5))
            .put("time", curve.time())
            .put("survival", curve.survival());
    var quantiles = result.in("quantiles");
    quantiles.putEstimates(
        "estimate", Arrays.stream(probabilities).mapToObj(curve::quantile).toList());
    put(
        quantiles,
        Arrays.stream(probabilities)
            .mapToObj(p -> curve.quantileLimits(p, IntervalScale.LOG, level))
            .toList());
    return result;
  }

  private static Result logRank(Request request) {
    int[] groups = request.groups();
    int count = request.arguments().texts("groups").size();
    var strata = Strata.of(request);
    var test = LogRank.stratified(followUp(request), groups, count, strata.ofRow(), strata.size());
    var result = new Result();
    put(result.in("logrank"), test.compare(new Weight.LogRank()));
    put(result.in("petoPrentice"), test.compare(new Weight.PetoPrentice()));
    if (count == 2) {
      var weights = new LinkedHashMap<String, Weight>();
      weights.put("fh00", new Weight.LogRank());
      weights.put("fh10", new Weight.FlemingHarrington(1, 0));
      weights.put("fh01", new Weight.FlemingHarrington(0, 1));
      weights.put("fh11", new Weight.FlemingHarrington(1, 1));
      weights.put("gehan", new Weight.Gehan());
      weights.put("taroneWare", new Weight.TaroneWare());
      var weighted = result.in("weighted");
      weights.forEach(
          (name, weight) -> {
            var signed = test.signed(weight);
            weighted
                .in(name)
                .put("score", signed.score())
                .put("variance", signed.variance())
                .put("z", signed.z())
                .put("chiSquare", signed.chiSquare())
                .put("p", signed.p());
          });
    }
    return result;
  }

  private static void put(Result result, LogRank.Comparison comparison) {
    result
        .put("n", comparison.n())
        .put("observed", comparison.observed())
        .put("expected", comparison.expected())
        .putRows("variance", comparison.variance());
    comparison
        .test()
        .ifPresentOrElse(
            test ->
                result
                    .put("chiSquare", test.chiSquare())
                    .put("df", test.df())
                    .put("p", test.p())
                    .put("logP", test.logP()),
            () ->
                result
                    .putNull("chiSquare")
                    .put("df", 0)
                    .putNull("p")
                    .putNull("logP")
                    .put("reason", comparison.whyNot()));
  }

  private static List<SurvivalCurve> twoCurves(Request request) {
    return KaplanMeier.curves(followUp(request), request.twoGroups(), 2);
  }

  private static Result atTime(Request request) {
    var given = request.arguments();
    var curves = twoCurves(request);
    var found =
        SurvivalAtTime.of(
            curves.get(0), curves.get(1), given.number("time"), given.number("confidenceLevel"));
    var result = new Result().put("survival", found.survival()).put("se", found.standardError());
    var difference = found.difference();
    result
        .in("difference")
        .put("estimate", difference.estimate())
        .put("se", difference.standardError())
        .put("lower", difference.limits().lower())
        .put("upper", difference.limits().upper())
        .put("z", difference.z())
        .put("p", difference.p());
    var nonInferiority = found.nonInferiority(given.number("margin"));
    result
        .in("nonInferiority")
        .put("z", nonInferiority.z())
        .put("pOneSided", nonInferiority.pOneSided())
        .put("lowerBoundOneSided", nonInferiority.lowerBound());
    var log = found.logMinusLog();
    result
        .in("logMinusLog")
        .put("difference", log.difference())
        .put("se", log.standardError())
        .put("z", log.z())
        .put("chiSquare", log.chiSquare())
        .put("p", log.p());
    result
        .in("ratio")
        .put("estimate", found.ratio().estimate())
        .put("lower", found.ratio().limits().lower())
        .put("upper", found.ratio().limits().upper());
    return result;
  }

  private static Result restrictedMean(Request request) {
    double level = request.arguments().number("confidenceLevel");
    double tau = request.arguments().number("tau");
    var means = new ArrayList<RestrictedMean>();
    twoCurves(request).forEach(curve -> means.add(RestrictedMean.of(curve, tau, level)));
    var result =
        new Result()
            .put("rmst", means.stream().mapToDouble(RestrictedMean::estimate).toArray())
            .put("se", means.stream().mapToDouble(RestrictedMean::standardError).toArray())
            .put("lower", means.stream().mapToDouble(one -> one.limits().lower()).toArray())
            .put("upper", means.stream().mapToDouble(one -> one.limits().upper()).toArray())
            .put(
                "restrictedMeanTimeLost",
                means.stream().mapToDouble(RestrictedMean::timeLost).toArray());
    var comparison = means.get(0).against(means.get(1), level);
    result
        .in("difference")
        .put("estimate", comparison.difference())
        .put("se", comparison.standardError())
        .put("lower", comparison.limits().lower())
        .put("upper", comparison.limits().upper())
        .put("z", comparison.z())
        .put("p", comparison.p());
    result
        .in("ratio")
        .put("estimate", Estimate.of(comparison.ratio().estimate()))
        .put("lower", comparison.ratio().limits().lower())
        .put("upper", comparison.ratio().limits().upper())
        .put("p", comparison.ratio().p());
    return result;
  }
}
