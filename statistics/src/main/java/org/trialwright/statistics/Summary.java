package org.trialwright.statistics;

import java.util.Arrays;

/**
 * What a set of values looks like. Formulas: docs/reference/statistics/summary.md.
 *
 * @param n number of values
 * @param mean in the unit of the values
 * @param sd with n − 1; not estimable from one value
 * @param median of an even number the mean of the middle two
 * @param min the least
 * @param max the greatest
 * @param geometricMean not estimable when a value is 0 or less
 */
public record Summary(
    int n,
    double mean,
    Estimate sd,
    double median,
    double min,
    double max,
    Estimate geometricMean) {

  /**
   * Of finite values in any order.
   *
   * @param values at least one
   */
  public static Summary of(double[] values) {
    Check.values("values", values, 1);
    var sorted = values.clone();
    Arrays.sort(sorted);
    var moments = Moments.of(values);
    return new Summary(
        values.length,
        moments.mean(),
        values.length == 1
            ? Estimate.none("one value has no spread")
            : Estimate.of(Math.sqrt(moments.variance())),
        Quantiles.ofSorted(sorted, 0.5, Quantiles.Type.TYPE_7),
        sorted[0],
        sorted[sorted.length - 1],
        geometricMean(sorted));
  }

  private static Estimate geometricMean(double[] sorted) {
    if (sorted[0] <= 0) {
      return Estimate.none("a value is 0 or less");
    }
    double sum = 0;
    for (double one : sorted) {
      sum += Math.log(one);
    }
    return Estimate.of(Math.exp(sum / sorted.length));
  }
}
