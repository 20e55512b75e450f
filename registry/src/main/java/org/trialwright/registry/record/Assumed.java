package org.trialwright.registry.record;

import java.util.stream.Collectors;
import org.trialwright.study.Source;
import org.trialwright.study.Study;

/** What of a part of the study nobody says, so that its authors chose it. */
final class Assumed {
  private Assumed() {}

  /**
   * The reasons given for it; empty when every value of the part comes from a source or is
   * confirmed.
   *
   * @param path of a line or a block, with everything in it
   */
  static String why(Study study, String path) {
    return study.sources().stream()
        .filter(source -> source.status() == Source.Status.ASSUMED)
        .filter(source -> source.path().equals(path) || source.path().startsWith(path + "."))
        .map(Source::text)
        .distinct()
        .collect(Collectors.joining("; "));
  }
}
