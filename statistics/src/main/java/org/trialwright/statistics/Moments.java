package org.trialwright.statistics;

/** Mean and sum of squares about it, added in two passes so that a large mean costs no digits. */
record Moments(int n, double mean, double squares) {
  static Moments of(double[] values) {
    double sum = 0;
    for (double one : values) {
      sum += one / values.length;
    }
    double rest = 0;
    double squares = 0;
    for (double one : values) {
      double away = one - sum;
      rest += away;
      squares += away * away;
    }
    return new Moments(
        values.length,
        sum + rest / values.length,
        Math.max(0, squares - rest * rest / values.length));
  }

  /** With n − 1. */
  double variance() {
    return squares / (n - 1);
  }
}
