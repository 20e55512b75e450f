package org.trialwright.figures;

import java.util.List;

/**
 * Time from left to right.
 *
 * @param title with its unit, such as "Months since randomisation"
 * @param ticks from 0, ascending, in the protocol's unit; the axis ends at the last
 */
public record TimeAxis(Text title, List<Double> ticks) {
  public TimeAxis {
    ticks = List.copyOf(ticks);
    Checks.size(ticks.size(), 2, 60, "ticks of time");
    Checks.ascending(ticks, "ticks of time");
    Checks.that(ticks.getFirst() == 0, "time begins at %s, not at 0", ticks.getFirst());
  }

  double end() {
    return ticks.getLast();
  }

  TimeAxis first(int count) {
    return new TimeAxis(title, ticks.subList(0, count));
  }

  Scale across(double from, double to) {
    return Scale.linear(0, end(), from, to);
  }
}
