package org.trialwright.analysis;

import java.util.List;
import java.util.Optional;
import org.trialwright.statistics.Estimate;

/**
 * An endpoint worked out in another way, to see what the answer hangs on.
 *
 * @param event what happens on the way, in the study's words; {@link #STRATA} where it is about
 *     strata
 * @param item the question, of an endpoint that has several; else empty
 * @param method as the study writes it
 * @param convention how the numbers were made
 * @param rows participants counted
 * @param leftOut participants of the trial who are not counted, by reason
 */
public record Sensitivity(
    String event,
    String endpoint,
    String item,
    String set,
    String method,
    String convention,
    int rows,
    List<Analysed.LeftOut> leftOut,
    Found found) {
  /** Stands for the event where strata were put right after allocation. */
  public static final String STRATA = "a stratum was put right after allocation";

  public Sensitivity {
    leftOut = List.copyOf(leftOut);
  }

  /** Whether another looks at the same in the same way. */
  boolean asks(Sensitivity other) {
    return event.equals(other.event)
        && endpoint.equals(other.endpoint)
        && item.equals(other.item)
        && set.equals(other.set)
        && method.equals(other.method);
  }

  Sensitivity aged(String age) {
    return new Sensitivity(
        event, endpoint, item, set, method, convention + age, rows, leftOut, found);
  }

  /** What was found. */
  public sealed interface Found {}

  /** No numbers, and why: refused, not estimable, or asked for later. */
  public record None(Result why) implements Found {}

  /**
   * As if the event could not happen.
   *
   * @param left how many were censored by it, of the group and of the reference
   * @param largestWeight of a row
   * @param results the weighted ratio of hazards with its robust error, and the difference of the
   *     weighted curves at each time asked for
   */
  public record Weighted(
      String group,
      String reference,
      int left,
      int leftOfReference,
      double largestWeight,
      List<Result> results)
      implements Found {
    public Weighted {
      results = List.copyOf(results);
    }
  }

  /**
   * The hazard after the event, multiplied in one arm by one factor after the other.
   *
   * @param shifted how many were censored by the event and have their time drawn
   * @param draws how often
   * @param claim what is claimed, in the study's words
   * @param holds whether the claim holds at the first factor
   * @param tips the first factor at which that is no longer so; empty when it never changes
   */
  public record Tipping(
      String arm,
      String group,
      String reference,
      int shifted,
      int draws,
      String claim,
      boolean holds,
      Optional<Double> tips,
      List<AtFactor> factors)
      implements Found {
    public Tipping {
      factors = List.copyOf(factors);
    }
  }

  /**
   * One factor.
   *
   * @param events drawn, on average
   * @param difference of the curves at the time that the claim or the endpoint asks for; empty when
   *     none does
   * @param logRatio of the hazards
   */
  public record AtFactor(
      double factor, double events, Optional<Pooled> difference, Pooled logRatio, boolean holds) {}

  /**
   * One answer from several completed data sets, by Rubin's rules.
   *
   * @param df infinite when the answers agree
   * @param missing share of the information that is lost
   */
  public record Pooled(
      double estimate,
      double standardError,
      double df,
      double lower,
      double upper,
      double level,
      double p,
      double missing) {}

  /**
   * What is missing after the event is drawn as if the participant were of the control from then
   * on.
   *
   * @param visit at which groups are compared
   * @param asControl answers drawn so
   * @param atRandom answers drawn as those of the own group
   * @param difference adjusted for the answer before treatment, {@code group} less {@code
   *     reference}
   * @param same the same when everything is drawn as those of the own group
   */
  public record Mixture(
      String group,
      String reference,
      String visit,
      int draws,
      int asControl,
      int atRandom,
      Pooled difference,
      Pooled same)
      implements Found {}

  /**
   * Everybody ranked at one visit, those for whom the event came before it below all others.
   *
   * @param worst how many of the group stand last
   * @param superiority share of pairs in which {@code group} is better, plus half the equal ones
   * @param p of the rank sum, two-sided
   */
  public record Ranked(
      String group,
      String reference,
      String visit,
      int ofGroup,
      int ofReference,
      int worst,
      int worstOfReference,
      double superiority,
      Estimate p)
      implements Found {}

  /**
   * The methods that keep strata apart, with the strata that were true.
   *
   * @param differing participants whose stratum is another than that of their allocation
   * @param results empty when nobody differs
   */
  public record TrueStrata(int differing, List<Result> results) implements Found {
    public TrueStrata {
      results = List.copyOf(results);
    }
  }
}
