package org.trialwright.statistics;

import java.util.ArrayList;
import java.util.List;

/** Follow-up of several groups, sorted once for all the curves and tests that are asked of it. */
public final class GroupedFollowUp {
  private final RiskTable table;

  private GroupedFollowUp(RiskTable table) {
    this.table = table;
  }

  /**
   * Follow-up in groups.
   *
   * @param group of each row, 0 to groups − 1; no group may be empty
   */
  public static GroupedFollowUp of(FollowUp followUp, int[] group, int groups) {
    followUp.checkGroups(group, groups);
    return new GroupedFollowUp(RiskTable.of(followUp, group, groups));
  }

  /** The Kaplan–Meier curve of each group. */
  public List<SurvivalCurve> curves() {
    List<SurvivalCurve> curves = new ArrayList<>(table.groups);
    for (int g = 0; g < table.groups; g++) {
      curves.add(table.curve(g));
    }
    return List.copyOf(curves);
  }

  /** The comparison of the groups; two or more. */
  public LogRank logRank() {
    return new LogRank(List.of(table));
  }
}
