package org.trialwright.statistics;

/**
 * The probability that jointly normal variables all stay within ±c, by conditioning one variable
 * after the other (Genz, J Comput Graph Stat 1992;1:141) and Gauss–Legendre nodes instead of random
 * points: always the same answer, to about 1e-8 for up to four variables.
 */
final class NormalBox {
  private static final int NODES = 48;
  private static final double[] NODE = new double[NODES];
  private static final double[] SHARE = new double[NODES];

  static {
    // Roots of the Legendre polynomial by Newton's method, moved from (−1, 1) to (0, 1).
    for (int i = 0; i < NODES; i++) {
      double x = Math.cos(Math.PI * (i + 0.75) / (NODES + 0.5));
      double slope = 0;
      for (int step = 0; step < 100; step++) {
        double before = 1;
        double value = x;
        for (int k = 2; k <= NODES; k++) {
          double next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
          before = value;
          value = next;
        }
        slope = NODES * (x * value - before) / (x * x - 1);
        x -= value / slope;
      }
      NODE[i] = (1 - x) / 2;
      SHARE[i] = 1 / ((1 - x * x) * slope * slope);
    }
  }

  private final double c;
  private final double[][] factor;
  private final double[] y;

  private NormalBox(double c, double[][] factor) {
    this.c = c;
    this.factor = factor;
    this.y = new double[factor.length];
  }

  /**
   * P(max |Z| > c), 0 to 1.
   *
   * @param correlation of at most four variables with variance 1; may be singular
   */
  static double outside(double c, double[][] correlation) {
    return new NormalBox(c, Symmetric.factor(correlation, 1e-12)).outside(0);
  }

  /** The probability to leave the box at variable i or later, given the nodes of those before. */
  private double outside(int i) {
    if (i == factor.length) {
      return 0;
    }
    double mean = 0;
    for (int k = 0; k < i; k++) {
      mean += factor[i][k] * y[k];
    }
    if (factor[i][i] == 0) {
      // A copy of the variables before it: it leaves the box when they say so.
      return Math.abs(mean) > c ? 1 : outside(i + 1);
    }
    double low = Normals.cdf((-c - mean) / factor[i][i]);
    double above = Normals.upper((c - mean) / factor[i][i]);
    double inside = 1 - low - above;
    if (i == factor.length - 1) {
      return low + above;
    }
    double sum = 0;
    for (int node = 0; node < NODES; node++) {
      double p = low + NODE[node] * inside;
      y[i] =
          p < 0.5
              ? Normals.quantile(Math.max(p, Double.MIN_NORMAL))
              : -Normals.quantile(Math.max(above + (1 - NODE[node]) * inside, Double.MIN_NORMAL));
      sum += SHARE[node] * outside(i + 1);
    }
    return low + above + inside * sum;
  }
}
