package org.trialwright.statistics;

/** Products of small dense matrices, each an array of rows. */
final class Dense {
  private Dense() {}

  static double[][] product(double[][] a, double[][] b) {
    var product = new double[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < b.length; k++) {
        for (int j = 0; j < b[0].length; j++) {
          product[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return product;
  }

  static double[] product(double[][] a, double[] b) {
    var product = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      product[i] = dot(a[i], b);
    }
    return product;
  }

  static double[][] transposed(double[][] a) {
    var transposed = new double[a[0].length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[0].length; j++) {
        transposed[j][i] = a[i][j];
      }
    }
    return transposed;
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** The trace of a·b. */
  static double trace(double[][] a, double[][] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b.length; j++) {
        sum += a[i][j] * b[j][i];
      }
    }
    return sum;
  }

  /** Adds a multiple of a matrix to a sum. */
  static void add(double[][] sum, double factor, double[][] a) {
    for (int i = 0; i < sum.length; i++) {
      for (int j = 0; j < sum[i].length; j++) {
        sum[i][j] += factor * a[i][j];
      }
    }
  }

  /** Adds a·bᵗ to a sum. */
  static void addOuter(double[][] sum, double[] a, double[] b) {
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b.length; j++) {
        sum[i][j] += a[i] * b[j];
      }
    }
  }
}
