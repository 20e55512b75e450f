package org.trialwright.clinical;

/**
 * Doses of fractionated radiotherapy made comparable by the linear-quadratic model, without regard
 * to overall time (Fowler, Br J Radiol 1989;62:679).
 */
public final class Radiobiology {
  private Radiobiology() {}

  /**
   * Biologically effective dose [Gy] = n x d x (1 + d / (alpha/beta)).
   *
   * @param fractions n, 0 or more
   * @param doseGy d, the dose of one fraction
   */
  public static double bed(double fractions, double doseGy, double alphaBetaGy) {
    check(fractions, doseGy, alphaBetaGy);
    return fractions * doseGy * (1 + doseGy / alphaBetaGy);
  }

  /**
   * The dose that does the same in fractions of 2 Gy [Gy] = n x d x (d + alpha/beta) / (2 +
   * alpha/beta) (Withers and others, Radiother Oncol 1983;1:187).
   *
   * @param fractions n, 0 or more
   * @param doseGy d, the dose of one fraction
   */
  public static double eqd2(double fractions, double doseGy, double alphaBetaGy) {
    check(fractions, doseGy, alphaBetaGy);
    return fractions * doseGy * (doseGy + alphaBetaGy) / (2 + alphaBetaGy);
  }

  private static void check(double fractions, double doseGy, double alphaBetaGy) {
    Refusal.unlessWithin("number of fractions", fractions, 0, 1000, "");
    Refusal.unlessWithin("dose of a fraction", doseGy, 0, 1000, "Gy");
    Refusal.unlessPositive("alpha/beta", alphaBetaGy, "Gy");
  }
}
