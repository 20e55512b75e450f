package org.trialwright.statistics;

/**
 * The chance that the last look will succeed, seen from now. Formulas:
 * docs/reference/statistics/conditional-power.md.
 *
 * @param underCurrentTrend when the effect is the one seen
 * @param underDesign when it is the one planned for
 * @param underNull when there is none
 * @param predictivePowerFlatPrior averaged over what the data so far say of the effect
 */
public record ConditionalPower(
    double underCurrentTrend,
    double underDesign,
    double underNull,
    double predictivePowerFlatPrior) {
  /**
   * With one look left.
   *
   * @param z now
   * @param informationFraction strictly between 0 and 1
   * @param criticalValue at the look left
   * @param drift expected z at full information, as planned
   */
  public static ConditionalPower of(
      double z, double informationFraction, double criticalValue, double drift) {
    Check.finite("z", z);
    Check.probability("informationFraction", informationFraction);
    Check.finite("criticalValue", criticalValue);
    Check.finite("drift", drift);
    double t = informationFraction;
    return new ConditionalPower(
        under(z / Math.sqrt(t), z, t, criticalValue),
        under(drift, z, t, criticalValue),
        under(0, z, t, criticalValue),
        Normals.cdf((z - criticalValue * Math.sqrt(t)) / Math.sqrt(1 - t)));
  }

  private static double under(double drift, double z, double t, double criticalValue) {
    return Normals.cdf((z * Math.sqrt(t) + drift * (1 - t) - criticalValue) / Math.sqrt(1 - t));
  }
}
