package org.trialwright.statistics;

import java.util.List;

/**
 * Logistic and Poisson regression by maximum likelihood. Formulas:
 * docs/reference/statistics/logistic-and-poisson.md.
 */
public final class Regression {
  private static final int MOST_STEPS = 60;
  private static final String PERFECT =
      "a combination of columns predicts responses perfectly: a coefficient runs to infinity";

  private Regression() {}

  /** A fit, or why there is none. */
  public sealed interface Outcome {
    /**
     * The fit.
     *
     * @param coefficients one a column: log odds ratios, or log rate ratios
     * @param se model-based
     * @param z coefficient over standard error
     * @param p two-sided, normal
     * @param lower Wald limits of the coefficients; exponentiate for the ratio
     * @param upper likewise
     * @param covariance of the coefficients
     * @param logLikelihood at the maximum, with all constants
     * @param deviance twice the distance to the saturated model
     * @param steps of Newton's method
     */
    record Fitted(
        Numbers coefficients,
        Numbers se,
        Numbers z,
        Numbers p,
        Numbers lower,
        Numbers upper,
        List<Numbers> covariance,
        double logLikelihood,
        double deviance,
        int steps)
        implements Outcome {
      public Fitted {
        covariance = List.copyOf(covariance);
      }
    }

    /** None, because … */
    record NotEstimable(String reason) implements Outcome {}
  }

  /** What is modelled: mean and likelihood as functions of the linear predictor. */
  private interface Family {
    double mean(double eta);

    /** Variance of the response, which for the canonical link is the derivative of the mean. */
    double variance(double mean);

    double logLikelihood(double y, double eta);

    double saturated(double y);
  }

  private static final class Bernoulli implements Family {
    @Override
    public double mean(double eta) {
      return eta < 0 ? Math.exp(eta) / (1 + Math.exp(eta)) : 1 / (1 + Math.exp(-eta));
    }

    @Override
    public double variance(double mean) {
      return mean * (1 - mean);
    }

    @Override
    public double logLikelihood(double y, double eta) {
      double signed = y == 1 ? eta : -eta;
      return signed < 0 ? signed - Math.log1p(Math.exp(signed)) : -Math.log1p(Math.exp(-signed));
    }

    @Override
    public double saturated(double y) {
      return 0;
    }
  }

  private static final class Poisson implements Family {
    @Override
    public double mean(double eta) {
      return Math.exp(eta);
    }

    @Override
    public double variance(double mean) {
      return mean;
    }

    @Override
    public double logLikelihood(double y, double eta) {
      return y * eta - Math.exp(eta) - org.apache.commons.numbers.gamma.LogGamma.value(y + 1);
    }

    @Override
    public double saturated(double y) {
      return (y == 0 ? 0 : y * Math.log(y) - y)
          - org.apache.commons.numbers.gamma.LogGamma.value(y + 1);
    }
  }

  /**
   * log(odds of an event) = columns · coefficients; an intercept is a column of ones.
   *
   * @param events one a row
   * @param columns each as long as {@code events}
   */
  public static Outcome logistic(boolean[] events, List<double[]> columns, double confidenceLevel) {
    var y = new double[events.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = events[i] ? 1 : 0;
    }
    return fit(new Bernoulli(), y, columns, new double[y.length], confidenceLevel);
  }

  /**
   * log(expected count) = offset + columns · coefficients; an intercept is a column of ones.
   *
   * @param counts whole, 0 or more
   * @param offsets log person-time of each row, or zeros
   */
  public static Outcome poisson(
      double[] counts, List<double[]> columns, double[] offsets, double confidenceLevel) {
    for (double one : counts) {
      Check.that(
          one >= 0 && one == Math.rint(one), "a count is %s; it must be whole, 0 or more", one);
    }
    Check.values("offsets", offsets, counts.length);
    return fit(new Poisson(), counts, columns, offsets, confidenceLevel);
  }

  private static Outcome fit(
      Family family, double[] y, List<double[]> columns, double[] offsets, double level) {
    Check.values("the response", y, 1);
    Check.that(!columns.isEmpty(), "a model needs at least one column");
    Check.probability("confidenceLevel", level);
    for (int j = 0; j < columns.size(); j++) {
      Check.values("column " + (j + 1), columns.get(j), y.length);
    }
    var beta = new double[columns.size()];
    double now = logLikelihood(family, y, columns, offsets, beta);
    for (int step = 1; step <= MOST_STEPS; step++) {
      var score = new double[beta.length];
      Cholesky information;
      try {
        information = Cholesky.of(derivatives(family, y, columns, offsets, beta, score));
      } catch (Cholesky.NotPositiveDefinite lost) {
        return new Outcome.NotEstimable(
            step == 1
                ? "column %s follows from the columns before it".formatted(lost.place() + 1)
                : PERFECT);
      }
      double[] change = information.solve(score);
      double promise = Dense.dot(change, score);
      if (promise < 1e-10 * Math.max(1, Math.abs(now))) {
        // On a ridge the promise vanishes, too, but the steps do not get shorter.
        return moves(columns, change) > 0.01
            ? new Outcome.NotEstimable(PERFECT)
            : last(family, y, columns, offsets, beta, change, level, step);
      }
      double next = Double.NEGATIVE_INFINITY;
      double[] tried = beta;
      for (double share = 1; share > 1e-10 && !(next > now); share /= 2) {
        tried = moved(beta, change, share);
        next = logLikelihood(family, y, columns, offsets, tried);
      }
      if (!(next > now)) {
        return new Outcome.NotEstimable("the likelihood is too flat to find its maximum");
      }
      beta = tried;
      now = next;
    }
    return new Outcome.NotEstimable(PERFECT);
  }

  private static double[] moved(double[] beta, double[] change, double share) {
    var moved = beta.clone();
    for (int j = 0; j < beta.length; j++) {
      moved[j] += share * change[j];
    }
    return moved;
  }

  /**
   * Two whole steps more: near the maximum each doubles the digits, and rounding hides the rise.
   */
  private static Outcome last(
      Family family,
      double[] y,
      List<double[]> columns,
      double[] offsets,
      double[] near,
      double[] change,
      double level,
      int steps) {
    double[] beta = moved(near, change, 1);
    var score = new double[beta.length];
    beta =
        moved(
            beta,
            Cholesky.of(derivatives(family, y, columns, offsets, beta, score)).solve(score),
            1);
    var information =
        Cholesky.of(derivatives(family, y, columns, offsets, beta, new double[beta.length]));
    double logLikelihood = logLikelihood(family, y, columns, offsets, beta);
    return fitted(family, y, beta, logLikelihood, information, level, steps + 2);
  }

  /** The largest change of a linear predictor by a step. */
  private static double moves(List<double[]> columns, double[] change) {
    double most = 0;
    var none = new double[columns.getFirst().length];
    for (int i = 0; i < none.length; i++) {
      most = Math.max(most, Math.abs(eta(columns, none, change, i)));
    }
    return most;
  }

  private static double eta(List<double[]> columns, double[] offsets, double[] beta, int row) {
    double eta = offsets[row];
    for (int j = 0; j < beta.length; j++) {
      eta += columns.get(j)[row] * beta[j];
    }
    return eta;
  }

  private static double logLikelihood(
      Family family, double[] y, List<double[]> columns, double[] offsets, double[] beta) {
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      sum += family.logLikelihood(y[i], eta(columns, offsets, beta, i));
    }
    return sum;
  }

  /** The information; fills the score. */
  private static double[][] derivatives(
      Family family,
      double[] y,
      List<double[]> columns,
      double[] offsets,
      double[] beta,
      double[] score) {
    int k = beta.length;
    var information = new double[k][k];
    for (int i = 0; i < y.length; i++) {
      double mean = family.mean(eta(columns, offsets, beta, i));
      double weight = family.variance(mean);
      for (int a = 0; a < k; a++) {
        double x = columns.get(a)[i];
        score[a] += x * (y[i] - mean);
        for (int b = 0; b <= a; b++) {
          information[a][b] += weight * x * columns.get(b)[i];
        }
      }
    }
    return information;
  }

  private static Outcome fitted(
      Family family,
      double[] y,
      double[] beta,
      double logLikelihood,
      Cholesky information,
      double level,
      int steps) {
    double[][] covariance = information.inverse();
    double saturated = 0;
    for (int i = 0; i < y.length; i++) {
      saturated += family.saturated(y[i]);
    }
    double quantile = Normals.z(level);
    int k = beta.length;
    var se = new double[k];
    var z = new double[k];
    var p = new double[k];
    var lower = new double[k];
    var upper = new double[k];
    for (int j = 0; j < k; j++) {
      se[j] = Math.sqrt(covariance[j][j]);
      z[j] = beta[j] / se[j];
      p[j] = Normals.twoSided(z[j]);
      lower[j] = beta[j] - quantile * se[j];
      upper[j] = beta[j] + quantile * se[j];
    }
    return new Outcome.Fitted(
        Numbers.of(beta),
        Numbers.of(se),
        Numbers.of(z),
        Numbers.of(p),
        Numbers.of(lower),
        Numbers.of(upper),
        java.util.Arrays.stream(covariance).map(Numbers::of).toList(),
        logLikelihood,
        2 * (saturated - logLikelihood),
        steps);
  }
}
