package org.trialwright.statistics;

/** Refuses input that makes no sense, saying what it was and what it must be. */
final class Check {
  private Check() {}

  @SuppressWarnings("AnnotateFormatMethod") // its annotation would be one more library
  static void that(boolean holds, String otherwise, Object... seen) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise.formatted(seen));
    }
  }

  static void finite(String what, double value) {
    that(Double.isFinite(value), "%s is %s; it must be a finite number", what, value);
  }

  static void positive(String what, double value) {
    that(
        value > 0 && Double.isFinite(value),
        "%s is %s; it must be a finite number above 0",
        what,
        value);
  }

  static void within(String what, double value, double low, double high) {
    that(
        value >= low && value <= high,
        "%s is %s; it must lie between %s and %s",
        what,
        value,
        low,
        high);
  }

  /** Every value finite, and at least {@code least} of them. */
  static void values(String what, double[] values, int least) {
    that(
        values.length >= least,
        "%s has %s values; it must have at least %s",
        what,
        values.length,
        least);
    for (int i = 0; i < values.length; i++) {
      that(
          Double.isFinite(values[i]),
          "value %s of %s is %s; it must be a finite number",
          i + 1,
          what,
          values[i]);
    }
  }

  /** Strictly between 0 and 1. */
  static void probability(String what, double value) {
    that(value > 0 && value < 1, "%s is %s; it must lie strictly between 0 and 1", what, value);
  }
}
