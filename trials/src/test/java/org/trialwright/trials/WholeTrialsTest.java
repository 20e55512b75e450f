package org.trialwright.trials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.trialwright.analysis.Decision.Verdict;
import org.trialwright.simulation.Cohort;
import org.trialwright.study.Folder;

/** Trials played day by day and analysed as the trial itself will be. */
class WholeTrialsTest {
  private static final Folder VISITS =
      Folder.read(Path.of("../simulation/src/test/studies/visits"));

  private static Order order(Folder folder, String... settings) {
    return new Order(
        folder.files(), List.of(), List.of(settings).stream().map(Setting::of).toList());
  }

  private static Folder study(String name) {
    return Folder.read(Path.of("../studies").resolve(name));
  }

  @Test
  void a_trial_makes_its_claim_when_the_quick_program_says_so() {
    var quick = Trials.of(order(VISITS).lives(() -> {}));
    var whole = order(VISITS).whole();
    var claims = new ArrayList<Boolean>();
    for (int trial = 1; trial <= 8; trial++) {
      var replay = quick.replay(1, trial);
      var played = whole.play(Cohort.seed(1, trial));
      claims.add(replay.succeeded());
      assertThat(played.participants()).as("participants of trial %d", trial).isEqualTo(100);
      assertThat(played.tests().getFirst().verdict() == Verdict.HOLDS)
          .as("claim of trial %d, whose statistic is %s", trial, replay.statistic())
          .isEqualTo(replay.succeeded());
    }
    assertThat(claims).contains(true, false);
  }

  @Test
  void threads_change_nothing_and_one_trial_has_no_error() {
    var whole = order(VISITS).whole();
    var one = whole.run(2, 5, 1, _ -> true);
    assertThat(whole.run(2, 5, 2, _ -> true)).isEqualTo(one);
    assertThat(one.numbers()).isNotEmpty().allMatch(number -> number.error() > 0);
    assertThat(whole.run(1, 5, 2, _ -> true).numbers())
        .allMatch(number -> Double.isNaN(number.error()));
  }

  @Test
  void who_stops_hears_of_the_trials_that_were_begun() {
    var result = order(VISITS).whole().run(50, 1, 1, done -> done < 1);
    assertThat(result.trials()).isBetween(1, 3);
  }

  @Test
  void a_design_without_arms_is_played_too_and_stops_after_its_first_stage() {
    var none =
        order(study("two-stage"), "nature.responds=chance 0.02").whole().run(2, 1, 2, _ -> true);
    assertThat(none.participants()).isCloseTo(37, within(3.0));
    assertThat(none.numbers())
        .filteredOn(number -> number.endpoint().equals("response"))
        .isNotEmpty()
        .allMatch(number -> number.mean() < 0.15);
  }

  @Test
  void factors_are_refused_with_what_to_write_instead() {
    assertThatThrownBy(() -> order(VISITS, "nature.dies.hazard=x1.2").whole())
        .isInstanceOf(NotPlayed.class)
        .hasMessageContaining("write the numbers of nature.dies.hazard instead of x1.2");
  }
}
