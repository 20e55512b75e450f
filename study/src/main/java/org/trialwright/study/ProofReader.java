package org.trialwright.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trialwright.quantities.Truth;

/**
 * Turns rules into functions of independent unknowns. Terms that mean the same value become the
 * same unknown; a question with an {@code if} is there only where that holds; what is worked out by
 * a decision or a yes-or-no formula is worked out from its own inputs. Other computations are
 * unknowns of their own, so that a proof may meet a combination that no participant can reach, but
 * never misses one that a participant can.
 */
final class ProofReader {
  private static final int DEEPEST = 8;
  private static final int MOST_ROWS = 3;

  /**
   * What names mean.
   *
   * @param own whose record bare names belong to
   * @param newest when {@code form.item} is read
   * @param inner when what a derived answer of another record reads is read
   * @param arrival whether forms count only since arrival at a place
   */
  record Scope(String own, String newest, String inner, boolean arrival) {
    static final Scope FORM = new Scope("own", "", "then", false);
    static final Scope NEXT = new Scope("", "", "then", true);
    static final Scope RULE = new Scope("", "", "then", false);
  }

  private final Names names;
  private final List<ProofValue.Free> unknowns = new ArrayList<>();
  private final Map<String, ProofValue.Free> byKey = new HashMap<>();
  private final Map<String, ProofValue> values = new HashMap<>();
  private final Map<String, Set<String>> rowRules = new HashMap<>();
  private final Set<String> formsAskedFor = new HashSet<>();
  private final Map<String, List<ProofFormula.Test>> comparisons = new LinkedHashMap<>();
  private int depth;
  private @Nullable ProofSearch search;

  ProofReader(Names names) {
    this.names = names;
  }

  /** The one search over these unknowns; afterwards no rule may be added. */
  ProofSearch search() {
    if (search == null) {
      search = new ProofSearch(unknowns);
      for (var form : names.forms.keySet()) {
        if (!formsAskedFor.contains(form) && byKey.containsKey(recordedKey(form))) {
          search.keep(recorded(form), recorded(form).bitOf("yes"));
        }
      }
    }
    return search;
  }

  /** Comparisons with constants by what they are called, for finding those that never change. */
  Map<String, List<ProofFormula.Test>> comparisons() {
    return comparisons;
  }

  ProofFormula rule(Condition condition, Scope scope) {
    return switch (condition) {
      case Condition.Otherwise _ -> ProofFormula.ALWAYS;
      case Condition.And and -> joint(false, and.parts(), scope);
      case Condition.Or or -> joint(true, or.parts(), scope);
      case Condition.Not not -> new ProofFormula.Not(rule(not.part(), scope));
      case Condition.Is is ->
          compared(value(is.term(), scope), answer -> with(is, answer), is.text());
      case Condition.Compare compare -> compare(compare, scope);
      case Condition.AgainstLimit limit -> againstLimit(limit, scope);
      case Condition.Within within -> {
        var value = value(within.term(), scope);
        value.mention(Answer.exactly(within.low()));
        value.mention(Answer.exactly(within.high()));
        yield compared(value, answer -> with(within, answer), within.text());
      }
      case Condition.Known known -> {
        var value = value(known.term(), scope);
        value.mention(Answers.UNKNOWN);
        yield test(value, answer -> Truth.of(answer.known()));
      }
      case Condition.Recorded recorded -> {
        formsAskedFor.add(recorded.form().name());
        yield isYes(recorded(recorded.form().name()));
      }
      case Condition.Rows rows -> rows(rows, scope);
      case Condition.Eligible _ -> isYes(yesNo("who is eligible"));
      case Condition.Allocated _ -> isYes(yesNo("allocated"));
      case Condition.BeenAt been -> isYes(beenAt(been.place()));
      case Condition.AtVisit visit -> atVisit(visit);
    };
  }

  private ProofFormula joint(boolean any, List<Condition> parts, Scope scope) {
    return new ProofFormula.Joint(any, parts.stream().map(part -> rule(part, scope)).toList());
  }

  /** The comparison itself, asked of one answer. */
  private static Truth with(Condition.Is is, Answer answer) {
    var constant = new Term.Constant(answer, is.term().type(), "");
    return new Condition.Is(constant, is.list(), is.codes(), is.negated(), "")
        .test(NoWorld.HERE, Rows.NONE);
  }

  private static Truth with(Condition.Within within, Answer answer) {
    var constant = new Term.Constant(answer, within.term().type(), "");
    return new Condition.Within(constant, within.low(), within.high(), within.negated(), "")
        .test(NoWorld.HERE, Rows.NONE);
  }

  private ProofFormula compared(ProofValue value, Function<Answer, Truth> test, String text) {
    var made = test(value, test);
    comparisons.computeIfAbsent(text, _ -> new ArrayList<>()).add(made);
    return made;
  }

  ProofFormula.Test test(ProofValue value, Function<Answer, Truth> test) {
    freeOf(value, test);
    return new ProofFormula.Test(value, test);
  }

  private static void freeOf(ProofValue value, Function<Answer, Truth> test) {
    switch (value) {
      case ProofValue.Free free -> free.tested(test);
      case ProofValue.Guarded guarded -> freeOf(guarded.inner(), test);
      case ProofValue.Decided _, ProofValue.Judged _ -> {}
    }
  }

  private ProofFormula isYes(ProofValue.Free free) {
    return test(free, answer -> Truth.of(answer.equals(Answers.YES)));
  }

  ProofValue.Free yesNo(String label) {
    return eachCode(free("? " + label, label, Types.YES_NO));
  }

  /** Keeps its codes apart even where no rule does. */
  private static ProofValue.Free eachCode(ProofValue.Free free) {
    free.tested(answer -> Truth.of(answer instanceof Answer.Coded code && code.possible() == 1));
    return free;
  }

  ProofValue.Free beenAt(String place) {
    return yesNo("been at " + place);
  }

  private static String recordedKey(String form) {
    return "recorded " + form;
  }

  ProofValue.Free recorded(String form) {
    return eachCode(free(recordedKey(form), form + " recorded", Types.YES_NO));
  }

  ProofValue.Free arm() {
    var list = names.arms == null ? CodeList.YES_NO : names.arms;
    var arm = free("arm", "arm", new Type.Coded(list));
    for (int i = 0; i < list.codes().size(); i++) {
      var code = new Answer.Coded(1L << i);
      arm.tested(answer -> Truth.of(answer.equals(code)));
    }
    return arm;
  }

  private ProofValue.Free free(String key, String label, Type type) {
    return free(
        key, label, type, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, type == Types.DAY);
  }

  private ProofValue.Free free(
      String key, String label, Type type, double low, double high, boolean whole) {
    var known = byKey.get(key);
    if (known == null) {
      known = new ProofValue.Free(unknowns.size(), label, type, low, high, whole);
      unknowns.add(known);
      byKey.put(key, known);
    }
    return known;
  }

  private ProofFormula compare(Condition.Compare compare, Scope scope) {
    boolean rightConstant = compare.right() instanceof Term.Constant;
    boolean leftConstant = compare.left() instanceof Term.Constant;
    if (rightConstant && compare.right() instanceof Term.Constant right) {
      var value = value(compare.left(), scope);
      value.mention(right.value());
      return compared(
          value, answer -> Ranges.compare(answer, compare.order(), right.value()), compare.text());
    }
    if (leftConstant && compare.left() instanceof Term.Constant left) {
      var value = value(compare.right(), scope);
      value.mention(left.value());
      return compared(
          value, answer -> Ranges.compare(left.value(), compare.order(), answer), compare.text());
    }
    return pair(compare, scope);
  }

  /** Two values: only which of them is the larger counts. */
  private ProofFormula pair(Condition.Compare compare, Scope scope) {
    var left = value(compare.left(), scope);
    var right = value(compare.right(), scope);
    boolean swapped = compare.left().text().compareTo(compare.right().text()) > 0;
    var first = swapped ? compare.right().text() : compare.left().text();
    var second = swapped ? compare.left().text() : compare.right().text();
    var difference =
        free(
            "pair " + scope.own() + "|" + scope.newest() + "|" + first + "|" + second,
            first + " - (" + second + ")",
            Types.COUNT,
            -1,
            1,
            true);
    difference.mention(Answer.exactly(0));
    var zero = Answer.exactly(0);
    var order = compare.order();
    var which =
        test(
            difference,
            answer ->
                swapped
                    ? Ranges.compare(zero, order, answer)
                    : Ranges.compare(answer, order, zero));
    boolean unequal = order == Condition.Order.UNEQUAL;
    return new ProofFormula.Present(left, unequal, new ProofFormula.Present(right, unequal, which));
  }

  private ProofFormula againstLimit(Condition.AgainstLimit limit, Scope scope) {
    var measured = value(limit.left(), scope);
    var unit = limit.upper() ? Units.ULN : Units.LLN;
    var ratio =
        free(
            "ratio " + unit.symbol() + " " + key(limit.left(), scope),
            limit.left().text(),
            new Type.Numeric(unit),
            0,
            Double.POSITIVE_INFINITY,
            false);
    ratio.mention(Answer.exactly(limit.times()));
    return new ProofFormula.Present(
        measured,
        false,
        compared(
            ratio,
            answer -> Ranges.compare(answer, limit.order(), Answer.exactly(limit.times())),
            limit.text()));
  }

  private ProofFormula atVisit(Condition.AtVisit visit) {
    var all = new ArrayList<>(names.visits);
    if (all.size() > ProofValue.MOST) {
      return isYes(yesNo(visit.text()));
    }
    var free = free("visit", "visit", new Type.Coded(new CodeList("visit", all, false)));
    return test(
        free,
        answer ->
            answer instanceof Answer.Coded coded
                ? Truth.of(
                    visit.visits().contains(all.get(Long.numberOfTrailingZeros(coded.possible())))
                        != visit.negated())
                : Truth.UNKNOWN);
  }

  /**
   * Rules on the records of one form: as many records as there are such rules, each there or not.
   */
  private ProofFormula rows(Condition.Rows rows, Scope scope) {
    var form = rows.form().name();
    var key = "rows " + form + " " + rows.every() + " " + rows.text() + scope.newest();
    var rules = rowRules.computeIfAbsent(form, _ -> new HashSet<>());
    rules.add(key);
    if (rules.size() > MOST_ROWS || rows.every() || depth > 0) {
      return isYes(free(key, rows.text(), Types.YES_NO));
    }
    var parts = new ArrayList<ProofFormula>();
    for (int i = 1; i <= MOST_ROWS; i++) {
      var row = "#" + i + " " + form;
      var there = free("there " + row, row + " recorded", Types.YES_NO);
      depth++;
      var holds =
          rule(rows.where(), new Scope(row, scope.newest(), "then " + row, scope.arrival()));
      depth--;
      parts.add(new ProofFormula.Joint(false, List.of(isYes(there), holds)));
    }
    return new ProofFormula.Joint(true, parts);
  }

  private String key(Term term, Scope scope) {
    return switch (term) {
      case Term.Own own -> scope.own() + " " + own.question().path();
      case Term.Newest newest -> scope.newest() + " " + newest.question().path();
      case Term.Aggregate aggregate ->
          aggregate.text() + " " + aggregate.question().path() + " @" + scope.newest();
      default -> term.text() + " @" + scope.own() + "|" + scope.newest();
    };
  }

  ProofValue value(Term term, Scope scope) {
    var key = key(term, scope) + " " + term.type().described();
    var known = values.get(key);
    if (known != null) {
      return known;
    }
    var made = made(term, scope);
    values.put(key, made);
    return made;
  }

  private ProofValue made(Term term, Scope scope) {
    return switch (term) {
      case Term.Own own -> ofItem(own.question(), scope, own.question().name());
      case Term.Newest newest -> newest(newest.question(), scope);
      case Term.Arm _ ->
          new ProofValue.Guarded(
              arm(), isYes(yesNo("allocated")), ProofValue.NOT_ASKED, ProofFormula.ALWAYS);
      case Term.Verdict verdict -> new ProofValue.Judged(rule(verdict.condition(), scope));
      case Term.SettingValue setting ->
          free("setting " + setting.text(), setting.text(), term.type());
      case Term.Age _ -> free("age", "age", term.type(), 0, 130, true);
      case Term.Count count -> number("count " + key(count, scope), count, 0);
      case Term.TimesAt times -> number("times " + times.place(), times, 0);
      case Term.AtVisit at -> {
        var then = scope.newest() + "at " + at.visit();
        yield ofItem(at.question(), new Scope(then, then, then, false), at.text());
      }
      case Term.Recent recent -> ofQuestion(recent.question(), key(recent, scope), recent.text());
      case Term.Grade grade ->
          free("grade " + grade.question().path() + scope.newest(), grade.text(), Types.GRADE);
      case Term.Constant constant -> constant(constant);
      case Term.Converted _,
          Term.Name _,
          Term.Today _,
          Term.Arithmetic _,
          Term.Shifted _,
          Term.Aggregate _,
          Term.Extreme _,
          Term.Choice _,
          Term.Call _,
          Term.Change _,
          Term.PlannedDose _,
          Term.Weekday _,
          Term.Limited _,
          Term.Kept _ ->
          computed(term, scope);
    };
  }

  private ProofValue constant(Term.Constant constant) {
    var free = free("constant " + constant.text(), constant.text(), constant.type());
    free.mention(constant.value());
    return free;
  }

  private ProofValue number(String key, Term term, double low) {
    return free(key, term.text(), term.type(), low, Double.POSITIVE_INFINITY, true);
  }

  /** The newest answer: not there before its form was filled in. */
  private ProofValue newest(Item item, Scope scope) {
    var record = new Scope(scope.newest(), scope.inner(), scope.inner(), false);
    var inner = ofItem(item, record, item.path());
    if (scope.arrival()) {
      formsAskedFor.add(item.form().name());
    }
    return new ProofValue.Guarded(
        inner,
        isYes(recorded(item.form().name())),
        scope.arrival() ? ProofValue.NOT_SIGNED : ProofValue.UNKNOWN,
        ProofFormula.ALWAYS);
  }

  /** An item of the record that bare names belong to. */
  private ProofValue ofItem(Item item, Scope scope, String label) {
    if (depth > DEEPEST) {
      return ofQuestion(item, scope.own() + " " + item.path(), label);
    }
    depth++;
    try {
      var inner =
          item.workedOut()
              ? derived(item, scope, label)
              : ofQuestion(item, scope.own() + " " + item.path(), label);
      return guarded(item, scope, inner);
    } finally {
      depth--;
    }
  }

  private ProofValue guarded(Item item, Scope scope, ProofValue inner) {
    return item.askedIf()
        .<ProofValue>map(
            asked ->
                new ProofValue.Guarded(
                    inner,
                    ProofFormula.ALWAYS,
                    0,
                    rule(asked, new Scope(scope.own(), scope.newest(), scope.inner(), false))))
        .orElse(inner);
  }

  private ProofValue derived(Item item, Scope scope, String label) {
    if (item.table != null && item.table.codes().codes().size() <= ProofValue.MOST) {
      var lines = item.table.lines();
      return new ProofValue.Decided(
          item.table.codes(),
          lines.stream().map(line -> rule(line.when(), scope)).toList(),
          lines.stream().mapToLong(Item.Choice::bit).toArray());
    }
    if (item.formula instanceof Term.Verdict
        || item.formula instanceof Term.Own
        || item.formula instanceof Term.Newest) {
      return value(item.formula, scope);
    }
    return ofQuestion(item, scope.own() + " " + item.path(), label);
  }

  private ProofValue ofQuestion(Item item, String key, String label) {
    double low = Double.NEGATIVE_INFINITY;
    double high = Double.POSITIVE_INFINITY;
    boolean whole = item.type() == Types.DAY;
    if (item.kind instanceof AnswerKind.Amount amount) {
      low = amount.low();
      high = amount.high();
    }
    return free(key, label, item.type(), low, high, whole);
  }

  /** A computation: an unknown of its own, there only where what it reads is there. */
  private ProofValue computed(Term term, Scope scope) {
    boolean days = term.type() instanceof Type.Numeric numeric && numeric.unit().equals(Units.DAY);
    var inner =
        free(
            key(term, scope) + " " + term.type().described(),
            term.text(),
            term.type(),
            Double.NEGATIVE_INFINITY,
            Double.POSITIVE_INFINITY,
            days || term.type() == Types.DAY);
    var present = new ArrayList<ProofFormula>();
    var asked = new ArrayList<ProofFormula>();
    for (var part : Mentions.operands(term)) {
      switch (part) {
        case Term.Newest newest when scope.arrival() -> {
          formsAskedFor.add(newest.question().form().name());
          present.add(isYes(recorded(newest.question().form().name())));
        }
        case Term.Own own -> own.question().askedIf().ifPresent(c -> asked.add(rule(c, scope)));
        default -> {}
      }
    }
    if (present.isEmpty() && asked.isEmpty()) {
      return inner;
    }
    return new ProofValue.Guarded(
        inner,
        new ProofFormula.Joint(false, present),
        ProofValue.NOT_SIGNED,
        new ProofFormula.Joint(false, asked));
  }
}
