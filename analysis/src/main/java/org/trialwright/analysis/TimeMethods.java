package org.trialwright.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trialwright.statistics.CoxFit;
import org.trialwright.statistics.CoxModel;
import org.trialwright.statistics.CoxNotEstimable;
import org.trialwright.statistics.CoxResult;
import org.trialwright.statistics.CumulativeIncidence;
import org.trialwright.statistics.Estimate;
import org.trialwright.statistics.FollowUp;
import org.trialwright.statistics.GrayTest;
import org.trialwright.statistics.IntervalScale;
import org.trialwright.statistics.KaplanMeier;
import org.trialwright.statistics.LogRank;
import org.trialwright.statistics.SurvivalAtTime;
import org.trialwright.statistics.SurvivalCurve;
import org.trialwright.statistics.Weight;
import org.trialwright.study.How;
import org.trialwright.study.Quantity;
import org.trialwright.study.Study;

/** Methods for times to an event. */
final class TimeMethods {
  static final double LEVEL = 0.95;
  private static final int CAUSES = 2;

  private final Study study;
  private final Times times;
  private final List<String> causes;
  private final List<Quantity> asked;
  private @Nullable List<SurvivalCurve> curves;

  /**
   * @param causes what the event and what comes against it are called
   * @param asked times at which curves are read
   */
  TimeMethods(Study study, Times times, List<String> causes, List<Quantity> asked) {
    this.study = study;
    this.times = times;
    this.causes = causes;
    this.asked = asked;
  }

  Times times() {
    return times;
  }

  private Sample sample() {
    return times.sample();
  }

  private List<SurvivalCurve> curvesOf() {
    var made = curves;
    if (made == null) {
      made = KaplanMeier.curves(times.followUp(), sample().group(), sample().groups().size());
      curves = made;
    }
    return made;
  }

  Result curves() {
    var shown = new ArrayList<Result.Curve>();
    var all = curvesOf();
    for (int g = 0; g < all.size(); g++) {
      shown.add(curve(sample().groups().get(g), all.get(g)));
    }
    return new Result.Curves(shown);
  }

  private Result.Curve curve(String group, SurvivalCurve curve) {
    var band = curve.band(IntervalScale.LOG_LOG, LEVEL);
    return new Result.Curve(
        group,
        curve.n(),
        curve.events(),
        curve.time(),
        curve.atRisk(),
        curve.eventsAt(),
        curve.censoredAt(),
        curve.survival(),
        curve.standardError(),
        band.lower(),
        band.upper(),
        curve.quantile(0.5),
        curve.quantileLimits(0.5, IntervalScale.LOG_LOG, LEVEL),
        asked.stream().map(time -> at(curve, time)).toList());
  }

  private Result.AtTime at(SurvivalCurve curve, Quantity time) {
    double day = Days.of(study, time);
    var point = curve.at(day);
    return new Result.AtTime(
        time.text(),
        day,
        point.atRisk(),
        point.survival(),
        point.standardError(),
        curve.limitsAt(day, IntervalScale.LOG_LOG, LEVEL));
  }

  List<Result> differences(Quantity time) {
    var results = new ArrayList<Result>();
    var all = curvesOf();
    for (int g = 1; g < all.size(); g++) {
      results.add(difference(all.getFirst(), all.get(g), g, time));
    }
    return results;
  }

  private Result difference(SurvivalCurve control, SurvivalCurve other, int g, Quantity time) {
    double day = Days.of(study, time);
    var at = SurvivalAtTime.of(control, other, day, LEVEL);
    return new Result.SurvivalDifference(
        sample().groups().get(g),
        sample().groups().getFirst(),
        time.text(),
        day,
        LEVEL,
        at.survival().get(1),
        at.survival().get(0),
        at.difference().estimate(),
        at.difference().standardError(),
        at.difference().limits(),
        at.difference().z(),
        at.difference().p(),
        at.logMinusLog().p());
  }

  List<Result> cox(List<How.Stratum> within) {
    var results = new ArrayList<Result>();
    for (int g = 1; g < sample().groups().size(); g++) {
      results.add(ratio(times.pair(g), within, 1, ""));
    }
    return results;
  }

  /** The hazard ratio of each cause, the other censoring it. */
  List<Result> causeSpecific(List<How.Stratum> within) {
    var results = new ArrayList<Result>();
    for (int g = 1; g < sample().groups().size(); g++) {
      for (int c = 1; c <= CAUSES; c++) {
        results.add(ratio(times.pair(g), within, c, causes.get(c - 1)));
      }
    }
    return results;
  }

  static Result ratio(Times pair, List<How.Stratum> within, int cause, String name) {
    return ratio(pair, fit(pair, within, cause).fit(), name);
  }

  static Result ratio(Times pair, CoxResult fitted, String name) {
    return switch (fitted) {
      case CoxNotEstimable none -> new Result.NotEstimable(none.sentence());
      case CoxFit fit -> {
        var one = fit.perCoefficient(LEVEL);
        yield new Result.HazardRatio(
            pair.sample().groups().get(1),
            pair.sample().groups().getFirst(),
            name,
            fit.n(),
            fit.events(),
            fit.hazardRatios().get(0),
            one.lower().get(0),
            one.upper().get(0),
            LEVEL,
            fit.coefficients().get(0),
            fit.standardErrors().get(0),
            one.z().get(0),
            one.p().get(0));
      }
    };
  }

  static CoxModel fit(Times pair, List<How.Stratum> within, int cause) {
    double[] second = new double[pair.time().length];
    for (int i = 0; i < second.length; i++) {
      second[i] = pair.sample().group()[i];
    }
    var strata = pair.strata(within);
    return CoxModel.of(FollowUp.of(pair.time(), pair.status(cause)), second)
        .withStrata(strata.of(), strata.count());
  }

  static LogRank logRankOf(Times times, List<How.Stratum> within) {
    var strata = times.strata(within);
    return LogRank.stratified(
        times.followUp(),
        times.sample().group(),
        times.sample().groups().size(),
        strata.of(),
        strata.count());
  }

  Result logRank(List<How.Stratum> within) {
    var test = logRankOf(times, within).compare(new Weight.LogRank());
    return test.test()
        .<Result>map(
            found ->
                new Result.LogRankTest(
                    sample().groups(),
                    test.n(),
                    test.observed(),
                    test.expected(),
                    found.chiSquare(),
                    found.df(),
                    found.p()))
        .orElseGet(() -> new Result.NotEstimable(test.whyNot()));
  }

  Result incidences() {
    var all =
        CumulativeIncidence.byGroup(
            times.time(), times.cause(), CAUSES, sample().group(), sample().groups().size());
    var results = new ArrayList<Result.Incidence>();
    for (int g = 0; g < all.size(); g++) {
      results.add(incidence(g, all.get(g)));
    }
    return new Result.Incidences(results);
  }

  private Result.Incidence incidence(int g, CumulativeIncidence incidence) {
    var found = new ArrayList<Result.Cause>();
    for (int c = 1; c <= CAUSES; c++) {
      int cause = c;
      found.add(
          new Result.Cause(
              causes.get(c - 1),
              events(g, c),
              incidence.incidence(c),
              incidence.standardError(c),
              asked.stream().map(time -> at(incidence, cause, time)).toList()));
    }
    return new Result.Incidence(
        sample().groups().get(g), incidence.n(), incidence.time(), incidence.atRisk(), found);
  }

  private Result.IncidenceAt at(CumulativeIncidence incidence, int cause, Quantity time) {
    double day = Days.of(study, time);
    var point = incidence.at(day, cause);
    return new Result.IncidenceAt(time.text(), day, point.incidence(), point.standardError());
  }

  private int events(int g, int c) {
    int events = 0;
    for (int i = 0; i < times.time().length; i++) {
      events += sample().group()[i] == g && times.cause()[i] == c ? 1 : 0;
    }
    return events;
  }

  Result gray() {
    var test =
        GrayTest.of(
            times.time(), times.cause(), CAUSES, sample().group(), sample().groups().size());
    var tests = new ArrayList<Result.GrayOf>();
    for (int c = 1; c <= CAUSES; c++) {
      var found = test.test(c, 0);
      var why = Optional.of(found.whyNot());
      tests.add(
          new Result.GrayOf(
              causes.get(c - 1),
              found
                  .test()
                  .map(one -> Estimate.of(one.chiSquare()))
                  .orElseGet(() -> Estimate.none(why.get())),
              found.test().map(one -> one.df()).orElse(0),
              found
                  .test()
                  .map(one -> Estimate.of(one.p()))
                  .orElseGet(() -> Estimate.none(why.get()))));
    }
    return new Result.GrayTests(tests);
  }
}
