package org.trialwright.statistics;

import java.util.Arrays;

/**
 * A walk back in time over the event times of a model: at each, the sums over the risk set of r =
 * w·exp(βx) and of r·x, and the same over the rows with the event. Breslow's and Efron's
 * likelihoods and everything that rests on them are made of these.
 */
final class RiskSums {
  private final CoxData data;
  private final double[] risk;
  private final int p;
  private int stratum;
  private int place;
  private int leaving;

  /** Σ r over the risk set of the event time reached. */
  private double s0;

  /** Σ r·x over the risk set. */
  private final double[] s1;

  /** Σ r over the rows with the event at this time. */
  private double e0;

  /** Σ r·x over the rows with the event. */
  private final double[] e1;

  /** How many rows have the event at this time. */
  int count;

  /** Σ w over them. */
  double weight;

  /** Before the last event time of the last stratum. */
  RiskSums(CoxData data, double[] risk) {
    this.data = data;
    this.risk = risk;
    p = data.p;
    s1 = new double[p];
    e1 = new double[p];
    stratum = data.strata.length;
    place = data.eventTimes();
    leaving = data.byEntry.length;
  }

  /** Goes to the event time before the one reached. */
  void previous() {
    if (place == data.eventTimesFrom[stratum]) {
      previousStratum();
    }
    place--;
    e0 = 0;
    weight = 0;
    count = 0;
    Arrays.fill(e1, 0);
    for (int i = data.rowsFrom[place]; i < data.rowsTo[place]; i++) {
      // A row may come and go between two event times.
      if (data.first[i] <= place) {
        s0 += risk[i];
        add(risk[i], i, s1);
      }
    }
    for (int i = data.rowsFrom[place]; i < data.tiedTo[place]; i++) {
      if (data.event[i]) {
        count += data.alike(i);
        weight += data.weight[i];
        e0 += risk[i];
        add(risk[i], i, e1);
      }
    }
    for (; enterLater(); leaving--) {
      int i = data.byEntry[leaving - 1];
      if (data.first[i] <= data.last[i]) {
        s0 -= risk[i];
        add(-risk[i], i, s1);
      }
    }
  }

  /** Forgets the stratum: its rows, entered when they may, are in no risk set of another. */
  private void previousStratum() {
    do {
      stratum--;
    } while (data.eventTimesFrom[stratum] == place);
    s0 = 0;
    Arrays.fill(s1, 0);
    for (int end = place; leaving > 0 && data.first[data.byEntry[leaving - 1]] >= end; ) {
      leaving--;
    }
  }

  /** Whether the next row to leave entered after this event time: it was at risk later only. */
  private boolean enterLater() {
    return leaving > 0 && data.first[data.byEntry[leaving - 1]] > place;
  }

  private void add(double factor, int i, double[] sum) {
    for (int k = 0, at = i * p; k < p; k++, at++) {
      sum[k] += factor * data.x[at];
    }
  }

  /** Σ r over the risk set, a share of those with the event taken out. */
  double total(double share) {
    return s0 - share * e0;
  }

  /** The mean of x in that set, weighted by r, written to {@code mean}. */
  void mean(double share, double[] mean) {
    double total = total(share);
    for (int k = 0; k < p; k++) {
      mean[k] = (s1[k] - share * e1[k]) / total;
    }
  }
}
