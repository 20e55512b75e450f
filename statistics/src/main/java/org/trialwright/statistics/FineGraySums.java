package org.trialwright.statistics;

/**
 * The sums over the risk sets: rows followed to the event time, and rows taken by another cause
 * before it, weighted by the probability that they would not have been censored since.
 */
final class FineGraySums {
  final FineGrayData data;

  /** exp(βx) by row. */
  final double[] risk;

  /** Of each event time: Σ over the risk set. */
  final double[] total;

  /** Of each event time, p numbers: the mean covariates of the risk set. */
  final double[] mean;

  /** Of each event time: the step of the subdistribution hazard. */
  final double[] hazard;

  /** Of each row: the hazard it lived through, weighted where another cause took it. */
  final double[] lived;

  FineGraySums(FineGrayData data, double[] beta) {
    this.data = data;
    int n = data.n;
    int p = data.p;
    int m = data.eventTimes();
    risk = new double[n];
    total = new double[m];
    mean = new double[m * p];
    hazard = new double[m];
    lived = new double[n];
    for (int i = 0; i < n; i++) {
      risk[i] = Math.exp(data.predictor(beta, i));
    }
    addFollowed();
    addTaken();
    for (int e = 0; e < m; e++) {
      hazard[e] = data.events[e] / total[e];
      for (int k = 0; k < p; k++) {
        mean[e * p + k] /= total[e];
      }
    }
    double[] upTo = HazardSteps.running(hazard, 1);
    double[] weighted = HazardSteps.running(weightedHazard(), 1);
    for (int i = 0; i < n; i++) {
      lived[i] = upTo[data.passed[i]];
      if (data.kind[i] == 2) {
        lived[i] += (weighted[m] - weighted[data.passed[i]]) / data.censoring[i];
      }
    }
  }

  private void addFollowed() {
    int p = data.p;
    double sum = 0;
    double[] sumX = new double[p];
    int next = data.n;
    for (int e = data.eventTimes() - 1; e >= 0; e--) {
      while (next > data.firstRow[e]) {
        next--;
        sum += risk[next];
        for (int k = 0; k < p; k++) {
          sumX[k] += risk[next] * data.x[next * p + k];
        }
      }
      total[e] = sum;
      System.arraycopy(sumX, 0, mean, e * p, p);
    }
  }

  private void addTaken() {
    int p = data.p;
    double sum = 0;
    double[] sumX = new double[p];
    int next = 0;
    for (int e = 0; e < data.eventTimes(); e++) {
      for (; next < data.firstRow[e]; next++) {
        if (data.kind[next] == 2) {
          double share = risk[next] / data.censoring[next];
          sum += share;
          for (int k = 0; k < p; k++) {
            sumX[k] += share * data.x[next * p + k];
          }
        }
      }
      total[e] += data.censoringBefore[e] * sum;
      for (int k = 0; k < p; k++) {
        mean[e * p + k] += data.censoringBefore[e] * sumX[k];
      }
    }
  }

  /** Of each event time: the hazard's step times the curve of censoring before it. */
  double[] weightedHazard() {
    double[] weighted = hazard.clone();
    for (int e = 0; e < weighted.length; e++) {
      weighted[e] *= data.censoringBefore[e];
    }
    return weighted;
  }

  /** Of each event time, p numbers: a step times the mean covariates. */
  double[] times(double[] steps) {
    double[] product = mean.clone();
    for (int at = 0; at < product.length; at++) {
      product[at] *= steps[at / data.p];
    }
    return product;
  }
}
