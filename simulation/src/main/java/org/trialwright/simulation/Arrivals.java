package org.trialwright.simulation;

import java.time.LocalDate;
import java.util.Arrays;
import org.trialwright.study.Scenario;

/** When newcomers come: a Poisson process whose rate changes as the scenario says. */
final class Arrivals {
  private static final long PURPOSE = Draws.hash("arrival");

  private final Flow flow;
  private final Draws draws;
  private int last;
  private double wanted;
  private int step;

  /** How many newcomers are expected by each step of time; the same in every trial. */
  static final class Flow {
    private static final double STEP = 1.0 / 64;
    private static final int MOST_STEPS = 100 * 12 * 64;

    private final Scenario scenario;

    /** Expected by the end of each step, from 0. */
    private double[] come = new double[1];

    Flow(Scenario scenario) {
      this.scenario = scenario;
    }

    /** The first step by whose end so many are expected, not before another. */
    private int step(double wanted, int from) {
      int step = from;
      double[] known = come;
      while (step >= known.length || known[step] < wanted) {
        if (step >= known.length - 1) {
          known = grown();
        } else {
          step++;
        }
      }
      return step;
    }

    private synchronized double[] grown() {
      int length = come.length;
      if (length > MOST_STEPS) {
        throw new IllegalStateException(
            "the scenario's accrual brings too few people: they would come for a hundred years");
      }
      double[] more = Arrays.copyOf(come, 2 * length);
      for (int i = length; i < more.length; i++) {
        more[i] = more[i - 1] + rate((i - 1) * STEP + STEP / 2) * STEP;
      }
      come = more;
      return more;
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

  Arrivals(Scenario scenario, long seed) {
    this(new Flow(scenario), new Draws(seed, 0));
  }

  /**
   * @param draws of the whole trial
   */
  Arrivals(Flow flow, Draws draws) {
    this.flow = flow;
    this.draws = draws;
  }

  /** The number of the next newcomer, from 1. */
  int next() {
    last++;
    wanted -= StrictMath.log(draws.uniform(PURPOSE, last));
    step = flow.step(wanted, step);
    return last;
  }

  /** Days from the scenario's first day to that on which the newest one comes. */
  int days() {
    return (int) StrictMath.floor(step * Flow.STEP * Scenario.DAYS_PER_MONTH);
  }

  /** The day on which the newest one comes. */
  LocalDate day(int number) {
    if (number != last) {
      throw new IllegalArgumentException("newcomer " + number + " is not the newest, " + last);
    }
    return flow.scenario.setting().begins().plusDays(days());
  }
}
