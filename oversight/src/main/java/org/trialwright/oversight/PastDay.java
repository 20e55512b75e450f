package org.trialwright.oversight;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** A day that is over in UTC, as a reader asks for it. */
public record PastDay(LocalDate day) {
  /**
   * The day of a text such as {@code 2026-05-06}; empty when it is none, or not over.
   *
   * @param now by the clock of the trial
   */
  public static Optional<PastDay> of(String text, Instant now) {
    try {
      return of(LocalDate.parse(text.strip()), now);
    } catch (DateTimeParseException unreadable) {
      return Optional.empty();
    }
  }

  public static Optional<PastDay> of(LocalDate day, Instant now) {
    return Optional.of(new PastDay(day)).filter(one -> one.end().isBefore(now));
  }

  /** Its last microsecond. */
  public Instant end() {
    return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusNanos(1_000);
  }

  @Override
  public String toString() {
    return day.toString();
  }
}
