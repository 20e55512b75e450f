package org.trialwright.bedside;

import org.trialwright.quantities.ParticipantId;

/**
 * What becomes of one participant when their site works by another version of the study.
 *
 * @param place where they stand
 * @param version the seal of the version that they are under
 */
public record Going(ParticipantId participant, String place, String version, Fate fate) {

  public enum Fate {
    /** They go on under it as soon as somebody decides so. */
    MAY_GO,
    /** They are under it, or under a later one. */
    UNDER_IT,
    /** They stay under their own version, for their place is not in the new one. */
    PLACE_GONE,
    /** They stay while their record is locked. */
    LOCKED,
    /** Their path has ended. */
    ENDED
  }
}
