package org.trialwright.analysis;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Times of those whom one arm lost, drawn anew from what the arm's others went through, with the
 * hazard after censoring multiplied by a factor (Jackson and others, Stat Med 2014;33:4681). Each
 * draw has a product limit of its own, from weights of the Bayesian bootstrap (Rubin, Ann Stat
 * 1981;9:130), so that the uncertainty of the limit is in the draws; beyond the arm's last day its
 * hazard is constant, events over time.
 */
final class Shifted {
  private final Times pair;
  private final int group;
  private final int[] order;
  private final int[] lost;
  private final double[] end;
  private final Draws[] draws;

  /**
   * @param group whose hazard is multiplied, 0 or 1
   * @param lost which rows of the group were censored by the event
   * @param end until when each row would have been followed
   * @param draws of each row
   */
  Shifted(Times pair, int group, IntPredicate lost, double[] end, Draws[] draws) {
    this.pair = pair;
    this.group = group;
    this.end = end;
    this.draws = draws;
    this.order =
        IntStream.range(0, pair.time().length)
            .filter(i -> pair.sample().group()[i] == group)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingDouble(i -> pair.time()[i])
                    .thenComparing(i -> pair.sample().subjects().get(i).id().value()))
            .mapToInt(Integer::intValue)
            .toArray();
    this.lost = IntStream.of(order).filter(i -> pair.cause()[i] == 0 && lost.test(i)).toArray();
  }

  int lost() {
    return lost.length;
  }

  /** The arm's cumulated hazard, −log of the product limit, in one draw. */
  private static final class Hazard {
    private final double[] day;
    private final double[] sum;
    private final double last;
    private final double tail;

    /**
     * @param last the arm's last day
     * @param tail the hazard of a day beyond it
     */
    Hazard(double[] day, double[] sum, double last, double tail) {
      this.day = day;
      this.sum = sum;
      this.last = last;
      this.tail = tail;
    }

    /** How many days of the limit are not after one. */
    private int passed(double time) {
      int found = Arrays.binarySearch(day, time);
      return found >= 0 ? found + 1 : -found - 1;
    }

    /** The first day after one on which so much more has been cumulated. */
    double after(double time, double more) {
      int passed = passed(time);
      double needed = (passed == 0 ? 0 : sum[passed - 1]) + more;
      int reached = Arrays.binarySearch(sum, passed, sum.length, needed);
      int k = reached >= 0 ? reached : -reached - 1;
      if (k < day.length) {
        return day[k];
      }
      double cumulated = sum.length == 0 ? 0 : sum[sum.length - 1];
      return tail > 0
          ? Math.ceil(Math.max(last, time) + (needed - cumulated) / tail)
          : Double.POSITIVE_INFINITY;
    }
  }

  private Hazard hazard(int number) {
    double risk = 0;
    double[] weight = new double[order.length];
    double followed = 0;
    double events = 0;
    for (int k = 0; k < order.length; k++) {
      weight[k] = draws[order[k]].exponential(2 * number);
      risk += weight[k];
      followed += weight[k] * pair.time()[order[k]];
      events += pair.cause()[order[k]] == 1 ? weight[k] : 0;
    }
    double[] day = new double[order.length];
    double[] sum = new double[order.length];
    int size = 0;
    double cumulated = 0;
    for (int from = 0, to; from < order.length; from = to) {
      double now = pair.time()[order[from]];
      double happened = 0;
      double gone = 0;
      for (to = from; to < order.length && pair.time()[order[to]] == now; to++) {
        happened += pair.cause()[order[to]] == 1 ? weight[to] : 0;
        gone += weight[to];
      }
      if (happened > 0) {
        boolean everybody = to == order.length && happened == gone;
        cumulated = everybody ? Double.POSITIVE_INFINITY : cumulated - Math.log1p(-happened / risk);
        day[size] = now;
        sum[size] = cumulated;
        size++;
      }
      risk -= gone;
    }
    double last = order.length == 0 ? 0 : pair.time()[order[order.length - 1]];
    return new Hazard(Arrays.copyOf(day, size), Arrays.copyOf(sum, size), last, events / followed);
  }

  /** Takes a time that was drawn. */
  interface Drawn {
    /**
     * @param event whether the event comes at it; else the follow-up ends
     */
    void at(int row, double time, boolean event);
  }

  /** One draw: the arm's limit and each one's share in it, the same for every factor. */
  final class Draw {
    private final Hazard hazard;
    private final double[] more;

    private Draw(int number) {
      hazard = hazard(number);
      more = new double[lost.length];
      Arrays.setAll(more, k -> draws[lost[k]].exponential(2 * number + 1));
    }

    /** The time of each of the lost, the hazard multiplied by a factor. */
    void with(double factor, Drawn drawn) {
      for (int k = 0; k < lost.length; k++) {
        int i = lost[k];
        double event = hazard.after(pair.time()[i], more[k] / factor);
        boolean seen = event <= end[i];
        drawn.at(i, seen ? event : Math.max(end[i], pair.time()[i]), seen);
      }
    }
  }

  Draw draw(int number) {
    return new Draw(number);
  }

  /** Everybody but the lost, counted; nobody ends later than the last day. */
  Tally others(Times.Strata strata, double lastDay) {
    boolean[] drawn = new boolean[end.length];
    for (int i : lost) {
      drawn[i] = true;
    }
    var others = Tally.empty(strata.count(), lastDay);
    for (int i = 0; i < drawn.length; i++) {
      if (!drawn[i]) {
        others.add(strata.of()[i], pair.sample().group()[i], pair.time()[i], pair.cause()[i] == 1);
      }
    }
    return others;
  }

  @Override
  public String toString() {
    return lost.length + " drawn of group " + group;
  }
}
