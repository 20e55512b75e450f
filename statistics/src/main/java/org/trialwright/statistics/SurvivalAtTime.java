package org.trialwright.statistics;

/**
 * Survival of two groups compared at one time. Differences are second minus first, ratios second
 * over first. Formulas and conventions: docs/reference/statistics/survival-at-time.md.
 *
 * @param survival of the first and the second group
 * @param standardError Greenwood's, of both; empty where survival is 0
 * @param difference of the survivals
 * @param logMinusLog the comparison on the scale of log(−log S)
 * @param ratio of the survivals, limits on the log scale
 */
public record SurvivalAtTime(
    Numbers survival,
    Numbers standardError,
    Difference difference,
    LogMinusLog logMinusLog,
    Ratio ratio) {
  private static final String NO_VARIANCE =
      "survival is 0 in a group, or nobody had the event in either: no standard error";
  private static final String NOT_INSIDE =
      "survival is 0 or 1 in a group: log(−log S) has no value";
  private static final String FIRST_IS_0 = "survival of the first group is 0";

  /**
   * The second survival less the first.
   *
   * @param estimate −1 to 1
   * @param limits normal, not cut
   * @param p two-sided
   */
  public record Difference(
      double estimate, Estimate standardError, Limits limits, Estimate z, Estimate p) {}

  /**
   * log(−log S) of the second group less that of the first.
   *
   * @param p two-sided
   */
  public record LogMinusLog(
      Estimate difference, Estimate standardError, Estimate z, Estimate chiSquare, Estimate p) {}

  /** The second survival over the first. */
  public record Ratio(Estimate estimate, Limits limits) {}

  /**
   * A test of the hypothesis that the second survival is lower than the first by a margin or more.
   *
   * @param z (difference + margin)/standard error
   * @param pOneSided P(Z > z)
   * @param lowerBound of the difference, one-sided at (1 + confidence level)/2
   */
  public record NonInferiority(Estimate z, Estimate pOneSided, Estimate lowerBound) {}

  /**
   * Compares two curves at a time.
   *
   * @param when 0 or more; beyond the end of a curve its last value is carried forward
   * @param confidenceLevel two-sided, strictly between 0 and 1
   */
  public static SurvivalAtTime of(
      SurvivalCurve first, SurvivalCurve second, double when, double confidenceLevel) {
    double zQuantile = Normals.z(confidenceLevel);
    SurvivalCurve.Point one = first.at(when);
    SurvivalCurve.Point two = second.at(when);
    double logVariance =
        first.logVarianceAt(first.placeAt(when)) + second.logVarianceAt(second.placeAt(when));
    return new SurvivalAtTime(
        Numbers.of(one.survival(), two.survival()),
        Numbers.of(new double[] {error(one), error(two)}, "survival is 0"),
        difference(one, two, zQuantile),
        logMinusLog(first, second, when),
        ratio(one.survival(), two.survival(), logVariance, zQuantile));
  }

  /** NaN when there is none. */
  private static double error(SurvivalCurve.Point point) {
    return point.standardError().known().orElse(Double.NaN);
  }

  private static Difference difference(
      SurvivalCurve.Point one, SurvivalCurve.Point two, double zQuantile) {
    double estimate = two.survival() - one.survival();
    double se = Math.hypot(error(one), error(two));
    if (!(se > 0)) {
      Estimate none = Estimate.none(NO_VARIANCE);
      return new Difference(estimate, none, Limits.none(NO_VARIANCE), none, none);
    }
    double z = estimate / se;
    return new Difference(
        estimate,
        Estimate.of(se),
        Limits.of(estimate - zQuantile * se, estimate + zQuantile * se),
        Estimate.of(z),
        Estimate.of(Normals.twoSided(z)));
  }

  private static LogMinusLog logMinusLog(SurvivalCurve first, SurvivalCurve second, double when) {
    double difference = 0;
    double variance = 0;
    int sign = -1;
    for (SurvivalCurve curve : new SurvivalCurve[] {first, second}) {
      int place = curve.placeAt(when);
      double s = curve.survivalAt(place);
      if (s == 0 || s == 1) {
        Estimate none = Estimate.none(NOT_INSIDE);
        return new LogMinusLog(none, none, none, none, none);
      }
      double log = Math.log(s);
      difference += sign * Math.log(-log);
      variance += curve.logVarianceAt(place) / (log * log);
      sign = 1;
    }
    double z = difference / Math.sqrt(variance);
    return new LogMinusLog(
        Estimate.of(difference),
        Estimate.of(Math.sqrt(variance)),
        Estimate.of(z),
        Estimate.of(z * z),
        Estimate.of(Normals.twoSided(z)));
  }

  private static Ratio ratio(double one, double two, double logVariance, double zQuantile) {
    if (one == 0) {
      return new Ratio(Estimate.none(FIRST_IS_0), Limits.none(FIRST_IS_0));
    }
    double ratio = two / one;
    if (two == 0) {
      return new Ratio(Estimate.of(ratio), Limits.none("survival of the second group is 0"));
    }
    double spread = Math.exp(zQuantile * Math.sqrt(logVariance));
    return new Ratio(Estimate.of(ratio), Limits.of(ratio / spread, ratio * spread));
  }

  /**
   * The test for non-inferiority of the second group.
   *
   * @param margin 0 to 1
   */
  public NonInferiority nonInferiority(double margin) {
    Check.within("margin", margin, 0, 1);
    if (difference.standardError().known().isEmpty()) {
      Estimate none = Estimate.none(NO_VARIANCE);
      return new NonInferiority(none, none, none);
    }
    double z = (difference.estimate() + margin) / difference.standardError().known().getAsDouble();
    return new NonInferiority(
        Estimate.of(z), Estimate.of(Normals.upper(z)), difference.limits().lower());
  }
}
