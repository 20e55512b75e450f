package org.trialwright.statistics;

/**
 * The steps of the baseline hazard at every event time, for given coefficients, with the means of
 * the covariates over the risk sets. Sums over the event times a row lived through give its
 * residuals; rows with the event live through a part of the last step only when ties are Efron's.
 */
final class HazardSteps {
  final CoxData data;

  /** w·exp(βx) by row laid out. */
  final double[] risk;

  /** Of each event time: the step of the hazard. */
  final double[] hazard;

  /** Of each event time: the part of the step that the rows with the event live through. */
  final double[] ofEvents;

  /** Of each event time: the step's contribution to the variance of the cumulative hazard. */
  final double[] variance;

  /** Of each event time, p numbers: step times mean covariates. */
  final double[] hazardMean;

  /** Of each event time, p numbers: {@link #ofEvents} times mean covariates. */
  final double[] ofEventsMean;

  /** Of each event time, p numbers: the mean covariates that the event's rows are held against. */
  final double[] mean;

  HazardSteps(CoxData data, double[] beta, boolean efron) {
    this.data = data;
    risk = data.risks(beta);
    int m = data.eventTimes();
    int p = data.p;
    hazard = new double[m];
    ofEvents = new double[m];
    variance = new double[m];
    hazardMean = new double[m * p];
    ofEventsMean = new double[m * p];
    mean = new double[m * p];
    double[] one = new double[p];
    RiskSums sums = new RiskSums(data, risk);
    for (int j = m - 1; j >= 0; j--) {
      sums.previous();
      int parts = efron ? sums.count : 1;
      double weight = sums.weight / parts;
      for (int part = 0; part < parts; part++) {
        double share = (double) part / parts;
        double total = sums.total(share);
        double step = weight / total;
        sums.mean(share, one);
        hazard[j] += step;
        ofEvents[j] += (1 - share) * step;
        variance[j] += step / total;
        for (int k = 0; k < p; k++) {
          hazardMean[j * p + k] += step * one[k];
          ofEventsMean[j * p + k] += (1 - share) * step * one[k];
          mean[j * p + k] += one[k] / parts;
        }
      }
    }
  }

  static HazardSteps of(CoxFit fit) {
    return new HazardSteps(fit.data(), fit.scaledBeta(), fit.ties() == Ties.EFRON);
  }

  /** Running sums of p numbers an event time; place 0 is before the first. */
  static double[] running(double[] steps, int p) {
    double[] sums = new double[steps.length + p];
    for (int i = 0; i < steps.length; i++) {
      sums[i + p] = sums[i] + steps[i];
    }
    return sums;
  }

  /** Events less those expected, by row laid out, without weights. */
  double[] martingale() {
    double[] upTo = running(hazard, 1);
    double[] residual = new double[data.n];
    for (int i = 0; i < data.n; i++) {
      int last = data.last[i];
      double lived = data.first[i] <= last ? upTo[last + 1] - upTo[data.first[i]] : 0;
      if (data.event[i]) {
        lived += ofEvents[last] - hazard[last];
      }
      residual[i] = (data.event[i] ? 1 : 0) - risk[i] / data.weight[i] * lived;
    }
    return residual;
  }

  /**
   * The rows' shares in the score, p numbers a row laid out, for scaled covariates, times weight.
   */
  double[] weightedScores() {
    int p = data.p;
    double[] upTo = running(hazard, 1);
    double[] meanUpTo = running(hazardMean, p);
    double[] score = new double[data.n * p];
    for (int i = 0; i < data.n; i++) {
      int last = data.last[i];
      int first = data.first[i];
      if (first > last) {
        continue;
      }
      double lived = upTo[last + 1] - upTo[first];
      if (data.event[i]) {
        lived += ofEvents[last] - hazard[last];
      }
      for (int k = 0; k < p; k++) {
        double seen = meanUpTo[(last + 1) * p + k] - meanUpTo[first * p + k];
        double x = data.x[i * p + k];
        double own = 0;
        if (data.event[i]) {
          seen += ofEventsMean[last * p + k] - hazardMean[last * p + k];
          own = data.weight[i] * (x - mean[last * p + k]);
        }
        score[i * p + k] = own - risk[i] * (x * lived - seen);
      }
    }
    return score;
  }
}
