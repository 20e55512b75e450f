package org.trialwright.clinical;

/** The least and the greatest of numbers that are added one by one. */
final class Ends {
  private double low = Double.POSITIVE_INFINITY;
  private double high = Double.NEGATIVE_INFINITY;

  void add(double value) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }

  Interval interval() {
    return new Interval(low, high);
  }
}
