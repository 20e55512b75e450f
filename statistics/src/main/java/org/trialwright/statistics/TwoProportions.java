package org.trialwright.statistics;

import java.util.function.DoubleUnaryOperator;

/**
 * Two independent proportions: difference, ratio, odds ratio, tests. Arm 1 is compared with arm 0.
 * Formulas and conventions: docs/reference/statistics/two-proportions.md.
 */
public final class TwoProportions {
  private final int events1;
  private final int total1;
  private final int events0;
  private final int total0;
  private final double p1;
  private final double p0;

  private TwoProportions(int events1, int total1, int events0, int total0) {
    this.events1 = events1;
    this.total1 = total1;
    this.events0 = events0;
    this.total0 = total0;
    this.p1 = (double) events1 / total1;
    this.p0 = (double) events0 / total0;
  }

  /**
   * Two proportions seen.
   *
   * @param events1 0 to total1
   * @param total1 1 or more
   * @param events0 0 to total0
   * @param total0 1 or more
   */
  public static TwoProportions of(int events1, int total1, int events0, int total0) {
    checkArm("1", events1, total1);
    checkArm("0", events0, total0);
    Check.that(
        total1 + (long) total0 <= Integer.MAX_VALUE,
        "%s and %s participants are more than can be counted here",
        total1,
        total0);
    return new TwoProportions(events1, total1, events0, total0);
  }

  private static void checkArm(String arm, int events, int total) {
    Check.that(total >= 1, "total%s is %s; it must be 1 or more", arm, total);
    Check.that(
        events >= 0 && events <= total,
        "events%s is %s; it must be 0 to total%s, %s",
        arm,
        events,
        arm,
        total);
  }

  /** p1 − p0. */
  public double riskDifference() {
    return p1 - p0;
  }

  private double waldVariance() {
    return p1 * (1 - p1) / total1 + p0 * (1 - p0) / total0;
  }

  /** Difference ± z·√(p1q1/n1 + p0q0/n0). */
  public Interval wald(double confidenceLevel) {
    return Interval.around(
        riskDifference(), Normals.z(confidenceLevel) * Math.sqrt(waldVariance()));
  }

  /** From the two Wilson intervals (Newcombe, Stat Med 1998;17:873, method 10). */
  public Interval newcombe(double confidenceLevel) {
    var one = OneProportion.of(events1, total1).wilson(confidenceLevel);
    var zero = OneProportion.of(events0, total0).wilson(confidenceLevel);
    return new Interval(
        riskDifference() - Math.hypot(p1 - one.lower(), zero.upper() - p0),
        riskDifference() + Math.hypot(one.upper() - p1, p0 - zero.lower()));
  }

  /** All differences that the score test does not reject (Stat Med 1985;4:213). */
  public Interval miettinenNurminen(double confidenceLevel) {
    return score(confidenceLevel, correction());
  }

  /** As Miettinen–Nurminen, without the factor N/(N − 1) (Mee, Biometrics 1984;40:1175). */
  public Interval mee(double confidenceLevel) {
    return score(confidenceLevel, 1);
  }

  private double correction() {
    double all = (double) total1 + total0;
    return all / (all - 1);
  }

  private Interval score(double confidenceLevel, double factor) {
    double z = Normals.z(confidenceLevel);
    DoubleUnaryOperator statistic = difference -> scoreZ(difference, factor);
    return new Interval(
        riskDifference() <= -1
            ? -1
            : Roots.between(-1, riskDifference(), d -> statistic.applyAsDouble(d) - z),
        riskDifference() >= 1
            ? 1
            : Roots.between(riskDifference(), 1, d -> statistic.applyAsDouble(d) + z));
  }

  /**
   * The score statistic against p1 − p0 = difference; ±∞ where the difference leaves no variance
   * and is not the one seen.
   */
  private double scoreZ(double difference, double factor) {
    double gap = riskDifference() - difference;
    if (gap == 0) {
      return 0;
    }
    double zero = RestrictedProportion.ofArmZero(events1, total1, events0, total0, difference);
    double one = Math.clamp(zero + difference, 0.0, 1.0);
    double variance = (one * (1 - one) / total1 + zero * (1 - zero) / total0) * factor;
    return gap / Math.sqrt(variance);
  }

  /**
   * A one-sided test of non-inferiority.
   *
   * @param z large is good; ±∞ where the hypothesis leaves no variance
   * @param pOneSided P(Z ≥ z)
   */
  public record NonInferiority(Estimate z, Estimate pOneSided) {
    private static NonInferiority of(double z) {
      return Double.isNaN(z)
          ? new NonInferiority(Estimate.none(NO_VARIANCE), Estimate.none(NO_VARIANCE))
          : new NonInferiority(Estimate.of(z), Estimate.of(Normals.upper(z)));
    }
  }

  private static final String NO_VARIANCE = "the difference has no variance and equals the margin";

  /** H0: p1 − p0 ≤ −margin, variance restricted to the hypothesis, with N/(N − 1). */
  public NonInferiority nonInferiorityMiettinenNurminen(double margin) {
    return NonInferiority.of(scoreZ(-checked(margin), correction()));
  }

  /** H0: p1 − p0 ≤ −margin, restricted variance (Farrington and Manning, Stat Med 1990;9:1447). */
  public NonInferiority nonInferiorityFarringtonManning(double margin) {
    return NonInferiority.of(scoreZ(-checked(margin), 1));
  }

  /** H0: p1 − p0 ≤ −margin, variance as observed. */
  public NonInferiority nonInferiorityWald(double margin) {
    return NonInferiority.of((riskDifference() + checked(margin)) / Math.sqrt(waldVariance()));
  }

  private static double checked(double margin) {
    Check.that(
        margin > -1 && margin < 1, "margin is %s; it must lie strictly between -1 and 1", margin);
    return margin;
  }

  /**
   * A ratio with its limits.
   *
   * @param estimate may be 0 or ∞
   * @param lower not estimable where the estimate is 0
   * @param upper not estimable where the estimate is ∞
   */
  public record Ratio(Estimate estimate, Estimate lower, Estimate upper) {}

  /** p1/p0, limits on the log scale: variance 1/e1 − 1/n1 + 1/e0 − 1/n0. */
  public Ratio riskRatio(double confidenceLevel) {
    return ratio(
        p1 / p0,
        1.0 / events1 - 1.0 / total1 + 1.0 / events0 - 1.0 / total0,
        confidenceLevel,
        "no events in either arm");
  }

  /**
   * Odds in arm 1 over odds in arm 0, limits on the log scale (Woolf, Ann Hum Genet 1955;19:251).
   */
  public Ratio oddsRatio(double confidenceLevel) {
    double without1 = (double) total1 - events1;
    double without0 = (double) total0 - events0;
    return ratio(
        events1 * without0 / (events0 * without1),
        1.0 / events1 + 1 / without1 + 1.0 / events0 + 1 / without0,
        confidenceLevel,
        "both arms have only events, or none");
  }

  /** With an empty cell one limit is the estimate, 0 or ∞, and the other is not estimable. */
  static Ratio ratio(double ratio, double logVariance, double level, String undefined) {
    if (Double.isNaN(ratio)) {
      return new Ratio(
          Estimate.none(undefined), Estimate.none(undefined), Estimate.none(undefined));
    }
    String emptyCell = "a cell is empty, so that the log ratio has no finite standard error";
    if (ratio == 0) {
      return new Ratio(Estimate.of(0), Estimate.of(0), Estimate.none(emptyCell));
    }
    if (Double.isInfinite(ratio)) {
      return new Ratio(Estimate.of(ratio), Estimate.none(emptyCell), Estimate.of(ratio));
    }
    double factor = Math.exp(Normals.z(level) * Math.sqrt(logVariance));
    return new Ratio(Estimate.of(ratio), Estimate.of(ratio / factor), Estimate.of(ratio * factor));
  }

  /**
   * Pearson's test with one degree of freedom.
   *
   * @param chiSquare not estimable when no one, or everyone, had an event
   */
  public record ChiSquareTest(Estimate chiSquare, Estimate p) {}

  /** Pearson's chi-square test of independence. */
  public ChiSquareTest chiSquareTest() {
    return chiSquare(0);
  }

  /** With Yates' correction, which never passes over the expected count. */
  public ChiSquareTest chiSquareTestContinuity() {
    return chiSquare(0.5);
  }

  private ChiSquareTest chiSquare(double most) {
    double all = (double) total1 + total0;
    double share = (events1 + (double) events0) / all;
    if (share == 0 || share == 1) {
      String reason = "no participant had an event, or every one had";
      return new ChiSquareTest(Estimate.none(reason), Estimate.none(reason));
    }
    double away = Math.abs(events1 - total1 * share);
    double corrected = away - Math.min(most, away);
    double variance = total1 * (total0 / all) * share * (1 - share);
    double chiSquare = corrected * corrected / variance;
    return new ChiSquareTest(
        Estimate.of(chiSquare), Estimate.of(new Distribution.ChiSquare(1).upper(chiSquare)));
  }
}
