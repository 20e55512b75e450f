package org.trialwright.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.trialwright.clinical.ClinicalFunction;
import org.trialwright.clinical.Parameter;
import org.trialwright.quantities.Unit;

/**
 * Rules as expressions in R over columns of answers; {@link RPrelude} is what they call. Nothing
 * here judges: the study's own rules do, and a test holds both together.
 */
final class RRules {
  /** What a rule asks for that the columns cannot hold. */
  static final class Unsaid extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unsaid(String why) {
      super(why);
    }

    String why() {
      return String.valueOf(getMessage());
    }
  }

  /**
   * A column that the rules read.
   *
   * @param table the form whose records have it; empty for participants
   * @param source what stands in it, where it is worked out by more than one answer
   */
  record Column(String table, String name, Type type, Optional<Term> source) {}

  private final Map<Form, Double> days;
  private final Map<String, Column> columns = new LinkedHashMap<>();
  private final Map<String, String> tables = new LinkedHashMap<>();
  private final Map<Named, Optional<String>> said = new HashMap<>();
  private Map<Form, Double> fresh = Map.of();

  /**
   * @param days for which the answers of a form stay fresh
   */
  RRules(Map<Form, Double> days) {
    this.days = days;
  }

  List<Column> columns() {
    return List.copyOf(columns.values());
  }

  /** Tables of clinical functions, by name. */
  Map<String, String> tables() {
    return tables;
  }

  String rule(RuleLine line) {
    fresh = line.fresh() ? days : Map.of();
    return switch (line.rule()) {
      case RuleLine.Rule.Holds(var condition) -> condition(condition);
      case RuleLine.Rule.Comes(var term) -> term(term);
      case RuleLine.Rule.Decides(_, var table) -> decision(table);
      case RuleLine.Rule.Gives(var drug) -> dose(drug);
    };
  }

  /** Like a site's dose line, without what the rules on toxicity make of it. */
  private String dose(What.Drug drug) {
    var exact =
        switch (drug.give()) {
          case What.Give.Flat flat -> "num(" + number(flat.amount()) + ")";
          case What.Give.Fractions fractions -> "num(" + number(fractions.gray()) + ")";
          case What.Give.Per per ->
              "times.exact(%s, %s)".formatted(level(drug, per.amount()), named(per.step()));
          case What.Give.Auc auc ->
              "calvert(%s, %s)".formatted(level(drug, auc.target()), named(auc.clearance()));
        };
    return drug.rounding()
        .map(
            rounding ->
                "rounded(%s, %s, %s, %s)"
                    .formatted(
                        exact,
                        number(rounding.coarse()),
                        number(rounding.fine()),
                        number(rounding.percent())))
        .orElse(exact);
  }

  private static String level(What.Drug drug, double amount) {
    return drug.levels().isEmpty()
        ? number(amount)
        : "c(%s)[min(level, %d) + 1]"
            .formatted(
                drug.levels().stream().map(RRules::number).collect(Collectors.joining(", ")),
                drug.levels().size() - 1);
  }

  private String decision(Item.Table table) {
    var lines =
        table.lines().stream()
            .map(line -> name(line.code()) + " = " + condition(line.when()))
            .collect(Collectors.joining(",\n    "));
    return "decision(length(w$i), %s, list(\n    %s))"
        .formatted(codes(table.codes().codes()), lines);
  }

  String condition(Condition condition) {
    return switch (condition) {
      case Condition.Otherwise _ -> "TRUE";
      case Condition.And and -> joined(and.parts(), " & ");
      case Condition.Or or -> joined(or.parts(), " | ");
      case Condition.Not not -> "!(" + condition(not.part()) + ")";
      case Condition.Is is ->
          "is.in(%s, %s%s)"
              .formatted(
                  term(is.term()), codes(is.list().of(is.codes())), is.negated() ? ", TRUE" : "");
      case Condition.Compare compare ->
          "compare(%s, \"%s\", %s)"
              .formatted(term(compare.left()), compare.order().sign(), term(compare.right()));
      case Condition.AgainstLimit limit ->
          "against(%s, \"%s\", %s, upper = %s)"
              .formatted(
                  term(limit.left()),
                  limit.order().sign(),
                  number(limit.times()),
                  truth(limit.upper()));
      case Condition.Within within ->
          "between(%s, %s, %s%s)"
              .formatted(
                  term(within.term()),
                  number(within.low()),
                  number(within.high()),
                  within.negated() ? ", TRUE" : "");
      case Condition.Known known -> "known(" + term(known.term()) + ")";
      case Condition.Recorded recorded -> asked(recorded.form().name() + " recorded");
      case Condition.Rows rows ->
          "%s(w, %s, function(w, r) %s)"
              .formatted(
                  rows.every() ? "every.of" : "any.of",
                  quoted(rows.form().name()),
                  condition(rows.where()));
      case Condition.Eligible _ -> "eligible(w)";
      case Condition.Allocated _ -> asked("allocated");
      case Condition.BeenAt been -> asked("been at " + been.place());
      case Condition.AtVisit at ->
          (at.negated() ? "!" : "") + "at.visit(r, " + codes(at.visits()) + ")";
    };
  }

  private String joined(List<Condition> parts, String operator) {
    return parts.stream()
        .map(this::condition)
        .collect(Collectors.joining(operator.stripTrailing() + "\n    ", "(", ")"));
  }

  private String asked(String column) {
    input(column, Types.YES_NO, Optional.empty());
    return "asked.of(w, " + quoted(column) + ")";
  }

  String term(Term term) {
    return switch (term) {
      case Term.Constant constant -> constant(constant.value(), constant.type());
      case Term.Own own -> own(own.question());
      case Term.Newest newest -> newest(newest.question());
      case Term.Recent recent -> recent(recent);
      case Term.AtVisit at ->
          input(at.question().path() + " at " + at.visit(), at.question().type(), Optional.empty());
      case Term.Name name -> named(name.named());
      case Term.SettingValue setting -> "settings[[" + quoted(setting.setting().name()) + "]]";
      case Term.Arm arm -> input("arm", arm.type(), Optional.empty());
      case Term.Today _ -> input("today", Types.DAY, Optional.empty());
      case Term.Age age -> age(age);
      case Term.Arithmetic sum ->
          "(%s %s %s)".formatted(term(sum.left()), operator(sum.sign()), term(sum.right()));
      case Term.Converted converted when converted.factor() < 1 ->
          "(%s %%by%% num(%s))".formatted(term(converted.term()), number(1 / converted.factor()));
      case Term.Converted converted ->
          "(%s %%x%% num(%s))".formatted(term(converted.term()), number(converted.factor()));
      case Term.Shifted shifted when shifted.months() ->
          "months.on(%s, %d, %s)"
              .formatted(term(shifted.date()), shifted.direction(), term(shifted.amount()));
      case Term.Shifted shifted ->
          "(%s %s %s)"
              .formatted(
                  term(shifted.date()),
                  shifted.direction() < 0 ? "%-%" : "%+%",
                  term(shifted.amount()));
      case Term.Aggregate aggregate -> aggregate(aggregate);
      case Term.Count count ->
          "count.of(w, %s, function(w, r) %s)"
              .formatted(quoted(count.form().name()), condition(count.where()));
      case Term.TimesAt times -> input("times at " + times.place(), Types.COUNT, Optional.empty());
      case Term.Extreme extreme ->
          "extreme(%s, list(%s))".formatted(truth(!extreme.earliest()), terms(extreme.terms()));
      case Term.Choice choice ->
          "choice(w, %s, %s%s)"
              .formatted(
                  condition(choice.when()),
                  term(choice.then()),
                  choice.otherwise() == null ? "" : ", " + term(choice.otherwise()));
      case Term.Call call -> call(call);
      case Term.Grade grade -> grade(grade);
      case Term.Change change ->
          input("change of " + change.drug(), Types.PERCENT, Optional.empty());
      case Term.PlannedDose planned ->
          throw new Unsaid(
              "the dose that was worked out for a day follows from all records before it ('"
                  + planned.text()
                  + "')");
      case Term.Weekday weekday -> "weekday(" + term(weekday.date()) + ")";
      case Term.Verdict verdict ->
          "verdict(truth(%s, length(w$i)))".formatted(condition(verdict.condition()));
      case Term.Limited limited ->
          "%s(%s, %s)"
              .formatted(
                  limited.order() == Condition.Order.AT_LEAST ? "at.least" : "at.most",
                  term(limited.term()),
                  number(limited.limit()));
      case Term.Kept kept -> kept(kept);
    };
  }

  private String terms(List<Term> terms) {
    return terms.stream().map(this::term).collect(Collectors.joining(", "));
  }

  private static String operator(char sign) {
    return switch (sign) {
      case '+' -> "%+%";
      case '-' -> "%-%";
      case '*' -> "%x%";
      case '/' -> "%by%";
      default -> throw new IllegalStateException("sign " + sign);
    };
  }

  static String constant(Answer answer, Type type) {
    return switch (answer) {
      case Answer.Ranged ranged when type instanceof Type.Day && ranged.exact() ->
          "day(\"" + java.time.LocalDate.ofEpochDay((long) ranged.low()) + "\")";
      case Answer.Ranged ranged when ranged.exact() -> "num(" + number(ranged.low()) + ")";
      case Answer.Ranged ranged ->
          "num(" + number(ranged.low()) + ", " + number(ranged.high()) + ")";
      case Answer.Coded coded when type instanceof Type.Coded list ->
          "one.of(%s, %s)"
              .formatted(codes(list.list().of(coded.possible())), codes(list.list().codes()));
      case Answer.Coded _,
          Answer.Unknown _,
          Answer.NotAsked _,
          Answer.NotSigned _,
          Answer.Written _ ->
          throw new Unsaid("a constant without a value");
    };
  }

  // ---- columns

  private String input(String name, Type type, Optional<Term> source) {
    columns.putIfAbsent(" " + name, new Column("", name, type, source));
    return "input(w, " + quoted(name) + ")";
  }

  private String own(Item item) {
    var column = new Column(item.form().name(), item.name(), item.type(), Optional.empty());
    columns.putIfAbsent(item.path() + " ", column);
    return "own(r, " + quoted(item.name()) + ")";
  }

  private String newest(Item item) {
    var limit = fresh.get(item.form());
    if (limit != null) {
      return input(within(item, limit, Optional.empty(), limit), item.type(), Optional.empty());
    }
    input(item.path(), item.type(), Optional.empty());
    return "newest(w, " + quoted(item.path()) + ")";
  }

  private String recent(Term.Recent recent) {
    var item = recent.question();
    var name =
        within(item, recent.days(), Optional.ofNullable(recent.visit()), recent.daysAtVisit());
    input(name, item.type(), Optional.empty());
    return "recent(w, %s, %s)"
        .formatted(quoted(item.path()), quoted(name.substring(item.path().length() + 1)));
  }

  /** The column of the newest answer that is recent enough. */
  static String within(Item item, double days, Optional<String> visit, double daysAtVisit) {
    return "%s within %s d%s"
        .formatted(
            item.path(),
            number(days),
            visit.map(one -> " or " + number(daysAtVisit) + " d at " + one).orElse(""));
  }

  private String age(Term.Age age) {
    var on = age.on();
    if (on == null) {
      return input("age", age.type(), Optional.of(age));
    }
    if (Mentions.terms(new Condition.Known(on, "")).stream().anyMatch(Term.Own.class::isInstance)) {
      throw new Unsaid("an age on a day of the record");
    }
    var name = "age on " + on.text();
    input(name, age.type(), Optional.of(age));
    return "age.on(w, %s, %s)".formatted(term(on), quoted(name));
  }

  private String grade(Term.Grade grade) {
    if (fresh.containsKey(grade.question().form())) {
      throw new Unsaid("a grade of an answer that must be fresh");
    }
    return input("grade of " + grade.question().path(), Types.GRADE, Optional.of(grade));
  }

  private String named(Named named) {
    if (named.term().isEmpty()) {
      return input(named.name(), named.type(), Optional.empty());
    }
    var refusal = said.get(named);
    if (refusal == null) {
      refusal = refusal(named.term().get());
      said.put(named, refusal);
    }
    refusal.ifPresent(
        why -> {
          throw new Unsaid(named.name() + ": " + why);
        });
    return name(path(named)) + "(w)";
  }

  private Optional<String> refusal(Term term) {
    var before = fresh;
    fresh = Map.of();
    try {
      term(term);
      return Optional.empty();
    } catch (Unsaid unsaid) {
      return Optional.of(unsaid.why());
    } finally {
      fresh = before;
    }
  }

  /** The line that gives a name. */
  private static String path(Named named) {
    return switch (named.kind()) {
          case DATE -> "when.dates.";
          case STEP -> "what.work out.";
          case EVENT -> "measure.events.";
          case BUILT_IN -> throw new IllegalStateException(named + " is worked out");
        }
        + named.name();
  }

  // ---- several records

  private String aggregate(Term.Aggregate aggregate) {
    var item = aggregate.question();
    own(item);
    return "picked(w, %s, %s, \"%s\", function(w, r) %s%s)"
        .formatted(
            quoted(item.form().name()),
            quoted(item.name()),
            aggregate.pick().name().toLowerCase(java.util.Locale.ROOT),
            condition(aggregate.where()),
            aggregate.previous() ? ", before = r" : "");
  }

  private String kept(Term.Kept kept) {
    asAtVisit(kept.now(), kept.visit());
    var watched = kept.watched();
    input(watched.path() + " at " + kept.visit(), watched.type(), Optional.empty());
    input(watched.path(), watched.type(), Optional.empty());
    return "kept(w, function(w) %s, %s, %s, %s)"
        .formatted(
            term(kept.now()), quoted(watched.path()), quoted(kept.visit()), number(kept.percent()));
  }

  /** The columns for a value as it was at a visit. */
  private void asAtVisit(Term term, String visit) {
    for (var one : Mentions.terms(new Condition.Known(term, ""))) {
      switch (one) {
        case Term.Newest _, Term.Recent _ -> {
          var item = one.item().orElseThrow();
          input(item.path(), item.type(), Optional.empty());
          input(item.path() + " at " + visit, item.type(), Optional.empty());
        }
        case Term.Name name -> name.named().term().ifPresent(inner -> asAtVisit(inner, visit));
        case Term.Grade _ -> throw new Unsaid("a grade as it was at a visit");
        default -> {}
      }
    }
  }

  // ---- clinical functions

  private String call(Term.Call call) {
    return switch (call.function().function()) {
      case ClinicalFunction.Numeric numeric -> numeric(numeric, call);
      case ClinicalFunction.Score score ->
          "score(%s, list(%s))"
              .formatted(truth(score.name().equals("score-functional")), terms(call.arguments()));
      case ClinicalFunction.Coded coded ->
          "looked.up(%s, %s, list(%s))"
              .formatted(table(coded, call), codes(coded.results()), terms(call.arguments()));
    };
  }

  private String numeric(ClinicalFunction.Numeric numeric, Term.Call call) {
    var numbers = new ArrayList<String>();
    var sex = "";
    for (int i = 0; i < call.arguments().size(); i++) {
      var argument = call.arguments().get(i);
      var parameter =
          numeric.variadic() ? numeric.parameters().getFirst() : numeric.parameters().get(i);
      if (parameter instanceof Parameter.Number wanted
          && argument.type() instanceof Type.Numeric given) {
        numbers.add(inUnit(term(argument), given.unit(), wanted.unit()));
      } else {
        sex = ", " + term(argument);
      }
    }
    return "calculated(formula.%s, list(%s)%s%s)"
        .formatted(
            numeric.name().replace('-', '.'),
            String.join(", ", numbers),
            sex,
            numeric.variadic() ? ", ends.only = TRUE" : "");
  }

  private static String inUnit(String term, Unit given, Unit wanted) {
    return given.factor() == wanted.factor()
        ? term
        : "(%s %%x%% num(%s) %%by%% num(%s))"
            .formatted(term, number(given.factor()), number(wanted.factor()));
  }

  /** Every combination of the arguments' codes, with what the function makes of it. */
  private String table(ClinicalFunction.Coded coded, Term.Call call) {
    List<List<String>> combinations = List.of(List.of());
    for (var argument : call.arguments()) {
      var codes =
          argument.type() instanceof Type.Coded list ? list.list().codes() : List.<String>of();
      combinations =
          combinations.stream()
              .flatMap(
                  some ->
                      codes.stream()
                          .map(
                              code -> {
                                var longer = new ArrayList<>(some);
                                longer.add(code);
                                return List.copyOf(longer);
                              }))
              .toList();
    }
    var lines =
        combinations.stream()
            .map(
                some ->
                    quoted(String.join("|", some)) + " = " + quoted(coded.apply(some).orElse("")))
            .collect(Collectors.joining(",\n  ", "c(\n  ", ")"));
    var name = "table." + coded.name();
    for (int i = 2; tables.containsKey(name) && !lines.equals(tables.get(name)); i++) {
      name = "table." + coded.name() + " " + i;
    }
    tables.put(name, lines);
    return name(name);
  }

  // ---- how R writes things

  static String truth(boolean value) {
    return value ? "TRUE" : "FALSE";
  }

  /** Exactly the same number: what has many digits is written in binary places. */
  static String number(double value) {
    if (Double.isInfinite(value)) {
      return value < 0 ? "-Inf" : "Inf";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return String.valueOf((long) value);
    }
    var decimal = String.valueOf(value);
    return decimal.length() > 14 ? Double.toHexString(value) : decimal;
  }

  static String codes(List<String> codes) {
    return codes.size() == 1
        ? quoted(codes.getFirst())
        : codes.stream().map(RRules::quoted).collect(Collectors.joining(", ", "c(", ")"));
  }

  static String quoted(String text) {
    return '"' + escaped(text).replace("\"", "\\\"") + '"';
  }

  /** A name between back quotes. */
  static String name(String text) {
    return '`' + escaped(text).replace("`", "\\`") + '`';
  }

  private static String escaped(String text) {
    var escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> escaped.append("\\\\");
        case '\n', '\r', '\t', '\0' -> escaped.append(' ');
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
