package org.trialwright.statistics;

import java.util.function.IntPredicate;

/** Two-sided exact p values: the outcomes that are no likelier than the one seen. */
final class Unlikely {
  /** Probabilities that differ less than this, relatively, are equal but for rounding. */
  private static final double EQUAL = 1 + 1e-7;

  private Unlikely() {}

  /**
   * P(an outcome no likelier than {@code seen}), for masses that rise up to the mode and fall after
   * it.
   *
   * @param low the lowest outcome that is possible
   * @param high the highest
   */
  static double sum(Distribution.Discrete distribution, int low, int high, int mode, int seen) {
    double limit = distribution.mass(seen) * EQUAL;
    int middle = Math.clamp(mode, low, high);
    if (distribution.mass(middle) <= limit) {
      return 1;
    }
    int firstLikely = first(low, middle, k -> distribution.mass(k) > limit);
    int firstUnlikely = first(middle, high + 1, k -> distribution.mass(k) <= limit);
    double below = firstLikely == low ? 0 : distribution.cdf(firstLikely - 1.0);
    double above = firstUnlikely > high ? 0 : distribution.upperInclusive(firstUnlikely);
    return Math.min(1, below + above);
  }

  /** The first whole number from low to high that passes, given that high does. */
  private static int first(int low, int high, IntPredicate passes) {
    int from = low;
    int to = high;
    while (from < to) {
      int middle = from + (to - from) / 2;
      if (passes.test(middle)) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    return from;
  }

  /** The share of the outcomes no likelier than {@code seen} among masses that sum to 1. */
  static double sum(double[] masses, int seen) {
    double limit = masses[seen] * EQUAL;
    double sum = 0;
    for (double mass : masses) {
      sum += mass <= limit ? mass : 0;
    }
    return Math.min(1, sum);
  }
}
