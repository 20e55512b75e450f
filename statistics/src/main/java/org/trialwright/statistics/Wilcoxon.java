package org.trialwright.statistics;

import java.util.Arrays;

/**
 * The rank-sum test of two groups and the shift between them, second minus first. Formulas and
 * conventions: docs/reference/statistics/wilcoxon.md.
 *
 * @param w pairs in which the second value is greater, plus half of those in which both are equal
 * @param pNormal two-sided, normal approximation with correction for ties
 * @param pNormalContinuity likewise, with 1/2 taken from the distance
 * @param hodgesLehmann the median of all differences of a second and a first value
 * @param exact two-sided exact p and exact limits of the shift; for values without ties only
 */
public record Wilcoxon(
    double w, Estimate pNormal, Estimate pNormalContinuity, double hodgesLehmann, Exact exact) {
  private static final int MOST_FOR_EXACT = 50;
  private static final int MOST_PAIRS = 200_000;

  /** Answers that need the exact distribution. */
  public sealed interface Exact {
    /**
     * The exact answers.
     *
     * @param p two-sided: twice the smaller tail
     * @param lower limit of the shift, with at least the confidence asked for
     * @param upper limit of the shift
     */
    record Known(double p, double lower, double upper) implements Exact {}

    /** None, because … */
    record NotGiven(String reason) implements Exact {}
  }

  /**
   * The test of two groups.
   *
   * @param first at least one value
   * @param second at least one value
   */
  public static Wilcoxon of(double[] first, double[] second, double confidenceLevel) {
    Check.values("the first group", first, 1);
    Check.values("the second group", second, 1);
    Check.probability("confidenceLevel", confidenceLevel);
    double m = second.length;
    double n = first.length;
    var ranks = Ranks.of(Ranks.joined(second, first));
    double w = Arrays.stream(ranks.ranks(), 0, second.length).sum() - m * (m + 1) / 2;
    double away = w - m * n / 2;
    double all = m + n;
    double variance = m * n / 12 * (all + 1 - ranks.tieSum() / (all * (all - 1)));
    return new Wilcoxon(
        w,
        pNormal(Math.abs(away), variance),
        pNormal(Math.max(0, Math.abs(away) - 0.5), variance),
        PairwiseDifferences.of(first, second).median(),
        exact(first, second, ranks, w, confidenceLevel));
  }

  private static Estimate pNormal(double away, double variance) {
    return variance > 0
        ? Estimate.of(Math.min(1, 2 * Normals.upper(away / Math.sqrt(variance))))
        : Estimate.none("all values are equal");
  }

  private static Exact exact(
      double[] first, double[] second, Ranks ranks, double w, double confidenceLevel) {
    if (ranks.tieSum() > 0) {
      return new Exact.NotGiven("values are tied");
    }
    if (second.length >= MOST_FOR_EXACT || first.length > MOST_PAIRS / second.length) {
      return new Exact.NotGiven("the groups are too large for exact answers");
    }
    var distribution = RankSumDistribution.of(second.length, first.length);
    int seen = (int) Math.round(w);
    double p = 2 * Math.min(distribution.cdf(seen), distribution.upperInclusive(seen));
    int place = Math.max(1, distribution.quantile((1 - confidenceLevel) / 2));
    var differences = PairwiseDifferences.of(first, second);
    long pairs = first.length * (long) second.length;
    return new Exact.Known(
        Math.min(1, p), differences.ordered(place), differences.ordered(pairs - place + 1));
  }
}
