package org.trialwright.statistics;

import java.util.Arrays;
import java.util.List;

/**
 * Two or more groups of one measurement. Formulas: docs/reference/statistics/one-way.md.
 *
 * @param f the statistic; not estimable when no value varies within its group
 * @param df1 degrees of freedom of the numerator
 * @param df2 degrees of freedom of the denominator
 * @param p P(F ≥ f)
 */
public record OneWay(Estimate f, double df1, Estimate df2, Estimate p) {
  /** All groups share one variance. */
  public static OneWay anova(List<double[]> groups) {
    var moments = moments(groups, 1);
    int n = moments.stream().mapToInt(Moments::n).sum();
    double df1 = groups.size() - 1.0;
    double df2 = n - (double) groups.size();
    Check.that(df2 >= 1, "%s values in %s groups leave no degree of freedom", n, groups.size());
    double grand = moments.stream().mapToDouble(m -> m.n() * m.mean() / n).sum();
    double between =
        moments.stream().mapToDouble(m -> m.n() * (m.mean() - grand) * (m.mean() - grand)).sum();
    double within = moments.stream().mapToDouble(Moments::squares).sum();
    return of(within == 0 ? Double.NaN : between / df1 / (within / df2), df1, df2);
  }

  /**
   * Each group has its own variance (Welch, Biometrika 1951;38:330). Two values or more a group.
   */
  public static OneWay welch(List<double[]> groups) {
    var moments = moments(groups, 2);
    double k = groups.size();
    if (moments.stream().anyMatch(m -> m.squares() == 0)) {
      var none = Estimate.none("a group does not vary");
      return new OneWay(none, k - 1, none, none);
    }
    double weights = moments.stream().mapToDouble(OneWay::weight).sum();
    double grand = moments.stream().mapToDouble(m -> weight(m) * m.mean()).sum() / weights;
    double spread =
        moments.stream()
            .mapToDouble(
                m -> {
                  double rest = 1 - weight(m) / weights;
                  return rest * rest / (m.n() - 1);
                })
            .sum();
    double between =
        moments.stream()
            .mapToDouble(m -> weight(m) * (m.mean() - grand) * (m.mean() - grand))
            .sum();
    double share = spread / (k * k - 1);
    return of(between / ((k - 1) * (1 + 2 * (k - 2) * share)), k - 1, 1 / (3 * share));
  }

  private static double weight(Moments m) {
    return m.n() / m.variance();
  }

  private static OneWay of(double f, double df1, double df2) {
    if (Double.isNaN(f)) {
      var none = Estimate.none("no value varies within its group");
      return new OneWay(none, df1, Estimate.of(df2), none);
    }
    return new OneWay(
        Estimate.of(f),
        df1,
        Estimate.of(df2),
        Estimate.of(new Distribution.FisherF(df1, df2).upper(f)));
  }

  private static List<Moments> moments(List<double[]> groups, int least) {
    Check.that(groups.size() >= 2, "there are %s groups; two or more are compared", groups.size());
    for (int i = 0; i < groups.size(); i++) {
      Check.values("group " + (i + 1), groups.get(i), least);
    }
    return groups.stream().map(Moments::of).toList();
  }

  /**
   * The rank test of Kruskal and Wallis (J Am Stat Assoc 1952;47:583), corrected for ties.
   *
   * @param chiSquare not estimable when all values are equal
   * @param df groups − 1
   * @param p of the chi-square approximation
   */
  public record KruskalWallis(Estimate chiSquare, int df, Estimate p) {}

  /** The rank test of two or more groups. */
  public static KruskalWallis kruskalWallis(List<double[]> groups) {
    moments(groups, 1);
    var ranks = Ranks.of(Ranks.joined(groups.toArray(double[][]::new)));
    double n = ranks.ranks().length;
    int df = groups.size() - 1;
    double ties = 1 - ranks.tieSum() / (n * n * n - n);
    if (ties <= 0) {
      var none = Estimate.none("all values are equal");
      return new KruskalWallis(none, df, none);
    }
    double between = 0;
    int from = 0;
    for (double[] group : groups) {
      int to = from + group.length;
      double sum = Arrays.stream(ranks.ranks(), from, to).sum();
      double away = sum / group.length - (n + 1) / 2;
      between += group.length * away * away;
      from = to;
    }
    double chiSquare = 12 / (n * (n + 1)) * between / ties;
    return new KruskalWallis(
        Estimate.of(chiSquare), df, Estimate.of(new Distribution.ChiSquare(df).upper(chiSquare)));
  }
}
