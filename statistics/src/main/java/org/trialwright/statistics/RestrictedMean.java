package org.trialwright.statistics;

/**
 * The mean time without the event up to a horizon: the area under the survival curve. Formulas and
 * conventions: docs/reference/statistics/restricted-mean.md.
 *
 * @param tau the horizon, in the unit of the times
 * @param estimate 0 to tau, in the unit of the times; the curve is flat after its last time
 * @param standardError 0 when nobody had the event before tau
 * @param limits normal, not cut
 */
public record RestrictedMean(double tau, double estimate, double standardError, Interval limits) {
  private static final String NO_VARIANCE = "nobody had the event before tau: no standard error";

  /** tau less the restricted mean. */
  public double timeLost() {
    return tau - estimate;
  }

  /**
   * The restricted mean of a curve.
   *
   * @param tau above 0
   * @param confidenceLevel two-sided, strictly between 0 and 1
   */
  public static RestrictedMean of(SurvivalCurve curve, double tau, double confidenceLevel) {
    Check.positive("tau", tau);
    double z = Normals.z(confidenceLevel);
    // From tau back to 0: the area between each event and tau is known when the event is met.
    double area = 0;
    double variance = 0;
    double right = tau;
    for (int j = curve.placeAt(tau); j >= 0; j--) {
      if (curve.timeAt(j) >= tau) {
        continue;
      }
      area += curve.survivalAt(j) * (right - curve.timeAt(j));
      right = curve.timeAt(j);
      double d = curve.eventsAt(j);
      double n = curve.atRiskAt(j);
      if (d > 0 && area > 0) {
        variance += area * area * d / (n * (n - d));
      }
    }
    area += right;
    double se = Math.sqrt(variance);
    return new RestrictedMean(tau, area, se, Interval.around(area, z * se));
  }

  /**
   * Two restricted means compared, second against first.
   *
   * @param p two-sided
   */
  public record Comparison(
      double difference,
      double standardError,
      Interval limits,
      Estimate z,
      Estimate p,
      Ratio ratio) {}

  /**
   * The second restricted mean over the first.
   *
   * @param limits on the log scale
   * @param p two-sided, of the log ratio
   */
  public record Ratio(double estimate, Interval limits, Estimate p) {}

  /** Compares the second group with this one, the first. */
  public Comparison against(RestrictedMean second, double confidenceLevel) {
    Check.that(tau == second.tau, "the horizons are %s and %s; they must agree", tau, second.tau);
    double zQuantile = Normals.z(confidenceLevel);
    double difference = second.estimate - estimate;
    double se = Math.hypot(standardError, second.standardError);
    double logRatio = Math.log(second.estimate / estimate);
    double logError = Math.hypot(standardError / estimate, second.standardError / second.estimate);
    double spread = Math.exp(zQuantile * logError);
    double ratio = second.estimate / estimate;
    return new Comparison(
        difference,
        se,
        Interval.around(difference, zQuantile * se),
        se > 0 ? Estimate.of(difference / se) : Estimate.none(NO_VARIANCE),
        twoSided(difference, se),
        new Ratio(
            ratio, new Interval(ratio / spread, ratio * spread), twoSided(logRatio, logError)));
  }

  private static Estimate twoSided(double value, double se) {
    return se > 0 ? Estimate.of(Normals.twoSided(value / se)) : Estimate.none(NO_VARIANCE);
  }
}
