package org.trialwright.journey;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one occasion of a visit was held against its window. The study's first visit has no window of
 * its own: it ends with the path it leads to.
 *
 * @param off the first day on which a form was filled in outside the window; else, of a visit that
 *     was not held, the day after its window; empty within
 */
public record Adherence(Due due, Kind kind, Optional<LocalDate> off) {

  /** The report counts the middle two alike: both are outside the window. */
  public enum Kind {
    WITHIN,
    /** After its window and not after the days on which that is no deviation yet. */
    LATE,
    OUTSIDE,
    /** Its window has closed and no form is filled in. */
    MISSED
  }

  /** Every occasion whose window has opened and that is held or late, in the calendar's order. */
  public static List<Adherence> of(Journey journey) {
    Map<String, List<Record>> byVisit = new HashMap<>();
    for (var form : journey.study().forms().values()) {
      for (var record : journey.records(form)) {
        byVisit.computeIfAbsent(record.visit(), _ -> new ArrayList<>()).add(record);
      }
    }
    var first = journey.study().when().visits().getFirst().name();
    return journey.calendar().stream()
        .filter(due -> due.from().filter(from -> !from.isAfter(journey.today())).isPresent())
        .filter(due -> !due.visit().name().equals(first))
        .flatMap(due -> of(due, byVisit.getOrDefault(due.label(), List.of())).stream())
        .toList();
  }

  private static Optional<Adherence> of(Due due, List<Record> records) {
    return switch (due.state()) {
      case LATE, PERHAPS_MISSED ->
          Optional.of(
              new Adherence(due, Kind.MISSED, Optional.of(due.to().orElseThrow().plusDays(1))));
      case DONE, BEGUN -> Optional.of(held(due, records));
      case AWAITED, LATER, OPEN, CANCELLED -> Optional.empty();
    };
  }

  private static Adherence held(Due due, List<Record> records) {
    var from = due.from().orElseThrow();
    var to = due.to().orElseThrow();
    var last = due.amberTo().orElse(to);
    var outside =
        records.stream()
            .filter(record -> due.visit().forms().contains(record.form()))
            .map(record -> LocalDate.ofEpochDay(record.day()))
            .filter(day -> day.isBefore(from) || day.isAfter(to))
            .sorted()
            .toList();
    var far = outside.stream().filter(day -> day.isBefore(from) || day.isAfter(last)).findFirst();
    return far.isPresent()
        ? new Adherence(due, Kind.OUTSIDE, far)
        : new Adherence(
            due, outside.isEmpty() ? Kind.WITHIN : Kind.LATE, outside.stream().findFirst());
  }
}
