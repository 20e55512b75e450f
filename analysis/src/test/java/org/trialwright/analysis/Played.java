package org.trialwright.analysis;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.trialwright.journey.Fact;
import org.trialwright.simulation.PaperClinic;
import org.trialwright.simulation.Player;
import org.trialwright.study.Folder;
import org.trialwright.study.Scenario;
import org.trialwright.study.ScenarioReader;
import org.trialwright.study.Study;
import org.trialwright.study.StudyReader;

/** A trial of the built-in study, played in memory. */
final class Played {
  static final Study STUDY;
  private static final Scenario SCENARIO;
  private static final long SEED = 5;
  private static final int MONTHS_TO_THE_END = 84;

  static {
    var folder = Folder.read(Path.of("../studies/palace3"));
    STUDY = StudyReader.read(folder).orThrow();
    SCENARIO = ScenarioReader.read(STUDY, folder).scenario().orElseThrow();
  }

  private final Cut cut;
  private final List<List<Fact>> facts;
  private final Folding folding;

  private Played(int participants, int months) {
    LocalDate day = SCENARIO.setting().begins().plusMonths(months);
    var clinic = new PaperClinic(STUDY, SCENARIO, SEED);
    var player = new Player(STUDY, SCENARIO, SEED, clinic, new Player.Limits(participants, day));
    player.play(_ -> true);
    facts = player.facts();
    cut = new Cut(STUDY, facts.stream().mapToLong(Played::last).max().orElseThrow(), day, "");
    folding = new Folding(cut);
  }

  private static long last(List<Fact> facts) {
    return facts.getLast().sequence();
  }

  /** As many as stand for all, for every build. */
  static final class Small {
    static final Played TRIAL = new Played(100, MONTHS_TO_THE_END);

    private Small() {}
  }

  static Played whole() {
    return new Played(356, MONTHS_TO_THE_END);
  }

  Cut cut() {
    return cut;
  }

  List<List<Fact>> facts() {
    return facts;
  }

  Folding folding() {
    return folding;
  }

  List<Subject> subjects() {
    return facts.stream().map(folding::subject).toList();
  }

  Report byArm(Report.Models models) {
    return Report.byArm(cut, folding, subjects(), models);
  }

  Report pooled(List<List<Fact>> of) {
    return Report.pooled(
        cut, folding, of.stream().map(folding::masked).toList(), Report.Models.NOW);
  }
}
