package org.trialwright.study;

import java.util.List;
import java.util.Optional;

/** A method by which an endpoint is analysed. */
public sealed interface Method {
  /** As written. */
  String text();

  Options options();

  /**
   * What may follow a method's name.
   *
   * @param at the time asked for
   * @param within strata that are kept apart; empty for none
   */
  record Options(
      Optional<Quantity> at,
      List<How.Stratum> within,
      boolean clusteredBySite,
      Optional<Item> adjustedFor) {
    public Options {
      within = List.copyOf(within);
    }
  }

  /** The product-limit curve of each group. */
  record KaplanMeier(Options options, String text) implements Method {}

  /** The difference of two groups at a time, or of two means. */
  record Difference(Options options, String text) implements Method {}

  /** The hazard ratio of proportional hazards. */
  record Cox(Options options, String text) implements Method {}

  record LogRank(Options options, String text) implements Method {}

  /** The cumulative incidence of each cause. */
  record AalenJohansen(Options options, String text) implements Method {}

  /** The test of equal cumulative incidence. */
  record Gray(Options options, String text) implements Method {}

  /** The hazard ratio of one cause, the others censoring it. */
  record CauseSpecificCox(Options options, String text) implements Method {}

  /**
   * A share with its Clopper–Pearson interval.
   *
   * @param level of confidence, 0 to 1
   */
  record Exact(double level, Options options, String text) implements Method {}

  record NewcombeDifference(Options options, String text) implements Method {}

  record Fisher(Options options, String text) implements Method {}

  /** How many stand on each level. */
  record Proportions(Options options, String text) implements Method {}

  /** The rank-sum test. */
  record MannWhitney(Options options, String text) implements Method {}

  /** How many had each grade as their worst, by term. */
  record WorstGrades(Options options, String text) implements Method {}

  /** The mixed model for repeated measures, covariances unstructured. */
  record RepeatedMeasures(Options options, String text) implements Method {}

  /**
   * The share that improved by at least so much.
   *
   * @param amount in the unit of the question
   */
  record Responders(double amount, Options options, String text) implements Method {}

  /**
   * Time to the first loss of at least so much, or death.
   *
   * @param amount in the unit of the question
   */
  record Deterioration(double amount, Options options, String text) implements Method {}

  record Means(boolean geometric, Options options, String text) implements Method {}

  /** Events for so much time. */
  record Rates(Options options, String text) implements Method {}

  /** A model that is described in words. */
  record Described(Options options, String text) implements Method {}
}
