package org.trialwright.bedside;

import java.util.List;
import java.util.Optional;
import org.trialwright.journey.Attachment;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.journey.Holds;
import org.trialwright.quantities.ParticipantId;

/**
 * A file that somebody puts beside a participant's record.
 *
 * @param form whose record it belongs to; empty for the participant as a whole
 * @param ordinal of that record, or 0
 * @param type what its bytes are
 */
public record Attaching(String form, int ordinal, String name, String type) {
  /** How many files a participant may have. */
  public static final int MOST = 100;

  /** What keeps it out; empty when nothing does. */
  Optional<Outcome> refused(ParticipantId participant, List<Fact> facts) {
    if (facts.isEmpty()) {
      return Optional.of(new Outcome.NoSuchParticipant(participant));
    }
    return Holds.of(facts)
        .on(form, ordinal)
        .<Outcome>map(Outcome.Held::new)
        .or(
            () ->
                Attachment.of(facts).size() < MOST
                    ? Optional.empty()
                    : Optional.of(new Outcome.FilesFull(MOST)));
  }

  Event.Attached event(List<Fact> facts, long size, String digest) {
    return new Event.Attached(
        Attachment.of(facts).size() + 1, form, ordinal, name, type, size, digest);
  }

  /** Whether a fact attached this very file. */
  boolean was(Fact stored, long size) {
    return stored.event() instanceof Event.Attached file
        && file.form().equals(form)
        && file.ordinal() == ordinal
        && file.name().equals(name)
        && file.type().equals(type)
        && file.size() == size;
  }
}
