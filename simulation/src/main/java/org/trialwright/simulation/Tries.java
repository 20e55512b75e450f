package org.trialwright.simulation;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.trialwright.journey.Stay;
import org.trialwright.simulation.Script.Question;
import org.trialwright.study.Item;
import org.trialwright.study.Scenario;
import org.trialwright.study.Study;

/** Plays lives that are written down. */
final class Tries {
  /** Days from the scenario's first day in which a life that nothing moves comes to rest. */
  private static final long REST = 300;

  /** Days after a date of nature for which a life is played. */
  static final long AFTER = 130;

  private final Study study;
  private final Scenario scenario;
  private final Set<String> deciding;
  private final Set<String> entry;
  private final Map<String, Double> never;
  private final Runnable tried;

  /**
   * @param deciding names of nature on which the way depends
   * @param entry those of them that decide who is allocated
   * @param tried told of each life
   */
  Tries(Study study, Scenario scenario, Set<String> deciding, Set<String> entry, Runnable tried) {
    this.study = study;
    this.scenario = scenario;
    this.deciding = Set.copyOf(deciding);
    this.entry = Set.copyOf(entry);
    this.never = never(scenario);
    this.tried = tried;
  }

  /** Dates that take time never come in a life unless they are made to. */
  static Map<String, Double> never(Scenario scenario) {
    return Slice.takeTime(scenario.lines()).stream()
        .collect(Collectors.toMap(Item::name, _ -> Double.POSITIVE_INFINITY));
  }

  /**
   * A life that is tried.
   *
   * @param days of the dates of nature that moved it, as epoch days
   * @param given the alternatives taken since allocation
   * @param tried the newest of the days since allocation; infinite for none
   */
  record Tried(String arm, Map<String, Double> days, Map<Question, Integer> given, double tried) {
    Tried {
      days = Map.copyOf(days);
      given = new LinkedHashMap<>(given);
    }

    /** What the life is like, but for what chance decided. */
    String key() {
      return arm + " " + days.keySet().stream().sorted().toList();
    }

    Tried with(Question question, int way) {
      var further = new LinkedHashMap<>(given);
      further.put(question, way);
      return new Tried(arm, days, further, tried);
    }

    Tried taking(Map<Question, Integer> taken) {
      return new Tried(arm, days, taken, tried);
    }

    /** The same life, moved so many days later. */
    Tried later(long by) {
      var moved = new HashMap<String, Double>();
      days.forEach((date, day) -> moved.put(date, day + by));
      return new Tried(arm, moved, given, tried + by);
    }

    /**
     * The same life with one more date of nature.
     *
     * @param day as an epoch day
     */
    Tried with(Item date, long day, Course course) {
      var more = new HashMap<>(days);
      more.put(date.name(), (double) day);
      return new Tried(arm, more, given, day - (double) course.allocated());
    }
  }

  /** A life until it rests. */
  Course course(Tried life) {
    return Course.play(study, scenario, life.arm(), script(life, Set.of()), days(rests(life)));
  }

  /** When a life rests, as an epoch day. */
  long rests(Tried life) {
    long until = scenario.setting().begins().toEpochDay() + REST;
    for (double day : life.days().values()) {
      until = Math.max(until, (long) day + AFTER);
    }
    return until;
  }

  /** A life as it was on the days on which it came to each place. */
  List<Course.Paused> pauses(Tried life, Course course) {
    var on = course.stays().stream().map(Stay::since).distinct().toList();
    long last = course.since().toEpochDay();
    return Course.play(study, scenario, life.arm(), script(life, Set.of()), days(last), on)
        .paused();
  }

  /**
   * A life that goes on until a day.
   *
   * @param missed visits to which nobody comes from then on who may miss them
   * @param until as an epoch day
   */
  Course course(Course.Paused paused, Tried life, Set<String> missed, long until) {
    return Course.goOn(study, scenario, paused, script(life, missed), days(until));
  }

  private Script script(Tried life, Set<String> missed) {
    tried.run();
    var days = new HashMap<>(never);
    days.putAll(life.days());
    return Script.written(deciding, entry, days, life.given(), missed);
  }

  private long days(long until) {
    return until - scenario.setting().begins().toEpochDay();
  }
}
