package org.trialwright.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Mid-ranks from 1, and what ties take away. */
final class Ranks {
  private final double[] ranks;
  private final double tieSum;

  private Ranks(double[] ranks, double tieSum) {
    this.ranks = ranks;
    this.tieSum = tieSum;
  }

  double[] ranks() {
    return ranks;
  }

  double tieSum() {
    return tieSum;
  }

  /** Ranks in the order of the values; {@code tieSum} is Σ(t³ − t) over groups of equal values. */
  static Ranks of(double[] values) {
    int n = values.length;
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    var ranks = new double[n];
    double ties = 0;
    for (int from = 0; from < n; ) {
      int to = from + 1;
      while (to < n && values[order[to]] == values[order[from]]) {
        to++;
      }
      double equal = to - (double) from;
      ties += equal * equal * equal - equal;
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (from + 1.0 + to) / 2;
      }
      from = to;
    }
    return new Ranks(ranks, ties);
  }

  /** All values of the groups, one after the other. */
  static double[] joined(double[]... groups) {
    return Arrays.stream(groups).flatMapToDouble(Arrays::stream).toArray();
  }
}
