package org.trialwright.simulation;

import java.time.LocalDate;
import org.trialwright.study.Scenario;

/** When newcomers come: a Poisson process whose rate changes as the scenario says. */
final class Arrivals {
  private static final double STEP = 1.0 / 64;

  private final Scenario scenario;
  private final Draws draws;
  private int last;
  private double wanted;
  private double months;
  private double come;

  Arrivals(Scenario scenario, long seed) {
    this.scenario = scenario;
    this.draws = new Draws(seed, 0);
  }

  /** The number of the next newcomer, from 1. */
  int next() {
    last++;
    wanted -= StrictMath.log(draws.uniform("arrival", last));
    while (come < wanted) {
      come += rate(months + STEP / 2) * STEP;
      months += STEP;
    }
    return last;
  }

  /** The day on which the newest one comes. */
  LocalDate day(int number) {
    if (number != last) {
      throw new IllegalArgumentException("newcomer " + number + " is not the newest, " + last);
    }
    return scenario
        .setting()
        .begins()
        .plusDays((long) StrictMath.floor(months * Scenario.DAYS_PER_MONTH));
  }

  private double rate(double month) {
    double left = month;
    for (var pace : scenario.setting().accrual()) {
      if (left < pace.months()) {
        double share = Double.isInfinite(pace.months()) ? 0 : left / pace.months();
        return pace.fromRate() + (pace.toRate() - pace.fromRate()) * share;
      }
      left -= pace.months();
    }
    return 0;
  }
}
