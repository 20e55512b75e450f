package org.trialwright.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.trialwright.study.Scenario;
import org.trialwright.study.ScenarioReader;

/**
 * The program of the built-in study, in which what nature brings is known on its day: the numbers
 * that the scenario's author expects, and the paths that the journey gives.
 */
@Tag("long")
class PalaceProgramTest {
  private static final Scenario SCENARIO =
      ScenarioReader.read(Palace.STUDY, Palace.FOLDER, "calibration").scenario().orElseThrow();
  private static final Program PROGRAM = Compiler.compile(Palace.STUDY, SCENARIO, List.of());
  private static final int LIVES = 400_000;
  private static final double NEAR = 0.01;

  /** The end of adjuvant treatment, on the day of the life that was tried. */
  private static final Set<String> LATE = Set.of("adjuvant to follow-up");

  /** One life in days; infinite for what never happened. */
  private record Told(
      double died, double failed, double operated, double watched, double regrown, double spread) {
    boolean by(double day, double months) {
      return day <= months * Scenario.DAYS_PER_MONTH;
    }
  }

  private static List<Told> lives(String arm) {
    var told = new Told[LIVES];
    var life = new Program.Lived(PROGRAM);
    for (int i = 0; i < LIVES; i++) {
      Program.live(PROGRAM.begins(arm), new Draws(7, i + 1L), 0, life);
      double died = life.day(PROGRAM.end());
      double watched = life.at(PROGRAM.place("surveillance"));
      double regrown = life.day(PROGRAM.date("regrowth"));
      double spread = life.day(PROGRAM.date("spread-first"));
      told[i] =
          new Told(
              died,
              Math.min(died, life.day(PROGRAM.date("disease-begins"))),
              life.at(PROGRAM.place("postop")),
              watched,
              regrown < Math.min(died, spread) ? regrown - watched : Double.POSITIVE_INFINITY,
              spread < Math.min(died, regrown) ? spread - watched : Double.POSITIVE_INFINITY);
    }
    return Arrays.asList(told);
  }

  /** What the scenario's author means by each line that the program tells. */
  private static double share(List<Told> lives, Scenario.Expected line) {
    double months = line.atMonths();
    var of =
        line.whom().equals("watched")
            ? lives.stream().filter(one -> Double.isFinite(one.watched())).toList()
            : lives;
    long count =
        of.stream()
            .filter(
                one ->
                    switch (line.what()) {
                      case "OS" -> !one.by(one.died(), months);
                      case "DFS" -> !one.by(one.failed(), months);
                      case "resected" -> finite(one, one.operated(), months);
                      case "watched" -> Double.isFinite(one.watched());
                      case "regrowth" -> one.by(one.regrown(), months);
                      case "spread-first" -> one.by(one.spread(), months);
                      case "organ-kept" ->
                          !one.by(one.died(), months) && !one.by(one.operated(), months);
                      case "immediate" ->
                          Double.isFinite(one.operated()) && Double.isInfinite(one.watched());
                      case "delayed" ->
                          finite(one, one.operated(), months) && Double.isFinite(one.watched());
                      default -> throw new IllegalStateException(line.what());
                    })
            .count();
    return count / (double) of.size();
  }

  private static boolean finite(Told one, double day, double months) {
    return Double.isFinite(day) && one.by(day, months);
  }

  @Test
  void the_calibration_comes_out_within_a_hundredth() {
    var left = List.of("cCR", "pCR", "R0");
    for (var arm : List.of("surgery", "organ")) {
      var lives = lives(arm);
      var lines =
          SCENARIO.expected().stream()
              .filter(line -> !left.contains(line.what()))
              .filter(
                  line ->
                      line.whom().equals(arm)
                          || (line.whom().equals("watched") && arm.equals("organ")))
              .sorted(Comparator.comparing(Scenario.Expected::what))
              .toList();
      for (var line : lines) {
        double found = share(lives, line);
        System.out.printf(
            "%s of %s at %.0f mo: %.3f, expected %.3f%n",
            line.what(), line.whom(), line.atMonths(), found, line.share());
        assertThat(found).as("%s", line).isCloseTo(line.share(), within(NEAR));
      }
    }
  }

  @Test
  void the_same_chance_gives_the_same_places_and_endpoint_as_the_journey() {
    assertThat(new Same(Palace.STUDY, SCENARIO, PROGRAM, 280, 4, Set.of(), Set.of()).check(25))
        .isPositive();
  }

  /** The scenario as it stands: what nature brings is seen at visits, and some are lost. */
  @Test
  void with_visits_the_same_chance_gives_the_same_places_endpoint_and_last_visit() {
    var scenario = ScenarioReader.read(Palace.STUDY, Palace.FOLDER).scenario().orElseThrow();
    var program = Compiler.compile(Palace.STUDY, scenario, List.of());
    var same = new Same(Palace.STUDY, scenario, program, 900, 4, LATE, Set.of("worried-from"));
    assertThat(same.check(60)).isPositive();
  }
}
