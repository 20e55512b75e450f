package org.trialwright.analysis;

/** Small normal distributions. */
final class Gauss {
  private Gauss() {}

  /** A covariance in which one component follows from the others. */
  static final class NotPositiveDefinite extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** The lower triangle L with LLᵗ = a. */
  static double[][] root(double[][] a) {
    int n = a.length;
    double[][] l = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = a[i][j];
        for (int k = 0; k < j; k++) {
          sum -= l[i][k] * l[j][k];
        }
        if (i == j && !(sum > 0)) {
          throw new NotPositiveDefinite();
        }
        l[i][j] = i == j ? Math.sqrt(sum) : sum / l[j][j];
      }
    }
    return l;
  }

  /**
   * One component given others.
   *
   * @param seen the places of the others
   * @param mean of the component
   * @param away each other's value less its mean
   */
  static JumpToReference.Given given(
      double[][] covariance, int place, int[] seen, double mean, double[] away) {
    int n = seen.length;
    double[][] among = new double[n][n];
    double[] with = new double[n];
    for (int i = 0; i < n; i++) {
      with[i] = covariance[place][seen[i]];
      for (int j = 0; j < n; j++) {
        among[i][j] = covariance[seen[i]][seen[j]];
      }
    }
    double[][] l = root(among);
    double[] a = forward(l, away);
    double[] w = forward(l, with);
    double shift = 0;
    double known = 0;
    for (int i = 0; i < n; i++) {
      shift += w[i] * a[i];
      known += w[i] * w[i];
    }
    return new JumpToReference.Given(mean + shift, covariance[place][place] - known);
  }

  private static double[] forward(double[][] l, double[] b) {
    double[] x = new double[b.length];
    for (int i = 0; i < b.length; i++) {
      double sum = b[i];
      for (int k = 0; k < i; k++) {
        sum -= l[i][k] * x[k];
      }
      x[i] = sum / l[i][i];
    }
    return x;
  }
}
