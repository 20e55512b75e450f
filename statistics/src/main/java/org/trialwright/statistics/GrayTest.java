package org.trialwright.statistics;

import java.util.List;
import java.util.Optional;

/**
 * Tests whether the cumulative incidence of one cause is the same in all groups (Gray, Ann Stat
 * 1988;16:1141). Formulas and conventions: docs/reference/statistics/gray-test.md.
 */
public final class GrayTest {
  private static final double SINGULAR = 1e-10;
  private static final String NOTHING_TO_COMPARE =
      "the cause does not occur while two groups are at risk: there is nothing to compare";

  private final int[] cause;
  private final int causes;
  private final int[] group;
  private final int groups;
  private final Timeline[] strata;

  private GrayTest(int[] cause, int causes, int[] group, int groups, Timeline[] strata) {
    this.cause = cause;
    this.causes = causes;
    this.group = group;
    this.groups = groups;
    this.strata = strata;
  }

  /**
   * Groups of one trial.
   *
   * @param time 0 or more, finite
   * @param cause 0 censored, else 1 to causes
   * @param group of each row, 0 to groups − 1
   * @param groups 2 or more
   */
  public static GrayTest of(double[] time, int[] cause, int causes, int[] group, int groups) {
    return stratified(time, cause, causes, group, groups, new int[time.length], 1);
  }

  /**
   * Groups compared within strata only; scores and variances are summed over the strata.
   *
   * @param stratum of each row, 0 to strata − 1
   */
  public static GrayTest stratified(
      double[] time, int[] cause, int causes, int[] group, int groups, int[] stratum, int strata) {
    Check.that(groups >= 2, "there is %s group; a comparison needs two or more", groups);
    FollowUp followUp = CumulativeIncidence.anyCause(time, cause, causes);
    followUp.checkCodes("group", group, groups);
    followUp.checkCodes("stratum", stratum, strata);
    return new GrayTest(cause, causes, group, groups, Timeline.of(time).split(stratum, strata));
  }

  /**
   * The test of a cause.
   *
   * @param score weighted observed − expected events, one a group
   * @param variance of the scores, groups by groups
   * @param test the chi-square test; empty when {@code whyNot} tells why there is none
   * @param whyNot empty when there is a test
   */
  public record Result(
      Numbers score, List<Numbers> variance, Optional<ChiSquareTest> test, String whyNot) {}

  /**
   * The test of a cause with weight (1 − F(t−))^rho, F the incidence of all groups together.
   *
   * @param cause 1 to causes
   * @param rho 0: all events count alike; above 0: early ones count more
   */
  public Result test(int cause, double rho) {
    Check.that(cause >= 1 && cause <= causes, "cause is %s; it must be 1 to %s", cause, causes);
    Check.within("rho", rho, -100, 100);
    double[] score = new double[groups];
    double[][] variance = new double[groups][groups];
    for (Timeline stratum : strata) {
      new Stratum(stratum, cause, rho).addTo(score, variance);
    }
    double[][] factor = Symmetric.factor(variance, SINGULAR);
    int df = Symmetric.rank(factor);
    Optional<ChiSquareTest> test =
        df == 0
            ? Optional.empty()
            : Optional.of(ChiSquareTest.of(Symmetric.quadratic(factor, score), df));
    return new Result(
        Numbers.of(score), Symmetric.rows(variance), test, df == 0 ? NOTHING_TO_COMPARE : "");
  }

  /** One stratum: what every group had seen by each time, then the sums over the times. */
  private final class Stratum {
    private final double rho;
    private final int size;

    /** At risk just before each time, {@code groups} numbers a time; so the next three. */
    private final int[] risk;

    private final int[] mine;
    private final int[] others;

    /**
     * At risk over the probability to be free of all causes: as if no other cause took any away.
     */
    private final double[] adjusted;

    /** The probability to be free of all causes after each time. */
    private final double[] free;

    /** Free of the cause asked: 1 − incidence before the time, in the group by itself. */
    private final double[] spared;

    /** Of each time: the incidence's step, all groups together, and 1 − incidence before it. */
    private final double[] step;

    private final double[] sparedAll;

    Stratum(Timeline timeline, int asked, double rho) {
      this.rho = rho;
      size = timeline.size();
      risk = new int[size * groups];
      mine = new int[size * groups];
      others = new int[size * groups];
      adjusted = new double[size * groups];
      free = new double[size * groups];
      spared = new double[size * groups];
      step = new double[size];
      sparedAll = new double[size];
      count(timeline, asked);
      follow();
    }

    private void count(Timeline timeline, int asked) {
      int[] now = new int[groups];
      for (int i : timeline.row) {
        now[group[i]]++;
      }
      for (int j = 0; j < size; j++) {
        System.arraycopy(now, 0, risk, j * groups, groups);
        for (int i = timeline.first[j]; i < timeline.first[j + 1]; i++) {
          int row = timeline.row[i];
          int g = group[row];
          mine[j * groups + g] += cause[row] == asked ? 1 : 0;
          others[j * groups + g] += cause[row] != asked && cause[row] != 0 ? 1 : 0;
          now[g]--;
        }
      }
    }

    private void follow() {
      double[] freeNow = new double[groups];
      double[] sparedNow = new double[groups];
      java.util.Arrays.fill(freeNow, 1);
      java.util.Arrays.fill(sparedNow, 1);
      double sparedByAll = 1;
      for (int j = 0; j < size; j++) {
        double all = 0;
        int events = 0;
        for (int g = 0, at = j * groups; g < groups; g++, at++) {
          spared[at] = sparedNow[g];
          if (risk[at] > 0) {
            adjusted[at] = risk[at] / freeNow[g];
            all += adjusted[at];
            sparedNow[g] -= freeNow[g] * mine[at] / risk[at];
            freeNow[g] *= (double) (risk[at] - mine[at] - others[at]) / risk[at];
          }
          events += mine[at];
          free[at] = freeNow[g];
        }
        sparedAll[j] = sparedByAll;
        step[j] = events / all;
        sparedByAll -= step[j];
      }
    }

    private double sum(double[] values, int j) {
      double sum = 0;
      for (int g = 0; g < groups; g++) {
        sum += values[j * groups + g];
      }
      return sum;
    }

    void addTo(double[] score, double[][] variance) {
      // Of each pair of groups: what is still to come of the weights, from the end backwards.
      double[][] coming = new double[groups][groups];
      double[][] share = new double[groups][groups];
      for (int j = size - 1; j >= 0; j--) {
        double weight = Math.pow(sparedAll[j], rho);
        double all = sum(adjusted, j);
        addScore(j, weight, score);
        for (int r = 0; r < groups; r++) {
          if (risk[j * groups + r] > 0) {
            for (int k = 0; k < groups; k++) {
              share[k][r] =
                  weight
                      * adjusted[j * groups + k]
                      * ((k == r ? 1 : 0) - adjusted[j * groups + r] / all);
            }
            addVariance(j, r, all, share, coming, variance);
          }
        }
        for (int r = 0; r < groups; r++) {
          for (int k = 0; k < groups && risk[j * groups + r] > 0; k++) {
            coming[k][r] += share[k][r] * step[j] / sparedAll[j];
          }
        }
      }
    }

    /** Events less those expected if the subdistribution hazards of all groups were one. */
    private void addScore(int j, double weight, double[] score) {
      int events = 0;
      double all = 0;
      for (int at = j * groups; at < (j + 1) * groups; at++) {
        events += mine[at];
        all += adjusted[at] * spared[at];
      }
      for (int g = 0, at = j * groups; g < groups && events > 0; g++, at++) {
        score[g] += weight * (mine[at] - events * adjusted[at] * spared[at] / all);
      }
    }

    /** What the events of group r at a time add to the variance of all scores. */
    private void addVariance(
        int j, int r, double all, double[][] share, double[][] coming, double[][] variance) {
      int at = j * groups + r;
      double before = risk[at] / adjusted[at];
      double ratio = free[at] > 0 ? (sparedAll[j] - step[j]) / free[at] : 0;
      double ties = tieCorrection(j, all * before);
      double ofCause = ties * step[j] * before / risk[at];
      double ofOthers =
          free[at] > 0
              ? before
                  * before
                  * CumulativeIncidence.spread(others[at], risk[at])
                  / ((double) risk[at] * risk[at])
              : 0;
      for (int k = 0; k < groups; k++) {
        double a = share[k][r] + (1 - ratio) * coming[k][r];
        for (int m = 0; m < groups; m++) {
          double b = share[m][r] + (1 - ratio) * coming[m][r];
          variance[k][m] +=
              a * b * ofCause + ratio * ratio * coming[k][r] * coming[m][r] * ofOthers;
        }
      }
    }

    /** Tied events of the cause vary less, as in a draw without replacement. */
    private double tieCorrection(int j, double all) {
      int events = 0;
      for (int at = j * groups; at < (j + 1) * groups; at++) {
        events += mine[at];
      }
      return events > 1 ? 1 - (events - 1) / (all - 1) : 1;
    }
  }
}
