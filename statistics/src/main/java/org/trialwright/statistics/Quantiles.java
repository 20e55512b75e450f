package org.trialwright.statistics;

import java.util.Arrays;

/** Sample quantiles. Definitions: docs/reference/statistics/summary.md. */
public final class Quantiles {
  private Quantiles() {}

  /** Two of the nine definitions of Hyndman and Fan (Am Stat 1996;50:361). */
  public enum Type {
    /** Averages two values where p·n is whole; otherwise a value that was seen. As SAS does. */
    TYPE_2,
    /** Interpolates between the values at (n − 1)·p + 1. As R does. */
    TYPE_7
  }

  /**
   * Quantiles of values in any order.
   *
   * @param values finite, at least one
   * @param probabilities 0 to 1
   * @return one for each probability, in their order
   */
  public static double[] of(double[] values, double[] probabilities, Type type) {
    Check.values("values", values, 1);
    var sorted = values.clone();
    Arrays.sort(sorted);
    var quantiles = new double[probabilities.length];
    for (int i = 0; i < quantiles.length; i++) {
      Check.within("probability", probabilities[i], 0, 1);
      quantiles[i] = ofSorted(sorted, probabilities[i], type);
    }
    return quantiles;
  }

  static double ofSorted(double[] sorted, double p, Type type) {
    return switch (type) {
      case TYPE_7 -> interpolated(sorted, (sorted.length - 1) * p);
      case TYPE_2 -> {
        double place = sorted.length * p;
        // 0.1 · 30 is a little more than 3 in doubles; it is meant to be 3.
        long whole = Math.round(place);
        if (Math.abs(place - whole) < 4 * Math.ulp(1.0) * Math.max(1, place)) {
          yield (at(sorted, whole) + at(sorted, whole + 1)) / 2;
        }
        yield at(sorted, (long) Math.ceil(place));
      }
    };
  }

  private static double interpolated(double[] sorted, double place) {
    int below = (int) Math.floor(place + 4 * Math.ulp(1.0));
    double share = Math.max(0, place - below);
    double low = sorted[below];
    return share == 0 ? low : low + share * (sorted[below + 1] - low);
  }

  /** The value at a place counted from 1, or the nearest one. */
  private static double at(double[] sorted, long place) {
    return sorted[Math.clamp(place, 1, sorted.length) - 1];
  }
}
