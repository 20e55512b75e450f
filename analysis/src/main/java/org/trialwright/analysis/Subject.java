package org.trialwright.analysis;

import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trialwright.journey.Stay;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;
import org.trialwright.quantities.Truth;

/**
 * One participant at a data cut.
 *
 * @param allocated the day of allocation, which is day 0; where nobody is allocated, the day on
 *     which they joined
 * @param arm as allocated; empty where it must not be known
 * @param treated the arm as treated, by analysis set, for the sets that are analysed so
 * @param place where they stand
 * @param ended whether nothing leads on from there
 * @param whyNot why somebody who left before allocation did so; else empty
 * @param strata the levels as allocated, by the question's path
 * @param parts the answer at allocation, as it is known now, to each question by which an endpoint
 *     is parted, by the question's path
 * @param sets whether they belong to each analysis set; unknown is kept
 * @param values by endpoint; empty before allocation
 * @param background what subgroups and sensitivity analyses need; nothing where the arm must not be
 *     known
 */
public record Subject(
    ParticipantId id,
    SiteId site,
    Optional<LocalDate> allocated,
    Optional<String> arm,
    Map<String, String> treated,
    Optional<LocalDate> started,
    String place,
    boolean ended,
    String whyNot,
    Map<String, String> strata,
    Map<String, String> parts,
    Map<String, Truth> sets,
    Map<String, Value> values,
    Course course,
    Background background) {
  public Subject {
    treated = Map.copyOf(treated);
    strata = Map.copyOf(strata);
    parts = Map.copyOf(parts);
    sets = Collections.unmodifiableMap(new LinkedHashMap<>(sets));
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * What happened beside the endpoints.
   *
   * @param stays after allocation, at the end of each day on which the place changed
   * @param doses by drug
   * @param windows by visit
   * @param deviations how often each sentence was not kept
   */
  public record Course(
      List<Stay> stays,
      Map<String, Doses> doses,
      Map<String, Windows> windows,
      Map<String, Integer> deviations) {
    static final Course NONE = new Course(List.of(), Map.of(), Map.of(), Map.of());

    public Course {
      stays = List.copyOf(stays);
      doses = Collections.unmodifiableMap(new LinkedHashMap<>(doses));
      windows = Collections.unmodifiableMap(new LinkedHashMap<>(windows));
      deviations = Collections.unmodifiableMap(new LinkedHashMap<>(deviations));
    }
  }

  /**
   * What stands behind the endpoints.
   *
   * @param onTheWay the first day of each thing that happened on the way, under the study's words
   * @param strata the levels at allocation as they are known now, by the question's path
   * @param levels the part of each subgroup, by the subgroup's name
   */
  public record Background(
      Map<String, LocalDate> onTheWay, Map<String, String> strata, Map<String, String> levels) {
    static final Background NONE = new Background(Map.of(), Map.of(), Map.of());

    public Background {
      onTheWay = Map.copyOf(onTheWay);
      strata = Map.copyOf(strata);
      levels = Map.copyOf(levels);
    }
  }

  /**
   * Doses of a drug.
   *
   * @param given doses above zero
   * @param total in the drug's unit
   * @param intensity total over (planned number × first dose); empty when none was given
   */
  public record Doses(int given, double total, Optional<Double> intensity) {}

  /** How many occasions of a visit were held within their windows, outside, or missed. */
  public record Windows(int within, int outside, int missed) {
    Windows plus(Windows other) {
      return new Windows(within + other.within, outside + other.outside, missed + other.missed);
    }
  }

  /** Whether they belong to the set for sure. */
  boolean in(String set) {
    return sets.getOrDefault(set, Truth.UNKNOWN) == Truth.YES;
  }

  /** The arm under which they are analysed in a set. */
  Optional<String> armIn(String set) {
    return Optional.ofNullable(treated.get(set)).or(() -> arm);
  }
}
