package org.trialwright.statistics;

/** The standard normal distribution, short to write. */
final class Normals {
  private static final Distribution.Normal NORMAL = new Distribution.Normal();

  private Normals() {}

  static double cdf(double x) {
    return NORMAL.cdf(x);
  }

  static double upper(double x) {
    return NORMAL.upper(x);
  }

  static double quantile(double p) {
    return NORMAL.quantile(p);
  }

  /** The z of a two-sided interval: the quantile at (1 + level)/2. */
  static double z(double confidenceLevel) {
    Check.probability("confidenceLevel", confidenceLevel);
    return -quantile((1 - confidenceLevel) / 2);
  }

  /** Two-sided p of a z statistic. */
  static double twoSided(double z) {
    return 2 * upper(Math.abs(z));
  }
}
