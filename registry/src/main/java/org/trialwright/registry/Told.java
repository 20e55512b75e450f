package org.trialwright.registry;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.trialwright.pages.Dates;
import org.trialwright.pages.Words;
import org.trialwright.records.TrialRecord;

/** Codes and dates of a record, in the reader's language. */
public record Told(Words words, Dates dates) {

  /** A code in plain words. */
  public String code(String kind, String code) {
    return Codes.said(words.language(), kind, code);
  }

  /** A code in plain words with a number or text in it. */
  public String code(String kind, String code, String value) {
    return code(kind, code).replace("{0}", value);
  }

  /** A date to the day, the month or the year, as the record has it. */
  public String date(String iso) {
    try {
      return switch (iso.length()) {
        case 10 -> dates.day(LocalDate.parse(iso).toString());
        case 7 -> dates.day(YearMonth.parse(iso).toString());
        default -> iso;
      };
    } catch (DateTimeParseException asWritten) {
      return iso;
    }
  }

  public String date(TrialRecord.Day day) {
    if (day.date().isEmpty()) {
      return words.say("not in the record");
    }
    return day.kind().equals("ESTIMATED")
        ? words.say("date expected", date(day.date()))
        : date(day.date());
  }

  /** The record's ages, such as "18 to 75 years". */
  public String ages(TrialRecord.Eligibility eligibility) {
    var low = age(eligibility.lowestAge());
    var high = age(eligibility.highestAge());
    if (low.isEmpty() && high.isEmpty()) {
      return words.say("any age");
    }
    return high.isEmpty()
        ? words.say("age from", low)
        : low.isEmpty() ? words.say("age up to", high) : words.say("age between", low, high);
  }

  private String age(String written) {
    var parts = written.strip().split(" ");
    return parts.length == 2
        ? code("age", parts[1].toLowerCase(Locale.ROOT).replaceAll("s$", ""), parts[0])
        : written;
  }
}
