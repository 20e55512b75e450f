package org.trialwright.statistics;

import java.math.BigInteger;
import java.util.Arrays;

/** The exact distribution of the rank sum of untied values. */
final class RankSumDistribution {
  /** P(W ≤ 0), P(W ≤ 1), …, P(W ≤ m·n). */
  private final double[] cumulative;

  private RankSumDistribution(double[] cumulative) {
    this.cumulative = cumulative;
  }

  /**
   * Of m values among m + n. The number of ways to a sum w is the coefficient of q^w in the product
   * over k = 1 … m of (1 − q^(n+k))/(1 − q^k), counted in whole numbers of any size.
   */
  static RankSumDistribution of(int m, int n) {
    var ways = new BigInteger[m * n + 1];
    Arrays.fill(ways, BigInteger.ZERO);
    ways[0] = BigInteger.ONE;
    for (int k = 1; k <= m; k++) {
      for (int w = m * n; w >= n + k; w--) {
        ways[w] = ways[w].subtract(ways[w - n - k]);
      }
      for (int w = k; w <= m * n; w++) {
        ways[w] = ways[w].add(ways[w - k]);
      }
    }
    for (int w = 1; w < ways.length; w++) {
      ways[w] = ways[w].add(ways[w - 1]);
    }
    double all = ways[m * n].doubleValue();
    return new RankSumDistribution(
        Arrays.stream(ways).mapToDouble(one -> one.doubleValue() / all).toArray());
  }

  /** P(W ≤ w) for w from 0 to m·n. */
  double cdf(int w) {
    return cumulative[w];
  }

  /** P(W ≥ w), which is P(W ≤ m·n − w). */
  double upperInclusive(int w) {
    return cdf(cumulative.length - 1 - w);
  }

  /** The smallest w with P(W ≤ w) ≥ p. */
  int quantile(double p) {
    int w = 0;
    while (cumulative[w] < p * (1 - 1e-14)) {
      w++;
    }
    return w;
  }
}
