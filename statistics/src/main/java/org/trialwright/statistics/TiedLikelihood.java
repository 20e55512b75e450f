package org.trialwright.statistics;

/**
 * Breslow's and Efron's log partial likelihood. Minus the second derivative is Σ (mean of xx′ −
 * mean·mean′) over the events; its first part is summed row by row as r·xx′ times the hazard the
 * row lived through, so a pass costs one outer product a row and one an event time.
 */
final class TiedLikelihood implements PartialLikelihood {
  private final CoxData data;
  private final boolean efron;

  TiedLikelihood(CoxData data, boolean efron) {
    this.data = data;
    this.efron = efron;
  }

  @Override
  public Point at(double[] beta) {
    return at(beta, new double[0]);
  }

  /**
   * The values in which each event time counts so much.
   *
   * @param factor one an event time, of any sign; empty: all 1
   */
  Point at(double[] beta, double[] factor) {
    double[] risk = data.risks(beta);
    int p = data.p;
    double[] score = new double[p];
    double logLikelihood = eventsOf(beta, factor, score);
    double[] information = new double[p * (p + 1) / 2];
    double[] hazard = new double[data.eventTimes()];
    double[] ofEvents = new double[data.eventTimes()];
    double[] mean = new double[p];
    RiskSums sums = new RiskSums(data, risk);
    for (int j = data.eventTimes() - 1; j >= 0; j--) {
      sums.previous();
      double times = factor.length == 0 ? 1 : factor[j];
      int parts = efron ? sums.count : 1;
      double weight = times * sums.weight / parts;
      for (int part = 0; part < parts; part++) {
        double share = (double) part / parts;
        double total = sums.total(share);
        sums.mean(share, mean);
        logLikelihood -= weight * Math.log(total);
        hazard[j] += weight / total;
        ofEvents[j] += (1 - share) * weight / total;
        for (int k = 0; k < p; k++) {
          score[k] -= weight * mean[k];
        }
        addSquare(-weight, mean, 0, information);
      }
    }
    addRows(risk, hazard, ofEvents, information);
    return new Point(logLikelihood, Numbers.of(score), unpacked(information));
  }

  /** Σ w·βx over the events; adds Σ w·x to the score. */
  private double eventsOf(double[] beta, double[] factor, double[] score) {
    double sum = 0;
    for (int i = 0; i < data.n; i++) {
      if (data.event[i]) {
        double weight = data.weight[i] * (factor.length == 0 ? 1 : factor[data.last[i]]);
        sum += weight * data.predictor(beta, i);
        for (int k = 0; k < data.p; k++) {
          score[k] += weight * data.x[i * data.p + k];
        }
      }
    }
    return sum;
  }

  /** Adds r·xx′ times the hazard of each row. */
  private void addRows(double[] risk, double[] hazard, double[] ofEvents, double[] information) {
    double[] upTo = new double[hazard.length + 1];
    for (int j = 0; j < hazard.length; j++) {
      upTo[j + 1] = upTo[j] + hazard[j];
    }
    for (int i = 0; i < data.n; i++) {
      int last = data.last[i];
      if (data.first[i] <= last) {
        double lived = upTo[last + 1] - upTo[data.first[i]];
        if (data.event[i]) {
          lived += ofEvents[last] - hazard[last];
        }
        addSquare(risk[i] * lived, data.x, i * data.p, information);
      }
    }
  }

  /** Adds factor·vv′ to a lower triangle by rows, for the p numbers of {@code v} from an offset. */
  private void addSquare(double factor, double[] v, int from, double[] triangle) {
    int p = data.p;
    for (int a = 0, at = 0; a < p; a++) {
      double scaled = factor * v[from + a];
      for (int b = 0; b <= a; b++, at++) {
        triangle[at] += scaled * v[from + b];
      }
    }
  }

  private static double[][] unpacked(double[] triangle) {
    int p = (int) ((Math.sqrt(8.0 * triangle.length + 1) - 1) / 2);
    double[][] square = new double[p][p];
    for (int a = 0, at = 0; a < p; a++) {
      for (int b = 0; b <= a; b++, at++) {
        square[a][b] = triangle[at];
        square[b][a] = triangle[at];
      }
    }
    return square;
  }
}
