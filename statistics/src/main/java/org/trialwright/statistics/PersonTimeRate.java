package org.trialwright.statistics;

/**
 * Events per unit of person-time. Formulas: docs/reference/statistics/person-time-rate.md.
 *
 * @param events 0 or more
 * @param personTime above 0, in any unit; rates are per that unit
 */
public record PersonTimeRate(int events, double personTime) {
  public PersonTimeRate {
    Check.that(events >= 0, "events is %s; it must be 0 or more", events);
    Check.positive("personTime", personTime);
  }

  /** events/personTime. */
  public double estimate() {
    return events / personTime;
  }

  /** Exact Poisson limits (Garwood, Biometrika 1936;28:437). */
  public Interval garwood(double confidenceLevel) {
    Check.probability("confidenceLevel", confidenceLevel);
    double tail = (1 - confidenceLevel) / 2;
    double lower = events == 0 ? 0 : new Distribution.Gamma(events).quantile(tail);
    double upper = new Distribution.Gamma(events + 1.0).quantile(1 - tail);
    return new Interval(lower / personTime, upper / personTime);
  }

  /**
   * This rate over another.
   *
   * @param estimate ∞ when only the other arm has no event; not estimable when neither has
   * @param lower exact, from the binomial distribution of this arm's share of all events
   * @param upper likewise
   * @param p two-sided exact test of equal rates
   */
  public record Ratio(Estimate estimate, Estimate lower, Estimate upper, Estimate p) {}

  /** This rate over that of another arm, in the same unit of time. */
  public Ratio over(PersonTimeRate other, double confidenceLevel) {
    if (events == 0 && other.events == 0) {
      var none = Estimate.none("no events in either arm");
      return new Ratio(none, none, none, none);
    }
    Check.that(
        events + (long) other.events <= Integer.MAX_VALUE,
        "%s and %s events are more than can be counted here",
        events,
        other.events);
    var share = OneProportion.of(events, events + other.events);
    var limits = share.clopperPearson(confidenceLevel);
    double time = other.personTime / personTime;
    return new Ratio(
        Estimate.of(events * time / other.events),
        Estimate.of(odds(limits.lower()) * time),
        Estimate.of(odds(limits.upper()) * time),
        Estimate.of(share.exactTest(personTime / (personTime + other.personTime)).p()));
  }

  private static double odds(double share) {
    return share / (1 - share);
  }
}
