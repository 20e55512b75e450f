package org.trialwright.statistics;

/** Proportions of two arms when their difference is given. */
final class RestrictedProportion {
  private RestrictedProportion() {}

  /**
   * The most likely p0 when p1 − p0 = difference: the root of a cubic, in closed form (Miettinen
   * and Nurminen, Stat Med 1985;4:213; Farrington and Manning, Stat Med 1990;9:1447).
   *
   * <p>Works for proportions, too: events and totals may be expected shares.
   */
  static double ofArmZero(
      double events1, double total1, double events0, double total0, double difference) {
    double all = total1 + total0;
    double events = events1 + events0;
    double a = all;
    double b = (total1 + 2 * total0) * difference - all - events;
    double c = (total0 * difference - all - 2 * events0) * difference + events;
    double d = events0 * difference * (1 - difference);
    double third = b / (3 * a);
    double v = third * third * third - b * c / (6 * a * a) + d / (2 * a);
    double square = third * third - c / (3 * a);
    double u = Math.copySign(Math.sqrt(Math.max(0, square)), v);
    double cosine = u == 0 ? 0 : Math.clamp(v / (u * u * u), -1.0, 1.0);
    double root = 2 * u * Math.cos((Math.PI + Math.acos(cosine)) / 3) - third;
    return Math.clamp(root, Math.max(0, -difference), Math.min(1, 1 - difference));
  }
}
