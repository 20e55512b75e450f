package org.trialwright.statistics;

/**
 * The bounds of a group-sequential design, on the scale of z.
 *
 * @param informationRates shares of the last look's information
 * @param sided 1 or 2
 * @param criticalValues one a look; ∞ where nothing may be spent
 * @param futilityBounds one for every look but the last; empty without futility; −∞ at a look
 *     without a bound
 */
public record SequentialBounds(
    Numbers informationRates, int sided, Numbers criticalValues, Numbers futilityBounds) {

  /** 1 − Φ(critical value), one a look. */
  public Numbers stageLevels() {
    var levels = new double[criticalValues.size()];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = Normals.upper(criticalValues.get(i));
    }
    return Numbers.of(levels);
  }

  /** The lower end of the region in which the trial goes on. */
  double low(int look) {
    if (sided == 2) {
      return -criticalValues.get(look);
    }
    return look < futilityBounds.size() ? futilityBounds.get(look) : Double.NEGATIVE_INFINITY;
  }

  SequentialBounds withoutFutility() {
    return new SequentialBounds(informationRates, sided, criticalValues, Numbers.of());
  }

  /** Error of the first kind used by each look, cumulative, both sides. */
  public Numbers alphaSpent(boolean futilityObeyed) {
    var bounds = futilityObeyed ? this : withoutFutility();
    return bounds.operating(0).eitherSideCumulative();
  }

  /**
   * What happens under a drift.
   *
   * @param drift the expected z at the last look
   */
  public OperatingCharacteristics operating(double drift) {
    double[] rates = informationRates.toArray();
    int looks = rates.length;
    var upper = new double[looks];
    var lower = new double[looks];
    var density = SequentialDensity.start(drift);
    for (int i = 0; i < looks; i++) {
      double critical = criticalValues.get(i);
      upper[i] = density.above(rates[i], critical);
      lower[i] = density.below(rates[i], i == looks - 1 && sided == 1 ? critical : low(i));
      if (i < looks - 1) {
        density = density.within(rates[i], low(i), critical, rates[i + 1]);
      }
    }
    return new OperatingCharacteristics(
        informationRates, sided, Numbers.of(upper), Numbers.of(lower));
  }
}
