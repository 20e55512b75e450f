package org.trialwright.trials;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trialwright.simulation.Lives;
import org.trialwright.simulation.NotCompiled;
import org.trialwright.simulation.Times;
import org.trialwright.study.Fault;
import org.trialwright.study.Folder;
import org.trialwright.study.Overwrite;
import org.trialwright.study.Scenario;
import org.trialwright.study.ScenarioReader;
import org.trialwright.study.Study;
import org.trialwright.study.StudyReader;

/**
 * Which trials are to be played: everything that another machine needs to play the same.
 *
 * @param files of the study's folder
 * @param variants of its scenario; where two say something of the same line the last counts
 * @param settings in the place of what the files say
 */
public record Order(Map<String, String> files, List<String> variants, List<Setting> settings)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  public Order {
    files = Map.copyOf(files);
    variants = List.copyOf(variants);
    settings = List.copyOf(settings);
  }

  /** The same with no other settings than texts: those of which lives are made. */
  public Order texts() {
    return new Order(files, variants, settings.stream().filter(Setting::isText).toList());
  }

  /**
   * Makes the lives, which takes from a second to minutes.
   *
   * @param tried told of each life that was played to make them, in any thread
   * @throws NotPlayed with what is wrong, or is not played
   */
  public Lives lives(Runnable tried) {
    try {
      var folder = folder();
      var study = study(folder);
      Trials.check(study);
      return Lives.of(study, scenario(study, folder), tried);
    } catch (NotCompiled | Times.Refused refused) {
      throw new NotPlayed(String.valueOf(refused.getMessage()));
    }
  }

  /**
   * The same trials, to be played whole.
   *
   * @throws NotPlayed with what is wrong, or is not played
   */
  public WholeTrials whole() {
    settings.stream()
        .filter(setting -> !setting.isText())
        .findFirst()
        .ifPresent(
            setting -> {
              throw new NotPlayed(
                  "whole trials are played from what the files say: write the numbers of %s instead of %s"
                      .formatted(setting.path(), setting.value()));
            });
    var folder = folder();
    var study = study(folder);
    return new WholeTrials(study, scenario(study, folder));
  }

  private Folder folder() {
    var folder = new Folder(files);
    try {
      for (var setting : texts().settings()) {
        folder = Overwrite.set(folder, setting.path(), setting.value(), variants);
      }
    } catch (Overwrite.Refused refused) {
      throw new NotPlayed(String.valueOf(refused.getMessage()));
    }
    return folder;
  }

  private static Study study(Folder folder) {
    var reading = StudyReader.read(folder);
    return reading.study().orElseThrow(() -> faults("the study", reading.faults()));
  }

  private Scenario scenario(Study study, Folder folder) {
    var reading = ScenarioReader.read(study, folder, variants);
    return reading.scenario().orElseThrow(() -> faults("the scenario", reading.faults()));
  }

  private static NotPlayed faults(String of, List<Fault> faults) {
    return new NotPlayed(
        of + " has faults:\n" + String.join("\n", faults.stream().map(Fault::toString).toList()));
  }

  /**
   * The trials.
   *
   * @param lives made of the same texts
   * @throws NotPlayed with what is not played
   */
  public Trials trials(Lives lives) {
    try {
      var times = settings.stream().map(Setting::times).flatMap(Optional::stream).toList();
      var unsure = settings.stream().map(Setting::unsure).flatMap(Optional::stream).toList();
      return Trials.of(lives.with(times), unsure);
    } catch (NotCompiled | Times.Refused refused) {
      throw new NotPlayed(String.valueOf(refused.getMessage()));
    }
  }
}
