package org.trialwright.statistics;

import java.util.function.DoubleUnaryOperator;

/**
 * Where a trial that has not stopped stands: the sub-density of the score B(t) = Z(t)·√t at one
 * look, carried from look to look by recursive integration (Armitage, McPherson and Rowe, J R Stat
 * Soc A 1969;132:235; Jennison and Turnbull 2000, chapter 19), here with 16-point Gauss–Legendre
 * panels of at most three standard deviations of the next step.
 *
 * <p>Information t is a share of its maximum; the increments of B are independent and normal with
 * mean drift·Δt and variance Δt, drift being the expected Z at t = 1.
 */
final class SequentialDensity {
  private static final GaussLegendre RULE = new GaussLegendre(16);

  /** Beyond so many standard deviations nothing counts. */
  private static final double FAR = 8.75;

  private static final double PANEL = 3;

  /** No critical value lies further from 0, no futility bound further from the mean. */
  private static final double WIDEST = 37;

  private final double drift;
  private final double time;
  private final double[] at;
  private final double[] mass;

  private SequentialDensity(double drift, double time, double[] at, double[] mass) {
    this.drift = drift;
    this.time = time;
    this.at = at;
    this.mass = mass;
  }

  /** Before the first look: everything at 0. */
  static SequentialDensity start(double drift) {
    return new SequentialDensity(drift, 0, new double[] {0}, new double[] {1});
  }

  /** P(not stopped before, and Z(t) ≥ z). */
  double above(double t, double z) {
    return crossing(t, z, 1);
  }

  /** P(not stopped before, and Z(t) ≤ z). */
  double below(double t, double z) {
    return crossing(t, z, -1);
  }

  private double crossing(double t, double z, int side) {
    if (Double.isInfinite(z)) {
      return z * side > 0 ? 0 : remaining();
    }
    double step = t - time;
    double scale = side / Math.sqrt(step);
    double bound = z * Math.sqrt(t) - drift * step;
    double sum = 0;
    for (int i = 0; i < at.length; i++) {
      sum += mass[i] * Normals.upper((bound - at[i]) * scale);
    }
    return sum;
  }

  /** P(not stopped before). */
  private double remaining() {
    double sum = 0;
    for (double one : mass) {
      sum += one;
    }
    return sum;
  }

  /** The z with {@link #above} = p; ∞ for p = 0, −∞ where so much cannot be had. */
  double criticalValue(double t, double p) {
    return p <= 0
        ? Double.POSITIVE_INFINITY
        : p >= remaining() ? Double.NEGATIVE_INFINITY : solve(p, t, z -> above(t, z));
  }

  /** The z with {@link #below} = p; −∞ for p = 0, ∞ where so much cannot be had. */
  double futilityBound(double t, double p) {
    return p <= 0
        ? Double.NEGATIVE_INFINITY
        : p >= remaining() ? Double.POSITIVE_INFINITY : solve(p, t, z -> below(t, z));
  }

  private double solve(double p, double t, DoubleUnaryOperator probability) {
    double wanted = Math.log(p);
    double mean = drift * Math.sqrt(t);
    return Roots.between(
        Math.min(0, mean) - WIDEST,
        Math.max(0, mean) + WIDEST,
        z -> Math.log(probability.applyAsDouble(z)) - wanted);
  }

  /**
   * Those that go on after the look at t, where low &lt; Z(t) &lt; high.
   *
   * @param following the information of the look after that, which sets how fine the panels are
   */
  SequentialDensity within(double t, double low, double high, double following) {
    double step = t - time;
    double root = Math.sqrt(t);
    double from = Math.max(low * root, drift * t - FAR * root);
    double to = Math.min(high * root, drift * t + FAR * root);
    if (!(from < to)) {
      return new SequentialDensity(drift, t, new double[0], new double[0]);
    }
    double widest = PANEL * Math.sqrt(Math.min(step, following - t));
    int panels = Math.max(1, (int) Math.ceil((to - from) / widest));
    double half = (to - from) / panels / 2;
    var nextAt = new double[panels * RULE.points()];
    var nextMass = new double[nextAt.length];
    for (int i = 0; i < nextAt.length; i++) {
      int panel = i / RULE.points();
      int point = i % RULE.points();
      nextAt[i] = from + half * (2 * panel + 1 + RULE.node(point));
      nextMass[i] = half * RULE.weight(point);
    }
    carry(step, nextAt, nextMass);
    return new SequentialDensity(drift, t, nextAt, nextMass);
  }

  /** Multiplies each weight by the density there; places ascend, so what is near is a window. */
  private void carry(double step, double[] nextAt, double[] nextMass) {
    double sd = Math.sqrt(step);
    int first = 0;
    for (int i = 0; i < nextAt.length; i++) {
      double centre = nextAt[i] - drift * step;
      while (first < at.length && at[first] < centre - FAR * sd) {
        first++;
      }
      double density = 0;
      for (int j = first; j < at.length && at[j] <= centre + FAR * sd; j++) {
        double away = (centre - at[j]) / sd;
        density += mass[j] * Math.exp(-away * away / 2);
      }
      nextMass[i] *= density / (sd * Math.sqrt(2 * Math.PI));
    }
  }
}
