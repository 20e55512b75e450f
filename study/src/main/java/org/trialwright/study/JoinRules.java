package org.trialwright.study;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns the rules of criteria into data that a browser can judge: nested lists, the operator first.
 * Settings are put in, named dates and sums are spelled out, units are those of the comparison.
 * What a person is asked at home counts as written down today by the hospital, so the day of every
 * form is today, and an age on any day of joining is the age today.
 *
 * <p>Nothing here judges: in Java the study's own {@link Condition} does. What needs more than one
 * person's answers of today has no translation and is refused.
 */
final class JoinRules {
  private final Set<String> asked;
  private final Who.Criterion criterion;
  private final Map<String, List<Object>> gates;
  private Set<String> read = new LinkedHashSet<>();

  /**
   * @param asked names of the questions
   * @param gates filled with whether each item is asked at all: of its form, then of itself
   */
  JoinRules(Set<String> asked, Who.Criterion criterion, Map<String, List<Object>> gates) {
    this.asked = asked;
    this.criterion = criterion;
    this.gates = gates;
  }

  /** The questions that the rules translated so far read. */
  Set<String> read() {
    return new LinkedHashSet<>(read);
  }

  List<Object> rule(Condition condition) {
    return switch (condition) {
      case Condition.Otherwise _ -> List.of("yes");
      case Condition.And and -> several("all", and.parts());
      case Condition.Or or -> several("any", or.parts());
      case Condition.Not not -> List.of("not", rule(not.part()));
      case Condition.Is is -> List.of("is", value(is.term()), indices(is.codes()), is.negated());
      case Condition.Compare compare ->
          List.of("compare", compare.order().sign(), value(compare.left()), value(compare.right()));
      case Condition.Within within when Double.isInfinite(within.high()) && !within.negated() ->
          List.of(
              "compare",
              Condition.Order.AT_LEAST.sign(),
              value(within.term()),
              List.of("number", within.low(), within.low()));
      case Condition.Within within ->
          List.of("in", value(within.term()), within.low(), within.high(), within.negated());
      case Condition.Known known -> List.of("known", value(known.term()));
      case Condition.AgainstLimit limit -> throw refused("'" + limit.text() + "'");
      case Condition.Recorded recorded ->
          throw refused("whether '" + recorded.form().name() + "' is recorded");
      case Condition.Rows rows -> throw refused("'" + rows.text() + "'");
      case Condition.Eligible _ -> throw refused("'who is eligible'");
      case Condition.Allocated _ -> throw refused("'allocated'");
      case Condition.BeenAt been -> throw refused("'been at " + been.place() + "'");
      case Condition.AtVisit visit -> throw refused("'" + visit.text() + "'");
    };
  }

  private List<Object> several(String operator, List<Condition> parts) {
    var all = new ArrayList<Object>();
    all.add(operator);
    parts.forEach(part -> all.add(rule(part)));
    return List.copyOf(all);
  }

  private List<Object> value(Term term) {
    return switch (term) {
      case Term.Constant constant -> constant(constant.value(), constant.text());
      case Term.SettingValue setting -> constant(setting.setting().value(), setting.text());
      case Term.Own own -> item(own.question());
      case Term.Newest newest -> item(newest.question());
      case Term.Recent recent -> item(recent.question());
      case Term.Name name ->
          value(name.named().term().orElseThrow(() -> refused("'" + name.text() + "'")));
      case Term.Today _ -> List.of("today");
      case Term.Age _ -> {
        noticed(JoinQuestions.AGE);
        yield List.of(JoinQuestions.AGE);
      }
      case Term.Arithmetic sum ->
          List.of(String.valueOf(sum.sign()), value(sum.left()), value(sum.right()));
      case Term.Converted converted when converted.factor() < 1 ->
          List.of("/", value(converted.term()), exactly(1 / converted.factor()));
      case Term.Converted converted ->
          List.of("*", value(converted.term()), exactly(converted.factor()));
      case Term.Shifted shifted when !shifted.months() ->
          List.of(
              shifted.direction() < 0 ? "-" : "+", value(shifted.date()), value(shifted.amount()));
      case Term.AtVisit _,
          Term.Arm _,
          Term.Aggregate _,
          Term.Count _,
          Term.TimesAt _,
          Term.Extreme _,
          Term.Call _,
          Term.Grade _,
          Term.Change _,
          Term.PlannedDose _,
          Term.Weekday _,
          Term.Shifted _,
          Term.Limited _,
          Term.Choice _,
          Term.Verdict _,
          Term.Kept _ ->
          throw refused("'" + term.text() + "'");
    };
  }

  private List<Object> constant(Answer answer, String text) {
    return switch (answer) {
      case Answer.Ranged ranged -> List.of("number", ranged.low(), ranged.high());
      case Answer.Coded coded -> List.of("codes", indices(coded.possible()));
      case Answer.Unknown _, Answer.NotAsked _, Answer.NotSigned _, Answer.Written _ ->
          throw refused("'" + text + "'");
    };
  }

  private static List<Object> exactly(double number) {
    return List.of("number", number, number);
  }

  private List<Object> item(Item item) {
    if (item.form().dayItem().filter(day -> day == item).isPresent()) {
      return List.of("today");
    }
    if (item.workedOut()) {
      return value(
          item.formula()
              .filter(_ -> item.askedIf().isEmpty())
              .orElseThrow(() -> refused("'" + item.path() + "', a decision of the form")));
    }
    noticed(item.path());
    gate(item);
    return List.of("item", item.path());
  }

  private void noticed(String question) {
    if (asked.contains(question)) {
      read.add(question);
    }
  }

  private void gate(Item item) {
    var form = item.form().askedIf();
    var own = item.askedIf();
    if ((form.isEmpty() && own.isEmpty()) || gates.containsKey(item.path())) {
      return;
    }
    // What a gate reads does not judge the criterion by itself.
    var before = read;
    read = new LinkedHashSet<>();
    gates.put(item.path(), List.of());
    gates.put(
        item.path(),
        List.of(
            form.map(this::rule).orElse(List.of("yes")),
            own.map(this::rule).orElse(List.of("yes"))));
    read = before;
  }

  /** The places of codes in their list, from 0. */
  static List<Integer> indices(long bits) {
    var indices = new ArrayList<Integer>();
    for (int i = 0; i < CodeList.MOST; i++) {
      if ((bits >> i & 1) == 1) {
        indices.add(i);
      }
    }
    return List.copyOf(indices);
  }

  private PhraseFault refused(String what) {
    return new PhraseFault(
        criterion.at(),
        "criterion '"
            + criterion.name()
            + "' cannot be judged by somebody at home, because it asks for "
            + what
            + "; take the questions that it reads out of 'who.ask', and the hospital finds out");
  }
}
