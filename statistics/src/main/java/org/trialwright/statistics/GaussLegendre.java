package org.trialwright.statistics;

/** Nodes and weights of Gauss and Legendre on [−1, 1]. */
final class GaussLegendre {
  static final int POINTS = 16;
  private static final double[] NODES = new double[POINTS];
  private static final double[] WEIGHTS = new double[POINTS];

  static {
    for (int i = 0; i < POINTS; i++) {
      // Newton's steps from the well-known first guess; the roots of the Legendre polynomial.
      double x = -Math.cos(Math.PI * (i + 0.75) / (POINTS + 0.5));
      double slope = 0;
      for (int step = 0; step < 8; step++) {
        double before = 1;
        double now = x;
        for (int k = 2; k <= POINTS; k++) {
          double next = ((2 * k - 1) * x * now - (k - 1) * before) / k;
          before = now;
          now = next;
        }
        slope = POINTS * (x * now - before) / (x * x - 1);
        x -= now / slope;
      }
      NODES[i] = x;
      WEIGHTS[i] = 2 / ((1 - x * x) * slope * slope);
    }
  }

  private GaussLegendre() {}

  static double node(int i) {
    return NODES[i];
  }

  static double weight(int i) {
    return WEIGHTS[i];
  }
}
