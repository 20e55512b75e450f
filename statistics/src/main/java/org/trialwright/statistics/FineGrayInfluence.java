package org.trialwright.statistics;

/** The squares of the rows' influences on the score, summed. */
final class FineGrayInfluence {
  private final FineGrayData data;
  private final FineGraySums sums;
  private final int p;
  private final double[] influence;

  FineGrayInfluence(FineGrayData data, double[] beta) {
    this.data = data;
    p = data.p;
    sums = new FineGraySums(data, beta);
    influence = new double[data.n * p];
    ofTheScore();
    ofTheCensoring();
  }

  /** What each row adds to the score: its event, less what it was expected to have. */
  private void ofTheScore() {
    double[] meanUpTo = HazardSteps.running(sums.times(sums.hazard), p);
    double[] weightedUpTo = HazardSteps.running(sums.times(sums.weightedHazard()), p);
    int end = data.eventTimes() * p;
    for (int i = 0; i < data.n; i++) {
      int passed = data.passed[i];
      for (int k = 0; k < p; k++) {
        double x = data.x[i * p + k];
        double seen = meanUpTo[passed * p + k];
        if (data.kind[i] == 2) {
          seen += (weightedUpTo[end + k] - weightedUpTo[passed * p + k]) / data.censoring[i];
        }
        double own = data.kind[i] == 1 ? x - sums.mean[(passed - 1) * p + k] : 0;
        influence[i * p + k] = own - sums.risk[i] * (x * sums.lived[i] - seen);
      }
    }
  }

  /**
   * The curve of censoring was estimated too: each row's part in it, times what it does to the rows
   * that other causes took away before and that are weighted by it ever after.
   */
  private void ofTheCensoring() {
    double[] weighted = HazardSteps.running(sums.weightedHazard(), 1);
    double[] weightedMean = HazardSteps.running(sums.times(sums.weightedHazard()), p);
    int end = data.eventTimes();
    double taken = 0;
    double[] takenX = new double[p];
    double[] lived = new double[p];
    for (int from = 0; from < data.n; from = data.tiedTo[from]) {
      int to = data.tiedTo[from];
      int censored = 0;
      for (int i = from; i < to; i++) {
        censored += data.kind[i] == 0 ? 1 : 0;
      }
      double atRisk = data.n - from;
      int passed = from == 0 ? 0 : data.passed[from - 1];
      for (int k = 0; k < p; k++) {
        double effect =
            takenX[k] * (weighted[end] - weighted[passed])
                - taken * (weightedMean[end * p + k] - weightedMean[passed * p + k]);
        lived[k] += censored * effect / (atRisk * atRisk);
        for (int i = from; i < to; i++) {
          influence[i * p + k] += (data.kind[i] == 0 ? effect / atRisk : 0) - lived[k];
        }
      }
      for (int i = from; i < to; i++) {
        if (data.kind[i] == 2) {
          double share = sums.risk[i] / data.censoring[i];
          taken += share;
          for (int k = 0; k < p; k++) {
            takenX[k] += share * data.x[i * p + k];
          }
        }
      }
    }
  }

  double[][] outer() {
    double[][] outer = new double[p][p];
    for (int i = 0; i < data.n; i++) {
      for (int a = 0; a < p; a++) {
        for (int b = 0; b < p; b++) {
          outer[a][b] += influence[i * p + a] * influence[i * p + b];
        }
      }
    }
    return outer;
  }
}
