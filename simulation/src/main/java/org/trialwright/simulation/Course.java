package org.trialwright.simulation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.trialwright.journey.Fact;
import org.trialwright.journey.Journey;
import org.trialwright.journey.Stay;
import org.trialwright.journey.Surroundings;
import org.trialwright.simulation.Script.Question;
import org.trialwright.study.Scenario;
import org.trialwright.study.Study;

/**
 * One life, played by the player and folded by the journey as any other, with chance written down.
 *
 * @param came the day of coming, as an epoch day
 * @param asked what chance decided since allocation, in order, with the alternative taken
 */
record Course(
    Journey journey,
    List<Fact> facts,
    long came,
    Script script,
    List<Map.Entry<Question, Integer>> asked) {
  private static final long ANY_SEED = 1;

  Course {
    facts = List.copyOf(facts);
    asked = List.copyOf(asked);
  }

  /**
   * Plays it.
   *
   * @param days for which it is played, from the first day of the scenario
   */
  static Course play(Study study, Scenario scenario, String arm, Script script, long days) {
    return play(study, scenario, arm, script, days, List.of()).course();
  }

  /**
   * A life that was played.
   *
   * @param paused as it was after each of the days asked for on which something happened
   */
  record Played(Course course, List<Paused> paused) {
    Played {
      paused = List.copyOf(paused);
    }
  }

  /** A life as it was after a day; it may go on from there more than once. */
  record Paused(LocalDate day, Instant now, Life life, PaperClinic clinic, Script script) {}

  /**
   * Plays it.
   *
   * @param pauses days after which it may go on otherwise
   */
  static Played play(
      Study study,
      Scenario scenario,
      String arm,
      Script script,
      long days,
      List<LocalDate> pauses) {
    var clinic =
        new PaperClinic(
            study,
            scenario,
            (_, _) -> {
              script.allocated();
              return arm;
            });
    var until = scenario.setting().begins().plusDays(days);
    var limits = new Player.Limits(1, until);
    var player = new Player(study, scenario, ANY_SEED, clinic, limits, _ -> script);
    var paused = new ArrayList<Paused>();
    player.play(
        progress -> {
          if (pauses.contains(progress.day())) {
            var life = player.only().copy(script);
            paused.add(
                new Paused(progress.day(), player.now(), life, clinic.copy(), script.copy()));
          }
          return true;
        });
    return new Played(course(study, player, script, until), paused);
  }

  /**
   * Goes on with a life.
   *
   * @param script says the same as the one it was begun with, up to the day of the pause
   */
  static Course goOn(Study study, Scenario scenario, Paused paused, Script script, long days) {
    script.begun(paused.script());
    var until = scenario.setting().begins().plusDays(days);
    var limits = new Player.Limits(1, until);
    var player = new Player(study, scenario, ANY_SEED, paused.clinic().copy(), limits, _ -> script);
    player.goOn(paused.life().copy(script), paused.day(), paused.now(), _ -> true);
    return course(study, player, script, until);
  }

  private static Course course(Study study, Player player, Script script, LocalDate until) {
    var facts = player.facts().getFirst();
    long came = facts.getFirst().occurred().earliest().toEpochDay();
    return new Course(
        Journey.of(study, facts, Surroundings.on(until)), facts, came, script, script.asked());
  }

  /** The day of allocation, as an epoch day. */
  long allocated() {
    return allocatedOn().toEpochDay();
  }

  private LocalDate allocatedOn() {
    return journey
        .allocatedOn()
        .orElseThrow(
            () ->
                new NotCompiled(
                    "nobody is allocated in the life that was tried: it rests in "
                        + journey.place()));
  }

  /** The day on which the present place was reached. */
  LocalDate since() {
    return stays().getLast().since();
  }

  /** Places from allocation on, in order; the place in which the arm was drawn is the first. */
  List<Stay> stays() {
    var allocated = allocatedOn();
    return journey.stays().stream().filter(stay -> !stay.since().isBefore(allocated)).toList();
  }

  Nature nature(Scenario scenario) {
    return Nature.foreseen(scenario, script, journey.world(), journey.place());
  }
}
