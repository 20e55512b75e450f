package org.trialwright.statistics;

/** A log partial likelihood with its first derivative and minus its second. */
interface PartialLikelihood {
  /** The values at one place; its matrix is shared, not copied. */
  final class Point {
    private final double logLikelihood;
    private final Numbers score;
    private final double[][] information;

    Point(double logLikelihood, Numbers score, double[][] information) {
      this.logLikelihood = logLikelihood;
      this.score = score;
      this.information = information;
    }

    double logLikelihood() {
      return logLikelihood;
    }

    /** The first derivative. */
    Numbers score() {
      return score;
    }

    /** Minus the second derivative. */
    double[][] information() {
      return information;
    }
  }

  /**
   * The values at coefficients of the scaled covariates. The log likelihood is NaN or infinite
   * where a coefficient is so large that numbers overflow.
   */
  Point at(double[] beta);
}
