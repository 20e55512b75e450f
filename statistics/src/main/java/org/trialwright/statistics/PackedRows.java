package org.trialwright.statistics;

import java.util.Arrays;
import java.util.Optional;

/**
 * Rows of time, status and group packed into one number each and sorted by time: few passes over
 * memory in order, and none that jumps about in it. One thread, so always the same result.
 */
final class PackedRows {
  private static final int DIGIT = 12;
  private static final int DIGITS = 1 << DIGIT;

  /** Digits that leave about this many bits more than the rows need part nearly all of them. */
  private static final int SPARE_BITS = 4;

  /** More moves a row than this in the last, small sort: another sort is quicker. */
  private static final int MOVES = 32;

  private final long[] keys;
  private final int payloadBits;
  private final long base;

  private PackedRows(long[] keys, int payloadBits, long base) {
    this.keys = keys;
    this.payloadBits = payloadBits;
    this.base = base;
  }

  /** How many bits the status and a group take. */
  private static int payloadBits(int groups) {
    return 1 + Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, groups - 1));
  }

  /**
   * The rows packed and sorted; empty when time, status and group do not fit into one number, which
   * takes very many groups or times that differ by hundreds of powers of ten.
   */
  static Optional<PackedRows> of(FollowUp followUp, int[] group, int groups) {
    double[] times = followUp.times();
    long smallest = Long.MAX_VALUE;
    long largest = 0;
    for (double time : times) {
      long bits = bits(time);
      smallest = bits == 0 ? smallest : Math.min(smallest, bits);
      largest = Math.max(largest, bits);
    }
    // Time 0 is 0; the smallest other time is 1.
    long base = largest == 0 ? 0 : smallest - 1;
    int payload = payloadBits(groups);
    if (largest - base >= 1L << (Long.SIZE - 1 - payload)) {
      return Optional.empty();
    }
    long[] keys = new long[times.length];
    for (int i = 0; i < keys.length; i++) {
      long bits = bits(times[i]);
      long part = bits == 0 ? 0 : bits - base;
      keys[i] = part << payload | (long) group[i] << 1 | followUp.status(i);
    }
    return Optional.of(new PackedRows(sorted(keys, payload, largest - base), payload, base));
  }

  /** The bits of a number that is not negative; −0 becomes 0. */
  private static long bits(double value) {
    return Double.doubleToRawLongBits(value + 0.0);
  }

  /** Sorts by the time's part alone: by its upper digits, then the few that these left unsorted. */
  private static long[] sorted(long[] keys, int payload, long largest) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(largest);
    int wanted = Long.SIZE - Long.numberOfLeadingZeros(keys.length) + SPARE_BITS;
    int passes = (Math.min(bits, wanted) + DIGIT - 1) / DIGIT;
    int shift = payload + Math.max(0, bits - passes * DIGIT);
    long[] from = keys;
    long[] to = new long[passes == 0 ? 0 : keys.length];
    for (int pass = 0; pass < passes; pass++, shift += DIGIT) {
      int[] places = places(from, shift);
      for (long key : from) {
        to[places[(int) (key >>> shift & DIGITS - 1)]++] = key;
      }
      long[] swap = from;
      from = to;
      to = swap;
    }
    if (bits > passes * DIGIT && !finished(from, payload)) {
      Arrays.sort(from);
    }
    return from;
  }

  /** Of each digit: where its keys go; keys with the same digit keep their order. */
  private static int[] places(long[] keys, int shift) {
    int[] places = new int[DIGITS];
    for (long key : keys) {
      places[(int) (key >>> shift & DIGITS - 1)]++;
    }
    int sum = 0;
    for (int d = 0; d < DIGITS; d++) {
      int count = places[d];
      places[d] = sum;
      sum += count;
    }
    return places;
  }

  /** Insertion, which is quick when little is out of order; false when too much was. */
  private static boolean finished(long[] keys, int payload) {
    long moves = (long) MOVES * keys.length;
    for (int i = 1; i < keys.length; i++) {
      long key = keys[i];
      long part = key >>> payload;
      int j = i - 1;
      while (j >= 0 && keys[j] >>> payload > part) {
        keys[j + 1] = keys[j];
        j--;
      }
      keys[j + 1] = key;
      moves -= i - 1 - j;
      if (moves < 0) {
        return false;
      }
    }
    return true;
  }

  int size() {
    return keys.length;
  }

  double time(int i) {
    long part = keys[i] >>> payloadBits;
    return part == 0 ? 0 : Double.longBitsToDouble(part + base);
  }

  int status(int i) {
    return (int) keys[i] & 1;
  }

  int group(int i) {
    return (int) (keys[i] & (1L << payloadBits) - 1) >>> 1;
  }
}
