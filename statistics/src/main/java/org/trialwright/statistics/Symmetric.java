package org.trialwright.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Symmetric matrices that are not negative: factors, solutions, inverses, quadratic forms. */
final class Symmetric {
  private Symmetric() {}

  /**
   * The Cholesky factor L of A = LL′, by rows, in which a dependent row is a row of zeros: its
   * pivot is below {@code tolerance} times its diagonal.
   */
  static double[][] factor(double[][] a, double tolerance) {
    int n = a.length;
    double[][] l = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = a[i][j];
        for (int k = 0; k < j; k++) {
          sum -= l[i][k] * l[j][k];
        }
        if (i == j) {
          if (sum > Math.max(0, tolerance * a[i][i])) {
            l[i][i] = Math.sqrt(sum);
          } else {
            Arrays.fill(l[i], 0);
          }
        } else {
          l[i][j] = l[j][j] == 0 ? 0 : sum / l[j][j];
        }
      }
    }
    return l;
  }

  /** How many rows of a factor are not dependent on those before. */
  static int rank(double[][] factor) {
    int rank = 0;
    for (int i = 0; i < factor.length; i++) {
      rank += factor[i][i] > 0 ? 1 : 0;
    }
    return rank;
  }

  /** x with LL′x = b; 0 at dependent rows. */
  static double[] solve(double[][] factor, double[] b) {
    double[] x = forward(factor, b);
    for (int i = x.length - 1; i >= 0; i--) {
      if (factor[i][i] == 0) {
        continue;
      }
      double sum = x[i];
      for (int k = i + 1; k < x.length; k++) {
        sum -= factor[k][i] * x[k];
      }
      x[i] = sum / factor[i][i];
    }
    return x;
  }

  /** y with Ly = b; 0 at dependent rows. */
  private static double[] forward(double[][] factor, double[] b) {
    double[] y = new double[b.length];
    for (int i = 0; i < y.length; i++) {
      if (factor[i][i] == 0) {
        continue;
      }
      double sum = b[i];
      for (int k = 0; k < i; k++) {
        sum -= factor[i][k] * y[k];
      }
      y[i] = sum / factor[i][i];
    }
    return y;
  }

  /** b′(LL′)⁻¹b, dependent rows left out. */
  static double quadratic(double[][] factor, double[] b) {
    double sum = 0;
    for (double y : forward(factor, b)) {
      sum += y * y;
    }
    return sum;
  }

  /** (LL′)⁻¹. */
  static double[][] inverse(double[][] factor) {
    int n = factor.length;
    double[][] inverse = new double[n][];
    for (int j = 0; j < n; j++) {
      double[] unit = new double[n];
      unit[j] = 1;
      inverse[j] = solve(factor, unit);
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        inverse[i][j] = inverse[j][i];
      }
    }
    return inverse;
  }

  /** ABA′ for symmetric B. */
  static double[][] sandwich(double[][] a, double[][] b) {
    int n = a.length;
    double[][] product = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int k = 0; k < b.length; k++) {
          double inner = 0;
          for (int m = 0; m < b.length; m++) {
            inner += b[k][m] * a[j][m];
          }
          sum += a[i][k] * inner;
        }
        product[i][j] = sum;
        product[j][i] = sum;
      }
    }
    return product;
  }

  static List<Numbers> rows(double[][] a) {
    List<Numbers> rows = new ArrayList<>(a.length);
    for (double[] row : a) {
      rows.add(Numbers.of(row.clone()));
    }
    return List.copyOf(rows);
  }
}
