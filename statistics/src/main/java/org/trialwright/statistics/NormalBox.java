package org.trialwright.statistics;

/**
 * The probability that jointly normal variables all stay within ±c, by conditioning one variable
 * after the other (Genz, J Comput Graph Stat 1992;1:141) and Gauss–Legendre nodes instead of random
 * points: always the same answer, to about 1e-6 for up to four variables.
 */
final class NormalBox {
  private static final int PIECES = 40;
  private static final double DEPENDENT = 1e-10;
  private static final GaussLegendre RULE = new GaussLegendre(24);

  private final double c;
  private final double[][] factor;
  private final int[] boundAt;
  private final double[] y;

  private NormalBox(double c, double[][] correlation) {
    this.c = c;
    int n = correlation.length;
    factor = new double[n][n];
    boundAt = new int[n];
    y = new double[n];
    for (int i = 0; i < n; i++) {
      factorRow(i, correlation[i]);
    }
  }

  /**
   * Row i of the Cholesky factor. A variable that is a combination of those before it has pivot 0;
   * it bounds the last variable it is made of, instead of having a turn of its own.
   */
  private void factorRow(int i, double[] correlation) {
    double rest = correlation[i];
    for (int j = 0; j < i; j++) {
      double sum = correlation[j];
      for (int k = 0; k < j; k++) {
        sum -= factor[i][k] * factor[j][k];
      }
      factor[i][j] = factor[j][j] == 0 ? 0 : sum / factor[j][j];
      rest -= factor[i][j] * factor[i][j];
    }
    factor[i][i] = rest > DEPENDENT ? Math.sqrt(rest) : 0;
    boundAt[i] = i;
    while (boundAt[i] > 0 && Math.abs(factor[i][boundAt[i]]) < DEPENDENT) {
      boundAt[i]--;
    }
  }

  /**
   * P(max |Z| > c), 0 to 1.
   *
   * @param correlation of at most four variables with variance 1; may be singular
   */
  static double outside(double c, double[][] correlation) {
    return new NormalBox(c, correlation).outside(0);
  }

  /** The probability to leave the box at variable i or later, given the nodes of those before. */
  private double outside(int i) {
    if (i == factor.length) {
      return 0;
    }
    if (factor[i][i] == 0) {
      return outside(i + 1);
    }
    double from = Double.NEGATIVE_INFINITY;
    double to = Double.POSITIVE_INFINITY;
    for (int d = i; d < factor.length; d++) {
      if (boundAt[d] == i) {
        double mean = 0;
        for (int k = 0; k < i; k++) {
          mean += factor[d][k] * y[k];
        }
        double half = c / Math.abs(factor[d][i]);
        double middle = -mean / factor[d][i];
        from = Math.max(from, middle - half);
        to = Math.min(to, middle + half);
      }
    }
    if (from >= to) {
      return 1;
    }
    double low = Normals.cdf(from);
    double above = Normals.upper(to);
    if (i == factor.length - 1) {
      return low + above;
    }
    double inside = 1 - low - above;
    // Bounds that take turns bend the first integrand, so that one is cut into many pieces.
    int pieces = i == 0 ? PIECES : 1;
    double sum = 0;
    for (int piece = 0; piece < pieces; piece++) {
      for (int node = 0; node < RULE.points(); node++) {
        double share = (piece + (1 + RULE.node(node)) / 2) / pieces;
        double p = low + share * inside;
        y[i] =
            p < 0.5
                ? Normals.quantile(Math.max(p, Double.MIN_NORMAL))
                : -Normals.quantile(Math.max(above + (1 - share) * inside, Double.MIN_NORMAL));
        sum += RULE.weight(node) / 2 / pieces * outside(i + 1);
      }
    }
    return low + above + inside * sum;
  }
}
