package org.trialwright.journal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.trialwright.journey.Author;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.quantities.PartialDate;
import org.trialwright.quantities.ParticipantId;

/**
 * A fact that is not recorded yet: everything but its place in the chain.
 *
 * @param participant empty when the fact is about the study itself
 * @param recorded the server's time, of the caller's clock; kept to the microsecond
 * @param occurred when it happened, as far as that is known
 * @param reason the reason for change; empty on first entry
 * @param studyVersion the hash of the study folder in force
 * @param key the idempotency key made by the client
 * @param freeText the items whose answers are free text, which law may force us to redact; reasons
 *     and the texts of queries and replies always are
 */
public record Draft(
    Optional<ParticipantId> participant,
    Event event,
    Author author,
    Instant recorded,
    PartialDate occurred,
    String reason,
    String studyVersion,
    UUID key,
    Set<String> freeText) {
  public Draft {
    recorded = recorded.truncatedTo(ChronoUnit.MICROS);
    freeText = Set.copyOf(freeText);
  }

  /** The fact this becomes. */
  Fact at(long sequence) {
    return new Fact(
        sequence, participant, event, author, recorded, occurred, reason, studyVersion, key);
  }
}
