package org.trialwright.statistics;

/**
 * Two means, second group minus first. Formulas: docs/reference/statistics/two-means.md.
 *
 * @param difference second mean minus first
 * @param t not estimable when no value varies
 * @param df degrees of freedom
 * @param p two-sided
 * @param lower limit of the difference
 * @param upper limit of the difference
 */
public record TwoMeans(
    double difference, Estimate t, Estimate df, Estimate p, Estimate lower, Estimate upper) {

  /** Each group has its own variance (Welch, Biometrika 1947;34:28). Two values or more a group. */
  public static TwoMeans welch(double[] first, double[] second, double confidenceLevel) {
    var one = moments("the first group", first);
    var two = moments("the second group", second);
    double a = one.variance() / one.n();
    double b = two.variance() / two.n();
    double df = (a + b) * (a + b) / (a * a / (one.n() - 1) + b * b / (two.n() - 1));
    return of(two.mean() - one.mean(), a + b, df, confidenceLevel);
  }

  /** Both groups share one variance (Student, Biometrika 1908;6:1). Two values or more a group. */
  public static TwoMeans pooled(double[] first, double[] second, double confidenceLevel) {
    var one = moments("the first group", first);
    var two = moments("the second group", second);
    double df = one.n() + (double) two.n() - 2;
    double variance = (one.squares() + two.squares()) / df;
    return of(
        two.mean() - one.mean(), variance * (1.0 / one.n() + 1.0 / two.n()), df, confidenceLevel);
  }

  private static Moments moments(String group, double[] values) {
    Check.values(group, values, 2);
    return Moments.of(values);
  }

  private static TwoMeans of(double difference, double variance, double df, double level) {
    Check.probability("confidenceLevel", level);
    if (variance == 0) {
      var none = Estimate.none("no value varies within its group");
      return new TwoMeans(difference, none, none, none, none, none);
    }
    double se = Math.sqrt(variance);
    var student = new Distribution.StudentT(df);
    double half = -student.quantile((1 - level) / 2) * se;
    double t = difference / se;
    return new TwoMeans(
        difference,
        Estimate.of(t),
        Estimate.of(df),
        Estimate.of(2 * student.upper(Math.abs(t))),
        Estimate.of(difference - half),
        Estimate.of(difference + half));
  }

  /**
   * The ratio of two variances, second over first.
   *
   * @param f not estimable when the first group does not vary
   * @param p two-sided: twice the smaller tail of F
   */
  public record VarianceRatio(Estimate f, Estimate p) {}

  /** The F test of equal variances. Two values or more a group. */
  public static VarianceRatio varianceRatio(double[] first, double[] second) {
    var one = moments("the first group", first);
    var two = moments("the second group", second);
    if (one.squares() == 0) {
      var none = Estimate.none("the first group does not vary");
      return new VarianceRatio(none, none);
    }
    double f = two.variance() / one.variance();
    var distribution = new Distribution.FisherF(two.n() - 1.0, one.n() - 1.0);
    return new VarianceRatio(
        Estimate.of(f),
        Estimate.of(Math.min(1, 2 * Math.min(distribution.cdf(f), distribution.upper(f)))));
  }
}
