package org.trialwright.quantities;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A calendar date of which the day, or the month and the day, may be unknown. It stands for every
 * day from {@link #earliest()} to {@link #latest()}.
 *
 * @param year 1 to 9999
 * @param month 1 to 12, or 0 when unknown
 * @param day 1 to 31, or 0 when unknown; always 0 when the month is unknown
 */
public record PartialDate(int year, int month, int day) {
  private static final Pattern FORM = Pattern.compile("(\\d{4})(?:-(\\d{2})(?:-(\\d{2}))?)?");

  public PartialDate {
    if (year < 1 || year > 9999) {
      throw new IllegalArgumentException("the year " + year + " is not between 1 and 9999");
    }
    if (month < 0 || month > 12) {
      throw new IllegalArgumentException("the month " + month + " is not between 1 and 12");
    }
    if (month == 0 && day != 0) {
      throw new IllegalArgumentException("the day " + day + " is known but its month is not");
    }
    if (day < 0 || (day > 0 && day > YearMonth.of(year, month).lengthOfMonth())) {
      throw new IllegalArgumentException(
          "there is no day %d in %04d-%02d".formatted(day, year, month));
    }
  }

  public static PartialDate of(LocalDate date) {
    return new PartialDate(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
  }

  /**
   * Reads {@code 2024}, {@code 2024-06} or {@code 2024-06-20}.
   *
   * @throws IllegalArgumentException when the text has another form or names no day of the calendar
   */
  public static PartialDate parse(String text) {
    var parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a date; write 2024-06-20, or 2024-06 or 2024 when less is known");
    }
    // A month or day written as 00 is refused: an unknown part is left out, not written as zero.
    if ("00".equals(parts.group(2)) || "00".equals(parts.group(3))) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a date; leave an unknown month or day out");
    }
    return new PartialDate(
        Integer.parseInt(parts.group(1)), number(parts.group(2)), number(parts.group(3)));
  }

  /** As {@link #parse}, but empty where that throws. */
  public static Optional<PartialDate> read(String text) {
    try {
      return Optional.of(parse(text));
    } catch (IllegalArgumentException | DateTimeException notADate) {
      return Optional.empty();
    }
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  /** Whether the day is known. */
  public boolean whole() {
    return day != 0;
  }

  public LocalDate earliest() {
    return LocalDate.of(year, Math.max(month, 1), Math.max(day, 1));
  }

  public LocalDate latest() {
    if (whole()) {
      return earliest();
    }
    return YearMonth.of(year, month == 0 ? 12 : month).atEndOfMonth();
  }

  /** ISO 8601 with what is known: {@code 2024}, {@code 2024-06} or {@code 2024-06-20}. */
  @Override
  public String toString() {
    if (month == 0) {
      return "%04d".formatted(year);
    }
    return whole()
        ? "%04d-%02d-%02d".formatted(year, month, day)
        : "%04d-%02d".formatted(year, month);
  }
}
