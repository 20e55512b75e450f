package org.trialwright.statistics;

/**
 * Intervals and the exact test for one proportion. Formulas and conventions:
 * docs/reference/statistics/one-proportion.md.
 */
public final class OneProportion {
  private final int events;
  private final int total;
  private final double estimate;

  private OneProportion(int events, int total) {
    this.events = events;
    this.total = total;
    this.estimate = (double) events / total;
  }

  /**
   * A proportion seen.
   *
   * @param events 0 to total
   * @param total 1 or more
   */
  public static OneProportion of(int events, int total) {
    Check.that(total >= 1, "total is %s; it must be 1 or more", total);
    Check.that(
        events >= 0 && events <= total, "events is %s; it must be 0 to total, %s", events, total);
    return new OneProportion(events, total);
  }

  /** events/total. */
  public double estimate() {
    return estimate;
  }

  /**
   * Exact, from tails of the binomial distribution (Clopper and Pearson, Biometrika 1934;26:404).
   */
  public Interval clopperPearson(double confidenceLevel) {
    double tail = tail(confidenceLevel);
    return new Interval(
        events == 0 ? 0 : new Distribution.Beta(events, total - events + 1.0).quantile(tail),
        events == total ? 1 : complementQuantile(total - events, events + 1.0, tail));
  }

  /** 1 − the quantile of the mirrored beta, which keeps the precision near 1. */
  private static double complementQuantile(double a, double b, double tail) {
    return 1 - new Distribution.Beta(a, b).quantile(tail);
  }

  /** The score interval (Wilson, J Am Stat Assoc 1927;22:209). */
  public Interval wilson(double confidenceLevel) {
    return wilson(Normals.z(confidenceLevel), 0);
  }

  /**
   * The score interval with continuity correction (Newcombe, Stat Med 1998;17:857, method 4). The
   * correction is 1/2 event, or less when the count lies closer than that to half the total: there
   * the correction would pass over the middle.
   */
  public Interval wilsonContinuity(double confidenceLevel) {
    return wilson(Normals.z(confidenceLevel), Math.min(0.5, Math.abs(events - total / 2.0)));
  }

  private Interval wilson(double z, double correction) {
    double shift = correction / total;
    return new Interval(
        events == 0 ? 0 : Math.max(0, wilsonLimit(estimate - shift, z, -1)),
        events == total ? 1 : Math.min(1, wilsonLimit(estimate + shift, z, 1)));
  }

  private double wilsonLimit(double centre, double z, int side) {
    double half = z * z / (2 * total);
    double root = Math.sqrt(centre * (1 - centre) / total + half / (2 * total));
    return (centre + half + side * z * root) / (1 + 2 * half);
  }

  /**
   * Wald's interval around (events + z²/2)/(total + z²); not cut to [0, 1] (Am Stat 1998;52:119).
   */
  public Interval agrestiCoull(double confidenceLevel) {
    double z = Normals.z(confidenceLevel);
    double size = total + z * z;
    double centre = (events + z * z / 2) / size;
    return Interval.around(centre, z * Math.sqrt(centre * (1 - centre) / size));
  }

  /** Equal tails of the posterior under Jeffreys' prior; 0 at no event, 1 at all. */
  public Interval jeffreys(double confidenceLevel) {
    double tail = tail(confidenceLevel);
    return new Interval(
        events == 0 ? 0 : new Distribution.Beta(events + 0.5, total - events + 0.5).quantile(tail),
        events == total ? 1 : complementQuantile(total - events + 0.5, events + 0.5, tail));
  }

  /** estimate ± z·√(p(1 − p)/n); not cut to [0, 1], and of no width at 0 and 1. */
  public Interval wald(double confidenceLevel) {
    return Interval.around(
        estimate, Normals.z(confidenceLevel) * Math.sqrt(estimate * (1 - estimate) / total));
  }

  /**
   * Clopper–Pearson with only half the probability of the count seen in each tail (Lancaster, J Am
   * Stat Assoc 1961;56:223); 0 at no event, 1 at all.
   */
  public Interval midP(double confidenceLevel) {
    double tail = tail(confidenceLevel);
    return new Interval(
        events == 0 ? 0 : Roots.between(0, 1, p -> midUpper(events, p) - tail),
        events == total ? 1 : 1 - Roots.between(0, 1, q -> midUpper(total - events, q) - tail));
  }

  /** P(X > k) + P(X = k)/2 at proportion p. */
  private double midUpper(int k, double p) {
    var binomial = new Distribution.Binomial(total, p);
    return binomial.upper(k) + binomial.mass(k) / 2;
  }

  private static double tail(double confidenceLevel) {
    Check.probability("confidenceLevel", confidenceLevel);
    return (1 - confidenceLevel) / 2;
  }

  /**
   * The exact binomial test.
   *
   * @param p two-sided: all outcomes that are no likelier than the one seen
   * @param pGreater P(X ≥ events)
   * @param pLess P(X ≤ events)
   */
  public record ExactTest(double p, double pGreater, double pLess) {}

  /**
   * The exact test of a proportion.
   *
   * @param nullProportion 0 to 1
   */
  public ExactTest exactTest(double nullProportion) {
    Check.within("nullProportion", nullProportion, 0, 1);
    var binomial = new Distribution.Binomial(total, nullProportion);
    return new ExactTest(
        Unlikely.sum(binomial, 0, total, (int) ((total + 1L) * nullProportion), events),
        binomial.upperInclusive(events),
        binomial.cdf(events));
  }
}
