package org.trialwright.statistics;

/**
 * How many events a log-rank test needs, with z the sum of z(alpha) and z(beta), r = treatment over
 * control, HR and HR0 the hazard ratio planned for and that of the hypothesis. Formulas and
 * sources: docs/reference/statistics/survival-sample-size.md.
 */
public enum EventFormula {
  /** z²(1 + r)²/(r·log(HR/HR0)²) (Schoenfeld, Biometrika 1981;68:316). */
  SCHOENFELD {
    @Override
    double events(double z, double hazardRatio, double nullHazardRatio, double r) {
      double log = Math.log(hazardRatio / nullHazardRatio);
      return z * z * (1 + r) * (1 + r) / (r * log * log);
    }
  },
  /** z²(1 + r·HR)²/(r(1 − HR)²), for HR0 = 1 only (Freedman, Stat Med 1982;1:121). */
  FREEDMAN {
    @Override
    double events(double z, double hazardRatio, double nullHazardRatio, double r) {
      checkNull(nullHazardRatio);
      double share = (1 + r * hazardRatio) / (1 - hazardRatio);
      return z * z * share * share / r;
    }
  },
  /** z²(1 + r)²/(4r)·(1 + HR)²/(1 − HR)², for HR0 = 1 only (Hsieh, Stat Med 1992;11:1091). */
  HSIEH_FREEDMAN {
    @Override
    double events(double z, double hazardRatio, double nullHazardRatio, double r) {
      checkNull(nullHazardRatio);
      double share = (1 + hazardRatio) / (1 - hazardRatio) * (1 + r);
      return z * z * share * share / (4 * r);
    }
  };

  abstract double events(double z, double hazardRatio, double nullHazardRatio, double r);

  private static void checkNull(double nullHazardRatio) {
    Check.that(
        nullHazardRatio == 1,
        "the hypothesis has hazard ratio %s; this formula is for 1 only",
        nullHazardRatio);
  }

  /**
   * The number of events, not rounded.
   *
   * @param alpha one-sided
   * @param beta error of the second kind
   * @param hazardRatio planned for; not that of the hypothesis
   * @param nullHazardRatio of the hypothesis
   * @param allocationRatio treatment over control
   */
  public double events(
      double alpha,
      double beta,
      double hazardRatio,
      double nullHazardRatio,
      double allocationRatio) {
    Check.probability("alpha", alpha);
    Check.probability("beta", beta);
    Check.that(alpha + beta < 1, "alpha %s and beta %s; their sum must be below 1", alpha, beta);
    Check.positive("hazardRatio", hazardRatio);
    Check.positive("nullHazardRatio", nullHazardRatio);
    Check.positive("allocationRatio", allocationRatio);
    Check.that(
        hazardRatio != nullHazardRatio,
        "the hazard ratio planned for is that of the hypothesis, %s",
        nullHazardRatio);
    return events(
        -Normals.quantile(alpha) - Normals.quantile(beta),
        hazardRatio,
        nullHazardRatio,
        allocationRatio);
  }
}
