package org.trialwright.study;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trialwright.quantities.Truth;
import org.trialwright.study.Condition.Order;

/** Something with a value: a question, a date, a number, or a sum of such. */
public sealed interface Term {
  Answer value(World world, Row row);

  Type type();

  /** As written in the study. */
  String text();

  /** The question it is about, when it is about one. */
  default Optional<Item> item() {
    return Optional.empty();
  }

  record Constant(Answer value, Type type, String text) implements Term {
    @Override
    public Answer value(World world, Row row) {
      return value;
    }
  }

  /** A question of the record itself. */
  record Own(Item question) implements Term {
    @Override
    public Answer value(World world, Row row) {
      return row.answer(question);
    }

    @Override
    public Type type() {
      return question.type();
    }

    @Override
    public String text() {
      return question.name();
    }

    @Override
    public Optional<Item> item() {
      return Optional.of(question);
    }
  }

  /** {@code form.item}: the newest answer in scope. */
  record Newest(Item question) implements Term {
    @Override
    public Answer value(World world, Row row) {
      return world.newest(question);
    }

    @Override
    public Type type() {
      return question.type();
    }

    @Override
    public String text() {
      return question.path();
    }

    @Override
    public Optional<Item> item() {
      return Optional.of(question);
    }
  }

  /** {@code x within 3 d or 7 d at day-1}. */
  record Recent(Item question, double days, @Nullable String visit, double daysAtVisit, String text)
      implements Term {
    @Override
    public Answer value(World world, Row row) {
      return world.within(question, days, visit, daysAtVisit);
    }

    @Override
    public Type type() {
      return question.type();
    }

    @Override
    public Optional<Item> item() {
      return Optional.of(question);
    }
  }

  /** {@code x at day-1}, {@code x at baseline}. */
  record AtVisit(Item question, String visit, String text) implements Term {
    @Override
    public Answer value(World world, Row row) {
      return world.at(question, visit);
    }

    @Override
    public Type type() {
      return question.type();
    }

    @Override
    public Optional<Item> item() {
      return Optional.of(question);
    }
  }

  /** A named date, step or event, or a word the world knows, such as {@code randomised}. */
  record Name(Named named) implements Term {
    @Override
    public Answer value(World world, Row row) {
      return world.named(named);
    }

    @Override
    public Type type() {
      return named.type();
    }

    @Override
    public String text() {
      return named.name();
    }
  }

  record SettingValue(Setting setting) implements Term {
    @Override
    public Answer value(World world, Row row) {
      return world.setting(setting);
    }

    @Override
    public Type type() {
      return setting.type();
    }

    @Override
    public String text() {
      return "setting." + setting.name();
    }
  }

  record Arm(CodeList arms) implements Term {
    @Override
    public Answer value(World world, Row row) {
      return world.arm();
    }

    @Override
    public Type type() {
      return new Type.Coded(arms);
    }

    @Override
    public String text() {
      return "arm";
    }
  }

  record Today() implements Term {
    @Override
    public Answer value(World world, Row row) {
      return Answer.exactly((double) world.today());
    }

    @Override
    public Type type() {
      return Types.DAY;
    }

    @Override
    public String text() {
      return "today";
    }
  }

  /** Completed years, today or on a given day. */
  record Age(@Nullable Term on) implements Term {
    @Override
    public Answer value(World world, Row row) {
      if (on == null) {
        return world.ageOn(world.today());
      }
      return on.value(world, row) instanceof Answer.Ranged day && day.exact()
          ? world.ageOn((long) day.low())
          : Answers.UNKNOWN;
    }

    @Override
    public Type type() {
      return new Type.Numeric(Units.YEAR);
    }

    @Override
    public String text() {
      return "age";
    }
  }

  /** Sums of numbers of one unit, and products. */
  record Arithmetic(char sign, Term left, Term right, Type type, String text) implements Term {
    @Override
    public Answer value(World world, Row row) {
      return Ranges.combine(left.value(world, row), right.value(world, row), operation());
    }

    private Ranges.Operation operation() {
      return switch (sign) {
        case '+' -> (a, b) -> a + b;
        case '-' -> (a, b) -> a - b;
        case '*' -> (a, b) -> a * b;
        case '/' -> (a, b) -> a / b;
        default -> throw new IllegalStateException("sign " + sign);
      };
    }
  }

  /**
   * A number written in another unit; a factor below 1 divides, so that 75 / 88.4 is what a person
   * computes.
   */
  record Converted(Term term, double factor, Type type) implements Term {
    @Override
    public Answer value(World world, Row row) {
      return factor < 1
          ? Ranges.combine(term.value(world, row), Answer.exactly(1 / factor), (a, b) -> a / b)
          : Ranges.combine(term.value(world, row), Answer.exactly(factor), (a, b) -> a * b);
    }

    @Override
    public String text() {
      return term.text();
    }

    @Override
    public Optional<Item> item() {
      return term.item();
    }
  }

  /**
   * A date moved by days or by calendar months; the last day of a month where the day is missing.
   */
  record Shifted(Term date, int direction, Term amount, boolean months, String text)
      implements Term {
    @Override
    public Answer value(World world, Row row) {
      return Ranges.combine(
          date.value(world, row),
          amount.value(world, row),
          (day, by) -> months ? plusMonths(day, direction * by) : day + direction * by);
    }

    static double plusMonths(double day, double months) {
      return (double) LocalDate.ofEpochDay((long) day).plusMonths((long) months).toEpochDay();
    }

    @Override
    public Type type() {
      return date.type();
    }
  }

  /** Which of several records an aggregate picks, or what it makes of all of them. */
  enum Pick {
    FIRST,
    LAST,
    HIGHEST,
    LOWEST,
    SUM
  }

  /** {@code last dose.day where …}; with {@code previous} only records before this one count. */
  record Aggregate(Pick pick, boolean previous, Item question, Condition where, String text)
      implements Term {
    @Override
    public Answer value(World world, Row row) {
      return Aggregates.pick(this, world, row);
    }

    @Override
    public Type type() {
      return question.type();
    }

    @Override
    public Optional<Item> item() {
      return Optional.of(question);
    }
  }

  /** {@code count of form where (…)}; a range while some records may or may not count. */
  record Count(Form form, Condition where, String text) implements Term {
    @Override
    public Answer value(World world, Row row) {
      int sure = 0;
      int possible = 0;
      for (var one : world.rows(form)) {
        var holds = where.test(world, one);
        sure += holds == Truth.YES ? 1 : 0;
        possible += holds == Truth.NO ? 0 : 1;
      }
      return Answer.between(sure, possible);
    }

    @Override
    public Type type() {
      return Types.COUNT;
    }
  }

  record TimesAt(String place) implements Term {
    @Override
    public Answer value(World world, Row row) {
      return Answer.exactly(world.timesAt(place));
    }

    @Override
    public Type type() {
      return Types.COUNT;
    }

    @Override
    public String text() {
      return "times at " + place;
    }
  }

  /** {@code earliest of a, b}: what is not known to exist does not count. */
  record Extreme(boolean earliest, List<Term> terms, String text) implements Term {
    public Extreme {
      terms = List.copyOf(terms);
    }

    @Override
    public Answer value(World world, Row row) {
      return Aggregates.extreme(
          terms.stream().map(term -> term.value(world, row)).toList(), earliest);
    }

    @Override
    public Type type() {
      return terms.getFirst().type();
    }
  }

  /** {@code (a if cond otherwise b)}; without otherwise, not known when the condition is no. */
  record Choice(Term then, Condition when, @Nullable Term otherwise, String text) implements Term {
    @Override
    public Answer value(World world, Row row) {
      return switch (when.test(world, row)) {
        case YES -> then.value(world, row);
        case NO -> otherwise == null ? Answers.UNKNOWN : otherwise.value(world, row);
        case UNKNOWN ->
            otherwise == null
                ? Answers.UNKNOWN
                : Ranges.union(then.value(world, row), otherwise.value(world, row));
      };
    }

    @Override
    public Type type() {
      return then.type();
    }
  }

  /** A named clinical function. */
  record Call(ClinicalCall function, List<Term> arguments, Type type, String text) implements Term {
    public Call {
      arguments = List.copyOf(arguments);
    }

    @Override
    public Answer value(World world, Row row) {
      return function.apply(
          arguments.stream().map(argument -> argument.value(world, row)).toList());
    }
  }

  /** The CTCAE grade of a laboratory value, against this laboratory's limits and the baseline. */
  record Grade(Item question, GradeRule rule, String text) implements Term {
    @Override
    public Answer value(World world, Row row) {
      return rule.grade(world.newest(question), world.at(question, "baseline"));
    }

    @Override
    public Type type() {
      return Types.GRADE;
    }

    @Override
    public Optional<Item> item() {
      return Optional.of(question);
    }
  }

  /** How much the dose differs from the last one given, in percent of the last. */
  record Change(String drug) implements Term {
    @Override
    public Answer value(World world, Row row) {
      return world.changeOf(drug);
    }

    @Override
    public Type type() {
      return Types.PERCENT;
    }

    @Override
    public String text() {
      return "change of " + drug;
    }
  }

  /** In a form: the dose that was worked out for the drug named by one of its questions. */
  record PlannedDose(Item drug, Type type, String text) implements Term {
    @Override
    public Answer value(World world, Row row) {
      return row.answer(drug) instanceof Answer.Coded coded
              && Long.bitCount(coded.possible()) == 1
              && drug.type() instanceof Type.Coded list
          ? world.doseOf(list.list().of(coded.possible()).getFirst(), row.day())
          : Answers.UNKNOWN;
    }
  }

  /** The day of the week of a date. */
  record Weekday(Term date, String text) implements Term {
    @Override
    public Answer value(World world, Row row) {
      var value = date.value(world, row);
      if (!(value instanceof Answer.Ranged day)) {
        return value;
      }
      long possible = 0;
      for (long one = (long) day.low(); one <= day.high() && one < day.low() + 7; one++) {
        possible |= 1L << (DayOfWeek.from(LocalDate.ofEpochDay(one)).getValue() - 1);
      }
      return new Answer.Coded(possible);
    }

    @Override
    public Type type() {
      return Types.WEEKDAY;
    }
  }

  /** A condition where a value is needed, as in {@code [= a and b]}. */
  record Verdict(Condition condition, String text) implements Term {
    @Override
    public Answer value(World world, Row row) {
      return switch (condition.test(world, row)) {
        case YES -> Answers.YES;
        case NO -> Answers.NO;
        case UNKNOWN -> Answers.EITHER;
      };
    }

    @Override
    public Type type() {
      return Types.YES_NO;
    }
  }

  /** A value kept inside limits; the step's line says when a limit was used. */
  record Limited(Term term, Order order, double limit, String text) implements Term {
    @Override
    public Answer value(World world, Row row) {
      var value = term.value(world, row);
      return value instanceof Answer.Ranged ranged
          ? Answer.between(limited(ranged.low()), limited(ranged.high()))
          : value;
    }

    private double limited(double number) {
      return order == Order.AT_LEAST ? Math.max(number, limit) : Math.min(number, limit);
    }

    /** Whether the limit replaced the value. */
    public boolean used(World world, Row row) {
      return term.value(world, row) instanceof Answer.Ranged ranged
          && (order == Order.AT_LEAST ? ranged.low() < limit : ranged.high() > limit);
    }

    @Override
    public Type type() {
      return term.type();
    }
  }

  /**
   * A step that keeps its value of a visit while a question has changed by less than a share since
   * then.
   */
  record Kept(Term now, Item watched, double percent, String visit, String text) implements Term {
    @Override
    public Answer value(World world, Row row) {
      return Aggregates.kept(this, world, row);
    }

    @Override
    public Type type() {
      return now.type();
    }
  }
}
