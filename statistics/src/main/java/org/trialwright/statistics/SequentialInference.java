package org.trialwright.statistics;

import java.util.Arrays;

/**
 * Estimates after a group-sequential trial. The effect θ is on the scale on which Z at information
 * I has mean θ√I. Formulas: docs/reference/statistics/sequential-inference.md.
 */
public final class SequentialInference {
  private SequentialInference() {}

  /**
   * The repeated interval at a look: valid whether or not the trial stops there, and whatever made
   * it stop (Jennison and Turnbull, J R Stat Soc B 1989;51:305).
   *
   * @param bounds of the design
   * @param look counted from 1
   * @param z at the look
   * @param information at the look, above 0
   */
  public static Interval repeated(SequentialBounds bounds, int look, double z, double information) {
    Check.that(
        look >= 1 && look <= bounds.criticalValues().size(),
        "look %s of %s",
        look,
        bounds.criticalValues().size());
    Check.finite("z", z);
    Check.positive("information", information);
    double root = Math.sqrt(information);
    return Interval.around(z / root, bounds.criticalValues().get(look - 1) / root);
  }

  /**
   * What is known when a trial has stopped.
   *
   * @param p one-sided p value of no effect
   * @param medianUnbiased the effect that would lead to a result as large as this one half the time
   * @param limits two-sided
   */
  public record Stagewise(double p, double medianUnbiased, Interval limits) {}

  /**
   * By the stagewise ordering: stopping for success earlier is more extreme, and at one look a
   * larger z (Tsiatis, Rosner and Mehta, Biometrics 1984;40:797). Looks after the one reached do
   * not matter. Futility bounds are taken as not binding and do not enter.
   *
   * @param criticalValues at the looks before the one reached; none when it is the first
   * @param information at all looks up to the one reached, strictly ascending
   * @param z at the look reached
   * @param sided 1 or 2; a two-sided design goes on between −critical value and critical value
   */
  public static Stagewise stagewise(
      double[] criticalValues, double[] information, double z, int sided, double confidenceLevel) {
    Check.that(
        information.length == criticalValues.length + 1,
        "%s critical values before a look with %s informations",
        criticalValues.length,
        information.length);
    Check.finite("z", z);
    Check.that(sided == 1 || sided == 2, "sided is %s; it must be 1 or 2", sided);
    Check.probability("confidenceLevel", confidenceLevel);
    for (int i = 0; i < information.length; i++) {
      Check.that(
          information[i] > (i == 0 ? 0 : information[i - 1]) && Double.isFinite(information[i]),
          "information %s of look %s is not above the one before",
          information[i],
          i + 1);
    }
    double most = information[information.length - 1];
    double[] rates = Arrays.stream(information).map(one -> one / most).toArray();
    double tail = (1 - confidenceLevel) / 2;
    double root = Math.sqrt(most);
    return new Stagewise(
        asLarge(criticalValues, rates, z, sided, 0),
        solve(criticalValues, rates, z, sided, 0.5) / root,
        new Interval(
            solve(criticalValues, rates, z, sided, tail) / root,
            solve(criticalValues, rates, z, sided, 1 - tail) / root));
  }

  private static double solve(
      double[] critical, double[] rates, double z, int sided, double probability) {
    return Roots.between(
        z - 40, z + 40, drift -> asLarge(critical, rates, z, sided, drift) - probability);
  }

  /** P(a result at least as large as z at the last of these looks). */
  private static double asLarge(
      double[] critical, double[] rates, double z, int sided, double drift) {
    var density = SequentialDensity.start(drift);
    double sum = 0;
    for (int i = 0; i < critical.length; i++) {
      sum += density.above(rates[i], critical[i]);
      double low = sided == 2 ? -critical[i] : Double.NEGATIVE_INFINITY;
      density = density.within(rates[i], low, critical[i], rates[i + 1]);
    }
    return sum + density.above(rates[critical.length], z);
  }
}
