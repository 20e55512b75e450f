package org.trialwright.statistics;

/**
 * Participants who enter evenly over a time, and have events and drop out at constant rates.
 * Formulas: docs/reference/statistics/survival-sample-size.md.
 *
 * @param accrualDuration from 0, in any unit of time
 * @param treatment rates of the treatment arm
 * @param control rates of the control arm
 * @param allocationRatio treatment over control
 */
public record AccrualPlan(
    double accrualDuration, Rates treatment, Rates control, double allocationRatio) {
  public AccrualPlan {
    Check.positive("accrualDuration", accrualDuration);
    Check.positive("allocationRatio", allocationRatio);
  }

  /**
   * What happens to one participant.
   *
   * @param hazard of the event, above 0, per unit of time
   * @param dropout hazard of leaving unobserved, 0 or more
   */
  public record Rates(double hazard, double dropout) {
    public Rates {
      Check.positive("hazard", hazard);
      Check.that(
          dropout >= 0 && Double.isFinite(dropout),
          "the dropout hazard is %s; it must be 0 or more",
          dropout);
    }

    /** The hazard at which a share has had it by a time: −log(1 − share)/time. */
    public static double hazard(double share, double time) {
      Check.that(share >= 0 && share < 1, "probability %s; it must be 0 or more, below 1", share);
      Check.positive("time", time);
      return -Math.log1p(-share) / time;
    }

    /** Expected events by calendar time, over participants who enter at rate 1 up to a time. */
    private double events(double time, double entry) {
      double all = hazard + dropout;
      double spared = Math.exp(-all * (time - entry)) * -Math.expm1(-all * entry) / all;
      return hazard / all * (entry - spared);
    }

    private double share() {
      return hazard / (hazard + dropout);
    }
  }

  private double mixed(double ofTreatment, double ofControl) {
    return (allocationRatio * ofTreatment + ofControl) / (1 + allocationRatio);
  }

  /** Expected events by a calendar time, for each participant planned. */
  public double eventsPerSubject(double time) {
    double entry = Math.clamp(time, 0.0, accrualDuration);
    return entry == 0
        ? 0
        : mixed(treatment.events(time, entry), control.events(time, entry)) / accrualDuration;
  }

  /** The share of the participants planned that has entered by a calendar time. */
  public double entered(double time) {
    return Math.clamp(time, 0.0, accrualDuration) / accrualDuration;
  }

  /**
   * The calendar time by which so many events are expected.
   *
   * @param events above 0, and fewer than will ever occur
   * @param subjects planned, both arms together
   */
  public double timeOf(double events, double subjects) {
    double each = events / subjects;
    double ever = mixed(treatment.share(), control.share());
    Check.that(
        each < ever,
        "%s events cannot be waited for among %s subjects: at most %s are expected",
        events,
        subjects,
        ever * subjects);
    double late = accrualDuration;
    while (eventsPerSubject(late) < each) {
      late *= 2;
      Check.that(
          Double.isFinite(late), "%s events among %s subjects take forever", events, subjects);
    }
    return Roots.between(0, late, time -> eventsPerSubject(time) - each);
  }
}
