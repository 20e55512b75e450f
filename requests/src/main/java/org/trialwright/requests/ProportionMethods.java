package org.trialwright.requests;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.trialwright.statistics.FisherExact;
import org.trialwright.statistics.MantelHaenszel;
import org.trialwright.statistics.MantelHaenszel.Table;
import org.trialwright.statistics.OneProportion;
import org.trialwright.statistics.PersonTimeRate;
import org.trialwright.statistics.TwoProportions;

/** Proportions and rates. */
final class ProportionMethods {
  static final List<Method> ALL =
      List.of(
          new Method(
              "binomial-interval",
              List.of(),
              Parameter.requests(
                  Parameter.whole("events"),
                  Parameter.whole("total"),
                  Parameter.number("confidenceLevel"),
                  Parameter.number("nullProportion")),
              request -> Result.answers(request, ProportionMethods::oneProportion)),
          new Method(
              "two-proportions",
              List.of(),
              Parameter.requests(
                  Parameter.whole("events1"),
                  Parameter.whole("total1"),
                  Parameter.whole("events0"),
                  Parameter.whole("total0"),
                  Parameter.number("margin"),
                  Parameter.number("confidenceLevel")),
              request -> Result.answers(request, ProportionMethods::twoProportions)),
          new Method(
              "cochran-mantel-haenszel",
              List.of(Role.event("outcome"), Role.text("group"), Role.texts("strata")),
              List.of(Parameter.texts("groups"), Parameter.number("confidenceLevel")),
              ProportionMethods::mantelHaenszel),
          new Method(
              "person-time-rate",
              List.of(),
              Parameter.requests(
                  Parameter.whole("events1"),
                  Parameter.number("personTime1"),
                  Parameter.whole("events0").optional(),
                  Parameter.number("personTime0").optional(),
                  Parameter.number("confidenceLevel")),
              request -> Result.answers(request, ProportionMethods::personTime)));

  private ProportionMethods() {}

  private static Result oneProportion(Arguments given) {
    var seen = OneProportion.of(given.whole("events"), given.whole("total"));
    double level = given.number("confidenceLevel");
    var test = seen.exactTest(given.number("nullProportion"));
    var result =
        new Result()
            .put("estimate", seen.estimate())
            .put("clopperPearson", seen.clopperPearson(level))
            .put("wilson", seen.wilson(level))
            .put("wilsonContinuity", seen.wilsonContinuity(level))
            .put("agrestiCoull", seen.agrestiCoull(level))
            .put("jeffreys", seen.jeffreys(level))
            .put("wald", seen.wald(level))
            .put("midP", seen.midP(level));
    result
        .in("exactTest")
        .put("p", test.p())
        .put("pGreater", test.pGreater())
        .put("pLess", test.pLess());
    return result;
  }

  private static Result twoProportions(Arguments given) {
    var seen =
        TwoProportions.of(
            given.whole("events1"),
            given.whole("total1"),
            given.whole("events0"),
            given.whole("total0"));
    double level = given.number("confidenceLevel");
    double margin = given.number("margin");
    var result =
        new Result()
            .put("riskDifference", seen.riskDifference())
            .put("wald", seen.wald(level))
            .put("newcombe", seen.newcombe(level))
            .put("miettinenNurminen", seen.miettinenNurminen(level))
            .put("mee", seen.mee(level));
    putRatio(result, "riskRatio", seen.riskRatio(level));
    putRatio(result, "oddsRatio", seen.oddsRatio(level));
    var nonInferiority = result.in("nonInferiority");
    put(nonInferiority, "miettinenNurminen", seen.nonInferiorityMiettinenNurminen(margin));
    put(nonInferiority, "farringtonManning", seen.nonInferiorityFarringtonManning(margin));
    put(nonInferiority, "wald", seen.nonInferiorityWald(margin));
    put(result, "chiSquareTest", seen.chiSquareTest());
    put(result, "chiSquareTestContinuity", seen.chiSquareTestContinuity());
    var fisher =
        FisherExact.of(
            given.whole("events1"),
            given.whole("total1"),
            given.whole("events0"),
            given.whole("total0"),
            level);
    result
        .in("fisher")
        .put("p", fisher.p())
        .put("pGreater", fisher.pGreater())
        .put("pLess", fisher.pLess())
        .in("conditionalOddsRatio")
        .put("estimate", fisher.oddsRatio())
        .put("lower", fisher.lower())
        .put("upper", fisher.upper());
    return result;
  }

  private static void put(Result result, String name, TwoProportions.NonInferiority test) {
    result.in(name).put("z", test.z()).put("pOneSided", test.pOneSided());
  }

  private static void put(Result result, String name, TwoProportions.ChiSquareTest test) {
    result.in(name).put("chiSquare", test.chiSquare()).put("p", test.p());
  }

  private static void putRatio(Result result, String name, TwoProportions.Ratio ratio) {
    result
        .in(name)
        .put("estimate", ratio.estimate())
        .put("lower", ratio.lower())
        .put("upper", ratio.upper());
  }

  private static Result mantelHaenszel(Request request) {
    List<Table> strata = strata(request);
    var seen = MantelHaenszel.of(strata);
    double level = request.arguments().number("confidenceLevel");
    var test = seen.test();
    var result =
        new Result()
            .put("chiSquare", test.chiSquare())
            .put("p", test.p())
            .put("chiSquareContinuity", test.chiSquareContinuity())
            .put("pExact", seen.pExact());
    putRatio(result, "oddsRatioMantelHaenszel", seen.oddsRatio(level));
    var difference = seen.riskDifference();
    result
        .in("riskDifferenceMantelHaenszel")
        .put("estimate", difference.estimate())
        .put("seSato", difference.seSato())
        .put("seIndependentBinomial", difference.seIndependentBinomial());
    putRatio(result, "riskRatioMantelHaenszel", seen.riskRatio(level));
    return result.putResults("counts", strata.stream().map(ProportionMethods::counts).toList());
  }

  private static Result counts(Table table) {
    return new Result()
        .put("events1", table.events1())
        .put("total1", table.total1())
        .put("events0", table.events0())
        .put("total0", table.total0());
  }

  private static List<Table> strata(Request request) {
    int[] groups = request.twoGroups();
    boolean[] events = request.events("outcome");
    List<String[]> columns = request.textColumns("strata");
    if (columns.size() != 1) {
      throw new Refusal("case.json: columns.strata", "this must be a list of one column");
    }
    String[] labels = columns.getFirst();
    var counts = new TreeMap<String, int[]>(Labels.ASCENDING);
    for (int i = 0; i < labels.length; i++) {
      int[] four = counts.computeIfAbsent(labels[i], _ -> new int[4]);
      four[groups[i] == 1 ? 1 : 3]++;
      four[groups[i] == 1 ? 0 : 2] += events[i] ? 1 : 0;
    }
    var strata = new ArrayList<Table>();
    counts.values().forEach(four -> strata.add(new Table(four[0], four[1], four[2], four[3])));
    return strata;
  }

  private static Result personTime(Arguments given) {
    double level = given.number("confidenceLevel");
    var one = new PersonTimeRate(given.whole("events1"), given.number("personTime1"));
    var result = new Result();
    var limits = one.garwood(level);
    result
        .in("rate")
        .put("estimate", one.estimate())
        .put("lower", limits.lower())
        .put("upper", limits.upper());
    if (given.has("events0") || given.has("personTime0")) {
      var zero = new PersonTimeRate(given.whole("events0"), given.number("personTime0"));
      var ratio = one.over(zero, level);
      result
          .in("ratio")
          .put("estimate", ratio.estimate())
          .put("lower", ratio.lower())
          .put("upper", ratio.upper())
          .put("p", ratio.p());
    }
    return result;
  }
}
