package org.trialwright.statistics;

/**
 * Fisher's exact test of a two by two table and the conditional odds ratio. Formulas:
 * docs/reference/statistics/fisher-exact.md.
 *
 * @param p two-sided: all tables with the same margins that are no likelier than the one seen
 * @param pGreater P(events in arm 1 ≥ those seen)
 * @param pLess P(events in arm 1 ≤ those seen)
 * @param oddsRatio the conditional maximum likelihood estimate, 0 or ∞ where the count is the least
 *     or most that is possible; not estimable when only one table is possible
 * @param lower exact lower limit
 * @param upper exact upper limit
 */
public record FisherExact(
    double p, double pGreater, double pLess, Estimate oddsRatio, Estimate lower, Estimate upper) {
  private static final int LARGEST = 10_000_000;

  /**
   * The test of arm 1 against arm 0.
   *
   * @param events1 0 to total1
   * @param total1 1 or more
   * @param events0 0 to total0
   * @param total0 1 or more
   */
  public static FisherExact of(
      int events1, int total1, int events0, int total0, double confidenceLevel) {
    TwoProportions.of(events1, total1, events0, total0);
    Check.that(
        total1 + (long) total0 <= LARGEST,
        "%s and %s participants are too many for the exact test; at most %s together",
        total1,
        total0,
        LARGEST);
    Check.probability("confidenceLevel", confidenceLevel);
    int events = events1 + events0;
    int low = Math.max(0, events - total0);
    int high = Math.min(events, total1);
    if (low == high) {
      var none = Estimate.none("the margins leave only one table");
      return new FisherExact(1, 1, 1, none, none, none);
    }
    var seen = new Distribution.Hypergeometric(total1, total0, events);
    int mode = (int) ((events + 1.0) * (total1 + 1.0) / (total1 + total0 + 2.0));
    var odds = ConditionalOdds.ofTables(total1, total0, events);
    double tail = (1 - confidenceLevel) / 2;
    return new FisherExact(
        Unlikely.sum(seen, low, high, mode, events1),
        seen.upperInclusive(events1),
        seen.cdf(events1),
        Estimate.of(odds.mostLikely(events1)),
        Estimate.of(odds.lower(events1, tail)),
        Estimate.of(odds.upper(events1, tail)));
  }
}
