package org.trialwright.clinical;

/** Refuses numbers that no person has, so that a formula never answers nonsense. */
final class Refusal {
  private Refusal() {}

  static void unlessPositive(String what, double value, String unit) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "the %s is %s %s; it must be a number above 0".formatted(what, value, unit).strip());
    }
  }

  static void unlessWithin(String what, double value, double low, double high, String unit) {
    if (!(value >= low && value <= high)) {
      throw new IllegalArgumentException(
          "the %s is %s %s; it must lie between %s and %s"
              .formatted(what, value, unit, low, high)
              .strip());
    }
  }
}
