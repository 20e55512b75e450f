package org.trialwright.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * p values adjusted for their number: reject where the adjusted value is at most the level.
 * Formulas and what each controls: docs/reference/statistics/multiplicity.md.
 */
public final class Multiplicity {
  private final double[] p;

  /** Places of the p values, smallest first. */
  private final int[] order;

  private Multiplicity(double[] p) {
    this.p = p;
    this.order =
        IntStream.range(0, p.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> p[i]))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  /**
   * p values in any order; every answer keeps it.
   *
   * @param p at least one, each 0 to 1
   */
  public static Multiplicity of(double... p) {
    Check.that(p.length >= 1, "there is no p value");
    for (double one : p) {
      Check.within("p value", one, 0, 1);
    }
    return new Multiplicity(p.clone());
  }

  /** p·m. Family-wise, under any dependence. */
  public Numbers bonferroni() {
    return Numbers.of(Arrays.stream(p).map(one -> Math.min(1, one * p.length)).toArray());
  }

  /** Family-wise, under any dependence (Holm, Scand J Stat 1979;6:65). */
  public Numbers holm() {
    var adjusted = new double[p.length];
    double most = 0;
    for (int rank = 0; rank < p.length; rank++) {
      most = Math.max(most, Math.min(1, (p.length - rank) * p[order[rank]]));
      adjusted[order[rank]] = most;
    }
    return Numbers.of(adjusted);
  }

  /** Family-wise, under positive dependence (Hochberg, Biometrika 1988;75:800). */
  public Numbers hochberg() {
    return steppingUp(rank -> p.length - rank);
  }

  /** False discovery rate, under positive dependence (J R Stat Soc B 1995;57:289). */
  public Numbers benjaminiHochberg() {
    return steppingUp(rank -> p.length / (rank + 1.0));
  }

  /** False discovery rate, under any dependence (Ann Stat 2001;29:1165). */
  public Numbers benjaminiYekutieli() {
    double harmonic = 0;
    for (int k = 1; k <= p.length; k++) {
      harmonic += 1.0 / k;
    }
    double sum = harmonic;
    return steppingUp(rank -> sum * p.length / (rank + 1.0));
  }

  private interface Factor {
    double at(int rank);
  }

  private Numbers steppingUp(Factor factor) {
    var adjusted = new double[p.length];
    double least = 1;
    for (int rank = p.length - 1; rank >= 0; rank--) {
      least = Math.min(least, factor.at(rank) * p[order[rank]]);
      adjusted[order[rank]] = least;
    }
    return Numbers.of(adjusted);
  }

  /**
   * Family-wise, under positive dependence, at least as powerful as Hochberg's (Hommel, Biometrika
   * 1988;75:383; adjusted values by Wright, Biometrics 1992;48:1005).
   */
  public Numbers hommel() {
    int n = p.length;
    var sorted = IntStream.of(order).mapToDouble(i -> p[i]).toArray();
    var best = new double[n];
    double all = Double.POSITIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      all = Math.min(all, n * sorted[i] / (i + 1));
    }
    Arrays.fill(best, all);
    for (int size = n - 1; size >= 2; size--) {
      // The size − 1 largest go by Simes' rule and share the value of the last before them.
      double simes = Double.POSITIVE_INFINITY;
      for (int i = 2; i <= size; i++) {
        simes = Math.min(simes, size * sorted[n - size + i - 1] / i);
      }
      for (int i = 0; i < n; i++) {
        best[i] = Math.max(best[i], Math.min(size * sorted[Math.min(i, n - size)], simes));
      }
    }
    var adjusted = new double[n];
    for (int rank = 0; rank < n; rank++) {
      adjusted[order[rank]] = Math.min(1, Math.max(best[rank], sorted[rank]));
    }
    return Numbers.of(adjusted);
  }
}
