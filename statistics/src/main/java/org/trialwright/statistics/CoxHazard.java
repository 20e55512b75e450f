package org.trialwright.statistics;

import java.util.Arrays;

/**
 * Cumulative hazards of a proportional-hazards model, one place for each distinct time of the data,
 * stratum after stratum, with the tie rule of the fit.
 *
 * @param stratum of each place, 0 to strata − 1
 * @param time ascending within a stratum
 * @param cumulativeHazard 0 or more, of a row with the covariates asked
 * @param standardError of the cumulative hazard, the coefficients' error included
 */
public record CoxHazard(
    Counts stratum, Numbers time, Numbers cumulativeHazard, Numbers standardError) {

  /** The hazard of a row whose covariates are all 0: not at their means. */
  public static CoxHazard atZero(CoxFit fit) {
    return at(fit, new double[fit.data().p]);
  }

  /**
   * The hazard of a row with these covariates.
   *
   * @param covariates one finite number a covariate
   */
  public static CoxHazard at(CoxFit fit, double... covariates) {
    fit.notExact("cumulative hazard");
    CoxData data = fit.data();
    int p = data.p;
    FollowUp.checkLengths(p, "covariates asked", covariates.length);
    double[] x = new double[p];
    double eta = 0;
    for (int k = 0; k < p; k++) {
      Check.finite("covariate " + (k + 1), covariates[k]);
      x[k] = (covariates[k] - data.centre[k]) / data.scale[k];
      eta += x[k] * fit.scaledBeta()[k];
    }
    double ratio = Math.exp(eta);
    HazardSteps steps = HazardSteps.of(fit);
    int size = Arrays.stream(data.strata).mapToInt(Timeline::size).sum();
    int[] stratum = new int[size];
    double[] time = new double[size];
    double[] hazard = new double[size];
    double[] error = new double[size];
    int at = 0;
    for (int s = 0; s < data.strata.length; s++) {
      double sum = 0;
      double variance = 0;
      double[] slope = new double[p];
      int j = data.eventTimesFrom[s];
      for (double when : data.strata[s].time) {
        for (; j < data.eventTimesFrom[s + 1] && data.eventTime[j] <= when; j++) {
          sum += steps.hazard[j];
          variance += steps.variance[j];
          for (int k = 0; k < p; k++) {
            slope[k] += x[k] * steps.hazard[j] - steps.hazardMean[j * p + k];
          }
        }
        stratum[at] = s;
        time[at] = when;
        hazard[at] = ratio * sum;
        error[at++] = ratio * Math.sqrt(variance + square(fit.scaledCovariance(), slope));
      }
    }
    return new CoxHazard(
        Counts.of(stratum), Numbers.of(time), Numbers.of(hazard), Numbers.of(error));
  }

  private static double square(double[][] matrix, double[] v) {
    double sum = 0;
    for (int a = 0; a < v.length; a++) {
      for (int b = 0; b < v.length; b++) {
        sum += matrix[a][b] * v[a] * v[b];
      }
    }
    return sum;
  }

  /** Predicted survival exp(−cumulative hazard). */
  public Numbers survival() {
    double[] survival = cumulativeHazard.toArray();
    for (int j = 0; j < survival.length; j++) {
      survival[j] = Math.exp(-survival[j]);
    }
    return Numbers.of(survival);
  }

  /** Pointwise limits of the predicted survival, normal on the log scale, cut at 1. */
  public SurvivalCurve.Band band(double confidenceLevel) {
    double z = Normals.z(confidenceLevel);
    double[] lower = new double[time.size()];
    double[] upper = new double[time.size()];
    for (int j = 0; j < lower.length; j++) {
      double half = z * standardError.get(j);
      lower[j] = Math.exp(-cumulativeHazard.get(j) - half);
      upper[j] = Math.min(1, Math.exp(-cumulativeHazard.get(j) + half));
    }
    return new SurvivalCurve.Band(Numbers.of(lower), Numbers.of(upper));
  }
}
