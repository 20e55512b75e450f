package org.trialwright.journey;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.trialwright.quantities.PartialDate;
import org.trialwright.quantities.ParticipantId;

/**
 * One thing that was stated about a participant or about the study, and is never changed. A
 * participant is a list of these; everything on screen is a fold over it.
 *
 * @param sequence 1, 2, … without a gap in one study; 0 before the fact is stored
 * @param participant empty when the fact is about the study itself
 * @param recorded when the server wrote it down, UTC
 * @param occurred when it happened, as far as that is known
 * @param reason the reason for change; empty on first entry
 * @param studyVersion the hash of the study folder in force
 * @param key the idempotency key made by the client
 */
public record Fact(
    long sequence,
    Optional<ParticipantId> participant,
    Event event,
    Author author,
    Instant recorded,
    PartialDate occurred,
    String reason,
    String studyVersion,
    UUID key) {
  public Fact {
    if (sequence < 0) {
      throw new IllegalArgumentException("a sequence number is 0 or more, not " + sequence);
    }
  }
}
