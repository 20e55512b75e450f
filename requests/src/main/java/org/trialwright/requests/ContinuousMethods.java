package org.trialwright.requests;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.trialwright.statistics.Ancova;
import org.trialwright.statistics.OneWay;
import org.trialwright.statistics.Quantiles;
import org.trialwright.statistics.Summary;
import org.trialwright.statistics.TwoMeans;
import org.trialwright.statistics.Wilcoxon;

/** Measurements, once for each participant. */
final class ContinuousMethods {
  static final List<Method> ALL =
      List.of(
          new Method(
              "continuous-two-groups",
              List.of(Role.number("y"), Role.text("group"), Role.number("baseline").optional()),
              List.of(
                  Parameter.texts("groups"),
                  Parameter.number("confidenceLevel"),
                  Parameter.numbers("probabilities")),
              ContinuousMethods::twoGroups),
          new Method(
              "k-groups",
              List.of(Role.number("y"), Role.text("group")),
              List.of(Parameter.texts("groups")),
              ContinuousMethods::moreGroups));

  private ContinuousMethods() {}

  private static Result twoGroups(Request request) {
    int[] groups = request.twoGroups();
    double[] y = request.numbers("y");
    double[] first = Request.of(y, groups, 0);
    double[] second = Request.of(y, groups, 1);
    double level = request.arguments().number("confidenceLevel");
    double[] probabilities = request.arguments().numbers("probabilities");
    var result =
        new Result()
            .putResults(
                "summary", List.of(summary(first, probabilities), summary(second, probabilities)));
    put(result.in("welch"), TwoMeans.welch(first, second, level));
    put(result.in("pooled"), TwoMeans.pooled(first, second, level));
    var ratio = TwoMeans.varianceRatio(first, second);
    result.in("varianceRatio").put("f", ratio.f()).put("p", ratio.p());
    put(result.in("wilcoxon"), Wilcoxon.of(first, second, level));
    if (request.has("baseline")) {
      var isSecond = new boolean[y.length];
      for (int i = 0; i < y.length; i++) {
        isSecond[i] = groups[i] == 1;
      }
      put(result.in("ancova"), Ancova.fit(y, isSecond, request.numbers("baseline"), level));
    }
    return result;
  }

  private static Result summary(double[] values, double[] probabilities) {
    var summary = Summary.of(values);
    return new Result()
        .put("n", summary.n())
        .put("mean", summary.mean())
        .put("sd", summary.sd())
        .put("median", summary.median())
        .put("min", summary.min())
        .put("max", summary.max())
        .put("geometricMean", summary.geometricMean())
        .put("quantilesType7", Quantiles.of(values, probabilities, Quantiles.Type.TYPE_7))
        .put("quantilesType2", Quantiles.of(values, probabilities, Quantiles.Type.TYPE_2));
  }

  private static void put(Result result, TwoMeans means) {
    result
        .put("t", means.t())
        .put("df", means.df())
        .put("p", means.p())
        .put("difference", means.difference())
        .put("lower", means.lower())
        .put("upper", means.upper());
  }

  private static void put(Result result, Wilcoxon wilcoxon) {
    result
        .put("w", wilcoxon.w())
        .put("pNormalContinuity", wilcoxon.pNormalContinuity())
        .put("pNormal", wilcoxon.pNormal())
        .put("hodgesLehmann", wilcoxon.hodgesLehmann());
    if (wilcoxon.exact() instanceof Wilcoxon.Exact.Known exact) {
      result
          .put("pExact", exact.p())
          .in("hodgesLehmannExact")
          .put("lower", exact.lower())
          .put("upper", exact.upper());
    }
  }

  private static void put(Result result, Ancova ancova) {
    var model = ancova.model();
    result
        .put("coefficients", model.coefficients())
        .put("se", model.se())
        .put("t", model.t())
        .put("p", model.p())
        .put("lower", model.lower())
        .put("upper", model.upper())
        .put("sigma", model.sigma())
        .put("df", model.df())
        .put("rSquared", model.rSquared())
        .put("adjustedMeans", ancova.adjustedMeans())
        .put("adjustedMeansSe", ancova.adjustedMeansSe());
  }

  private static Result moreGroups(Request request) {
    int[] groups = request.groups();
    double[] y = request.numbers("y");
    var values =
        new ArrayList<double[]>(
            IntStream.range(0, request.arguments().texts("groups").size())
                .mapToObj(g -> Request.of(y, groups, g))
                .toList());
    var ranks = OneWay.kruskalWallis(values);
    var result = new Result();
    result
        .in("kruskalWallis")
        .put("chiSquare", ranks.chiSquare())
        .put("df", ranks.df())
        .put("p", ranks.p());
    put(result.in("anova"), OneWay.anova(values));
    put(result.in("welch"), OneWay.welch(values));
    return result;
  }

  private static void put(Result result, OneWay test) {
    result.put("f", test.f()).put("df1", test.df1()).put("df2", test.df2()).put("p", test.p());
  }
}
