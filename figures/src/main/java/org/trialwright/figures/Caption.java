package org.trialwright.figures;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the numbers come from; printed small at the foot of the picture.
 *
 * @param dataCut the day of the data cut-off as {@code 2026-03-31}; empty when nothing was cut, as
 *     in a simulation
 * @param analysisSet such as "intention-to-treat set (n=356)"
 * @param studyVersion the version of the study file; empty when the numbers are of no study here
 */
public record Caption(String dataCut, Text analysisSet, String studyVersion) {
  public Caption {
    Checks.that(!analysisSet.isNone(), "a caption without an analysis set");
  }

  /** The parts as one line: data cut-off, analysis set, study version. */
  public String in(Language language) {
    List<String> parts = new ArrayList<>();
    if (!dataCut.isBlank()) {
      parts.add(Words.DATA_CUT.in(language) + dataCut);
    }
    parts.add(analysisSet.in(language));
    if (!studyVersion.isBlank()) {
      parts.add(Words.STUDY_VERSION.in(language) + studyVersion);
    }
    return String.join(Words.SEMICOLON.in(language), parts);
  }
}
