package org.trialwright.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.trialwright.quantities.Truth;
import org.trialwright.statistics.Boundary;
import org.trialwright.statistics.ConditionalPower;
import org.trialwright.statistics.CoxFit;
import org.trialwright.statistics.Estimate;
import org.trialwright.statistics.Futility;
import org.trialwright.statistics.GroupSequentialDesign;
import org.trialwright.statistics.Numbers;
import org.trialwright.statistics.OneProportion;
import org.trialwright.statistics.SequentialBounds;
import org.trialwright.statistics.SpendingFunction;
import org.trialwright.study.Measure;
import org.trialwright.study.Plan;
import org.trialwright.study.Plan.Step;
import org.trialwright.study.Plan.Timing;
import org.trialwright.study.Study;

/** The planned looks, their boundaries worked out again from what was really seen. */
final class Looks {
  private static final double DEFAULT_ALPHA = 0.025;
  private static final double HAYBITTLE_PETO = 3;
  private static final double LEAST_STEP = 1e-3;

  private final Study study;
  private final Analyses analyses;
  private final List<Subject> allocated;
  private final boolean blinded;

  Looks(Study study, Analyses analyses, List<Subject> allocated, boolean blinded) {
    this.study = study;
    this.analyses = analyses;
    this.allocated = allocated;
    this.blinded = blinded;
  }

  /** A level and how it was found. */
  record Level(double alpha, String why) {}

  List<Look> all() {
    return study.measure().plan().looks().stream().map(this::look).toList();
  }

  private Look look(Plan.Look plan) {
    return switch (plan.timing()) {
      case Timing.Once once -> once(plan, once);
      case Timing.After after -> after(plan, after);
      case Timing.Every _ ->
          new Look(
              plan.name(),
              plan.text(),
              0,
              Optional.empty(),
              true,
              Optional.empty(),
              watched(plan),
              blinded ? "shares of one arm are for the data monitoring committee" : "");
    };
  }

  private Look after(Plan.Look plan, Timing.After after) {
    int seen =
        (int)
            allocated.stream()
                .filter(subject -> !after.who().equals("treated") || subject.started().isPresent())
                .count();
    var next =
        after.numbers().stream().map(Double::intValue).filter(number -> number > seen).findFirst();
    boolean reached = seen >= after.numbers().getFirst();
    return new Look(
        plan.name(), plan.text(), seen, next, reached, Optional.empty(), watched(plan), "");
  }

  private Look once(Plan.Look plan, Timing.Once once) {
    var against = against(plan);
    if (against.isEmpty()) {
      return new Look(
          plan.name(),
          plan.text(),
          0,
          Optional.of((int) once.at()),
          false,
          Optional.empty(),
          List.of(),
          "the look names no statistic");
    }
    var times = times(against.get());
    int seen = times.events();
    boolean reached = seen >= once.at();
    var statistic =
        reached && !blinded
            ? statistic(plan, once, against.get(), times)
            : Optional.<Look.Statistic>empty();
    return new Look(
        plan.name(),
        plan.text(),
        seen,
        Optional.of((int) once.at()),
        reached,
        statistic,
        List.of(),
        reason(reached, seen, once));
  }

  private String reason(boolean reached, int seen, Timing.Once once) {
    if (!reached) {
      return "%d of %.0f %s".formatted(seen, once.at(), String.join(" or ", once.counted()));
    }
    return blinded ? "compares arms: only the data monitoring committee's report does" : "";
  }

  private static Optional<Step.Against> against(Plan.Look plan) {
    return plan.steps().stream()
        .filter(Step.Against.class::isInstance)
        .map(Step.Against.class::cast)
        .findFirst();
  }

  private Times times(Step.Against against) {
    var endpoint = study.measure().endpoint(against.endpoint()).orElseThrow();
    return Times.of(analyses.sample(endpoint, endpoint.sets().getFirst()), endpoint.name(), false);
  }

  private Optional<Look.Statistic> statistic(
      Plan.Look plan, Timing.Once once, Step.Against against, Times times) {
    if (times.sample().groups().size() != 2
        || !Grouping.comparesArms(study.measure().endpoint(against.endpoint()).orElseThrow())
        || !times.sample().full()
        || !(TimeMethods.fit(times, against.within(), 1).fit() instanceof CoxFit fit)) {
      return Optional.empty();
    }
    double information = Math.min(1 - LEAST_STEP, times.events() / once.of());
    double coefficient = fit.coefficients().get(0);
    double error = fit.standardErrors().get(0);
    double z = (Math.log(against.hazardRatio()) - coefficient) / error;
    var bounds = bounds(plan, information, alpha(plan));
    double atEnd = bounds.criticalValues().get(1);
    double drift = Math.log(against.hazardRatio()) * Math.sqrt(once.of()) / 2;
    var power = ConditionalPower.of(z, information, atEnd, drift);
    return Optional.of(
        new Look.Statistic(
            information,
            Math.exp(coefficient),
            error,
            z,
            bounds.criticalValues().get(0),
            atEnd,
            bounds.stageLevels().get(0),
            1 - 2 * bounds.stageLevels().get(1),
            z >= bounds.criticalValues().get(0),
            power,
            futile(plan).map(below -> power.underCurrentTrend() < below)));
  }

  private static Optional<Double> futile(Plan.Look plan) {
    return plan.steps().stream()
        .filter(Step.Futile.class::isInstance)
        .map(step -> ((Step.Futile) step).below())
        .findFirst();
  }

  private double alpha(Plan.Look plan) {
    return study.measure().plan().tests().stream()
        .filter(test -> test.sharedWith().filter(plan.name()::equals).isPresent())
        .map(test -> test.oneSided() ? test.alpha() : test.alpha() / 2)
        .findFirst()
        .orElse(DEFAULT_ALPHA);
  }

  private static SequentialBounds bounds(Plan.Look plan, double information, double alpha) {
    return new GroupSequentialDesign(
            Numbers.copyOf(information, 1), alpha, 1, boundary(plan), new Futility.None(), false)
        .bounds();
  }

  private static Boundary boundary(Plan.Look plan) {
    var name =
        plan.steps().stream()
            .filter(Step.Boundary.class::isInstance)
            .map(step -> ((Step.Boundary) step).name())
            .findFirst()
            .orElse("");
    return switch (name) {
      case "Lan-DeMets Pocock" -> new Boundary.Spending(new SpendingFunction.PocockLike());
      case "Haybittle-Peto" -> new Boundary.HaybittlePeto(HAYBITTLE_PETO);
      case "O'Brien-Fleming" -> new Boundary.ObrienFleming();
      case "Pocock" -> new Boundary.Pocock();
      default -> new Boundary.Spending(new SpendingFunction.ObrienFlemingLike());
    };
  }

  /** Whether fewer events were seen than a look's plan has at the end. */
  boolean beforeTheEnd() {
    return study.measure().plan().looks().stream()
        .anyMatch(
            plan ->
                plan.timing() instanceof Timing.Once once
                    && against(plan).filter(step -> times(step).events() < once.of()).isPresent());
  }

  /** The level at the end: what a look that was due has left over. */
  Level level(Plan.Test test) {
    for (var plan : study.measure().plan().looks()) {
      if (test.sharedWith().filter(plan.name()::equals).isPresent()
          && plan.timing() instanceof Timing.Once once
          && against(plan).isPresent()) {
        int seen = times(against(plan).get()).events();
        if (seen >= once.at()) {
          double left = bounds(plan, once.at() / once.of(), alpha(plan)).stageLevels().get(1);
          return new Level(
              test.oneSided() ? left : 2 * left,
              "what the look '%s' at %.0f of %.0f leaves of alpha"
                  .formatted(plan.name(), once.at(), once.of()));
        }
      }
    }
    return new Level(test.alpha(), "alpha in full: no look was due");
  }

  private List<Look.Watched> watched(Plan.Look plan) {
    var watched = new ArrayList<Look.Watched>();
    if (blinded) {
      return watched;
    }
    for (var step : plan.steps()) {
      if (step instanceof Step.Pause pause) {
        watched.add(watched(pause));
      }
    }
    return watched;
  }

  private Look.Watched watched(Step.Pause pause) {
    var endpoint = study.measure().endpoint(pause.endpoint()).orElseThrow();
    int events = 0;
    int total = 0;
    for (var subject : analyses.sample(endpoint, endpoint.sets().getFirst()).subjects()) {
      var truth = truth(subject, endpoint);
      total += truth == Truth.UNKNOWN ? 0 : 1;
      events += truth == Truth.YES ? 1 : 0;
    }
    if (total == 0) {
      return new Look.Watched(
          pause.endpoint(),
          pause.arm(),
          0,
          0,
          Estimate.none("nobody is counted"),
          pause.limit(),
          false);
    }
    var interval = OneProportion.of(events, total).clopperPearson(2 * pause.level() - 1);
    double bound = pause.lower() ? interval.lower() : interval.upper();
    return new Look.Watched(
        pause.endpoint(),
        pause.arm(),
        events,
        total,
        Estimate.of(bound),
        pause.limit(),
        pause.above() ? bound > pause.limit() : bound < pause.limit());
  }

  private static Truth truth(Subject subject, Measure.Endpoint endpoint) {
    return subject.values().get(endpoint.name()) instanceof Value.Holds holds
        ? holds.truth()
        : Truth.UNKNOWN;
  }
}
