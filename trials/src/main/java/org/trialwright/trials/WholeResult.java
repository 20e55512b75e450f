package org.trialwright.trials;

import java.util.List;

/**
 * What whole trials came to.
 *
 * @param trials how many were played
 * @param participants of a trial, on average: allocated or, where nobody is, joined
 * @param months from the scenario's first day to the analysis, on average, of 30.4375 days
 * @param tests in the study's order
 * @param numbers in the order of the first report that has them
 */
public record WholeResult(
    int trials, double participants, double months, List<Claim> tests, List<Average> numbers) {
  public WholeResult {
    tests = List.copyOf(tests);
    numbers = List.copyOf(numbers);
  }

  /**
   * How often a planned test makes its claim.
   *
   * @param text as the study writes it
   * @param made the share of trials
   * @param notReached the share in which a test before it did not succeed
   * @param undecided the share in which it could not be decided
   * @param error of {@code made}, √(p(1 − p)/trials)
   */
  public record Claim(
      String test, String text, double made, double notReached, double undecided, double error) {}

  /**
   * A number of the report, averaged over trials.
   *
   * @param item the question, of an endpoint that has several; else empty
   * @param set the analysis set
   * @param method as the study writes it
   * @param what whose number it is and at what time
   * @param trials in which it could be estimated
   * @param mean of a ratio the geometric one
   * @param error the Monte Carlo error of the mean, from the spread between trials; NaN for one
   *     trial
   */
  public record Average(
      String endpoint,
      String item,
      String set,
      String method,
      String what,
      int trials,
      double mean,
      double error) {}
}
