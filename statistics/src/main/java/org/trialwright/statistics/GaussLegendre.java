package org.trialwright.statistics;

/** Nodes and weights of Gauss and Legendre on [−1, 1], in ascending order. */
final class GaussLegendre {
  private final double[] nodes;
  private final double[] weights;

  /**
   * The rule of so many points.
   *
   * @param points 1 or more; it is exact for polynomials of degree 2 points − 1
   */
  GaussLegendre(int points) {
    nodes = new double[points];
    weights = new double[points];
    for (int i = 0; i < points; i++) {
      // Newton's steps from the well-known first guess; the roots of the Legendre polynomial.
      double x = -Math.cos(Math.PI * (i + 0.75) / (points + 0.5));
      double slope = 0;
      for (int step = 0; step < 8; step++) {
        double before = 1;
        double now = x;
        for (int k = 2; k <= points; k++) {
          double next = ((2 * k - 1) * x * now - (k - 1) * before) / k;
          before = now;
          now = next;
        }
        slope = points * (x * now - before) / (x * x - 1);
        x -= now / slope;
      }
      nodes[i] = x;
      weights[i] = 2 / ((1 - x * x) * slope * slope);
    }
  }

  int points() {
    return nodes.length;
  }

  double node(int i) {
    return nodes[i];
  }

  double weight(int i) {
    return weights[i];
  }
}
