package org.trialwright.trials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trialwright.simulation.Lives;
import org.trialwright.simulation.Load;

/** Trials of the textbook study: two exponential arms, decided by the log-rank test. */
class TrialsTest {
  private static final int TRIALS = 4_000;
  private static final double STANDARD_ERRORS = 4;
  private static final Lives LIVES = Textbook.lives(Textbook.FOLDER, "");
  private static final Lives NULL = Textbook.lives(Textbook.FOLDER, "null");

  private static Result run(Lives lives, int threads) {
    return Trials.of(lives).run(TRIALS, 1, threads, _ -> true);
  }

  @Test
  void power_and_error_are_those_of_the_textbook() {
    // rpact 3.3.4, getSimulationSurvival with 250,000 trials, seed 1: see
    // docs/reference/simulate.md.
    double power = 0.8254;
    double error = 0.0247;
    var found = run(LIVES, 2);
    var none = run(NULL, 2);
    assertThat(found.power()).isCloseTo(power, within(STANDARD_ERRORS * found.error(power)));
    assertThat(none.power()).isCloseTo(error, within(STANDARD_ERRORS * none.error(error)));
    assertThat(found.expectedEvents()).isBetween(150.0, 150.2);
  }

  @Test
  void whoever_leaves_is_followed_to_that_day() {
    // The same run of rpact with dropoutRate1 = dropoutRate2 = 0.05 at 12 months.
    double power = 0.8258;
    double months = 49.6;
    var found = run(Textbook.lives(Textbook.FOLDER, "drop-out"), 2);
    assertThat(found.power()).isCloseTo(power, within(STANDARD_ERRORS * found.error(power)));
    assertThat(found.expectedMonths()).isCloseTo(months, within(0.5));
    assertThat(found.rates().get("new").get("gone")).isBetween(0.2, 0.35);
  }

  @Test
  void survival_is_what_the_scenario_says() {
    var survival = run(LIVES, 2).survival();
    assertThat(survival.get("new").get(36)).isCloseTo(0.65, within(0.003));
    assertThat(survival.get("old").get(36)).isCloseTo(0.50, within(0.003));
  }

  @Test
  void at_each_month_everybody_is_somewhere_and_the_dead_are_those_without_survival() {
    var result = run(LIVES, 2);
    for (var arm : List.of("new", "old")) {
      var places = result.occupation().get(arm);
      for (int month = 0; month <= 60; month++) {
        int at = month;
        double all = places.values().stream().mapToDouble(shares -> shares.get(at)).sum();
        assertThat(all).isCloseTo(1, within(1e-9));
        assertThat(places.get("dead").get(at))
            .isCloseTo(1 - result.survival().get(arm).get(at), within(1e-9));
      }
    }
  }

  @Test
  void arms_in_blocks_of_four_are_guessed_in_17_of_24() {
    // Counted by hand over the six blocks: 0.5, then 2/3, then 2/3, and the last is known.
    double guessed = (0.5 + 2 / 3.0 + 0.5 * 2 / 3.0 + 1 / 3.0 + 1) / 4;
    var result = run(LIVES, 2);
    assertThat(guessed).isCloseTo(17 / 24.0, within(1e-12));
    assertThat(result.predictability()).isCloseTo(guessed, within(0.003));
  }

  @Test
  void everybody_is_allocated_in_the_end_and_nobody_before_the_first_day() {
    var accrual = run(LIVES, 2).accrual();
    assertThat(accrual.getFirst()).isLessThan(2);
    assertThat(accrual.getLast()).isCloseTo(356, within(1e-9));
    assertThat(accrual).isSorted();
  }

  @Test
  void visits_a_month_are_those_of_whoever_is_alive_at_12_24_and_36_months() {
    var result = run(LIVES, 2);
    var load = result.visits();
    double expected = 0;
    for (var alive : result.survival().values()) {
      expected += 178 * (alive.get(12) + alive.get(24) + alive.get(36));
    }
    // The visits of 356 people vary by at most 1.7 each; they are counted in one trial of eight.
    double error = StrictMath.sqrt(356 * 1.7 / (TRIALS / 8.0));
    assertThat(sum(load.all())).isCloseTo(expected, within(STANDARD_ERRORS * error));
    assertThat(load.byVisit().keySet()).containsExactly("yearly");
    assertThat(sum(load.byVisit().get("yearly"))).isCloseTo(sum(load.all()), within(1e-6));
    assertThat(load.bySite().values().stream().mapToDouble(TrialsTest::sum).sum())
        .isCloseTo(sum(load.all()), within(1e-6));
    // Nobody is allocated for a year before month 12, nor followed for three years after month 60.
    assertThat(load.all().visits().subList(0, 12)).containsOnly(0.0);
    assertThat(load.last()).isBetween(50, 60);
    // About 29 visits in month 30, nearly as Poisson has it.
    assertThat(load.all().errors().get(30))
        .isCloseTo(StrictMath.sqrt(29 / (TRIALS / 8.0)), within(0.05));
  }

  private static double sum(Load.Row row) {
    return row.visits().stream().mapToDouble(Double::doubleValue).sum();
  }

  @Test
  void the_same_seed_gives_the_same_trials_with_any_number_of_threads() {
    var one = run(LIVES, 1);
    assertThat(run(LIVES, 2)).isEqualTo(one);
    assertThat(run(LIVES, 8)).isEqualTo(one);
    assertThat(Trials.of(LIVES).run(TRIALS, 2, 2, _ -> true).digest()).isNotEqualTo(one.digest());
  }

  @Test
  void a_run_that_is_broken_off_tells_the_trials_that_are_done() {
    var broken = Trials.of(LIVES).run(1_000_000, 1, 2, done -> done < 500);
    assertThat(broken.trials()).isBetween(500L, 1_000L);
    var whole = Trials.of(LIVES).run(broken.trials(), 1, 2, _ -> true);
    assertThat(broken).isEqualTo(whole);
  }

  @Test
  void one_trial_is_played_again_by_its_number() {
    var replay = Trials.of(LIVES).replay(1, 17);
    assertThat(replay).isEqualTo(Trials.of(LIVES).replay(1, 17));
    assertThat(replay.people()).hasSize(356);
    assertThat(replay.people())
        .allSatisfy(
            person -> {
              assertThat(List.of("new", "old")).contains(person.arm());
              assertThat(person.path().getFirst().place()).isEqualTo("screening");
              assertThat(person.path().getLast().place())
                  .isEqualTo(Double.isInfinite(person.event()) ? "followed" : "dead");
            });
    long events =
        replay.people().stream()
            .filter(one -> one.allocated() + one.event() <= replay.days())
            .count();
    assertThat(replay.events()).isEqualTo((int) events);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "events 150 | power 0.8 | does not say when it is analysed",
        "OS log-rank superior, one-sided 0.025 | OS differs at 36 mo, two-sided 0.05 | is not"
            + " played"
      })
  void what_the_study_leaves_open_is_refused(String from, String to, String why) {
    var lives = Textbook.lives(Textbook.with(from, to), "");
    assertThatThrownBy(() -> Trials.of(lives))
        .isInstanceOf(NotPlayed.class)
        .hasMessageContaining(why);
  }
}
