package org.trialwright.simulation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.trialwright.journey.Author;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.journey.Journey;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;

/** Where the acts of a rehearsal go. Whatever it does not take, it refuses with the reason. */
public interface Clinic {

  /** From now on it is this time. Time never runs back. */
  void at(Instant now);

  /** Gives a newcomer a number. */
  Fact register(Newcomer newcomer, Act act);

  Kept save(Entry entry, Act act);

  Fact allocate(ParticipantId participant, Act act);

  /** Keeps the record of a dose that is given or left out. */
  Kept give(Entry entry, Dose dose, Act act);

  /** A second person confirms a dose before it is given. */
  Fact confirm(ParticipantId participant, Dose dose, Act act);

  /** Signs a record with the answers as they stand. */
  Fact sign(ParticipantId participant, Event.Saved record, Act act);

  /** Who does it, and the key by which doing it again is recognised. */
  record Act(Author author, UUID key) {}

  /**
   * Somebody who comes for the first time.
   *
   * @param number counts newcomers from 1
   */
  record Newcomer(
      int number, SiteId site, LocalDate born, String initials, String hospitalNumber) {}

  /**
   * A form filled in for the first time.
   *
   * @param visit the visit's label; empty for any time
   */
  record Entry(ParticipantId participant, String form, String visit, Map<String, String> answers) {
    public Entry {
      answers = Map.copyOf(answers);
    }
  }

  /**
   * A dose of one day.
   *
   * @param form that records it, and the question that says how much
   * @param ordinal of the record that it will have
   * @param amount in the unit of the card; 0 when it is left out
   * @param seen the newest fact of the participant that it was worked out from
   */
  record Dose(
      String form,
      int ordinal,
      String item,
      String drug,
      LocalDate day,
      double amount,
      long seen) {}

  /**
   * A fact that was kept.
   *
   * @param journey with the fact, when the clinic has it at hand
   */
  record Kept(Fact fact, Optional<Journey> journey) {}

  /** An act that a rehearsal expects to be taken and that was not. */
  final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Refused(String reason) {
      super(reason);
    }
  }
}
