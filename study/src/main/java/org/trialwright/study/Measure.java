package org.trialwright.study;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is measured.
 *
 * @param sets who belongs to each analysis set
 * @param treatedBy of a set that is analysed as treated: what makes a participant one of the first
 *     arm; every other set is analysed as allocated
 * @param events named dates that endpoints use
 */
public record Measure(
    Map<String, Condition> sets,
    Map<String, Condition> treatedBy,
    List<Named> events,
    List<Endpoint> endpoints,
    Plan plan) {
  public Measure {
    sets = Collections.unmodifiableMap(new LinkedHashMap<>(sets));
    treatedBy = Collections.unmodifiableMap(new LinkedHashMap<>(treatedBy));
    events = List.copyOf(events);
    endpoints = List.copyOf(endpoints);
  }

  public Optional<Endpoint> endpoint(String name) {
    return endpoints.stream().filter(endpoint -> endpoint.name().equals(name)).findFirst();
  }

  /**
   * @param primary whether the trial is decided on it
   * @param sets the first is the one that counts
   * @param of the arm whose participants alone are meant
   * @param neverTested why its groups are not compared; empty when they may be
   * @param text as written
   */
  public record Endpoint(
      String name,
      boolean primary,
      What what,
      List<Method> methods,
      Groups groups,
      List<String> sets,
      Optional<String> of,
      Optional<String> neverTested,
      String text,
      Position at) {
    public Endpoint {
      methods = List.copyOf(methods);
      sets = List.copyOf(sets);
    }
  }

  /** By what participants are grouped. */
  public sealed interface Groups {
    record Together() implements Groups {}

    record ByArm() implements Groups {}

    record ByTreatment() implements Groups {}

    record BySite() implements Groups {}

    record ByAnswer(Item item) implements Groups {}
  }

  /** What an endpoint measures of one participant. */
  public sealed interface What {

    /** Days from a start to the first of several dates, else to a date of censoring. */
    record TimeTo(Term from, List<Term> events, List<Term> against, Term otherwise)
        implements What {
      public TimeTo {
        events = List.copyOf(events);
        against = List.copyOf(against);
      }
    }

    /**
     * Whether something holds.
     *
     * @param worse whether it is bad when it holds; else it is good
     */
    record Share(Condition where, Missing missing, boolean worse) implements What {}

    /** Anything that is worked out from all participants together. */
    sealed interface Declared extends What {}

    /**
     * The newest answer to a question.
     *
     * @param worseWhenHigh whether a high answer is bad; else it is good
     */
    record Level(Item item, boolean worseWhenHigh) implements Declared {}

    /**
     * How much answers differ from those at baseline.
     *
     * @param worseWhenHigh the questions of which a high answer is bad; of the others it is good
     */
    record Change(List<Item> items, Set<Item> worseWhenHigh, Quantity at) implements Declared {
      public Change {
        items = List.copyOf(items);
        worseWhenHigh = Set.copyOf(worseWhenHigh);
      }
    }

    /**
     * Answers at a time after the start.
     *
     * @param worseWhenHigh the questions of which a high answer is bad; of the others it is good
     */
    record ValueAt(List<Item> items, Set<Item> worseWhenHigh, Quantity at) implements Declared {
      public ValueAt {
        items = List.copyOf(items);
        worseWhenHigh = Set.copyOf(worseWhenHigh);
      }
    }

    /** The highest answer to a question, for each answer to another of the same record. */
    record Worst(Item grade, Item by, Optional<Condition> where) implements Declared {}

    /**
     * Records of a form.
     *
     * @param personYears for how many the rate is given
     */
    record EventsOf(Form form, Optional<Condition> where, double personYears) implements Declared {}
  }

  /** What an unknown answer counts as in a share. */
  public enum Missing {
    NO,
    YES,
    LEFT_OUT
  }
}
