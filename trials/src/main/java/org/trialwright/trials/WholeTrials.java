package org.trialwright.trials;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.trialwright.analysis.Cut;
import org.trialwright.analysis.Decision;
import org.trialwright.analysis.Folding;
import org.trialwright.analysis.Report;
import org.trialwright.analysis.Subject;
import org.trialwright.analysis.Value;
import org.trialwright.journey.EndpointValue;
import org.trialwright.journey.Fact;
import org.trialwright.simulation.Cohort;
import org.trialwright.simulation.PaperClinic;
import org.trialwright.simulation.Player;
import org.trialwright.study.Measure;
import org.trialwright.study.Scenario;
import org.trialwright.study.Study;

/**
 * Whole trials: played day by day, folded by the journey, and analysed as the trial that runs will
 * be. Nothing is approximated and nothing left out, for any design, so a trial takes as long as
 * rehearsing it in memory; {@link Trials} plays thousands in that time and tells less.
 *
 * <p>Each is analysed when the plan says, by what was known then, and at the latest on the
 * scenario's last day. Nobody stops it at a look.
 */
public final class WholeTrials {
  private final Study study;
  private final Scenario scenario;
  private final int participants;

  /**
   * @throws NotPlayed when the study aims at no number of participants
   */
  WholeTrials(Study study, Scenario scenario) {
    this.study = study;
    this.scenario = scenario;
    this.participants =
        study
            .targetNumber()
            .orElseThrow(() -> new NotPlayed("the study names no target number of participants"));
  }

  public Study study() {
    return study;
  }

  /** Participants of each trial, at most. */
  public int participants() {
    return participants;
  }

  private LocalDate end() {
    return scenario.setting().ends();
  }

  /** What is kept of one trial. */
  record Played(
      LocalDate analysed, long participants, List<Readout> numbers, List<Decision> tests) {}

  /**
   * Plays trials 1 to {@code trials} of a seed; the result does not depend on the threads.
   *
   * @param goesOn asked with how many are done before each is begun; those that were begun are
   *     finished
   */
  public WholeResult run(int trials, long seed, int threads, IntPredicate goesOn) {
    var played = new ArrayList<Future<Played>>();
    try (var pool = Executors.newFixedThreadPool(threads)) {
      for (int done = 0; done < trials && goesOn.test(Math.max(0, done - threads)); done++) {
        long own = Cohort.seed(seed, done + 1L);
        played.add(pool.submit(() -> play(own)));
        if (done + 1 >= threads) {
          ended(played.get(done + 1 - threads));
        }
      }
    }
    return result(played.stream().map(WholeTrials::ended).toList());
  }

  private static Played ended(Future<Played> one) {
    try {
      return one.get();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while a trial was played", stopped);
    } catch (ExecutionException trouble) {
      throw new IllegalStateException(trouble.getCause());
    }
  }

  /** One trial, by its own seed. */
  Played play(long seed) {
    var clinic = new PaperClinic(study, scenario, seed);
    var player = new Player(study, scenario, seed, clinic, new Player.Limits(participants, end()));
    player.play(_ -> true);
    var subjects = subjects(player.facts(), new Cut(study, 0, end(), ""));
    var cut = new Cut(study, 0, analysed(subjects), "");
    if (cut.day().isBefore(end())) {
      subjects = subjects(knownOn(cut.day(), player.facts()), cut);
    }
    var report = Report.byArm(cut, new Folding(cut), subjects, Report.Models.NOW);
    long allocated = subjects.stream().filter(one -> one.allocated().isPresent()).count();
    return new Played(cut.day(), allocated, Readout.of(report), report.tests());
  }

  private static List<Subject> subjects(List<List<Fact>> facts, Cut cut) {
    var folding = new Folding(cut);
    return facts.stream().map(folding::subject).toList();
  }

  /** The day on which the plan's last analysis is made. */
  private LocalDate analysed(List<Subject> subjects) {
    var allocated = subjects.stream().flatMap(one -> one.allocated().stream()).sorted().toList();
    var day =
        switch (Design.end(study.measure().plan()).orElse(null)) {
          case Design.End.Events(int wanted) -> {
            var events = subjects.stream().flatMap(this::event).sorted().toList();
            yield events.size() < wanted ? end() : events.get(wanted - 1);
          }
          case Design.End.Followed(double days) when !allocated.isEmpty() ->
              allocated.getLast().plusDays((long) days);
          case Design.End.Followed _ -> end();
          case null -> end();
        };
    return day.isBefore(end()) ? day : end();
  }

  private Stream<LocalDate> event(Subject subject) {
    return study.measure().endpoints().stream()
        .filter(Measure.Endpoint::primary)
        .flatMap(endpoint -> Stream.ofNullable(subject.values().get(endpoint.name())))
        .flatMap(
            value ->
                value instanceof Value.Time(EndpointValue.EventOn(long day), _, _)
                    ? subject.allocated().map(from -> from.plusDays(day)).stream()
                    : Stream.empty());
  }

  /** Nobody of whom nothing was recorded by then is in the trial yet. */
  private List<List<Fact>> knownOn(LocalDate day, List<List<Fact>> facts) {
    var zone = ZoneId.of(scenario.setting().zone());
    var until = day.plusDays(1).atStartOfDay(zone).toInstant();
    return facts.stream()
        .map(person -> person.stream().filter(fact -> fact.recorded().isBefore(until)).toList())
        .filter(person -> !person.isEmpty())
        .toList();
  }

  private WholeResult result(List<Played> played) {
    Map<Readout.Key, List<Double>> values = new LinkedHashMap<>();
    for (var one : played) {
      for (var readout : one.numbers()) {
        values.computeIfAbsent(readout.key(), _ -> new ArrayList<>()).add(readout.value());
      }
    }
    var begins = scenario.setting().begins();
    return new WholeResult(
        played.size(),
        played.stream().mapToLong(Played::participants).average().orElse(0),
        played.stream()
            .mapToDouble(
                one -> begins.until(one.analysed(), ChronoUnit.DAYS) / Scenario.DAYS_PER_MONTH)
            .average()
            .orElse(0),
        claims(played),
        values.entrySet().stream().map(one -> average(one.getKey(), one.getValue())).toList());
  }

  private static List<WholeResult.Claim> claims(List<Played> played) {
    var claims = new ArrayList<WholeResult.Claim>();
    int tests = played.isEmpty() ? 0 : played.getFirst().tests().size();
    for (int at = 0; at < tests; at++) {
      int test = at;
      var decisions = played.stream().map(one -> one.tests().get(test)).toList();
      double made = share(decisions, Decision.Verdict.HOLDS);
      claims.add(
          new WholeResult.Claim(
              decisions.getFirst().test(),
              decisions.getFirst().text(),
              made,
              share(decisions, Decision.Verdict.NOT_REACHED),
              share(decisions, Decision.Verdict.NOT_DECIDED),
              Result.error(made, played.size())));
    }
    return claims;
  }

  private static double share(List<Decision> decisions, Decision.Verdict verdict) {
    long many = decisions.stream().filter(one -> one.verdict() == verdict).count();
    return (double) many / decisions.size();
  }

  private static WholeResult.Average average(Readout.Key key, List<Double> values) {
    double mean = values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    double squares = values.stream().mapToDouble(one -> (one - mean) * (one - mean)).sum();
    double n = values.size();
    double error = Math.sqrt(squares / (n - 1) / n);
    double told = key.ratio() ? Math.exp(mean) : mean;
    return new WholeResult.Average(
        key.endpoint(),
        key.item(),
        key.set(),
        key.method(),
        key.what(),
        values.size(),
        told,
        key.ratio() ? told * error : error);
  }
}
