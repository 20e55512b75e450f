package org.trialwright.study;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trialwright.quantities.PartialDate;
import org.trialwright.quantities.Unit;

/**
 * The little language in which answers are written down: in the journal, in cases and in imports
 * alike. {@code 75 umol/L (59..104)} is a laboratory value with this laboratory's limits, {@code 4a
 * or 4b} a partly known answer, and {@code not done} a missing one with its reason.
 */
public final class AnswerText {
  /** Why an answer is missing. */
  public static final List<String> MISSING =
      List.of("not known", "not done", "refused", "not readable", "not applicable");

  /** What stands in the journal for an answer that only the vault holds. */
  public static final String ON_FILE = "on file";

  private static final Pattern NUMBER =
      Pattern.compile("^(-?\\d+(?:\\.\\d+)?)(?:\\s*([^\\s(][^(]*?))?\\s*(?:\\((.*)\\))?$");
  private static final Pattern LIMITS =
      Pattern.compile("^(\\d+(?:\\.\\d+)?)?\\s*\\.\\.\\s*(\\d+(?:\\.\\d+)?)?$");
  private static final Pattern MOMENT =
      Pattern.compile("^(\\d{4}-\\d{2}-\\d{2}) (\\d{2}:\\d{2}) ([+-]\\d{2}:\\d{2})$");
  private static final double MINUTES = 60;

  private AnswerText() {}

  /** An answer, or what is wrong with the text. */
  public sealed interface Result {
    record Read(Answer answer) implements Result {}

    record Refused(String why) implements Result {}
  }

  /** Reads the text as an answer to the question. */
  public static Result read(Item item, String text) {
    var kind = item.kind();
    if (kind.isEmpty()) {
      return new Result.Refused("'" + item.path() + "' is worked out and cannot be filled in");
    }
    var written = text.strip();
    if (MISSING.contains(written)) {
      return new Result.Read(new Answer.Unknown(written));
    }
    if (written.isEmpty()) {
      return new Result.Refused("an answer or a reason why it is missing is needed");
    }
    return switch (kind.get()) {
      case AnswerKind.OneOf one -> code(one.codes(), written);
      case AnswerKind.Amount amount -> number(item, amount, written);
      case AnswerKind.Date date -> date(date, written);
      case AnswerKind.DateTime _ -> moment(written);
      case AnswerKind.Time _ -> time(written);
      case AnswerKind.Text _, AnswerKind.File _, AnswerKind.Signature _ ->
          new Result.Read(new Answer.Written(written));
    };
  }

  private static Result code(CodeList list, String text) {
    int only = list.indexOf(text);
    if (only >= 0) {
      return new Result.Read(new Answer.Coded(1L << only));
    }
    long possible = 0;
    for (var part : text.split(" or ")) {
      var code = part.strip();
      if (list.indexOf(code) < 0) {
        return new Result.Refused(
            "'"
                + code
                + "' is not a possible answer (the answers are "
                + String.join(", ", list.codes())
                + ")"
                + Faults.didYouMean(code, list.codes()));
      }
      possible |= list.bit(code);
    }
    return new Result.Read(new Answer.Coded(possible));
  }

  private static Result number(Item item, AnswerKind.Amount amount, String text) {
    var match = NUMBER.matcher(text);
    if (!match.matches()) {
      return new Result.Refused(
          "'" + text + "' is not a number, such as 72.5 " + amount.unit().symbol());
    }
    var factor = factor(amount, Optional.ofNullable(match.group(2)).orElse("").strip());
    if (factor.isEmpty()) {
      return new Result.Refused(
          "'" + match.group(2) + "' is not a unit of this question; write " + units(amount));
    }
    double value = factor.get().apply(Double.parseDouble(match.group(1)));
    if (value < amount.low() || value > amount.high()) {
      return new Result.Refused(
          shown(value)
              + " lies outside the range of "
              + item.path()
              + ", "
              + shown(amount.low())
              + ".."
              + shown(amount.high()));
    }
    return limits(amount, match, value, factor.get());
  }

  private static Result limits(
      AnswerKind.Amount amount, Matcher match, double value, Factor factor) {
    var written = match.group(3);
    if (written == null) {
      return new Result.Read(Answer.exactly(value));
    }
    var limits = LIMITS.matcher(written.strip());
    if (!amount.lab() || !limits.matches()) {
      return new Result.Refused(
          amount.lab()
              ? "'(" + written + ")' are not limits; write (59..104)"
              : "only laboratory answers carry limits in brackets");
    }
    double lln =
        limits.group(1) == null ? Double.NaN : factor.apply(Double.parseDouble(limits.group(1)));
    double uln =
        limits.group(2) == null ? Double.NaN : factor.apply(Double.parseDouble(limits.group(2)));
    return lln > uln
        ? new Result.Refused("the limits (" + written + ") run backwards")
        : new Result.Read(new Answer.Ranged(value, value, lln, uln));
  }

  /** How a number in the unit that was written becomes one in the unit of the question. */
  private interface Factor {
    double apply(double number);
  }

  private static Optional<Factor> factor(AnswerKind.Amount amount, String symbol) {
    if (symbol.isEmpty() || symbol.equals(amount.unit().symbol())) {
      return Optional.of(number -> number);
    }
    var unit = Unit.parse(symbol);
    for (var other : amount.otherUnits()) {
      if (unit.isPresent() && other.unit().equals(unit.get())) {
        return Optional.of(number -> number * other.factor());
      }
    }
    return unit.filter(given -> given.dimension().equals(amount.unit().dimension()))
        .map(given -> number -> given.convert(number, amount.unit()));
  }

  private static String units(AnswerKind.Amount amount) {
    var units = new java.util.ArrayList<String>();
    units.add(amount.unit().symbol().isEmpty() ? "the number alone" : amount.unit().symbol());
    amount.otherUnits().forEach(other -> units.add(other.unit().symbol()));
    return String.join(" or ", units);
  }

  private static Result date(AnswerKind.Date kind, String text) {
    if (text.equals(ON_FILE) && kind.identifying()) {
      return new Result.Read(new Answer.Written(ON_FILE));
    }
    var date = PartialDate.read(text);
    if (date.isEmpty()) {
      return new Result.Refused(
          "'"
              + text
              + "' is not a day; write it as 2024-10-15"
              + (kind.partial() ? ", 2024-10 or 2024" : ""));
    }
    if (!date.get().whole() && !kind.partial()) {
      return new Result.Refused("the whole day is needed, such as 2024-10-15, not '" + text + "'");
    }
    return new Result.Read(
        Answer.between(
            (double) date.get().earliest().toEpochDay(),
            (double) date.get().latest().toEpochDay()));
  }

  static Result moment(String text) {
    var match = MOMENT.matcher(text);
    if (match.matches()) {
      try {
        var moment =
            OffsetDateTime.of(
                LocalDate.parse(match.group(1)),
                LocalTime.parse(match.group(2)),
                ZoneOffset.of(match.group(3)));
        return new Result.Read(Answer.exactly((double) moment.toEpochSecond()));
      } catch (DateTimeException impossible) {
        return new Result.Refused("'" + text + "' is not a moment of the calendar");
      }
    }
    return new Result.Refused(
        "'" + text + "' is not a date and time; write it as 2024-12-03 16:30 +08:00");
  }

  static Result time(String text) {
    try {
      var time = LocalTime.parse(text);
      return new Result.Read(Answer.exactly(time.getHour() * MINUTES + time.getMinute()));
    } catch (DateTimeException notATime) {
      return new Result.Refused("'" + text + "' is not a time; write it as 09:30");
    }
  }

  private static String shown(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? String.valueOf((long) number)
        : String.valueOf(number);
  }
}
