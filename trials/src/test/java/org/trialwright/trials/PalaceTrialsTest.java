package org.trialwright.trials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.trialwright.simulation.Lives;
import org.trialwright.simulation.Times;
import org.trialwright.study.Folder;
import org.trialwright.study.ScenarioReader;
import org.trialwright.study.StudyReader;

/** Trials of the built-in study in its calibration: what its scenario's author expects of it. */
@Tag("long")
class PalaceTrialsTest {
  private static final double NEAR = 0.01;

  @Test
  void trials_of_the_calibration_have_the_survival_that_its_author_expects() {
    var folder = Folder.read(Path.of("../studies/palace3"));
    var study = StudyReader.read(folder).orThrow();
    var scenario = ScenarioReader.read(study, folder, "calibration").scenario().orElseThrow();
    var result = Trials.of(Lives.of(study, scenario)).run(5_000, 1, 2, _ -> true);
    for (var line : scenario.expected()) {
      if (line.what().equals("OS")) {
        var ofArm = result.survival().get(line.whom());
        assertThat(ofArm.get((int) line.atMonths()))
            .as("%s", line)
            .isCloseTo(line.share(), within(NEAR));
      }
    }
    assertThat(result.rates().get("organ").get("surveillance")).isCloseTo(0.505, within(NEAR));
    assertThat(result.rates().get("organ").get("postop")).isCloseTo(0.604, within(NEAR));
    assertThat(result.rates().get("surgery").get("postop")).isCloseTo(0.865, within(NEAR));
  }

  @Test
  void trials_with_other_numbers_are_those_of_the_changed_scenario() {
    var folder = Folder.read(Path.of("../studies/palace3"));
    var study = StudyReader.read(folder).orThrow();
    var scenario = ScenarioReader.read(study, folder).scenario().orElseThrow();
    var changes =
        List.of(
            new Times("nature.truth", 0.7),
            new Times("nature.visible#2", 1.4),
            new Times("nature.dies-in-CRT.chance", 2),
            new Times("nature.relapse.hazard", 1.3),
            new Times("people.obstacle", 0.8),
            new Times("people.lost.hazard", 4),
            new Times("visits.every", 3));
    var changed = scenario;
    for (var change : changes) {
      changed = change.in(changed);
    }
    var lives = Lives.of(study, scenario);
    var known = Trials.of(lives.with(changes)).run(1_000, 1, 2, _ -> true).digest();
    assertThat(known)
        .isEqualTo(Trials.of(Lives.of(study, changed)).run(1_000, 1, 2, _ -> true).digest())
        .isNotEqualTo(Trials.of(lives).run(1_000, 1, 2, _ -> true).digest());
  }
}
