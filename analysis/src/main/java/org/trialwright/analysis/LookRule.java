package org.trialwright.analysis;

import java.util.Optional;
import org.trialwright.statistics.Boundary;
import org.trialwright.statistics.ConditionalPower;
import org.trialwright.statistics.Futility;
import org.trialwright.statistics.GroupSequentialDesign;
import org.trialwright.statistics.Numbers;
import org.trialwright.statistics.SequentialBounds;
import org.trialwright.statistics.SpendingFunction;
import org.trialwright.study.Plan;
import org.trialwright.study.Plan.Step;
import org.trialwright.study.Plan.Timing;
import org.trialwright.study.Study;

/**
 * The rule of a look that is taken once, at so many events: its statistic, its bounds and when the
 * trial stops as futile.
 *
 * @param plan the look as the study plans it
 * @param at events at which it is taken
 * @param of events at the end
 * @param alpha one-sided, shared by the look and the end; 0 to 1
 * @param futile conditional power under the trend seen, below which the trial is futile, 0 to 1
 * @param binding whether a futile trial must stop
 */
public record LookRule(
    Plan.Look plan,
    double at,
    double of,
    Step.Against against,
    double alpha,
    Optional<Double> futile,
    boolean binding) {
  private static final double DEFAULT_ALPHA = 0.025;
  private static final double HAYBITTLE_PETO = 3;
  private static final double LEAST_STEP = 1e-3;

  /** The rule; empty for a look that is taken otherwise, or that names no statistic. */
  public static Optional<LookRule> of(Study study, Plan.Look plan) {
    var against = step(plan, Step.Against.class);
    if (against.isEmpty() || !(plan.timing() instanceof Timing.Once once)) {
      return Optional.empty();
    }
    var futile = step(plan, Step.Futile.class);
    return Optional.of(
        new LookRule(
            plan,
            once.at(),
            once.of(),
            against.get(),
            alpha(study, plan),
            futile.map(Step.Futile::below),
            futile.map(Step.Futile::binding).orElse(false)));
  }

  private static <T extends Step> Optional<T> step(Plan.Look plan, Class<T> kind) {
    return plan.steps().stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  private static double alpha(Study study, Plan.Look plan) {
    return study.measure().plan().tests().stream()
        .filter(test -> test.sharedWith().filter(plan.name()::equals).isPresent())
        .map(test -> test.oneSided() ? test.alpha() : test.alpha() / 2)
        .findFirst()
        .orElse(DEFAULT_ALPHA);
  }

  /** Events seen over events planned at the end, below 1. */
  public double information(double events) {
    return Math.min(1 - LEAST_STEP, events / of);
  }

  /** The bounds of the look and of the end. */
  public SequentialBounds bounds(double information) {
    return new GroupSequentialDesign(
            Numbers.copyOf(information, 1), alpha, 1, boundary(), new Futility.None(), false)
        .bounds();
  }

  private Boundary boundary() {
    return switch (step(plan, Step.Boundary.class).map(Step.Boundary::name).orElse("")) {
      case "Lan-DeMets Pocock" -> new Boundary.Spending(new SpendingFunction.PocockLike());
      case "Haybittle-Peto" -> new Boundary.HaybittlePeto(HAYBITTLE_PETO);
      case "O'Brien-Fleming" -> new Boundary.ObrienFleming();
      case "Pocock" -> new Boundary.Pocock();
      default -> new Boundary.Spending(new SpendingFunction.ObrienFlemingLike());
    };
  }

  /**
   * The statistic: large values speak for the experimental arm.
   *
   * @param coefficient the logarithm of the hazard ratio
   * @param error its standard error
   */
  public double z(double coefficient, double error) {
    return (Math.log(against.hazardRatio()) - coefficient) / error;
  }

  /** The chance of success at the end, given z now. */
  public ConditionalPower power(double z, double information, SequentialBounds bounds) {
    double drift = Math.log(against.hazardRatio()) * Math.sqrt(of) / 2;
    return ConditionalPower.of(z, information, bounds.criticalValues().get(1), drift);
  }

  /** Whether the trial is futile; empty when the study has no such rule. */
  public Optional<Boolean> futile(ConditionalPower power) {
    return futile.map(below -> power.underCurrentTrend() < below);
  }

  /**
   * The one-sided level at the end, when the look was taken.
   *
   * @param taken events at the look
   */
  public double levelAtEnd(double taken) {
    return bounds(information(taken)).stageLevels().get(1);
  }
}
