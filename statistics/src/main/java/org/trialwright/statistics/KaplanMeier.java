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
   * The reverse curve, which estimates how long people were followed: censoring is the event. At a
   * tied time censorings come first and deaths stay at risk (Schemper and Smith, Control Clin
   * Trials 1996;17:343).
   */
  public static SurvivalCurve reverse(FollowUp followUp) {
    return curve(followUp.reversed());
  }
}
