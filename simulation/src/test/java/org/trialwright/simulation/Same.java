package org.trialwright.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
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
 * @param late steps that the calendar alone brings to a life at rest, such as {@code a to b}; their
 *     days are those of the life that was tried
 * @param heard dates of nature on which somebody is heard of though no visit is due
 */
record Same(
    Study study,
    Scenario scenario,
    Program program,
    long days,
    double slack,
    Set<String> late,
    Set<String> heard) {
  private static final long SEED = 20261126;

  /** Days about a late step. */
  private static final double NEAR = 7;

  /** Lives so many of each arm; gives how many came to an end within the days. */
  int check(int lives) {
    return program.arms().keySet().stream().mapToInt(arm -> check(arm, lives)).sum();
  }

  private int check(String arm, int lives) {
    return (int) IntStream.rangeClosed(1, lives).parallel().filter(one -> ended(arm, one)).count();
  }

  private boolean ended(String arm, int person) {
    var draws = new Draws(SEED, person);
    var played = played(arm, draws);
    var life = new Program.Lived(program);
    Program.live(program.begins(arm), draws, played.allocated(), life);
    return compare(arm + " " + person, played, life, draws);
  }

  private Course played(String arm, Draws draws) {
    var script = Script.left(program.deciding(), program.entry(), program.visits(), draws);
    return Course.play(study, scenario, arm, script, days);
  }

  private static double day(Stay stay, Course course) {
    return stay.since().toEpochDay() - (double) course.allocated();
  }

  private boolean compare(String who, Course course, Program.Lived life, Draws draws) {
    double limit =
        scenario.setting().begins().plusDays(days).toEpochDay() - (double) course.allocated();
    double sure = limit - slack;
    var stays = soon(course.stays(), Stay::place);
    var path = soon(life.path(), step -> program.places().get(step.place()));
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
    if (!life.moved()) {
      visits(who, course, life, draws, sure);
    }
    var primary =
        study.measure().endpoints().stream()
            .filter(Measure.Endpoint::primary)
            .findFirst()
            .orElseThrow();
    double end = life.day(program.end());
    if (end <= sure && end < life.silent()) {
      assertThat(course.journey().endpoint(primary))
          .as("primary endpoint of %s", who)
          .isInstanceOfSatisfying(
              EndpointValue.EventOn.class,
              event ->
                  assertThat((double) event.day())
                      .isCloseTo(end, within(life.moved() ? slack : 0)));
      return true;
    }
    if (end > limit + slack || end >= life.silent()) {
      assertThat(course.journey().endpoint(primary))
          .as("primary endpoint of %s", who)
          .isInstanceOfSatisfying(
              EndpointValue.CensoredOn.class,
              last -> {
                if (!program.visits().isEmpty() && !life.moved() && !isHeardOf(life, limit)) {
                  double known =
                      life.known(draws, course.allocated(), Math.min(limit, life.silent() - 1));
                  assertThat((double) last.day())
                      .as("last known to live: %s", who)
                      .isEqualTo(known);
                }
              });
    }
    return false;
  }

  /**
   * Days on which visits were held, by label; not those within days of a step that the calendar
   * alone brings, nor, once a life was moved, those in whose place others come.
   */
  private void visits(String who, Course course, Program.Lived life, Draws draws, double limit) {
    var near = new ArrayList<Double>();
    for (int i = 1; i < course.stays().size(); i++) {
      if (late.contains(
          course.stays().get(i - 1).place() + " to " + course.stays().get(i).place())) {
        near.add(day(course.stays().get(i), course));
      }
    }
    Map<String, Double> told = new TreeMap<>();
    life.held(
        Held.drawn(program.visits(), draws, course.allocated()),
        (one, day) -> {
          if (day <= limit - slack && near.stream().allMatch(step -> Math.abs(step - day) > NEAR)) {
            told.put(one.label(), day);
          }
        });
    Map<String, Double> folded = new TreeMap<>();
    Sightings.saved(course)
        .forEach((label, on) -> folded.put(label, on.toEpochDay() - (double) course.allocated()));
    if (life.moved()) {
      told.keySet().removeIf(this::isReplaced);
      folded.keySet().removeIf(this::isReplaced);
    }
    told.forEach(
        (label, day) ->
            assertThat(folded.getOrDefault(label, Double.NaN))
                .as("day of %s for %s", label, who)
                .isCloseTo(day, within(life.moved() ? slack : 0)));
    folded.forEach(
        (label, day) -> {
          boolean sure =
              day <= limit - 2 * slack
                  && near.stream().allMatch(step -> Math.abs(step - day) > NEAR + slack);
          assertThat(told.containsKey(label) || !sure)
              .as("%s of %s, day %s, told are %s; %s", label, who, day, told.keySet(), life.path())
              .isTrue();
        });
  }

  private boolean isReplaced(String label) {
    return study.when().visits().stream()
        .filter(visit -> visit.unless().isPresent())
        .anyMatch(visit -> label.equals(visit.name()) || label.startsWith(visit.name() + " "));
  }

  /** Of whom a date of nature brings word between visits, which the program does not count. */
  private boolean isHeardOf(Program.Lived life, double limit) {
    return heard.stream().anyMatch(date -> life.day(program.date(date)) <= limit);
  }

  /** Without the steps that the calendar alone brings. */
  private <T> List<T> soon(List<T> all, Function<T, String> place) {
    List<T> soon = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      var step = i == 0 ? "" : place.apply(all.get(i - 1)) + " to " + place.apply(all.get(i));
      if (!late.contains(step)) {
        soon.add(all.get(i));
      }
    }
    return soon;
  }
}
