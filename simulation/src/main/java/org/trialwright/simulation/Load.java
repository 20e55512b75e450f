package org.trialwright.simulation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Visits held in each month since the scenario's first day, summed over trials: of each kind, at
 * each site, and all. Loads of parts add up to the load of the whole.
 */
public final class Load implements Serializable {
  private static final long serialVersionUID = 1L;

  /** To this month visits are told; what is later is in none. */
  public static final int MONTHS = 240;

  private final int kinds;
  private final int rows;
  private final double[] sums;
  private final double[] squares;
  private long trials;

  /**
   * Expected visits of each month from 0.
   *
   * @param errors Monte Carlo, of each month
   */
  public record Row(List<Double> visits, List<Double> errors) {
    public Row {
      visits = List.copyOf(visits);
      errors = List.copyOf(errors);
    }
  }

  /**
   * @param kinds of visit
   */
  public Load(int kinds, int sites) {
    this.kinds = kinds;
    this.rows = kinds + sites + 1;
    this.sums = new double[rows * (MONTHS + 1)];
    this.squares = new double[sums.length];
  }

  public void add(Load other) {
    trials += other.trials;
    for (int i = 0; i < sums.length; i++) {
      sums[i] += other.sums[i];
      squares[i] += other.squares[i];
    }
  }

  private void clear() {
    trials = 0;
    Arrays.fill(sums, 0);
    Arrays.fill(squares, 0);
  }

  /** Of one kind of visit, by its number in the study. */
  public Row ofVisit(int kind) {
    return row(kind);
  }

  /** At one site, by its number. */
  public Row atSite(int site) {
    return row(kinds + site);
  }

  public Row all() {
    return row(rows - 1);
  }

  private Row row(int row) {
    var visits = new ArrayList<Double>();
    var errors = new ArrayList<Double>();
    for (int month = 0; month <= MONTHS; month++) {
      int at = month * rows + row;
      double mean = sums[at] / trials;
      double variance = Math.max(0, squares[at] / trials - mean * mean);
      visits.add(mean);
      errors.add(Math.sqrt(variance / Math.max(1, trials - 1)));
    }
    return new Row(visits, errors);
  }

  /** Counts the visits of one trial after the other. */
  static final class Counting {
    private final double[] comes;
    private final Load sum;
    private final double[] now;
    private int last;

    /**
     * @param comes of each kind of visit, the chance that somebody comes
     */
    Counting(double[] comes, int sites) {
      this.comes = comes.clone();
      this.sum = new Load(comes.length, sites);
      this.now = new double[sum.sums.length];
    }

    /**
     * Counts one.
     *
     * @param day since the scenario's first
     */
    void add(int kind, int site, double day) {
      int month = Cohort.month(day);
      if (month <= MONTHS) {
        double visits = comes[kind];
        int at = month * sum.rows;
        now[at + kind] += visits;
        now[at + sum.kinds + site] += visits;
        last = Math.max(last, month);
      }
    }

    /** Adds the trial to the sums. */
    void trial() {
      sum.trials++;
      for (int month = 0; month <= last; month++) {
        int at = month * sum.rows;
        int all = at + sum.rows - 1;
        for (int site = at + sum.kinds; site < all; site++) {
          now[all] += now[site];
        }
        for (int i = at; i <= all; i++) {
          sum.sums[i] += now[i];
          sum.squares[i] += now[i] * now[i];
          now[i] = 0;
        }
      }
      last = 0;
    }

    /** Gives what was counted since it was given last. */
    void take(Load into) {
      into.add(sum);
      sum.clear();
    }
  }
}
