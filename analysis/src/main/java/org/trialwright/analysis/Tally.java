package org.trialwright.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.trialwright.statistics.CoxModel;
import org.trialwright.statistics.FollowUp;
import org.trialwright.statistics.KaplanMeier;
import org.trialwright.statistics.SurvivalCurve;

/**
 * Two groups counted by stratum, day and whether the event came: all that their curves and the
 * model of their hazards need. Days are whole, so the counts stay few however many people there
 * are.
 */
final class Tally {
  private static final int GROUPS = 2;

  private final int strata;

  /** Of each stratum and group: who had the event, and whose follow-up ended without it, by day. */
  private final int[][] events;

  private final int[][] ended;

  private Tally(int strata, int[][] events, int[][] ended) {
    this.strata = strata;
    this.events = events;
    this.ended = ended;
  }

  /** Nobody yet; no day is later than the last. */
  static Tally empty(int strata, double lastDay) {
    int days = place(lastDay) + 1;
    return new Tally(strata, new int[strata * GROUPS][days], new int[strata * GROUPS][days]);
  }

  Tally copy() {
    return new Tally(strata, copy(events), copy(ended));
  }

  private static int[][] copy(int[][] counts) {
    return Stream.of(counts).map(int[]::clone).toArray(int[][]::new);
  }

  /** The first half day has place 0; day n has place n. */
  private static int place(double day) {
    int place = (int) day;
    if (day != day(place)) {
      throw new IllegalArgumentException(day + " is not a whole day");
    }
    return place;
  }

  private static double day(int place) {
    return place == 0 ? Times.FIRST_DAY : place;
  }

  void add(int stratum, int group, double day, boolean event) {
    int[][] counts = event ? events : ended;
    counts[stratum * GROUPS + group][place(day)]++;
  }

  /** The curve of each group. */
  List<SurvivalCurve> curves() {
    int days = events[0].length;
    double[] when = new double[days];
    Arrays.setAll(when, Tally::day);
    return Stream.of(0, 1)
        .map(group -> KaplanMeier.ofCounts(when, sum(events, group), sum(ended, group)))
        .toList();
  }

  private int[] sum(int[][] counts, int group) {
    int[] sum = new int[counts[0].length];
    for (int s = 0; s < strata; s++) {
      int[] of = counts[s * GROUPS + group];
      for (int d = 0; d < sum.length; d++) {
        sum[d] += of[d];
      }
    }
    return sum;
  }

  /** The model of the second group's ratio within strata. */
  CoxModel cox() {
    var rows = new Rows(2 * GROUPS * strata * events[0].length);
    for (int d = 0; d < events[0].length; d++) {
      for (int c = 0; c < events.length; c++) {
        rows.add(day(d), c, 1, events[c][d]);
        rows.add(day(d), c, 0, ended[c][d]);
      }
    }
    return rows.cox(strata);
  }

  /** Those alike, in order of time. */
  private static final class Rows {
    private final double[] time;
    private final int[] status;
    private final int[] cell;
    private final int[] count;
    private int size;

    Rows(int most) {
      time = new double[most];
      status = new int[most];
      cell = new int[most];
      count = new int[most];
    }

    void add(double when, int inCell, int event, int people) {
      if (people > 0) {
        time[size] = when;
        status[size] = event;
        cell[size] = inCell;
        count[size++] = people;
      }
    }

    CoxModel cox(int strata) {
      double[] second = new double[size];
      int[] stratum = new int[size];
      for (int i = 0; i < size; i++) {
        second[i] = cell[i] % GROUPS;
        stratum[i] = cell[i] / GROUPS;
      }
      var followUp = FollowUp.of(Arrays.copyOf(time, size), Arrays.copyOf(status, size));
      return CoxModel.of(followUp, second)
          .withStrata(stratum, strata)
          .withCounts(Arrays.copyOf(count, size));
    }
  }
}
