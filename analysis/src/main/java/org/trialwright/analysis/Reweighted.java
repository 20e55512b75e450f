package org.trialwright.analysis;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.trialwright.statistics.CoxModel;
import org.trialwright.statistics.FollowUp;

/**
 * Two groups as if nobody left: whoever leaves is censored then, and those who go on stand for
 * those who left. A row weighs 1/G, where G is the product limit of staying, in its own cell (group
 * by stratum), just before (Robins and Finkelstein, Biometrics 2000;56:779). On one day an event
 * comes before leaving.
 */
final class Reweighted {
  private static final int[] NO_COUNTS = new int[0];

  private final Times pair;
  private final int[] cell;
  private final double[] time;
  private final int[] status;
  private final boolean[] left;
  private final Cell[] cells;

  /**
   * @param leaves days from the start to leaving; infinite for those who do not
   * @param stratum of each row; every stratum of a group is a cell
   */
  Reweighted(Times pair, double[] leaves, int[] stratum, int strata) {
    this.pair = pair;
    int n = pair.time().length;
    time = new double[n];
    status = new int[n];
    left = new boolean[n];
    cell = new int[n];
    for (int i = 0; i < n; i++) {
      double leaving = Math.max(leaves[i], Times.FIRST_DAY);
      left[i] = leaving < pair.time()[i];
      time[i] = left[i] ? leaving : pair.time()[i];
      status[i] = !left[i] && pair.cause()[i] == 1 ? 1 : 0;
      cell[i] = pair.sample().group()[i] * strata + stratum[i];
    }
    cells = new Cell[2 * strata];
    for (int c = 0; c < cells.length; c++) {
      cells[c] = cell(c);
    }
  }

  /** Staying in one cell: days on which somebody left, ascending, and the weight after each. */
  private static final class Cell {
    private final double[] at;
    private final double[] weight;

    Cell(double[] at, double[] weight) {
      this.at = at;
      this.weight = weight;
    }

    /** The weight just before a time. */
    double before(double time) {
      int found = Arrays.binarySearch(at, time);
      int passed = found >= 0 ? found : -found - 1;
      return passed == 0 ? 1 : weight[passed - 1];
    }

    /** The weight from just after a time. */
    double after(double time) {
      return before(Math.nextUp(time));
    }
  }

  private Cell cell(int c) {
    Map<Double, int[]> days = new TreeMap<>();
    for (int i = 0; i < time.length; i++) {
      if (cell[i] == c) {
        int[] counts = days.computeIfAbsent(time[i], _ -> new int[3]);
        boolean event = !left[i] && pair.cause()[i] != 0;
        counts[left[i] ? 0 : event ? 1 : 2]++;
      }
    }
    int atRisk = days.values().stream().mapToInt(counts -> Arrays.stream(counts).sum()).sum();
    var at = new double[days.size()];
    var weight = new double[days.size()];
    int steps = 0;
    double stay = 1;
    for (var day : days.entrySet()) {
      int[] counts = day.getValue();
      int could = atRisk - counts[1];
      if (counts[0] > 0) {
        stay *= (double) (could - counts[0]) / could;
        at[steps] = day.getKey();
        weight[steps] = 1 / stay;
        steps++;
      }
      atRisk -= Arrays.stream(counts).sum();
    }
    return new Cell(Arrays.copyOf(at, steps), Arrays.copyOf(weight, steps));
  }

  /** How many of a group leave before their event or the end of their follow-up. */
  int left(int group) {
    int count = 0;
    for (int i = 0; i < left.length; i++) {
      count += left[i] && pair.sample().group()[i] == group ? 1 : 0;
    }
    return count;
  }

  /** How many have the event while they stay. */
  int events() {
    return Arrays.stream(status).sum();
  }

  /**
   * Rows that are cut where a weight changes before an event; between events it does not matter.
   */
  static final class Rows {
    private double[] start = new double[16];
    private double[] stop = new double[16];
    private double[] weight = new double[16];
    private int[] status = NO_COUNTS;
    private int[] of = new int[16];
    private int size;

    private Rows() {}

    private void add(double from, double to, double weighs, int person) {
      if (size == start.length) {
        start = Arrays.copyOf(start, 2 * size);
        stop = Arrays.copyOf(stop, 2 * size);
        weight = Arrays.copyOf(weight, 2 * size);
        of = Arrays.copyOf(of, 2 * size);
      }
      start[size] = from;
      stop[size] = to;
      weight[size] = weighs;
      of[size] = person;
      size++;
    }

    private void end(int[] statusOf) {
      start = Arrays.copyOf(start, size);
      stop = Arrays.copyOf(stop, size);
      weight = Arrays.copyOf(weight, size);
      of = Arrays.copyOf(of, size);
      status = new int[size];
      for (int i = 0; i < size; i++) {
        boolean last = i + 1 == size || of[i + 1] != of[i];
        status[i] = last ? statusOf[of[i]] : 0;
      }
    }

    int size() {
      return size;
    }

    double largestWeight() {
      return Arrays.stream(weight).max().orElse(1);
    }

    /** Of a value for each person, the value of each row. */
    int[] spread(int[] ofPerson) {
      int[] spread = new int[size];
      Arrays.setAll(spread, i -> ofPerson[of[i]]);
      return spread;
    }
  }

  /** No more rows than these. */
  long mostRows() {
    long rows = 0;
    for (int i = 0; i < time.length; i++) {
      rows += 1 + cells[cell[i]].at.length;
    }
    return rows;
  }

  Rows rows() {
    var events = new TreeSet<Double>();
    for (int i = 0; i < time.length; i++) {
      if (status[i] == 1) {
        events.add(time[i]);
      }
    }
    var cuts = new double[cells.length][];
    for (int c = 0; c < cells.length; c++) {
      cuts[c] = thinned(cells[c].at, events);
    }
    var rows = new Rows();
    for (int i = 0; i < time.length; i++) {
      double from = 0;
      for (double to : cuts[cell[i]]) {
        if (to >= time[i]) {
          break;
        }
        rows.add(from, to, cells[cell[i]].after(from), i);
        from = to;
      }
      rows.add(from, time[i], cells[cell[i]].after(from), i);
    }
    rows.end(status);
    return rows;
  }

  /** Of the days between two events only the last. */
  private static double[] thinned(double[] days, NavigableSet<Double> events) {
    double[] kept = new double[days.length];
    int size = 0;
    double next = Double.NaN;
    for (double day : days) {
      var after = events.higher(day);
      if (after == null) {
        break;
      }
      if (size > 0 && after == next) {
        size--;
      }
      kept[size++] = day;
      next = after;
    }
    return Arrays.copyOf(kept, size);
  }

  /** The model of the second group's ratio, each person a cluster. */
  CoxModel cox(Rows rows, int[] stratum, int strata) {
    double[] second = new double[rows.size()];
    for (int i = 0; i < second.length; i++) {
      second[i] = pair.sample().group()[rows.of[i]];
    }
    return CoxModel.of(FollowUp.of(rows.start, rows.stop, rows.status), second)
        .withStrata(rows.spread(stratum), strata)
        .withWeights(rows.weight)
        .withClusters(rows.of, time.length);
  }

  /**
   * A weighted curve at one time, with the infinitesimal jackknife's error, the weights taken as
   * given.
   *
   * @param error NaN where survival is 0
   */
  record At(double survival, double error) {}

  /** The product limit of weighted people. */
  At at(int group, double day) {
    var order =
        IntStream.range(0, time.length)
            .filter(i -> pair.sample().group()[i] == group)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> time[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] atRisk = new int[cells.length];
    for (int i : order) {
      atRisk[cell[i]]++;
    }
    double survival = 1;
    double[] passed = new double[cells.length];
    double[] influence = new double[order.length];
    for (int from = 0, to; from < order.length; from = to) {
      double now = time[order[from]];
      for (to = from; to < order.length && time[order[to]] == now; ) {
        to++;
      }
      double happened = 0;
      for (int k = from; k < to; k++) {
        happened += status[order[k]] == 1 ? cells[cell[order[k]]].before(now) : 0;
      }
      if (now <= day && happened > 0) {
        double risk = 0;
        for (int c = 0; c < cells.length; c++) {
          risk += atRisk[c] == 0 ? 0 : atRisk[c] * cells[c].before(now);
        }
        double hazard = happened / risk;
        double stays = risk * (1 - hazard);
        survival *= 1 - hazard;
        for (int c = 0; c < cells.length; c++) {
          passed[c] += atRisk[c] == 0 ? 0 : cells[c].before(now) * hazard / stays;
        }
        for (int k = from; k < to; k++) {
          influence[k] -= status[order[k]] == 1 ? cells[cell[order[k]]].before(now) / stays : 0;
        }
      }
      for (int k = from; k < to; k++) {
        influence[k] += passed[cell[order[k]]];
        atRisk[cell[order[k]]]--;
      }
    }
    if (survival <= 0) {
      return new At(0, Double.NaN);
    }
    double sum = 0;
    for (double one : influence) {
      sum += one * one;
    }
    return new At(survival, survival * Math.sqrt(sum));
  }
}
