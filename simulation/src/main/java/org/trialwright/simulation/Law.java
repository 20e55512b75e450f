package org.trialwright.simulation;

import java.util.List;
import org.trialwright.study.Scenario;

/**
 * How one date of nature comes about in one kind of life.
 *
 * @param line its index
 * @param happening by which the chance number that decides whether it happens is found
 * @param chance that it happens at all
 * @param waiting by which the chance number of its time is found
 */
record Law(
    int line,
    long happening,
    double chance,
    long waiting,
    Scenario.Clock clock,
    Sum from,
    Sum until) {

  /** The day since allocation on which it happens; infinite for never. */
  double day(Draws draws, double[] days, double shift) {
    double start = from.value(days, shift);
    if (Double.isInfinite(start) || (chance < 1 && draws.uniform(happening, 0) >= chance)) {
      return Double.POSITIVE_INFINITY;
    }
    double day = start + StrictMath.rint(wait(draws));
    return until.value(days, shift) <= day ? Double.POSITIVE_INFINITY : day;
  }

  private double wait(Draws draws) {
    return switch (clock) {
      case Scenario.AtOnce _ -> 0;
      case Scenario.Between(double low, double high) ->
          low + (high - low) * draws.uniform(waiting, 0);
      case Scenario.Hazard(List<Scenario.Rate> rates) ->
          Draws.waiting(draws.uniform(waiting, 0), rates) * Scenario.DAYS_PER_MONTH;
    };
  }
}
