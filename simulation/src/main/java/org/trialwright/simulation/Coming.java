package org.trialwright.simulation;

import org.trialwright.study.Scenario;

/**
 * Whether and when somebody comes to one occasion of a visit: near its target, on a working day.
 * Days are epoch days.
 */
final class Coming {
  /** Of a window without a target, the share in which people come. */
  private static final double EARLY = 0.4;

  private static final double HALF = 0.5;

  /** A window is so many standard deviations wide. */
  private static final double WIDE = 8;

  private static final int WEEK = 7;
  private static final int SATURDAY = 5;

  /** 1970-01-01 was a Thursday, three days after a Monday. */
  private static final int THURSDAY = 3;

  private final Scenario.Attendance attendance;
  private final double misses;
  private final Targets targets;
  private final Dated missing;
  private final Dated coming;

  /** The chance numbers of all visits of one target, which fall on one day. */
  static final class Targets {
    private final long first;
    private final Dated radius;
    private final Dated angle;

    /**
     * @param first the scenario's first day, as an epoch day
     */
    Targets(long first) {
      this.first = first;
      this.radius = new Dated("comes/", Draws.RADIUS, first);
      this.angle = new Dated("comes/", Draws.ANGLE, first);
    }

    /** Days from the opening of a window. */
    private double days(Draws draws, long from, long to, long target) {
      double first = draws.uniform(radius.on(target), 0);
      double second = draws.uniform(angle.on(target), 0);
      double nearly = near(target - from, to - from, Draws.nearlyNormal(first, second));
      return Draws.sure(nearly)
          ? nearly
          : near(target - from, to - from, Draws.normal(first, second));
    }
  }

  /**
   * @param label of the occasion
   */
  Coming(String label, Scenario.Attendance attendance, Targets targets) {
    this(
        attendance,
        targets,
        new Dated("misses/" + label + "/", "", targets.first),
        new Dated("comes/" + label + "/", "", targets.first));
  }

  private Coming(Scenario.Attendance attendance, Targets targets, Dated missing, Dated coming) {
    this.attendance = attendance;
    this.misses = attendance.misses();
    this.targets = targets;
    this.missing = missing;
    this.coming = coming;
  }

  /** The same occasion where people miss it as often as another scenario says. */
  Coming with(Scenario.Attendance other) {
    return new Coming(other, targets, missing, coming);
  }

  Scenario.Attendance attendance() {
    return attendance;
  }

  /** Whether they come, by their chance numbers. */
  boolean comes(Draws draws, long from) {
    return misses <= 0 || draws.uniform(missing.on(from), 0) >= misses;
  }

  /**
   * The day on which they come, by their chance numbers.
   *
   * @param target negative for none
   */
  long day(Draws draws, long from, long to, long target) {
    double days;
    if (attendance.after().isPresent()) {
      days = within(attendance.after().get(), draws.uniform(coming.on(from), 0));
    } else if (target >= 0) {
      days = targets.days(draws, from, to, target);
    } else {
      days = early(to - from, draws.uniform(coming.on(from), 0));
    }
    return day(from, to, days);
  }

  /** Whether the day depends on the target alone. */
  boolean byTarget() {
    return attendance.after().isEmpty();
  }

  /**
   * The middle of the days on which people come, from the opening of the window.
   *
   * @param target NaN for none
   */
  double middle(double span, double target) {
    return attendance
        .after()
        .map(after -> within(after, HALF))
        .orElse(Double.isNaN(target) ? span * EARLY * HALF : target);
  }

  /** The day on which they come in a life that is written down: the first, or the target. */
  long written(long from, long to, long target) {
    double days =
        attendance.after().map(after -> within(after, 0)).orElse(target < 0 ? 0.0 : target - from);
    return day(from, to, days);
  }

  /** Days from the opening of a window that the scenario says. */
  static double within(Scenario.Between after, double uniform) {
    return after.low() + (after.high() - after.low()) * uniform;
  }

  /** Days from the opening of a window with a target, which is so many days from it. */
  static double near(long target, long span, double normal) {
    return target + normal * (span - 1) / WIDE;
  }

  /** Days from the opening of a window without a target. */
  static double early(long span, double uniform) {
    return span * EARLY * uniform;
  }

  /** The working day in a window that is so many days from its opening. */
  static long day(long from, long to, double days) {
    long rounded = Math.max(0, Math.min(to - from, (long) StrictMath.rint(days)));
    long day = workday(from + rounded);
    while (day > to && day > from) {
      day--;
    }
    return day;
  }

  /** The day itself, or the Monday after it. */
  static long workday(long day) {
    int weekday = (int) Math.floorMod(day + THURSDAY, (long) WEEK);
    return weekday < SATURDAY ? day : day + WEEK - weekday;
  }
}
