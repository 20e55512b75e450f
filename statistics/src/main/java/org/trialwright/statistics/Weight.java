package org.trialwright.statistics;

/** How much an event time counts in a test of the log-rank family. S is the pooled curve. */
public sealed interface Weight {
  /** The weight at one event time. */
  double at(double survivalBefore, int atRisk);

  /** Every event counts 1: best against proportional hazards. */
  record LogRank() implements Weight {
    @Override
    public double at(double survivalBefore, int atRisk) {
      return 1;
    }
  }

  /** S(t−): early events count more (Peto and Peto 1972; Prentice, Biometrika 1978;65:167). */
  record PetoPrentice() implements Weight {
    @Override
    public double at(double survivalBefore, int atRisk) {
      return survivalBefore;
    }
  }

  /**
   * S(t−)^rho · (1 − S(t−))^gamma (Fleming and Harrington, 1991).
   *
   * @param rho 0 or more; large: early events count more
   * @param gamma 0 or more; large: late events count more
   */
  record FlemingHarrington(double rho, double gamma) implements Weight {
    public FlemingHarrington {
      Check.within("rho", rho, 0, 100);
      Check.within("gamma", gamma, 0, 100);
    }

    @Override
    public double at(double survivalBefore, int atRisk) {
      return Math.pow(survivalBefore, rho) * Math.pow(1 - survivalBefore, gamma);
    }
  }

  /** The number at risk (Gehan, Biometrika 1965;52:203; Breslow). Depends on the censoring. */
  record Gehan() implements Weight {
    @Override
    public double at(double survivalBefore, int atRisk) {
      return atRisk;
    }
  }

  /** The root of the number at risk (Tarone and Ware, Biometrika 1977;64:156). */
  record TaroneWare() implements Weight {
    @Override
    public double at(double survivalBefore, int atRisk) {
      return Math.sqrt(atRisk);
    }
  }
}
