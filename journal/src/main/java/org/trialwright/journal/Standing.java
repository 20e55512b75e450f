package org.trialwright.journal;

import java.time.LocalDate;
import java.util.Optional;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;

/**
 * Where a participant stands, as lists show it.
 *
 * @param place the place of the study's path
 * @param since when it was reached
 * @param due the day of what is due next; empty when nothing is
 * @param dueLabel what is due next, or empty text
 * @param closing how far the record has come towards being final
 * @param arm empty text before allocation
 * @param sequence the last fact taken into account
 */
public record Standing(
    ParticipantId participant,
    SiteId site,
    String place,
    LocalDate since,
    Optional<LocalDate> due,
    String dueLabel,
    int openQueries,
    Closing closing,
    String arm,
    long sequence) {

  /** How far a record has come towards being final. */
  public enum Closing {
    /** No investigator has signed it. */
    OPEN,
    /** It has changed since an investigator signed it. */
    CHANGED,
    ENDORSED,
    LOCKED
  }
}
