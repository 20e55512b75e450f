package org.trialwright.pages;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads submitted form fields into the canonical text of an answer, and back.
 *
 * <p>Canonical texts: {@code yes}; a code, or {@code 4a or 4b}; {@code 60}, {@code 0.85 mg/dL},
 * {@code 75 umol/L (59..104)}; {@code 2024-06-20}, {@code 2024-06}, {@code 2024}; {@code 2024-12-03
 * 16:30 +08:00}; {@code 16:30}; free text; or one of {@link #MISSING}. A reading is either such a
 * text, which means exactly what was typed, or a fault that says what to do. Nothing is guessed,
 * rounded or converted; only the writing is made uniform (full-width signs, stray spaces, names of
 * months, a leading zero).
 */
public final class Answers {
  /** The reasons for no answer, in the study language. */
  public static final List<String> MISSING =
      List.of("not known", "not done", "refused", "not readable", "not applicable");

  /** Stands before a reason among the answers of one group of radio buttons. */
  public static final String NO_ANSWER = "no answer: ";

  private static final Pattern NUMBER = Pattern.compile("([+-]?)(\\d*)(?:\\.(\\d*))?");
  private static final Pattern NUMBER_AND_REST =
      Pattern.compile("([+-]?[\\d.]+)\\s*([^\\d\\s.+-].*)?");
  private static final Pattern YEAR_FIRST =
      Pattern.compile("(\\d{4}) ?([-/.年]) ?(\\d{1,2})(?: ?([-/.月]) ?(\\d{1,2}) ?[日号]?)?");
  private static final Pattern YEAR_MONTH_CHINESE =
      Pattern.compile("(\\d{4}) ?年(?: ?(\\d{1,2}) ?月)?");
  private static final Pattern EIGHT = Pattern.compile("((?:19|20)\\d\\d)(\\d\\d)(\\d\\d)");
  private static final Pattern DAY_FIRST =
      Pattern.compile("(\\d{1,2}) ?([-/. ]) ?(\\d{1,2}) ?([-/. ]) ?(\\d{4})");
  private static final Pattern DAY_NAME =
      Pattern.compile("(\\d{1,2})[ .-]{0,2}(\\p{L}+)[ .,-]{0,2}(\\d{4})");
  private static final Pattern NAME_DAY =
      Pattern.compile("(\\p{L}+)[ .]{0,2}(\\d{1,2})(?:, ?| )(\\d{4})");
  private static final Pattern NAME_YEAR = Pattern.compile("(\\p{L}+)[ .,-]{0,2}(\\d{4})");
  private static final Pattern TIME =
      Pattern.compile("(\\d{1,2}) ?[:.] ?(\\d{2})|(\\d{2})(\\d{2})");
  private static final List<String> MONTHS =
      List.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");
  private static final List<String> MONTHS_IN_CHINESE =
      List.of("一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月");
  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 2100;

  private Answers() {}

  /**
   * What the fields of one item say.
   *
   * @param fields the submitted form; fields of other items are ignored
   */
  public static Reading read(Kind kind, String name, Map<String, String> fields) {
    if (kind instanceof Kind.Calculated) {
      return new Reading.Empty();
    }
    Form form = new Form(name, fields);
    String own = form.raw("");
    String missing = form.raw(".missing");
    if (own.startsWith(NO_ANSWER) && isChosen(kind)) {
      missing = own.substring(NO_ANSWER.length());
      own = "";
    }
    Reading value =
        switch (kind) {
          case Kind.YesNo _ -> code(form, own, List.of("yes", "no"));
          case Kind.OneOf(var choices) -> code(form, own, codes(choices));
          case Kind.Grade(var grades) -> code(form, own, codes(grades));
          case Kind.Number(var units, _, var possible, var decimals) ->
              number(form, units, possible, decimals);
          case Kind.Laboratory(var units, _, var possible, var decimals) ->
              laboratory(form, units, possible, decimals);
          case Kind.Day(var partial) -> day(form, partial);
          case Kind.Moment(var zone) -> moment(form, zone);
          case Kind.Clock _ -> clock(form, "");
          case Kind.Text(_, var longest) -> text(form, longest);
          case Kind.Paper _ -> text(form, 2000);
          case Kind.Signature(var person, _) -> signature(form, person);
          case Kind.Calculated _ -> new Reading.Empty();
        };
    if (missing.isEmpty()) {
      return value;
    }
    if (!MISSING.contains(missing)) {
      return form.wrong("that is not a reason for no answer", ".missing", missing);
    }
    return value instanceof Reading.Empty
        ? new Reading.Given(missing)
        : form.wrong("an answer and a reason for none", ".missing");
  }

  /** The limits that a page suggests by itself, beside a result that is still to be typed. */
  static final String SUGGESTED = ".suggested";

  /** The unit and the limits of an earlier laboratory result as fields, without the result. */
  static Map<String, String> limits(Kind kind, String name, String earlier) {
    Map<String, String> limits = new LinkedHashMap<>(fields(kind, name, earlier));
    limits.remove(name);
    limits.remove(name + ".missing");
    if (limits.containsKey(name + ".low")) {
      limits.put(name + SUGGESTED, limits.get(name + ".low") + ".." + limits.get(name + ".high"));
    }
    return limits;
  }

  /** Whether nothing stands in the fields but limits as they were suggested. */
  static boolean isOnlySuggestedLimits(String name, Map<String, String> fields) {
    String suggested = fields.getOrDefault(name + SUGGESTED, "");
    return !suggested.isEmpty()
        && fields.getOrDefault(name, "").isBlank()
        && fields.getOrDefault(name + ".missing", "").isBlank()
        && suggested.equals(
            fields.getOrDefault(name + ".low", "")
                + ".."
                + fields.getOrDefault(name + ".high", ""));
  }

  /**
   * The fields that would be submitted for a canonical text, which {@link #read} turns into the
   * same text again; what it cannot show in fields, it leaves in the first.
   */
  public static Map<String, String> fields(Kind kind, String name, String canonical) {
    Map<String, String> fields = new LinkedHashMap<>();
    if (canonical.isEmpty() || kind instanceof Kind.Calculated) {
      return fields;
    }
    if (MISSING.contains(canonical)) {
      if (isChosen(kind)) {
        fields.put(name, NO_ANSWER + canonical);
      } else {
        fields.put(name + ".missing", canonical);
      }
      return fields;
    }
    switch (kind) {
      case Kind.Number(var units, _, _, _) -> measure(name, canonical, units, fields);
      case Kind.Laboratory(var units, _, _, _) -> {
        int bracket = canonical.indexOf(" (");
        String limits = bracket < 0 ? "" : canonical.substring(bracket + 2, canonical.length() - 1);
        measure(name, bracket < 0 ? canonical : canonical.substring(0, bracket), units, fields);
        int dots = limits.indexOf("..");
        if (dots >= 0) {
          fields.put(name + ".low", limits.substring(0, dots));
          fields.put(name + ".high", limits.substring(dots + 2));
        }
      }
      case Kind.Day _ -> date(name, canonical, fields);
      case Kind.Moment _ -> {
        String[] parts = canonical.split(" ");
        date(name, parts[0], fields);
        if (parts.length == 3) {
          fields.put(name + ".time", parts[1]);
          fields.put(name + ".offset", parts[2]);
        }
      }
      case Kind.YesNo _,
          Kind.OneOf _,
          Kind.Grade _,
          Kind.Clock _,
          Kind.Text _,
          Kind.Paper _,
          Kind.Signature _,
          Kind.Calculated _ ->
          fields.put(name, canonical);
    }
    return fields;
  }

  /**
   * The canonical text of a whole date as people write or paste it: {@code 2026-03-27}, {@code 27
   * Mar 2026}, {@code March 27, 2026}, {@code 2026年3月27日}, {@code 27.3.2026}, {@code 20260327};
   * also {@code 2026-03}, {@code Mar 2026}, {@code 2026} for a partial date. A date such as
   * 3/4/2026, which is another day in another country, is refused.
   */
  public static Reading date(String field, String typed, boolean partial) {
    Form form = new Form(field, Map.of(field, typed));
    String text = uniform(typed);
    return text.isEmpty() ? new Reading.Empty() : wholeDate(form, "", text, partial);
  }

  /** A reason for no answer, in the reader's words. */
  public static String missing(Words words, String reason) {
    return switch (reason) {
      case "not known" -> words.say("not known");
      case "not done" -> words.say("not done");
      case "refused" -> words.say("refused");
      case "not readable" -> words.say("not readable");
      case "not applicable" -> words.say("not applicable");
      default -> throw new IllegalArgumentException("no reason for no answer: " + reason);
    };
  }

  /**
   * The offsets that the date and time in these fields may have; empty while they are not whole.
   */
  static List<String> offsets(String name, Map<String, String> fields, ZoneId zone) {
    Form form = new Form(name, fields);
    return day(form, false) instanceof Reading.Given(var date)
            && clock(form, ".time") instanceof Reading.Given(var clock)
        ? zone
            .getRules()
            .getValidOffsets(LocalDateTime.of(LocalDate.parse(date), LocalTime.parse(clock)))
            .stream()
            .map(Answers::offset)
            .toList()
        : List.of();
  }

  private static boolean isChosen(Kind kind) {
    return kind instanceof Kind.YesNo || kind instanceof Kind.OneOf || kind instanceof Kind.Grade;
  }

  private static List<String> codes(List<Kind.Choice> choices) {
    return choices.stream().map(Kind.Choice::code).toList();
  }

  private static Reading code(Form form, String own, List<String> codes) {
    String text = own.strip();
    if (text.isEmpty()) {
      return new Reading.Empty();
    }
    // A code that is only partly known, such as '4a or 4b', can be stored but not chosen here.
    return List.of(text.split(" or ", -1)).stream().allMatch(codes::contains)
        ? new Reading.Given(text)
        : form.wrong("that is not one of the answers", "", text);
  }

  private static Reading number(Form form, List<String> units, Kind.Bounds possible, int decimals) {
    return switch (measured(form, "", units, possible, decimals)) {
      case Measured.None _ -> new Reading.Empty();
      case Measured.Bad(var wrong) -> wrong;
      case Measured.Good(var text, var unit) ->
          new Reading.Given(unit.isEmpty() ? text : text + " " + unit);
    };
  }

  private static Reading laboratory(
      Form form, List<String> units, Kind.Bounds possible, int decimals) {
    String low = uniform(form.raw(".low"));
    String high = uniform(form.raw(".high"));
    return switch (measured(form, "", units, possible, decimals)) {
      case Measured.Bad(var wrong) -> wrong;
      case Measured.None _ ->
          (low.isEmpty() && high.isEmpty())
                  || low.concat("..").concat(high).equals(form.raw(SUGGESTED))
              ? new Reading.Empty()
              : form.wrong("limits without a result", "");
      case Measured.Good(var text, var unit) -> {
        String value = unit.isEmpty() ? text : text + " " + unit;
        if (low.isEmpty() && high.isEmpty()) {
          yield new Reading.Given(value);
        }
        if (low.isEmpty() || high.isEmpty()) {
          yield form.wrong("both limits are needed", low.isEmpty() ? ".low" : ".high");
        }
        yield limits(form, value);
      }
    };
  }

  private static Reading limits(Form form, String value) {
    Measured low = plain(form, ".low", uniform(form.raw(".low")), -1);
    if (low instanceof Measured.Bad(var wrong)) {
      return wrong;
    }
    Measured high = plain(form, ".high", uniform(form.raw(".high")), -1);
    if (high instanceof Measured.Bad(var wrong)) {
      return wrong;
    }
    if (low instanceof Measured.Good(var from, _) && high instanceof Measured.Good(var to, _)) {
      return new BigDecimal(from).compareTo(new BigDecimal(to)) < 0
          ? new Reading.Given(value + " (" + from + ".." + to + ")")
          : form.wrong("the limits run backwards", ".high", from, to);
    }
    throw new IllegalStateException("a limit is neither good nor bad: " + low + ", " + high);
  }

  /** A number that could be read with its unit, that could not, or that is not there. */
  private sealed interface Measured {
    record None() implements Measured {}

    record Bad(Reading wrong) implements Measured {}

    record Good(String text, String unit) implements Measured {}
  }

  private static Measured measured(
      Form form, String part, List<String> units, Kind.Bounds possible, int decimals) {
    String typed = uniform(form.raw(part));
    String chosen = form.raw(".unit").strip();
    if (typed.isEmpty()) {
      return new Measured.None();
    }
    if (!chosen.isEmpty() && !units.contains(chosen)) {
      return new Measured.Bad(form.wrong("that unit is not offered", ".unit", chosen));
    }
    String digits = typed;
    String unit = chosen;
    Matcher pasted = NUMBER_AND_REST.matcher(typed);
    if (pasted.matches() && pasted.group(2) != null) {
      String written = unitOf(pasted.group(2).strip(), units);
      if (written.isEmpty()) {
        return new Measured.Bad(notNumber(form, part, typed));
      }
      if (!chosen.isEmpty() && !chosen.equals(written)) {
        return new Measured.Bad(
            form.wrong(
                "two units are given", ".unit", Numbers.unit(written), Numbers.unit(chosen)));
      }
      digits = pasted.group(1);
      unit = written;
    }
    if (unit.isEmpty() && units.size() == 1) {
      unit = units.getFirst();
    }
    if (unit.isEmpty() && units.size() > 1) {
      return new Measured.Bad(form.wrong("choose the unit", ".unit"));
    }
    Measured plain = plain(form, part, digits, decimals);
    if (plain instanceof Measured.Good(var text, _)) {
      boolean own = units.isEmpty() || unit.equals(units.getFirst());
      if (own && outside(new BigDecimal(text), possible)) {
        return new Measured.Bad(outsideOf(form, part, text, possible));
      }
      return new Measured.Good(text, unit);
    }
    return plain;
  }

  private static boolean outside(BigDecimal number, Kind.Bounds bounds) {
    return (!bounds.low().isEmpty() && number.compareTo(new BigDecimal(bounds.low())) < 0)
        || (!bounds.high().isEmpty() && number.compareTo(new BigDecimal(bounds.high())) > 0);
  }

  private static Reading outsideOf(Form form, String part, String text, Kind.Bounds possible) {
    if (possible.low().isEmpty()) {
      return form.wrong("more than is possible", part, text, possible.high());
    }
    return possible.high().isEmpty()
        ? form.wrong("less than is possible", part, text, possible.low())
        : form.wrong("not within the possible", part, text, possible.low(), possible.high());
  }

  private static String unitOf(String written, List<String> units) {
    return units.stream()
        .filter(unit -> unit.equals(written) || uniform(Numbers.unit(unit)).equals(written))
        .findFirst()
        .orElse("");
  }

  private static Measured plain(Form form, String part, String typed, int decimals) {
    Matcher number = NUMBER.matcher(typed);
    boolean digits = number.matches() && typed.chars().anyMatch(sign -> sign >= '0' && sign <= '9');
    if (!digits) {
      return new Measured.Bad(notNumber(form, part, typed));
    }
    String whole = number.group(2).replaceFirst("^0+(?=\\d)", "");
    String fraction = number.group(3) == null ? "" : number.group(3);
    if (decimals >= 0 && fraction.length() > decimals) {
      return new Measured.Bad(
          decimals == 0
              ? form.wrong("a whole number is needed", part, typed)
              : form.wrong("too many decimals", part, typed, Integer.toString(decimals)));
    }
    if (whole.length() > 12 || fraction.length() > 12) {
      return new Measured.Bad(form.wrong("too many figures", part, typed));
    }
    String text =
        (number.group(1).equals("-") ? "-" : "")
            + (whole.isEmpty() ? "0" : whole)
            + (fraction.isEmpty() ? "" : "." + fraction);
    return new Measured.Good(text, "");
  }

  private static Reading notNumber(Form form, String part, String typed) {
    if (typed.matches("[+-]?\\d*[,、]\\d+")) {
      return form.wrong("a comma in a number", part, typed, typed.replaceAll("[,、]", "."));
    }
    if (typed.matches("[<>≤≥=~≈].*")) {
      return form.wrong("a sign before a number", part, typed);
    }
    return form.wrong("that is not a number", part, typed);
  }

  private static Reading day(Form form, boolean partial) {
    String day = uniform(form.raw(".day"));
    String month = uniform(form.raw(".month"));
    String year = uniform(form.raw(".year"));
    if (day.isEmpty() && month.isEmpty() && year.isEmpty()) {
      return new Reading.Empty();
    }
    if (month.isEmpty() && year.isEmpty() && !day.matches("\\d{1,2}[日号.]?")) {
      return wholeDate(form, ".day", day, partial);
    }
    if (day.matches(".*\\d{3}.*")) {
      return form.wrong("a whole date beside its parts", ".day", day);
    }
    if (year.isEmpty()) {
      return form.wrong("the year is missing", ".year");
    }
    String fullYear = year.endsWith("年") ? year.substring(0, year.length() - 1).strip() : year;
    if (!fullYear.matches("\\d{4}")) {
      return form.wrong("the year in four figures", ".year", year);
    }
    if (month.isEmpty()) {
      if (!day.isEmpty() || !partial) {
        return form.wrong("the month is missing", ".month");
      }
      return checked(form, ".year", fullYear, "", "");
    }
    int number = monthOf(month);
    if (number == 0) {
      return form.wrong("that is not a month", ".month", month);
    }
    if (day.isEmpty()) {
      return partial
          ? checked(form, ".month", fullYear, Integer.toString(number), "")
          : form.wrong("the day is missing", ".day");
    }
    String figure = day.replaceFirst("[日号.]$", "").strip();
    if (!figure.matches("\\d{1,2}")) {
      return form.wrong("that is not a day", ".day", day);
    }
    return checked(form, ".day", fullYear, Integer.toString(number), figure);
  }

  private static Reading wholeDate(Form form, String part, String text, boolean partial) {
    Matcher found = EIGHT.matcher(text);
    if (found.matches()) {
      return checked(form, part, found.group(1), found.group(2), found.group(3));
    }
    found = YEAR_FIRST.matcher(text);
    if (found.matches() && found.group(5) != null) {
      boolean chinese = found.group(2).equals("年") && found.group(4).equals("月");
      boolean even = found.group(2).equals(found.group(4)) && !found.group(2).equals("年");
      return chinese || even
          ? checked(form, part, found.group(1), found.group(3), found.group(5))
          : form.wrong("that is not a date", part, text);
    }
    found = DAY_NAME.matcher(text);
    if (found.matches()) {
      return named(form, part, text, found.group(3), found.group(2), found.group(1));
    }
    found = NAME_DAY.matcher(text);
    if (found.matches()) {
      return named(form, part, text, found.group(3), found.group(1), found.group(2));
    }
    found = DAY_FIRST.matcher(text);
    if (found.matches() && found.group(2).equals(found.group(4))) {
      int first = Integer.parseInt(found.group(1));
      int second = Integer.parseInt(found.group(3));
      boolean dayFirst = ". ".contains(found.group(2)) || first > 12 || first == second;
      return dayFirst
          ? checked(form, part, found.group(5), found.group(3), found.group(1))
          : form.wrong("a date with two meanings", part, text);
    }
    return partialDate(form, part, text, partial);
  }

  private static Reading partialDate(Form form, String part, String text, boolean partial) {
    Matcher found = YEAR_MONTH_CHINESE.matcher(text);
    String year = "";
    String month = "";
    if (found.matches()) {
      year = found.group(1);
      month = found.group(2) == null ? "" : found.group(2);
    } else if (text.matches("\\d{4}")) {
      year = text;
    } else if (text.matches("\\d{4}[-/.]\\d{1,2}")) {
      year = text.substring(0, 4);
      month = text.substring(5);
    } else {
      Matcher named = NAME_YEAR.matcher(text);
      if (named.matches() && monthOf(named.group(1)) > 0) {
        year = named.group(2);
        month = Integer.toString(monthOf(named.group(1)));
      }
    }
    if (year.isEmpty()) {
      return form.wrong("that is not a date", part, text);
    }
    if (!partial) {
      return form.wrong("a whole date is needed", part, text);
    }
    return checked(form, part, year, month, "");
  }

  private static Reading named(
      Form form, String part, String text, String year, String month, String day) {
    int number = monthOf(month);
    return number == 0
        ? form.wrong("that is not a date", part, text)
        : checked(form, part, year, Integer.toString(number), day);
  }

  private static Reading checked(Form form, String part, String year, String month, String day) {
    int y = Integer.parseInt(year);
    if (y < FIRST_YEAR || y > LAST_YEAR) {
      return form.wrong("the year is out of range", part.equals(".day") ? ".year" : part, year);
    }
    if (month.isEmpty()) {
      return new Reading.Given(year);
    }
    int m = Integer.parseInt(month);
    if (m < 1 || m > 12) {
      return form.wrong("that is not a month", part.equals(".day") ? ".month" : part, month);
    }
    if (day.isEmpty()) {
      return new Reading.Given(String.format(Locale.ROOT, "%04d-%02d", y, m));
    }
    try {
      return new Reading.Given(LocalDate.of(y, m, Integer.parseInt(day)).toString());
    } catch (DateTimeException impossible) {
      return form.wrong("that day does not exist", part, day, Integer.toString(m), year);
    }
  }

  private static int monthOf(String written) {
    String month = written.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "").strip();
    if (month.matches("\\d{1,2} ?月?")) {
      int number = Integer.parseInt(month.replaceAll("\\D", ""));
      return number >= 1 && number <= 12 ? number : 0;
    }
    int chinese = MONTHS_IN_CHINESE.indexOf(month);
    if (chinese >= 0) {
      return chinese + 1;
    }
    if (month.length() < 3) {
      return 0;
    }
    for (int at = 0; at < MONTHS.size(); at++) {
      if (MONTHS.get(at).startsWith(month)) {
        return at + 1;
      }
    }
    return 0;
  }

  private static Reading moment(Form form, ZoneId zone) {
    Reading day = day(form, false);
    String time = uniform(form.raw(".time"));
    if (day instanceof Reading.Empty) {
      return time.isEmpty() ? day : form.wrong("the day is missing", ".day");
    }
    if (!(day instanceof Reading.Given(var date))) {
      return day;
    }
    if (time.isEmpty()) {
      return form.wrong("the time is missing", ".time");
    }
    if (!(clock(form, ".time") instanceof Reading.Given(var clock))) {
      return clock(form, ".time");
    }
    LocalDateTime local = LocalDateTime.of(LocalDate.parse(date), LocalTime.parse(clock));
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    if (offsets.isEmpty()) {
      return form.wrong("that time was left out", ".time", clock);
    }
    String offset = uniform(form.raw(".offset"));
    List<String> ids = offsets.stream().map(Answers::offset).toList();
    if (offset.isEmpty() || offsets.size() == 1) {
      // A zone that stood in the form for another day is replaced by the zone of this day.
      return offsets.size() == 1
          ? new Reading.Given(date + " " + clock + " " + ids.getFirst())
          : form.wrong("that time came twice", ".offset", clock, ids.getFirst(), ids.getLast());
    }
    return ids.contains(offset)
        ? new Reading.Given(date + " " + clock + " " + offset)
        : form.wrong("that time came twice", ".offset", clock, ids.getFirst(), ids.getLast());
  }

  private static String offset(ZoneOffset offset) {
    return offset.getId().equals("Z") ? "+00:00" : offset.getId();
  }

  private static Reading clock(Form form, String part) {
    String typed = uniform(form.raw(part));
    if (typed.isEmpty()) {
      return new Reading.Empty();
    }
    Matcher time = TIME.matcher(typed);
    if (!time.matches()) {
      return form.wrong("that is not a time", part, typed);
    }
    int hour = Integer.parseInt(time.group(1) == null ? time.group(3) : time.group(1));
    int minute = Integer.parseInt(time.group(2) == null ? time.group(4) : time.group(2));
    return hour > 23 || minute > 59
        ? form.wrong("that is not a time", part, typed)
        : new Reading.Given(String.format(Locale.ROOT, "%02d:%02d", hour, minute));
  }

  private static Reading text(Form form, int longest) {
    String text = form.raw("").replace("\r\n", "\n").replace('\r', '\n').strip();
    if (text.isEmpty()) {
      return new Reading.Empty();
    }
    if (text.length() > longest) {
      return form.wrong(
          "the text is too long", "", Integer.toString(text.length()), Integer.toString(longest));
    }
    if (text.chars().anyMatch(sign -> Character.isISOControl(sign) && sign != '\n' && sign != '\t')
        || text.chars().anyMatch(sign -> sign == 0xFFFD)
        || hasLoneSurrogate(text)) {
      return form.wrong("a sign that cannot be kept", "");
    }
    return MISSING.contains(text)
        ? form.wrong("a reason written as text", "", text)
        : new Reading.Given(text);
  }

  private static boolean hasLoneSurrogate(String text) {
    return text.codePoints().anyMatch(sign -> sign >= 0xD800 && sign <= 0xDFFF);
  }

  private static Reading signature(Form form, String person) {
    String own = form.raw("");
    if (own.isEmpty()) {
      return new Reading.Empty();
    }
    return own.equals(person)
        ? new Reading.Given(person)
        : form.wrong("the signature is another person", "", own, person);
  }

  private static void measure(
      String name, String text, List<String> units, Map<String, String> fields) {
    int space = text.indexOf(' ');
    if (space >= 0 && !units.contains(text.substring(space + 1))) {
      // Without its unit the number would be read in another one.
      fields.put(name, text);
      return;
    }
    fields.put(name, space < 0 ? text : text.substring(0, space));
    if (units.size() > 1) {
      fields.put(name + ".unit", space < 0 ? units.getFirst() : text.substring(space + 1));
    }
  }

  private static void date(String name, String iso, Map<String, String> fields) {
    List<String> parts = new ArrayList<>(List.of(iso.split("-")));
    fields.put(name + ".year", parts.getFirst());
    if (parts.size() > 1) {
      fields.put(name + ".month", parts.get(1).replaceFirst("^0", ""));
    }
    if (parts.size() > 2) {
      fields.put(name + ".day", parts.get(2).replaceFirst("^0", ""));
    }
  }

  /**
   * The same writing in plain signs: full-width forms become ASCII, every kind of space one space,
   * every kind of minus a hyphen. Signs that mean something else, such as ² or ½, stay.
   */
  static String uniform(String typed) {
    StringBuilder text = new StringBuilder(typed.length());
    for (int at = 0; at < typed.length(); at++) {
      char sign = typed.charAt(at);
      if (sign >= '\uff01' && sign <= '\uff5e') {
        text.append((char) (sign - 0xfee0));
      } else if (sign == '\u2212' || sign == '\u2010' || sign == '\u2011' || sign == '\u2013') {
        text.append('-');
      } else if (Character.isWhitespace(sign) || Character.isSpaceChar(sign)) {
        text.append(' ');
      } else if (sign == 'μ') {
        text.append('µ');
      } else {
        text.append(sign);
      }
    }
    // Our own thin spaces between thousands come back when a number is copied from a page.
    String plain = text.toString().strip().replaceAll(" +", " ");
    boolean grouped = typed.strip().matches("[-−]?\\d{1,3}([\\u2009\\u202f]\\d{3})+(\\.\\d+)?");
    return grouped ? plain.replace(" ", "") : plain;
  }

  /** The submitted fields of one item. */
  private record Form(String name, Map<String, String> fields) {
    String raw(String part) {
      return fields.getOrDefault(name + part, "");
    }

    Reading wrong(String key, String part, String... values) {
      return new Reading.Wrong(new Fault(name + part, key, List.of(values)));
    }
  }
}
