package org.trialwright.statistics;

/**
 * A fitted proportional-hazards model. What is asked of it beyond the coefficients is in {@link
 * CoxRobust}, {@link CoxResiduals}, {@link CoxHazard}, {@link ProportionalHazards} and {@link
 * Concordance}.
 */
public final class CoxFit implements CoxResult {
  private final CoxData data;
  private final Ties ties;
  private final int[] cluster;
  private final double[] scaledBeta;
  private final double[][] scaledCovariance;
  private final double logLikelihoodNull;
  private final double logLikelihood;
  private final double score;
  private final double wald;

  CoxFit(CoxData data, Ties ties, int[] cluster, Newton search) {
    this.data = data;
    this.ties = ties;
    this.cluster = cluster;
    scaledBeta = search.beta().toArray();
    logLikelihoodNull = search.atZero().logLikelihood();
    logLikelihood = search.atEnd().logLikelihood();
    double[][] factor = Symmetric.factor(search.atEnd().information(), 0);
    scaledCovariance = Symmetric.inverse(factor);
    score =
        Symmetric.quadratic(
            Symmetric.factor(search.atZero().information(), 0), search.atZero().score().toArray());
    wald = Symmetric.quadratic(Symmetric.factor(scaledCovariance, 0), scaledBeta);
  }

  CoxData data() {
    return data;
  }

  Ties ties() {
    return ties;
  }

  /** Of each row of the input, its cluster. */
  int[] cluster() {
    return cluster;
  }

  /** Coefficients of the centred and scaled covariates. */
  double[] scaledBeta() {
    return scaledBeta.clone();
  }

  double[][] scaledCovariance() {
    return scaledCovariance;
  }

  /** Refuses what the exact partial likelihood has no answer for. */
  void notExact(String what) {
    Check.that(ties != Ties.EXACT, "%s: not defined for exact ties; use Efron's", what);
  }

  /** Refuses what needs its rows one by one. */
  void notCounted(String what) {
    Check.that(!data.counted(), "%s: the model's rows stand for several each", what);
  }

  /** A matrix of scaled coefficients in the units of the covariates. */
  double[][] unscaled(double[][] matrix) {
    double[][] result = new double[data.p][data.p];
    for (int a = 0; a < data.p; a++) {
      for (int b = 0; b < data.p; b++) {
        result[a][b] = matrix[a][b] / (data.scale[a] * data.scale[b]);
      }
    }
    return result;
  }

  /** The number of rows, those alike counted one by one. */
  public int n() {
    int n = 0;
    for (int i = 0; i < data.n; i++) {
      n += data.alike(i);
    }
    return n;
  }

  /** The number of rows with the event, those alike counted one by one. */
  public int events() {
    int events = 0;
    for (int i = 0; i < data.n; i++) {
      events += data.event[i] ? data.alike(i) : 0;
    }
    return events;
  }

  /** The log hazard ratio of one unit of each covariate. */
  public Numbers coefficients() {
    double[] beta = new double[data.p];
    for (int k = 0; k < beta.length; k++) {
      beta[k] = scaledBeta[k] / data.scale[k];
    }
    return Numbers.of(beta);
  }

  /** exp(coefficient). */
  public Numbers hazardRatios() {
    double[] ratios = coefficients().toArray();
    for (int k = 0; k < ratios.length; k++) {
      ratios[k] = Math.exp(ratios[k]);
    }
    return Numbers.of(ratios);
  }

  /** The inverse of the information, covariates by covariates. */
  public java.util.List<Numbers> covariance() {
    return Symmetric.rows(unscaled(scaledCovariance));
  }

  /** Standard errors of the coefficients from {@link #covariance}. */
  public Numbers standardErrors() {
    return rootsOfDiagonal(unscaled(scaledCovariance));
  }

  static Numbers rootsOfDiagonal(double[][] matrix) {
    double[] roots = new double[matrix.length];
    for (int k = 0; k < roots.length; k++) {
      roots[k] = Math.sqrt(matrix[k][k]);
    }
    return Numbers.of(roots);
  }

  /** The log partial likelihood with all coefficients 0. */
  public double logLikelihoodNull() {
    return logLikelihoodNull;
  }

  /** The log partial likelihood at its maximum. */
  public double logLikelihood() {
    return logLikelihood;
  }

  /** Twice the gain in log likelihood. */
  public ChiSquareTest likelihoodRatio() {
    return ChiSquareTest.of(Math.max(0, 2 * (logLikelihood - logLikelihoodNull)), data.p);
  }

  /** The score test at 0; with one two-valued covariate and no ties the log-rank test. */
  public ChiSquareTest score() {
    return ChiSquareTest.of(score, data.p);
  }

  /** β′(covariance)⁻¹β. */
  public ChiSquareTest wald() {
    return ChiSquareTest.of(wald, data.p);
  }

  /**
   * Tests and limits of single coefficients.
   *
   * @param z coefficient over standard error
   * @param p two-sided
   * @param lower limits of the hazard ratio
   * @param upper limits of the hazard ratio
   */
  public record PerCoefficient(Numbers z, Numbers p, Numbers lower, Numbers upper) {}

  /** Tests and limits from the standard errors of the model. */
  public PerCoefficient perCoefficient(double confidenceLevel) {
    return perCoefficient(standardErrors(), confidenceLevel);
  }

  /** Tests and limits from other standard errors, say robust ones. */
  public PerCoefficient perCoefficient(Numbers standardErrors, double confidenceLevel) {
    double quantile = Normals.z(confidenceLevel);
    int n = data.p;
    double[] z = new double[n];
    double[] p = new double[n];
    double[] lower = new double[n];
    double[] upper = new double[n];
    double[] beta = coefficients().toArray();
    for (int k = 0; k < n; k++) {
      double se = standardErrors.get(k);
      z[k] = beta[k] / se;
      p[k] = Normals.twoSided(z[k]);
      lower[k] = Math.exp(beta[k] - quantile * se);
      upper[k] = Math.exp(beta[k] + quantile * se);
    }
    return new PerCoefficient(Numbers.of(z), Numbers.of(p), Numbers.of(lower), Numbers.of(upper));
  }
}
