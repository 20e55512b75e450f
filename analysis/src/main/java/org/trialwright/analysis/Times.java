package org.trialwright.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.trialwright.journey.EndpointValue;
import org.trialwright.statistics.FollowUp;
import org.trialwright.study.How;

/**
 * Times of a sample in days. A time is the event's date less the start, and an event on the start's
 * own day counts half a day.
 */
final class Times {
  static final double FIRST_DAY = 0.5;

  private final Sample sample;
  private final double[] time;
  private final int[] cause;
  private final boolean trueStrata;

  Times(Sample sample, double[] time, int[] cause) {
    this(sample, time, cause, false);
  }

  private Times(Sample sample, double[] time, int[] cause, boolean trueStrata) {
    this.sample = sample;
    this.time = time;
    this.cause = cause;
    this.trueStrata = trueStrata;
  }

  /** The same times; strata are those that were true, not those of the allocation. */
  Times withTrueStrata() {
    return new Times(sample, time, cause, true);
  }

  Sample sample() {
    return sample;
  }

  /** Days of each subject; read where they are, not copied. */
  double[] time() {
    return time;
  }

  /** Of each subject: 0 censored, 1 the event, 2 something else first; not copied. */
  int[] cause() {
    return cause;
  }

  /**
   * @param flaggedAsEvents whether those whose censoring is not the last word count as events
   */
  static Times of(Sample all, String endpoint, boolean flaggedAsEvents) {
    var sample =
        all.having(
            subject -> !(value(subject, endpoint).value() instanceof EndpointValue.NotKnown),
            "start, event or last day not known");
    double[] time = new double[sample.size()];
    int[] cause = new int[sample.size()];
    for (int i = 0; i < time.length; i++) {
      var value = value(sample.subjects().get(i), endpoint);
      time[i] = days(value.value());
      cause[i] =
          switch (value.value()) {
            case EndpointValue.EventOn _ -> 1;
            case EndpointValue.CompetingOn _ -> 2;
            case EndpointValue.CensoredOn _ -> flaggedAsEvents && value.flag().isPresent() ? 1 : 0;
            case EndpointValue.Holds _, EndpointValue.Elsewhere _, EndpointValue.NotKnown _ -> 0;
          };
    }
    return new Times(sample, time, cause);
  }

  private static final Value.Time UNKNOWN =
      new Value.Time(new EndpointValue.NotKnown(), Optional.empty(), List.of());

  static Value.Time value(Subject subject, String endpoint) {
    return subject.values().get(endpoint) instanceof Value.Time time ? time : UNKNOWN;
  }

  static double days(EndpointValue value) {
    long day =
        switch (value) {
          case EndpointValue.EventOn on -> on.day();
          case EndpointValue.CompetingOn on -> on.day();
          case EndpointValue.CensoredOn on -> on.day();
          case EndpointValue.Holds _, EndpointValue.Elsewhere _, EndpointValue.NotKnown _ -> -1;
        };
    return day <= 0 ? FIRST_DAY : day;
  }

  Times pair(int other) {
    var pair = sample.pair(other);
    double[] times = new double[pair.size()];
    int[] causes = new int[pair.size()];
    int at = 0;
    for (int i = 0; i < time.length; i++) {
      if (sample.group()[i] == 0 || sample.group()[i] == other) {
        times[at] = time[i];
        causes[at] = cause[i];
        at++;
      }
    }
    return new Times(pair, times, causes, trueStrata);
  }

  /** Some of the same people; a group may have nobody. */
  Times where(Predicate<Subject> chosen, String whyNot) {
    var some = sample.having(chosen::test, whyNot);
    double[] times = new double[some.size()];
    int[] causes = new int[some.size()];
    int at = 0;
    for (int i = 0; i < time.length; i++) {
      if (chosen.test(sample.subjects().get(i))) {
        times[at] = time[i];
        causes[at] = cause[i];
        at++;
      }
    }
    return new Times(some, times, causes, trueStrata);
  }

  int[] status(int of) {
    int[] status = new int[cause.length];
    for (int i = 0; i < status.length; i++) {
      status[i] = cause[i] == of ? 1 : 0;
    }
    return status;
  }

  FollowUp followUp() {
    return FollowUp.of(time, status(1));
  }

  int events() {
    int events = 0;
    for (int one : cause) {
      events += one == 1 ? 1 : 0;
    }
    return events;
  }

  /** Strata of the rows, numbered in the order in which they are met. */
  static final class Strata {
    private final int[] of;
    private final int count;

    private Strata(int[] of, int count) {
      this.of = of;
      this.count = count;
    }

    int[] of() {
      return of;
    }

    int count() {
      return count;
    }
  }

  Strata strata(List<How.Stratum> within) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    int[] of = new int[time.length];
    for (int i = 0; i < of.length; i++) {
      var subject = sample.subjects().get(i);
      var levels = new ArrayList<String>();
      for (var stratum : within) {
        levels.add(
            switch (stratum) {
              case How.BySite _ -> subject.site().value();
              case How.ByAnswer by -> level(subject, by.item().path());
            });
      }
      of[i] = numbers.computeIfAbsent(String.join(" / ", levels), _ -> numbers.size());
    }
    return new Strata(of, Math.max(1, numbers.size()));
  }

  private String level(Subject subject, String question) {
    var allocated = subject.strata().getOrDefault(question, "not known");
    return trueStrata ? subject.background().strata().getOrDefault(question, allocated) : allocated;
  }

  /** How many stand in another stratum than that of their allocation. */
  int differing(List<How.Stratum> within) {
    var was = new Times(sample, time, cause, false);
    int differing = 0;
    for (var subject : sample.subjects()) {
      boolean differs =
          within.stream()
              .anyMatch(
                  stratum ->
                      stratum instanceof How.ByAnswer by
                          && !level(subject, by.item().path())
                              .equals(was.level(subject, by.item().path())));
      differing += differs ? 1 : 0;
    }
    return differing;
  }

  /**
   * Days from allocation to something that happened on the way; infinite where it did not.
   *
   * @param event in the study's words
   */
  double[] onTheWay(String event) {
    double[] days = new double[time.length];
    for (int i = 0; i < days.length; i++) {
      var subject = sample.subjects().get(i);
      var day = subject.background().onTheWay().get(event);
      days[i] =
          day == null
              ? Double.POSITIVE_INFINITY
              : day.toEpochDay() - subject.allocated().orElseThrow().toEpochDay();
    }
    return days;
  }
}
