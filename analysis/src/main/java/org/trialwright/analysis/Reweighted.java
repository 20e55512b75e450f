package org.trialwright.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.trialwright.statistics.CoxFit;
import org.trialwright.statistics.CoxModel;
import org.trialwright.statistics.CoxResiduals;
import org.trialwright.statistics.FollowUp;

/**
 * Two groups as if nobody left: whoever leaves is censored then, and those who go on stand for
 * those who left. A row weighs 1/G, where G is the product limit of staying, in its own cell (group
 * by stratum), just before (Robins and Finkelstein, Biometrics 2000;56:779). On one day an event
 * comes before leaving.
 */
final class Reweighted {
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
   * People of one cell weigh alike on each day, so they are counted: between two cuts there is one
   * row for each day and outcome of those who end there, and then one for all who go on.
   */
  static final class Rows {
    private static final int GOES_ON = -1;

    private final List<Row> rows = new ArrayList<>();

    /**
     * People who are alike.
     *
     * @param outcome 1 the event, 0 none, {@link #GOES_ON} cut
     */
    private record Row(
        int cell, double start, double stop, double weight, int outcome, int people) {}

    private Rows() {}

    int size() {
      return rows.size();
    }

    /** Everybody, each counted once. */
    int people() {
      return rows.stream().filter(row -> row.outcome() != GOES_ON).mapToInt(Row::people).sum();
    }

    double largestWeight() {
      return rows.stream().mapToDouble(Row::weight).max().orElse(1);
    }

    /** The model of the second group's ratio, each stratum with hazards of its own. */
    CoxModel cox(int strata) {
      var followUp =
          FollowUp.of(
              rows.stream().mapToDouble(Row::start).toArray(),
              rows.stream().mapToDouble(Row::stop).toArray(),
              rows.stream().mapToInt(row -> Math.max(0, row.outcome())).toArray());
      return CoxModel.of(
              followUp,
              rows.stream().mapToInt(row -> row.cell() / strata).asDoubleStream().toArray())
          .withStrata(rows.stream().mapToInt(row -> row.cell() % strata).toArray(), strata)
          .withWeights(rows.stream().mapToDouble(Row::weight).toArray())
          .withCounts(rows.stream().mapToInt(Row::people).toArray());
    }

    /**
     * The robust error of the coefficient, each person a cluster: what a person's rows add up to,
     * those of going on first.
     */
    double robustError(CoxFit fit) {
      var influence = CoxResiduals.dfbeta(fit);
      double goneOn = 0;
      double sum = 0;
      for (int i = 0; i < rows.size(); i++) {
        var row = rows.get(i);
        double own = influence.get(i).get(0);
        goneOn = i > 0 && rows.get(i - 1).cell() != row.cell() ? 0 : goneOn;
        if (row.outcome() == GOES_ON) {
          goneOn += own;
        } else {
          sum += row.people() * (goneOn + own) * (goneOn + own);
        }
      }
      return Math.sqrt(sum);
    }
  }

  Rows rows() {
    var eventDays = new TreeSet<Double>();
    for (int i = 0; i < time.length; i++) {
      if (status[i] == 1) {
        eventDays.add(time[i]);
      }
    }
    var rows = new Rows();
    for (int c = 0; c < cells.length; c++) {
      addRows(rows.rows, c, thinned(cells[c].at, eventDays));
    }
    return rows;
  }

  private void addRows(List<Rows.Row> rows, int c, double[] cuts) {
    NavigableMap<Double, int[]> ends = new TreeMap<>();
    int goOn = 0;
    for (int i = 0; i < time.length; i++) {
      if (cell[i] == c) {
        ends.computeIfAbsent(time[i], _ -> new int[2])[status[i]]++;
        goOn++;
      }
    }
    double from = 0;
    for (int k = 0; goOn > 0; k++) {
      double to = k < cuts.length ? cuts[k] : Double.POSITIVE_INFINITY;
      double weight = cells[c].after(from);
      for (var end : ends.subMap(from, false, to, true).entrySet()) {
        for (int outcome = 0; outcome < 2; outcome++) {
          int people = end.getValue()[outcome];
          if (people > 0) {
            rows.add(new Rows.Row(c, from, end.getKey(), weight, outcome, people));
            goOn -= people;
          }
        }
      }
      if (goOn > 0) {
        rows.add(new Rows.Row(c, from, to, weight, Rows.GOES_ON, goOn));
      }
      from = to;
    }
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
