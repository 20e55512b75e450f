package org.trialwright.statistics;

import java.util.Arrays;

/**
 * Rows in order of time, with tied times made one. Times closer than 1.5e-8, absolutely or relative
 * to the mean of the distinct times, are one time: the earliest of its chain. So 0.1 + 0.2 and 0.3,
 * or days divided by 365.25 twice in different ways, do not part rows that belong together.
 */
final class Timeline {
  /** The root of the spacing of doubles at 1. */
  private static final double TIE = Math.sqrt(Math.ulp(1.0));

  /** Row numbers, by time; tied rows in ascending order of their number. */
  final int[] row;

  /** Where in {@link #row} each distinct time begins; one more entry, the end. */
  final int[] first;

  /** The distinct times, ascending. */
  final double[] time;

  /** Two times whose difference is at most this are one. */
  final double tolerance;

  private Timeline(int[] row, int[] first, double[] time, double tolerance) {
    this.row = row;
    this.first = first;
    this.time = time;
    this.tolerance = tolerance;
  }

  static Timeline of(double[] times) {
    int[] row = Sorting.ascending(times);
    double tolerance = tolerance(times, row);
    int distinct = 0;
    double before = Double.NEGATIVE_INFINITY;
    int[] first = new int[row.length + 1];
    boolean mixed = false;
    for (int i = 0; i < row.length; i++) {
      double now = times[row[i]];
      if (now - before > tolerance) {
        first[distinct++] = i;
      } else {
        mixed |= now != before;
      }
      before = now;
    }
    first[distinct] = row.length;
    first = first.length == distinct + 1 ? first : Arrays.copyOf(first, distinct + 1);
    double[] time = new double[distinct];
    for (int j = 0; j < distinct; j++) {
      time[j] = times[row[first[j]]];
      if (mixed) {
        Arrays.sort(row, first[j], first[j + 1]);
      }
    }
    return new Timeline(row, first, time, tolerance);
  }

  private static double tolerance(double[] times, int[] row) {
    double sum = 0;
    int distinct = 0;
    double before = -1;
    for (int i : row) {
      if (times[i] != before) {
        before = times[i];
        sum += before;
        distinct++;
      }
    }
    return tolerance(sum / distinct);
  }

  /** How far apart tied times may be, by the mean of the distinct times. */
  static double tolerance(double mean) {
    return Math.max(TIE, TIE * mean);
  }

  /** A copy of the times in which tied ones are equal. */
  static double[] madeEqual(double[] times) {
    Timeline all = of(times);
    double[] equal = new double[times.length];
    for (int j = 0; j < all.size(); j++) {
      for (int i = all.first[j]; i < all.first[j + 1]; i++) {
        equal[all.row[i]] = all.time[j];
      }
    }
    return equal;
  }

  /** The number of distinct times. */
  int size() {
    return time.length;
  }

  /** The rows of each code, on a timeline of their own, tied as they are on this one. */
  Timeline[] split(int[] code, int codes) {
    if (codes == 1) {
      return new Timeline[] {this};
    }
    int[] rows = new int[codes];
    int[] distinct = new int[codes];
    int[] last = new int[codes];
    Arrays.fill(last, -1);
    for (int j = 0; j < size(); j++) {
      for (int i = first[j]; i < first[j + 1]; i++) {
        int c = code[row[i]];
        rows[c]++;
        if (last[c] != j) {
          last[c] = j;
          distinct[c]++;
        }
      }
    }
    Timeline[] parts = new Timeline[codes];
    for (int c = 0; c < codes; c++) {
      parts[c] =
          new Timeline(
              new int[rows[c]], new int[distinct[c] + 1], new double[distinct[c]], tolerance);
      parts[c].first[distinct[c]] = rows[c];
    }
    Arrays.fill(rows, 0);
    Arrays.fill(distinct, 0);
    Arrays.fill(last, -1);
    for (int j = 0; j < size(); j++) {
      for (int i = first[j]; i < first[j + 1]; i++) {
        int c = code[row[i]];
        if (last[c] != j) {
          last[c] = j;
          parts[c].first[distinct[c]] = rows[c];
          parts[c].time[distinct[c]++] = time[j];
        }
        parts[c].row[rows[c]++] = row[i];
      }
    }
    return parts;
  }

  /** The place of the first distinct time that is later than {@code when}. */
  int firstAfter(double when) {
    int place = Arrays.binarySearch(time, when);
    return place >= 0 ? place + 1 : -place - 1;
  }
}
