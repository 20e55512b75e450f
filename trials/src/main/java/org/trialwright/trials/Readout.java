package org.trialwright.trials;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;
import org.trialwright.analysis.Analysed;
import org.trialwright.analysis.Report;
import org.trialwright.analysis.Result;
import org.trialwright.statistics.Counts;
import org.trialwright.statistics.Numbers;
import org.trialwright.study.Scenario;

/**
 * A number of a report, with the words that say what it is.
 *
 * @param value a share from 0 to 1, a mean, a rate a person-year; of a ratio its logarithm
 */
record Readout(Key key, double value) {
  private static final int[] MONTHS = {12, 24, 36, 60};

  /**
   * What a number is.
   *
   * @param item the question, of an endpoint that has several; else empty
   * @param set the analysis set, with the arm whose participants alone are counted
   * @param method as the study writes it
   * @param what whose number it is and at what time, such as {@code SOX at 36 mo}
   * @param ratio whether it is a ratio, which is averaged by its logarithm
   */
  record Key(String endpoint, String item, String set, String method, String what, boolean ratio) {}

  /**
   * Every number of a report that an average over trials can be taken of, in the report's order.
   */
  static List<Readout> of(Report report) {
    var readouts = new ArrayList<Readout>();
    for (var one : report.results()) {
      tell(one.result(), (what, value) -> readouts.add(new Readout(key(one, what, false), value)));
      if (one.result() instanceof Result.HazardRatio ratio) {
        var what = against(ratio.group(), ratio.reference());
        var cause = ratio.cause().isEmpty() ? "" : " of " + ratio.cause();
        readouts.add(new Readout(key(one, what + cause, true), ratio.coefficient()));
      }
    }
    return readouts;
  }

  private static Key key(Analysed one, String what, boolean ratio) {
    var set = one.of().isEmpty() ? one.set() : one.set() + " of " + one.of();
    return new Key(one.endpoint(), one.item(), set, one.method(), what, ratio);
  }

  private static void tell(Result result, BiConsumer<String, Double> to) {
    switch (result) {
      case Result.Curves(var curves) -> curves.forEach(curve -> curve(curve, to));
      case Result.Incidences(var all) -> all.forEach(one -> incidence(one, to));
      case Result.SurvivalDifference one ->
          to.accept(against(one.group(), one.reference()) + at(one.time()), one.estimate());
      case Result.Shares(var shares) -> shares.forEach(one -> share("", one, to));
      case Result.GradeShares(var shares) ->
          shares.forEach(one -> share(one.term() + " ≥ " + one.atLeast() + ", ", one.share(), to));
      case Result.ShareDifference one ->
          to.accept(against(one.group(), one.reference()), one.estimate());
      case Result.Levels levels -> levels(levels, to);
      case Result.Repeated one ->
          one.visits()
              .forEach(
                  visit ->
                      to.accept(
                          against(one.group(), one.reference()) + at(visit.visit()),
                          visit.estimate()));
      case Result.Means(var means) ->
          means.forEach(one -> known(one.group(), one.mean().known(), to));
      case Result.MeanDifference one ->
          to.accept(against(one.group(), one.reference()) + at(one.time()), one.estimate());
      case Result.Rates(var rates) ->
          rates.forEach(one -> known(one.group(), one.rate().known(), to));
      // A test is told by how often its claim is made, grades by their shares.
      case Result.HazardRatio _,
          Result.LogRankTest _,
          Result.GrayTests _,
          Result.FisherTest _,
          Result.RankSum _,
          Result.WorstGrades _,
          Result.Refused _,
          Result.NotEstimable _,
          Result.Later _ -> {}
    }
  }

  private static void curve(Result.Curve curve, BiConsumer<String, Double> to) {
    if (!curve.at().isEmpty()) {
      curve.at().forEach(one -> to.accept(curve.group() + at(one.time()), one.survival()));
      return;
    }
    for (int month : MONTHS) {
      known(curve.group() + at(month), step(curve.time(), curve.survival(), month, 1), to);
    }
  }

  private static void incidence(Result.Incidence one, BiConsumer<String, Double> to) {
    for (var cause : one.causes()) {
      var whose = one.group() + ", " + cause.cause();
      if (!cause.at().isEmpty()) {
        cause.at().forEach(then -> to.accept(whose + at(then.time()), then.incidence()));
        continue;
      }
      for (int month : MONTHS) {
        known(whose + at(month), step(one.time(), cause.incidence(), month, 0), to);
      }
    }
  }

  /** The height of a curve at a month; empty when nobody was watched as long. */
  private static OptionalDouble step(Numbers time, Numbers height, int month, double first) {
    double day = month * Scenario.DAYS_PER_MONTH;
    int places = time.size();
    if (places == 0 || time.get(places - 1) < day) {
      return OptionalDouble.empty();
    }
    double at = first;
    for (int i = 0; i < places && time.get(i) <= day; i++) {
      at = height.at(i).orElse(at);
    }
    return OptionalDouble.of(at);
  }

  private static void share(String term, Result.ShareOf one, BiConsumer<String, Double> to) {
    known(term + one.group(), one.estimate().known(), to);
  }

  private static void levels(Result.Levels levels, BiConsumer<String, Double> to) {
    for (var group : levels.groups()) {
      Counts counts = group.counts();
      for (int i = 0; i < counts.size() && group.total() > 0; i++) {
        to.accept(
            levels.levels().get(i) + ", " + group.group(), (double) counts.get(i) / group.total());
      }
    }
  }

  private static void known(String what, OptionalDouble value, BiConsumer<String, Double> to) {
    value.ifPresent(one -> to.accept(what, one));
  }

  private static String against(String group, String reference) {
    return group + " − " + reference;
  }

  private static String at(String time) {
    return time.isEmpty() ? "" : " at " + time;
  }

  private static String at(int month) {
    return at(month + " mo");
  }
}
