package org.trialwright.study;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is measured.
 *
 * @param sets who belongs to each analysis set
 * @param events named dates that endpoints use
 * @param plan the lines on tests, looks, size and intercurrent events as written
 */
public record Measure(
    Map<String, Condition> sets,
    List<Named> events,
    List<Endpoint> endpoints,
    Map<String, Map<String, String>> plan) {
  public Measure {
    sets = Collections.unmodifiableMap(new LinkedHashMap<>(sets));
    events = List.copyOf(events);
    endpoints = List.copyOf(endpoints);
    plan = Collections.unmodifiableMap(new LinkedHashMap<>(plan));
  }

  public Optional<Endpoint> endpoint(String name) {
    return endpoints.stream().filter(endpoint -> endpoint.name().equals(name)).findFirst();
  }

  /**
   * @param text as written
   * @param primary whether the trial is decided on it
   */
  public record Endpoint(String name, boolean primary, What what, String text, Position at) {}

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

    /** Whether something holds. */
    record Share(Condition where, Missing missing) implements What {}

    /** Anything else; declared here, worked out by the analysis. */
    record Declared(String text) implements What {}
  }

  /** What an unknown answer counts as in a share. */
  public enum Missing {
    NO,
    YES,
    LEFT_OUT
  }
}
