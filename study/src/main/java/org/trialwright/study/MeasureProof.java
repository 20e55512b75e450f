package org.trialwright.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trialwright.quantities.Unit;

/**
 * The plan of the analysis is written in words that the analysis knows: methods, tests, looks, size
 * and intercurrent events name endpoints, sets and arms of this study, and agree with each other.
 */
final class MeasureProof {
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
  private static final List<String> BOUNDARIES =
      List.of(
          "Lan-DeMets O'Brien-Fleming",
          "Lan-DeMets Pocock",
          "Haybittle-Peto",
          "O'Brien-Fleming",
          "Pocock");
  private static final List<String> SIZES =
      List.of(
          "non-inferiority of hazards",
          "non-inferiority of shares",
          "non-inferiority of means",
          "superiority of hazards",
          "superiority of shares",
          "superiority of means",
          "log-rank",
          "paired means",
          "Simon optimal",
          "Simon minimax",
          "3+3",
          "precision of a share",
          "two shares",
          "two means");
  private static final List<String> PARAMETERS =
      List.of(
          "alpha",
          "power",
          "control",
          "margin",
          "accrual",
          "follow",
          "lost",
          "ICC",
          "difference",
          "sd",
          "null",
          "alternative",
          "target",
          "hazard ratio",
          "events",
          "width");
  private static final List<String> STRATEGIES =
      List.of(
          "policy",
          "as defined",
          "is the event",
          "while alive",
          "while on treatment",
          "censored",
          "missing at random",
          "hypothetical by IPCW",
          "hypothetical",
          "worst score",
          "composite",
          "pattern mixture",
          "principal stratum");
  private static final double MOST_ALPHA = 0.2;

  private final Names names;
  private final ProofText text;
  private final Faults faults;
  private final Map<String, String> endpointLines = new HashMap<>();
  private Optional<Double> margin = Optional.empty();

  MeasureProof(Names names, ProofText text, Faults faults) {
    this.names = names;
    this.text = text;
    this.faults = faults;
  }

  void run() {
    var measure = text.root().find("measure").map(Node.Entry::value);
    if (!(measure.orElse(null) instanceof Node.Block block)) {
      return;
    }
    for (var entry : block.entries()) {
      if (names.endpoints.contains(entry.key()) && entry.value() instanceof Node.Line line) {
        endpointLines.put(entry.key(), line.text());
        attempt(line, phrase -> endpoint(line));
      }
    }
    each(block, "tests", this::test);
    each(block, "looks", this::look);
    each(block, "size", this::size);
    each(block, "despite", this::despite);
  }

  private interface Reading {
    void read(Phrase phrase);
  }

  private void each(Node.Block measure, String key, Reading reading) {
    var value = measure.find(key).map(Node.Entry::value).orElse(null);
    switch (value) {
      case null -> {}
      case Node.Line line -> attempt(line, reading);
      case Node.Block block ->
          block.entries().stream()
              .filter(entry -> entry.value() instanceof Node.Line)
              .forEach(entry -> attempt((Node.Line) entry.value(), reading));
      case Node.Items _ -> {}
    }
  }

  private void attempt(Node.Line line, Reading reading) {
    try {
      reading.read(new Phrase(line));
    } catch (PhraseFault fault) {
      faults.add(fault);
    }
  }

  /** One clause of a line, with its place. */
  private static List<Phrase> clauses(Node.Line line) {
    var clauses = new ArrayList<Phrase>();
    int from = 0;
    for (var part : line.text().split(";", -1)) {
      int blank = part.length() - part.stripLeading().length();
      clauses.add(new Phrase(part.strip(), line.at().plus(from + blank)));
      from += part.length() + 1;
    }
    return clauses;
  }

  private void endpoint(Node.Line line) {
    var clauses = new ArrayList<>(clauses(line));
    if (clauses.getFirst().text().equals("primary")) {
      clauses.removeFirst();
    }
    var what = clauses.removeFirst();
    if (!what.nextIs("time from") && !what.nextIs("share where")) {
      declared(what);
    }
    if (clauses.isEmpty()) {
      return;
    }
    methods(clauses.removeFirst());
    for (var clause : clauses) {
      if (clause.accept("by")) {
        by(clause);
      } else if (!clause.accept("in") && !clause.accept("never tested between arms because")) {
        throw clause.fault(
            "'by …', 'in …' or 'never tested between arms because …' may follow, not '"
                + clause.peekWord()
                + "'");
      }
    }
  }

  private void by(Phrase clause) {
    if (!clause.accept("arm") && !clause.accept("treatment") && !clause.accept("site")) {
      item(clause);
    }
    clause.end();
  }

  private void declared(Phrase what) {
    if (what.accept("level of")) {
      item(what);
    } else if (what.accept("change of") || what.accept("value of")) {
      do {
        item(what);
      } while (what.accept(","));
      what.expect("at");
      quantity(what);
      what.accept("of period");
    } else if (what.accept("worst")) {
      item(what);
      what.expect("by");
      var form = item(what).form();
      where(what, form);
    } else if (what.accept("events of")) {
      var form = names.form(what.word("a form"), what);
      where(what, form);
      what.expect("per");
      what.needNumber();
      what.expect("person-y");
    } else {
      throw what.fault(
          "an endpoint is 'time from …', 'share where …', 'level of …', 'change of …', 'value of"
              + " …', 'worst …' or 'events of …', not '"
              + what.peekWord()
              + "'");
    }
    what.end();
  }

  private void where(Phrase phrase, Form form) {
    if (phrase.accept("where")) {
      new RuleReader(names, phrase, RuleReader.Place.FORM, form).condition();
    }
  }

  private Item item(Phrase phrase) {
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

  private static double quantity(Phrase phrase) {
    double number = phrase.needNumber();
    if (phrase.unit().isEmpty()) {
      throw phrase.fault("a unit is needed");
    }
    return number;
  }

  private void methods(Phrase clause) {
    do {
      if (clause.accept("exact")) {
        percent(clause);
        clause.expect("CI");
      } else if (clause.accept("responders at") || clause.accept("time to deterioration by")) {
        quantity(clause);
      } else if (clause.accept("mixed model with")) {
        return;
      } else {
        oneOf(clause, METHODS, "a method");
      }
      methodTail(clause);
    } while (clause.accept(","));
    clause.end();
  }

  private void methodTail(Phrase clause) {
    if (clause.accept("at")) {
      quantity(clause);
    }
    strata(clause);
    if (clause.accept("clustered by")) {
      clause.expect("site");
    }
    if (clause.accept("adjusted for")) {
      item(clause);
    }
  }

  private void strata(Phrase clause) {
    if (clause.accept("within")) {
      do {
        if (!clause.accept("site")) {
          item(clause);
        }
      } while (clause.accept("and"));
    }
  }

  private static void percent(Phrase clause) {
    double share = clause.needNumber();
    clause.expect("%");
    if (share <= 0 || share >= 100) {
      throw clause.fault("a share between 0 and 100 % is needed");
    }
  }

  private static String oneOf(Phrase phrase, List<String> words, String what) {
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
        "'" + rest + "' is not " + what + Faults.didYouMean(rest, words) + listed(words));
  }

  private static String listed(List<String> words) {
    return " (" + String.join(", ", words) + ")";
  }

  private String endpointName(Phrase phrase) {
    return Names.oneOf(phrase.word("an endpoint"), names.endpoints, "an endpoint", phrase);
  }

  private String armName(Phrase phrase) {
    return Names.oneOf(phrase.word("an arm"), names.arms(phrase).codes(), "an arm", phrase);
  }

  private void test(Phrase phrase) {
    var endpoint = endpointName(phrase);
    if (phrase.accept("of")) {
      do {
        item(phrase);
      } while (phrase.accept(","));
    }
    if (phrase.accept("difference at")) {
      analysedAt(endpoint, phrase);
      if (!phrase.accept(">")) {
        phrase.expect("<");
      }
      phrase.accept("-");
      margin = Optional.of(quantity(phrase));
    } else {
      oneOf(phrase, List.of("log-rank superior", "superior", "differs", "not inferior"), "a test");
      if (phrase.accept("at")) {
        analysedAt(endpoint, phrase);
      }
    }
    if (phrase.accept("in")) {
      do {
        Names.oneOf(phrase.word("an analysis set"), names.sets, "an analysis set", phrase);
      } while (phrase.accept("and"));
    }
    phrase.expect(",");
    oneOf(phrase, List.of("one-sided", "two-sided"), "one-sided or two-sided");
    alpha(phrase);
    if (phrase.accept(",")) {
      phrase.expect("shared with");
      var looks =
          text.find("measure.looks")
              .map(Node.Entry::value)
              .filter(Node.Block.class::isInstance)
              .map(block -> ((Node.Block) block).keys())
              .orElse(List.of());
      Names.oneOf(phrase.word("a look"), looks, "a look", phrase);
    }
    phrase.end();
  }

  /** A test at a time needs an endpoint that is analysed at that time. */
  private void analysedAt(String endpoint, Phrase phrase) {
    int mark = phrase.mark();
    quantity(phrase);
    var time = "at " + phrase.since(mark);
    if (!endpointLines.getOrDefault(endpoint, "").contains(time)) {
      phrase.reset(mark);
      throw phrase.fault("endpoint '" + endpoint + "' is not analysed " + time);
    }
  }

  private static void alpha(Phrase phrase) {
    double alpha = phrase.needNumber();
    if (alpha <= 0 || alpha > MOST_ALPHA) {
      throw phrase.fault("an alpha between 0 and " + MOST_ALPHA);
    }
  }

  private void look(Phrase whole) {
    var clauses = new ArrayList<>(clauses(new Node.Line(whole.text(), whole.here())));
    when(clauses.removeFirst());
    for (var clause : clauses) {
      if (clause.accept("on")) {
        endpointName(clause);
        oneOf(clause, List.of("Cox", "log-rank"), "a method");
        strata(clause);
        clause.expect("against hazard ratio");
        clause.needNumber();
      } else if (clause.accept("futile if conditional power <")) {
        percent(clause);
        if (clause.accept(",")) {
          clause.accept("not");
          clause.expect("binding");
        }
      } else if (clause.accept("show")) {
        do {
          endpointName(clause);
        } while (clause.accept(","));
      } else if (clause.accept("pause")) {
        armName(clause);
        clause.expect("if");
        oneOf(clause, List.of("lower", "upper"), "lower or upper");
        clause.expect("one-sided");
        percent(clause);
        clause.expect("of");
        endpointName(clause);
        if (!clause.accept(">")) {
          clause.expect("<");
        }
        percent(clause);
      } else {
        oneOf(clause, BOUNDARIES, "a boundary");
      }
      clause.end();
    }
  }

  private static void when(Phrase clause) {
    if (clause.accept("once at")) {
      double first = clause.needNumber();
      clause.expect("of");
      double all = clause.needNumber();
      if (first >= all) {
        throw clause.fault("a look comes before the end");
      }
      clause.word("what is counted");
      while (clause.accept("or")) {
        clause.word("what is counted");
      }
    } else if (clause.accept("after")) {
      double before = 0;
      do {
        double next = clause.needNumber();
        if (next <= before) {
          throw clause.fault("the numbers must rise");
        }
        before = next;
      } while (clause.numberNext());
      oneOf(clause, List.of("treated", "randomised", "enrolled", "evaluated"), "who is counted");
    } else {
      clause.expect("every");
      quantity(clause);
    }
    clause.end();
  }

  private void size(Phrase whole) {
    var clauses = new ArrayList<>(clauses(new Node.Line(whole.text(), whole.here())));
    var kind = clauses.removeFirst();
    oneOf(kind, SIZES, "a kind of sample size");
    kind.end();
    for (var clause : clauses) {
      var parameter = oneOf(clause, PARAMETERS, "a part of the sample size");
      int mark = clause.mark();
      if (parameter.equals("alpha")) {
        alpha(clause);
      } else {
        double value = clause.needNumber();
        if (parameter.equals("power") && (value < 0.5 || value >= 1)) {
          clause.reset(mark);
          throw clause.fault("a power between 0.5 and 1");
        }
        var unit = clause.unit().orElse(Unit.NONE);
        if (parameter.equals("margin") && margin.isPresent() && margin.get() != value) {
          clause.reset(mark);
          throw clause.fault(
              "the margin is "
                  + value
                  + " "
                  + unit.symbol()
                  + " here and "
                  + margin.get()
                  + " in the tests");
        }
      }
      if (clause.accept("at")) {
        quantity(clause);
      }
      clause.end();
    }
  }

  private void despite(Phrase whole) {
    for (var clause : clauses(new Node.Line(whole.text(), whole.here()))) {
      clause.accept("also");
      do {
        endpointName(clause);
        if (clause.accept("tipping")) {
          clause.needNumber();
          clause.expect("..");
          clause.needNumber();
        } else {
          oneOf(clause, STRATEGIES, "a way to treat an intercurrent event");
        }
        if (clause.accept("in")) {
          armName(clause);
        }
      } while (clause.accept(","));
      clause.end();
    }
  }
}
