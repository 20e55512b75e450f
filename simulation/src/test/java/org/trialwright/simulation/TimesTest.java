package org.trialwright.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialwright.study.Condition;
import org.trialwright.study.Folder;
import org.trialwright.study.Scenario;
import org.trialwright.study.ScenarioReader;
import org.trialwright.study.Study;
import org.trialwright.study.StudyReader;

/** Other numbers for lines of a scenario, without trying its lives again. */
class TimesTest {
  private static final Folder FOLDER = Folder.read(Path.of("src/test/studies/visits"));
  private static final Study STUDY = StudyReader.read(FOLDER).orThrow();
  private static final Scenario SCENARIO =
      ScenarioReader.read(STUDY, FOLDER).scenario().orElseThrow();
  private static final Lives LIVES = Lives.of(STUDY, SCENARIO);

  private static String told(Lives lives) {
    var cohort = lives.cohort(200);
    cohort.play(11);
    var told = new ArrayList<String>();
    for (int who = 0; who < cohort.size(); who++) {
      told.add(
          cohort.number()[who]
              + " "
              + cohort.arm()[who]
              + " "
              + cohort.end()[who]
              + " "
              + cohort.known(who, 700)
              + " "
              + cohort.path(who));
    }
    return String.join("\n", told);
  }

  @Test
  void lives_with_other_numbers_are_those_that_are_made_of_the_changed_scenario() {
    var changes =
        List.of(
            new Times("nature.relapses.hazard", 1.7),
            new Times("nature.dies.hazard", 0.6),
            new Times("nature.dies.hazard#2", 1.5),
            new Times("people.lost.hazard", 3),
            new Times("visits.every", 2.5));
    var changed = SCENARIO;
    for (var change : changes) {
      changed = change.in(changed);
    }
    assertThat(told(LIVES.with(changes)))
        .isEqualTo(told(Lives.of(STUDY, changed)))
        .isNotEqualTo(told(LIVES));
  }

  @Test
  void lives_changed_back_are_the_same_again() {
    var there = LIVES.with(List.of(new Times("nature.dies.hazard", 4)));
    var back = there.with(List.of(new Times("nature.dies.hazard", 0.25)));
    assertThat(told(back)).isEqualTo(told(LIVES));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nature.nobody",
        "people.sites",
        "visits.never",
        "nature.dies.hazard#3",
        "nature.dies.hazard#0",
        "relapses",
        "",
        "nature."
      })
  void a_line_without_numbers_to_multiply_is_refused(String path) {
    assertThat(Times.fits(SCENARIO, path)).isFalse();
    assertThatThrownBy(() -> LIVES.with(List.of(new Times(path, 2))))
        .isInstanceOf(Times.Refused.class)
        .hasMessageContaining("no line with numbers to multiply");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, 1e9})
  void a_factor_is_a_number_above_nothing(double factor) {
    assertThatThrownBy(() -> new Times("people.accrual", factor)).isInstanceOf(Times.Refused.class);
  }

  /** Odds of 1 to 3, doubled, are 2 to 3; a certain answer stays certain. */
  @ParameterizedTest
  @CsvSource({"0.25, 2, 0.4", "0.5, 3, 0.75", "0, 5, 0", "1, 0.1, 1"})
  void of_a_chance_the_odds_are_multiplied(double chance, double factor, double expected) {
    var item = SCENARIO.nature().items().getLast();
    var always = new Condition.Otherwise();
    var scenario =
        SCENARIO.with(
            Map.of(item, new Scenario.Chance(List.of(new Scenario.Choice<>(chance, always)))));
    var other = new Times("nature." + item.name(), factor).in(scenario).lines().get(item);
    assertThat(((Scenario.Chance) other).choices().getFirst().value())
        .isEqualTo(expected, within(1e-12));
  }
}
