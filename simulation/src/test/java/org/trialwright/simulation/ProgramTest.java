package org.trialwright.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.trialwright.study.Folder;
import org.trialwright.study.Scenario;
import org.trialwright.study.ScenarioReader;
import org.trialwright.study.Study;
import org.trialwright.study.StudyReader;

/** The program of a study with two arms and one event, where everything can be told by hand. */
class ProgramTest {
  private static final Folder FOLDER = Folder.read(Path.of("../studies/textbook"));
  private static final Study STUDY = StudyReader.read(FOLDER).orThrow();
  private static final Scenario SCENARIO = scenario("", "");
  private static final Program PROGRAM = Compiler.compile(STUDY, SCENARIO, List.of());
  private static final double STANDARD_ERRORS = 4;

  private static Scenario scenario(String from, String to) {
    var text = Optional.ofNullable(FOLDER.files().get("scenario.yaml")).orElseThrow();
    assertThat(text).contains(from);
    var read = ScenarioReader.read(STUDY, FOLDER.with("scenario.yaml", text.replace(from, to)));
    return read.scenario().orElseThrow(() -> new IllegalStateException("" + read.faults()));
  }

  @Test
  void two_arms_and_one_event_are_two_kinds_of_life_that_one_date_ends() {
    assertThat(PROGRAM.arms().keySet()).containsExactlyInAnyOrder("new", "old");
    assertThat(PROGRAM.arms().values())
        .allSatisfy(
            node ->
                assertThat(node)
                    .isInstanceOfSatisfying(
                        Program.Kind.class,
                        kind -> {
                          assertThat(kind.path().getLast().place())
                              .isEqualTo(PROGRAM.place("followed"));
                          assertThat(kind.turns())
                              .containsExactly(
                                  new Program.Mark(
                                      PROGRAM.date("dies"),
                                      0,
                                      PROGRAM.place("dead"),
                                      true,
                                      Sight.AT_ONCE,
                                      Program.Known.NONE,
                                      Held.NONE));
                        }));
  }

  @Test
  void who_is_not_allocated_is_no_life_of_the_program() {
    assertThat(PROGRAM.entry()).containsExactly("joins");
  }

  @Test
  void the_same_chance_gives_the_same_path_days_and_endpoint_as_the_journey() {
    var same = new Same(STUDY, SCENARIO, PROGRAM, 1200, 0, Set.of(), Set.of());
    assertThat(same.check(150)).isBetween(60, 240);
  }

  @Test
  void weibull_and_log_normal_times_are_the_same_in_the_program_and_in_the_journey() {
    var other =
        scenario(
            "hazard:  0.0119662 per mo if arm is new; 0.0192541 per mo",
            "after: Weibull shape 1.4 scale 30 mo if arm is new; log-normal median 24 mo spread 0.8");
    var program = Compiler.compile(STUDY, other, List.of());
    assertThat(new Same(STUDY, other, program, 1200, 0, Set.of(), Set.of()).check(60))
        .isBetween(30, 110);
  }

  @Test
  void survival_is_what_the_formula_says() {
    int lives = 200_000;
    var life = new Program.Lived(PROGRAM);
    for (var arm : PROGRAM.arms().keySet()) {
      int alive = 0;
      for (int person = 1; person <= lives; person++) {
        Program.live(PROGRAM.begins(arm), new Draws(5, person), 0, life);
        alive += life.day(PROGRAM.end()) > 36 * Scenario.DAYS_PER_MONTH ? 1 : 0;
      }
      double expected = arm.equals("new") ? 0.65 : 0.50;
      double error = StrictMath.sqrt(expected * (1 - expected) / lives);
      assertThat(alive / (double) lives)
          .as(arm)
          .isCloseTo(expected, within(STANDARD_ERRORS * error));
    }
  }

  @Test
  void a_date_that_is_no_earliest_of_days_is_refused_by_name() {
    var asLate =
        scenario(
            "dies:\n    hazard:",
            """
            weakens:
                hazard:  0.1 per mo
                from:    randomised
              dies:
                on:      latest of weakens, fades
              fades:
                hazard:""");
    assertThatThrownBy(() -> Compiler.compile(STUDY, asLate, List.of()))
        .isInstanceOf(NotCompiled.class)
        .hasMessageContaining("dies is no earliest of days");
  }

  @Test
  void a_scenario_in_which_nothing_ends_the_primary_endpoint_is_refused() {
    assertThatThrownBy(
            () -> Compiler.compile(STUDY, scenario("on:      dies", "again:   no"), List.of()))
        .isInstanceOf(NotCompiled.class)
        .hasMessageContaining("should end on one date of nature");
  }
}
