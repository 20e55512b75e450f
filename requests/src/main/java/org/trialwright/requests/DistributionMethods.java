package org.trialwright.requests;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.trialwright.statistics.Distribution;
import org.trialwright.statistics.Multiplicity;

/** Distributions, and p values adjusted for their number. */
final class DistributionMethods {
  static final List<Method> ALL =
      List.of(
          new Method(
              "distributions",
              List.of(),
              Parameter.requests(
                  Parameter.choice(
                      "distribution",
                      "normal",
                      "chi-square",
                      "t",
                      "f",
                      "beta",
                      "gamma",
                      "binomial",
                      "hypergeometric"),
                  Parameter.numbers("x").optional(),
                  Parameter.numbers("p").optional(),
                  Parameter.texts(
                      "functions",
                      "cdf",
                      "upper",
                      "logUpper",
                      "upperInclusive",
                      "mass",
                      "quantile"),
                  Parameter.number("df").optional(),
                  Parameter.number("df1").optional(),
                  Parameter.number("df2").optional(),
                  Parameter.number("shape1").optional(),
                  Parameter.number("shape2").optional(),
                  Parameter.number("shape").optional(),
                  Parameter.whole("trials").optional(),
                  Parameter.number("probability").optional(),
                  Parameter.whole("successes").optional(),
                  Parameter.whole("failures").optional(),
                  Parameter.whole("draws").optional()),
              request -> Result.answers(request, DistributionMethods::functions)),
          new Method(
              "multiplicity-adjustment",
              List.of(),
              List.of(Parameter.numbers("pValues")),
              DistributionMethods::multiplicity));

  private DistributionMethods() {}

  private static Distribution distribution(Arguments given) {
    return switch (given.text("distribution")) {
      case "normal" -> new Distribution.Normal();
      case "chi-square" -> new Distribution.ChiSquare(given.number("df"));
      case "t" -> new Distribution.StudentT(given.number("df"));
      case "f" -> new Distribution.FisherF(given.number("df1"), given.number("df2"));
      case "beta" -> new Distribution.Beta(given.number("shape1"), given.number("shape2"));
      case "gamma" -> new Distribution.Gamma(given.number("shape"));
      case "binomial" ->
          new Distribution.Binomial(given.whole("trials"), given.number("probability"));
      case "hypergeometric" ->
          new Distribution.Hypergeometric(
              given.whole("successes"), given.whole("failures"), given.whole("draws"));
      default -> throw new IllegalStateException(given.text("distribution") + " was let through");
    };
  }

  private static Result functions(Arguments given) {
    Distribution distribution = distribution(given);
    var result = new Result();
    for (String function : given.texts("functions")) {
      double[] at = given.numbers(function.equals("quantile") ? "p" : "x");
      result.put(function, Arrays.stream(at).map(of(distribution, function)).toArray());
    }
    return result;
  }

  private static DoubleUnaryOperator of(Distribution distribution, String function) {
    return switch (function) {
      case "cdf" -> distribution::cdf;
      case "upper" -> distribution::upper;
      case "logUpper" -> distribution::logUpper;
      case "upperInclusive" -> x -> discrete(distribution, function).upperInclusive(whole(x));
      case "mass" -> x -> discrete(distribution, function).mass(whole(x));
      default -> p -> continuous(distribution).quantile(p);
    };
  }

  private static Distribution.Discrete discrete(Distribution distribution, String function) {
    if (distribution instanceof Distribution.Discrete discrete) {
      return discrete;
    }
    throw new IllegalArgumentException(
        "'%s' is for the binomial and the hypergeometric distribution".formatted(function));
  }

  private static Distribution.Continuous continuous(Distribution distribution) {
    if (distribution instanceof Distribution.Continuous continuous) {
      return continuous;
    }
    throw new IllegalArgumentException("'quantile' is for distributions with a density");
  }

  private static int whole(double x) {
    if (x != Math.rint(x) || Math.abs(x) > 1e9) {
      throw new IllegalArgumentException("x is %s; it must be a whole number".formatted(x));
    }
    return (int) x;
  }

  private static Result multiplicity(Request request) {
    var adjusted = Multiplicity.of(request.arguments().numbers("pValues"));
    return new Result()
        .put("holm", adjusted.holm())
        .put("hochberg", adjusted.hochberg())
        .put("hommel", adjusted.hommel())
        .put("benjaminiHochberg", adjusted.benjaminiHochberg())
        .put("benjaminiYekutieli", adjusted.benjaminiYekutieli())
        .put("bonferroni", adjusted.bonferroni());
  }
}
