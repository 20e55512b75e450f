package org.trialwright.statistics;

import java.util.function.DoubleUnaryOperator;

/**
 * The distribution of a sum of event counts given all margins, as a function of one odds ratio: the
 * non-central hypergeometric distribution, or a convolution of several.
 */
final class ConditionalOdds {
  /** No odds ratio whose logarithm lies beyond is looked for. */
  private static final double WIDEST = 700;

  private final int low;

  /** Log mass at odds ratio 1 of low, low + 1, …, up to a constant. */
  private final double[] logWeights;

  private ConditionalOdds(int low, double[] logWeights) {
    this.low = low;
    this.logWeights = logWeights;
  }

  /** The lowest sum that is possible. */
  int low() {
    return low;
  }

  /** How many sums are possible. */
  int size() {
    return logWeights.length;
  }

  static ConditionalOdds ofLogs(int low, double[] logWeights) {
    return new ConditionalOdds(low, logWeights);
  }

  /** Events in arm 1 of one two by two table. */
  static ConditionalOdds ofTables(int total1, int total0, int events) {
    int low = Math.max(0, events - total0);
    int high = Math.min(events, total1);
    var logs = new double[high - low + 1];
    for (int k = low; k < high; k++) {
      logs[k + 1 - low] =
          logs[k - low]
              + Math.log((total1 - (double) k) * (events - (double) k))
              - Math.log((k + 1.0) * (total0 - (double) events + k + 1));
    }
    return new ConditionalOdds(low, logs);
  }

  /** Probabilities of low, low + 1, … at the odds ratio exp(logOdds). */
  double[] masses(double logOdds) {
    var masses = new double[logWeights.length];
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < masses.length; i++) {
      masses[i] = logWeights[i] + i * logOdds;
      most = Math.max(most, masses[i]);
    }
    double sum = 0;
    for (int i = 0; i < masses.length; i++) {
      masses[i] = Math.exp(masses[i] - most);
      sum += masses[i];
    }
    for (int i = 0; i < masses.length; i++) {
      masses[i] /= sum;
    }
    return masses;
  }

  private int high() {
    return low + logWeights.length - 1;
  }

  /** The odds ratio whose expected sum is the one seen. */
  double mostLikely(int seen) {
    return seen == low
        ? 0
        : seen == high() ? Double.POSITIVE_INFINITY : exp(u -> mean(masses(u)) - (seen - low));
  }

  private static double mean(double[] masses) {
    double mean = 0;
    for (int i = 0; i < masses.length; i++) {
      mean += i * masses[i];
    }
    return mean;
  }

  /** The odds ratio at which a sum of {@code seen} or more has probability {@code tail}. */
  double lower(int seen, double tail) {
    return seen == low ? 0 : exp(u -> sum(masses(u), seen - low, logWeights.length) - tail);
  }

  /** The odds ratio at which a sum of {@code seen} or less has probability {@code tail}. */
  double upper(int seen, double tail) {
    return seen == high()
        ? Double.POSITIVE_INFINITY
        : exp(u -> tail - sum(masses(u), 0, seen - low + 1));
  }

  private static double sum(double[] masses, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += masses[i];
    }
    return sum;
  }

  private static double exp(DoubleUnaryOperator rising) {
    return Math.exp(Roots.between(-WIDEST, WIDEST, rising));
  }
}
