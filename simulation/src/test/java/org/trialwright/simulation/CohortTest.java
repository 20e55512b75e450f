package org.trialwright.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.study.Folder;
import org.trialwright.study.Scenario;
import org.trialwright.study.ScenarioReader;
import org.trialwright.study.Study;
import org.trialwright.study.StudyReader;

/** A whole trial, played twice with the same seed: by the program, and by player and journey. */
class CohortTest {
  private static final Folder FOLDER = Folder.read(Path.of("../studies/textbook"));
  private static final Study STUDY = StudyReader.read(FOLDER).orThrow();
  private static final Scenario SCENARIO = scenario();
  private static final Lives LIVES = Lives.of(STUDY, SCENARIO);
  private static final int SIZE = 60;

  /** Two newcomers of one day could change places at their site: here few come. */
  private static Scenario scenario() {
    var text = Optional.ofNullable(FOLDER.files().get("scenario.yaml")).orElseThrow();
    var folder = FOLDER.with("scenario.yaml", text.replace("20 per mo", "2 per mo"));
    return ScenarioReader.read(STUDY, folder, "drop-out").scenario().orElseThrow();
  }

  /** Chance as it is, but for visits: everybody comes on the first day they could. */
  private static final class Prompt extends Draws {
    Prompt(long seed, long person) {
      super(seed, person);
    }

    @Override
    double uniform(String purpose, long occasion) {
      return purpose.startsWith("comes/") ? 0 : super.uniform(purpose, occasion);
    }
  }

  /** What is compared of a participant. */
  private record Told(
      int newcomer, long allocated, String stratum, String arm, double died, double left) {}

  private static List<Told> played(long seed) {
    var until = SCENARIO.setting().begins().plusYears(12);
    var player =
        new Player(
            STUDY,
            SCENARIO,
            seed,
            new PaperClinic(STUDY, SCENARIO, seed),
            // Whoever is not allocated waits for ever and counts as hopeful.
            new Player.Limits(2 * SIZE, until),
            number -> new Prompt(seed, number));
    player.play(_ -> true);
    var told = new ArrayList<Told>();
    var all = player.facts();
    for (int i = 0; i < all.size(); i++) {
      int newcomer = i + 1;
      var facts = all.get(i);
      facts.stream()
          .filter(fact -> fact.event() instanceof Event.Allocated)
          .findFirst()
          .ifPresent(fact -> told.add(told(newcomer, facts, fact)));
    }
    return told.subList(0, SIZE);
  }

  private static Told told(int newcomer, List<Fact> facts, Fact allocation) {
    var allocated = (Event.Allocated) allocation.event();
    long day = allocation.occurred().earliest().toEpochDay();
    return new Told(
        newcomer,
        day - SCENARIO.setting().begins().toEpochDay(),
        allocated.stratum(),
        allocated.arm(),
        saved(facts, "death", day),
        saved(facts, "withdrawal", day));
  }

  /** The day of a form, from allocation; infinite for never. */
  private static double saved(List<Fact> facts, String form, long allocated) {
    return facts.stream()
        .filter(fact -> fact.event() instanceof Event.Saved saved && saved.form().equals(form))
        .mapToDouble(fact -> fact.occurred().earliest().toEpochDay() - (double) allocated)
        .findFirst()
        .orElse(Double.POSITIVE_INFINITY);
  }

  private static List<Told> told(long seed) {
    var cohort = LIVES.cohort(SIZE);
    cohort.play(seed);
    double last = 12 * 365.0;
    var told = new ArrayList<Told>();
    for (int who = 0; who < SIZE; who++) {
      double left = within(cohort.left()[who], last - cohort.allocated()[who]);
      double open = Math.min(left, last - cohort.allocated()[who]);
      told.add(
          new Told(
              cohort.number()[who],
              cohort.allocated()[who],
              LIVES.strata().get(cohort.stratum()[who]),
              STUDY.how().arms().get(cohort.arm()[who]).name(),
              within(cohort.end()[who], open),
              left));
    }
    return told;
  }

  private static double within(double day, double open) {
    return day > open ? Double.POSITIVE_INFINITY : day;
  }

  @Test
  void the_same_newcomers_are_allocated_to_the_same_arms_and_die_or_leave_on_the_same_days() {
    for (long seed = 1; seed <= 3; seed++) {
      var program = told(seed);
      assertThat(program).isEqualTo(played(seed));
      assertThat(program.stream().filter(one -> Double.isFinite(one.died())).count())
          .isGreaterThan(SIZE / 2);
      assertThat(program.stream().filter(one -> Double.isFinite(one.left())).count())
          .isGreaterThan(SIZE / 20);
    }
  }

  @Test
  void a_study_that_minimises_is_refused() {
    var text = Optional.ofNullable(FOLDER.files().get("study.yaml")).orElseThrow();
    var folder =
        FOLDER.with(
            "study.yaml",
            text.replace(
                "permuted blocks within site",
                "minimisation on site by range, favoured with 0.80"));
    var study = StudyReader.read(folder).orThrow();
    assertThatThrownBy(() -> Lives.of(study, SCENARIO))
        .isInstanceOf(NotCompiled.class)
        .hasMessageContaining("minimisation");
  }
}
