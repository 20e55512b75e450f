package org.trialwright.bedside.today;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.trialwright.pages.Csv;
import org.trialwright.pages.Words;

/** A day as files: a table for a spreadsheet, and entries for a calendar (RFC 5545). */
final class DayFiles {
  private static final List<String> HEAD =
      List.of("participant", "list", "visit", "from", "to", "state", "left", "why");
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private static final int LONGEST_LINE = 75;

  private DayFiles() {}

  static String csv(DayList.Day day) {
    return Csv.file(HEAD, rows(day));
  }

  /** Every list of the day, row by row, in the columns of the file. */
  static List<List<String>> rows(DayList.Day day) {
    var rows = new ArrayList<List<String>>();
    rows.addAll(rows("due today", day.today()));
    rows.addAll(rows("late", day.late()));
    rows.addAll(rows("open", day.open()));
    rows.addAll(rows("next seven days", day.next()));
    rows.addAll(rows("incomplete", day.past()));
    return rows;
  }

  private static List<List<String>> rows(String list, List<DayList.Line> lines) {
    return lines.stream()
        .map(
            line ->
                List.of(
                    line.participant(),
                    list,
                    line.visit(),
                    line.from().toString(),
                    line.to().toString(),
                    line.state().word(),
                    line.left(),
                    line.why()))
        .toList();
  }

  /**
   * One entry a visit, over the days of its window. It holds the participant's number, a holiday on
   * which it falls, and no more: calendars are read over shoulders and kept by others.
   */
  static String ics(DayList.Day day, String study, Instant now, Words words) {
    var text = new StringBuilder();
    line(text, "BEGIN:VCALENDAR");
    line(text, "VERSION:2.0");
    line(text, "PRODID:-//Trialwright//Trialwright//EN");
    Stream.of(day.today(), day.late(), day.open(), day.next())
        .flatMap(List::stream)
        .forEach(one -> entry(text, one, study, now, words));
    line(text, "END:VCALENDAR");
    return text.toString();
  }

  private static void entry(
      StringBuilder text, DayList.Line one, String study, Instant now, Words words) {
    var name = study + "/" + one.participant() + "/" + one.from() + "/" + one.to();
    line(text, "BEGIN:VEVENT");
    line(text, "UID:" + UUID.nameUUIDFromBytes(name.getBytes(UTF_8)));
    line(text, "DTSTAMP:" + STAMP.format(now));
    line(text, "DTSTART;VALUE=DATE:" + day(one.from()));
    line(text, "DTEND;VALUE=DATE:" + day(one.to().plusDays(1)));
    line(text, "SUMMARY:" + escaped(words.say("calendar entry", one.participant())));
    if (!one.holiday().isEmpty()) {
      line(text, "DESCRIPTION:" + escaped(one.holiday()));
    }
    line(text, "TRANSP:TRANSPARENT");
    line(text, "END:VEVENT");
  }

  private static String day(LocalDate day) {
    return day.format(DateTimeFormatter.BASIC_ISO_DATE);
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;").replace("\n", "\\n");
  }

  /** A line of more than 75 octets goes on in the next one, after a blank. */
  private static void line(StringBuilder text, String line) {
    int octets = 0;
    for (int i = 0; i < line.length(); i = line.offsetByCodePoints(i, 1)) {
      var sign = Character.toString(line.codePointAt(i));
      int more = sign.getBytes(UTF_8).length;
      if (octets + more > LONGEST_LINE) {
        text.append("\r\n ");
        octets = 1;
      }
      text.append(sign);
      octets += more;
    }
    text.append("\r\n");
  }
}
