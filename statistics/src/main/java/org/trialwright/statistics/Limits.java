package org.trialwright.statistics;

/** The two limits of a confidence interval, each of which may not be estimable by itself. */
public record Limits(Estimate lower, Estimate upper) {
  static Limits of(double lower, double upper) {
    return new Limits(Estimate.of(lower), Estimate.of(upper));
  }

  static Limits none(String reason) {
    return new Limits(Estimate.none(reason), Estimate.none(reason));
  }
}
