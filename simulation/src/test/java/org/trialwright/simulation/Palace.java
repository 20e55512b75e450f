package org.trialwright.simulation;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.trialwright.journey.Fact;
import org.trialwright.study.Folder;
import org.trialwright.study.Scenario;
import org.trialwright.study.ScenarioReader;
import org.trialwright.study.Study;
import org.trialwright.study.StudyReader;

/** The built-in study and its scenario, read once. */
final class Palace {
  static final Folder FOLDER = Folder.read(Path.of("../studies/palace3"));
  static final Study STUDY = StudyReader.read(FOLDER).orThrow();
  static final Scenario SCENARIO = ScenarioReader.read(STUDY, FOLDER).scenario().orElseThrow();

  private Palace() {}

  /** The scenario with one text replaced by another. */
  static Scenario scenario(String from, String to) {
    var text = Optional.ofNullable(FOLDER.files().get("scenario.yaml")).orElseThrow();
    var reading =
        ScenarioReader.read(STUDY, FOLDER.with("scenario.yaml", text.replaceFirst(from, to)));
    return reading.scenario().orElseThrow(() -> new IllegalStateException("" + reading.faults()));
  }

  /** Plays in memory and gives the facts of each participant. */
  static List<List<Fact>> played(Scenario scenario, long seed, int participants, LocalDate until) {
    var clinic = new PaperClinic(STUDY, scenario, seed);
    var player = new Player(STUDY, scenario, seed, clinic, new Player.Limits(participants, until));
    player.play(_ -> true);
    return player.facts();
  }
}
