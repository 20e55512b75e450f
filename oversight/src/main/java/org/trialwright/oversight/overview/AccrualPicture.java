package org.trialwright.oversight.overview;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.trialwright.figures.About;
import org.trialwright.figures.Accrual;
import org.trialwright.figures.Accrual.Point;
import org.trialwright.figures.Caption;
import org.trialwright.figures.Figure;
import org.trialwright.figures.Mark;
import org.trialwright.figures.Text;
import org.trialwright.figures.TimeAxis;

/** Allocations against the plan, drawn; the counts are those of the table. */
final class AccrualPicture {
  private static final int MOST_TICKS = 8;
  private static final Text TITLE = new Text("Accrual", "入组进度");
  private static final Text COUNTED = new Text("Participants allocated", "已分组人数");
  private static final Text MONTHS = new Text("Months since the first allocation", "自首例分组起月数");
  private static final Text EVERYBODY = new Text("all sites, arms together", "全部中心，各组合并");

  private AccrualPicture() {}

  /**
   * @param counts at least one month
   * @param simulated whether the participants are made up
   */
  static Figure of(
      org.trialwright.oversight.overview.Accrual counts,
      LocalDate today,
      String version,
      boolean simulated) {
    var actual = new ArrayList<Point>(List.of(new Point(0, 0)));
    var plan = new ArrayList<Point>();
    int at = 0;
    for (var month : counts.months()) {
      at++;
      actual.add(new Point(at, month.allocated()));
    }
    if (counts.plannedMonths() > 0 && counts.target() > 0) {
      plan.add(new Point(0, 0));
      plan.add(new Point(counts.plannedMonths(), counts.target()));
    }
    Set<Mark> marks = EnumSet.of(Mark.BLINDED);
    if (simulated) {
      marks.add(Mark.SIMULATED);
    }
    return new Accrual(
        new About(
            "f-accrual",
            TITLE,
            Text.NONE,
            new Caption(today.toString(), EVERYBODY, version),
            marks),
        COUNTED,
        axis(Math.max(at, counts.plannedMonths())),
        actual,
        plan,
        List.of(),
        counts.target());
  }

  private static TimeAxis axis(int months) {
    int step = 1;
    while (months > step * MOST_TICKS) {
      step = step < 3 ? 3 : step * 2;
    }
    var ticks = new ArrayList<Double>();
    for (double tick = 0; ticks.size() < 2 || tick < months + step; tick += step) {
      ticks.add(tick);
    }
    return new TimeAxis(MONTHS, ticks);
  }
}
