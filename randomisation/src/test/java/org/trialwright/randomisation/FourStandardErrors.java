package org.trialwright.randomisation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Chance within reason: a right program passes 15,999 of 16,000 such comparisons; the seeds are
 * fixed.
 */
final class FourStandardErrors {
  private FourStandardErrors() {}

  /** Asserts that a proportion of n independent trials is near its expectation. */
  static void ofProportion(String what, long observed, long n, double expected) {
    ofMean(what, (double) observed / n, expected, Math.sqrt(expected * (1 - expected) / n));
  }

  /** Asserts that a mean is near its expectation. */
  static void ofMean(String what, double observed, double expected, double standardError) {
    assertThat(standardError).as(what + ": standard error").isPositive();
    assertThat((observed - expected) / standardError)
        .as("%s: observed %s, expected %s, distance in standard errors", what, observed, expected)
        .isBetween(-4.0, 4.0);
  }
}
