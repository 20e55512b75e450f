package org.trialwright.simulation;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
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
record Course(Journey journey, long came, Script script, List<Map.Entry<Question, Integer>> asked) {
  private static final long ANY_SEED = 1;

  Course {
    asked = List.copyOf(asked);
  }

  /**
   * Plays it.
   *
   * @param days for which it is played, from the first day of the scenario
   */
  static Course play(Study study, Scenario scenario, String arm, Script script, long days) {
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
    player.play(_ -> true);
    var facts = player.facts().getFirst();
    long came = facts.getFirst().occurred().earliest().toEpochDay();
    return new Course(
        Journey.of(study, facts, Surroundings.on(until)), came, script, script.asked());
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
