package org.trialwright.statistics;

import java.util.Arrays;

/**
 * All differences of a second and a first value, in order, without storing them: their number grows
 * as the product of two sizes.
 */
final class PairwiseDifferences {
  private final double[] first;
  private final double[] second;

  private PairwiseDifferences(double[] first, double[] second) {
    this.first = first;
    this.second = second;
  }

  static PairwiseDifferences of(double[] first, double[] second) {
    var a = first.clone();
    var b = second.clone();
    Arrays.sort(a);
    Arrays.sort(b);
    return new PairwiseDifferences(a, b);
  }

  double median() {
    long pairs = first.length * (long) second.length;
    double low = ordered((pairs + 1) / 2);
    return pairs % 2 == 1 ? low : (low + ordered(pairs / 2 + 1)) / 2;
  }

  /**
   * The difference at a place counted from 1. Bisects on the ordered bits of doubles, counting how
   * many differences are not above: exact, in at most 64 counts.
   */
  double ordered(long place) {
    long low = bits(second[0] - first[first.length - 1]);
    long high = bits(second[second.length - 1] - first[0]);
    while (low < high) {
      long middle = Math.floorDiv(low, 2) + Math.floorDiv(high, 2) + ((low & 1) + (high & 1)) / 2;
      if (notAbove(value(middle)) >= place) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return value(low);
  }

  private long notAbove(double limit) {
    long count = 0;
    int passed = 0;
    // As the second value rises, more first values must be left out.
    for (double b : second) {
      while (passed < first.length && b - first[passed] > limit) {
        passed++;
      }
      count += first.length - passed;
    }
    return count;
  }

  /** Whole numbers in the same order as the doubles; both zeros are one. */
  private static long bits(double value) {
    long bits = Double.doubleToLongBits(value + 0.0);
    return bits >= 0 ? bits : Long.MIN_VALUE - bits;
  }

  private static double value(long bits) {
    return Double.longBitsToDouble(bits >= 0 ? bits : Long.MIN_VALUE - bits);
  }
}
