package org.trialwright.statistics;

/**
 * How many participants show that one rate is not worse than another by a margin; arms of equal
 * size. Formulas: docs/reference/statistics/rate-noninferiority.md.
 *
 * @param subjectsPerArmWald variance as expected under the alternative, not rounded
 * @param totalSubjectsFarringtonManning both arms; the variance under the hypothesis is that of the
 *     likeliest rates which differ by the margin (Stat Med 1990;9:1447), not rounded
 */
public record RateNonInferiority(double subjectsPerArmWald, double totalSubjectsFarringtonManning) {
  /**
   * The sizes for H0: treatment − control ≤ −margin.
   *
   * @param margin 0 is superiority
   * @param alpha one-sided
   */
  public static RateNonInferiority of(
      double treatmentRate, double controlRate, double margin, double alpha, double beta) {
    Check.within("treatmentRate", treatmentRate, 0, 1);
    Check.within("controlRate", controlRate, 0, 1);
    Check.that(margin >= 0 && margin < 1, "margin is %s; it must be 0 or more, below 1", margin);
    Check.probability("alpha", alpha);
    Check.probability("beta", beta);
    Check.that(alpha + beta < 1, "alpha %s and beta %s; their sum must be below 1", alpha, beta);
    double away = treatmentRate - controlRate + margin;
    Check.that(
        away > 0,
        "with rates %s and %s the hypothesis at margin %s is true",
        treatmentRate,
        controlRate,
        margin);
    double zAlpha = -Normals.quantile(alpha);
    double zBeta = -Normals.quantile(beta);
    double variance = variance(treatmentRate) + variance(controlRate);
    double zero = RestrictedProportion.ofArmZero(treatmentRate, 1, controlRate, 1, -margin);
    double restricted = variance(zero) + variance(Math.clamp(zero - margin, 0.0, 1.0));
    double root = zAlpha * Math.sqrt(restricted) + zBeta * Math.sqrt(variance);
    double z = zAlpha + zBeta;
    return new RateNonInferiority(
        z * z * variance / (away * away), 2 * root * root / (away * away));
  }

  private static double variance(double rate) {
    return rate * (1 - rate);
  }
}
