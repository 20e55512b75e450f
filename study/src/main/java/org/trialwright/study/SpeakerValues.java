package org.trialwright.study;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.trialwright.quantities.Unit;

/** Numbers, dates and answers in words. */
final class SpeakerValues {
  /** As many digits as a person can have entered; binary noise lies beyond. */
  private static final int ENTERED = 12;

  /** Digits of what was worked out; the whole part is always kept. */
  private static final int WORKED_OUT = 4;

  private static final Pattern QUANTITY = Pattern.compile("^(-?[\\d.]+)\\s*(\\S*)$");
  private static final Pattern RANGE =
      Pattern.compile("(-?[\\d.]+)\\s*\\.\\.\\s*\\+?(-?[\\d.]+?)\\s*([^\\s\\d.]\\S*)?$");

  private final SpeakerLabels labels;
  private final Grammar grammar;

  SpeakerValues(SpeakerLabels labels) {
    this.labels = labels;
    this.grammar = labels.grammar;
  }

  /** Without trailing zeros, with a leading zero, from 10 000 with thin spaces. */
  static String number(double value, int digits) {
    var exact = BigDecimal.valueOf(value).round(new MathContext(ENTERED, RoundingMode.HALF_UP));
    int whole = exact.precision() - exact.scale();
    var rounded = exact.round(new MathContext(Math.max(digits, whole), RoundingMode.HALF_UP));
    var text = rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    int start = text.startsWith("-") ? 1 : 0;
    int point = text.indexOf('.');
    int end = point < 0 ? text.length() : point;
    var grouped = new StringBuilder(text.replace('-', '−'));
    if (end - start > 4) {
      for (int at = end - 3; at > start; at -= 3) {
        grouped.insert(at, '\u2009');
      }
    }
    return grouped.toString();
  }

  static String number(double value) {
    return number(value, ENTERED);
  }

  String measure(double value, Unit unit) {
    return measure(value, unit, ENTERED);
  }

  private String measure(double value, Unit unit, int digits) {
    var number = number(value, digits);
    return switch (unit.symbol()) {
      case "s", "min", "h", "d", "wk", "mo", "y" -> grammar.time(number, value == 1, unit.symbol());
      default -> grammar.measure(number, unit.symbol());
    };
  }

  String time(double value, String unit) {
    return grammar.time(number(value), value == 1, unit);
  }

  /** A day of the calendar, counted from 1970-01-01. */
  String day(double epochDay) {
    var day = LocalDate.ofEpochDay((long) epochDay);
    return grammar.day(day.getYear(), day.getMonthValue(), day.getDayOfMonth());
  }

  private String days(double low, double high) {
    var first = LocalDate.ofEpochDay((long) low);
    var last = LocalDate.ofEpochDay((long) high);
    if (first.equals(last)) {
      return day(low);
    }
    boolean fromFirst = first.getDayOfMonth() == 1;
    if (fromFirst && YearMonth.from(first).atEndOfMonth().equals(last)) {
      return grammar.month(first.getYear(), first.getMonthValue());
    }
    if (first.getDayOfYear() == 1 && last.equals(LocalDate.of(first.getYear(), 12, 31))) {
      return grammar.year(first.getYear());
    }
    return grammar.say("from to", day(low), day(high));
  }

  private String moment(double second) {
    var at = Instant.ofEpochSecond((long) second).atOffset(ZoneOffset.UTC);
    var day = grammar.day(at.getYear(), at.getMonthValue(), at.getDayOfMonth());
    return day + grammar.comma() + "%02d:%02d UTC".formatted(at.getHour(), at.getMinute());
  }

  /** Years of life, which not every language counts like other years. */
  String age(double years) {
    return time(years, "age");
  }

  /** A constant as its author wrote it: 12 wk stay 12 weeks although they are compared as days. */
  String constant(Term.Constant constant) {
    var match = QUANTITY.matcher(constant.text());
    if (constant.type() instanceof Type.Numeric && match.matches()) {
      var unit = Unit.parse(match.group(2));
      if (unit.isPresent()) {
        return measure(Double.parseDouble(match.group(1)), unit.get());
      }
    }
    return value(constant.type(), Optional.empty(), constant.value(), false);
  }

  /** The two ends of a range, in the unit its author wrote; the unit stands with the second. */
  List<String> ends(Condition.Within within) {
    if (within.term() instanceof Term.Age) {
      return List.of(number(within.low()), age(within.high()));
    }
    var match = RANGE.matcher(within.text());
    var unit = within.term().type() instanceof Type.Numeric numeric ? numeric.unit() : Unit.NONE;
    double low = within.low();
    double high = within.high();
    if (match.find()) {
      var written = Unit.parse(match.group(3) == null ? "" : match.group(3));
      if (written.isPresent() && written.get().dimension().equals(unit.dimension())) {
        unit = written.get();
        low = Double.parseDouble(match.group(1));
        high = Double.parseDouble(match.group(2));
      }
    }
    return List.of(number(low), measure(high, unit));
  }

  /** An answer to a question, with the laboratory's limits when it has any. */
  String answer(Item item, Answer answer) {
    if (item.identifying()
        && answer instanceof Answer.Written written
        && written.text().equals("on file")) {
      return grammar.say("on file");
    }
    return value(item.type(), Optional.of(item), answer, item.workedOut());
  }

  String value(Type type, Optional<Item> item, Answer answer, boolean workedOut) {
    return switch (answer) {
      case Answer.Unknown unknown -> why(unknown);
      case Answer.NotAsked _ -> grammar.say("not asked");
      case Answer.NotSigned _ -> grammar.say("not signed");
      case Answer.Written written -> written.text();
      case Answer.Coded coded when type instanceof Type.Coded list ->
          coded(list.list(), item, coded.possible());
      case Answer.Ranged ranged -> ranged(type, ranged, workedOut ? WORKED_OUT : ENTERED);
      case Answer.Coded coded ->
          throw new IllegalStateException(type.described() + " has the answer " + coded);
    };
  }

  private String why(Answer.Unknown unknown) {
    var why = unknown.why();
    if (why.isEmpty()) {
      return grammar.say("no answer");
    }
    return grammar.phrases().containsKey(why) ? grammar.say(why) : labels.english(why);
  }

  private String coded(CodeList list, Optional<Item> item, long possible) {
    if (possible == list.all() && list.codes().size() > 1) {
      return grammar.say("not known");
    }
    return Long.bitCount(possible) == 1
        ? labels.code(list, item, list.of(possible).getFirst())
        : codes(list, item, possible, false);
  }

  /** Codes as "2, 3 or 4a"; of an ordered list also as "2 or more". */
  String codes(CodeList list, Optional<Item> item, long bits, boolean asRange) {
    if (list.equals(CodeList.YES_NO) && bits == list.all()) {
      return grammar.say("yes or no");
    }
    var codes = list.of(bits);
    int from = Long.numberOfTrailingZeros(bits);
    int to = 63 - Long.numberOfLeadingZeros(bits);
    boolean unbroken = list.ordered() && bits != 0 && Long.bitCount(bits) == to - from + 1;
    boolean numbers = list.codes().stream().allMatch(code -> code.matches("\\d+"));
    int least = asRange ? 2 : 3;
    if (unbroken && codes.size() >= least && codes.size() < list.codes().size()) {
      if (to == list.codes().size() - 1) {
        return grammar.say(
            numbers ? "or more" : "or higher", labels.quotedCode(list, item, codes.getFirst()));
      }
      if (from == 0) {
        return grammar.say(
            numbers ? "or less" : "or lower", labels.quotedCode(list, item, codes.getLast()));
      }
    }
    return grammar.listed(
        codes.stream().map(code -> labels.quotedCode(list, item, code)).toList(), false);
  }

  private String ranged(Type type, Answer.Ranged ranged, int digits) {
    return switch (type) {
      case Type.Day _ -> days(ranged.low(), ranged.high());
      case Type.Moment _ ->
          ranged.exact()
              ? moment(ranged.low())
              : grammar.say("from to", moment(ranged.low()), moment(ranged.high()));
      case Type.Clock _ ->
          ranged.exact()
              ? clock(ranged.low())
              : grammar.say("from to", clock(ranged.low()), clock(ranged.high()));
      case Type.Numeric numeric -> amount(numeric.unit(), ranged, digits);
      case Type.Coded _, Type.Words _ ->
          throw new IllegalStateException(type.described() + " has the answer " + ranged);
    };
  }

  private static String clock(double minutes) {
    return LocalTime.ofSecondOfDay((long) (minutes * 60)).toString();
  }

  private String amount(Unit unit, Answer.Ranged ranged, int digits) {
    var value =
        ranged.exact()
            ? measure(ranged.low(), unit, digits)
            : grammar.say(
                "from to", number(ranged.low(), digits), measure(ranged.high(), unit, digits));
    var limits = limits(ranged.lln(), ranged.uln());
    return limits.isEmpty() ? value : grammar.said(value, limits);
  }

  private String limits(double low, double high) {
    if (Double.isNaN(low)) {
      return Double.isNaN(high) ? "" : grammar.say("upper limit only", number(high));
    }
    return Double.isNaN(high)
        ? grammar.say("lower limit only", number(low))
        : grammar.say("limits", number(low), number(high));
  }
}
