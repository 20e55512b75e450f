package org.trialwright.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How often, of two rows of a stratum of which it is known who had the event first, the one with
 * the higher predicted risk was first (Harrell's C). Pairs are weighted by the product of their
 * case weights.
 *
 * @param concordant pairs in which the higher risk was first
 * @param discordant pairs in which the lower risk was first
 * @param tiedRisk pairs with the same risk
 * @param tiedTime pairs with the event at the same time and different risks; not in c
 * @param c (concordant + tiedRisk/2)/(concordant + discordant + tiedRisk); none without pairs
 * @param standardError by the infinitesimal jackknife, grouped by cluster
 */
public record Concordance(
    double concordant,
    double discordant,
    double tiedRisk,
    double tiedTime,
    Estimate c,
    Estimate standardError) {

  public static Concordance of(CoxFit fit) {
    fit.notCounted("concordance");
    return new Pairs(fit).concordance();
  }

  /** Sums of weights by rank of the risk, in logarithmic time. */
  private static final class Tree {
    private final double[] sums;
    private double all;

    Tree(int ranks) {
      sums = new double[ranks + 1];
    }

    void add(int rank, double weight) {
      all += weight;
      for (int i = rank + 1; i < sums.length; i += i & -i) {
        sums[i] += weight;
      }
    }

    /** Σ over ranks below. */
    double below(int rank) {
      double sum = 0;
      for (int i = rank; i > 0; i -= i & -i) {
        sum += sums[i];
      }
      return sum;
    }

    double at(int rank) {
      return below(rank + 1) - below(rank);
    }

    double above(int rank) {
      return all - below(rank + 1);
    }
  }

  /** The count of the pairs, and of those each row is in. */
  private static final class Pairs {
    private final CoxFit fit;
    private final CoxData data;
    private final int[] rank;
    private final double[] concordantOf;
    private final double[] discordantOf;
    private final double[] tiedOf;
    private double concordant;
    private double discordant;
    private double tiedRisk;
    private double tiedTime;

    Pairs(CoxFit fit) {
      this.fit = fit;
      data = fit.data();
      rank = new int[data.n];
      concordantOf = new double[data.n];
      discordantOf = new double[data.n];
      tiedOf = new double[data.n];
      int ranks = rank();
      int end = data.n;
      for (int s = data.strata.length - 1; s >= 0; s--) {
        int begin = end - data.strata[s].row.length;
        count(s, begin, end, ranks);
        end = begin;
      }
    }

    /** Ranks the rows by predicted risk, equal risks alike; returns the number of ranks. */
    private int rank() {
      double[] beta = fit.scaledBeta();
      double[] eta = new double[data.n];
      for (int i = 0; i < data.n; i++) {
        eta[i] = data.predictor(beta, i) + 0.0;
      }
      double[] distinct = Arrays.stream(eta).sorted().distinct().toArray();
      for (int i = 0; i < data.n; i++) {
        rank[i] = Arrays.binarySearch(distinct, eta[i]);
      }
      return distinct.length;
    }

    /** Walks back in time over the rows laid out begin..end, which are one stratum. */
    private void count(int s, int begin, int end, int ranks) {
      Tree atRisk = new Tree(ranks);
      Tree events = new Tree(ranks);
      Timeline part = data.strata[s];
      int[] leaving = byStart(begin, end);
      int left = leaving.length;
      for (int j = part.size() - 1; j >= 0; j--) {
        int from = begin + part.first[j];
        int to = begin + part.first[j + 1];
        // Whoever ends first entered before that, so someone is always left.
        for (; start(leaving[left - 1]) >= part.time[j]; left--) {
          leave(leaving[left - 1], atRisk, events);
        }
        for (int i = from; i < to; i++) {
          if (!data.event[i]) {
            enter(i, atRisk, events);
          }
        }
        for (int i = from; i < to; i++) {
          if (data.event[i]) {
            compare(i, atRisk);
          }
        }
        addTiedTimes(from, to);
        for (int i = from; i < to; i++) {
          if (data.event[i]) {
            events.add(rank[i], data.weight[i]);
          }
        }
        for (int i = from; i < to; i++) {
          if (data.event[i]) {
            enter(i, atRisk, events);
          }
        }
      }
      for (; left > 0; left--) {
        leave(leaving[left - 1], atRisk, events);
      }
    }

    private double start(int i) {
      return data.followUp.start(data.row[i]);
    }

    /** The rows laid out begin..end, ascending by their start. */
    private int[] byStart(int begin, int end) {
      double[] starts = new double[end - begin];
      for (int i = begin; i < end; i++) {
        starts[i - begin] = Math.max(0, start(i));
      }
      int[] order = Sorting.ascending(starts);
      for (int k = 0; k < order.length; k++) {
        order[k] += begin;
      }
      return order;
    }

    /** A row comes under risk, going back in time; events counted so far it did not see. */
    private void enter(int i, Tree atRisk, Tree events) {
      atRisk.add(rank[i], data.weight[i]);
      seen(i, events, -1);
    }

    private void leave(int i, Tree atRisk, Tree events) {
      atRisk.add(rank[i], -data.weight[i]);
      seen(i, events, 1);
    }

    private void seen(int i, Tree events, int sign) {
      concordantOf[i] += sign * events.above(rank[i]);
      discordantOf[i] += sign * events.below(rank[i]);
      tiedOf[i] += sign * events.at(rank[i]);
    }

    /** An event against all rows still at risk after it. */
    private void compare(int i, Tree atRisk) {
      double below = atRisk.below(rank[i]);
      double above = atRisk.above(rank[i]);
      double same = atRisk.at(rank[i]);
      concordantOf[i] += below;
      discordantOf[i] += above;
      tiedOf[i] += same;
      concordant += data.weight[i] * below;
      discordant += data.weight[i] * above;
      tiedRisk += data.weight[i] * same;
    }

    /** Pairs of events at one time and of different rank: all pairs less those within a rank. */
    private void addTiedTimes(int from, int to) {
      int[] ofEvents =
          IntStream.range(from, to).filter(i -> data.event[i]).map(i -> rank[i]).sorted().toArray();
      if (ofEvents.length < 2) {
        return;
      }
      double all = 0;
      double[] sums = new double[ofEvents.length];
      for (int i = from; i < to; i++) {
        if (data.event[i]) {
          all += data.weight[i];
          // All rows of a rank find the same place, though not always the first.
          sums[Arrays.binarySearch(ofEvents, rank[i])] += data.weight[i];
        }
      }
      double squares = 0;
      for (double sum : sums) {
        squares += sum * sum;
      }
      tiedTime += (all * all - squares) / 2;
    }

    Concordance concordance() {
      double pairs = concordant + discordant + tiedRisk;
      if (!(pairs > 0)) {
        Estimate none = Estimate.none("there is no pair of rows to compare");
        return new Concordance(concordant, discordant, tiedRisk, tiedTime, none, none);
      }
      double somers = (concordant - discordant) / pairs;
      double[] influence = new double[Arrays.stream(fit.cluster()).max().orElse(0) + 1];
      for (int i = 0; i < data.n; i++) {
        double all = concordantOf[i] + discordantOf[i] + tiedOf[i];
        influence[fit.cluster()[data.row[i]]] +=
            data.weight[i] * (concordantOf[i] - discordantOf[i] - somers * all) / pairs;
      }
      double variance = 0;
      for (double one : influence) {
        variance += one * one;
      }
      return new Concordance(
          concordant,
          discordant,
          tiedRisk,
          tiedTime,
          Estimate.of((somers + 1) / 2),
          Estimate.of(Math.sqrt(variance) / 2));
    }
  }
}
