package org.trialwright.study;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rules as expressions in XPath 1.0. A variable is an answer's text: no node at all where it is not
 * known, an empty text where the question did not apply. XPath has two truth values, so that every
 * rule is two expressions: when it is surely yes, and when it is surely no. Where neither holds it
 * is not known.
 */
final class XPathRules {
  /** What a rule asks for that these expressions cannot say. */
  static final class Unsaid extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unsaid(String why) {
      super(why);
    }

    String why() {
      return String.valueOf(getMessage());
    }
  }

  /** When a rule is surely yes, and when it is surely no. */
  record Both(String yes, String no) {
    Both not() {
      return new Both(no, yes);
    }
  }

  /**
   * An answer that rules read.
   *
   * @param of the question it is about; empty for what the trial knows
   * @param source what stands in it where it is worked out by more than one answer
   */
  record Input(String name, String variable, Type type, Optional<Item> of, Optional<Term> source) {}

  /** A number, or days since 1970-01-01; NaN where it is not known. */
  private record Amount(String text, List<String> variables) {}

  private static final Both ALWAYS = new Both("true()", "false()");

  private final Map<Form, Double> days;
  private final Map<String, Input> inputs = new LinkedHashMap<>();
  private final Map<String, Boolean> ownItems = new LinkedHashMap<>();
  private Map<Form, Double> fresh = Map.of();
  private LinkedHashSet<Input> read = new LinkedHashSet<>();

  XPathRules(Map<Form, Double> days) {
    this.days = days;
  }

  /** Of all rules so far. */
  List<Input> inputs() {
    return List.copyOf(inputs.values());
  }

  /** Of the last rule. */
  List<Input> read() {
    return List.copyOf(read);
  }

  /** Questions that the last rule asks of the record itself. */
  Set<String> own() {
    return ownItems.entrySet().stream()
        .filter(Map.Entry::getValue)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  Both condition(RuleLine line, Condition condition) {
    begin(line);
    return condition(condition);
  }

  /** The number that a line comes to. */
  String number(RuleLine line, Term term) {
    begin(line);
    if (!(term.type() instanceof Type.Numeric)) {
      throw new Unsaid("its value is " + term.type().described());
    }
    return amount(term).text();
  }

  private void begin(RuleLine line) {
    if (line.line().startsWith("next.")) {
      throw new Unsaid("a way on asks what was answered since arrival");
    }
    fresh = line.fresh() ? days : Map.of();
    read = new LinkedHashSet<>();
    ownItems.clear();
  }

  private Both condition(Condition condition) {
    return switch (condition) {
      case Condition.Otherwise _ -> ALWAYS;
      case Condition.And and -> all(and.parts());
      case Condition.Or or ->
          all(or.parts().stream().map(part -> (Condition) new Condition.Not(part)).toList()).not();
      case Condition.Not not -> condition(not.part()).not();
      case Condition.Is is -> is(is);
      case Condition.Compare compare -> compared(compare);
      case Condition.AgainstLimit limit -> against(limit);
      case Condition.Within within -> within(within);
      case Condition.Known known -> known(known.term());
      case Condition.Recorded recorded -> told(recorded.form().name() + " recorded");
      case Condition.Allocated _ -> told("allocated");
      case Condition.BeenAt been -> told("been at " + been.place());
      case Condition.Rows rows -> throw new Unsaid("several records ('" + rows.text() + "')");
      case Condition.Eligible _ -> throw new Unsaid("all criteria together");
      case Condition.AtVisit visit -> throw new Unsaid("the visit ('" + visit.text() + "')");
    };
  }

  private Both all(List<Condition> parts) {
    var both = parts.stream().map(this::condition).toList();
    return new Both(
        both.stream().map(Both::yes).collect(Collectors.joining(" and ", "(", ")")),
        both.stream().map(Both::no).collect(Collectors.joining(" or ", "(", ")")));
  }

  private Both told(String name) {
    var variable = input(name, Types.YES_NO, Optional.empty(), Optional.empty());
    return new Both(variable + " = 'yes'", variable + " = 'no'");
  }

  // ---- codes

  private Both is(Condition.Is is) {
    var term = plain(is.term());
    var both =
        switch (term) {
          case Term.SettingValue setting -> fixed(setting.setting().value(), is);
          default -> among(variable(term), is.list().of(is.codes()));
        };
    return is.negated() ? both.not() : both;
  }

  private static Both fixed(Answer value, Condition.Is is) {
    if (value instanceof Answer.Coded coded && coded.known()) {
      return (coded.possible() & is.codes()) != 0 ? ALWAYS : ALWAYS.not();
    }
    throw new Unsaid("'" + is.text() + "'");
  }

  /** A question that did not apply is empty, so that it is none of the codes. */
  private static Both among(String variable, List<String> codes) {
    UnaryOperator<String> joined =
        sign ->
            codes.stream()
                .map(code -> variable + " " + sign + " " + literal(code))
                .collect(Collectors.joining(sign.equals("=") ? " or " : " and ", "(", ")"));
    return new Both(joined.apply("="), joined.apply("!="));
  }

  // ---- comparing

  private Both compared(Condition.Compare compare) {
    if (compare.left().type() instanceof Type.Coded list) {
      return rank(compare, list.list());
    }
    return ordered(amount(compare.left()), compare.order(), amount(compare.right()));
  }

  /** The codes that stand so in their list. */
  private Both rank(Condition.Compare compare, CodeList list) {
    if (!(plain(compare.right()) instanceof Term.Constant(Answer.Coded limit, _, _))) {
      throw new Unsaid("two answers by their order ('" + compare.text() + "')");
    }
    var codes = list.codes();
    var satisfying =
        IntStream.range(0, codes.size())
            .filter(
                i ->
                    Ranges.compare(new Answer.Coded(1L << i), compare.order(), limit)
                        == org.trialwright.quantities.Truth.YES)
            .mapToObj(codes::get)
            .toList();
    var variable = variable(plain(compare.left()));
    if (satisfying.isEmpty()) {
      return new Both("false()", variable + " = " + variable);
    }
    return among(variable, satisfying);
  }

  private static Both ordered(Amount left, Condition.Order order, Amount right) {
    var below = left.text() + " < " + right.text();
    var above = left.text() + " > " + right.text();
    var either = "(" + below + " or " + above + ")";
    var unasked =
        Stream.concat(left.variables().stream(), right.variables().stream())
            .distinct()
            .map(variable -> " or " + variable + " = ''")
            .collect(Collectors.joining());
    return switch (order) {
      case BELOW -> new Both(below, no(left, ">=", right, unasked));
      case AT_MOST -> new Both(left.text() + " <= " + right.text(), no(left, ">", right, unasked));
      case ABOVE -> new Both(above, no(left, "<=", right, unasked));
      case AT_LEAST -> new Both(left.text() + " >= " + right.text(), no(left, "<", right, unasked));
      case EQUAL -> new Both(left.text() + " = " + right.text(), "(" + either + unasked + ")");
      case UNEQUAL -> new Both("(" + either + unasked + ")", left.text() + " = " + right.text());
    };
  }

  private static String no(Amount left, String sign, Amount right, String unasked) {
    return "(" + left.text() + " " + sign + " " + right.text() + unasked + ")";
  }

  private Both within(Condition.Within within) {
    var value = amount(within.term());
    var low = new Amount(written(within.low()), List.of());
    var high = new Amount(written(within.high()), List.of());
    var parts = new ArrayList<Both>();
    if (Double.isFinite(within.low())) {
      parts.add(ordered(value, Condition.Order.AT_LEAST, low));
    }
    if (Double.isFinite(within.high())) {
      parts.add(ordered(value, Condition.Order.AT_MOST, high));
    }
    var both =
        new Both(
            parts.stream().map(Both::yes).collect(Collectors.joining(" and ", "(", ")")),
            parts.stream().map(Both::no).collect(Collectors.joining(" or ", "(", ")")));
    return within.negated() ? both.not() : both;
  }

  private Both against(Condition.AgainstLimit limit) {
    var left = plain(limit.left());
    var item = left.item().filter(_ -> !(left instanceof Term.Converted));
    var value = variable(left);
    var name =
        inputs.values().stream()
            .filter(input -> ("$" + input.variable()).equals(value))
            .map(Input::name)
            .findFirst()
            .orElseThrow();
    var end =
        input(
            name + (limit.upper() ? " upper limit" : " lower limit"),
            left.type(),
            item,
            Optional.empty());
    var times = new Amount("(" + written(limit.times()) + " * number(" + end + "))", List.of());
    return ordered(new Amount("number(" + value + ")", List.of(value)), limit.order(), times);
  }

  /** A number that is none differs from itself. */
  private Both known(Term term) {
    if (term.type() instanceof Type.Numeric || term.type() instanceof Type.Day) {
      var number = amount(term).text();
      var yes = number + " = " + number;
      return new Both(yes, "not(" + yes + ")");
    }
    var yes = variable(plain(term)) + " != ''";
    return new Both(yes, "not(" + yes + ")");
  }

  // ---- values

  /** Named dates and steps are spelled out. */
  private static Term plain(Term term) {
    return term instanceof Term.Name(var named) && named.term().isPresent()
        ? plain(named.term().get())
        : term;
  }

  private Amount amount(Term written) {
    var term = plain(written);
    return switch (term) {
      case Term.Constant constant -> constant(constant.value(), constant.text());
      case Term.SettingValue setting -> constant(setting.setting().value(), setting.text());
      case Term.Arithmetic sum when sum.sign() != '/' ->
          joined(amount(sum.left()), String.valueOf(sum.sign()), amount(sum.right()));
      case Term.Arithmetic sum when plain(sum.right()) instanceof Term.Constant divisor ->
          joined(amount(sum.left()), "div", constant(divisor.value(), divisor.text()));
      case Term.Arithmetic sum -> throw unsaid(sum);
      case Term.Converted converted when converted.factor() < 1 ->
          joined(amount(converted.term()), "div", exactly(1 / converted.factor()));
      case Term.Converted converted ->
          joined(amount(converted.term()), "*", exactly(converted.factor()));
      case Term.Shifted shifted when !shifted.months() ->
          joined(
              amount(shifted.date()),
              shifted.direction() < 0 ? "-" : "+",
              amount(shifted.amount()));
      case Term.Shifted shifted -> throw unsaid(shifted);
      default -> {
        var variable = variable(term);
        yield switch (term.type()) {
          case Type.Numeric _ -> new Amount("number(" + variable + ")", List.of(variable));
          case Type.Day _ -> new Amount(day(variable), List.of(variable));
          case Type.Coded _, Type.Moment _, Type.Clock _, Type.Words _ -> throw unsaid(term);
        };
      }
    };
  }

  private static Amount joined(Amount left, String sign, Amount right) {
    return new Amount(
        "(" + left.text() + " " + sign + " " + right.text() + ")",
        Stream.concat(left.variables().stream(), right.variables().stream()).distinct().toList());
  }

  private static Amount constant(Answer value, String text) {
    if (value instanceof Answer.Ranged ranged && ranged.exact()) {
      return exactly(ranged.low());
    }
    throw new Unsaid("'" + text + "'");
  }

  private static Amount exactly(double value) {
    return new Amount(written(value), List.of());
  }

  /**
   * Days since 1970-01-01 of a date written 2024-10-15, by its Julian day; a date of which the day
   * is missing is no number, so that it counts as not known.
   */
  private static String day(String variable) {
    var month = "number(substring(" + variable + ", 6, 2))";
    var early = "floor((14 - " + month + ") div 12)";
    var year = "(number(substring(" + variable + ", 1, 4)) + 4800 - " + early + ")";
    return "(number(substring(%s, 9, 2)) + floor((153 * (%s + 12 * %s - 3) + 2) div 5) + 365 * %s + floor(%s div 4) - floor(%s div 100) + floor(%s div 400) - 2472633)"
        .formatted(variable, month, early, year, year, year, year);
  }

  // ---- inputs

  private String variable(Term term) {
    return switch (term) {
      case Term.Own own -> own(own.question());
      case Term.Newest newest -> newest(newest.question());
      case Term.Recent recent ->
          input(
              RRules.within(
                  recent.question(),
                  recent.days(),
                  Optional.ofNullable(recent.visit()),
                  recent.daysAtVisit()),
              recent.type(),
              recent.item(),
              Optional.empty());
      case Term.AtVisit at ->
          input(at.question().path() + " at " + at.visit(), at.type(), at.item(), Optional.empty());
      case Term.Name name ->
          input(name.named().name(), name.type(), Optional.empty(), Optional.empty());
      case Term.Arm arm -> input("arm", arm.type(), Optional.empty(), Optional.empty());
      case Term.Today _ -> input("today", Types.DAY, Optional.empty(), Optional.empty());
      case Term.Age age when age.on() == null ->
          input("age", age.type(), Optional.empty(), Optional.of(age));
      case Term.Age age -> ageOn(age, java.util.Objects.requireNonNull(age.on()));
      case Term.Grade grade when !fresh.containsKey(grade.question().form()) ->
          input(
              "grade of " + grade.question().path(),
              Types.GRADE,
              Optional.empty(),
              Optional.of(grade));
      case Term.TimesAt times ->
          input("times at " + times.place(), Types.COUNT, Optional.empty(), Optional.empty());
      case Term.Change change ->
          input("change of " + change.drug(), Types.PERCENT, Optional.empty(), Optional.empty());
      case Term.Constant _,
          Term.SettingValue _,
          Term.Arithmetic _,
          Term.Converted _,
          Term.Shifted _,
          Term.Aggregate _,
          Term.Count _,
          Term.Extreme _,
          Term.Choice _,
          Term.Call _,
          Term.Grade _,
          Term.PlannedDose _,
          Term.Weekday _,
          Term.Verdict _,
          Term.Limited _,
          Term.Kept _ ->
          throw unsaid(term);
    };
  }

  /** An age is not known where its day is not, also where the day is no longer fresh. */
  private String ageOn(Term.Age age, Term on) {
    if (plain(on) instanceof Term.Newest newest && !fresh.containsKey(newest.question().form())) {
      return input("age on " + on.text(), age.type(), Optional.empty(), Optional.of(age));
    }
    throw unsaid(age);
  }

  private String newest(Item item) {
    var limit = fresh.get(item.form());
    if (limit != null) {
      return input(
          RRules.within(item, limit, Optional.empty(), limit),
          item.type(),
          Optional.of(item),
          Optional.empty());
    }
    return answer(item, false);
  }

  private String own(Item item) {
    return answer(item, true);
  }

  /** One name cannot stand for the record's own answer and for the newest one. */
  private String answer(Item item, boolean own) {
    var other = ownItems.putIfAbsent(item.path(), own);
    if (other != null && other != own) {
      throw new Unsaid("the answer of the record and the newest one ('" + item.path() + "')");
    }
    return input(item.path(), item.type(), Optional.of(item), Optional.empty());
  }

  private String input(String name, Type type, Optional<Item> of, Optional<Term> source) {
    var input =
        inputs.computeIfAbsent(name, _ -> new Input(name, variableName(name), type, of, source));
    read.add(input);
    return "$" + input.variable();
  }

  private String variableName(String name) {
    var plain = name.replaceAll("[^\\p{L}\\p{N}._-]", "_").replaceAll("^([^\\p{L}_])", "_$1");
    var told = plain;
    for (int i = 2; taken(told); i++) {
      told = plain + "_" + i;
    }
    return told;
  }

  private boolean taken(String variable) {
    return inputs.values().stream().anyMatch(input -> input.variable().equals(variable));
  }

  private static Unsaid unsaid(Term term) {
    return new Unsaid("'" + term.text() + "'");
  }

  /** A code is letters, digits and hyphens. */
  private static String literal(String code) {
    return "'" + code + "'";
  }

  /** XPath 1.0 knows no exponents. */
  static String written(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(String.valueOf(value)).stripTrailingZeros().toPlainString()
        : "";
  }

  /** How an answer stands in its element. */
  static String value(Answer answer, Type type) {
    return switch (answer) {
      case Answer.Coded coded when type instanceof Type.Coded list ->
          list.list().of(coded.possible()).getFirst();
      case Answer.Ranged ranged when type instanceof Type.Day ->
          LocalDate.ofEpochDay((long) ranged.low()).toString();
      case Answer.Ranged ranged -> written(ranged.low());
      case Answer.Written written -> written.text();
      case Answer.Coded _, Answer.Unknown _, Answer.NotAsked _, Answer.NotSigned _ ->
          throw new IllegalArgumentException("no value: " + answer);
    };
  }
}
