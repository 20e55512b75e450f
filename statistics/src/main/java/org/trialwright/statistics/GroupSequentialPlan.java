package org.trialwright.statistics;

/**
 * A group-sequential design with the information at which it has its power.
 *
 * @param design what was asked for
 * @param beta error of the second kind
 * @param bounds on the scale of z
 * @param drift expected z at the last look under the alternative
 */
public record GroupSequentialPlan(
    GroupSequentialDesign design, double beta, SequentialBounds bounds, double drift) {
  /** Squared drift at the last look. */
  public double maximumInformation() {
    return drift * drift;
  }

  /** Maximum information over that of the design with one look. */
  public double inflationFactor() {
    return maximumInformation() / design.fixedInformation(beta);
  }

  /** Squared drift at each look. */
  public Numbers informationPerLook() {
    var information = design.rates();
    for (int i = 0; i < information.length; i++) {
      information[i] *= maximumInformation();
    }
    return Numbers.of(information);
  }

  /** Under the alternative. */
  public OperatingCharacteristics alternative() {
    return bounds.operating(drift);
  }

  /** Error of the first kind used by each look, cumulative, both sides. */
  public Numbers alphaSpent() {
    return bounds.alphaSpent(design.bindingFutility());
  }

  /** Error of the second kind used by each look, cumulative; one-sided designs. */
  public Numbers betaSpent() {
    return OperatingCharacteristics.cumulative(alternative().lower().toArray());
  }

  /**
   * Expected information over that of the design with one look, under a share of the drift.
   *
   * @param share 1 the alternative, 0 the null hypothesis
   */
  public double averageSampleNumber(double share) {
    return bounds.operating(share * drift).expectedInformation() * inflationFactor();
  }
}
