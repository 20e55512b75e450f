package org.trialwright.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.trialwright.analysis.Decision.Evidence;
import org.trialwright.analysis.Decision.Verdict;
import org.trialwright.statistics.Distribution;
import org.trialwright.statistics.Estimate;
import org.trialwright.statistics.KaplanMeier;
import org.trialwright.statistics.SurvivalAtTime;
import org.trialwright.statistics.Weight;
import org.trialwright.study.Item;
import org.trialwright.study.Measure;
import org.trialwright.study.Method;
import org.trialwright.study.Plan;
import org.trialwright.study.Quantity;
import org.trialwright.study.Study;

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

  private Decision decide(Plan.Test test) {
    var endpoint = study.measure().endpoint(test.endpoint()).orElseThrow();
    if (!Grouping.comparesArms(endpoint)) {
      return undecided(test, "a test compares arms, and the endpoint is not looked at by arm");
    }
    var level = looks.level(test);
    return switch (test.claim()) {
      case Plan.Claim.DifferenceBeyond beyond -> difference(test, endpoint, beyond, level);
      case Plan.Claim.Superior superior ->
          endpoint.what() instanceof Measure.What.TimeTo
              ? logRank(test, endpoint, level)
              : scores(test, level);
      case Plan.Claim.Differs _, Plan.Claim.NotInferior _ ->
          undecided(test, "this kind of claim is read and not yet decided here");
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
    var evidence = new ArrayList<Evidence>();
    for (var set : sets(test, endpoint)) {
      var times = Times.of(analyses.sample(endpoint, set), endpoint.name(), false);
      var compared = compared(times, test, level);
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

  private Optional<SurvivalAtTime> compared(Times times, Plan.Test test, Looks.Level level) {
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

  private Decision logRank(Plan.Test test, Measure.Endpoint endpoint, Looks.Level level) {
    var within =
        endpoint.methods().stream()
            .filter(Method.LogRank.class::isInstance)
            .findFirst()
            .map(method -> method.options().within())
            .orElse(List.of());
    var evidence = new ArrayList<Evidence>();
    for (var set : sets(test, endpoint)) {
      var times = Times.of(analyses.sample(endpoint, set), endpoint.name(), false);
      if (times.sample().groups().size() != 2 || !times.sample().full()) {
        return undecided(test, "two groups with somebody in each are needed");
      }
      var signed = TimeMethods.logRankOf(times, within).signed(new Weight.LogRank());
      if (signed.z().known().isEmpty()) {
        return undecided(test, "nobody had the event while both groups were at risk");
      }
      double z = signed.z().known().getAsDouble();
      // Fewer events than expected in the experimental group make its score negative.
      double p = new Distribution.Normal().cdf(z);
      p = test.oneSided() ? p : 2 * Math.min(p, 1 - p);
      evidence.add(
          new Evidence(
              set, "", z, NONE, Estimate.of(p), level.alpha(), p < level.alpha() && z < 0));
    }
    return of(test, evidence, level);
  }

  /** Every question meant must be better at the time, by the mixed model. */
  private Decision scores(Plan.Test test, Looks.Level level) {
    var evidence = new ArrayList<Evidence>();
    for (Item item : test.of()) {
      var found = repeated(test, item);
      if (found.isEmpty()) {
        return undecided(test, "the mixed model of " + item.path() + " is not there");
      }
      var last = found.get();
      boolean highIsWorse = worse(test, item);
      double t = highIsWorse ? -last.t() : last.t();
      double p = new Distribution.StudentT(last.df()).upper(t);
      p = test.oneSided() ? p : 2 * Math.min(p, 1 - p);
      evidence.add(
          new Evidence(
              "",
              item.path(),
              last.estimate(),
              NONE,
              Estimate.of(p),
              level.alpha(),
              p < level.alpha() && t > 0));
    }
    return evidence.isEmpty()
        ? undecided(test, "the test names no question")
        : of(test, evidence, level);
  }

  private boolean worse(Plan.Test test, Item item) {
    return study.measure().endpoint(test.endpoint()).orElseThrow().what()
            instanceof Measure.What.Change change
        && change.worseWhenHigh().contains(item);
  }

  private Optional<Result.AtVisit> repeated(Plan.Test test, Item item) {
    return results.stream()
        .filter(one -> one.endpoint().equals(test.endpoint()) && one.item().equals(item.path()))
        .map(Analysed::result)
        .filter(Result.Repeated.class::isInstance)
        .map(Result.Repeated.class::cast)
        .findFirst()
        .flatMap(
            found ->
                found.visits().stream()
                    .filter(visit -> test.at().map(Quantity::text).orElse("").equals(visit.visit()))
                    .findFirst());
  }
}
