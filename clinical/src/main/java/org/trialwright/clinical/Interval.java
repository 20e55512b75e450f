package org.trialwright.clinical;

/**
 * All that is known of a number: it lies between two ends, both included. A known number has equal
 * ends.
 *
 * @param low the lowest value it may have; may be negative infinity
 * @param high the highest value it may have; may be positive infinity
 */
public record Interval(double low, double high) {
  /** A measurement that is not known: any number from 0 upwards. */
  public static final Interval UNKNOWN = new Interval(0, Double.POSITIVE_INFINITY);

  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("the interval runs from " + low + " to " + high);
    }
  }

  public static Interval of(double value) {
    return new Interval(value, value);
  }

  /** Whether it is one known number. */
  public boolean known() {
    return low == high;
  }

  boolean contains(double value) {
    return low <= value && value <= high;
  }
}
