package org.trialwright.study;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.trialwright.study.Measure.Endpoint;
import org.trialwright.study.Measure.Groups;
import org.trialwright.study.Measure.Missing;

/** Reads the line of an endpoint: what is measured, by which methods, in whom. */
final class EndpointReader {
  private static final List<String> METHODS =
      List.of(
          "Kaplan-Meier",
          "difference",
          "cause-specific Cox",
          "Cox",
          "log-rank",
          "Aalen-Johansen",
          "Gray",
          "Newcombe difference",
          "Fisher",
          "proportions",
          "Mann-Whitney",
          "Wilcoxon",
          "counts by worst grade",
          "MMRM",
          "means",
          "geometric means",
          "rates");

  private final Names names;
  private final Phrase phrase;

  EndpointReader(Names names, Phrase phrase) {
    this.names = names;
    this.phrase = phrase;
  }

  Endpoint read(Node.Entry entry) {
    boolean primary = phrase.accept("primary");
    if (primary) {
      phrase.expect(";");
    }
    var what = what();
    var afterWhat = phrase.here();
    if (!phrase.accept(";")) {
      throw phrase.fault("'; ' and a method are needed, such as '; Kaplan-Meier at 36 mo'");
    }
    var methods = methods();
    Groups groups = new Groups.Together();
    List<String> sets = List.of();
    Optional<String> of = Optional.empty();
    Optional<String> never = Optional.empty();
    while (phrase.accept(";")) {
      if (phrase.accept("by")) {
        groups = groups();
      } else if (phrase.accept("in")) {
        sets = sets();
        of = phrase.accept("of") ? Optional.of(arm(names, phrase)) : Optional.empty();
      } else if (phrase.accept("never tested between arms because")) {
        never = Optional.of(clause());
      } else {
        throw phrase.fault(
            "'by …', 'in …' or 'never tested between arms because …' may follow, not '"
                + phrase.peekWord()
                + "'");
      }
    }
    phrase.end();
    if (sets.isEmpty()) {
      throw new PhraseFault(afterWhat, "in which analysis set? '; in …'");
    }
    return new Endpoint(
        entry.key(), primary, what, methods, groups, sets, of, never, phrase.text(), entry.at());
  }

  /** The words up to the next semicolon. */
  private String clause() {
    int end = phrase.rest().indexOf(';');
    int mark = phrase.mark();
    if (end < 0) {
      phrase.toEnd();
    } else {
      phrase.reset(mark + end);
    }
    return phrase.since(mark);
  }

  private Groups groups() {
    if (phrase.accept("arm")) {
      return new Groups.ByArm();
    }
    if (phrase.accept("treatment")) {
      return new Groups.ByTreatment();
    }
    return phrase.accept("site") ? new Groups.BySite() : new Groups.ByAnswer(item(names, phrase));
  }

  private List<String> sets() {
    var sets = new ArrayList<String>();
    do {
      sets.add(set(names, phrase));
    } while (phrase.accept("and"));
    return sets;
  }

  static String set(Names names, Phrase phrase) {
    return Names.oneOf(phrase.word("an analysis set"), names.sets, "an analysis set", phrase);
  }

  static String arm(Names names, Phrase phrase) {
    return Names.oneOf(phrase.word("an arm"), names.arms(phrase).codes(), "an arm", phrase);
  }

  private Measure.What what() {
    if (phrase.accept("time from")) {
      return timeTo();
    }
    if (phrase.accept("share where")) {
      return share();
    }
    if (phrase.accept("level of")) {
      return new Measure.What.Level(ordered(), phrase.accept("high is worse"));
    }
    boolean change = phrase.accept("change of");
    if (change || phrase.accept("value of")) {
      var items = new ArrayList<Item>();
      var worse = new HashSet<Item>();
      do {
        items.add(measured());
        if (phrase.accept("high is worse")) {
          worse.add(items.getLast());
        }
      } while (phrase.accept(","));
      phrase.expect("at");
      var at = quantity(phrase);
      if (phrase.nextIs("of period")) {
        throw phrase.fault(
            "periods are compared by each participant's own difference: let a form work it out,"
                + " such as 'score - previous score'");
      }
      return change
          ? new Measure.What.Change(items, worse, at)
          : new Measure.What.ValueAt(items, worse, at);
    }
    if (phrase.accept("worst")) {
      var grade = ordered();
      phrase.expect("by");
      var by = termOf(grade.form());
      return new Measure.What.Worst(grade, by, where(by.form()));
    }
    if (phrase.accept("events of")) {
      var form = names.form(phrase.word("a form"), phrase);
      var where = where(form);
      phrase.expect("per");
      double years = phrase.needNumber();
      phrase.expect("person-y");
      return new Measure.What.EventsOf(form, where, years);
    }
    throw phrase.fault(
        "an endpoint is 'time from …', 'share where …', 'level of …', 'change of …', 'value of"
            + " …', 'worst …' or 'events of …', not '"
            + phrase.peekWord()
            + "'");
  }

  private Measure.What share() {
    var where = rules().condition();
    boolean worse = phrase.accept(", yes is worse");
    var missing = Missing.LEFT_OUT;
    if (phrase.accept(",")) {
      phrase.expect("missing counts as");
      if (phrase.accept("no")) {
        missing = Missing.NO;
      } else if (phrase.accept("yes")) {
        missing = Missing.YES;
      } else {
        phrase.expect("left out");
      }
    }
    return new Measure.What.Share(where, missing, worse);
  }

  private RuleReader rules() {
    return new RuleReader(names, phrase, RuleReader.Place.RULE, null);
  }

  private Measure.What timeTo() {
    var rules = rules();
    var from = date(rules);
    phrase.expect("to");
    var events = new ArrayList<Term>();
    if (phrase.accept("earliest of")) {
      dates(rules, events);
    } else {
      events.add(date(rules));
    }
    var against = new ArrayList<Term>();
    if (phrase.accept("against")) {
      dates(rules, against);
    }
    phrase.accept(",");
    phrase.expect("else");
    return new Measure.What.TimeTo(from, events, against, date(rules));
  }

  private Term date(RuleReader rules) {
    int mark = phrase.mark();
    var term = rules.sum();
    if (!(term.type() instanceof Type.Day)) {
      phrase.reset(mark);
      throw phrase.fault("a date is needed; " + term.text() + " is " + term.type().described());
    }
    return term;
  }

  private Item ordered() {
    int mark = phrase.mark();
    var item = item(names, phrase);
    if (!(names.typeOf(item, phrase) instanceof Type.Coded coded && coded.list().ordered())) {
      phrase.reset(mark);
      throw phrase.fault(
          "answers in an order are needed; " + item.path() + " is " + item.type().described());
    }
    return item;
  }

  private Item measured() {
    int mark = phrase.mark();
    var item = item(names, phrase);
    if (!(names.typeOf(item, phrase) instanceof Type.Numeric)) {
      phrase.reset(mark);
      throw phrase.fault("a number is needed; " + item.path() + " is " + item.type().described());
    }
    return item;
  }

  private Item termOf(Form form) {
    int mark = phrase.mark();
    var item = item(names, phrase);
    if (item.form() != form) {
      phrase.reset(mark);
      throw phrase.fault("'" + item.path() + "' is not a question of " + form.name());
    }
    return item;
  }

  private void dates(RuleReader rules, List<Term> into) {
    do {
      if (phrase.nextIs("else")) {
        return;
      }
      into.add(date(rules));
    } while (phrase.accept(","));
  }

  private Optional<Condition> where(Form form) {
    return phrase.accept("where")
        ? Optional.of(new RuleReader(names, phrase, RuleReader.Place.FORM, form).condition())
        : Optional.empty();
  }

  static List<Item> items(Names names, Phrase phrase) {
    var items = new ArrayList<Item>();
    do {
      items.add(item(names, phrase));
    } while (phrase.accept(","));
    return items;
  }

  static Item item(Names names, Phrase phrase) {
    var name = phrase.dotted("a question");
    int dot = name.indexOf('.');
    return Optional.ofNullable(dot < 0 ? null : names.forms.get(name.substring(0, dot)))
        .flatMap(form -> form.item(name.substring(dot + 1)))
        .orElseThrow(
            () ->
                phrase.fault(
                    "nothing is called '"
                        + name
                        + "'"
                        + Faults.didYouMean(name, names.everyValue(null))));
  }

  static Quantity quantity(Phrase phrase) {
    int mark = phrase.mark();
    double number = phrase.needNumber();
    var unit = phrase.unit();
    if (unit.isEmpty()) {
      throw phrase.fault("a unit is needed");
    }
    return new Quantity(number, unit.get(), phrase.since(mark));
  }

  /** A share in percent, given as a number from 0 to 1. */
  static double percent(Phrase phrase) {
    double share = phrase.needNumber();
    phrase.expect("%");
    if (share <= 0 || share >= 100) {
      throw phrase.fault("a share between 0 and 100 % is needed");
    }
    return share / 100;
  }

  private List<Method> methods() {
    var methods = new ArrayList<Method>();
    do {
      methods.add(method());
    } while (phrase.accept(","));
    if (!phrase.atEnd() && !phrase.nextIs(";")) {
      throw phrase.fault("not understood from '" + phrase.rest() + "'");
    }
    return methods;
  }

  private Method method() {
    phrase.skipSpace();
    int mark = phrase.mark();
    if (phrase.accept("exact")) {
      double level = percent(phrase);
      phrase.expect("CI");
      return new Method.Exact(level, options(), phrase.since(mark));
    }
    if (phrase.accept("responders at")) {
      double amount = quantity(phrase).amount();
      return new Method.Responders(amount, options(), phrase.since(mark));
    }
    if (phrase.accept("time to deterioration by")) {
      double amount = quantity(phrase).amount();
      return new Method.Deterioration(amount, options(), phrase.since(mark));
    }
    if (phrase.accept("mixed model with")) {
      clause();
      return new Method.Described(NONE, phrase.since(mark));
    }
    var word = oneOf(phrase, METHODS, "a method");
    var options = options();
    return named(word, options, phrase.since(mark));
  }

  private static final Method.Options NONE =
      new Method.Options(Optional.empty(), List.of(), false, Optional.empty());

  private static Method named(String word, Method.Options options, String text) {
    return switch (word) {
      case "Kaplan-Meier" -> new Method.KaplanMeier(options, text);
      case "difference" -> new Method.Difference(options, text);
      case "cause-specific Cox" -> new Method.CauseSpecificCox(options, text);
      case "Cox" -> new Method.Cox(options, text);
      case "log-rank" -> new Method.LogRank(options, text);
      case "Aalen-Johansen" -> new Method.AalenJohansen(options, text);
      case "Gray" -> new Method.Gray(options, text);
      case "Newcombe difference" -> new Method.NewcombeDifference(options, text);
      case "Fisher" -> new Method.Fisher(options, text);
      case "proportions" -> new Method.Proportions(options, text);
      case "Mann-Whitney", "Wilcoxon" -> new Method.MannWhitney(options, text);
      case "counts by worst grade" -> new Method.WorstGrades(options, text);
      case "MMRM" -> new Method.RepeatedMeasures(options, text);
      case "means" -> new Method.Means(false, options, text);
      case "geometric means" -> new Method.Means(true, options, text);
      case "rates" -> new Method.Rates(options, text);
      default -> throw new IllegalStateException("no reading for the method " + word);
    };
  }

  private Method.Options options() {
    Optional<Quantity> at = phrase.accept("at") ? Optional.of(quantity(phrase)) : Optional.empty();
    var within = strata(names, phrase);
    boolean clustered = phrase.accept("clustered by");
    if (clustered) {
      phrase.expect("site");
    }
    Optional<Item> adjusted =
        phrase.accept("adjusted for") ? Optional.of(item(names, phrase)) : Optional.empty();
    return new Method.Options(at, within, clustered, adjusted);
  }

  static List<How.Stratum> strata(Names names, Phrase phrase) {
    var strata = new ArrayList<How.Stratum>();
    if (phrase.accept("within")) {
      do {
        strata.add(
            phrase.accept("site") ? new How.BySite() : new How.ByAnswer(item(names, phrase)));
      } while (phrase.accept("and"));
    }
    return strata;
  }

  static String oneOf(Phrase phrase, List<String> words, String what) {
    for (var word : words) {
      var rest = phrase.rest();
      boolean whole =
          rest.startsWith(word)
              && (rest.length() == word.length() || " ,;".indexOf(rest.charAt(word.length())) >= 0);
      if (whole) {
        phrase.reset(phrase.mark() + word.length());
        return word;
      }
    }
    var rest = phrase.rest().split("[,;]| at | within ", 2)[0];
    throw phrase.fault(
        "'"
            + rest
            + "' is not "
            + what
            + Faults.didYouMean(rest, words)
            + " ("
            + String.join(", ", words)
            + ")");
  }
}
