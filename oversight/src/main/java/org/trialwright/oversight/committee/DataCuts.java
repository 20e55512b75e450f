package org.trialwright.oversight.committee;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.trialwright.analysis.Cut;
import org.trialwright.journal.FactLines;
import org.trialwright.journey.Author;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.oversight.CutTaken;
import org.trialwright.oversight.Overseen;

/**
 * Data cuts: facts of the study. A cut is everything up to its own place in the chain, so nothing
 * recorded later can change what it holds.
 */
@Component
class DataCuts {
  private final Overseen overseen;
  private final StudyFacts facts;
  private final ApplicationEventPublisher events;

  DataCuts(Overseen overseen, StudyFacts facts, ApplicationEventPublisher events) {
    this.overseen = overseen;
    this.facts = facts;
    this.events = events;
  }

  /**
   * A cut that was taken.
   *
   * @param number its place in the chain, by which it is asked for
   */
  record Taken(long number, String name, Author by, Instant at) {
    LocalDate day() {
      return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
  }

  /** Newest first. */
  List<Taken> all() {
    return overseen.journal().study().stream()
        .flatMap(fact -> taken(fact).stream())
        .toList()
        .reversed();
  }

  Optional<Taken> number(long number) {
    return all().stream().filter(one -> one.number() == number).findFirst();
  }

  private static Optional<Taken> taken(Fact fact) {
    return fact.event() instanceof Event.Cut(var name)
        ? Optional.of(new Taken(fact.sequence(), name, fact.author(), fact.recorded()))
        : Optional.empty();
  }

  /** The cut as the analysis needs it, with the hash of its own fact as the chain's head. */
  Cut cut(Taken taken) {
    var hash = FactLines.hash(overseen.source(), overseen.study().name(), taken.number());
    return new Cut(overseen.study(), taken.number(), taken.day(), hash);
  }

  /**
   * Takes a cut, and has the chain's head signed outside the database.
   *
   * @param key sent twice, taken once
   * @throws org.trialwright.journal.KeyUsedBefore when it was sent with another name
   */
  Taken take(String name, Author by, UUID key) {
    var fact = facts.append(new Event.Cut(name), "", by, key);
    events.publishEvent(new CutTaken(fact.sequence()));
    return taken(fact).orElseThrow();
  }
}
