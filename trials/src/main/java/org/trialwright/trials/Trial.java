package org.trialwright.trials;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.trialwright.analysis.LookRule;
import org.trialwright.simulation.Cohort;
import org.trialwright.simulation.Lives;
import org.trialwright.statistics.Distribution;
import org.trialwright.statistics.SequentialBounds;

/**
 * One trial at a time: its participants are played, looked at when the plan says so, and analysed.
 * The same rules as in {@code analysis}, on arrays that are used again.
 */
final class Trial {
  private static final Distribution.Normal NORMAL = new Distribution.Normal();

  private final Design design;
  private final Cohort cohort;
  private final RiskTable table;
  private final int[] lookWithin;
  private final int[] testWithin;
  private final double[] calendar;
  private final int[] days;
  private final Map<Integer, SequentialBounds> bounds = new HashMap<>();
  private final double zInFull;
  private final double zAfterLook;

  /** How a trial came to its end. */
  enum Stop {
    AT_THE_END,
    EFFICACY,
    FUTILITY
  }

  private Stop stop = Stop.AT_THE_END;
  private boolean looked;
  private boolean futile;
  private double lookZ;
  private boolean succeeded;
  private boolean succeededAtEnd;
  private double statistic;
  private int events;
  private double ended;

  Trial(Lives lives, Design design) {
    this.design = design;
    this.cohort = lives.cohort(design.participants());
    this.table = new RiskTable(design.participants());
    this.calendar = new double[design.participants()];
    this.days = new int[design.participants()];
    this.lookWithin =
        design.look().map(rule -> lives.within(rule.against().within())).orElse(new int[0]);
    this.testWithin =
        design.claim() instanceof Design.Claim.Fewer(var within)
            ? lives.within(within)
            : new int[0];
    RiskTable.check(1 + Arrays.stream(lookWithin).max().orElse(0));
    RiskTable.check(1 + Arrays.stream(testWithin).max().orElse(0));
    this.zInFull = NORMAL.quantile(1 - design.alpha());
    this.zAfterLook =
        design.look().map(rule -> NORMAL.quantile(1 - rule.levelAtEnd(rule.at()))).orElse(zInFull);
  }

  Cohort cohort() {
    return cohort;
  }

  Stop stop() {
    return stop;
  }

  /** Whether the look was due before the last analysis. */
  boolean looked() {
    return looked;
  }

  /** Whether the look called the trial futile. */
  boolean futile() {
    return futile;
  }

  double lookZ() {
    return lookZ;
  }

  /** Whether the claim was made, at the look or at the end. */
  boolean succeeded() {
    return succeeded;
  }

  /** Whether it would have been made when nobody stops for futility. */
  boolean succeededAtEnd() {
    return succeededAtEnd;
  }

  /**
   * At the last analysis: of a difference, its estimate; of the log-rank test, z, above 0 for the
   * study's first arm. It is worked out even when the trial stopped before.
   */
  double statistic() {
    return statistic;
  }

  /** Events when the trial stopped. */
  int events() {
    return events;
  }

  /** Days from the scenario's first day to the analysis at which the trial stopped. */
  double days() {
    return ended;
  }

  /**
   * Plays and analyses one trial.
   *
   * @param visits whether they are counted
   */
  void play(long seed, boolean visits) {
    cohort.play(seed, visits);
    for (int i = 0; i < calendar.length; i++) {
      boolean seen = cohort.end()[i] <= cohort.left()[i];
      calendar[i] = seen ? cohort.allocated()[i] + cohort.end()[i] : Double.POSITIVE_INFINITY;
    }
    double last = end();
    stop = Stop.AT_THE_END;
    looked = false;
    futile = false;
    lookZ = Double.NaN;
    design.look().ifPresent(rule -> look(rule, last));
    boolean efficacy = stop == Stop.EFFICACY;
    int lookEvents = table.events();
    boolean claimed = claimed(last);
    succeededAtEnd = efficacy || claimed;
    succeeded = stop != Stop.FUTILITY && succeededAtEnd;
    if (stop == Stop.AT_THE_END) {
      events = table.events();
      ended = last;
    } else {
      events = lookEvents;
    }
  }

  private double end() {
    return switch (design.end()) {
      case Design.End.Events(int wanted) -> dayOf(wanted);
      case Design.End.Followed(double after) -> cohort.allocated()[cohort.size() - 1] + after;
    };
  }

  /**
   * The day of an event, counted in the order of the calendar; that of the last when fewer come.
   */
  private double dayOf(int wanted) {
    int known = 0;
    for (double day : calendar) {
      if (day < Double.POSITIVE_INFINITY) {
        days[known] = (int) day;
        known++;
      }
    }
    return known == 0
        ? cohort.allocated()[cohort.size() - 1]
        : Selection.smallest(days, known, Math.min(wanted, known) - 1);
  }

  private void look(LookRule rule, double last) {
    double cut = dayOf((int) rule.at());
    follow(lookWithin, cut);
    if (cut >= last || table.events() < rule.at()) {
      return;
    }
    looked = true;
    var ratio = table.cox();
    // Arm 1 of the table is the study's first.
    lookZ = rule.z(ratio.log(), ratio.error());
    double information = rule.information(table.events());
    var bound = bounds.computeIfAbsent(table.events(), _ -> rule.bounds(information));
    if (lookZ >= bound.criticalValues().get(0)) {
      stop = Stop.EFFICACY;
    } else if (!Double.isNaN(lookZ)) {
      futile = rule.futile(rule.power(lookZ, information, bound)).orElse(false);
      stop = futile ? Stop.FUTILITY : Stop.AT_THE_END;
    }
    ended = cut;
  }

  /** Everybody who is in by a day, followed to it or to when they were last known to live. */
  private void follow(int[] within, double cut) {
    table.clear();
    for (int i = 0; i < calendar.length; i++) {
      double open = cut - cohort.allocated()[i];
      if (open >= 0) {
        boolean event = calendar[i] <= cut;
        int stratum = within.length == 0 ? 0 : within[cohort.stratum()[i]];
        table.add(
            stratum,
            1 - cohort.arm()[i],
            event ? cohort.end()[i] : cohort.known(i, Math.min(open, cohort.left()[i])),
            event);
      }
    }
    table.count();
  }

  private boolean claimed(double cut) {
    double critical = looked ? zAfterLook : zInFull;
    return switch (design.claim()) {
      case Design.Claim.Difference(double day, double limit, boolean above) -> {
        follow(new int[0], cut);
        var first = table.at(1, day);
        var second = table.at(0, day);
        statistic = first.survival() - second.survival();
        double error = Math.sqrt(first.variance() + second.variance());
        yield above ? statistic - critical * error > limit : statistic + critical * error < limit;
      }
      case Design.Claim.Fewer _ -> {
        follow(testWithin, cut);
        statistic = -table.logRank();
        yield statistic > critical;
      }
    };
  }
}
