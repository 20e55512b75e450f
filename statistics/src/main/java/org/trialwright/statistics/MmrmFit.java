package org.trialwright.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A fitted mixed model for repeated measures.
 *
 * <p>Coefficients are intercept, visits 2 … K, group at visits 1 … K, baseline at visits 1 … K.
 */
public final class MmrmFit {
  private final RestrictedLikelihood likelihood;
  private final double[][] residualCovariance;
  private final int visits;
  private final int subjects;
  private final int observations;

  /** Coefficients for the baseline as it is = back · those for the baseline less its mean. */
  private final double[][] back;

  private MmrmFit(
      RepeatedSums rows,
      CovarianceStructure structure,
      RestrictedLikelihood likelihood,
      double centre) {
    this.likelihood = likelihood;
    this.residualCovariance = structure.matrix(likelihood.theta(), rows.visits());
    this.visits = rows.visits();
    this.subjects = rows.subjects();
    this.observations = rows.observations();
    this.back = back(visits, centre);
  }

  static MmrmFit of(
      RepeatedSums rows,
      CovarianceStructure structure,
      RestrictedLikelihood likelihood,
      double centre) {
    return new MmrmFit(rows, structure, likelihood, centre);
  }

  private static double[][] back(int visits, double centre) {
    int p = 3 * visits;
    var back = new double[p][];
    for (int i = 0; i < p; i++) {
      back[i] = Mmrm.unit(p, i);
    }
    for (int v = 0; v < visits; v++) {
      back[v][2 * visits + v] -= centre;
      if (v > 0) {
        back[v][2 * visits] += centre;
      }
    }
    return back;
  }

  /** One a column of the design. */
  public Numbers coefficients() {
    return Numbers.of(Dense.product(back, likelihood.beta()));
  }

  /** Model-based, one row a coefficient. */
  public List<Numbers> covarianceOfCoefficients() {
    double[][] left = Dense.product(back, likelihood.covariance());
    return rows(
        IntStream.range(0, back.length)
            .mapToObj(
                i -> Arrays.stream(back).mapToDouble(row -> Dense.dot(left[i], row)).toArray())
            .toArray(double[][]::new));
  }

  /** Model-based standard errors. */
  public Numbers se() {
    var covariance = covarianceOfCoefficients();
    return Numbers.of(
        IntStream.range(0, back.length)
            .mapToDouble(i -> Math.sqrt(covariance.get(i).get(i)))
            .toArray());
  }

  /** Visits × visits. */
  public List<Numbers> residualCovariance() {
    return rows(residualCovariance);
  }

  private static List<Numbers> rows(double[][] matrix) {
    return Arrays.stream(matrix).map(row -> Numbers.of(row.clone())).toList();
  }

  /** With −(n − p)/2·log 2π and −½ log|XᵗV⁻¹X|, without the term in XᵗX. */
  public double remlLogLikelihood() {
    return likelihood.value();
  }

  public int subjects() {
    return subjects;
  }

  public int observations() {
    return observations;
  }

  /**
   * A linear combination of coefficients.
   *
   * @param estimate in the unit of the response
   * @param se standard error
   * @param df degrees of freedom
   * @param t estimate over standard error
   * @param p two-sided, Student's t
   * @param lower confidence limit
   * @param upper confidence limit
   */
  public record Contrast(
      double estimate, double se, double df, double t, double p, double lower, double upper) {}

  /**
   * Σ weight × coefficient, with Satterthwaite's degrees of freedom from the observed information.
   *
   * @param weights one a coefficient, not all 0
   */
  public Contrast contrast(double[] weights, double confidenceLevel) {
    return contrast(weights, likelihood.covariance(), likelihood.observed(), confidenceLevel);
  }

  /**
   * The same with Kenward and Roger's standard error and degrees of freedom, which for one contrast
   * are Satterthwaite's with the expected information; not for autoregressive covariances.
   *
   * @param weights one a coefficient, not all 0
   */
  public Contrast kenwardRoger(double[] weights, double confidenceLevel) {
    return contrast(weights, likelihood.corrected(), likelihood.expected(), confidenceLevel);
  }

  private Contrast contrast(
      double[] weights, double[][] covariance, double[][] information, double level) {
    Check.that(
        weights.length == back.length,
        "%s weights for %s coefficients",
        weights.length,
        back.length);
    Check.probability("confidenceLevel", level);
    var centred = Dense.product(Dense.transposed(back), weights);
    double variance = Dense.dot(centred, Dense.product(likelihood.covariance(), centred));
    Check.that(variance > 0, "the weights are all 0");
    double[] slope = likelihood.slopeOfVariance(centred);
    double df = 2 * variance * variance / Dense.dot(slope, Cholesky.of(information).solve(slope));
    double estimate = Dense.dot(centred, likelihood.beta());
    double se = Math.sqrt(Dense.dot(centred, Dense.product(covariance, centred)));
    var student = new Distribution.StudentT(df);
    double half = -student.quantile((1 - level) / 2) * se;
    return new Contrast(
        estimate,
        se,
        df,
        estimate / se,
        2 * student.upper(Math.abs(estimate / se)),
        estimate - half,
        estimate + half);
  }

  /** Second group minus first at each visit, at the same baseline. */
  public List<Contrast> treatmentEffectByVisit(double confidenceLevel) {
    return IntStream.range(0, visits)
        .mapToObj(v -> contrast(Mmrm.unit(back.length, visits + v), confidenceLevel))
        .toList();
  }
}
