package org.trialwright.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.trialwright.study.Measure.Endpoint;
import org.trialwright.study.Measure.Missing;

/** Reads {@code measure}. */
final class MeasureReader {
  private static final List<String> PLAN = List.of("tests", "looks", "size", "despite");
  private static final Set<String> OWN_KEYS =
      Set.of("sets", "events", "tests", "looks", "size", "despite");

  private final Blocks blocks;
  private final Names names;

  MeasureReader(Blocks blocks, Names names) {
    this.blocks = blocks;
    this.names = names;
  }

  void declare(Node.Block measure) {
    blocks.entries(measure, "sets").forEach(entry -> names.sets.add(entry.key()));
    for (var entry : measure.entries()) {
      if (!OWN_KEYS.contains(entry.key()) && blocks.named(entry)) {
        names.endpoints.add(entry.key());
      }
    }
    for (var entry : blocks.entries(measure, "events")) {
      if (blocks.named(entry)) {
        var event = names.declare(Named.Kind.EVENT, entry.key(), entry.at());
        event.type = Types.DAY;
        blocks
            .line(entry)
            .ifPresent(
                line ->
                    names.readLater(
                        new Object(), () -> blocks.attemptTo(() -> event(event, line))));
      }
    }
  }

  private void event(Named event, Node.Line line) {
    var phrase = new Phrase(line);
    var term = new RuleReader(names, phrase, RuleReader.Place.RULE, null).conditionalSum();
    phrase.end();
    if (!(term.type() instanceof Type.Day)) {
      throw new PhraseFault(line.at(), "an event is a date; this is " + term.type().described());
    }
    event.term = term;
  }

  Measure read(Node.Block measure) {
    Map<String, Condition> sets = new LinkedHashMap<>();
    for (var entry : blocks.entries(measure, "sets")) {
      blocks
          .line(entry)
          .flatMap(line -> blocks.attempt(() -> set(line)))
          .ifPresent(condition -> sets.put(entry.key(), condition));
    }
    var endpoints = new ArrayList<Endpoint>();
    for (var entry : measure.entries()) {
      if (!OWN_KEYS.contains(entry.key())) {
        blocks
            .line(entry)
            .flatMap(line -> blocks.attempt(() -> endpoint(entry, line)))
            .ifPresent(endpoints::add);
      }
    }
    if (endpoints.stream().noneMatch(Endpoint::primary)) {
      blocks.faults().add(measure.at(), "no endpoint is primary");
    }
    var events =
        names.named.values().stream().filter(named -> named.kind() == Named.Kind.EVENT).toList();
    return new Measure(sets, events, endpoints, plan(measure));
  }

  private Condition set(Node.Line line) {
    var phrase = new Phrase(line);
    var rules = new RuleReader(names, phrase, RuleReader.Place.RULE, null);
    var condition = rules.condition();
    if (phrase.accept(";")) {
      phrase.expect("arm as treated by");
      rules.condition();
    }
    phrase.end();
    return condition;
  }

  private Endpoint endpoint(Node.Entry entry, Node.Line line) {
    var phrase = new Phrase(line);
    boolean primary = phrase.accept("primary");
    if (primary) {
      phrase.expect(";");
    }
    var what = what(phrase);
    if (!phrase.nextIs(";")) {
      throw phrase.fault("'; ' and a method are needed, such as '; Kaplan-Meier at 36 mo'");
    }
    inSets(phrase);
    return new Endpoint(entry.key(), primary, what, line.text(), entry.at());
  }

  private Measure.What what(Phrase phrase) {
    if (phrase.accept("time from")) {
      return timeTo(phrase);
    }
    if (phrase.accept("share where")) {
      var where = new RuleReader(names, phrase, RuleReader.Place.RULE, null).condition();
      var missing = Missing.LEFT_OUT;
      if (phrase.accept(",")) {
        phrase.expect("missing counts as");
        missing =
            phrase.accept("no") ? Missing.NO : phrase.accept("yes") ? Missing.YES : leftOut(phrase);
      }
      return new Measure.What.Share(where, missing);
    }
    int end = phrase.rest().indexOf(';');
    if (end < 0) {
      throw phrase.fault("'; ' and a method are needed, such as '; exact 95 % CI'");
    }
    var text = phrase.rest().substring(0, end);
    phrase.skipSpace();
    phrase.reset(phrase.mark() + end);
    return new Measure.What.Declared(text.strip());
  }

  private static Missing leftOut(Phrase phrase) {
    phrase.expect("left out");
    return Missing.LEFT_OUT;
  }

  private Measure.What timeTo(Phrase phrase) {
    var rules = new RuleReader(names, phrase, RuleReader.Place.RULE, null);
    var from = rules.sum();
    phrase.expect("to");
    var events = new ArrayList<Term>();
    if (phrase.accept("earliest of")) {
      do {
        if (phrase.nextIs("else")) {
          break;
        }
        events.add(rules.sum());
      } while (phrase.accept(","));
    } else {
      events.add(rules.sum());
    }
    var against = new ArrayList<Term>();
    if (phrase.accept("against")) {
      do {
        if (phrase.nextIs("else")) {
          break;
        }
        against.add(rules.sum());
      } while (phrase.accept(","));
    }
    phrase.accept(",");
    phrase.expect("else");
    return new Measure.What.TimeTo(from, events, against, rules.sum());
  }

  /** The rest says how it is analysed; here only that its sets exist. */
  private void inSets(Phrase phrase) {
    var rest = phrase.rest();
    int in = rest.lastIndexOf("; in ");
    if (in < 0) {
      throw phrase.fault("in which analysis set? '; in …'");
    }
    phrase.skipSpace();
    phrase.reset(phrase.mark() + in);
    phrase.expect(";");
    phrase.expect("in");
    do {
      Names.oneOf(phrase.word("an analysis set"), names.sets, "an analysis set", phrase);
    } while (phrase.accept("and"));
    if (phrase.accept("of")) {
      Names.oneOf(phrase.word("an arm"), names.arms(phrase).codes(), "an arm", phrase);
    }
    if (!phrase.atEnd()) {
      phrase.expect(";");
    }
  }

  private Map<String, Map<String, String>> plan(Node.Block measure) {
    Map<String, Map<String, String>> plan = new LinkedHashMap<>();
    for (var key : PLAN) {
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
}
