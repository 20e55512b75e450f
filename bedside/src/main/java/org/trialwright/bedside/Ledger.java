package org.trialwright.bedside;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.trialwright.journal.Draft;
import org.trialwright.journal.Standing;
import org.trialwright.journey.Due;
import org.trialwright.journey.Endorsement;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.journey.Holds;
import org.trialwright.journey.Journey;
import org.trialwright.journey.Queries;
import org.trialwright.journey.Record;
import org.trialwright.quantities.PartialDate;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.study.Study;

/** Writes a fact, and where its participant stands with it, in one transaction. */
final class Ledger {
  private final Trial trial;

  Ledger(Trial trial) {
    this.trial = trial;
  }

  Fact append(
      Optional<ParticipantId> participant, Event event, Act act, LocalDate day, String reason) {
    return append(participant, event, act, PartialDate.of(day), reason, Set.of());
  }

  /**
   * @param freeText the questions whose answers may be redacted
   */
  Fact append(
      Optional<ParticipantId> participant,
      Event event,
      Act act,
      PartialDate occurred,
      String reason,
      Set<String> freeText) {
    return trial
        .journal()
        .append(
            new Draft(
                participant,
                event,
                act.author(),
                trial.clock().instant(),
                occurred,
                reason,
                version(participant).seal(),
                act.key(),
                freeText));
  }

  /** The version under which something is recorded: the participant's own. */
  private Study version(Optional<ParticipantId> participant) {
    var versions = trial.versions();
    if (participant.isEmpty() || versions.amendments().versions().isEmpty()) {
      return versions.current();
    }
    var facts = trial.journal().participant(participant.get());
    var site = Desk.siteOf(participant.get());
    return facts.isEmpty() ? versions.joining(site, Sites.today(trial, site)) : versions.of(facts);
  }

  /** A fact as it would be, after all others; it is written nowhere. */
  Fact provisional(
      ParticipantId participant, Event event, Act act, PartialDate occurred, String reason) {
    return new Fact(
        Long.MAX_VALUE,
        Optional.of(participant),
        event,
        act.author(),
        trial.clock().instant(),
        occurred,
        reason,
        version(Optional.of(participant)).seal(),
        act.key());
  }

  /**
   * Lets checks ask and end their queries.
   *
   * @param saved the record that was saved; empty when none was
   * @return the facts with what the checks said
   */
  List<Fact> checked(
      ParticipantId participant,
      List<Fact> facts,
      Journey journey,
      Optional<Record> saved,
      Act act) {
    var all = new ArrayList<>(facts);
    var site = Optional.of(Desk.siteOf(participant));
    for (var event : CheckQueries.after(facts, journey, saved)) {
      var by = CheckQueries.by(act, event, site);
      all.add(append(Optional.of(participant), event, by, journey.today(), ""));
    }
    return all;
  }

  /** Writes where the participant stands. */
  void stand(ParticipantId participant, List<Fact> facts, Journey journey) {
    trial.standings().put(standing(participant, facts, journey));
  }

  /** The projection's row, from facts alone. */
  static Standing standing(ParticipantId participant, List<Fact> facts, Journey journey) {
    var next =
        journey.calendar().stream()
            .filter(due -> Desk.isNext(due, journey) && !Desk.isLongPast(due, journey))
            .findFirst();
    return new Standing(
        participant,
        Desk.siteOf(participant),
        journey.place(),
        journey.stays().isEmpty()
            ? facts.getFirst().occurred().earliest()
            : journey.stays().getLast().since(),
        next.flatMap(Due::to),
        next.map(Due::label).orElse(""),
        Queries.open(facts).size(),
        closing(facts),
        journey.arm().orElse(""),
        facts.getLast().sequence());
  }

  private static Standing.Closing closing(List<Fact> facts) {
    return Holds.of(facts).lock().isPresent()
        ? Standing.Closing.LOCKED
        : Endorsement.newest(facts)
            .map(one -> one.holds() ? Standing.Closing.ENDORSED : Standing.Closing.CHANGED)
            .orElse(Standing.Closing.OPEN);
  }
}
