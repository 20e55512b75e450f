package org.trialwright.trials;

import java.nio.file.Path;
import java.util.Optional;
import org.trialwright.simulation.Lives;
import org.trialwright.study.Folder;
import org.trialwright.study.ScenarioReader;
import org.trialwright.study.StudyReader;

/** The textbook study, as it stands or with one text replaced. */
final class Textbook {
  static final Folder FOLDER = Folder.read(Path.of("../studies/textbook"));

  private Textbook() {}

  static Folder with(String from, String to) {
    var text = Optional.ofNullable(FOLDER.files().get("study.yaml")).orElseThrow();
    if (!text.contains(from)) {
      throw new IllegalArgumentException("the study has no '" + from + "'");
    }
    return FOLDER.with("study.yaml", text.replace(from, to));
  }

  static Lives lives(Folder folder, String variant) {
    var study = StudyReader.read(folder).orThrow();
    var scenario = ScenarioReader.read(study, folder, variant).scenario().orElseThrow();
    return Lives.of(study, scenario);
  }
}
