package org.trialwright.simulation;

/**
 * A date worked out from others: the earliest of a fixed day and of dates of nature with days
 * added. Days count from allocation; infinite for never.
 */
final class Sum {
  static final Sum NEVER = new Sum(Double.POSITIVE_INFINITY, false, new int[0], new double[0]);

  private final double fixed;
  private final boolean moves;
  private final int[] lines;
  private final double[] plus;

  /**
   * @param moves whether the fixed day came after the date that moved this life, and moves with it
   * @param lines which dates of nature, by index
   * @param plus days added to each
   */
  Sum(double fixed, boolean moves, int[] lines, double[] plus) {
    this.fixed = fixed;
    this.moves = moves;
    this.lines = lines.clone();
    this.plus = plus.clone();
  }

  int[] lines() {
    return lines.clone();
  }

  /**
   * @param days of each date of nature
   * @param shift days by which the date that moved this life differs from the one it was tried with
   */
  double value(double[] days, double shift) {
    double earliest = moves ? fixed + shift : fixed;
    for (int i = 0; i < lines.length; i++) {
      earliest = Math.min(earliest, days[lines[i]] + plus[i]);
    }
    return earliest;
  }
}
