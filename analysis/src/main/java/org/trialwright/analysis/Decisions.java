package org.trialwright.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.trialwright.analysis.Decision.Evidence;
import org.trialwright.analysis.Decision.Verdict;
import org.trialwright.statistics.Estimate;
import org.trialwright.statistics.KaplanMeier;
import org.trialwright.statistics.SurvivalAtTime;
import org.trialwright.study.Item;
import org.trialwright.study.Measure;
import org.trialwright.study.Plan;
import org.trialwright.study.Study;
import org.trialwright.study.Type;

/** The planned tests in their order: each only if the one before succeeded. */
final class Decisions {
  private static final double POINTS = 100;
  private static final Estimate NONE = Estimate.none("this claim needs none");

  private final Study study;
  private final Analyses analyses;
  private final List<Analysed> results;
  private final Looks looks;
  private final boolean early;

  Decisions(Study study, Analyses analyses, List<Analysed> results, Looks looks) {
    this.study = study;
    this.analyses = analyses;
    this.results = results;
    this.looks = looks;
    this.early = looks.beforeTheEnd();
  }

  List<Decision> all() {
    var decisions = new ArrayList<Decision>();
    boolean reached = true;
    for (var test : study.measure().plan().tests()) {
      var decision =
          reached
              ? decide(test)
              : new Decision(
                  test.name(),
                  test.text(),
                  Verdict.NOT_REACHED,
                  early,
                  List.of(),
                  "the test before it did not succeed");
      reached = decision.verdict() == Verdict.HOLDS;
      decisions.add(decision);
    }
    return List.copyOf(decisions);
  }

  /** A test by itself, whatever became of those before it. */
  Decision decide(Plan.Test test) {
    var endpoint = study.measure().endpoint(test.endpoint()).orElseThrow();
    var level = looks.level(test);
    return switch (test.claim()) {
      case Plan.Claim.DifferenceBeyond beyond -> difference(test, endpoint, beyond, level);
      case Plan.Claim.Superior _, Plan.Claim.Differs _, Plan.Claim.NotInferior _ ->
          compared(test, endpoint, level);
    };
  }

  private Decision undecided(Plan.Test test, String reason) {
    return new Decision(test.name(), test.text(), Verdict.NOT_DECIDED, early, List.of(), reason);
  }

  private Decision of(Plan.Test test, List<Evidence> evidence, Looks.Level level) {
    boolean holds = evidence.stream().allMatch(Evidence::holds);
    return new Decision(
        test.name(),
        test.text(),
        holds ? Verdict.HOLDS : Verdict.DOES_NOT_HOLD,
        early,
        evidence,
        level.why());
  }

  private List<String> sets(Plan.Test test, Measure.Endpoint endpoint) {
    return test.sets().isEmpty() ? endpoint.sets().subList(0, 1) : test.sets();
  }

  private Decision difference(
      Plan.Test test,
      Measure.Endpoint endpoint,
      Plan.Claim.DifferenceBeyond beyond,
      Looks.Level level) {
    if (endpoint.what() instanceof Measure.What.TimeTo time && !time.against().isEmpty()) {
      return undecided(
          test, "beside what comes against it an event has no survival: say 'not inferior by …'");
    }
    var evidence = new ArrayList<Evidence>();
    for (var set : sets(test, endpoint)) {
      var times = Times.of(analyses.sample(endpoint, set), endpoint.name(), false);
      var compared = survival(times, test, level);
      if (compared.isEmpty()) {
        return undecided(test, "a group has nobody, or survival has no standard error");
      }
      double limit = beyond.limit().amount() / POINTS;
      var limits = compared.get().difference().limits();
      var bound = beyond.above() ? limits.lower() : limits.upper();
      double at = bound.known().orElseThrow();
      evidence.add(
          new Evidence(
              set,
              "",
              compared.get().difference().estimate(),
              bound,
              NONE,
              level.alpha(),
              beyond.above() ? at > limit : at < limit));
    }
    return of(test, evidence, level);
  }

  private Optional<SurvivalAtTime> survival(Times times, Plan.Test test, Looks.Level level) {
    var sample = times.sample();
    if (sample.groups().size() != 2 || !sample.full()) {
      return Optional.empty();
    }
    var curves = KaplanMeier.curves(times.followUp(), sample.group(), 2);
    double day = Days.of(study, test.at().orElseThrow());
    double confidence = test.oneSided() ? 1 - 2 * level.alpha() : 1 - level.alpha();
    var at = SurvivalAtTime.of(curves.getFirst(), curves.getLast(), day, confidence);
    return at.difference().standardError().known().isPresent() ? Optional.of(at) : Optional.empty();
  }

  /** All sets and all questions must agree. */
  private Decision compared(Plan.Test test, Measure.Endpoint endpoint, Looks.Level level) {
    var contrasts = new Contrasts(study, analyses, results, endpoint);
    var evidence = new ArrayList<Evidence>();
    for (var set : sets(test, endpoint)) {
      for (var part : contrasts.parts(test)) {
        switch (contrasts.of(test, set, part)) {
          case Contrast.None(var reason) -> {
            return undecided(test, reason);
          }
          case Contrast.Known known ->
              evidence.add(
                  evidence(test, set, part.map(Item::path).orElse(""), part, known, level.alpha()));
        }
      }
    }
    return of(test, evidence, level);
  }

  private static Evidence evidence(
      Plan.Test test,
      String set,
      String path,
      Optional<Item> item,
      Contrast.Known known,
      double alpha) {
    double p = test.oneSided() ? known.pBetter() : known.p();
    return switch (test.claim()) {
      case Plan.Claim.NotInferior claim -> {
        var limits = known.limits().apply(test.oneSided() ? 1 - 2 * alpha : 1 - alpha);
        var bound = known.highIsWorse() ? limits.upper() : limits.lower();
        double margin = margin(claim, item);
        boolean holds =
            bound.known().isPresent()
                && (known.highIsWorse()
                    ? bound.known().getAsDouble() < margin
                    : bound.known().getAsDouble() > -margin);
        yield new Evidence(set, path, known.estimate(), bound, NONE, alpha, holds);
      }
      case Plan.Claim.Superior _ ->
          new Evidence(
              set,
              path,
              known.estimate(),
              NONE,
              Estimate.of(p),
              alpha,
              p < alpha && known.better());
      case Plan.Claim.Differs _, Plan.Claim.DifferenceBeyond _ ->
          new Evidence(set, path, known.estimate(), NONE, Estimate.of(p), alpha, p < alpha);
    };
  }

  /** On the scale of the estimate. */
  private static double margin(Plan.Claim.NotInferior claim, Optional<Item> item) {
    var margin = claim.margin();
    if (claim.ratio()) {
      return margin.amount();
    }
    return item.isPresent() && item.get().type() instanceof Type.Numeric numeric
        ? margin.unit().convert(margin.amount(), numeric.unit())
        : margin.amount() / POINTS;
  }
}
