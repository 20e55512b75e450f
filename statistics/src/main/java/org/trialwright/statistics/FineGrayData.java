package org.trialwright.statistics;

import java.util.ArrayList;
import java.util.List;

/** Rows by time, covariates centred and scaled, with the curve of censoring. */
final class FineGrayData {
  final int n;
  final int p;

  /** Of each row by time: 0 censored, 1 the cause of interest, 2 another. */
  final int[] kind;

  /** Of each row by time: the probability not to be censored before it. */
  final double[] censoring;

  /** Of each row by time: how many event times are not after it. */
  final int[] passed;

  /** Of each row by time: where the rows tied with it end. */
  final int[] tiedTo;

  final double[] x;
  final double[] centre;
  final double[] scale;

  /** Of each event time: the time, its events, its first row, and the curve of censoring before. */
  final double[] eventTime;

  final int[] events;
  final int[] firstRow;
  final double[] censoringBefore;

  FineGrayData(double[] time, int[] cause, double[][] covariates) {
    Timeline timeline = Timeline.of(time);
    n = time.length;
    p = covariates.length;
    kind = new int[n];
    censoring = new double[n];
    passed = new int[n];
    tiedTo = new int[n];
    List<Integer> places = new ArrayList<>();
    List<Integer> counts = new ArrayList<>();
    double notCensored = 1;
    for (int j = 0; j < timeline.size(); j++) {
      int from = timeline.first[j];
      int to = timeline.first[j + 1];
      int mine = 0;
      int censored = 0;
      for (int i = from; i < to; i++) {
        kind[i] = cause[timeline.row[i]];
        mine += kind[i] == 1 ? 1 : 0;
        censored += kind[i] == 0 ? 1 : 0;
      }
      if (mine > 0) {
        places.add(j);
        counts.add(mine);
      }
      for (int i = from; i < to; i++) {
        censoring[i] = notCensored;
        passed[i] = places.size();
        tiedTo[i] = to;
      }
      notCensored *= (double) (n - from - censored) / (n - from);
    }
    int m = places.size();
    eventTime = new double[m];
    events = new int[m];
    firstRow = new int[m];
    censoringBefore = new double[m];
    for (int e = 0; e < m; e++) {
      eventTime[e] = timeline.time[places.get(e)];
      events[e] = counts.get(e);
      firstRow[e] = timeline.first[places.get(e)];
      censoringBefore[e] = censoring[firstRow[e]];
    }
    x = new double[n * p];
    centre = new double[p];
    scale = new double[p];
    for (int k = 0; k < p; k++) {
      fillColumn(k, covariates[k], timeline.row);
    }
  }

  private void fillColumn(int k, double[] column, int[] row) {
    double[] location = CoxData.meanAndDeviation(column);
    centre[k] = location[0];
    scale[k] = location[1];
    for (int i = 0; i < n; i++) {
      x[i * p + k] = (column[row[i]] - centre[k]) / scale[k];
    }
  }

  int eventTimes() {
    return eventTime.length;
  }

  double predictor(double[] beta, int i) {
    double eta = 0;
    for (int k = 0, at = i * p; k < p; k++, at++) {
      eta += beta[k] * x[at];
    }
    return eta;
  }

  /** Whether every event stands at least as far in the direction as all others in its risk set. */
  boolean neverFalls(double[] direction) {
    double[] height = new double[n];
    double[] highestFrom = new double[n + 1];
    highestFrom[n] = Double.NEGATIVE_INFINITY;
    double lowest = Double.POSITIVE_INFINITY;
    for (int i = n - 1; i >= 0; i--) {
      height[i] = predictor(direction, i);
      highestFrom[i] = Math.max(height[i], highestFrom[i + 1]);
      lowest = Math.min(lowest, height[i]);
    }
    double slack = 1e-5 * (highestFrom[0] - lowest);
    double taken = Double.NEGATIVE_INFINITY;
    int next = 0;
    for (int e = 0; e < eventTimes(); e++) {
      for (; next < firstRow[e]; next++) {
        taken = kind[next] == 2 ? Math.max(taken, height[next]) : taken;
      }
      double highest = Math.max(taken, highestFrom[firstRow[e]]) - slack;
      for (int i = firstRow[e]; i < tiedTo[firstRow[e]]; i++) {
        if (kind[i] == 1 && height[i] < highest) {
          return false;
        }
      }
    }
    return true;
  }
}
