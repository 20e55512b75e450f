package org.trialwright.bedside;

import java.util.Map;
import java.util.Optional;
import org.trialwright.quantities.PartialDate;
import org.trialwright.quantities.ParticipantId;

/**
 * A form as it was filled in.
 *
 * @param ordinal the record that is corrected; 0 for a new one
 * @param visit the visit's label; empty for any time
 * @param answers item name to canonical text; a question without an entry stays unanswered
 * @param occurred the day, for a form that has no question for it
 * @param reason why an earlier answer is changed; empty on first entry
 * @param seen the sequence number of the newest fact of the record that the person saw; 0 for a new
 *     one
 */
public record Save(
    ParticipantId participant,
    String form,
    int ordinal,
    String visit,
    Map<String, String> answers,
    Optional<PartialDate> occurred,
    String reason,
    long seen) {
  public Save {
    answers = Map.copyOf(answers);
  }
}
