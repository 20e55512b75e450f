package org.trialwright.simulation;

import org.trialwright.study.Scenario;

/** How one date of nature comes about in one kind of life. */
final class Law {
  private static final Scenario.Rate[] NO_RATES = {};

  private final int line;
  private final String name;
  private final long happening;
  private final double chance;
  private final long waiting;
  private final long radius;
  private final long angle;
  private final Scenario.Clock clock;
  private final Sum from;
  private final Sum until;

  /**
   * Of a clock that runs by rates; else of one that takes from {@code low} to {@code high} days.
   */
  private final Scenario.Rate[] rates;

  /**
   * @param line its index among the dates
   * @param name its name, by which its chance numbers are found
   * @param chance that it happens at all
   */
  Law(int line, String name, double chance, Scenario.Clock clock, Sum from, Sum until) {
    this.line = line;
    this.name = name;
    this.happening = Draws.hash(name + "/chance");
    this.chance = chance;
    this.waiting = Draws.hash(name + "/time");
    this.radius = Draws.hash(name + "/time" + Draws.RADIUS);
    this.angle = Draws.hash(name + "/time" + Draws.ANGLE);
    this.clock = clock;
    this.from = from;
    this.until = until;
    this.rates =
        clock instanceof Scenario.Hazard hazard
            ? hazard.rates().toArray(Scenario.Rate[]::new)
            : NO_RATES;
  }

  /** The same date with other numbers. */
  Law with(double otherChance, Scenario.Clock otherClock) {
    return new Law(line, name, otherChance, otherClock, from, until);
  }

  int line() {
    return line;
  }

  String name() {
    return name;
  }

  double chance() {
    return chance;
  }

  Scenario.Clock clock() {
    return clock;
  }

  /** The day since allocation on which it happens; infinite for never. */
  double day(Draws draws, double[] days, double shift) {
    double start = from.value(days, shift);
    if (start == Double.POSITIVE_INFINITY
        || (chance < 1 && draws.uniform(happening, 0) >= chance)) {
      return Double.POSITIVE_INFINITY;
    }
    double day = start + days(draws);
    return until.value(days, shift) <= day ? Double.POSITIVE_INFINITY : day;
  }

  /** Whole days. */
  private double days(Draws draws) {
    if (rates.length > 0) {
      double nearly = Draws.nearly(draws.uniform(waiting, 0), rates) * Scenario.DAYS_PER_MONTH;
      if (Draws.sure(nearly)) {
        return Math.rint(nearly);
      }
    }
    return StrictMath.rint(wait(draws));
  }

  private double wait(Draws draws) {
    if (rates.length > 0) {
      return Draws.waiting(draws.uniform(waiting, 0), rates) * Scenario.DAYS_PER_MONTH;
    }
    return switch (clock) {
      case Scenario.Weibull weibull ->
          Draws.waiting(draws.uniform(waiting, 0), weibull) * Scenario.DAYS_PER_MONTH;
      case Scenario.LogNormal logNormal ->
          Draws.waiting(Draws.normal(draws.uniform(radius, 0), draws.uniform(angle, 0)), logNormal)
              * Scenario.DAYS_PER_MONTH;
      case Scenario.Between between ->
          between.low() + (between.high() - between.low()) * draws.uniform(waiting, 0);
      case Scenario.AtOnce _, Scenario.Hazard _ -> 0;
    };
  }
}
