package org.trialwright.statistics;

/** The log pseudo-likelihood. */
final class FineGrayLikelihood implements PartialLikelihood {
  private final FineGrayData data;

  FineGrayLikelihood(FineGrayData data) {
    this.data = data;
  }

  @Override
  public Point at(double[] beta) {
    int p = data.p;
    FineGraySums sums = new FineGraySums(data, beta);
    double logLikelihood = 0;
    double[] score = new double[p];
    double[][] information = new double[p][p];
    for (int i = 0; i < data.n; i++) {
      int x = i * p;
      if (data.kind[i] == 1) {
        logLikelihood += data.predictor(beta, i) - Math.log(sums.total[data.passed[i] - 1]);
        for (int k = 0; k < p; k++) {
          score[k] += data.x[x + k] - sums.mean[(data.passed[i] - 1) * p + k];
        }
      }
      addSquare(sums.risk[i] * sums.lived[i], data.x, x, information);
    }
    for (int e = 0; e < data.eventTimes(); e++) {
      addSquare(-data.events[e], sums.mean, e * p, information);
    }
    for (int a = 0; a < p; a++) {
      for (int b = 0; b < a; b++) {
        information[b][a] = information[a][b];
      }
    }
    return new Point(logLikelihood, Numbers.of(score), information);
  }

  private void addSquare(double factor, double[] v, int from, double[][] lower) {
    for (int a = 0; a < data.p; a++) {
      for (int b = 0; b <= a; b++) {
        lower[a][b] += factor * v[from + a] * v[from + b];
      }
    }
  }
}
