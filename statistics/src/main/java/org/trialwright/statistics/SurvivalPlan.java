package org.trialwright.statistics;

import java.util.stream.IntStream;

/**
 * A group-sequential log-rank trial: what is expected at each look. Formulas:
 * docs/reference/statistics/survival-sample-size.md.
 */
public final class SurvivalPlan {
  private final AccrualPlan accrual;
  private final SequentialBounds bounds;
  private final double subjects;
  private final double events;
  private final double drift;
  private final OperatingCharacteristics alternative;

  private SurvivalPlan(
      AccrualPlan accrual, SequentialBounds bounds, double subjects, double events, double drift) {
    this.accrual = accrual;
    this.bounds = bounds;
    this.subjects = subjects;
    this.events = events;
    this.drift = drift;
    this.alternative = bounds.operating(drift);
  }

  /** Subjects and events of the design with one look, and of the design asked for. */
  public record Size(
      double fixedEvents, double fixedSubjects, double inflationFactor, SurvivalPlan plan) {}

  /**
   * The size that gives a design its power when participants are followed for a known time after
   * accrual.
   *
   * @param plan a one-sided design with its information
   * @param followUpTime after the end of accrual, 0 or more
   */
  public static Size withFollowUp(
      GroupSequentialPlan plan, AccrualPlan accrual, EventFormula formula, double followUpTime) {
    Check.that(
        followUpTime >= 0 && Double.isFinite(followUpTime),
        "followUpTime is %s; it must be 0 or more",
        followUpTime);
    double fixed = fixedEvents(plan, accrual, formula);
    double fixedSubjects =
        fixed / accrual.eventsPerSubject(accrual.accrualDuration() + followUpTime);
    double inflation = plan.inflationFactor();
    return new Size(
        fixed,
        fixedSubjects,
        inflation,
        new SurvivalPlan(
            accrual, plan.bounds(), fixedSubjects * inflation, fixed * inflation, plan.drift()));
  }

  /**
   * The same when the number of participants is known and the follow-up is not.
   *
   * @param maximumSubjects both arms together
   */
  public static Size withSubjects(
      GroupSequentialPlan plan, AccrualPlan accrual, EventFormula formula, double maximumSubjects) {
    Check.positive("maximumSubjects", maximumSubjects);
    double fixed = fixedEvents(plan, accrual, formula);
    double inflation = plan.inflationFactor();
    return new Size(
        fixed,
        maximumSubjects / inflation,
        inflation,
        new SurvivalPlan(accrual, plan.bounds(), maximumSubjects, fixed * inflation, plan.drift()));
  }

  private static double fixedEvents(
      GroupSequentialPlan plan, AccrualPlan accrual, EventFormula formula) {
    checkSided(plan.design());
    return formula.events(
        plan.design().alpha(), plan.beta(), ratio(accrual), 1, accrual.allocationRatio());
  }

  private static void checkSided(GroupSequentialDesign design) {
    Check.that(design.sided() == 1, "sided is %s; the design must be one-sided", design.sided());
  }

  private static double ratio(AccrualPlan accrual) {
    return accrual.treatment().hazard() / accrual.control().hazard();
  }

  /**
   * What a trial of known size can do; a hazard ratio below 1 is good.
   *
   * @param design one-sided, with bounds that do not depend on beta
   * @param accrualRate participants a unit of time, both arms together
   * @param maximumEvents at the last look
   */
  public static SurvivalPlan ofSize(
      GroupSequentialDesign design, AccrualPlan accrual, double accrualRate, double maximumEvents) {
    checkSided(design);
    Check.positive("accrualRate", accrualRate);
    Check.positive("maximumEvents", maximumEvents);
    double r = accrual.allocationRatio();
    double drift = -Math.log(ratio(accrual)) * Math.sqrt(maximumEvents) * Math.sqrt(r) / (1 + r);
    return new SurvivalPlan(
        accrual, design.bounds(), accrualRate * accrual.accrualDuration(), maximumEvents, drift);
  }

  private Numbers each(java.util.function.IntToDoubleFunction atLook) {
    return Numbers.of(
        IntStream.range(0, bounds.criticalValues().size()).mapToDouble(atLook).toArray());
  }

  public double maximumSubjects() {
    return subjects;
  }

  public double maximumEvents() {
    return events;
  }

  /** Participants a unit of time. */
  public double accrualRate() {
    return subjects / accrual.accrualDuration();
  }

  /** Cumulative. */
  public Numbers eventsPerLook() {
    return each(i -> bounds.informationRates().get(i) * events);
  }

  /** Calendar times at which that many events are expected under the alternative. */
  public Numbers analysisTimes() {
    var perLook = eventsPerLook();
    return each(i -> accrual.timeOf(perLook.get(i), subjects));
  }

  /** How many will have entered at each look. */
  public Numbers subjectsPerLook() {
    var times = analysisTimes();
    return each(i -> subjects * accrual.entered(times.get(i)));
  }

  /** From the end of accrual to the last look; negative when that comes before it. */
  public double followUpTime() {
    return analysisTimes().get(bounds.criticalValues().size() - 1) - accrual.accrualDuration();
  }

  /** The calendar time at which the trial is expected to stop, under the alternative. */
  public double expectedStudyDuration() {
    return alternative.expected(analysisTimes());
  }

  /**
   * Events expected when the trial stops.
   *
   * @param share of the drift planned for: 1 the alternative, 0 the hypothesis
   */
  public double expectedEvents(double share) {
    return bounds.operating(share * drift).expected(eventsPerLook());
  }

  /** Participants expected to have entered when the trial stops, under the alternative. */
  public double expectedSubjects() {
    return alternative.expected(subjectsPerLook());
  }

  /** Under the alternative. */
  public OperatingCharacteristics alternative() {
    return alternative;
  }

  /** Hazard ratios that are just significant: exp(−z(1 + r)/√(r·events)). */
  public Numbers criticalHazardRatios() {
    double r = accrual.allocationRatio();
    var perLook = eventsPerLook();
    return each(
        i -> Math.exp(-bounds.criticalValues().get(i) * (1 + r) / Math.sqrt(r * perLook.get(i))));
  }

  /** One-sided levels of the looks. */
  public Numbers criticalPValues() {
    return bounds.stageLevels();
  }
}
