package org.trialwright.statistics;

/** A log partial likelihood with its first derivative and minus its second. */
interface PartialLikelihood {
  /** The values at one place. */
  record Point(double logLikelihood, Numbers score, double[][] information) {}

  /**
   * The values at coefficients of the scaled covariates. The log likelihood is NaN or infinite where
   * a coefficient is so large that numbers overflow.
   */
  Point at(double[] beta);
}
