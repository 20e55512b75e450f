package org.trialwright.statistics;

import java.util.Arrays;

/**
 * The proportional-hazards model (Cox, J R Stat Soc B 1972;34:187): hazard(t | x) = h(t)·exp(βx),
 * with a baseline hazard h of its own in every stratum. Formulas and conventions:
 * docs/reference/statistics/cox.md.
 */
public final class CoxModel {
  private static final int[] ALL_ONE = new int[0];
  private static final double[] NO_WEIGHTS = new double[0];

  private final FollowUp followUp;
  private final double[][] covariates;
  private final int[] stratum;
  private final int strata;
  private final double[] weights;
  private final int[] counts;
  private final int[] cluster;
  private final Ties ties;

  private CoxModel(
      FollowUp followUp,
      double[][] covariates,
      int[] stratum,
      int strata,
      double[] weights,
      int[] counts,
      int[] cluster,
      Ties ties) {
    this.followUp = followUp;
    this.covariates = covariates;
    this.stratum = stratum;
    this.strata = strata;
    this.weights = weights;
    this.counts = counts;
    this.cluster = cluster;
    this.ties = ties;
  }

  /**
   * A model with Efron's ties, one stratum, every row weighing 1 and standing for itself.
   *
   * @param covariates one array a covariate, one finite number a row; they enter as they are
   */
  public static CoxModel of(FollowUp followUp, double[]... covariates) {
    checkCovariates(followUp.size(), covariates);
    return new CoxModel(followUp, covariates, ALL_ONE, 1, NO_WEIGHTS, ALL_ONE, ALL_ONE, Ties.EFRON);
  }

  static void checkCovariates(int rows, double[]... covariates) {
    Check.that(covariates.length > 0, "there is no covariate; a model needs one or more");
    for (int k = 0; k < covariates.length; k++) {
      FollowUp.checkLengths(rows, "covariate " + (k + 1), covariates[k].length);
      for (int i = 0; i < covariates[k].length; i++) {
        if (!Double.isFinite(covariates[k][i])) {
          throw new IllegalArgumentException(
              "covariate %s of row %s is %s; it must be a finite number"
                  .formatted(k + 1, i + 1, covariates[k][i]));
        }
      }
    }
  }

  /** The same model with other ties. */
  public CoxModel withTies(Ties other) {
    return new CoxModel(followUp, covariates, stratum, strata, weights, counts, cluster, other);
  }

  /**
   * The same model in which each stratum has its own baseline hazard.
   *
   * @param stratumOfRow 0 to count − 1
   */
  public CoxModel withStrata(int[] stratumOfRow, int count) {
    followUp.checkCodes("stratum", stratumOfRow, count);
    return new CoxModel(followUp, covariates, stratumOfRow, count, weights, counts, cluster, ties);
  }

  /**
   * The same model in which a row counts as so many.
   *
   * @param weightOfRow above 0
   */
  public CoxModel withWeights(double[] weightOfRow) {
    FollowUp.checkLengths(followUp.size(), "weight", weightOfRow.length);
    for (int i = 0; i < weightOfRow.length; i++) {
      Check.positive("weight of row " + (i + 1), weightOfRow[i]);
    }
    return new CoxModel(followUp, covariates, stratum, strata, weightOfRow, counts, cluster, ties);
  }

  /**
   * The same model in which a row stands for so many rows that are alike in everything, weight
   * included: the fit is that of all of them, ties included, at the cost of the rows given. What is
   * said of single rows afterwards is said of each of those alike; where that has no meaning, it is
   * refused.
   *
   * @param countOfRow 1 or more
   */
  public CoxModel withCounts(int[] countOfRow) {
    FollowUp.checkLengths(followUp.size(), "count", countOfRow.length);
    for (int i = 0; i < countOfRow.length; i++) {
      if (countOfRow[i] < 1) {
        throw new IllegalArgumentException(
            "count of row %s is %s; it must be 1 or more".formatted(i + 1, countOfRow[i]));
      }
    }
    return new CoxModel(followUp, covariates, stratum, strata, weights, countOfRow, cluster, ties);
  }

  /**
   * The same model in which rows of one cluster, say one person, are not independent. Matters to
   * the robust variance and to the standard error of concordance.
   *
   * @param clusterOfRow 0 to count − 1
   */
  public CoxModel withClusters(int[] clusterOfRow, int count) {
    followUp.checkCodes("cluster", clusterOfRow, count);
    return new CoxModel(followUp, covariates, stratum, strata, weights, counts, clusterOfRow, ties);
  }

  /** Fits the model, or says why it cannot be fitted. */
  public CoxResult fit() {
    Check.that(
        ties != Ties.EXACT || weights.length == 0,
        "case weights have no meaning in the exact partial likelihood");
    Check.that(
        ties != Ties.EXACT || counts.length == 0,
        "the exact partial likelihood needs its rows one by one, not counted");
    int[] stratumOfRow = stratum.length == 0 ? new int[followUp.size()] : stratum;
    CoxData data = new CoxData(followUp, covariates, stratumOfRow, strata, weights, counts);
    if (data.eventTimes() == 0) {
      return CoxNotEstimable.because(CoxNotEstimable.Reason.NO_EVENTS, "no row has the event");
    }
    PartialLikelihood likelihood =
        ties == Ties.EXACT
            ? new ExactLikelihood(data)
            : new TiedLikelihood(data, ties == Ties.EFRON);
    Newton search = Newton.search(likelihood, data.p);
    return switch (search.end()) {
      case Newton.End.Maximum() -> new CoxFit(data, ties, clusters(), search);
      case Newton.End.Undetermined(int k) ->
          CoxNotEstimable.because(
              CoxNotEstimable.Reason.COLLINEAR,
              "covariate %s does not vary within the risk sets beyond the covariates before it"
                  .formatted(k + 1));
      case Newton.End.Ridge(Numbers direction) -> CoxNotEstimable.ridge(data, search, direction);
      case Newton.End.TooManySteps() ->
          CoxNotEstimable.because(
              CoxNotEstimable.Reason.NOT_CONVERGED, "the likelihood's maximum was not reached");
    };
  }

  /** The cluster of each row; every row its own where none are given. */
  private int[] clusters() {
    if (cluster.length > 0) {
      return cluster;
    }
    int[] own = new int[followUp.size()];
    Arrays.setAll(own, i -> i);
    return own;
  }
}
