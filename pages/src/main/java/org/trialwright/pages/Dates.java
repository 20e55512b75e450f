package org.trialwright.pages;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Dates and times as people read them: {@code 15 Oct 2024}, {@code 2024年10月15日}. Times are 24-hour
 * and belong to one zone, which a page names once.
 *
 * @param words decides the language
 * @param zone the zone of every time shown, the site's
 * @param place the zone's name for people, such as a city; empty when the offset alone is said
 */
public record Dates(Words words, ZoneId zone, String place) {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
  private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss");

  /** {@code 15 Oct 2024} or {@code 2024年10月15日}. */
  public String day(LocalDate day) {
    return format(day, "d MMM uuuu", "uuuu年M月d日");
  }

  /**
   * A date of which the day, or day and month, may be unknown: {@code 2024-10} is {@code Oct 2024}.
   */
  public String day(String iso) {
    return switch (iso.length()) {
      case 4 -> chinese() ? iso + "年" : iso;
      case 7 -> {
        LocalDate first = YearMonth.parse(iso).atDay(1);
        yield format(first, "MMM uuuu", "uuuu年M月");
      }
      default -> day(LocalDate.parse(iso));
    };
  }

  /** Without its year: {@code 15 Oct} or {@code 10月15日}. */
  public String dayOfYear(LocalDate day) {
    return format(day, "d MMM", "M月d日");
  }

  /** With its weekday, when someone must come: {@code Tue 15 Oct 2024}. */
  public String weekday(LocalDate day) {
    return chinese()
        ? day(day) + "（周" + weekdayInChinese(day) + "）"
        : format(day, "EEE d MMM uuuu", "");
  }

  /** With its weekday and without its year: {@code Tue 15 Oct}. */
  public String weekdayOfYear(LocalDate day) {
    return chinese()
        ? dayOfYear(day) + "（周" + weekdayInChinese(day) + "）"
        : format(day, "EEE d MMM", "");
  }

  /** In full, for a heading: {@code Tuesday 15 October 2024}. */
  public String heading(LocalDate day) {
    return chinese()
        ? day(day) + " 星期" + weekdayInChinese(day)
        : format(day, "EEEE d MMMM uuuu", "");
  }

  /** A month for a calendar strip: {@code Oct} or {@code 10月}. */
  public String month(LocalDate day) {
    return format(day, "MMM", "M月");
  }

  /** {@code 14:32}, in this zone. */
  public String time(Instant instant) {
    return TIME.format(local(instant));
  }

  public String time(LocalTime time) {
    return TIME.format(time);
  }

  /** {@code 15 Oct 2024, 14:32}, in this zone. */
  public String moment(Instant instant) {
    ZonedDateTime local = local(instant);
    return join(day(local.toLocalDate()), TIME.format(local));
  }

  /** {@code 15 Oct 2024, 14:32:08}, in this zone, for an audit trail. */
  public String momentToSecond(Instant instant) {
    ZonedDateTime local = local(instant);
    return join(day(local.toLocalDate()), SECONDS.format(local));
  }

  /** {@code 06:32:08 UTC}. */
  public String utc(Instant instant) {
    return SECONDS.format(instant.atZone(ZoneOffset.UTC)) + " UTC";
  }

  /** {@code Tue 15 Oct 2024, 14:32 (Shanghai, UTC+8)}, once a page. */
  public String momentInZone(Instant instant) {
    ZonedDateTime local = local(instant);
    String moment =
        chinese()
            ? weekday(local.toLocalDate()) + TIME.format(local)
            : join(weekday(local.toLocalDate()), TIME.format(local));
    return chinese()
        ? moment + "（" + zoneName(instant) + "）"
        : moment + " (" + zoneName(instant) + ")";
  }

  /** {@code Shanghai, UTC+8}. */
  public String zoneName(Instant instant) {
    String offset = local(instant).getOffset().getId().replace("Z", "").replace(":00", "");
    String short1 = offset.replaceFirst("^([+-])0", "$1");
    return place.isEmpty() ? "UTC" + short1 : place + (chinese() ? "，" : ", ") + "UTC" + short1;
  }

  /** From and to, saying month and year once where they are shared: {@code 9–23 Oct 2024}. */
  public String window(LocalDate from, LocalDate to) {
    if (from.equals(to)) {
      return day(from);
    }
    boolean year = from.getYear() == to.getYear();
    boolean month = year && from.getMonth() == to.getMonth();
    if (chinese()) {
      if (month) {
        return format(from, "", "uuuu年M月d") + "–" + to.getDayOfMonth() + "日";
      }
      return day(from) + "至" + (year ? dayOfYear(to) : day(to));
    }
    if (month) {
      return from.getDayOfMonth() + "–" + day(to);
    }
    return (year ? dayOfYear(from) : day(from)) + " to " + day(to);
  }

  /**
   * {@code today}, {@code tomorrow}, {@code in 3 days}, {@code 1 day late}, {@code 3 days late}.
   */
  public String relative(LocalDate due, LocalDate today) {
    long days = ChronoUnit.DAYS.between(today, due);
    if (days == 0) {
      return words.say("today");
    }
    if (days == 1) {
      return words.say("tomorrow");
    }
    return days > 0
        ? words.say("in n days", days)
        : words.count(-days, "one day late", "n days late");
  }

  /** How long ago: {@code today}, {@code yesterday}, {@code 6 days ago}. */
  public String ago(LocalDate day, LocalDate today) {
    long days = ChronoUnit.DAYS.between(day, today);
    if (days == 0) {
      return words.say("today");
    }
    return days == 1 ? words.say("yesterday") : words.say("n days ago", days);
  }

  private ZonedDateTime local(Instant instant) {
    return instant.atZone(zone);
  }

  private boolean chinese() {
    return words.language() == Language.CHINESE;
  }

  private String join(String day, String time) {
    return chinese() ? day + " " + time : day + ", " + time;
  }

  private String format(LocalDate day, String english, String chinese) {
    // Locale.UK would write "Sept"; the record and the forms write "Sep".
    return DateTimeFormatter.ofPattern(chinese() ? chinese : english, Locale.US).format(day);
  }

  private static char weekdayInChinese(LocalDate day) {
    return "一二三四五六日".charAt(day.getDayOfWeek().getValue() - 1);
  }
}
