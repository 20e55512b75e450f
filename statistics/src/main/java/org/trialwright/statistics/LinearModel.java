package org.trialwright.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Least squares by Householder reflections. Formulas: docs/reference/statistics/ancova.md.
 *
 * @param coefficients one a column, in the order of the columns
 * @param se standard errors
 * @param t coefficient over standard error
 * @param p two-sided, Student's t with {@code df}
 * @param lower limits of the coefficients
 * @param upper limits of the coefficients
 * @param covariance of the coefficients, one row a column
 * @param sigma residual standard deviation
 * @param df rows less columns
 * @param rSquared share of the variation about the mean that the columns explain; not estimable
 *     when the response does not vary
 */
public record LinearModel(
    Numbers coefficients,
    Numbers se,
    Numbers t,
    Numbers p,
    Numbers lower,
    Numbers upper,
    List<Numbers> covariance,
    double sigma,
    int df,
    Estimate rSquared) {

  public LinearModel {
    covariance = List.copyOf(covariance);
  }

  /**
   * The fit of y to the columns; an intercept is a column of ones.
   *
   * @param y responses, finite
   * @param columns each as long as y; none may follow from the others; more rows than columns
   */
  public static LinearModel fit(double[] y, List<double[]> columns, double confidenceLevel) {
    Check.values("y", y, columns.size() + 1);
    Check.that(!columns.isEmpty(), "a model needs at least one column");
    Check.probability("confidenceLevel", confidenceLevel);
    for (int j = 0; j < columns.size(); j++) {
      Check.values("column " + (j + 1), columns.get(j), y.length);
    }
    int n = y.length;
    int k = columns.size();
    var a = new double[k + 1][];
    for (int j = 0; j < k; j++) {
      a[j] = columns.get(j).clone();
    }
    a[k] = y.clone();
    reflect(a, k);
    var inverse = inverseOfUpper(a, k);
    double rest = 0;
    for (int i = k; i < n; i++) {
      rest += a[k][i] * a[k][i];
    }
    var beta = new double[k];
    for (int i = 0; i < k; i++) {
      for (int j = i; j < k; j++) {
        beta[i] += inverse[i][j] * a[k][j];
      }
    }
    return inferred(beta, inverse, rest, n - k, Moments.of(y).squares(), confidenceLevel);
  }

  /** Turns the first k columns into an upper triangle, column by column, and the last with them. */
  private static void reflect(double[][] a, int k) {
    for (int j = 0; j < k; j++) {
      double all = norm(a[j], 0);
      double norm = norm(a[j], j);
      Check.that(norm > 1e-11 * all, "column %s follows from the columns before it", j + 1);
      double alpha = a[j][j] > 0 ? -norm : norm;
      var v = Arrays.copyOfRange(a[j], j, a[j].length);
      v[0] -= alpha;
      double half = norm * (norm + Math.abs(a[j][j]));
      for (int c = j; c < a.length; c++) {
        double dot = 0;
        for (int i = 0; i < v.length; i++) {
          dot += v[i] * a[c][i + j];
        }
        for (int i = 0; i < v.length; i++) {
          a[c][i + j] -= dot / half * v[i];
        }
      }
    }
  }

  private static double norm(double[] column, int from) {
    double sum = 0;
    for (int i = from; i < column.length; i++) {
      sum += column[i] * column[i];
    }
    return Math.sqrt(sum);
  }

  /** R⁻¹, where R[i][j] stands in a[j][i]. */
  private static double[][] inverseOfUpper(double[][] a, int k) {
    var inverse = new double[k][k];
    for (int j = 0; j < k; j++) {
      inverse[j][j] = 1 / a[j][j];
      for (int i = j - 1; i >= 0; i--) {
        double sum = 0;
        for (int m = i + 1; m <= j; m++) {
          sum += a[m][i] * inverse[m][j];
        }
        inverse[i][j] = -sum / a[i][i];
      }
    }
    return inverse;
  }

  private static LinearModel inferred(
      double[] beta, double[][] inverse, double rest, int df, double total, double level) {
    int k = beta.length;
    double variance = rest / df;
    var student = new Distribution.StudentT(df);
    double quantile = -student.quantile((1 - level) / 2);
    var covariance = new ArrayList<Numbers>();
    var se = new double[k];
    var t = new double[k];
    var p = new double[k];
    var lower = new double[k];
    var upper = new double[k];
    for (int i = 0; i < k; i++) {
      var row = new double[k];
      for (int j = 0; j < k; j++) {
        for (int m = Math.max(i, j); m < k; m++) {
          row[j] += variance * inverse[i][m] * inverse[j][m];
        }
      }
      covariance.add(Numbers.of(row));
      se[i] = Math.sqrt(row[i]);
      t[i] = se[i] == 0 ? Double.NaN : beta[i] / se[i];
      p[i] = se[i] == 0 ? Double.NaN : 2 * student.upper(Math.abs(t[i]));
      lower[i] = beta[i] - quantile * se[i];
      upper[i] = beta[i] + quantile * se[i];
    }
    String exact = "the columns explain the response without any rest";
    return new LinearModel(
        Numbers.of(beta),
        Numbers.of(se),
        Numbers.of(t, exact),
        Numbers.of(p, exact),
        Numbers.of(lower),
        Numbers.of(upper),
        covariance,
        Math.sqrt(variance),
        df,
        total == 0 ? Estimate.none("the response does not vary") : Estimate.of(1 - rest / total));
  }
}
