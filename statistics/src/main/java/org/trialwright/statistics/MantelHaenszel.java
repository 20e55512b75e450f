package org.trialwright.statistics;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Two arms compared within strata, and what the strata have in common. Formulas and conventions:
 * docs/reference/statistics/mantel-haenszel.md.
 */
public final class MantelHaenszel {
  private static final int LARGEST = 100_000;

  private final List<Table> strata;

  private MantelHaenszel(List<Table> strata) {
    this.strata = strata;
  }

  /**
   * Both arms in one stratum.
   *
   * @param events1 0 to total1
   * @param total1 0 or more
   * @param events0 0 to total0
   * @param total0 0 or more
   */
  public record Table(int events1, int total1, int events0, int total0) {
    public Table {
      checkArm("1", events1, total1);
      checkArm("0", events0, total0);
      Check.that(
          total1 + (long) total0 > 0 && total1 + (long) total0 <= Integer.MAX_VALUE,
          "a stratum of %s and %s participants cannot be analysed",
          total1,
          total0);
    }

    private static void checkArm(String arm, int events, int total) {
      Check.that(
          total >= 0 && events >= 0 && events <= total,
          "arm %s of a stratum has %s events among %s; events must be 0 to the total",
          arm,
          events,
          total);
    }

    private double size() {
      return (double) total1 + total0;
    }

    private double events() {
      return (double) events1 + events0;
    }

    private double without1() {
      return (double) total1 - events1;
    }

    private double without0() {
      return (double) total0 - events0;
    }

    private double expected1() {
      return events() * total1 / size();
    }

    private double variance() {
      double size = size();
      return size < 2
          ? 0
          : total1 * (double) total0 * events() * (size - events()) / (size * size * (size - 1));
    }
  }

  /**
   * Strata in any order.
   *
   * @param strata at least one; a stratum with one arm only carries no weight
   */
  public static MantelHaenszel of(List<Table> strata) {
    Check.that(!strata.isEmpty(), "there is no stratum");
    return new MantelHaenszel(List.copyOf(strata));
  }

  private double sum(ToDoubleFunction<Table> part) {
    return strata.stream().mapToDouble(part).sum();
  }

  /**
   * The test that the arms are alike in every stratum (Mantel and Haenszel, JNCI 1959;22:719).
   *
   * @param chiSquare one degree of freedom; not estimable when no stratum tells the arms apart
   * @param p of {@code chiSquare}
   * @param chiSquareContinuity with 1/2 taken from the absolute difference where it is 1/2 or more
   */
  public record Test(Estimate chiSquare, Estimate p, Estimate chiSquareContinuity) {}

  /** Without and with continuity correction. */
  public Test test() {
    double variance = sum(Table::variance);
    if (variance == 0) {
      var none = Estimate.none("no stratum has events and non-events in two arms");
      return new Test(none, none, none);
    }
    double away = Math.abs(sum(t -> t.events1() - t.expected1()));
    double chiSquare = away * away / variance;
    double corrected = away >= 0.5 ? away - 0.5 : away;
    return new Test(
        Estimate.of(chiSquare),
        Estimate.of(new Distribution.ChiSquare(1).upper(chiSquare)),
        Estimate.of(corrected * corrected / variance));
  }

  /** Two-sided exact p, conditional on all margins: sums that are no likelier than the one seen. */
  public double pExact() {
    var odds = conditional();
    return Unlikely.sum(odds.masses(0), seen() - odds.low());
  }

  /** The common odds ratio, conditional on all margins, with exact limits. */
  public ExactOddsRatio oddsRatioExact(double confidenceLevel) {
    Check.probability("confidenceLevel", confidenceLevel);
    var odds = conditional();
    if (odds.size() == 1) {
      var none = Estimate.none("the margins leave only one table");
      return new ExactOddsRatio(none, none, none);
    }
    double tail = (1 - confidenceLevel) / 2;
    return new ExactOddsRatio(
        Estimate.of(odds.mostLikely(seen())),
        Estimate.of(odds.lower(seen(), tail)),
        Estimate.of(odds.upper(seen(), tail)));
  }

  /**
   * A common odds ratio from the conditional likelihood.
   *
   * @param estimate may be 0 or ∞
   * @param lower exact
   * @param upper exact
   */
  public record ExactOddsRatio(Estimate estimate, Estimate lower, Estimate upper) {}

  private int seen() {
    return strata.stream().mapToInt(Table::events1).sum();
  }

  private ConditionalOdds conditional() {
    double all = sum(Table::size);
    Check.that(
        all <= LARGEST,
        "%s participants are too many for the exact test; at most %s",
        all,
        LARGEST);
    int low = 0;
    double[] masses = {1};
    for (Table one : strata) {
      var next =
          ConditionalOdds.ofTables(one.total1(), one.total0(), one.events1() + one.events0());
      low += next.low();
      masses = convolved(masses, next.masses(0));
    }
    for (int i = 0; i < masses.length; i++) {
      masses[i] = Math.log(masses[i]);
    }
    return ConditionalOdds.ofLogs(low, masses);
  }

  private static double[] convolved(double[] a, double[] b) {
    var sums = new double[a.length + b.length - 1];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b.length; j++) {
        sums[i + j] += a[i] * b[j];
      }
    }
    return sums;
  }

  /**
   * The common odds ratio; variance of its logarithm by Robins, Breslow and Greenland (Biometrics
   * 1986;42:311).
   */
  public TwoProportions.Ratio oddsRatio(double confidenceLevel) {
    double r = sum(t -> t.events1() * t.without0() / t.size());
    double s = sum(t -> t.events0() * t.without1() / t.size());
    double pr = sum(t -> concordant(t) * t.events1() * t.without0() / t.size());
    double qs = sum(t -> (1 - concordant(t)) * t.events0() * t.without1() / t.size());
    double ps = sum(t -> concordant(t) * t.events0() * t.without1() / t.size());
    double qr = sum(t -> (1 - concordant(t)) * t.events1() * t.without0() / t.size());
    double variance = pr / (2 * r * r) + (ps + qr) / (2 * r * s) + qs / (2 * s * s);
    return TwoProportions.ratio(
        r / s,
        variance,
        confidenceLevel,
        "no stratum has an event in one arm and none in the other");
  }

  private static double concordant(Table t) {
    return (t.events1() + t.without0()) / t.size();
  }

  /**
   * The common risk ratio; variance of its logarithm by Greenland and Robins (Biometrics
   * 1985;41:55).
   */
  public TwoProportions.Ratio riskRatio(double confidenceLevel) {
    double r = sum(t -> t.events1() * (double) t.total0() / t.size());
    double s = sum(t -> t.events0() * (double) t.total1() / t.size());
    double variance =
        sum(
                t ->
                    (t.total1() * (double) t.total0() * t.events()
                            - t.events1() * (double) t.events0() * t.size())
                        / (t.size() * t.size()))
            / (r * s);
    return TwoProportions.ratio(r / s, variance, confidenceLevel, "no events in either arm");
  }

  /**
   * The common risk difference, arm 1 minus arm 0.
   *
   * @param estimate not estimable when no stratum has both arms
   * @param seSato consistent for many small and for few large strata (Sato, Biometrics
   *     1989;45:1323)
   * @param seIndependentBinomial from the binomial variance of each arm and stratum
   */
  public record RiskDifference(
      Estimate estimate, Estimate seSato, Estimate seIndependentBinomial) {}

  /** Risk differences weighted by n1·n0/N. */
  public RiskDifference riskDifference() {
    double weight = sum(t -> t.total1() * (double) t.total0() / t.size());
    if (weight == 0) {
      var none = Estimate.none("no stratum has both arms");
      return new RiskDifference(none, none, none);
    }
    double estimate =
        sum(t -> (t.events1() * (double) t.total0() - t.events0() * (double) t.total1()) / t.size())
            / weight;
    double sato = (estimate * sum(MantelHaenszel::satoP) + sum(MantelHaenszel::satoQ));
    double binomial = sum(MantelHaenszel::binomialVariance);
    return new RiskDifference(
        Estimate.of(estimate),
        Estimate.of(Math.sqrt(Math.max(0, sato)) / weight),
        Estimate.of(Math.sqrt(binomial) / weight));
  }

  private static double satoP(Table t) {
    double n1 = t.total1();
    double n0 = t.total0();
    return (n1 * n1 * t.events0() - n0 * n0 * t.events1() + n1 * n0 * (n0 - n1) / 2)
        / (t.size() * t.size());
  }

  private static double satoQ(Table t) {
    return (t.events1() * t.without0() + t.events0() * t.without1()) / (2 * t.size());
  }

  private static double binomialVariance(Table t) {
    double n1 = t.total1();
    double n0 = t.total0();
    double one = n1 == 0 ? 0 : n0 * n0 * t.events1() * t.without1() / n1;
    double zero = n0 == 0 ? 0 : n1 * n1 * t.events0() * t.without0() / n0;
    return (one + zero) / (t.size() * t.size());
  }
}
