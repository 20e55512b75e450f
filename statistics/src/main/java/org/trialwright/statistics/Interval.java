package org.trialwright.statistics;

/**
 * A confidence interval.
 *
 * @param lower may be −∞
 * @param upper at least {@code lower}; may be ∞
 */
public record Interval(double lower, double upper) {
  public Interval {
    if (!(lower <= upper)) {
      throw new IllegalArgumentException(
          "an interval from %s to %s; the limits must be numbers in order".formatted(lower, upper));
    }
  }

  /** centre ± half. */
  static Interval around(double centre, double half) {
    return new Interval(centre - half, centre + half);
  }
}
