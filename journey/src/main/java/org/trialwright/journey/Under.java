package org.trialwright.journey;

import java.util.List;
import org.trialwright.study.Study;

/**
 * A version of the study that a participant is under.
 *
 * @param since the sequence number of the fact by which they went on under it; 0 for their first
 */
public record Under(Study study, long since) {

  /** The one version of somebody who was never under another. */
  public static List<Under> only(Study study) {
    return List.of(new Under(study, 0));
  }
}
