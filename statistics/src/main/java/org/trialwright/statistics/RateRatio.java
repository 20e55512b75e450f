package org.trialwright.statistics;

/**
 * Events per person-time of two groups of persons who may each have several, second group over
 * first. Persons are independent, the events of one need not be. Formulas:
 * docs/reference/statistics/rate-ratio.md.
 *
 * @param ratio of the rates; not estimable when a group has no event
 * @param standardError of the ratio's logarithm, robust
 * @param z log ratio over its standard error
 * @param p two-sided
 * @param limits of the ratio
 */
public record RateRatio(
    Estimate ratio, Estimate standardError, Estimate z, Estimate p, Limits limits) {
  private static final String NO_EVENT = "a group has no event";
  private static final String NO_SPREAD = "all persons of both groups have one rate";

  /**
   * The second rate over the first.
   *
   * @param firstEvents of each person, 0 or more
   * @param firstTime of each person, 0 or more, in one unit of the caller's; their sum is above 0
   */
  public static RateRatio of(
      double[] firstEvents,
      double[] firstTime,
      double[] secondEvents,
      double[] secondTime,
      double confidenceLevel) {
    double z = Normals.z(confidenceLevel);
    var first = Group.of("the first group", firstEvents, firstTime);
    var second = Group.of("the second group", secondEvents, secondTime);
    if (first.events == 0 || second.events == 0) {
      return none(Estimate.none(NO_EVENT), NO_EVENT);
    }
    double ratio = second.rate() / first.rate();
    double error = Math.sqrt(first.logVariance + second.logVariance);
    if (error == 0) {
      return none(Estimate.of(ratio), NO_SPREAD);
    }
    double factor = Math.exp(z * error);
    double statistic = Math.log(ratio) / error;
    return new RateRatio(
        Estimate.of(ratio),
        Estimate.of(error),
        Estimate.of(statistic),
        Estimate.of(Normals.twoSided(statistic)),
        Limits.of(ratio / factor, ratio * factor));
  }

  private static RateRatio none(Estimate ratio, String reason) {
    var none = Estimate.none(reason);
    return new RateRatio(ratio, none, none, none, Limits.none(reason));
  }

  private record Group(double events, double time, double logVariance) {
    static Group of(String name, double[] events, double[] time) {
      Check.values(name + "'s events", events, 1);
      Check.values(name + "'s time", time, events.length);
      double sum = 0;
      double all = 0;
      for (int i = 0; i < events.length; i++) {
        Check.that(
            events[i] >= 0 && time[i] >= 0,
            "row %s of %s has %s events in %s; both must be 0 or more",
            i + 1,
            name,
            events[i],
            time[i]);
        sum += events[i];
        all += time[i];
      }
      Check.that(all > 0, "%s was never observed", name);
      double squares = 0;
      for (int i = 0; i < events.length; i++) {
        double away = events[i] - sum / all * time[i];
        squares += away * away;
      }
      return new Group(sum, all, sum == 0 ? 0 : squares / (sum * sum));
    }

    double rate() {
      return events / time;
    }
  }
}
