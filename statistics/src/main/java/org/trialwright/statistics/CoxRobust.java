package org.trialwright.statistics;

import java.util.List;

/**
 * The sandwich variance of a proportional-hazards model (Lin and Wei, J Am Stat Assoc
 * 1989;84:1074), which holds when rows of a cluster depend on each other or the model is not quite
 * true.
 *
 * @param standardErrors of the coefficients
 * @param covariance of the coefficients, covariates by covariates
 * @param wald β′(robust covariance)⁻¹β
 * @param score the robust score test of all coefficients at 0
 */
public record CoxRobust(
    Numbers standardErrors, List<Numbers> covariance, ChiSquareTest wald, ChiSquareTest score) {

  /** The sandwich of a fit, grouped by its clusters. */
  public static CoxRobust of(CoxFit fit) {
    fit.notExact("robust variance");
    fit.notCounted("robust variance");
    CoxData data = fit.data();
    boolean efron = fit.ties() == Ties.EFRON;
    double[][] outer = outer(fit, HazardSteps.of(fit).weightedScores());
    double[][] scaled = Symmetric.sandwich(fit.scaledCovariance(), outer);
    double[][] covariance = fit.unscaled(scaled);

    double[] scores = new HazardSteps(data, new double[data.p], efron).weightedScores();
    double[] sum = new double[data.p];
    for (int i = 0; i < scores.length; i++) {
      sum[i % data.p] += scores[i];
    }
    return new CoxRobust(
        CoxFit.rootsOfDiagonal(covariance),
        Symmetric.rows(covariance),
        test(scaled, fit.scaledBeta()),
        test(outer(fit, scores), sum));
  }

  private static ChiSquareTest test(double[][] variance, double[] value) {
    double[][] factor = Symmetric.factor(variance, Newton.SINGULAR);
    return ChiSquareTest.of(Symmetric.quadratic(factor, value), value.length);
  }

  /** Σ uu′ over the clusters, u the sum of the scores of a cluster's rows. */
  private static double[][] outer(CoxFit fit, double[] scores) {
    CoxData data = fit.data();
    int p = data.p;
    int clusters = 0;
    for (int c : fit.cluster()) {
      clusters = Math.max(clusters, c + 1);
    }
    double[] sums = new double[clusters * p];
    for (int i = 0; i < data.n; i++) {
      int c = fit.cluster()[data.row[i]];
      for (int k = 0; k < p; k++) {
        sums[c * p + k] += scores[i * p + k];
      }
    }
    double[][] outer = new double[p][p];
    for (int c = 0; c < clusters; c++) {
      for (int a = 0; a < p; a++) {
        for (int b = 0; b < p; b++) {
          outer[a][b] += sums[c * p + a] * sums[c * p + b];
        }
      }
    }
    return outer;
  }
}
