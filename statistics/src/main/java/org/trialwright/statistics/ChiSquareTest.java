package org.trialwright.statistics;

/**
 * A test whose statistic is compared with the chi-square distribution.
 *
 * @param chiSquare 0 or more
 * @param df degrees of freedom, 1 or more
 * @param p P(X > chiSquare)
 * @param logP natural logarithm of p; also right where p is too small for a double
 */
public record ChiSquareTest(double chiSquare, int df, double p, double logP) {
  /**
   * The upper tail.
   *
   * @param chiSquare 0 or more
   * @param df at least 1
   */
  public static ChiSquareTest of(double chiSquare, int df) {
    var distribution = new Distribution.ChiSquare(df);
    return new ChiSquareTest(
        chiSquare, df, distribution.upper(chiSquare), distribution.logUpper(chiSquare));
  }
}
