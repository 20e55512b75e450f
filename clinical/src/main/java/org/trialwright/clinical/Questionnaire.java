package org.trialwright.clinical;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Scores of questionnaires with coded answers, by linear transformation to 0 to 100 points (Fayers
 * and others, EORTC QLQ-C30 Scoring Manual, 3rd edition, 2001).
 *
 * <p>The half rule: a scale is scored from the mean of its answered items when at least half of its
 * items are answered, exactly half included; else there is no score. A scale of one item therefore
 * has no score when that item is missing.
 */
public final class Questionnaire {
  private Questionnaire() {}

  /**
   * A functional scale: (1 - (mean - lowest) / (highest - lowest)) x 100; high is better.
   *
   * @param lowest the lowest answer code, usually 1
   * @param highest the highest answer code, 4 or 7
   * @param items how many items the scale has
   * @param answered the answers that were given, in any order
   */
  public static OptionalDouble functional(
      int lowest, int highest, int items, List<Integer> answered) {
    long sum = sum(lowest, highest, items, answered);
    return score((long) highest * answered.size() - sum, highest - lowest, items, answered.size());
  }

  /**
   * A symptom scale or a global scale: (mean - lowest) / (highest - lowest) x 100; high is more of
   * what the items ask for. Parameters as for {@link #functional}.
   */
  public static OptionalDouble symptom(int lowest, int highest, int items, List<Integer> answered) {
    long sum = sum(lowest, highest, items, answered);
    return score(sum - (long) lowest * answered.size(), highest - lowest, items, answered.size());
  }

  /**
   * The mean of scores all of which are needed, such as the QLQ-C30 summary score of 13 scales
   * (Giesinger and others, J Clin Epidemiol 2016;69:79).
   *
   * @param needed how many scores the summary has
   * @param present the scores there are
   * @return empty when a score is missing
   */
  public static OptionalDouble mean(int needed, List<Double> present) {
    if (needed < 1 || present.size() > needed) {
      throw new IllegalArgumentException(
          "a mean of %d scores was given %d".formatted(needed, present.size()));
    }
    return present.size() < needed
        ? OptionalDouble.empty()
        : present.stream().mapToDouble(Double::doubleValue).average();
  }

  /** Whole numbers are divided once, at the end, so that equal answers give equal scores. */
  private static OptionalDouble score(long distance, int range, int items, int answered) {
    return 2 * answered < items
        ? OptionalDouble.empty()
        : OptionalDouble.of(100.0 * distance / ((long) range * answered));
  }

  private static long sum(int lowest, int highest, int items, List<Integer> answered) {
    if (lowest >= highest) {
      throw new IllegalArgumentException(
          "the answers run from %d to %d".formatted(lowest, highest));
    }
    if (items < 1 || answered.size() > items) {
      throw new IllegalArgumentException(
          "a scale of %d items was given %d answers".formatted(items, answered.size()));
    }
    long sum = 0;
    for (int answer : answered) {
      if (answer < lowest || answer > highest) {
        throw new IllegalArgumentException(
            "the answer %d does not lie between %d and %d".formatted(answer, lowest, highest));
      }
      sum += answer;
    }
    return sum;
  }
}
