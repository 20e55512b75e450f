package org.trialwright.statistics;

import java.util.List;

/**
 * The proportional model of the subdistribution hazard of one cause (Fine and Gray, J Am Stat Assoc
 * 1999;94:496), in time linear in the rows once they are sorted. Ties are Breslow's. Formulas and
 * conventions: docs/reference/statistics/fine-gray.md.
 */
public final class FineGray {
  private FineGray() {}

  /** A fitted model, or why it cannot be fitted. */
  public sealed interface Result permits Fit, NotEstimable {}

  /**
   * A model without finite coefficients.
   *
   * @param sentence the reason, in words
   */
  public record NotEstimable(CoxNotEstimable.Reason reason, String sentence) implements Result {}

  /**
   * A fitted model.
   *
   * @param coefficients the log subdistribution hazard ratio of one unit of each covariate
   * @param ratios exp(coefficient)
   * @param standardErrors robust
   * @param z coefficient over standard error
   * @param p two-sided
   * @param lower limits of the ratio
   * @param upper limits of the ratio
   * @param covariance robust, the estimation of the censoring curve included; covariates by
   *     covariates
   * @param information minus the second derivative of the log pseudo-likelihood
   * @param logLikelihoodNull the log pseudo-likelihood with all coefficients 0
   * @param logLikelihood the log pseudo-likelihood at its maximum
   * @param baseline the cumulative subdistribution hazard of a row with all covariates 0
   */
  public record Fit(
      Numbers coefficients,
      Numbers ratios,
      Numbers standardErrors,
      Numbers z,
      Numbers p,
      Numbers lower,
      Numbers upper,
      List<Numbers> covariance,
      List<Numbers> information,
      double logLikelihoodNull,
      double logLikelihood,
      Baseline baseline)
      implements Result {

    /** The predicted cumulative incidence of a row, one number a time of the baseline. */
    public Numbers incidence(double... covariates) {
      FollowUp.checkLengths(coefficients.size(), "covariates asked", covariates.length);
      double eta = 0;
      for (int k = 0; k < covariates.length; k++) {
        Check.finite("covariate " + (k + 1), covariates[k]);
        eta += coefficients.get(k) * covariates[k];
      }
      double[] incidence = new double[baseline.time().size()];
      for (int j = 0; j < incidence.length; j++) {
        incidence[j] = -Math.expm1(-Math.exp(eta) * baseline.hazard().get(j));
      }
      return Numbers.of(incidence);
    }
  }

  /**
   * A cumulative baseline hazard.
   *
   * @param time the distinct times of the cause of interest, ascending
   * @param hazard at each of them
   */
  public record Baseline(Numbers time, Numbers hazard) {}

  /**
   * Fits the model.
   *
   * @param time 0 or more, finite
   * @param cause 0 censored, 1 the cause of interest, 2 any other cause
   * @param confidenceLevel two-sided, of the limits of the ratios
   * @param covariates one array a covariate, one finite number a row; they enter as they are
   */
  public static Result fit(
      double[] time, int[] cause, double confidenceLevel, double[]... covariates) {
    CumulativeIncidence.anyCause(time, cause, 2);
    CoxModel.checkCovariates(time.length, covariates);
    Normals.z(confidenceLevel);
    FineGrayData data = new FineGrayData(time, cause, covariates);
    if (data.eventTimes() == 0) {
      return new NotEstimable(CoxNotEstimable.Reason.NO_EVENTS, "no row has the cause of interest");
    }
    Newton search = Newton.search(new FineGrayLikelihood(data), data.p);
    return switch (search.end()) {
      case Newton.End.Maximum() -> fitted(data, search, confidenceLevel);
      case Newton.End.Undetermined(int k) ->
          new NotEstimable(
              CoxNotEstimable.Reason.COLLINEAR,
              "covariate %s does not vary within the risk sets beyond the covariates before it"
                  .formatted(k + 1));
      case Newton.End.Ridge(Numbers direction) when data.neverFalls(direction.toArray()) ->
          new NotEstimable(
              CoxNotEstimable.Reason.MONOTONE_LIKELIHOOD,
              "the pseudo-likelihood rises without end: a combination of covariates ranks every"
                  + " event above all others at risk");
      case Newton.End.Ridge _, Newton.End.TooManySteps _ ->
          new NotEstimable(
              CoxNotEstimable.Reason.NOT_CONVERGED,
              "the pseudo-likelihood's maximum was not reached");
    };
  }

  private static Fit fitted(FineGrayData data, Newton search, double confidenceLevel) {
    int p = data.p;
    double[] scaledBeta = search.beta().toArray();
    double[][] information = search.atEnd().information();
    double[][] inverse = Symmetric.inverse(Symmetric.factor(information, 0));
    double[][] scaled =
        Symmetric.sandwich(inverse, new FineGrayInfluence(data, scaledBeta).outer());
    double quantile = Normals.z(confidenceLevel);
    double[] beta = new double[p];
    double[] ratio = new double[p];
    double[] se = new double[p];
    double[] z = new double[p];
    double[] pValue = new double[p];
    double[] lower = new double[p];
    double[] upper = new double[p];
    double[][] covariance = new double[p][p];
    double[][] unscaledInformation = new double[p][p];
    double centre = 0;
    for (int k = 0; k < p; k++) {
      beta[k] = scaledBeta[k] / data.scale[k];
      centre += beta[k] * data.centre[k];
      ratio[k] = Math.exp(beta[k]);
      se[k] = Math.sqrt(scaled[k][k]) / data.scale[k];
      z[k] = beta[k] / se[k];
      pValue[k] = Normals.twoSided(z[k]);
      lower[k] = Math.exp(beta[k] - quantile * se[k]);
      upper[k] = Math.exp(beta[k] + quantile * se[k]);
      for (int m = 0; m < p; m++) {
        covariance[k][m] = scaled[k][m] / (data.scale[k] * data.scale[m]);
        unscaledInformation[k][m] = information[k][m] * (data.scale[k] * data.scale[m]);
      }
    }
    return new Fit(
        Numbers.of(beta),
        Numbers.of(ratio),
        Numbers.of(se),
        Numbers.of(z),
        Numbers.of(pValue),
        Numbers.of(lower),
        Numbers.of(upper),
        Symmetric.rows(covariance),
        Symmetric.rows(unscaledInformation),
        search.atZero().logLikelihood(),
        search.atEnd().logLikelihood(),
        new Baseline(
            Numbers.of(data.eventTime.clone()), baseline(data, scaledBeta, Math.exp(-centre))));
  }

  private static Numbers baseline(FineGrayData data, double[] scaledBeta, double atZero) {
    double[] hazard = new FineGraySums(data, scaledBeta).hazard;
    double sum = 0;
    double[] cumulative = new double[hazard.length];
    for (int j = 0; j < hazard.length; j++) {
      sum += hazard[j];
      cumulative[j] = atZero * sum;
    }
    return Numbers.of(cumulative);
  }
}
