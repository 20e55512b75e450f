package org.trialwright.statistics;

/**
 * A model without finite coefficients.
 *
 * @param sentence the reason, in words
 * @param score chi-square of the score test at 0, which needs no maximum; for a monotone likelihood
 * @param logLikelihoodSupremum the limit of the log partial likelihood; for a monotone likelihood
 */
public record CoxNotEstimable(
    Reason reason, String sentence, Estimate score, Estimate logLikelihoodSupremum)
    implements CoxResult {

  /** Why a model cannot be fitted. */
  public enum Reason {
    /** A coefficient runs to infinity: the likelihood rises towards it without end. */
    MONOTONE_LIKELIHOOD("monotone-likelihood"),
    /** A covariate is constant in every risk set, or a combination of the others. */
    COLLINEAR("collinear-covariates"),
    /** Nobody had the event. */
    NO_EVENTS("no-events"),
    /** The search did not reach the maximum. */
    NOT_CONVERGED("not-converged");

    private final String code;

    Reason(String code) {
      this.code = code;
    }

    /** The reason as programs write it. */
    public String code() {
      return code;
    }
  }

  private static final String NOT_KNOWN = "known for a monotone likelihood only";

  static CoxNotEstimable because(Reason reason, String sentence) {
    return new CoxNotEstimable(
        reason, sentence, Estimate.none(NOT_KNOWN), Estimate.none(NOT_KNOWN));
  }

  /** A likelihood that rises along a direction, if the data say that it never falls there. */
  static CoxNotEstimable ridge(CoxData data, Newton search, Numbers direction) {
    if (!neverFalls(data, direction.toArray())) {
      return because(Reason.NOT_CONVERGED, "the likelihood is too flat to find its maximum");
    }
    double[][] factor = Symmetric.factor(search.atZero().information(), Newton.SINGULAR);
    return new CoxNotEstimable(
        Reason.MONOTONE_LIKELIHOOD,
        "the likelihood rises without end: a combination of covariates ranks every event above all"
            + " others at risk",
        Estimate.of(Symmetric.quadratic(factor, search.atZero().score().toArray())),
        Estimate.of(search.atEnd().logLikelihood()));
  }

  /**
   * Whether at every event time the rows with the event stand at least as far in the direction as
   * all others at risk. Then, and only then, the likelihood rises along it or stays.
   */
  private static boolean neverFalls(CoxData data, double[] direction) {
    double[] height = new double[data.n];
    double lowest = Double.POSITIVE_INFINITY;
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < data.n; i++) {
      height[i] = data.predictor(direction, i);
      lowest = Math.min(lowest, height[i]);
      highest = Math.max(highest, height[i]);
    }
    // Other coefficients still move a little while the one goes its way.
    double slack = 1e-5 * (highest - lowest);
    for (int s = 0; s < data.strata.length; s++) {
      int end = data.eventTimesFrom[s + 1];
      for (int j = data.eventTimesFrom[s]; j < end; j++) {
        double lowestEvent = Double.POSITIVE_INFINITY;
        for (int i = data.rowsFrom[j]; i < data.tiedTo[j]; i++) {
          lowestEvent = data.event[i] ? Math.min(lowestEvent, height[i]) : lowestEvent;
        }
        for (int i = data.rowsFrom[j]; i < data.rowsTo[end - 1]; i++) {
          if (data.first[i] <= j && height[i] > lowestEvent + slack) {
            return false;
          }
        }
      }
    }
    return true;
  }
}
