package org.trialwright.statistics;

/**
 * The discrete log partial likelihood: at each event time with d events, the risk of the rows that
 * had it over the sum of the risks of all sets of d rows at risk. The sum over sets is the
 * elementary symmetric polynomial of degree d, built row by row with its derivatives.
 */
final class ExactLikelihood implements PartialLikelihood {
  private final CoxData data;

  ExactLikelihood(CoxData data) {
    this.data = data;
  }

  @Override
  public Point at(double[] beta) {
    int p = data.p;
    double[] risk = data.risks(beta);
    double[] score = new double[p];
    double[][] information = new double[p][p];
    double logLikelihood = 0;
    for (int s = 0; s < data.strata.length; s++) {
      for (int j = data.eventTimesFrom[s]; j < data.eventTimesFrom[s + 1]; j++) {
        int d = 0;
        for (int i = data.rowsFrom[j]; i < data.tiedTo[j]; i++) {
          if (data.event[i]) {
            d++;
            logLikelihood += data.predictor(beta, i);
            for (int k = 0; k < p; k++) {
              score[k] += data.x[i * p + k];
            }
          }
        }
        Sets sets = sets(j, data.rowsTo[data.eventTimesFrom[s + 1] - 1], d, risk);
        logLikelihood -= sets.logSum;
        for (int a = 0; a < p; a++) {
          score[a] -= sets.mean[a];
          for (int b = 0; b < p; b++) {
            information[a][b] += sets.square[a][b] - sets.mean[a] * sets.mean[b];
          }
        }
      }
    }
    return new Point(logLikelihood, Numbers.of(score), information);
  }

  /** The logarithm of a sum over sets, and the mean of Σx and of its square over them. */
  private static final class Sets {
    final double logSum;
    final double[] mean;
    final double[][] square;

    Sets(double logSum, double[] mean, double[][] square) {
      this.logSum = logSum;
      this.mean = mean;
      this.square = square;
    }
  }

  /**
   * All sets of {@code d} rows at risk at event time {@code j}; rows after it up to {@code end}.
   */
  private Sets sets(int j, int end, int d, double[] risk) {
    int p = data.p;
    double total = 0;
    for (int i = data.rowsFrom[j]; i < end; i++) {
      total += data.first[i] <= j ? risk[i] : 0;
    }
    // Risks are scaled so that the sum over sets stays near 1 for every d.
    double scale = d / total;
    double[] sum = new double[d + 1];
    double[][] mean = new double[d + 1][p];
    double[][][] square = new double[d + 1][p][p];
    sum[0] = 1;
    for (int i = data.rowsFrom[j]; i < end; i++) {
      if (data.first[i] > j) {
        continue;
      }
      double r = risk[i] * scale;
      int x = i * p;
      for (int k = d; k >= 1; k--) {
        for (int a = 0; a < p; a++) {
          double xa = data.x[x + a];
          for (int b = 0; b < p; b++) {
            double xb = data.x[x + b];
            square[k][a][b] +=
                r
                    * (square[k - 1][a][b]
                        + xa * mean[k - 1][b]
                        + xb * mean[k - 1][a]
                        + xa * xb * sum[k - 1]);
          }
        }
        for (int a = 0; a < p; a++) {
          mean[k][a] += r * (mean[k - 1][a] + data.x[x + a] * sum[k - 1]);
        }
        sum[k] += r * sum[k - 1];
      }
    }
    for (int a = 0; a < p; a++) {
      mean[d][a] /= sum[d];
      for (int b = 0; b < p; b++) {
        square[d][a][b] /= sum[d];
      }
    }
    return new Sets(Math.log(sum[d]) - d * Math.log(scale), mean[d], square[d]);
  }
}
