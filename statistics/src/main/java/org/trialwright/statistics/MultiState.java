package org.trialwright.statistics;

import java.util.ArrayList;
import java.util.List;

/**
 * The probability to be in each state of a multi-state process by time (Aalen and Johansen, Scand J
 * Stat 1978;5:141). Formulas and conventions: docs/reference/statistics/multi-state.md.
 *
 * @param time the distinct ends of rows, ascending
 * @param probability one row a state, one number a time; at each time they sum to 1
 * @param standardError of Greenwood's type, the initial probabilities taken as known; one row a
 *     state
 * @param atRisk how many were in each state just before each time; one row a state
 */
public record MultiState(
    Numbers time, List<Numbers> probability, List<Numbers> standardError, List<Counts> atRisk) {

  /**
   * The occupation probabilities.
   *
   * @param start when each row comes into its state, 0 or more
   * @param stop when it leaves the state or is censored, after its start
   * @param from the state it is in on (start, stop], 0 to states − 1
   * @param to the state it goes to at its stop; the state it is in when it is censored there
   * @param initial the probability of each state at time 0; they sum to 1
   */
  public static MultiState of(
      double[] start, double[] stop, int[] from, int[] to, double... initial) {
    int states = initial.length;
    int[] moved = new int[stop.length];
    FollowUp.checkLengths(stop.length, "states before", from.length);
    FollowUp.checkLengths(stop.length, "states after", to.length);
    for (int i = 0; i < moved.length; i++) {
      moved[i] = from[i] == to[i] ? 0 : 1;
    }
    FollowUp followUp = FollowUp.of(start, stop, moved);
    followUp.checkCodes("state before", from, states);
    followUp.checkCodes("state after", to, states);
    double sum = 0;
    for (double p : initial) {
      Check.within("an initial probability", p, 0, 1);
      sum += p;
    }
    Check.that(Math.abs(sum - 1) < 1e-9, "the initial probabilities sum to %s, not to 1", sum);
    return new Walk(followUp, from, to, initial).result();
  }

  /** The product integral, time after time, with its covariance. */
  private static final class Walk {
    private final FollowUp followUp;
    private final int[] from;
    private final int[] to;
    private final int states;
    private final Timeline timeline;
    private final int[] byStart;
    private final int[] now;
    private final double[][] probability;
    private final double[][] error;
    private final int[][] atRisk;
    private double[] p;
    private double[][] covariance;
    private int entered;

    Walk(FollowUp followUp, int[] from, int[] to, double[] initial) {
      this.followUp = followUp;
      this.from = from;
      this.to = to;
      states = initial.length;
      timeline = Timeline.of(followUp.times());
      byStart = Sorting.ascending(followUp.starts());
      now = new int[states];
      probability = new double[states][timeline.size()];
      error = new double[states][timeline.size()];
      atRisk = new int[states][timeline.size()];
      p = initial.clone();
      covariance = new double[states][states];
      for (int j = 0; j < timeline.size(); j++) {
        step(j);
      }
    }

    private void step(int j) {
      for (; entered < byStart.length && followUp.start(byStart[entered]) < timeline.time[j]; ) {
        now[from[byStart[entered++]]]++;
      }
      int[][] moves = new int[states][states];
      for (int i = timeline.first[j]; i < timeline.first[j + 1]; i++) {
        int row = timeline.row[i];
        moves[from[row]][to[row]] += followUp.status(row);
      }
      double[][] transition = new double[states][states];
      for (int h = 0; h < states; h++) {
        atRisk[h][j] = now[h];
        transition[h][h] = 1;
        for (int k = 0; k < states; k++) {
          if (moves[h][k] > 0) {
            double share = (double) moves[h][k] / now[h];
            transition[h][k] += share;
            transition[h][h] -= share;
          }
        }
      }
      covariance = moved(transition);
      p = times(transition);
      for (int k = 0; k < states; k++) {
        probability[k][j] = p[k];
        error[k][j] = Math.sqrt(Math.max(0, covariance[k][k]));
      }
      for (int i = timeline.first[j]; i < timeline.first[j + 1]; i++) {
        now[from[timeline.row[i]]]--;
      }
    }

    private double[] times(double[][] transition) {
      double[] next = new double[states];
      for (int h = 0; h < states; h++) {
        for (int k = 0; k < states; k++) {
          next[k] += p[h] * transition[h][k];
        }
      }
      return next;
    }

    /** The covariance carried through a transition, plus that of the multinomial moves. */
    private double[][] moved(double[][] transition) {
      double[][] next = new double[states][states];
      for (int k = 0; k < states; k++) {
        for (int m = 0; m < states; m++) {
          double sum = 0;
          for (int h = 0; h < states; h++) {
            for (int g = 0; g < states; g++) {
              sum += transition[h][k] * covariance[h][g] * transition[g][m];
            }
            if (now[h] > 0) {
              double own = k == m ? transition[h][k] : 0;
              sum += p[h] * p[h] * (own - transition[h][k] * transition[h][m]) / now[h];
            }
          }
          next[k][m] = sum;
        }
      }
      return next;
    }

    MultiState result() {
      List<Counts> counts = new ArrayList<>(states);
      for (int[] one : atRisk) {
        counts.add(Counts.of(one));
      }
      return new MultiState(
          Numbers.of(timeline.time),
          Symmetric.rows(probability),
          Symmetric.rows(error),
          List.copyOf(counts));
    }
  }
}
