package org.trialwright.statistics;

/**
 * One answer from the analyses of several imputed data sets (Rubin 1987). Formulas:
 * docs/reference/statistics/multiple-imputation.md.
 *
 * @param estimate mean of the estimates
 * @param within mean of their variances
 * @param between variance of the estimates
 * @param se root of within + (1 + 1/m)·between
 * @param df degrees of freedom; ∞ when the estimates agree and the complete data have no limit
 * @param p two-sided test that the quantity is 0
 * @param lower confidence limit
 * @param upper confidence limit
 * @param fractionMissing share of the information that is lost to missing values, 0 to 1
 */
public record ImputationPooling(
    double estimate,
    double within,
    double between,
    double se,
    double df,
    double p,
    double lower,
    double upper,
    double fractionMissing) {

  /**
   * Pooled without a limit from the complete data: df = (m − 1)(1 + 1/r)².
   *
   * @param estimates two or more
   * @param variances one an estimate, above 0
   */
  public static ImputationPooling of(
      double[] estimates, double[] variances, double confidenceLevel) {
    return of(estimates, variances, Double.POSITIVE_INFINITY, confidenceLevel);
  }

  /**
   * Pooled with the small-sample degrees of freedom (Barnard and Rubin, Biometrika 1999;86:948).
   *
   * @param completeDf degrees of freedom if nothing were missing, above 0
   */
  public static ImputationPooling of(
      double[] estimates, double[] variances, double completeDf, double confidenceLevel) {
    Check.values("estimates", estimates, 2);
    Check.values("variances", variances, estimates.length);
    Check.that(
        variances.length == estimates.length,
        "%s variances for %s estimates",
        variances.length,
        estimates.length);
    for (double one : variances) {
      Check.positive("variance", one);
    }
    Check.that(completeDf > 0, "completeDf is %s; it must be above 0", completeDf);
    Check.probability("confidenceLevel", confidenceLevel);
    var moments = Moments.of(estimates);
    double m = estimates.length;
    double within = Moments.of(variances).mean();
    double between = moments.variance();
    double extra = (1 + 1 / m) * between;
    double total = within + extra;
    double lambda = extra / total;
    double imputed = extra == 0 ? Double.POSITIVE_INFINITY : (m - 1) / (lambda * lambda);
    double observed =
        (1 - lambda) * (Double.isInfinite(completeDf) ? completeDf : within(completeDf));
    double df =
        Double.isInfinite(imputed)
            ? observed
            : Double.isInfinite(observed) ? imputed : 1 / (1 / imputed + 1 / observed);
    double se = Math.sqrt(total);
    double t = moments.mean() / se;
    double half =
        se
            * (Double.isInfinite(df)
                ? Normals.z(confidenceLevel)
                : -new Distribution.StudentT(df).quantile((1 - confidenceLevel) / 2));
    double p =
        Double.isInfinite(df)
            ? Normals.twoSided(t)
            : 2 * new Distribution.StudentT(df).upper(Math.abs(t));
    double r = extra / within;
    double missing = Double.isInfinite(df) ? lambda : (r + 2 / (df + 3)) / (r + 1);
    return new ImputationPooling(
        moments.mean(),
        within,
        between,
        se,
        df,
        p,
        moments.mean() - half,
        moments.mean() + half,
        missing);
  }

  private static double within(double completeDf) {
    return (completeDf + 1) / (completeDf + 3) * completeDf;
  }
}
