package org.trialwright.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.trialwright.journey.EndpointValue;
import org.trialwright.journey.Stay;
import org.trialwright.study.Measure;
import org.trialwright.study.Scenario;
import org.trialwright.study.Study;

/**
 * The same chance numbers, told twice: by the program, and by the player with the journey's own
 * fold.
 *
 * @param days for which lives are compared, from the scenario's first day
 * @param slack days by which a date may differ once a date of nature has moved a life: its
 *     consequences are counted from the one weekday on which it was tried
 */
record Same(Study study, Scenario scenario, Program program, long days, double slack) {
  private static final long SEED = 20261126;

  /** Lives so many of each arm; gives how many came to an end within the days. */
  int check(int lives) {
    int ended = 0;
    var life = new Program.Lived(program);
    for (var arm : program.arms().keySet()) {
      for (int person = 1; person <= lives; person++) {
        var draws = new Draws(SEED, person);
        Program.live(program.begins(arm), draws, life);
        ended += compare(arm + " " + person, played(arm, draws), life) ? 1 : 0;
      }
    }
    return ended;
  }

  private Course played(String arm, Draws draws) {
    var script = Script.left(program.deciding(), program.entry(), draws);
    return Course.play(study, scenario, arm, script, days);
  }

  private static double day(Stay stay, Course course) {
    return stay.since().toEpochDay() - (double) course.allocated();
  }

  private boolean compare(String who, Course course, Program.Lived life) {
    double limit =
        scenario.setting().begins().plusDays(days).toEpochDay() - (double) course.allocated();
    double sure = limit - slack;
    var stays = course.stays();
    var path = life.path();
    long reached =
        Math.max(
            path.stream().filter(step -> step.day() <= sure).count(),
            stays.stream().filter(stay -> day(stay, course) <= sure).count());
    var told = path.stream().limit(reached).toList();
    var folded = stays.stream().limit(reached).toList();
    assertThat(told.stream().map(step -> program.places().get(step.place())).toList())
        .as("places of %s", who)
        .isEqualTo(folded.stream().map(Stay::place).toList());
    for (int i = 0; i < told.size(); i++) {
      assertThat(told.get(i).day())
          .as("day of %s for %s", folded.get(i).place(), who)
          .isCloseTo(day(folded.get(i), course), within(life.moved() ? slack : 0));
    }
    var primary =
        study.measure().endpoints().stream()
            .filter(Measure.Endpoint::primary)
            .findFirst()
            .orElseThrow();
    double end = life.day(program.end());
    if (end <= sure) {
      assertThat(course.journey().endpoint(primary))
          .as("primary endpoint of %s", who)
          .isInstanceOfSatisfying(
              EndpointValue.EventOn.class,
              event ->
                  assertThat((double) event.day())
                      .isCloseTo(end, within(life.moved() ? slack : 0)));
      return true;
    }
    if (end > limit + slack) {
      assertThat(course.journey().endpoint(primary))
          .as("primary endpoint of %s", who)
          .isInstanceOf(EndpointValue.CensoredOn.class);
    }
    return false;
  }
}
