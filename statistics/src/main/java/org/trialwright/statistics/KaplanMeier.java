package org.trialwright.statistics;

import java.util.ArrayList;
import java.util.List;

/**
 * The product-limit estimate of survival (Kaplan and Meier, J Am Stat Assoc 1958;53:457), with
 * Greenwood's variance and the Nelson–Aalen cumulative hazard. At a tied time events come before
 * censorings. Formulas and conventions: docs/reference/statistics/kaplan-meier.md.
 */
public final class KaplanMeier {
  private KaplanMeier() {}

  /** The curve of all rows. */
  public static SurvivalCurve curve(FollowUp followUp) {
    return curve(followUp, Timeline.of(followUp.times()));
  }

  /**
   * One curve a group.
   *
   * @param group of each row, 0 to groups − 1; no group may be empty
   */
  public static List<SurvivalCurve> curves(FollowUp followUp, int[] group, int groups) {
    followUp.checkCodes("group", group, groups);
    List<SurvivalCurve> curves = new ArrayList<>(groups);
    for (Timeline part : Timeline.of(followUp.times()).split(group, groups)) {
      Check.that(part.row.length > 0, "group %s has no row", curves.size());
      curves.add(curve(followUp, part));
    }
    return List.copyOf(curves);
  }

  /**
   * The reverse curve, which estimates how long people were followed: censoring is the event. At a
   * tied time censorings come first and deaths stay at risk (Schemper and Smith, Control Clin
   * Trials 1996;17:343).
   */
  public static SurvivalCurve reverse(FollowUp followUp) {
    return curve(followUp.reversed());
  }

  static SurvivalCurve curve(FollowUp followUp, Timeline timeline) {
    int[] events = new int[timeline.size()];
    for (int j = 0; j < events.length; j++) {
      int sum = 0;
      for (int i = timeline.first[j]; i < timeline.first[j + 1]; i++) {
        sum += followUp.status(timeline.row[i]);
      }
      events[j] = sum;
    }
    return new SurvivalCurve(timeline, timeline.atRisk(followUp), events);
  }
}
