package org.trialwright.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trialwright.quantities.Unit;
import org.trialwright.study.Measure.Endpoint;
import org.trialwright.study.Plan.Claim;
import org.trialwright.study.Plan.Step;
import org.trialwright.study.Plan.Timing;

/**
 * Reads the plan: tests, looks, size and intercurrent events name endpoints, sets and arms of this
 * study, and agree with each other.
 */
final class PlanReader {
  private static final List<String> KEYS =
      List.of("tests", "looks", "end", "size", "despite", "subgroups");
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

  private final Blocks blocks;
  private final Names names;
  private final List<Endpoint> endpoints;
  private Optional<Double> margin = Optional.empty();
  private Optional<Plan.End> end = Optional.empty();

  PlanReader(Blocks blocks, Names names, List<Endpoint> endpoints) {
    this.blocks = blocks;
    this.names = names;
    this.endpoints = endpoints;
  }

  Plan read(Node.Block measure) {
    var tests = new ArrayList<Plan.Test>();
    var looks = new ArrayList<Plan.Look>();
    var size = new ArrayList<Plan.Size>();
    each(measure, "tests", (name, line) -> tests.add(test(name, line, measure)));
    each(measure, "looks", (name, line) -> looks.add(look(name, line)));
    each(measure, "end", (_, line) -> end = Optional.of(end(line, looks)));
    each(measure, "size", (_, line) -> size.add(size(line)));
    var despite = new ArrayList<Despite>();
    var subgroups = new ArrayList<Subgroup>();
    var onTheWay = new DespiteReader(names, endpoints);
    each(measure, "despite", (name, line) -> despite.add(onTheWay.read(name, line)));
    each(measure, "subgroups", (name, line) -> subgroups.add(subgroup(name, line)));
    return new Plan(
        tests, looks, end, size.stream().findFirst(), despite, subgroups, written(measure));
  }

  private interface Reading {
    void read(String name, Node.Line line);
  }

  private void each(Node.Block measure, String key, Reading reading) {
    var value = measure.find(key).map(Node.Entry::value).orElse(null);
    switch (value) {
      case null -> {}
      case Node.Line line -> blocks.attemptTo(() -> reading.read("", line));
      case Node.Block block -> {
        for (var entry : block.entries()) {
          if (entry.value() instanceof Node.Line line) {
            blocks.attemptTo(() -> reading.read(entry.key(), line));
          }
        }
      }
      case Node.Items _ -> {}
    }
  }

  private Map<String, Map<String, String>> written(Node.Block measure) {
    Map<String, Map<String, String>> plan = new LinkedHashMap<>();
    for (var key : KEYS) {
      measure
          .find(key)
          .ifPresent(
              entry -> {
                Map<String, String> lines = new LinkedHashMap<>();
                if (entry.value() instanceof Node.Block block) {
                  block
                      .entries()
                      .forEach(
                          line ->
                              blocks
                                  .line(line)
                                  .ifPresent(text -> lines.put(line.key(), text.text())));
                } else {
                  blocks.line(entry).ifPresent(text -> lines.put("", text.text()));
                }
                plan.put(key, Collections.unmodifiableMap(lines));
              });
    }
    return plan;
  }

  /** One clause of a line, with its place. */
  static List<Phrase> clauses(Node.Line line) {
    var clauses = new ArrayList<Phrase>();
    int from = 0;
    for (var part : line.text().split(";", -1)) {
      int blank = part.length() - part.stripLeading().length();
      clauses.add(new Phrase(part.strip(), line.at().plus(from + blank)));
      from += part.length() + 1;
    }
    return clauses;
  }

  private Plan.Test test(String name, Node.Line line, Node.Block measure) {
    var test = new TestReader(names, endpoints, measure).read(name, line);
    switch (test.claim()) {
      case Claim.DifferenceBeyond beyond -> margin = Optional.of(-beyond.limit().amount());
      case Claim.NotInferior(boolean ratio, var by) when !ratio ->
          margin = Optional.of(by.amount());
      case Claim.NotInferior _, Claim.Superior _, Claim.Differs _ -> {}
    }
    return test;
  }

  private String endpointName(Phrase phrase) {
    return Names.oneOf(phrase.word("an endpoint"), names.endpoints, "an endpoint", phrase);
  }

  private Plan.Look look(String name, Node.Line line) {
    var clauses = new ArrayList<>(clauses(line));
    var timing = timing(clauses.removeFirst());
    var steps = new ArrayList<Step>();
    for (var clause : clauses) {
      steps.add(step(clause, timing));
      clause.end();
    }
    return new Plan.Look(name, timing, steps, line.text());
  }

  private Plan.End end(Node.Line line, List<Plan.Look> looks) {
    var phrase = new Phrase(line);
    phrase.expect("at");
    int events = phrase.whole("a number of events");
    phrase.expect("events of");
    var endpoint = declared(phrase, Measure.What.TimeTo.class, "a time to an event");
    for (var look : looks) {
      if (look.timing() instanceof Timing.Once once
          && against(look, endpoint)
          && once.of() != events) {
        throw phrase.fault(
            "the look '%s' counts to %.0f events, the end to %d"
                .formatted(look.name(), once.of(), events));
      }
    }
    phrase.end();
    return new Plan.End(events, endpoint);
  }

  private static boolean against(Plan.Look look, String endpoint) {
    return look.steps().stream()
        .anyMatch(
            step -> step instanceof Step.Against against && against.endpoint().equals(endpoint));
  }

  /** An endpoint that measures what is needed here. */
  private String declared(Phrase phrase, Class<? extends Measure.What> kind, String described) {
    int mark = phrase.mark();
    var name = endpointName(phrase);
    boolean fits =
        endpoints.stream()
            .filter(endpoint -> endpoint.name().equals(name))
            .allMatch(endpoint -> kind.isInstance(endpoint.what()));
    if (!fits) {
      phrase.reset(mark);
      throw phrase.fault("endpoint '" + name + "' is not " + described);
    }
    return name;
  }

  private Step step(Phrase clause, Timing timing) {
    if (clause.accept("on")) {
      var endpoint = endpointName(clause);
      boolean cox =
          EndpointReader.oneOf(clause, List.of("Cox", "log-rank"), "a method").equals("Cox");
      var within = EndpointReader.strata(names, clause);
      clause.expect("against hazard ratio");
      return new Step.Against(endpoint, cox, within, clause.needNumber());
    }
    if (clause.accept("futile if conditional power <")) {
      double below = EndpointReader.percent(clause);
      boolean binding = true;
      if (clause.accept(",")) {
        binding = !clause.accept("not");
        clause.expect("binding");
      }
      return new Step.Futile(below, binding);
    }
    if (clause.accept("stop unless at least")) {
      return goOn(clause, timing);
    }
    if (clause.accept("show")) {
      var shown = new ArrayList<String>();
      do {
        shown.add(endpointName(clause));
      } while (clause.accept(","));
      return new Step.Show(shown);
    }
    return clause.accept("pause")
        ? pause(clause)
        : new Step.Boundary(EndpointReader.oneOf(clause, BOUNDARIES, "a boundary"));
  }

  private Step goOn(Phrase clause, Timing timing) {
    int mark = clause.mark();
    int least = clause.whole("a number of participants");
    if (!(timing instanceof Timing.After after && after.numbers().size() == 1)) {
      clause.reset(mark);
      throw clause.fault("a stage closes once, such as 'after 20 treated'");
    }
    if (least > after.numbers().getFirst()) {
      clause.reset(mark);
      throw clause.fault(
          "%d of %.0f participants can never have it".formatted(least, after.numbers().getFirst()));
    }
    clause.expect("have");
    return new Step.GoOn(least, declared(clause, Measure.What.Share.class, "a share"));
  }

  private Step pause(Phrase clause) {
    var arm = EndpointReader.arm(names, clause);
    clause.expect("if");
    boolean lower =
        EndpointReader.oneOf(clause, List.of("lower", "upper"), "lower or upper").equals("lower");
    clause.expect("one-sided");
    double level = EndpointReader.percent(clause);
    clause.expect("of");
    var endpoint = endpointName(clause);
    boolean above = clause.accept(">");
    if (!above) {
      clause.expect("<");
    }
    return new Step.Pause(arm, lower, level, endpoint, above, EndpointReader.percent(clause));
  }

  private static Timing timing(Phrase clause) {
    var timing = timingOf(clause);
    clause.end();
    return timing;
  }

  private static Timing timingOf(Phrase clause) {
    if (clause.accept("once at")) {
      double first = clause.needNumber();
      clause.expect("of");
      double all = clause.needNumber();
      if (first >= all) {
        throw clause.fault("a look comes before the end");
      }
      var counted = new ArrayList<String>();
      do {
        counted.add(clause.word("what is counted"));
      } while (clause.accept("or"));
      return new Timing.Once(first, all, counted);
    }
    if (clause.accept("after")) {
      var numbers = new ArrayList<Double>();
      do {
        double next = clause.needNumber();
        if (next <= (numbers.isEmpty() ? 0 : numbers.getLast())) {
          throw clause.fault("the numbers must rise");
        }
        numbers.add(next);
      } while (clause.numberNext());
      var who =
          EndpointReader.oneOf(
              clause, List.of("treated", "randomised", "enrolled", "evaluated"), "who is counted");
      return new Timing.After(numbers, who);
    }
    clause.expect("every");
    return new Timing.Every(EndpointReader.quantity(clause));
  }

  private Plan.Size size(Node.Line line) {
    var clauses = new ArrayList<>(clauses(line));
    var first = clauses.removeFirst();
    var kind = EndpointReader.oneOf(first, SIZES, "a kind of sample size");
    first.end();
    Map<String, Double> parts = new LinkedHashMap<>();
    for (var clause : clauses) {
      part(clause, parts);
      clause.end();
    }
    return new Plan.Size(kind, parts);
  }

  private void part(Phrase clause, Map<String, Double> into) {
    var parameter = EndpointReader.oneOf(clause, PARAMETERS, "a part of the sample size");
    if (parameter.equals("alpha")) {
      into.put(parameter, TestReader.alpha(clause));
    } else {
      int mark = clause.mark();
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
      if (parameter.equals("events") && end.isPresent() && end.get().events() != value) {
        clause.reset(mark);
        throw clause.fault(
            "the size counts to %.0f events, the end to %d".formatted(value, end.get().events()));
      }
      into.put(parameter, value);
    }
    if (clause.accept("at")) {
      EndpointReader.quantity(clause);
    }
  }

  private Subgroup subgroup(String name, Node.Line line) {
    var phrase = new Phrase(line);
    if (phrase.accept("site")) {
      phrase.end();
      return new Subgroup(name, Optional.empty(), List.of(), line.text());
    }
    var item = EndpointReader.item(names, phrase);
    var type = names.typeOf(item, phrase);
    var cuts = new ArrayList<Quantity>();
    if (type instanceof Type.Numeric numeric) {
      phrase.expect("cut at");
      do {
        cuts.add(cut(phrase, numeric, cuts));
      } while (phrase.accept(","));
    } else if (!(type instanceof Type.Coded)) {
      throw phrase.fault(item.path() + " is " + type.described() + ": it makes no parts");
    }
    phrase.end();
    return new Subgroup(name, Optional.of(item), cuts, line.text());
  }

  private static Quantity cut(Phrase phrase, Type.Numeric type, List<Quantity> before) {
    int mark = phrase.mark();
    var quantity = EndpointReader.quantity(phrase);
    if (!quantity.unit().dimension().equals(type.unit().dimension())) {
      phrase.reset(mark);
      throw phrase.fault("a cut in " + type.unit().symbol() + " is needed");
    }
    double amount = quantity.unit().convert(quantity.amount(), type.unit());
    if (!before.isEmpty() && amount <= before.getLast().amount()) {
      phrase.reset(mark);
      throw phrase.fault("the cuts must rise");
    }
    return new Quantity(amount, type.unit(), quantity.text());
  }
}
