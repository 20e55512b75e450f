package org.trialwright.records;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What somebody looks for.
 *
 * @param text words, a number, a name or a whole note about a person; empty for everything
 * @param chosen values of facets; a trial must have one of each facet that is here
 * @param age in years; a whole number stands for the whole year
 * @param sex {@code FEMALE} or {@code MALE}; empty for no matter
 * @param volunteers only trials that take healthy people
 * @param results only trials with posted results
 * @param updatedSince ISO date; empty for no matter
 * @param exact only these words: no other spelling, no other name
 */
public record Search(
    String text,
    Map<Facet, Set<String>> chosen,
    Optional<Double> age,
    String sex,
    boolean volunteers,
    boolean results,
    String updatedSince,
    Optional<Near> near,
    Order order,
    boolean exact) {
  private static final int LONGEST_TEXT = 20_000;

  /** Everything there is. */
  public static final Search ALL =
      new Search(
          "",
          Map.of(),
          Optional.empty(),
          "",
          false,
          false,
          "",
          Optional.empty(),
          Order.RELEVANCE,
          false);

  public Search {
    text = text.strip();
    text = text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    chosen =
        chosen.entrySet().stream()
            .filter(one -> !one.getValue().isEmpty())
            .collect(
                Collectors.toUnmodifiableMap(Map.Entry::getKey, one -> Set.copyOf(one.getValue())));
  }

  /** What a list can be narrowed by, with a count for each value. */
  public enum Facet {
    STATUS,
    PHASE,
    TYPE,
    TREATMENT,
    COUNTRY
  }

  /** What comes first. */
  public enum Order {
    RELEVANCE,
    DISTANCE,
    DATE
  }

  /**
   * Not farther from a place than this.
   *
   * @param kilometres infinite for any distance
   */
  public record Near(Spot spot, double kilometres) {
    public Near {
      if (!(kilometres >= 0)) {
        throw new IllegalArgumentException("no distance is " + kilometres + " km");
      }
    }
  }

  public Search text(String text) {
    return new Search(
        text, chosen, age, sex, volunteers, results, updatedSince, near, order, exact);
  }

  public Search only(Facet facet, Set<String> values) {
    Map<Facet, Set<String>> all = new EnumMap<>(Facet.class);
    all.putAll(chosen);
    all.put(facet, values);
    return new Search(text, all, age, sex, volunteers, results, updatedSince, near, order, exact);
  }

  public Search age(double years) {
    return new Search(
        text,
        chosen,
        Optional.of(years),
        sex,
        volunteers,
        results,
        updatedSince,
        near,
        order,
        exact);
  }

  public Search sex(String sex) {
    return new Search(
        text, chosen, age, sex, volunteers, results, updatedSince, near, order, exact);
  }

  public Search volunteers(boolean volunteers) {
    return new Search(
        text, chosen, age, sex, volunteers, results, updatedSince, near, order, exact);
  }

  public Search results(boolean results) {
    return new Search(
        text, chosen, age, sex, volunteers, results, updatedSince, near, order, exact);
  }

  public Search near(Near near) {
    return new Search(
        text, chosen, age, sex, volunteers, results, updatedSince, Optional.of(near), order, exact);
  }

  public Search order(Order order) {
    return new Search(
        text, chosen, age, sex, volunteers, results, updatedSince, near, order, exact);
  }
}
