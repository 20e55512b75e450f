package org.trialwright.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.trialwright.study.Folder;
import org.trialwright.study.Scenario;
import org.trialwright.study.ScenarioReader;
import org.trialwright.study.Study;
import org.trialwright.study.StudyReader;

/**
 * A study in which a relapse is seen at visits only; visits are missed, people are lost, and some
 * call between visits.
 */
class VisitsTest {
  /** In a hundred: chance, and visits that fall before a step or after it by a few days. */
  private static final double VISITS_OFF = 2;

  private static final Folder FOLDER = Folder.read(Path.of("src/test/studies/visits"));
  private static final Study STUDY = StudyReader.read(FOLDER).orThrow();
  private static final Scenario SCENARIO =
      ScenarioReader.read(STUDY, FOLDER).scenario().orElseThrow();
  private static final Program PROGRAM = Compiler.compile(STUDY, SCENARIO, List.of());

  private static Program.Kind kind(String arm) {
    return (Program.Kind) PROGRAM.begins(arm);
  }

  private static Program.Turn turn(String date) {
    return kind("new").turns().stream()
        .filter(turn -> turn.date() == PROGRAM.date(date))
        .findFirst()
        .orElseThrow();
  }

  private static Set<String> seen(String date) {
    Set<String> names = new TreeSet<>();
    turn(date).sight().visits().occasions().forEach(one -> names.add(one.visit()));
    return names;
  }

  @Test
  void each_date_is_seen_at_the_visits_that_look_for_it() {
    assertThat(seen("relapses")).containsExactly("quarterly");
    assertThat(seen("spreads")).containsExactly("yearly");
    assertThat(turn("dies").sight().atOnce()).isTrue();
  }

  @Test
  void a_visit_that_another_date_brings_sees_too() {
    assertThat(turn("relapses").sight().opened())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.date()).isEqualTo(PROGRAM.date("worries"));
              assertThat(one.occasion().visit()).isEqualTo("called");
            });
    assertThat(turn("spreads").sight().opened()).isEmpty();
  }

  @Test
  void nothing_is_heard_of_whoever_is_lost() {
    assertThat(kind("new").silence().date()).isEqualTo(PROGRAM.date("lost"));
    assertThat(kind("new").turns())
        .hasSize(6)
        .allSatisfy(turn -> assertThat(turn.sight().silenced()).isTrue());
  }

  @Test
  void somebody_is_known_to_live_at_the_visits_that_the_primary_endpoint_counts() {
    Set<String> names = new TreeSet<>();
    kind("new").known().visits().occasions().forEach(one -> names.add(one.visit()));
    assertThat(names).containsExactly("quarterly", "yearly");
  }

  @Test
  void what_the_calendar_alone_brings_later_is_a_phase_with_visits_of_its_own() {
    var path = kind("new").path();
    assertThat(path.getLast().place()).isEqualTo(PROGRAM.place("later"));
    assertThat(path.getLast().day()).isEqualTo(400);
    assertThat(
            kind("new").turns().stream().filter(turn -> turn.phase() == 1).map(Program.Turn::date))
        .containsExactlyInAnyOrder(
            PROGRAM.date("dies"), PROGRAM.date("relapses"), PROGRAM.date("spreads"));
  }

  /** Gives how many of so many lives of each arm came to an end. */
  private static int same(int lives) {
    return new Same(STUDY, SCENARIO, PROGRAM, 1000, 0, Set.of(), Set.of("worries")).check(lives);
  }

  @Test
  void the_same_chance_gives_the_same_places_days_endpoint_and_last_visit_as_the_journey() {
    assertThat(same(2_500)).isBetween(1_000, 3_500);
  }

  @Test
  @Tag("long")
  void the_same_holds_of_a_hundred_thousand_lives() {
    assertThat(same(50_000)).isBetween(20_000, 70_000);
  }

  /** Counted near the middle of the days on which people come, by the chance that they come. */
  @Test
  void expected_visits_are_as_many_as_those_to_which_people_come() {
    int lives = 20_000;
    double comes = 0.8;
    Map<String, Integer> expected = new TreeMap<>();
    Map<String, Integer> drawn = new TreeMap<>();
    var life = new Program.Lived(PROGRAM);
    for (int person = 1; person <= lives; person++) {
      var draws = new Draws(8, person);
      Program.live(PROGRAM.begins("new"), draws, 20_000, life);
      life.held(Held.MIDDLE, (one, _) -> expected.merge(one.occasion().visit(), 1, Integer::sum));
      life.held(
          Held.drawn(Set.of("called", "letters", "quarterly", "yearly"), draws, 20_000),
          (one, _) -> drawn.merge(one.occasion().visit(), 1, Integer::sum));
    }
    assertThat(drawn.keySet()).containsExactly("called", "letters", "quarterly", "yearly");
    drawn.forEach(
        (visit, many) ->
            assertThat((double) many)
                .as(visit)
                .isCloseTo(comes * expected.getOrDefault(visit, 0), withinPercentage(VISITS_OFF)));
  }

  @Test
  void in_a_trial_a_participant_is_followed_to_a_visit_and_not_beyond() {
    var lives = Lives.of(STUDY, SCENARIO);
    assertThat(lives.visits()).containsExactly("called", "quarterly", "yearly");
    var cohort = lives.cohort(100);
    cohort.play(3);
    var known = new ArrayList<Double>();
    for (int who = 0; who < cohort.size(); who++) {
      double last = cohort.known(who, 700);
      assertThat(last).isBetween(0.0, 700.0);
      assertThat(cohort.known(who, last)).isEqualTo(last);
      known.add(last);
    }
    assertThat(known).anyMatch(day -> day > 600).anyMatch(day -> day < 400);
  }
}
