package org.trialwright.analysis;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.trialwright.quantities.Truth;
import org.trialwright.statistics.CoxFit;
import org.trialwright.statistics.Estimate;
import org.trialwright.statistics.OneProportion;
import org.trialwright.study.Measure;
import org.trialwright.study.Plan;
import org.trialwright.study.Plan.Step;
import org.trialwright.study.Plan.Timing;
import org.trialwright.study.Stage;
import org.trialwright.study.Study;

/** The planned looks, their boundaries worked out again from what was really seen. */
final class Looks {
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
    var stage = plan.stage();
    return new Look(
        plan.name(),
        plan.text(),
        stage.map(one -> Math.min(seen, one.first())).orElse(seen),
        stage.map(Stage::first).or(() -> next),
        reached,
        Optional.empty(),
        watched(plan),
        stage.map(this::verdict).orElse(""));
  }

  private String verdict(Stage stage) {
    var endpoint = stage.rule().endpoint();
    var all =
        allocated.stream()
            .flatMap(
                one ->
                    joined(one)
                        .map(day -> new Stage.One(day, one.id().value(), asked(one, endpoint)))
                        .stream())
            .toList();
    return switch (stage.judge(all)) {
      case GO_ON ->
          "goes on: at least %d of the first %d have %s"
              .formatted(stage.rule().least(), stage.first(), endpoint);
      case STOP ->
          "STOPS: fewer than %d of the first %d have %s"
              .formatted(stage.rule().least(), stage.first(), endpoint);
      case WAIT -> "waits until the first %d are evaluated".formatted(stage.first());
    };
  }

  private Look once(Plan.Look plan, Timing.Once once) {
    var rule = LookRule.of(study, plan);
    if (rule.isEmpty()) {
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
    var times = times(rule.get());
    int seen = times.events();
    boolean reached = seen >= once.at();
    var statistic =
        reached && !blinded ? statistic(rule.get(), times) : Optional.<Look.Statistic>empty();
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

  private Optional<LocalDate> joined(Subject subject) {
    return study.counted() == Study.Counted.TREATED ? subject.started() : subject.allocated();
  }

  private static Truth asked(Subject subject, String endpoint) {
    return subject.values().get(endpoint) instanceof Value.Holds holds
        ? holds.asked()
        : Truth.UNKNOWN;
  }

  private Times times(LookRule rule) {
    return times(rule.against().endpoint());
  }

  private Times times(String name) {
    var endpoint = study.measure().endpoint(name).orElseThrow();
    return Times.of(analyses.sample(endpoint, endpoint.sets().getFirst()), endpoint.name(), false);
  }

  private Optional<Look.Statistic> statistic(LookRule rule, Times times) {
    var against = rule.against();
    if (times.sample().groups().size() != 2
        || !Grouping.comparesArms(study.measure().endpoint(against.endpoint()).orElseThrow())
        || !times.sample().full()
        || !(TimeMethods.fit(times, against.within(), 1).fit() instanceof CoxFit fit)) {
      return Optional.empty();
    }
    double information = rule.information(times.events());
    double coefficient = fit.coefficients().get(0);
    double error = fit.standardErrors().get(0);
    double z = rule.z(coefficient, error);
    var bounds = rule.bounds(information);
    var power = rule.power(z, information, bounds);
    return Optional.of(
        new Look.Statistic(
            information,
            Math.exp(coefficient),
            error,
            z,
            bounds.criticalValues().get(0),
            bounds.criticalValues().get(1),
            bounds.stageLevels().get(0),
            1 - 2 * bounds.stageLevels().get(1),
            z >= bounds.criticalValues().get(0),
            power,
            rule.futile(power)));
  }

  /** Whether fewer events were seen than a look's plan has at the end. */
  boolean beforeTheEnd() {
    var end = study.measure().plan().end();
    return end.filter(one -> times(one.endpoint()).events() < one.events()).isPresent()
        || study.measure().plan().looks().stream()
            .flatMap(plan -> LookRule.of(study, plan).stream())
            .anyMatch(rule -> times(rule).events() < rule.of());
  }

  /** The level at the end: what a look that was due has left over. */
  Level level(Plan.Test test) {
    for (var plan : study.measure().plan().looks()) {
      var rule = LookRule.of(study, plan);
      if (rule.isPresent()
          && test.sharedWith().filter(plan.name()::equals).isPresent()
          && times(rule.get()).events() >= rule.get().at()) {
        double left = rule.get().levelAtEnd(rule.get().at());
        return new Level(
            test.oneSided() ? left : 2 * left,
            "what the look '%s' at %.0f of %.0f leaves of alpha"
                .formatted(plan.name(), rule.get().at(), rule.get().of()));
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
