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

  /** One component given others: a weight of what each of them is away from its mean. */
  static final class Given {
    private final double[] weights;
    private final double variance;

    private Given(double[] weights, double variance) {
      this.weights = weights;
      this.variance = variance;
    }

    /**
     * @param away each other's value less its mean
     */
    double mean(double mean, double[] away) {
      double sum = mean;
      for (int i = 0; i < weights.length; i++) {
        sum += weights[i] * away[i];
      }
      return sum;
    }

    double variance() {
      return variance;
    }
  }

  /**
   * @param seen the places of the others
   */
  static Given given(double[][] covariance, int place, int[] seen) {
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
    double[] w = forward(l, with);
    double known = 0;
    for (int i = 0; i < n; i++) {
      known += w[i] * w[i];
    }
    return new Given(backward(l, w), covariance[place][place] - known);
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

  private static double[] backward(double[][] l, double[] b) {
    double[] x = new double[b.length];
    for (int i = b.length - 1; i >= 0; i--) {
      double sum = b[i];
      for (int k = i + 1; k < b.length; k++) {
        sum -= l[k][i] * x[k];
      }
      x[i] = sum / l[i][i];
    }
    return x;
  }
}
