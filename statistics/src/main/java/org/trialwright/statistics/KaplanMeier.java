package org.trialwright.statistics;

import java.util.ArrayList;
import java.util.List;

/**
 * The product-limit estimate of survival (Kaplan and Meier, J Am Stat Assoc 1958;53:457), with
 * Greenwood's variance and the Nelson–Aalen cumulative hazard. At a tied time events come before
 * censorings. Formulas and conventions: docs/reference/statistics/kaplan-meier.md.
 */
public final class KaplanMeier {
  /** With more groups than these a table of all times by all groups would be mostly empty. */
  private static final int SHARED_TABLE = 8;

  private KaplanMeier() {}

  /** The curve of all rows. */
  public static SurvivalCurve curve(FollowUp followUp) {
    return curves(followUp, new int[followUp.size()], 1).getFirst();
  }

  /**
   * One curve a group.
   *
   * @param group of each row, 0 to groups − 1; no group may be empty
   */
  public static List<SurvivalCurve> curves(FollowUp followUp, int[] group, int groups) {
    if (groups <= SHARED_TABLE) {
      return GroupedFollowUp.of(followUp, group, groups).curves();
    }
    followUp.checkGroups(group, groups);
    int[] one = new int[group.length];
    List<SurvivalCurve> curves = new ArrayList<>(groups);
    for (Timeline part : Timeline.of(followUp.times()).split(group, groups)) {
      curves.add(RiskTable.of(part, followUp, one, 1).curve(0));
    }
    return List.copyOf(curves);
  }

  /**
   * The curve of rows that were counted.
   *
   * @param time distinct, ascending, finite, 0 or more
   * @param events how many had the event at each; 0 or more
   * @param censored whose follow-up ended at each without it; a time with neither is left out
   */
  public static SurvivalCurve ofCounts(double[] time, int[] events, int[] censored) {
    FollowUp.checkLengths(time.length, "events", events.length);
    FollowUp.checkLengths(time.length, "censored", censored.length);
    int n = 0;
    int places = 0;
    double sum = 0;
    for (int j = 0; j < time.length; j++) {
      boolean rises = time[j] < Double.POSITIVE_INFINITY && time[j] >= 0;
      if (!(rises && (j == 0 || time[j] > time[j - 1])) || events[j] < 0 || censored[j] < 0) {
        throw new IllegalArgumentException(
            "place %s has time %s, %s events and %s censored; times rise from 0, counts are 0 or more"
                .formatted(j + 1, time[j], events[j], censored[j]));
      }
      int ended = events[j] + censored[j];
      n += ended;
      places += ended > 0 ? 1 : 0;
      sum += ended > 0 ? time[j] : 0;
    }
    Check.that(n > 0, "there is no row; at least one is needed");
    double[] when = new double[places];
    int[] atRisk = new int[places];
    int[] died = new int[places];
    int[] left = new int[places];
    int at = 0;
    for (int j = 0; j < time.length; j++) {
      if (events[j] + censored[j] > 0) {
        when[at] = time[j];
        atRisk[at] = n;
        died[at] = events[j];
        left[at] = censored[j];
        n -= died[at] + left[at];
        at++;
      }
    }
    return new SurvivalCurve(when, atRisk, died, left, Timeline.tolerance(sum / places));
  }

  /**
   * The reverse curve, which estimates how long people were followed: censoring is the event. At a
   * tied time censorings come first and deaths stay at risk (Schemper and Smith, Control Clin
   * Trials 1996;17:343).
   */
  public static SurvivalCurve reverse(FollowUp followUp) {
    return curve(followUp.reversed());
  }
}
