package org.trialwright.statistics;

/**
 * The size of a log-rank trial whose hazards change over time (Lakatos, Biometrics 1988;44:229):
 * follow-up is cut into short steps, and the drift of the test is added over them. Formulas:
 * docs/reference/statistics/survival-sample-size.md.
 *
 * @param subjects both arms together, not rounded
 * @param events expected among them by the end
 */
public record Lakatos(double subjects, double events) {
  private static final int STEPS = 20_000;

  /**
   * A hazard that is constant between changes.
   *
   * @param starts when each piece begins, the first at 0, strictly ascending
   * @param hazards 0 or more, one a piece
   */
  public record Hazard(Numbers starts, Numbers hazards) {
    public Hazard {
      Check.that(
          starts.size() >= 1 && starts.size() == hazards.size(),
          "%s starts for %s hazards",
          starts.size(),
          hazards.size());
      Check.that(starts.get(0) == 0, "the first piece starts at %s; it must be 0", starts.get(0));
      for (int i = 0; i < hazards.size(); i++) {
        Check.that(
            hazards.get(i) >= 0 && Double.isFinite(hazards.get(i)),
            "a hazard is %s; it must be 0 or more",
            hazards.get(i));
        Check.that(
            i == 0 || starts.get(i) > starts.get(i - 1), "the starts of the pieces must ascend");
      }
    }

    /** The same hazard for ever. */
    public static Hazard constant(double hazard) {
      return new Hazard(Numbers.copyOf(0), Numbers.copyOf(hazard));
    }

    private double at(double time) {
      int piece = 0;
      while (piece + 1 < starts.size() && starts.get(piece + 1) <= time) {
        piece++;
      }
      return hazards.get(piece);
    }
  }

  /**
   * The size of a trial with even accrual and a known end.
   *
   * @param treatment hazard since entry
   * @param control hazard since entry
   * @param dropout hazard of leaving unobserved, alike in both arms, 0 or more
   * @param allocationRatio treatment over control
   * @param alpha one-sided
   */
  public static Lakatos of(
      Hazard treatment,
      Hazard control,
      double dropout,
      double accrualDuration,
      double followUpTime,
      double allocationRatio,
      double alpha,
      double beta) {
    Check.that(dropout >= 0 && Double.isFinite(dropout), "the dropout hazard is %s", dropout);
    Check.positive("accrualDuration", accrualDuration);
    Check.that(
        followUpTime >= 0 && Double.isFinite(followUpTime), "followUpTime is %s", followUpTime);
    Check.positive("allocationRatio", allocationRatio);
    Check.probability("alpha", alpha);
    Check.probability("beta", beta);
    double end = accrualDuration + followUpTime;
    double step = end / STEPS;
    // At risk per participant, treatment and control.
    double one = allocationRatio / (1 + allocationRatio);
    double zero = 1 - one;
    double events = 0;
    double drift = 0;
    double variance = 0;
    for (int i = 0; i < STEPS; i++) {
      double middle = (i + 0.5) * step;
      double ofOne = treatment.at(middle);
      double ofZero = control.at(middle);
      // Participants who have been in for this long at the end: even entry thins them out.
      double still = Math.min(1, (end - middle) / accrualDuration);
      double halfOne = one * Math.exp(-(ofOne + dropout) * step / 2);
      double halfZero = zero * Math.exp(-(ofZero + dropout) * step / 2);
      double died = still * step * (halfOne * ofOne + halfZero * ofZero);
      if (died > 0) {
        double ratio = halfOne / halfZero;
        double hazards = halfOne * ofOne / (halfOne * ofOne + halfZero * ofZero);
        drift += died * (hazards - ratio / (1 + ratio));
        variance += died * ratio / ((1 + ratio) * (1 + ratio));
        events += died;
      }
      one *= Math.exp(-(ofOne + dropout) * step);
      zero *= Math.exp(-(ofZero + dropout) * step);
    }
    Check.that(
        Math.abs(drift) > 1e-12 * events, "the hazards leave the log-rank test nothing to find");
    double z = -Normals.quantile(alpha) - Normals.quantile(beta);
    double subjects = z * z * variance / (drift * drift);
    return new Lakatos(subjects, subjects * events);
  }
}
