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
    String arm,
    long sequence) {}
