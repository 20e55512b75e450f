package org.trialwright.study;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trialwright.quantities.Unit;
import org.trialwright.study.Condition.Order;

/** Reads conditions and sums; every name is resolved and every type checked while reading. */
final class RuleReader {
  /** Where a rule stands decides what its names mean. */
  enum Place {
    /** A form's own rule: bare names are this record's questions. */
    FORM,
    /** The exits of a place: {@code form.item} means answered since arriving. */
    NEXT,
    /** Anchors of visits and clocks: the newest record of a repeating form is meant. */
    WHEN,
    /** Everywhere else. */
    RULE
  }

  private static final Pattern DATE = Pattern.compile("^\\d{4}-\\d{2}-\\d{2}(?!\\d)");
  private static final int DEEPEST = 24;

  private final Names names;
  private final Phrase phrase;
  private final Place place;
  private @Nullable Form form;
  private int depth;

  RuleReader(Names names, Phrase phrase, Place place, @Nullable Form form) {
    this.names = names;
    this.phrase = phrase;
    this.place = place;
    this.form = form;
  }

  /** A condition that is the whole phrase. */
  static Condition condition(Names names, Node.Line line, Place place, @Nullable Form form) {
    var phrase = new Phrase(line);
    if (phrase.atEnd()) {
      throw phrase.fault("a value is missing");
    }
    if (phrase.text().equals("otherwise")) {
      return new Condition.Otherwise();
    }
    var condition = new RuleReader(names, phrase, place, form).condition();
    phrase.end();
    return condition;
  }

  Condition condition() {
    int mark = phrase.mark();
    if (++depth > DEEPEST) {
      throw phrase.fault("brackets stand in each other more than " + DEEPEST + " deep");
    }
    var parts = new ArrayList<Condition>();
    parts.add(part());
    @Nullable String joint = null;
    while (true) {
      var next = phrase.peekWord();
      if (!next.equals("and") && !next.equals("or")) {
        break;
      }
      if (joint != null && !joint.equals(next)) {
        throw phrase.fault("'and' and 'or' are mixed: add brackets");
      }
      joint = next;
      phrase.expect(next);
      if (phrase.atEnd()) {
        throw phrase.fault("a name or value is missing after '" + next + "'");
      }
      parts.add(part());
    }
    depth--;
    if (phrase.mark() == mark) {
      throw phrase.fault("a condition (yes or no) is needed here");
    }
    if (joint == null) {
      return parts.getFirst();
    }
    return joint.equals("and") ? new Condition.And(parts) : new Condition.Or(parts);
  }

  private Condition part() {
    if (phrase.accept("not")) {
      return new Condition.Not(part());
    }
    if (phrase.nextIs("(")) {
      return bracketed();
    }
    return test();
  }

  /** A bracket may open a condition or a sum; what stands behind it tells. */
  private Condition bracketed() {
    int mark = phrase.mark();
    int depthBefore = depth;
    PhraseFault asCondition;
    try {
      phrase.expect("(");
      var inner = condition();
      phrase.expect(")");
      if (!operatorNext()) {
        return inner;
      }
      asCondition = phrase.fault("a condition cannot be compared");
    } catch (PhraseFault fault) {
      asCondition = fault;
    }
    phrase.reset(mark);
    depth = depthBefore;
    try {
      return test();
    } catch (PhraseFault asSum) {
      throw asSum.at().column() > asCondition.at().column() ? asSum : asCondition;
    }
  }

  private boolean operatorNext() {
    var word = phrase.peekWord();
    return switch (word) {
      case "is", "in", "known", "not", "at", "within" -> true;
      case "" -> List.of("<", ">", "+", "-", "*", "/").stream().anyMatch(phrase::nextIs);
      default -> false;
    };
  }

  private Condition test() {
    int mark = phrase.mark();
    if (phrase.accept("who is")) {
      boolean negated = phrase.accept("not");
      phrase.expect("eligible");
      return negated ? new Condition.Not(new Condition.Eligible()) : new Condition.Eligible();
    }
    if (phrase.accept("allocated")) {
      return new Condition.Allocated();
    }
    if (phrase.nextIs("any") || phrase.nextIs("every")) {
      return rows(mark);
    }
    if (phrase.accept("been at")) {
      return new Condition.BeenAt(names.place(phrase.word("a place"), phrase));
    }
    if (form != null && phrase.nextIs("visit") && form.item("visit").isEmpty()) {
      return atVisit(mark);
    }
    var recorded = recorded();
    if (recorded.isPresent()) {
      return recorded.get();
    }
    return comparison(mark);
  }

  private Condition rows(int mark) {
    boolean every = phrase.accept("every");
    if (!every) {
      phrase.expect("any");
    }
    var rows = names.form(phrase.word("a form"), phrase);
    var where = phrase.accept("where") ? within(rows, this::condition) : new Condition.Otherwise();
    return new Condition.Rows(rows, every, where, phrase.since(mark));
  }

  private Condition atVisit(int mark) {
    phrase.expect("visit");
    boolean negated;
    if (phrase.accept("is")) {
      negated = phrase.accept("not");
    } else {
      negated = phrase.accept("not");
      phrase.expect("in");
    }
    var visits = new ArrayList<String>();
    do {
      visits.add(names.visit(phrase.word("a visit"), phrase));
    } while (anotherOf(names.visits));
    return new Condition.AtVisit(List.copyOf(visits), negated, phrase.since(mark));
  }

  private boolean anotherOf(java.util.Collection<String> known) {
    int mark = phrase.mark();
    if (phrase.accept(",") && known.contains(phrase.peekWord())) {
      return true;
    }
    phrase.reset(mark);
    return false;
  }

  private Optional<Condition> recorded() {
    int mark = phrase.mark();
    var name = phrase.peekWord();
    if (!name.isEmpty()) {
      phrase.word("a form");
      if (phrase.accept("recorded")) {
        if (!names.forms.containsKey(name)) {
          phrase.reset(mark);
          throw phrase.fault(
              "'" + name + "' is not a form" + Faults.didYouMean(name, names.forms.keySet()));
        }
        return Optional.of(new Condition.Recorded(names.form(name, phrase)));
      }
    }
    phrase.reset(mark);
    return Optional.empty();
  }

  private Condition comparison(int mark) {
    var left = sum();
    if (phrase.accept("known")) {
      return new Condition.Known(left, phrase.since(mark));
    }
    int beforeNot = phrase.mark();
    if (phrase.accept("not known")) {
      return new Condition.Not(new Condition.Known(left, phrase.since(mark)));
    }
    phrase.reset(beforeNot);
    if (phrase.accept("is")) {
      return is(left, mark);
    }
    boolean notIn = phrase.accept("not in");
    if (notIn || phrase.accept("in")) {
      return in(left, notIn, mark);
    }
    for (var order : List.of(Order.AT_MOST, Order.AT_LEAST, Order.BELOW, Order.ABOVE)) {
      if (phrase.accept(order.sign())) {
        return ordered(left, order, mark);
      }
    }
    if (left.type() instanceof Type.Coded coded && coded.yesNo()) {
      return new Condition.Is(left, CodeList.YES_NO, 2, false, phrase.since(mark));
    }
    if (phrase.atEnd() || phrase.nextIs("and") || phrase.nextIs("or") || phrase.nextIs(")")) {
      phrase.reset(mark);
      throw phrase.fault(
          "a condition (yes or no) is needed here; "
              + left.text()
              + " is "
              + left.type().described());
    }
    throw phrase.fault("not understood from '" + phrase.rest() + "'");
  }

  private Condition is(Term left, int mark) {
    boolean negated = phrase.accept("not");
    if (left.type() instanceof Type.Coded coded) {
      long bit = code(coded.list());
      return new Condition.Is(left, coded.list(), bit, negated, phrase.since(mark));
    }
    comparable(left, mark);
    var right = matching(left, sum());
    return new Condition.Compare(
        left, negated ? Order.UNEQUAL : Order.EQUAL, right, phrase.since(mark));
  }

  private Condition in(Term left, boolean negated, int mark) {
    if (left.type() instanceof Type.Coded coded) {
      long bits = 0;
      do {
        long bit = code(coded.list());
        if ((bits & bit) != 0) {
          throw phrase.fault("the same answer is given twice");
        }
        bits |= bit;
      } while (anotherOf(coded.list().codes()));
      return new Condition.Is(left, coded.list(), bits, negated, phrase.since(mark));
    }
    if (!(left.type() instanceof Type.Numeric numeric)) {
      throw phrase.fault(
          left.text() + " is " + left.type().described() + "; 'in' needs an answer or a number");
    }
    var range = range();
    checkUnits(numeric.unit(), range.unit());
    double low = range.unit().convert(range.low(), numeric.unit());
    double high = range.unit().convert(range.high(), numeric.unit());
    return new Condition.Within(left, low, high, negated, phrase.since(mark));
  }

  /** Two numbers and their unit. */
  record Range(double low, double high, Unit unit) {}

  Range range() {
    double low = signed();
    phrase.expect("..");
    double high = signed();
    var unit = phrase.unit().orElse(Unit.NONE);
    if (low > high) {
      throw phrase.fault("the range runs backwards");
    }
    return new Range(low, high, unit);
  }

  private double signed() {
    boolean negative = phrase.accept("-");
    if (!negative) {
      phrase.accept("+");
    }
    double number = phrase.needNumber();
    return negative ? -number : number;
  }

  private long code(CodeList list) {
    int mark = phrase.mark();
    var word = phrase.word("an answer");
    if (list.indexOf(word) < 0) {
      phrase.reset(mark);
      throw phrase.fault(
          "'"
              + word
              + "' is not a possible answer (the answers are "
              + String.join(", ", list.codes())
              + ")"
              + Faults.didYouMean(word, list.codes()));
    }
    names.usedLists.add(list.name());
    return list.bit(word);
  }

  private Condition ordered(Term left, Order order, int mark) {
    comparable(left, mark);
    if (left.type() instanceof Type.Coded coded) {
      Term right;
      if (coded.list().codes().contains(phrase.peekWord())) {
        right = new Term.Constant(new Answer.Coded(code(coded.list())), coded, phrase.since(mark));
      } else {
        right = matching(left, sum());
      }
      return new Condition.Compare(left, order, right, phrase.since(mark));
    }
    var right = sum();
    var limit = againstLimit(left, order, right, mark);
    if (limit.isPresent()) {
      return limit.get();
    }
    return new Condition.Compare(left, order, matching(left, right), phrase.since(mark));
  }

  private Optional<Condition> againstLimit(Term left, Order order, Term right, int mark) {
    boolean limit =
        right.type() instanceof Type.Numeric numeric
            && (numeric.unit().equals(Units.ULN) || numeric.unit().equals(Units.LLN));
    if (!limit) {
      return Optional.empty();
    }
    if (!(left.type() instanceof Type.Numeric measured) || !measured.lab()) {
      throw phrase.fault(
          "ULN and LLN stand only against a laboratory answer; "
              + left.text()
              + " is "
              + left.type().described());
    }
    if (!(right instanceof Term.Constant constant)
        || !(constant.value() instanceof Answer.Ranged times)) {
      throw phrase.fault("write a number before ULN or LLN");
    }
    boolean upper = right.type().equals(new Type.Numeric(Units.ULN));
    return Optional.of(
        new Condition.AgainstLimit(left, order, times.low(), upper, phrase.since(mark)));
  }

  private void comparable(Term term, int mark) {
    switch (term.type()) {
      case Type.Coded coded -> {
        if (!coded.list().ordered()) {
          phrase.reset(mark);
          throw phrase.fault(
              "the answers "
                  + String.join(", ", coded.list().codes())
                  + " have no order; use 'in'");
        }
      }
      case Type.Words _ ->
          throw phrase.fault(term.text() + " is text: only 'known' can be asked of it");
      case Type.Numeric _, Type.Day _, Type.Moment _, Type.Clock _ -> {}
    }
  }

  /** The right side in the unit of the left. */
  private Term matching(Term left, Term right) {
    return switch (left.type()) {
      case Type.Numeric wanted -> {
        if (!(right.type() instanceof Type.Numeric given)) {
          throw unlike(left, right);
        }
        checkUnits(wanted.unit(), given.unit());
        yield converted(right, wanted.unit());
      }
      case Type.Coded wanted -> {
        if (!(right.type() instanceof Type.Coded given)
            || !given.list().codes().equals(wanted.list().codes())) {
          throw unlike(left, right);
        }
        yield right;
      }
      case Type.Day _, Type.Moment _, Type.Clock _, Type.Words _ -> {
        if (!right.type().equals(left.type())) {
          throw unlike(left, right);
        }
        yield right;
      }
    };
  }

  private PhraseFault unlike(Term left, Term right) {
    return phrase.fault(
        "cannot compare " + left.type().described() + " with " + right.type().described());
  }

  private void checkUnits(Unit wanted, Unit given) {
    if (!wanted.dimension().equals(given.dimension())) {
      throw phrase.fault("the units differ: " + shown(wanted) + " and " + shown(given));
    }
  }

  private static String shown(Unit unit) {
    return unit.symbol().isEmpty() ? "no unit" : unit.symbol();
  }

  private static Term converted(Term term, Unit wanted) {
    if (!(term.type() instanceof Type.Numeric given) || given.unit().equals(wanted)) {
      return term;
    }
    var type = new Type.Numeric(wanted);
    if (term instanceof Term.Constant constant
        && constant.value() instanceof Answer.Ranged number) {
      return new Term.Constant(
          Answer.exactly(given.unit().convert(number.low(), wanted)), type, constant.text());
    }
    return new Term.Converted(term, given.unit().convert(1, wanted), type);
  }

  /** A sum, and the condition under which it stands: {@code a if c otherwise b}. */
  Term conditionalSum() {
    int mark = phrase.mark();
    var then = sum();
    if (!phrase.accept("if")) {
      return then;
    }
    var when = condition();
    @Nullable Term otherwise = null;
    if (phrase.accept("otherwise")) {
      otherwise = matching(then, sum());
    }
    return new Term.Choice(then, when, otherwise, phrase.since(mark));
  }

  Term sum() {
    int mark = phrase.mark();
    var result = product();
    while (true) {
      char sign = phrase.accept("+") ? '+' : phrase.accept("-") ? '-' : ' ';
      if (sign == ' ') {
        return result;
      }
      result = added(result, sign, product(), mark);
    }
  }

  private Term added(Term left, char sign, Term right, int mark) {
    var text = phrase.since(mark);
    boolean dated = left.type() instanceof Type.Day || left.type() instanceof Type.Moment;
    if (dated && right.type().equals(left.type()) && sign == '-') {
      var unit = left.type() instanceof Type.Day ? Units.DAY : Units.SECOND;
      return new Term.Arithmetic('-', left, right, new Type.Numeric(unit), text);
    }
    if (dated && right.type() instanceof Type.Numeric amount && Units.time(amount.unit())) {
      return shifted(left, sign, right, amount.unit(), text);
    }
    if (left.type() instanceof Type.Numeric number && right.type() instanceof Type.Numeric other) {
      if (number.unit().equals(Unit.NONE) && other.unit().equals(Units.POINTS)) {
        return new Term.Arithmetic(sign, left, right, new Type.Numeric(Units.POINTS), text);
      }
      checkUnits(number.unit(), other.unit());
      return new Term.Arithmetic(
          sign, left, converted(right, number.unit()), new Type.Numeric(number.unit()), text);
    }
    throw cannotCompute(left, sign, right);
  }

  private Term shifted(Term date, char sign, Term amount, Unit unit, String text) {
    int direction = sign == '+' ? 1 : -1;
    if (date.type() instanceof Type.Day && Units.calendar(unit)) {
      return new Term.Shifted(date, direction, converted(amount, Units.MONTH), true, text);
    }
    var counted = date.type() instanceof Type.Day ? Units.DAY : Units.SECOND;
    return new Term.Shifted(date, direction, converted(amount, counted), false, text);
  }

  private PhraseFault cannotCompute(Term left, char sign, Term right) {
    return phrase.fault(
        "cannot compute " + left.type().described() + " " + sign + " " + right.type().described());
  }

  private Term product() {
    int mark = phrase.mark();
    var result = value();
    while (true) {
      char sign = phrase.accept("*") ? '*' : phrase.accept("/") ? '/' : ' ';
      if (sign == ' ') {
        return result;
      }
      var right = value();
      if (!(result.type() instanceof Type.Numeric a) || !(right.type() instanceof Type.Numeric b)) {
        throw cannotCompute(result, sign, right);
      }
      var unit = sign == '*' ? a.unit().times(b.unit()) : a.unit().per(b.unit());
      result = new Term.Arithmetic(sign, result, right, new Type.Numeric(unit), phrase.since(mark));
    }
  }

  /**
   * The date a visit or a clock hangs on: one value, since the '+' behind it belongs to the timing.
   */
  Term anchor() {
    return value();
  }

  private Term value() {
    int mark = phrase.mark();
    var atom = atom();
    while (true) {
      if (phrase.nextIs("at") && atom.item().isPresent()) {
        phrase.expect("at");
        atom = new Term.AtVisit(atom.item().get(), atVisitName(), phrase.since(mark));
      } else if (phrase.nextIs("within") && atom.item().isPresent()) {
        atom = recent(atom.item().get(), mark);
      } else {
        return atom;
      }
    }
  }

  private String atVisitName() {
    var word = phrase.word("a visit");
    return word.equals("baseline") ? word : names.visit(word, phrase);
  }

  private Term recent(Item item, int mark) {
    phrase.expect("within");
    double days = days();
    int beforeOr = phrase.mark();
    if (phrase.accept("or") && phrase.numberNext()) {
      double daysAtVisit = days();
      phrase.expect("at");
      return new Term.Recent(
          item, days, names.visit(phrase.word("a visit"), phrase), daysAtVisit, phrase.since(mark));
    }
    phrase.reset(beforeOr);
    return new Term.Recent(item, days, null, days, phrase.since(mark));
  }

  double days() {
    var quantity = quantity();
    if (!Units.time(quantity.unit())) {
      throw phrase.fault("a time such as 14 d is needed");
    }
    return quantity.unit().convert(quantity.number(), Units.DAY);
  }

  LocalDate day() {
    var from = phrase.mark();
    return date()
        .filter(Term.Constant.class::isInstance)
        .map(Term.Constant.class::cast)
        .map(Term.Constant::value)
        .filter(Answer.Ranged.class::isInstance)
        .map(day -> LocalDate.ofEpochDay((long) ((Answer.Ranged) day).low()))
        .orElseThrow(
            () -> {
              phrase.reset(from);
              return phrase.fault("a date such as 2026-07-01 is needed");
            });
  }

  record Quantity(double number, Unit unit) {}

  Quantity quantity() {
    double number = phrase.needNumber();
    return new Quantity(number, phrase.unit().orElse(Unit.NONE));
  }

  private Term atom() {
    int mark = phrase.mark();
    var date = date();
    if (date.isPresent()) {
      return date.get();
    }
    if (phrase.numberNext()) {
      var quantity = quantity();
      return new Term.Constant(
          Answer.exactly(quantity.number()), new Type.Numeric(quantity.unit()), phrase.since(mark));
    }
    if (phrase.accept("(")) {
      if (++depth > DEEPEST) {
        throw phrase.fault("brackets stand in each other more than " + DEEPEST + " deep");
      }
      var inner = conditionalSum();
      phrase.expect(")");
      depth--;
      return inner;
    }
    var word = phrase.peekWord();
    return switch (word) {
      case "" ->
          throw phrase.fault(
              phrase.atEnd()
                  ? "a name or value is missing at the end"
                  : "cannot read '" + phrase.rest() + "'");
      case "earliest", "latest" -> earliestOrLatest(mark);
      case "first", "last", "worst", "best", "lowest", "highest", "sum", "previous" ->
          aggregate(mark);
      case "count" -> count(mark);
      case "times" -> {
        phrase.expect("times at");
        yield new Term.TimesAt(names.place(phrase.word("a place"), phrase));
      }
      case "grade" -> ownOr(word).orElseGet(() -> grade(mark));
      case "change" -> ownOr(word).orElseGet(this::change);
      case "dose" -> ownOr(word).orElseGet(() -> plannedDose(mark));
      case "weekday" -> ownOr(word).orElseGet(() -> weekday(mark));
      case "today" -> taken(word, new Term.Today());
      case "age" -> ownOr(word).orElseGet(() -> taken(word, new Term.Age(null)));
      case "arm" -> taken(word, new Term.Arm(names.arms(phrase)));
      case "and", "or" -> throw phrase.fault("a name or value is missing before '" + word + "'");
      default -> reference();
    };
  }

  private Term taken(String word, Term term) {
    phrase.expect(word);
    return term;
  }

  /**
   * A word of the language that is also a question of the form at hand means the question, unless
   * 'of' follows.
   */
  private Optional<Term> ownOr(String word) {
    int mark = phrase.mark();
    phrase.expect(word);
    boolean phraseOfLanguage = phrase.nextIs("of");
    phrase.reset(mark);
    boolean dotted = phrase.rest().startsWith(word + ".");
    if (phraseOfLanguage || (!dotted && (form == null || form.item(word).isEmpty()))) {
      return Optional.empty();
    }
    return Optional.of(reference());
  }

  private Optional<Term> date() {
    var rest = phrase.rest();
    var match = DATE.matcher(rest);
    if (!match.find()) {
      return Optional.empty();
    }
    try {
      var day = LocalDate.parse(match.group());
      phrase.reset(phrase.mark() + match.end());
      return Optional.of(
          new Term.Constant(Answer.exactly((double) day.toEpochDay()), Types.DAY, match.group()));
    } catch (DateTimeException impossible) {
      throw phrase.fault("'" + match.group() + "' is not a day of the calendar");
    }
  }

  private Term earliestOrLatest(int mark) {
    boolean earliest = phrase.accept("earliest");
    if (!earliest) {
      phrase.expect("latest");
      if (!phrase.nextIs("of")) {
        phrase.reset(mark);
        return aggregate(mark);
      }
    }
    phrase.expect("of");
    var terms = new ArrayList<Term>();
    terms.add(sum());
    while (phrase.accept(",")) {
      terms.add(matching(terms.getFirst(), sum()));
    }
    if (terms.size() == 1) {
      throw phrase.fault(
          "'"
              + (earliest ? "earliest" : "latest")
              + " of' needs several values, separated by commas");
    }
    return new Term.Extreme(earliest, terms, phrase.since(mark));
  }

  private Term aggregate(int mark) {
    var word = phrase.word("first, last or worst");
    phrase.accept("of");
    boolean previous = word.equals("previous") || phrase.accept("previous");
    var item = item();
    names.typeOf(item, phrase);
    var pick = pick(word, item);
    var where =
        phrase.accept("where") ? within(item.form(), this::condition) : new Condition.Otherwise();
    return new Term.Aggregate(pick, previous, item, where, phrase.since(mark));
  }

  private Term.Pick pick(String word, Item item) {
    return switch (word) {
      case "first" -> Term.Pick.FIRST;
      case "last", "previous" -> Term.Pick.LAST;
      case "latest" -> item.type() instanceof Type.Day ? Term.Pick.HIGHEST : Term.Pick.LAST;
      case "worst", "highest" -> orderedPick(item, Term.Pick.HIGHEST);
      case "best", "lowest" -> orderedPick(item, Term.Pick.LOWEST);
      case "sum" -> orderedPick(item, Term.Pick.SUM);
      default -> throw phrase.fault("cannot read '" + word + "'");
    };
  }

  private Term.Pick orderedPick(Item item, Term.Pick pick) {
    boolean possible =
        switch (item.type()) {
          case Type.Coded coded -> coded.list().ordered() && pick != Term.Pick.SUM;
          case Type.Numeric _ -> true;
          case Type.Day _, Type.Moment _, Type.Clock _ -> pick != Term.Pick.SUM;
          case Type.Words _ -> false;
        };
    if (!possible) {
      throw phrase.fault(
          "the answers of '"
              + item.path()
              + (pick == Term.Pick.SUM ? "' cannot be added up" : "' have no order")
              + "; say first or last");
    }
    return pick;
  }

  private Term count(int mark) {
    phrase.expect("count of");
    var rows = names.form(phrase.word("a form"), phrase);
    Condition where = new Condition.Otherwise();
    if (phrase.accept("where")) {
      phrase.expect("(");
      where = within(rows, this::condition);
      phrase.expect(")");
    }
    return new Term.Count(rows, where, phrase.since(mark));
  }

  private Term grade(int mark) {
    phrase.expect("grade of");
    var item = item();
    names.typeOf(item, phrase);
    var rule =
        GradeRule.forItem(item)
            .orElseThrow(() -> phrase.fault("no CTCAE grade is known for '" + item.path() + "'"));
    return new Term.Grade(item, rule, phrase.since(mark));
  }

  private Term change() {
    phrase.expect("change of");
    var drug = Names.oneOf(phrase.word("a drug"), names.drugs.keySet(), "a drug", phrase);
    return new Term.Change(drug);
  }

  private Term plannedDose(int mark) {
    phrase.expect("dose of");
    var drug = item();
    if (!(names.typeOf(drug, phrase) instanceof Type.Coded)) {
      throw phrase.fault("'" + drug.path() + "' must be a coded answer that names a drug");
    }
    return new Term.PlannedDose(drug, new Type.Numeric(Units.MILLIGRAM), phrase.since(mark));
  }

  private Term weekday(int mark) {
    phrase.expect("weekday of");
    var date = value();
    if (!(date.type() instanceof Type.Day)) {
      throw phrase.fault("a date is needed; " + date.text() + " is " + date.type().described());
    }
    return new Term.Weekday(date, phrase.since(mark));
  }

  /** A question, by its bare name within its form or as {@code form.item}. */
  private Item item() {
    int mark = phrase.mark();
    var name = phrase.dotted("a question");
    var found = findItem(name);
    if (found.isEmpty()) {
      phrase.reset(mark);
      throw nothingCalled(name);
    }
    return found.get();
  }

  private Optional<Item> findItem(String name) {
    int dot = name.indexOf('.');
    if (dot < 0) {
      return form == null ? Optional.empty() : form.item(name);
    }
    return Optional.ofNullable(names.forms.get(name.substring(0, dot)))
        .flatMap(owner -> owner.item(name.substring(dot + 1)));
  }

  private PhraseFault nothingCalled(String name) {
    return phrase.fault(
        "nothing is called '" + name + "'" + Faults.didYouMean(name, names.everyValue(form)));
  }

  private Term reference() {
    int mark = phrase.mark();
    var name = phrase.dotted("a name or value");
    if (phrase.nextIs("(")) {
      return call(name, mark);
    }
    var item = findItem(name);
    if (item.isPresent()) {
      return question(item.get(), name, mark);
    }
    var known = names.named.get(name);
    if (known != null) {
      names.typeOf(known, phrase);
      return new Term.Name(known);
    }
    if (name.startsWith("setting.")) {
      var setting = names.settings.get(name.substring("setting.".length()));
      if (setting != null) {
        return new Term.SettingValue(setting);
      }
    }
    phrase.reset(mark);
    if (names.forms.containsKey(name)) {
      throw phrase.fault(
          "'" + name + "' is a form: say '" + name + " recorded' or name one of its questions");
    }
    throw nothingCalled(name);
  }

  private Term question(Item item, String name, int mark) {
    names.typeOf(item, phrase);
    boolean ofThisRecord = place == Place.WHEN && form != null && item.form() == form;
    if (name.indexOf('.') < 0 || ofThisRecord) {
      return new Term.Own(item);
    }
    if (item.form().repeats() && place != Place.NEXT && place != Place.WHEN) {
      phrase.reset(mark);
      throw phrase.fault("'" + name + "' repeats: say worst, latest, first, any or every");
    }
    return new Term.Newest(item);
  }

  private Term call(String name, int mark) {
    var function =
        ClinicalCall.find(name)
            .orElseThrow(
                () -> {
                  phrase.reset(mark);
                  return phrase.fault(
                      "'"
                          + name
                          + "' is not a function"
                          + Faults.didYouMean(name, ClinicalCall.names()));
                });
    phrase.expect("(");
    var arguments = new ArrayList<Term>();
    do {
      arguments.add(sum());
    } while (phrase.accept(","));
    phrase.expect(")");
    var items = arguments.stream().flatMap(one -> one.item().stream()).toList();
    if (items.size() > Set.copyOf(items).size()) {
      phrase.reset(mark);
      throw phrase.fault("the same answer is given twice");
    }
    var objection = function.objection(arguments.stream().map(Term::type).toList());
    if (objection.isPresent()) {
      phrase.reset(mark);
      throw phrase.fault(objection.get());
    }
    return function.term(arguments, phrase.since(mark));
  }

  /** Reads something in which bare names are the questions of another form. */
  private <T> T within(Form rows, java.util.function.Supplier<T> reading) {
    var outer = form;
    form = rows;
    try {
      return reading.get();
    } finally {
      form = outer;
    }
  }
}
