package org.trialwright.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trialwright.quantities.Unit;
import org.trialwright.study.Condition.Order;

/** Conditions and terms as clauses, spoken from the tree that is asked. */
final class SpeakerClauses {
  private final SpeakerLabels labels;
  private final SpeakerValues values;
  private final Grammar grammar;

  SpeakerClauses(SpeakerLabels labels, SpeakerValues values) {
    this.labels = labels;
    this.values = values;
    this.grammar = labels.grammar;
  }

  /**
   * What is said of a value.
   *
   * @param clause such as "is 0 or 1"
   * @param must such as "must be 0 or 1"
   * @param not what holds when it does not, such as "not 0 or 1"
   */
  record Predicate(String clause, String must, String not) {}

  String condition(Condition condition) {
    return switch (condition) {
      case Condition.Otherwise _ -> grammar.say("otherwise");
      case Condition.And and -> joined(and.parts(), true);
      case Condition.Or or -> joined(or.parts(), false);
      case Condition.Not not -> denied(not.part());
      case Condition.Is is -> is(is);
      case Condition.Compare compare -> predicated(compare.left(), compare);
      case Condition.AgainstLimit limit -> predicated(limit.left(), limit);
      case Condition.Within within -> predicated(within.term(), within);
      case Condition.Known known -> grammar.say("known", term(known.term()));
      case Condition.Recorded recorded -> grammar.say("recorded", form(recorded.form()));
      case Condition.Rows rows -> rows(rows, false);
      case Condition.Eligible _ -> grammar.say("eligible");
      case Condition.Allocated _ -> grammar.say("allocated");
      case Condition.BeenAt been -> grammar.say("been at", labels.place(been.place()));
      case Condition.AtVisit at -> atVisit(at, at.negated());
    };
  }

  private String predicated(Term term, Condition.Compared condition) {
    return grammar.said(term(term), predicate(condition).clause());
  }

  private String joined(List<Condition> parts, boolean and) {
    var clauses = new ArrayList<String>();
    for (var part : parts) {
      clauses.add(composed(part) ? grammar.bracketed(condition(part)) : condition(part));
    }
    return grammar.joined(clauses, and);
  }

  private static boolean composed(Condition condition) {
    return switch (condition) {
      case Condition.And _, Condition.Or _ -> true;
      case Condition.Not not -> composed(not.part());
      case Condition.Otherwise _,
          Condition.Is _,
          Condition.Compare _,
          Condition.AgainstLimit _,
          Condition.Within _,
          Condition.Known _,
          Condition.Recorded _,
          Condition.Rows _,
          Condition.Eligible _,
          Condition.Allocated _,
          Condition.BeenAt _,
          Condition.AtVisit _ ->
          false;
    };
  }

  private String bracketedIfComposed(Condition condition) {
    return composed(condition) ? grammar.bracketed(condition(condition)) : condition(condition);
  }

  private String is(Condition.Is is) {
    if (is.term() instanceof Term.Name name && name.named().kind() == Named.Kind.BUILT_IN) {
      return yes(is) ? term(name) : grammar.say("not true", term(name));
    }
    if (is.list().equals(CodeList.YES_NO)) {
      return grammar.say("value", term(is.term()), grammar.say(yes(is) ? "yes" : "no"));
    }
    if (is.term() instanceof Term.Arm) {
      var arms = values.codes(is.list(), Optional.empty(), is.codes(), false);
      return grammar.say(is.negated() ? "not in arm" : "in arm", arms);
    }
    return predicated(is.term(), is);
  }

  private static boolean yes(Condition.Is is) {
    return (is.codes() == 2) != is.negated();
  }

  /** What stands behind the value of a comparison. */
  Predicate predicate(Condition.Compared condition) {
    return switch (condition) {
      case Condition.Is is -> among(is.list(), is.term().item(), is.codes(), is.negated(), false);
      case Condition.Compare compare -> compared(compare);
      case Condition.AgainstLimit limit ->
          ordered(limit.order(), limit(limit.times(), limit.upper()), false);
      case Condition.Within within -> within(within);
    };
  }

  String limit(double times, boolean upper) {
    var which = upper ? "upper limit" : "lower limit";
    return times == 1
        ? grammar.say("once " + which)
        : grammar.say(which, SpeakerValues.number(times));
  }

  private Predicate among(
      CodeList list, Optional<Item> item, long bits, boolean negated, boolean asRange) {
    var codes = values.codes(list, item, bits, asRange);
    return negated
        ? new Predicate(grammar.say("is not", codes), grammar.say("must not be", codes), "")
        : new Predicate(
            grammar.say("is", codes), grammar.say("must be", codes), grammar.say("not", codes));
  }

  private Predicate compared(Condition.Compare compare) {
    var left = compare.left();
    var codes = satisfied(compare);
    if (codes.isPresent()) {
      return among(codes.get().list(), left.item(), codes.get().bits(), false, true);
    }
    boolean inTime = left.type() instanceof Type.Day || left.type() instanceof Type.Moment;
    var limit =
        left instanceof Term.Age
                && compare.right() instanceof Term.Constant constant
                && constant.value() instanceof Answer.Ranged years
            ? values.age(years.low())
            : term(compare.right());
    return ordered(compare.order(), limit, inTime);
  }

  /** Some codes of a list. */
  record Codes(CodeList list, long bits) {}

  /** The codes for which a comparison with a code holds. */
  static Optional<Codes> satisfied(Condition.Compare compare) {
    return compare.left().type() instanceof Type.Coded list
            && compare.right() instanceof Term.Constant constant
            && constant.value() instanceof Answer.Coded limit
        ? Optional.of(
            new Codes(list.list(), satisfying(list.list(), compare.order(), limit.possible())))
        : Optional.empty();
  }

  private static long satisfying(CodeList list, Order order, long limit) {
    long below = limit - 1;
    return switch (order) {
      case BELOW -> below;
      case AT_MOST -> below | limit;
      case ABOVE -> list.all() & ~(below | limit);
      case AT_LEAST -> list.all() & ~below;
      case EQUAL -> limit;
      case UNEQUAL -> list.all() & ~limit;
    };
  }

  private Predicate ordered(Order order, String limit, boolean inTime) {
    if (order == Order.EQUAL) {
      return new Predicate(
          grammar.say("is", limit), grammar.say("must be", limit), grammar.say("not", limit));
    }
    if (order == Order.UNEQUAL) {
      return new Predicate(grammar.say("is not", limit), grammar.say("must not be", limit), "");
    }
    var clause = grammar.say(key(order, inTime), limit);
    return new Predicate(
        clause,
        grammar.say("must compare", clause),
        grammar.say(key(opposite(order), inTime), limit));
  }

  static Order opposite(Order order) {
    return switch (order) {
      case BELOW -> Order.AT_LEAST;
      case AT_MOST -> Order.ABOVE;
      case ABOVE -> Order.AT_MOST;
      case AT_LEAST -> Order.BELOW;
      case EQUAL -> Order.UNEQUAL;
      case UNEQUAL -> Order.EQUAL;
    };
  }

  private static String key(Order order, boolean inTime) {
    return switch (order) {
      case BELOW -> inTime ? "before" : "below";
      case AT_MOST -> inTime ? "on or before" : "at most";
      case ABOVE -> inTime ? "after" : "above";
      case AT_LEAST -> inTime ? "on or after" : "at least";
      case EQUAL -> "is";
      case UNEQUAL -> "is not";
    };
  }

  private Predicate within(Condition.Within within) {
    if (Double.isInfinite(within.high())) {
      var unit = within.term().type() instanceof Type.Numeric numeric ? numeric.unit() : Unit.NONE;
      var order = within.negated() ? Order.BELOW : Order.AT_LEAST;
      var low =
          within.term() instanceof Term.Age
              ? values.age(within.low())
              : values.measure(within.low(), unit);
      return ordered(order, low, false);
    }
    var ends = values.ends(within);
    var inside = grammar.say("between", ends.getFirst(), ends.getLast());
    var outside = grammar.say("outside", ends.getFirst(), ends.getLast());
    var holds = within.negated() ? outside : inside;
    var fails = within.negated() ? inside : outside;
    return new Predicate(holds, grammar.say("must compare", holds), fails);
  }

  private String form(Form form) {
    return labels.form(form);
  }

  private String rows(Condition.Rows rows, boolean denied) {
    var key = (rows.every() ? "every" : denied ? "none" : "any");
    if (rows.where() instanceof Condition.Otherwise) {
      return grammar.say(denied ? "none" : "any", form(rows.form()));
    }
    var not = rows.every() && denied ? "not " : "";
    return grammar.say(not + key + " where", form(rows.form()), bracketedIfComposed(rows.where()));
  }

  private String atVisit(Condition.AtVisit at, boolean negated) {
    var visits = grammar.listed(at.visits().stream().map(labels::visit).toList(), false);
    return grammar.say(negated ? "visit is not" : "visit is", visits);
  }

  /** The opposite of a condition, said as shortly as the language allows. */
  String denied(Condition condition) {
    return switch (condition) {
      case Condition.Not not -> condition(not.part());
      case Condition.Is is ->
          is(new Condition.Is(is.term(), is.list(), is.codes(), !is.negated(), is.text()));
      case Condition.Compare compare -> grammar.said(term(compare.left()), deniedOrder(compare));
      case Condition.AgainstLimit limit ->
          grammar.said(term(limit.left()), grammar.say("not compare", predicate(limit).clause()));
      case Condition.Within within ->
          condition(
              new Condition.Within(
                  within.term(), within.low(), within.high(), !within.negated(), within.text()));
      case Condition.Known known -> grammar.say("not known clause", term(known.term()));
      case Condition.Recorded recorded -> grammar.say("not recorded", form(recorded.form()));
      case Condition.Rows rows -> rows(rows, true);
      case Condition.Eligible _ -> grammar.say("not eligible");
      case Condition.Allocated _ -> grammar.say("not allocated");
      case Condition.BeenAt been -> grammar.say("not been at", labels.place(been.place()));
      case Condition.AtVisit at -> atVisit(at, !at.negated());
      case Condition.And and -> deniedParts(and.parts(), false);
      case Condition.Or or -> deniedParts(or.parts(), true);
      case Condition.Otherwise _ ->
          grammar.say("not true", grammar.bracketed(condition(condition)));
    };
  }

  private String deniedParts(List<Condition> parts, boolean and) {
    var clauses = new ArrayList<String>();
    for (var part : parts) {
      clauses.add(composed(part) ? grammar.bracketed(denied(part)) : denied(part));
    }
    return grammar.joined(clauses, and);
  }

  /** Not the opposite order: where the question was not asked, neither order holds. */
  private String deniedOrder(Condition.Compare compare) {
    boolean equality = compare.order() == Order.EQUAL || compare.order() == Order.UNEQUAL;
    if (equality) {
      var opposite =
          new Condition.Compare(
              compare.left(), opposite(compare.order()), compare.right(), compare.text());
      return compared(opposite).clause();
    }
    return satisfied(compare)
        .map(codes -> among(codes.list(), compare.left().item(), codes.bits(), true, true).clause())
        .orElseGet(() -> grammar.say("not compare", compared(compare).clause()));
  }

  /** A value by its name, or how it is made. */
  String term(Term term) {
    return switch (term) {
      case Term.Constant constant -> values.constant(constant);
      case Term.Own own -> labels.own(own.question());
      case Term.Newest newest -> labels.subject(newest.question());
      case Term.Recent recent -> recent(recent);
      case Term.AtVisit at ->
          at.visit().equals("baseline")
              ? grammar.say("at baseline", labels.subject(at.question()))
              : grammar.say("at visit", labels.subject(at.question()), labels.visit(at.visit()));
      case Term.Name name -> labels.whole(labels.name(name.named()));
      case Term.SettingValue setting -> labels.setting(setting.setting().name());
      case Term.Arm _ -> grammar.say("arm");
      case Term.Today _ -> grammar.say("today");
      case Term.Age age -> age(age.on());
      case Term.Arithmetic sum -> arithmetic(sum);
      case Term.Converted converted -> term(converted.term());
      case Term.Shifted shifted ->
          grammar.say(
              shifted.direction() > 0 ? "later" : "earlier",
              term(shifted.date()),
              term(shifted.amount()));
      case Term.Aggregate aggregate -> aggregate(aggregate);
      case Term.Count count -> where(grammar.say("count", form(count.form())), count.where());
      case Term.TimesAt times -> grammar.say("times at", labels.place(times.place()));
      case Term.Extreme extreme ->
          grammar.say(
              extreme.earliest() ? "earliest of" : "latest of",
              grammar.listed(extreme.terms().stream().map(this::term).toList(), true));
      case Term.Choice choice -> choice(choice);
      case Term.Call call ->
          grammar.say(
              "call",
              grammar.say(call.function().function().name()),
              grammar.listed(call.arguments().stream().map(this::term).toList(), true));
      case Term.Grade grade -> grammar.say("grade of", labels.subject(grade.question()));
      case Term.Change change -> grammar.say("change of", labels.drug(change.drug()));
      case Term.PlannedDose dose -> grammar.say("planned dose", labels.own(dose.drug()));
      case Term.Weekday weekday -> grammar.say("weekday of", term(weekday.date()));
      case Term.Verdict verdict -> condition(verdict.condition());
      case Term.Limited limited ->
          grammar.say(
              limited.order() == Order.AT_LEAST ? "least" : "most",
              term(limited.term()),
              values.measure(limited.limit(), unit(limited)));
      case Term.Kept kept ->
          grammar.say(
              "kept",
              term(kept.now()),
              labels.subject(kept.watched()),
              grammar.measure(SpeakerValues.number(kept.percent()), "%"),
              labels.visit(kept.visit()));
    };
  }

  private static Unit unit(Term term) {
    return term.type() instanceof Type.Numeric numeric ? numeric.unit() : Unit.NONE;
  }

  private String recent(Term.Recent recent) {
    var subject = labels.subject(recent.question());
    var time = values.time(recent.days(), "d");
    var visit = recent.visit();
    return visit == null
        ? grammar.say("recent", subject, time)
        : grammar.say(
            "recent at",
            subject,
            time,
            values.time(recent.daysAtVisit(), "d"),
            labels.visit(visit));
  }

  private String age(@Nullable Term on) {
    return on == null ? grammar.say("age") : grammar.say("age on", term(on));
  }

  private String arithmetic(Term.Arithmetic sum) {
    boolean dates =
        sum.left().type() instanceof Type.Day || sum.left().type() instanceof Type.Moment;
    if (sum.sign() == '-' && dates) {
      return grammar.say("time from", term(sum.right()), term(sum.left()));
    }
    boolean product = sum.sign() == '*' || sum.sign() == '/';
    var key =
        switch (sum.sign()) {
          case '+' -> "plus";
          case '-' -> "minus";
          case '*' -> "times";
          case '/' -> "divided";
          default -> throw new IllegalStateException("sign " + sum.sign());
        };
    return grammar.say(key, part(sum.left(), product), part(sum.right(), true));
  }

  private String part(Term term, boolean bracketSums) {
    var said = term(term);
    boolean sum =
        term instanceof Term.Arithmetic
            || term instanceof Term.Choice
            || term instanceof Term.Shifted;
    return sum && bracketSums ? grammar.bracketed(said) : said;
  }

  private String aggregate(Term.Aggregate aggregate) {
    boolean dates = aggregate.type() instanceof Type.Day;
    var key =
        switch (aggregate.pick()) {
          case FIRST -> "first";
          case LAST -> aggregate.previous() ? "previous" : "last";
          case HIGHEST -> dates ? "latest date" : "highest";
          case LOWEST -> dates ? "earliest date" : "lowest";
          case SUM -> "sum";
        };
    return where(grammar.say(key, labels.subject(aggregate.question())), aggregate.where());
  }

  private String where(String what, Condition where) {
    return where instanceof Condition.Otherwise
        ? what
        : grammar.say(composed(where) ? "where several" : "where", what, condition(where));
  }

  private String choice(Term.Choice choice) {
    var otherwise = choice.otherwise();
    return otherwise == null
        ? grammar.say("choice", term(choice.then()), condition(choice.when()))
        : grammar.say(
            "choice otherwise", term(choice.then()), condition(choice.when()), term(otherwise));
  }
}
