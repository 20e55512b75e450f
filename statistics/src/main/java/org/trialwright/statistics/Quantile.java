package org.trialwright.statistics;

/** Quantiles of distributions on the positive numbers, found on the scale of logarithms. */
final class Quantile {
  private static final double LOWEST = Math.log(Double.MIN_NORMAL);
  private static final double HIGHEST = Math.log(Double.MAX_VALUE);

  private Quantile() {}

  /** The p-quantile; 0 where it lies below the smallest number a double holds to full precision. */
  static double positive(Distribution distribution, double p) {
    Check.probability("p", p);
    double highest = distribution instanceof Distribution.Beta ? 0 : HIGHEST;
    if (distribution.cdf(Math.exp(LOWEST)) >= p) {
      return 0;
    }
    if (p <= 0.5) {
      double wanted = Math.log(p);
      return Math.exp(
          Roots.between(LOWEST, highest, u -> Math.log(distribution.cdf(Math.exp(u))) - wanted));
    }
    double wanted = Math.log(1 - p);
    return Math.exp(
        Roots.between(LOWEST, highest, u -> Math.log(distribution.upper(Math.exp(u))) - wanted));
  }
}
