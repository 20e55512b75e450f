package org.trialwright.oversight.report;

import java.util.ArrayList;
import java.util.List;
import org.trialwright.figures.Text;
import org.trialwright.figures.TimeAxis;
import org.trialwright.quantities.Unit;

/** The axis of time under a figure, in months. */
final class Months {
  private static final List<Integer> STEPS = List.of(1, 3, 6, 12);
  private static final int MOST_TICKS = 7;
  private static final Text TITLE = new Text("Months since the start", "自起点起月数");

  private Months() {}

  /** Seven ticks at most, the last one after the last day. */
  static TimeAxis axis(double lastDay) {
    double months = lastDay / Unit.DAYS_OF_A_MONTH;
    int step = STEPS.stream().filter(one -> months <= MOST_TICKS * one).findFirst().orElse(24);
    var ticks = new ArrayList<Double>();
    for (double tick = 0; ticks.size() < 2 || tick < months + step; tick += step) {
      ticks.add(tick);
    }
    return new TimeAxis(TITLE, ticks);
  }
}
