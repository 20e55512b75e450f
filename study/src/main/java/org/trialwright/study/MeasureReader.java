package org.trialwright.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.trialwright.study.Measure.Endpoint;

/** Reads {@code measure}. */
final class MeasureReader {
  static final Set<String> OWN_KEYS =
      Set.of("sets", "events", "tests", "looks", "end", "size", "despite", "subgroups");

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
    Map<String, Condition> treatedBy = new LinkedHashMap<>();
    for (var entry : blocks.entries(measure, "sets")) {
      blocks
          .line(entry)
          .flatMap(line -> blocks.attempt(() -> set(entry.key(), line, treatedBy)))
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
    var plan = new PlanReader(blocks, names, endpoints).read(measure);
    return new Measure(sets, treatedBy, events, endpoints, plan);
  }

  private Condition set(String name, Node.Line line, Map<String, Condition> treatedBy) {
    var phrase = new Phrase(line);
    var rules = new RuleReader(names, phrase, RuleReader.Place.RULE, null);
    var condition = rules.condition();
    if (phrase.accept(";")) {
      phrase.expect("arm as treated by");
      if (names.arms(phrase).codes().size() != 2) {
        throw phrase.fault("'arm as treated by' tells two arms apart; this study has others");
      }
      treatedBy.put(name, rules.condition());
    }
    phrase.end();
    return condition;
  }

  private Endpoint endpoint(Node.Entry entry, Node.Line line) {
    return new EndpointReader(names, new Phrase(line)).read(entry);
  }
}
