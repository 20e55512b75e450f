package org.trialwright.requests;

import java.util.Arrays;
import java.util.List;
import org.trialwright.statistics.ChiSquareTest;
import org.trialwright.statistics.CumulativeIncidence;
import org.trialwright.statistics.FineGray;
import org.trialwright.statistics.GrayTest;
import org.trialwright.statistics.Numbers;

/** Several causes, of which the first to happen ends the others. */
final class CompetingMethods {
  static final List<Method> ALL =
      List.of(
          new Method(
              "cumulative-incidence",
              List.of(
                  Role.number("time"),
                  Role.code("cause"),
                  Role.text("group").optional(),
                  Role.texts("strata").optional()),
              List.of(
                  Parameter.texts("groups").orNull(),
                  Parameter.numbers("times"),
                  Parameter.whole("censoredCode")),
              CompetingMethods::cumulativeIncidence),
          new Method(
              "fine-gray",
              List.of(Role.number("time"), Role.code("cause"), Role.numbers("covariates")),
              List.of(
                  Parameter.whole("eventCode"),
                  Parameter.whole("censoredCode"),
                  Parameter.number("confidenceLevel"),
                  Parameter.wholes("predictRows")),
              CompetingMethods::fineGray));

  private CompetingMethods() {}

  /** Causes counted from 1 in the order of their codes; censored is 0. */
  private static final class Causes {
    private final List<Integer> codes;
    private final int[] ofRow;

    private Causes(List<Integer> codes, int[] ofRow) {
      this.codes = codes;
      this.ofRow = ofRow;
    }

    static Causes of(Request request) {
      int[] codes = request.codes("cause");
      int censored = request.arguments().whole("censoredCode");
      var causes =
          Arrays.stream(codes).filter(one -> one != censored).distinct().sorted().boxed().toList();
      return new Causes(
          causes,
          Arrays.stream(codes).map(one -> one == censored ? 0 : causes.indexOf(one) + 1).toArray());
    }

    List<Integer> codes() {
      return codes;
    }

    int[] ofRow() {
      return ofRow;
    }
  }

  private static Result cumulativeIncidence(Request request) {
    var groups = Grouping.ofOptional(request);
    int count = groups.labels().size();
    var causes = Causes.of(request);
    double[] time = request.numbers("time");
    double[] times = request.arguments().numbers("times");
    int kinds = causes.codes().size();
    var curves = CumulativeIncidence.byGroup(time, causes.ofRow(), kinds, groups.ofRow(), count);
    var result = new Result();
    for (int g = 0; g < count; g++) {
      put(result.in("curves").in(groups.labels().get(g)), curves.get(g), causes, times);
    }
    if (count > 1) {
      var test = GrayTest.of(time, causes.ofRow(), kinds, groups.ofRow(), count);
      putTests(result.in("grayTest"), test, causes, 0);
      putTests(result.in("grayTestRho1"), test, causes, 1);
      if (request.has("strata")) {
        var strata = Strata.of(request);
        putTests(
            result.in("grayTestStratified"),
            GrayTest.stratified(
                time, causes.ofRow(), kinds, groups.ofRow(), count, strata.ofRow(), strata.size()),
            causes,
            0);
      }
    }
    return result;
  }

  private static void put(Result result, CumulativeIncidence curve, Causes causes, double[] times) {
    result
        .put("n", curve.n())
        .put("time", curve.time())
        .put("nRisk", curve.atRisk())
        .put("eventFree", curve.eventFree());
    for (int c = 0; c < causes.codes().size(); c++) {
      int cause = c + 1;
      var points = Arrays.stream(times).mapToObj(t -> curve.at(t, cause)).toList();
      result
          .in("causes")
          .in(String.valueOf(causes.codes().get(c)))
          .put("cif", curve.incidence(cause))
          .put("seInfinitesimalJackknife", curve.standardError(cause))
          .in("atTimes")
          .put("cif", points.stream().mapToDouble(CumulativeIncidence.Point::incidence).toArray())
          .put(
              "seInfinitesimalJackknife",
              points.stream().mapToDouble(CumulativeIncidence.Point::standardError).toArray())
          .putEstimates(
              "varianceAalen",
              points.stream().map(CumulativeIncidence.Point::varianceAalen).toList())
          .put(
              "varianceGreenwood",
              points.stream().mapToDouble(CumulativeIncidence.Point::varianceGreenwood).toArray());
    }
  }

  private static void putTests(Result result, GrayTest test, Causes causes, double rho) {
    for (int c = 0; c < causes.codes().size(); c++) {
      var found = test.test(c + 1, rho);
      var of = result.in(String.valueOf(causes.codes().get(c)));
      found
          .test()
          .ifPresentOrElse(
              one -> put(of, one),
              () ->
                  of.putNull("chiSquare").put("df", 0).putNull("p").put("reason", found.whyNot()));
    }
  }

  private static void put(Result result, ChiSquareTest test) {
    result.put("chiSquare", test.chiSquare()).put("df", test.df()).put("p", test.p());
  }

  private static Result fineGray(Request request) {
    var given = request.arguments();
    int event = given.whole("eventCode");
    int censored = given.whole("censoredCode");
    if (event == censored) {
      throw new Refusal(
          "case.json: arguments.eventCode", "the event and the censored rows have one code");
    }
    int[] cause =
        Arrays.stream(request.codes("cause"))
            .map(one -> one == censored ? 0 : one == event ? 1 : 2)
            .toArray();
    var columns = request.columns("covariates");
    for (int row : given.wholes("predictRows")) {
      if (row < 1 || row > request.size()) {
        throw new Refusal(
            "case.json: arguments.predictRows",
            "there is no row %s; rows are counted from 1 to %s".formatted(row, request.size()));
      }
    }
    var fitted =
        FineGray.fit(
            request.numbers("time"),
            cause,
            given.number("confidenceLevel"),
            columns.toArray(double[][]::new));
    return switch (fitted) {
      case FineGray.Fit fit -> result(fit, columns, given.wholes("predictRows"));
      case FineGray.NotEstimable(var reason, var sentence) ->
          new Result()
              .put("estimable", false)
              .put("reason", reason.code())
              .put("sentence", sentence);
    };
  }

  private static Result result(FineGray.Fit fit, List<double[]> columns, int[] rows) {
    List<Numbers> predicted =
        Arrays.stream(rows)
            .mapToObj(row -> fit.incidence(columns.stream().mapToDouble(x -> x[row - 1]).toArray()))
            .toList();
    var result =
        new Result()
            .put("coefficients", fit.coefficients())
            .put("subdistributionHazardRatio", fit.ratios())
            .put("seRobust", fit.standardErrors())
            .put("z", fit.z())
            .put("p", fit.p())
            .put("lower", fit.lower())
            .put("upper", fit.upper())
            .putRows("covarianceRobust", fit.covariance())
            .putRows("information", fit.information())
            .put("logPseudoLikelihoodNull", fit.logLikelihoodNull())
            .put("logPseudoLikelihood", fit.logLikelihood());
    result.in("predictedCif").put("time", fit.baseline().time()).putRows("cif", predicted);
    return result;
  }
}
