package org.trialwright.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.trialwright.study.Despite.Needs;
import org.trialwright.study.Despite.Plain;
import org.trialwright.study.Despite.Strategy;
import org.trialwright.study.Despite.Way;
import org.trialwright.study.Measure.Endpoint;

/** Reads what happens on the way: its day and the way in which each endpoint treats it. */
final class DespiteReader {
  private static final String TIPPING = "tipping";
  private static final List<String> WORDS =
      Stream.concat(Arrays.stream(Plain.values()).map(Plain::words), Stream.of(TIPPING)).toList();

  private final Names names;
  private final List<Endpoint> endpoints;

  DespiteReader(Names names, List<Endpoint> endpoints) {
    this.names = names;
    this.endpoints = endpoints;
  }

  Despite read(String name, Node.Line line) {
    Optional<Term> when = Optional.empty();
    var ways = new ArrayList<Way>();
    for (var clause : PlanReader.clauses(line)) {
      if (clause.accept("when")) {
        when = Optional.of(day(clause, when.isPresent() || !ways.isEmpty()));
      } else {
        boolean also = clause.accept("also");
        do {
          ways.add(way(clause, also, when.isPresent(), ways));
        } while (clause.accept(","));
      }
      clause.end();
    }
    return new Despite(name, when, ways, line.text());
  }

  private Term day(Phrase clause, boolean late) {
    if (late) {
      throw clause.fault("'when …' stands once, before the ways");
    }
    var at = clause.here();
    var term = new RuleReader(names, clause, RuleReader.Place.RULE, null).conditionalSum();
    if (!(term.type() instanceof Type.Day)) {
      throw new PhraseFault(at, "'when' needs a date; this is " + term.type().described());
    }
    return term;
  }

  private Way way(Phrase clause, boolean also, boolean dated, List<Way> before) {
    clause.skipSpace();
    int start = clause.mark();
    var endpoint = Names.oneOf(clause.word("an endpoint"), names.endpoints, "an endpoint", clause);
    boolean twice =
        !also && before.stream().anyMatch(way -> !way.also() && way.endpoint().equals(endpoint));
    if (twice) {
      clause.reset(start);
      throw clause.fault("'" + endpoint + "' is treated twice; add 'also' for another look");
    }
    clause.skipSpace();
    int mark = clause.mark();
    var strategy = strategy(clause);
    needed(clause, mark, endpoint, strategy, dated);
    Optional<String> arm =
        clause.accept("in") ? Optional.of(EndpointReader.arm(names, clause)) : Optional.empty();
    return new Way(endpoint, strategy, also, arm, clause.since(mark));
  }

  private static Strategy strategy(Phrase clause) {
    var word = EndpointReader.oneOf(clause, WORDS, "a way to treat an intercurrent event");
    if (!word.equals(TIPPING)) {
      return Arrays.stream(Plain.values())
          .filter(plain -> plain.words().equals(word))
          .findFirst()
          .orElseThrow();
    }
    clause.skipSpace();
    int mark = clause.mark();
    double from = clause.needNumber();
    clause.expect("..");
    double to = clause.needNumber();
    if (from <= 0 || to <= from) {
      clause.reset(mark);
      throw clause.fault("factors above 0 that rise are needed, such as 1..3");
    }
    return new Despite.Tipping(from, to);
  }

  /** A strategy that is worked out needs the event's day and an endpoint that it fits. */
  private void needed(Phrase clause, int mark, String endpoint, Strategy strategy, boolean dated) {
    var needs =
        switch (strategy) {
          case Plain plain -> plain.needs();
          case Despite.Tipping _ -> Needs.TIME;
        };
    if (needs == Needs.NOTHING) {
      return;
    }
    var words = clause.since(mark);
    if (endpoints.stream().anyMatch(one -> one.name().equals(endpoint) && !fits(one, needs))) {
      clause.reset(mark);
      throw clause.fault(
          needs == Needs.TIME
              ? "'" + words + "' is for a time to an event, and " + endpoint + " is none"
              : "'" + words + "' is for a change of answers, and " + endpoint + " is none");
    }
    if (!dated) {
      clause.reset(mark);
      throw clause.fault(
          "'" + words + "' needs the day of this event: begin the line with 'when …;'");
    }
  }

  private static boolean fits(Endpoint endpoint, Needs needs) {
    return needs == Needs.TIME
        ? endpoint.what() instanceof Measure.What.TimeTo
        : endpoint.what() instanceof Measure.What.Change;
  }
}
