package org.trialwright.study;

import java.util.List;
import java.util.Optional;

/**
 * When participants are seen.
 *
 * @param anyTime forms that may be filled in whenever something happens
 * @param missedAfterDays how long after its window a visit is proposed as missed
 */
public record When(
    List<Named> dates,
    List<Visit> visits,
    List<Form> anyTime,
    List<Alarm> alarms,
    double missedAfterDays) {
  public When {
    dates = List.copyOf(dates);
    visits = List.copyOf(visits);
    anyTime = List.copyOf(anyTime);
    alarms = List.copyOf(alarms);
  }

  public Optional<Visit> visit(String name) {
    return visits.stream().filter(visit -> visit.name().equals(name)).findFirst();
  }

  /**
   * A visit, once or at several times counted from one anchor.
   *
   * @param places in which it is held; empty for everywhere
   * @param arms for which it is held; empty for all
   * @param unless another visit that replaces it when it lies within so many days
   */
  public record Visit(
      String name,
      Term anchor,
      List<Occasion> occasions,
      List<String> places,
      List<String> arms,
      Optional<Condition> onlyIf,
      Optional<Replaced> unless,
      List<Form> forms,
      Position at) {
    public Visit {
      occasions = List.copyOf(occasions);
      places = List.copyOf(places);
      arms = List.copyOf(arms);
      forms = List.copyOf(forms);
    }
  }

  public record Replaced(String visit, double withinDays) {}

  /**
   * One time of a visit.
   *
   * @param label tells it from its siblings, such as {@code 6 mo}; empty when it is the only one
   * @param target counted from the anchor; empty when only a window is given
   */
  public record Occasion(String label, Optional<Offset> target, Window window) {}

  /** A number of days, or of calendar months. */
  public record Offset(double amount, boolean months) {}

  /**
   * From when to when, both ends included.
   *
   * @param fromAnchor whether it counts from the anchor, else from the target
   * @param amberTo until when a late one is not yet a deviation, counted alike; the end itself when
   *     not said
   */
  public record Window(boolean fromAnchor, Offset from, Offset to, Offset amberTo) {}

  /**
   * A clock that runs from a moment until something holds, such as the report of a serious event.
   *
   * @param form whose records each start a clock
   */
  public record Alarm(
      String name,
      Form form,
      Term from,
      double hours,
      Condition until,
      double warnHours,
      Optional<Condition> onlyIf) {}
}
