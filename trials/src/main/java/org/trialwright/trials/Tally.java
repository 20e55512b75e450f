package org.trialwright.trials;

import java.io.Serializable;
import java.nio.ByteBuffer;
import org.trialwright.simulation.Cohort;
import org.trialwright.simulation.Load;

/** What is counted over trials. Counts of parts add up to the count of the whole, in any order. */
final class Tally implements Serializable {
  private static final long serialVersionUID = 1L;

  /** To this month survival is told. */
  static final int MONTHS = Cohort.MONTHS;

  /** To this month from the scenario's first day allocations are told. */
  static final int RECRUITING = 240;

  /** What is written of each trial, for the digest. */
  static final int BYTES = 4 * Double.BYTES + 2 * Integer.BYTES;

  long trials;
  long succeeded;
  long succeededAtEnd;
  long looked;
  long efficacy;
  long futile;
  long events;
  long days;
  long recruiting;
  long newcomers;
  long steps;
  long imbalance;
  long halvesGuessed;

  /** Of worlds, and of the shares that succeed in each: how many, their sum, their squares. */
  private int worlds;

  private double shares;
  private double squares;
  final long[] participants = new long[2];

  /** Events by arm and by the month of their end; what is later in none. */
  final long[][] ended = new long[2][MONTHS + 1];

  final long[][] reached;

  /** By arm, place and month since allocation: who came less who left. */
  final long[][][] moves;

  /** Allocated in each month. */
  final long[] accrual = new long[RECRUITING + 1];

  /** Visits held. */
  final Load load;

  Tally(int places, Load load) {
    this.load = load;
    reached = new long[2][places];
    moves = new long[2][places][MONTHS + 1];
  }

  void add(Trial trial) {
    trials++;
    succeeded += trial.succeeded() ? 1 : 0;
    succeededAtEnd += trial.succeededAtEnd() ? 1 : 0;
    looked += trial.looked() ? 1 : 0;
    efficacy += trial.stop() == Trial.Stop.EFFICACY ? 1 : 0;
    futile += trial.futile() ? 1 : 0;
    events += trial.events();
    days += (long) trial.days();
    add(trial.cohort());
  }

  private void add(Cohort cohort) {
    newcomers += cohort.newcomers();
    steps += cohort.steps();
    recruiting += cohort.allocated()[cohort.size() - 1];
    halvesGuessed += cohort.halvesGuessed();
    int first = 0;
    for (int who = 0; who < cohort.size(); who++) {
      int arm = cohort.arm()[who];
      first += 1 - arm;
      accrual[Math.min(RECRUITING, Cohort.month(cohort.allocated()[who]))]++;
      int month = Cohort.month(cohort.end()[who]);
      if (month <= MONTHS) {
        ended[arm][month]++;
      }
      for (long left = cohort.visited()[who]; left != 0; left &= left - 1) {
        reached[arm][Long.numberOfTrailingZeros(left)]++;
      }
    }
    participants[0] += first;
    participants[1] += cohort.size() - first;
    imbalance += Math.abs(2 * first - cohort.size());
  }

  /** What was counted so far is all of one world. */
  void world() {
    double share = (double) succeeded / trials;
    worlds = 1;
    shares = share;
    squares = share * share;
  }

  /** The standard error of the mean share over worlds. */
  double errorBetweenWorlds() {
    double mean = shares / worlds;
    return Math.sqrt(Math.max(0, squares / worlds - mean * mean) / Math.max(1, worlds - 1));
  }

  void add(Tally other) {
    worlds += other.worlds;
    shares += other.shares;
    squares += other.squares;
    trials += other.trials;
    succeeded += other.succeeded;
    succeededAtEnd += other.succeededAtEnd;
    looked += other.looked;
    efficacy += other.efficacy;
    futile += other.futile;
    events += other.events;
    days += other.days;
    recruiting += other.recruiting;
    newcomers += other.newcomers;
    steps += other.steps;
    imbalance += other.imbalance;
    halvesGuessed += other.halvesGuessed;
    load.add(other.load);
    add(accrual, other.accrual);
    for (int arm = 0; arm < 2; arm++) {
      participants[arm] += other.participants[arm];
      add(ended[arm], other.ended[arm]);
      add(reached[arm], other.reached[arm]);
      for (int place = 0; place < moves[arm].length; place++) {
        add(moves[arm][place], other.moves[arm][place]);
      }
    }
  }

  private static void add(long[] to, long[] more) {
    for (int i = 0; i < to.length; i++) {
      to[i] += more[i];
    }
  }

  /** Writes one trial's statistics: the same bytes on every machine. */
  static void write(Trial trial, ByteBuffer into) {
    into.putInt(
        (trial.succeeded() ? 1 : 0)
            + (trial.looked() ? 2 : 0)
            + (trial.stop() == Trial.Stop.EFFICACY ? 4 : 0)
            + (trial.futile() ? 8 : 0));
    into.putInt(trial.events());
    into.putDouble(trial.days());
    into.putDouble(trial.lookZ());
    into.putDouble(trial.statistic());
    into.putDouble(trial.cohort().allocated()[trial.cohort().size() - 1]);
  }
}
