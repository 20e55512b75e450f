package org.trialwright.statistics;

import java.util.Arrays;

/**
 * The rows of a proportional-hazards model, laid out for passes over the risk sets.
 *
 * <p>Rows stand stratum after stratum, in each by time. Event times are numbered in the same order
 * over all strata. Row i is at risk at the event times {@code firstAtRisk(i)} to {@code
 * lastAtRisk(i)}, both included; if it had the event, then at the last of them. Covariates are
 * centred and scaled to standard deviation 1, so that every pass works with numbers around 1.
 */
final class CoxData {
  /** Number of rows. */
  final int n;

  /** Number of covariates. */
  final int p;

  final FollowUp followUp;

  /** The rows of each stratum by time; strata without a row have an empty one. */
  final Timeline[] strata;

  /** The number in the input of each row laid out. */
  final int[] row;

  /** Whether each row laid out had the event. */
  final boolean[] event;

  /** Case weights by row laid out, of all that it stands for together. */
  final double[] weight;

  /** For how many a row laid out stands; empty when each stands for itself. */
  private final int[] alike;

  /** Centred, scaled covariates, p numbers a row laid out. */
  final double[] x;

  final double[] centre;
  final double[] scale;

  /** Of each event time: where its rows begin; they end where the next of its stratum begin. */
  final int[] rowsFrom;

  /** Of each event time: where its rows end; rows censored before the next event time included. */
  final int[] rowsTo;

  /** Of each event time: where the rows tied at the time itself end. */
  final int[] tiedTo;

  /** Of each event time: its time. */
  final double[] eventTime;

  /** Of each stratum: its first event time; one more entry, the end. */
  final int[] eventTimesFrom;

  /** Of each row laid out: the last event time not after its end; below the first if none. */
  final int[] last;

  /** Of each row laid out: the first event time after its start. */
  final int[] first;

  /** Rows laid out in order of {@link #first}, ascending; empty when all enter at the beginning. */
  final int[] byEntry;

  CoxData(
      FollowUp followUp,
      double[][] covariates,
      int[] stratum,
      int strataCount,
      double[] weights,
      int[] counts) {
    this.followUp = followUp;
    n = followUp.size();
    p = covariates.length;
    strata = Timeline.of(followUp.times()).split(stratum, strataCount);
    row = new int[n];
    last = new int[n];
    first = new int[n];
    int capacity = 0;
    for (Timeline part : strata) {
      capacity += part.size();
    }
    int[] from = new int[capacity];
    int[] to = new int[capacity];
    int[] tied = new int[capacity];
    double[] when = new double[capacity];
    eventTimesFrom = new int[strataCount + 1];
    int at = 0;
    int m = 0;
    for (int s = 0; s < strataCount; s++) {
      Timeline part = strata[s];
      eventTimesFrom[s] = m;
      for (int j = 0; j < part.size(); j++) {
        boolean any = false;
        for (int i = part.first[j]; i < part.first[j + 1]; i++) {
          any |= followUp.isEvent(part.row[i]);
        }
        int size = part.first[j + 1] - part.first[j];
        if (any) {
          from[m] = at;
          tied[m] = at + size;
          when[m] = part.time[j];
          m++;
        }
        if (m > eventTimesFrom[s]) {
          to[m - 1] = at + size;
        }
        for (int i = part.first[j]; i < part.first[j + 1]; i++) {
          row[at] = part.row[i];
          last[at++] = m - 1;
        }
      }
    }
    eventTimesFrom[strataCount] = m;
    rowsFrom = Arrays.copyOf(from, m);
    rowsTo = Arrays.copyOf(to, m);
    tiedTo = Arrays.copyOf(tied, m);
    eventTime = Arrays.copyOf(when, m);
    fillFirst(stratum);
    byEntry = followUp.hasStarts() ? sortedByFirst() : new int[0];
    event = new boolean[n];
    weight = new double[n];
    for (int i = 0; i < n; i++) {
      event[i] = followUp.isEvent(row[i]);
      weight[i] = weights.length == 0 ? 1 : weights[row[i]];
    }
    alike = new int[counts.length];
    for (int i = 0; i < alike.length; i++) {
      alike[i] = counts[row[i]];
      weight[i] *= alike[i];
    }
    centre = new double[p];
    scale = new double[p];
    x = new double[n * p];
    fillCovariates(covariates);
  }

  private void fillFirst(int[] stratum) {
    for (int i = 0; i < n; i++) {
      int s = stratum[row[i]];
      int begin = eventTimesFrom[s];
      int end = eventTimesFrom[s + 1];
      if (followUp.hasStarts()) {
        int place = Arrays.binarySearch(eventTime, begin, end, followUp.start(row[i]));
        first[i] = place >= 0 ? place + 1 : -place - 1;
      } else {
        first[i] = begin;
      }
    }
  }

  /** A counting sort: ascending by {@link #first}, ties in the order of the layout. */
  private int[] sortedByFirst() {
    int[] place = new int[eventTimes() + 2];
    for (int i = 0; i < n; i++) {
      place[first[i] + 1]++;
    }
    for (int j = 0; j <= eventTimes(); j++) {
      place[j + 1] += place[j];
    }
    int[] sorted = new int[n];
    for (int i = 0; i < n; i++) {
      sorted[place[first[i]]++] = i;
    }
    return sorted;
  }

  /** Reads the columns in order and writes each row to its place: little jumping in memory. */
  private void fillCovariates(double[][] covariates) {
    for (int k = 0; k < p; k++) {
      double[] location = meanAndDeviation(covariates[k]);
      centre[k] = location[0];
      scale[k] = location[1];
    }
    int[] place = new int[n];
    for (int i = 0; i < n; i++) {
      place[row[i]] = i;
    }
    for (int i = 0; i < n; i++) {
      for (int k = 0, at = place[i] * p; k < p; k++, at++) {
        x[at] = (covariates[k][i] - centre[k]) / scale[k];
      }
    }
  }

  /** Mean and standard deviation; 1 in place of a deviation that is only rounding. */
  static double[] meanAndDeviation(double[] column) {
    double sum = 0;
    for (double value : column) {
      sum += value;
    }
    double mean = sum / column.length;
    double squares = 0;
    for (double value : column) {
      squares += (value - mean) * (value - mean);
    }
    double deviation = Math.sqrt(squares / column.length);
    return new double[] {mean, deviation > 1e-12 * Math.abs(mean) ? deviation : 1};
  }

  /** Whether rows stand for several. */
  boolean counted() {
    return alike.length > 0;
  }

  /** For how many a row laid out stands. */
  int alike(int i) {
    return alike.length == 0 ? 1 : alike[i];
  }

  /** The number of event times of all strata. */
  int eventTimes() {
    return eventTime.length;
  }

  /** βx of a row laid out, for coefficients of the scaled covariates. */
  double predictor(double[] beta, int i) {
    double eta = 0;
    for (int k = 0, at = i * p; k < p; k++, at++) {
      eta += beta[k] * x[at];
    }
    return eta;
  }

  /** w·exp(βx) of every row laid out. */
  double[] risks(double[] beta) {
    double[] risk = new double[n];
    for (int i = 0; i < n; i++) {
      risk[i] = weight[i] * Math.exp(predictor(beta, i));
    }
    return risk;
  }
}
