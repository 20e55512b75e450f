package org.trialwright.statistics;

import java.util.Arrays;

/**
 * The order of many numbers in time linear in their count: a radix sort on the upper half of their
 * bits, then a small sort wherever those agree. One thread, so always the same order.
 */
final class Sorting {
  private static final int DIGIT = 11;
  private static final int DIGITS = 1 << DIGIT;
  private static final long LOW_HALF = 0xFFFF_FFFFL;

  private Sorting() {}

  /**
   * The places of the values in ascending order; equal values keep their order.
   *
   * @param values 0 or more and finite; the order of the bits is theirs only then
   */
  static int[] ascending(double[] values) {
    long[] keys = byUpperHalf(values);
    int[] order = new int[keys.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = (int) keys[i];
    }
    for (int from = 0; from < order.length; ) {
      int to = from + 1;
      while (to < order.length && keys[to] >>> 32 == keys[from] >>> 32) {
        to++;
      }
      if (to - from > 1) {
        byLowerHalf(values, order, keys, from, to);
      }
      from = to;
    }
    return order;
  }

  /** Keys whose upper half is the value's less the smallest, and whose lower half is its place. */
  private static long[] byUpperHalf(double[] values) {
    long smallest = Long.MAX_VALUE;
    long largest = 0;
    for (double value : values) {
      long bits = bits(value);
      smallest = Math.min(smallest, bits);
      largest = Math.max(largest, bits);
    }
    long base = smallest >>> 32;
    long[] keys = new long[values.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = ((bits(values[i]) >>> 32) - base) << 32 | i;
    }
    long range = (largest >>> 32) - base;
    long[] other = new long[range == 0 ? 0 : keys.length];
    for (int shift = 0; range >>> shift > 0; shift += DIGIT) {
      scatter(keys, other, 32 + shift);
      long[] swap = keys;
      keys = other;
      other = swap;
    }
    return keys;
  }

  /** One pass: keys go to {@code sorted} by one digit, in their order within it. */
  private static void scatter(long[] keys, long[] sorted, int shift) {
    int[] place = new int[DIGITS + 1];
    for (long key : keys) {
      place[(int) (key >>> shift & DIGITS - 1) + 1]++;
    }
    for (int d = 0; d < DIGITS; d++) {
      place[d + 1] += place[d];
    }
    for (long key : keys) {
      sorted[place[(int) (key >>> shift & DIGITS - 1)]++] = key;
    }
  }

  /** Orders the places from..to, whose values agree in their upper half; uses keys as a desk. */
  private static void byLowerHalf(double[] values, int[] order, long[] keys, int from, int to) {
    boolean sorted = true;
    long before = -1;
    for (int i = from; i < to; i++) {
      long low = bits(values[order[i]]) & LOW_HALF;
      sorted &= low >= before;
      before = low;
    }
    if (sorted) {
      return;
    }
    for (int i = from; i < to; i++) {
      // 32 bits of the value, 31 of the place: never negative, so the order is the numbers'.
      keys[i] = (bits(values[order[i]]) & LOW_HALF) << 31 | order[i];
    }
    // The next run's upper half was read already; only this run's keys are overwritten.
    Arrays.sort(keys, from, to);
    for (int i = from; i < to; i++) {
      order[i] = (int) (keys[i] & Integer.MAX_VALUE);
    }
  }

  /** The bits of a number that is not negative; −0 becomes 0. */
  private static long bits(double value) {
    return Double.doubleToRawLongBits(value + 0.0);
  }
}
