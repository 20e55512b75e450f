package org.trialwright.statistics;

import java.util.function.DoubleUnaryOperator;

/** Zeros of functions of one number, to the last bits of a double. */
final class Roots {
  private static final int MOST_STEPS = 400;

  private Roots() {}

  /**
   * A zero of a function between two places where its sign differs: inverse quadratic interpolation
   * where it is safe, halving elsewhere (Chandrupatla, Adv Eng Softw 1997;28:145). The function may
   * be infinite at an end.
   *
   * @throws IllegalArgumentException when the signs at the ends are equal
   */
  static double between(double low, double high, DoubleUnaryOperator function) {
    double a = high;
    double b = low;
    double fa = function.applyAsDouble(a);
    double fb = function.applyAsDouble(b);
    if (fa == 0 || fb == 0) {
      return fa == 0 ? a : b;
    }
    if (Double.isNaN(fa) || Double.isNaN(fb) || Math.signum(fa) == Math.signum(fb)) {
      throw new IllegalArgumentException(
          "no change of sign between %s (%s) and %s (%s)".formatted(low, fb, high, fa));
    }
    double share = 0.5;
    double best = a;
    for (int step = 0; step < MOST_STEPS; step++) {
      double x = a + share * (b - a);
      double fx = function.applyAsDouble(x);
      double c;
      double fc;
      if (Math.signum(fx) == Math.signum(fa)) {
        c = a;
        fc = fa;
      } else {
        c = b;
        fc = fb;
        b = a;
        fb = fa;
      }
      a = x;
      fa = fx;
      best = Math.abs(fa) < Math.abs(fb) ? a : b;
      double least = (Math.ulp(best) + Double.MIN_NORMAL) / Math.abs(b - a);
      if (least > 0.5 || fa == 0) {
        return best;
      }
      share = Math.clamp(share(a, fa, b, fb, c, fc), least, 1 - least);
    }
    return best;
  }

  private static double share(double a, double fa, double b, double fb, double c, double fc) {
    double xi = (a - b) / (c - b);
    double phi = (fa - fb) / (fc - fb);
    if (phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi) {
      return fa / (fb - fa) * (fc / (fb - fc))
          + (c - a) / (b - a) * (fa / (fc - fa)) * (fb / (fc - fb));
    }
    return 0.5;
  }
}
