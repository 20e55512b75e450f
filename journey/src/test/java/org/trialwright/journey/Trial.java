package org.trialwright.journey;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.trialwright.study.Case;
import org.trialwright.study.CaseReader;
import org.trialwright.study.Folder;
import org.trialwright.study.Study;
import org.trialwright.study.StudyReader;

/**
 * The study these tests are about, read once, and participants written in the language of cases.
 */
final class Trial {
  static final Folder FOLDER = Folder.read(Path.of("../studies/palace3"));
  static final Study STUDY = StudyReader.read(FOLDER).orThrow();
  static final List<Case> CASES = CaseReader.read(FOLDER, STUDY).cases();

  private Trial() {}

  /** The study's own cases, followed by these. */
  static Folder with(String cases) {
    return changed("cases.yaml", FOLDER.files().get("cases.yaml") + "\n" + cases);
  }

  static Folder changed(String file, String text) {
    Map<String, String> files = new HashMap<>(FOLDER.files());
    files.put(file, text);
    return new Folder(files);
  }

  /** One of the study's cases, or of those written here, as a participant. */
  static WorkedCase participant(String name, String cases) {
    var read = CaseReader.read(with(cases), STUDY);
    if (!read.faults().isEmpty()) {
      throw new IllegalArgumentException(read.faults().toString());
    }
    return new WorkedCase(
        STUDY,
        read.cases().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow());
  }

  static WorkedCase participant(String name) {
    return new WorkedCase(
        STUDY, CASES.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow());
  }
}
