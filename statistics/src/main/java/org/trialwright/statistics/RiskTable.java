package org.trialwright.statistics;

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

  /** At risk just before each time, {@code groups} numbers a time; so the next two. */
  final int[] atRisk;

  final int[] events;

  /** Follow-ups that ended, with the event or without. */
  final int[] ended;

  /** The rows of each group. */
  final int[] rows;

  /** Two times whose difference is at most this are one. */
  final double tolerance;

  /** At how many of the times each group has a follow-up that ended. */
  private final int[] ownTimes;

  /** A table with room for so many times. */
  private RiskTable(int groups, int room, double tolerance) {
    this.groups = groups;
    this.tolerance = tolerance;
    rows = new int[groups];
    ownTimes = new int[groups];
    time = new double[room];
    atRisk = new int[room * groups];
    events = new int[room * groups];
    ended = new int[room * groups];
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
    RiskTable table = new RiskTable(groups, timeline.size(), timeline.tolerance);
    System.arraycopy(timeline.time, 0, table.time, 0, timeline.size());
    for (int j = 0; j < timeline.size(); j++) {
      for (int i = timeline.first[j]; i < timeline.first[j + 1]; i++) {
        int row = timeline.row[i];
        table.rows[group[row]]++;
        table.end(j * groups, group[row], followUp.status(row));
      }
    }
    int[] entering = new int[table.atRisk.length + groups];
    for (int row : timeline.row) {
      int at = followUp.hasStarts() ? timeline.firstAfter(followUp.start(row)) : 0;
      entering[at * groups + group[row]]++;
    }
    int[] now = new int[groups];
    for (int at = 0; at < table.atRisk.length; at++) {
      now[at % groups] += entering[at];
      table.atRisk[at] = now[at % groups];
      now[at % groups] -= table.ended[at];
    }
    table.size = timeline.size();
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
    RiskTable table = new RiskTable(groups, distinct, Timeline.tolerance(sum / distinct));
    System.arraycopy(counts, 0, table.rows, 0, groups);
    table.fill(rows);
    return table;
  }

  /** Row after row in order of time. */
  private void fill(PackedRows sorted) {
    int[] now = rows.clone();
    double before = Double.NEGATIVE_INFINITY;
    int first = -groups;
    for (int i = 0; i < sorted.size(); i++) {
      double when = sorted.time(i);
      if (when - before > tolerance) {
        first += groups;
        time[size++] = when;
        for (int g = 0; g < groups; g++) {
          atRisk[first + g] = now[g];
        }
      }
      before = when;
      int group = sorted.group(i);
      now[group]--;
      end(first, group, sorted.status(i));
    }
  }

  /** A follow-up ends at the time whose numbers begin at {@code first}. */
  private void end(int first, int group, int status) {
    int at = first + group;
    ownTimes[group] += 1 - any(ended[at]);
    ended[at]++;
    events[at] += status;
  }

  /** The number of distinct times. */
  int size() {
    return size;
  }

  int allAtRisk(int j) {
    int sum = 0;
    for (int at = j * groups; at < (j + 1) * groups; at++) {
      sum += atRisk[at];
    }
    return sum;
  }

  int allEvents(int j) {
    int sum = 0;
    for (int at = j * groups; at < (j + 1) * groups; at++) {
      sum += events[at];
    }
    return sum;
  }

  /** The curve of one group, over the times at which its own follow-ups ended. */
  SurvivalCurve curve(int group) {
    int own = ownTimes[group];
    double[] times = new double[own];
    int[] risk = new int[own];
    int[] died = new int[own];
    int[] censored = new int[own];
    // Whether a time is one of the group's own is a coin toss: no branch hangs on it.
    for (int at = group, j = 0, k = 0; k < own; at += groups, j++) {
      times[k] = time[j];
      risk[k] = atRisk[at];
      died[k] = events[at];
      censored[k] = ended[at] - events[at];
      k += any(ended[at]);
    }
    return new SurvivalCurve(times, risk, died, censored, tolerance);
  }

  /** 1 for a count above 0, else 0. */
  private static int any(int count) {
    return -count >>> 31;
  }
}
