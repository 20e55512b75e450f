package org.trialwright.statistics;

/** A symmetric positive definite matrix as L·Lᵗ, with L lower triangular. */
final class Cholesky {
  private final double[][] l;

  private Cholesky(double[][] l) {
    this.l = l;
  }

  /**
   * The factor of a matrix whose lower half is read.
   *
   * @throws NotPositiveDefinite when a pivot is lost in rounding
   */
  static Cholesky of(double[][] matrix) {
    int n = matrix.length;
    var l = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i][j];
        for (int k = 0; k < j; k++) {
          sum -= l[i][k] * l[j][k];
        }
        if (i > j) {
          l[i][j] = sum / l[j][j];
        } else if (sum > matrix[i][i] * 1e-13) {
          l[i][i] = Math.sqrt(sum);
        } else {
          throw new NotPositiveDefinite(i);
        }
      }
    }
    return new Cholesky(l);
  }

  /** Row and column {@code place}, counted from 0, depend on those before. */
  static final class NotPositiveDefinite extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int place;

    NotPositiveDefinite(int place) {
      super("row " + (place + 1) + " of the matrix depends on those before it");
      this.place = place;
    }

    int place() {
      return place;
    }
  }

  double logDeterminant() {
    double sum = 0;
    for (int i = 0; i < l.length; i++) {
      sum += 2 * Math.log(l[i][i]);
    }
    return sum;
  }

  /** L⁻¹·b. */
  double[] forward(double[] b) {
    var x = b.clone();
    for (int i = 0; i < x.length; i++) {
      for (int k = 0; k < i; k++) {
        x[i] -= l[i][k] * x[k];
      }
      x[i] /= l[i][i];
    }
    return x;
  }

  double[] solve(double[] b) {
    var x = forward(b);
    for (int i = x.length - 1; i >= 0; i--) {
      for (int k = i + 1; k < x.length; k++) {
        x[i] -= l[k][i] * x[k];
      }
      x[i] /= l[i][i];
    }
    return x;
  }

  double[][] inverse() {
    int n = l.length;
    var inverse = new double[n][];
    for (int i = 0; i < n; i++) {
      var unit = new double[n];
      unit[i] = 1;
      inverse[i] = solve(unit);
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double mean = (inverse[i][j] + inverse[j][i]) / 2;
        inverse[i][j] = mean;
        inverse[j][i] = mean;
      }
    }
    return inverse;
  }
}
