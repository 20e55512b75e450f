package org.trialwright.bedside;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.trialwright.journey.Due;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.quantities.SiteId;

/**
 * The days on which a site sees nobody, as the facts of a study tell of them. They move nothing:
 * the windows are the study's.
 *
 * @param all what was recorded, the newest first
 * @param plain days that stand in the newest fact about the site itself, without a name
 */
public record Holidays(List<Entry> all, Set<LocalDate> plain) {
  public Holidays {
    all = List.copyOf(all);
    plain = Set.copyOf(plain);
  }

  /** Days as somebody recorded them. */
  public record Entry(Fact fact, Event.ClosedSet set) {}

  /**
   * A day on which a visit is planned and nobody is seen.
   *
   * @param name of the holiday; empty when it has none
   * @param instead the nearest working day within the window; empty when there is none
   */
  public record Falls(LocalDate day, String name, Optional<LocalDate> instead) {}

  static Holidays at(List<Fact> study, SiteId site) {
    var all =
        study.reversed().stream()
            .filter(fact -> fact.event() instanceof Event.ClosedSet set && set.site().equals(site))
            .map(fact -> new Entry(fact, (Event.ClosedSet) fact.event()))
            .toList();
    return new Holidays(all, Sites.site(study, site).map(Site::closedDays).orElse(Set.of()));
  }

  /** What was recorded of a day last. */
  private Optional<Event.ClosedSet> newest(LocalDate day) {
    return all.stream().map(Entry::set).filter(set -> set.covers(day)).findFirst();
  }

  /** Whether what somebody recorded is still what counts of some of its days. */
  public boolean counts(Entry entry) {
    return entry
        .set()
        .from()
        .datesUntil(entry.set().to().plusDays(1))
        .anyMatch(day -> newest(day).filter(entry.set()::equals).isPresent());
  }

  /** The name of the holiday on a day, which may be empty; nothing when it is none. */
  public Optional<String> on(LocalDate day) {
    return newest(day)
        .map(set -> set.closed() ? Optional.of(set.name()) : Optional.<String>empty())
        .orElseGet(() -> plain.contains(day) ? Optional.of("") : Optional.empty());
  }

  /** Neither a holiday nor, unless the site says that it works, a day of a weekend. */
  public boolean isWorked(LocalDate day) {
    boolean weekend =
        day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    return on(day).isEmpty() && (!weekend || newest(day).isPresent());
  }

  /** Whether the day that a visit is planned for, or its only day, is a holiday. */
  public Optional<Falls> falls(Due due) {
    var only = due.from().filter(from -> due.to().filter(from::equals).isPresent());
    return due.target().or(() -> only).flatMap(day -> falls(day, due));
  }

  private Optional<Falls> falls(LocalDate day, Due due) {
    return on(day)
        .map(
            name ->
                new Falls(day, name, nearest(day, due.from().orElse(day), due.to().orElse(day))));
  }

  /** Of two that are as near, the earlier one: a later one may be late. */
  private Optional<LocalDate> nearest(LocalDate day, LocalDate from, LocalDate to) {
    return from.datesUntil(to.plusDays(1))
        .filter(this::isWorked)
        .min(
            Comparator.comparingLong(
                    (LocalDate one) -> Math.abs(one.toEpochDay() - day.toEpochDay()))
                .thenComparing(Comparator.naturalOrder()));
  }
}
