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

    double at(double time) {
      int found = Arrays.binarySearch(day, time);
      int passed = found >= 0 ? found + 1 : -found - 1;
      return passed == 0 ? 0 : sum[passed - 1];
    }

    /** The first day after one on which so much more has been cumulated. */
    double after(double time, double more) {
      double needed = at(time) + more;
      for (int k = 0; k < day.length; k++) {
        if (sum[k] >= needed && day[k] > time) {
          return day[k];
        }
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

  /** The times of one draw with one factor, completed. */
  Times completed(int number, double factor) {
    var hazard = hazard(number);
    double[] time = pair.time().clone();
    int[] cause = pair.cause().clone();
    for (int i : lost) {
      double more = draws[i].exponential(2 * number + 1) / factor;
      double event = hazard.after(time[i], more);
      boolean seen = event <= end[i];
      cause[i] = seen ? 1 : 0;
      time[i] = seen ? event : Math.max(end[i], time[i]);
    }
    return new Times(pair.sample(), time, cause);
  }

  /** How many of those drawn have the event. */
  int events(Times completed) {
    int events = 0;
    for (int i : lost) {
      events += completed.cause()[i] == 1 ? 1 : 0;
    }
    return events;
  }

  @Override
  public String toString() {
    return lost.length + " drawn of group " + group;
  }
}
