package org.trialwright.app;

import java.time.LocalDate;
import java.util.Optional;
import org.trialwright.pages.Grant;
import org.trialwright.pages.Role;

/**
 * A grant with the days on which it is held, both included; days are those of UTC.
 *
 * @param from the first day; empty for long since
 * @param until the last day; empty for until further notice
 */
record DatedGrant(Grant grant, Optional<LocalDate> from, Optional<LocalDate> until) {

  static DatedGrant always(Grant grant) {
    return new DatedGrant(grant, Optional.empty(), Optional.empty());
  }

  boolean heldOn(LocalDate day) {
    return !from.filter(day::isBefore).isPresent() && !until.filter(day::isAfter).isPresent();
  }

  /** Whether one person may not hold both, because of a day on which both would be held. */
  boolean conflictsWith(DatedGrant other) {
    boolean apart = isBefore(until, other.from) || isBefore(other.until, from);
    return !apart && grant.conflictsWith(other.grant);
  }

  private static boolean isBefore(Optional<LocalDate> end, Optional<LocalDate> begin) {
    return end.isPresent() && begin.isPresent() && end.get().isBefore(begin.get());
  }

  /** An inspection has an end that is known from the start. */
  boolean lacksItsEnd() {
    return grant.role() == Role.INSPECTOR && until.isEmpty();
  }

  /** As {@link #read} reads it: role, site, first and last day, with a blank between them. */
  String row() {
    return String.join(
        " ",
        Accounts.row(grant),
        from.map(LocalDate::toString).orElse(""),
        until.map(LocalDate::toString).orElse(""));
  }

  static DatedGrant read(String row) {
    String[] parts = row.split(" ", -1);
    return new DatedGrant(Accounts.grant(parts[0], parts[1]), day(parts[2]), day(parts[3]));
  }

  private static Optional<LocalDate> day(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
  }
}
