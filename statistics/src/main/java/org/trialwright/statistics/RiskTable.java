package org.trialwright.statistics;

import java.util.Arrays;
import java.util.Optional;

/**
 * All that curves and tests of several groups need of the rows: at each distinct time, how many
 * were at risk, had the event, or ended their follow-up, group by group.
 */
final class RiskTable {
  final int groups;

  /** The distinct times, ascending, {@link #size} of them; tied times are one. */
  final double[] time;

  private int size;

  /** Of each group: at risk just before each time, and 0 after the last. */
  final int[][] atRisk;

  /** Of each group: events at each time. */
  final int[][] events;

  /** Of each group: who comes under risk after the time before; empty when all do at the start. */
  private final int[][] entering;

  /** The rows of each group. */
  final int[] rows;

  /** Two times whose difference is at most this are one. */
  final double tolerance;

  /** A table with room for so many times. */
  private RiskTable(int groups, int room, double tolerance, int[][] entering) {
    this.groups = groups;
    this.tolerance = tolerance;
    this.entering = entering;
    rows = new int[groups];
    time = new double[room];
    atRisk = new int[groups][room + 1];
    events = new int[groups][room];
  }

  /** The table of all rows; groups are 0 to groups − 1. */
  static RiskTable of(FollowUp followUp, int[] group, int groups) {
    if (!followUp.hasStarts()) {
      Optional<PackedRows> rows = PackedRows.of(followUp, group, groups);
      if (rows.isPresent()) {
        return of(rows.get(), groups);
      }
    }
    return of(Timeline.of(followUp.times()), followUp, group, groups);
  }

  /** The table of the rows of a timeline. */
  static RiskTable of(Timeline timeline, FollowUp followUp, int[] group, int groups) {
    int places = timeline.size();
    int[][] entering = new int[followUp.hasStarts() ? groups : 0][places + 1];
    RiskTable table = new RiskTable(groups, places, timeline.tolerance, entering);
    System.arraycopy(timeline.time, 0, table.time, 0, places);
    for (int j = 0; j < places; j++) {
      for (int i = timeline.first[j]; i < timeline.first[j + 1]; i++) {
        int row = timeline.row[i];
        table.rows[group[row]]++;
        table.atRisk[group[row]][j]++;
        table.events[group[row]][j] += followUp.status(row);
        if (followUp.hasStarts()) {
          entering[group[row]][timeline.firstAfter(followUp.start(row))]++;
        }
      }
    }
    table.size = places;
    table.turnEndsIntoRisk();
    return table;
  }

  private static RiskTable of(PackedRows rows, int groups) {
    double sum = 0;
    int distinct = 0;
    double before = -1;
    int[] counts = new int[groups];
    for (int i = 0; i < rows.size(); i++) {
      double time = rows.time(i);
      counts[rows.group(i)]++;
      if (time != before) {
        sum += time;
        distinct++;
        before = time;
      }
    }
    RiskTable table =
        new RiskTable(groups, distinct, Timeline.tolerance(sum / distinct), new int[0][]);
    System.arraycopy(counts, 0, table.rows, 0, groups);
    table.fill(rows);
    table.turnEndsIntoRisk();
    return table;
  }

  /** Row after row in order of time. */
  private void fill(PackedRows sorted) {
    double before = Double.NEGATIVE_INFINITY;
    int place = -1;
    for (int i = 0; i < sorted.size(); i++) {
      double when = sorted.time(i);
      if (when - before > tolerance) {
        place++;
        time[place] = when;
      }
      before = when;
      int group = sorted.group(i);
      atRisk[group][place]++;
      events[group][place] += sorted.status(i);
    }
    size = place + 1;
  }

  /** Where the follow-ups that end at each time were counted, puts how many are at risk. */
  private void turnEndsIntoRisk() {
    for (int g = 0; g < groups; g++) {
      int[] counts = atRisk[g];
      int now = entering.length == 0 ? rows[g] : 0;
      for (int j = 0; j < size; j++) {
        int ended = counts[j];
        now += entering.length == 0 ? 0 : entering[g][j];
        counts[j] = now;
        now -= ended;
      }
    }
  }

  /** The number of distinct times. */
  int size() {
    return size;
  }

  int allAtRisk(int j) {
    int sum = 0;
    for (int[] ofGroup : atRisk) {
      sum += ofGroup[j];
    }
    return sum;
  }

  int allEvents(int j) {
    int sum = 0;
    for (int[] ofGroup : events) {
      sum += ofGroup[j];
    }
    return sum;
  }

  /** The curve of one group, over the times at which its own follow-ups ended. */
  SurvivalCurve curve(int group) {
    int[] atRiskOf = atRisk[group];
    int[] eventsOf = events[group];
    int[] places = ownPlaces(group);
    double[] times = new double[places.length];
    int[] risk = new int[places.length];
    int[] died = new int[places.length];
    int[] censored = new int[places.length];
    for (int k = 0; k < places.length; k++) {
      int j = places[k];
      times[k] = time[j];
      risk[k] = atRiskOf[j];
      died[k] = eventsOf[j];
      censored[k] = ended(group, j) - eventsOf[j];
    }
    return new SurvivalCurve(times, risk, died, censored, tolerance);
  }

  /** The places of the times at which follow-ups of a group ended. */
  private int[] ownPlaces(int group) {
    int left = rows[group];
    int[] places = new int[left];
    int own = 0;
    // Whether a time is one of the group's own is a coin toss: no branch hangs on it.
    for (int j = 0; left > 0; j++) {
      int ended = ended(group, j);
      places[own] = j;
      own += -ended >>> 31;
      left -= ended;
    }
    return own == places.length ? places : Arrays.copyOf(places, own);
  }

  /** How many follow-ups of a group ended at a time, with the event or without. */
  private int ended(int group, int j) {
    int entered = entering.length == 0 ? 0 : entering[group][j + 1];
    return atRisk[group][j] - atRisk[group][j + 1] + entered;
  }
}
