package org.trialwright.journey;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
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
  private static final DateTimeFormatter WHOLE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSXXX", Locale.ROOT);

  public Fact {
    if (sequence < 0) {
      throw new IllegalArgumentException("a sequence number is 0 or more, not " + sequence);
    }
  }

  /** {@link #recorded} for files and programs: ISO 8601 with microseconds, always of one width. */
  public String recordedUtc() {
    return recordedIn(ZoneOffset.UTC);
  }

  /** The same on the clocks of a zone, with what they differ from UTC by. */
  public String recordedIn(ZoneId zone) {
    return WHOLE.format(recorded.atZone(zone));
  }
}
