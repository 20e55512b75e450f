package org.trialwright.statistics;

import java.util.function.DoubleUnaryOperator;

/**
 * Exact tests of two proportions that fix only the sizes of the arms: the worst case over the
 * common proportion. More powerful than Fisher's, which also fixes the number of events. Formulas:
 * docs/reference/statistics/unconditional-exact.md.
 *
 * @param pGreater one-sided, arm 1 has the higher proportion
 * @param pLess one-sided, arm 1 has the lower proportion
 * @param p two-sided
 */
public record UnconditionalExact(double pGreater, double pLess, double p) {
  private static final int MOST_TABLES = 250_000;

  /** Places of the first search; each local maximum among them is then refined. */
  private static final int GRID = 500;

  /** Statistics that differ less are equal but for rounding. */
  private static final double EQUAL = 1e-9;

  /** Tables are ordered by Fisher's p value (Boschloo, Stat Neerl 1970;24:1). */
  public static UnconditionalExact boschloo(int events1, int total1, int events0, int total0) {
    check(events1, total1, events0, total0);
    var greater = new double[total1 + 1][total0 + 1];
    var less = new double[total1 + 1][total0 + 1];
    var both = new double[total1 + 1][total0 + 1];
    for (int events = 0; events <= total1 + total0; events++) {
      int low = Math.max(0, events - total0);
      int high = Math.min(events, total1);
      double[] masses = ConditionalOdds.ofTables(total1, total0, events).masses(0);
      double above = 0;
      for (int one = high; one >= low; one--) {
        above += masses[one - low];
        greater[one][events - one] = above;
      }
      double below = 0;
      for (int one = low; one <= high; one++) {
        below += masses[one - low];
        less[one][events - one] = below;
        both[one][events - one] = Unlikely.sum(masses, one - low);
      }
    }
    return new UnconditionalExact(
        worst(greater, events1, events0),
        worst(less, events1, events0),
        worst(both, events1, events0));
  }

  /**
   * Tables are ordered by the z statistic with pooled variance (Barnard, Biometrika 1947;34:123).
   */
  public static UnconditionalExact barnard(int events1, int total1, int events0, int total0) {
    check(events1, total1, events0, total0);
    var greater = new double[total1 + 1][total0 + 1];
    var less = new double[total1 + 1][total0 + 1];
    var both = new double[total1 + 1][total0 + 1];
    for (int one = 0; one <= total1; one++) {
      for (int zero = 0; zero <= total0; zero++) {
        double share = (one + (double) zero) / (total1 + (double) total0);
        double variance = share * (1 - share) * (1.0 / total1 + 1.0 / total0);
        double away = one / (double) total1 - zero / (double) total0;
        double z = variance == 0 ? 0 : away / Math.sqrt(variance);
        greater[one][zero] = -z;
        less[one][zero] = z;
        both[one][zero] = -Math.abs(z);
      }
    }
    return new UnconditionalExact(
        worst(greater, events1, events0),
        worst(less, events1, events0),
        worst(both, events1, events0));
  }

  private static void check(int events1, int total1, int events0, int total0) {
    TwoProportions.of(events1, total1, events0, total0);
    Check.that(
        (total1 + 1L) * (total0 + 1L) <= MOST_TABLES,
        "arms of %s and %s have too many tables for this exact test; at most %s",
        total1,
        total0,
        MOST_TABLES);
  }

  /** The largest probability, over the common proportion, of a table as small as the one seen. */
  private static double worst(double[][] statistic, int events1, int events0) {
    double seen = statistic[events1][events0];
    double limit = seen + EQUAL * Math.abs(seen);
    DoubleUnaryOperator probability = share -> probability(statistic, limit, share);
    double worst = 0;
    var at = new double[GRID + 1];
    for (int i = 0; i <= GRID; i++) {
      at[i] = probability.applyAsDouble(i / (double) GRID);
      worst = Math.max(worst, at[i]);
    }
    for (int i = 1; i < GRID; i++) {
      if (at[i] >= at[i - 1] && at[i] >= at[i + 1] && at[i] > 0.9 * worst) {
        worst = Math.max(worst, highest(probability, (i - 1.0) / GRID, (i + 1.0) / GRID));
      }
    }
    return Math.min(1, worst);
  }

  private static double probability(double[][] statistic, double limit, double share) {
    var one = masses(statistic.length - 1, share);
    var zero = masses(statistic[0].length - 1, share);
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      double inner = 0;
      for (int j = 0; j < zero.length; j++) {
        inner += statistic[i][j] <= limit ? zero[j] : 0;
      }
      sum += one[i] * inner;
    }
    return sum;
  }

  private static double[] masses(int total, double share) {
    var binomial = new Distribution.Binomial(total, share);
    var masses = new double[total + 1];
    for (int k = 0; k <= total; k++) {
      masses[k] = binomial.mass(k);
    }
    return masses;
  }

  /** The maximum of a function that rises, then falls, by golden sections. */
  private static double highest(DoubleUnaryOperator function, double low, double high) {
    double golden = (Math.sqrt(5) - 1) / 2;
    double from = low;
    double to = high;
    double best = 0;
    for (int i = 0; i < 30; i++) {
      double left = to - golden * (to - from);
      double right = from + golden * (to - from);
      double atLeft = function.applyAsDouble(left);
      double atRight = function.applyAsDouble(right);
      best = Math.max(best, Math.max(atLeft, atRight));
      if (atLeft < atRight) {
        from = left;
      } else {
        to = right;
      }
    }
    return best;
  }
}
