package org.trialwright.clinical;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Rounding of a finished number to a step, halves up, in decimal arithmetic: 172.5 to the nearest 5
 * is 175 although a binary computation may have left 172.49999999999997. To that end the number is
 * first read to 12 significant digits, far below any measurement.
 */
public final class Rounding {
  private static final MathContext READ = new MathContext(12, RoundingMode.HALF_EVEN);

  private Rounding() {}

  /** To the nearest multiple of a step above 0; a half goes up, also below 0. */
  public static double toNearest(double value, double step) {
    return nearest(read(value), step(step)).doubleValue();
  }

  /**
   * To the nearest multiple of the coarse step, or of the fine step when the coarse result lies
   * more than so many percent of the number off; exactly so many percent still counts as near.
   */
  public static double toNearest(double value, double coarse, double fine, double percentOff) {
    Refusal.unlessWithin("percentage off", percentOff, 0, 100, "%");
    var exact = read(value);
    var fineStep = step(fine);
    var rounded = nearest(exact, step(coarse));
    // |rounded - exact| > percent/100 x |exact|, without a division.
    var off = rounded.subtract(exact).abs().scaleByPowerOfTen(2);
    boolean far = off.compareTo(BigDecimal.valueOf(percentOff).multiply(exact.abs())) > 0;
    return (far ? nearest(exact, fineStep) : rounded).doubleValue();
  }

  private static BigDecimal nearest(BigDecimal value, BigDecimal step) {
    var half = new BigDecimal("0.5").multiply(step);
    var steps = value.add(half).divideToIntegralValue(step);
    // Division to an integral value cuts towards 0; below 0 the step beneath is wanted.
    if (steps.multiply(step).compareTo(value.add(half)) > 0) {
      steps = steps.subtract(BigDecimal.ONE);
    }
    return steps.multiply(step);
  }

  private static BigDecimal read(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("the value " + value + " cannot be rounded");
    }
    return BigDecimal.valueOf(value).round(READ);
  }

  private static BigDecimal step(double step) {
    Refusal.unlessPositive("rounding step", step, "");
    return BigDecimal.valueOf(step);
  }
}
