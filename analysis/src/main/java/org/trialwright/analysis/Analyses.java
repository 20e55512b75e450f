package org.trialwright.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.trialwright.quantities.Truth;
import org.trialwright.study.Item;
import org.trialwright.study.Measure;
import org.trialwright.study.Method;
import org.trialwright.study.Quantity;
import org.trialwright.study.Study;
import org.trialwright.study.Term;
import org.trialwright.study.Type;

/** Every endpoint, in every set, by every method that the study names. */
final class Analyses {
  private static final String PAIR = "compares groups, and there is one group here";
  private static final String BLINDED =
      "compares arms: only the data monitoring committee's report does";
  private static final String DEPENDS =
      "depends on what reveals the arm: only the data monitoring committee's report has it";
  private static final String EMPTY = "a group has nobody";

  private final Study study;
  private final List<Subject> allocated;
  private final boolean blinded;
  private final boolean models;
  private final Revealing revealing;

  /**
   * @param blinded whether subjects are masked
   * @param models whether models that take seconds are fitted now
   */
  Analyses(
      Study study, Revealing revealing, List<Subject> allocated, boolean blinded, boolean models) {
    this.study = study;
    this.revealing = revealing;
    this.allocated = allocated;
    this.blinded = blinded;
    this.models = models;
  }

  List<Analysed> all() {
    return study.measure().endpoints().stream()
        .flatMap(endpoint -> endpoint.sets().stream().map(set -> new One(endpoint, set)))
        .toList()
        .parallelStream()
        .flatMap(one -> one.run().stream())
        .toList();
  }

  /** The sample of an endpoint in a set. */
  Sample sample(Measure.Endpoint endpoint, String set) {
    return blinded
        ? Sample.of(study, allocated, together(endpoint), set)
        : Sample.of(study, allocated, endpoint, set);
  }

  /** Arms put together; other parts stay. */
  private static Measure.Endpoint together(Measure.Endpoint endpoint) {
    if (!Grouping.comparesArms(endpoint) && endpoint.of().isEmpty()) {
      return endpoint;
    }
    return new Measure.Endpoint(
        endpoint.name(),
        endpoint.primary(),
        endpoint.what(),
        endpoint.methods(),
        new Measure.Groups.Together(),
        endpoint.sets(),
        Optional.empty(),
        endpoint.neverTested(),
        endpoint.text(),
        endpoint.at());
  }

  /** What the event and what comes against it are called. */
  static List<String> causes(Measure.Endpoint endpoint) {
    if (!(endpoint.what() instanceof Measure.What.TimeTo time)) {
      return List.of();
    }
    return List.of(called(time.events()), called(time.against()));
  }

  private static String called(List<Term> terms) {
    return String.join(" or ", terms.stream().map(Term::text).toList());
  }

  /** One endpoint in one set. */
  private final class One {
    private final Measure.Endpoint endpoint;
    private final String set;
    private final Map<Boolean, TimeMethods> timeMethods = new HashMap<>();
    private final Map<Item, Sample> measured = new HashMap<>();
    private final List<Analysed> results = new ArrayList<>();

    One(Measure.Endpoint endpoint, String set) {
      this.endpoint = endpoint;
      this.set = set;
    }

    List<Analysed> run() {
      boolean hidden =
          blinded
              && (endpoint.of().isPresent()
                  || revealing.reveals(set)
                  || revealing.reveals(endpoint.what())
                  || revealing.reveals(endpoint.groups()));
      var whyNot = Grouping.whyNot(study, endpoint.groups());
      var sample = hidden ? null : sample(endpoint, set);
      for (var method : endpoint.methods()) {
        if (sample == null) {
          add(method, "", "", 0, List.of(), new Result.Refused(DEPENDS));
        } else if (!whyNot.isEmpty()) {
          refuse(method, sample, new Result.Refused(whyNot));
        } else {
          run(method, sample);
        }
      }
      if (sample != null && endpoint.neverTested().isPresent() && !blinded) {
        add(
            "comparison between arms",
            "",
            "the study says so",
            sample.size(),
            sample.leftOut(),
            new Result.Refused("never tested: " + endpoint.neverTested().get()));
      }
      return results;
    }

    private void run(Method method, Sample sample) {
      if (compares(method)) {
        if (!sample.compares()) {
          boolean arms = blinded && Grouping.comparesArms(endpoint);
          refuse(method, sample, new Result.Refused(arms ? BLINDED : PAIR));
          return;
        }
        if (endpoint.neverTested().isPresent()) {
          refuse(
              method, sample, new Result.Refused("never tested: " + endpoint.neverTested().get()));
          return;
        }
      }
      switch (endpoint.what()) {
        case Measure.What.TimeTo time -> time(method, sample, time);
        case Measure.What.Share _ -> share(method, sample);
        case Measure.What.Level level -> level(method, sample, level.item());
        case Measure.What.Worst worst -> worst(method, sample, worst.grade());
        case Measure.What.Change change ->
            scores(
                method,
                sample,
                new Scores(change.items(), change.worseWhenHigh()::contains, change.at(), true));
        case Measure.What.ValueAt value ->
            scores(
                method,
                sample,
                new Scores(value.items(), value.worseWhenHigh()::contains, value.at(), false));
        case Measure.What.EventsOf events ->
            add(
                method,
                "",
                "events over time under observation; Garwood's exact limits",
                sample.size(),
                sample.leftOut(),
                CountMethods.rates(sample, endpoint.name(), events.personYears()));
      }
    }

    private void refuse(Method method, Sample sample, Result why) {
      add(method, "", "", sample.size(), sample.leftOut(), why);
    }

    private void add(
        Method method,
        String item,
        String convention,
        int rows,
        List<Analysed.LeftOut> leftOut,
        Result result) {
      add(method.text(), item, convention, rows, leftOut, result);
    }

    private void add(
        String method,
        String item,
        String convention,
        int rows,
        List<Analysed.LeftOut> leftOut,
        Result result) {
      results.add(
          new Analysed(
              endpoint.name(),
              item,
              set,
              blinded ? "" : endpoint.of().orElse(""),
              method,
              Conventions.parted(endpoint.groups()) + convention,
              rows,
              leftOut,
              result));
    }

    // ---- times

    private void time(Method method, Sample sample, Measure.What.TimeTo what) {
      time(method, ofTimes(sample, false), method.text());
      boolean pending = what.otherwise() instanceof Term.Choice;
      if (pending) {
        time(
            method,
            ofTimes(sample, true),
            method.text() + ", " + flag(what) + " counted as events");
      }
    }

    private TimeMethods ofTimes(Sample sample, boolean flaggedAsEvents) {
      return timeMethods.computeIfAbsent(
          flaggedAsEvents,
          flagged ->
              new TimeMethods(
                  study, Times.of(sample, endpoint.name(), flagged), causes(endpoint), asked()));
    }

    private static String flag(Measure.What.TimeTo what) {
      return what.otherwise() instanceof Term.Choice choice ? choice.then().text() : "";
    }

    private void time(Method method, TimeMethods methods, String name) {
      var times = methods.times();
      if (times.time().length == 0 || !times.sample().full()) {
        put(name, times, "", List.of(new Result.NotEstimable(EMPTY)));
        return;
      }
      var within = method.options().within();
      switch (method) {
        case Method.KaplanMeier _ ->
            put(
                name,
                times,
                Conventions.CURVE + flagged(times) + (blinded ? Conventions.MASKED : ""),
                List.of(methods.curves()));
        case Method.Difference difference ->
            put(
                name,
                times,
                Conventions.DIFFERENCE,
                methods.differences(difference.options().at().orElseGet(() -> asked().getFirst())));
        case Method.Cox _ -> put(name, times, Conventions.cox(within), methods.cox(within));
        case Method.LogRank _ ->
            put(name, times, Conventions.logRank(within), List.of(methods.logRank(within)));
        case Method.AalenJohansen _ ->
            put(name, times, Conventions.INCIDENCE, List.of(methods.incidences()));
        case Method.Gray _ -> put(name, times, Conventions.GRAY, List.of(methods.gray()));
        case Method.CauseSpecificCox _ ->
            put(name, times, Conventions.causeSpecific(within), methods.causeSpecific(within));
        case Method.Exact _,
            Method.NewcombeDifference _,
            Method.Fisher _,
            Method.Proportions _,
            Method.MannWhitney _,
            Method.WorstGrades _,
            Method.RepeatedMeasures _,
            Method.Responders _,
            Method.Deterioration _,
            Method.Means _,
            Method.Rates _,
            Method.Described _ ->
            unfit(method, times.sample());
      }
    }

    /** How many are censored although their last word is not spoken. */
    private String flagged(Times times) {
      long flagged =
          times.sample().subjects().stream()
              .filter(subject -> Times.value(subject, endpoint.name()).flag().isPresent())
              .count();
      return endpoint.what() instanceof Measure.What.TimeTo time
              && time.otherwise() instanceof Term.Choice
          ? "; " + flag(time) + ": " + flagged
          : "";
    }

    private void put(String name, Times times, String convention, List<Result> found) {
      for (var result : found) {
        add(name, "", convention, times.sample().size(), times.sample().leftOut(), result);
      }
    }

    private List<Quantity> asked() {
      return Methods.asked(endpoint);
    }

    private void unfit(Method method, Sample sample) {
      refuse(method, sample, new Result.Refused(method.text() + " does not fit what is measured"));
    }

    // ---- shares, levels, grades

    private void share(Method method, Sample all) {
      var sample =
          all.having(
              subject -> truth(subject) != Truth.UNKNOWN, "the answer is not known and left out");
      ToIntFunction<Subject> holds = subject -> truth(subject) == Truth.YES ? 1 : 0;
      switch (method) {
        case Method.Exact exact ->
            put(
                method,
                sample,
                Conventions.EXACT,
                List.of(CountMethods.shares(sample, holds, exact.level())));
        case Method.Proportions _ ->
            put(
                method,
                sample,
                Conventions.EXACT,
                List.of(CountMethods.shares(sample, holds, 0.95)));
        case Method.NewcombeDifference _ ->
            put(
                method,
                sample,
                Conventions.NEWCOMBE,
                sample.full() ? CountMethods.newcombe(sample, holds) : nobody());
        case Method.Fisher _ ->
            put(
                method,
                sample,
                Conventions.FISHER,
                sample.full() ? CountMethods.fisher(sample, holds) : nobody());
        case Method.KaplanMeier _,
            Method.Difference _,
            Method.Cox _,
            Method.LogRank _,
            Method.AalenJohansen _,
            Method.Gray _,
            Method.CauseSpecificCox _,
            Method.MannWhitney _,
            Method.WorstGrades _,
            Method.RepeatedMeasures _,
            Method.Responders _,
            Method.Deterioration _,
            Method.Means _,
            Method.Rates _,
            Method.Described _ ->
            unfit(method, sample);
      }
    }

    private Truth truth(Subject subject) {
      return subject.values().get(endpoint.name()) instanceof Value.Holds holds
          ? holds.truth()
          : Truth.UNKNOWN;
    }

    private static List<Result> nobody() {
      return List.of(new Result.NotEstimable(EMPTY));
    }

    private void put(Method method, Sample sample, String convention, List<Result> found) {
      for (var result : found) {
        add(method, "", convention, sample.size(), sample.leftOut(), result);
      }
    }

    private void level(Method method, Sample all, Item item) {
      var sample = all.having(subject -> place(subject) >= 0, "no level known");
      var levels =
          item.type() instanceof Type.Coded coded ? coded.list().codes() : List.<String>of();
      switch (method) {
        case Method.Proportions _ ->
            put(
                method,
                sample,
                Conventions.LEVELS,
                List.of(CountMethods.levels(sample, levels, this::place)));
        case Method.MannWhitney _ ->
            put(method, sample, Conventions.RANKS, CountMethods.rankSum(sample, this::place));
        default -> unfit(method, sample);
      }
    }

    private int place(Subject subject) {
      return subject.values().get(endpoint.name()) instanceof Value.Placed placed
          ? placed.place().orElse(-1)
          : -1;
    }

    private void worst(Method method, Sample sample, Item grade) {
      var grades =
          grade.type() instanceof Type.Coded coded ? coded.list().codes() : List.<String>of();
      switch (method) {
        case Method.WorstGrades _ ->
            put(
                method,
                sample,
                Conventions.worst(blinded),
                List.of(CountMethods.worst(sample, endpoint.name(), grades)));
        case Method.Exact exact ->
            put(
                method,
                sample,
                Conventions.worst(blinded) + "; " + Conventions.EXACT,
                List.of(CountMethods.gradeShares(sample, endpoint.name(), grades, exact.level())));
        default -> unfit(method, sample);
      }
    }

    // ---- scores

    private record Scores(
        List<Item> items,
        java.util.function.Predicate<Item> worseWhenHigh,
        Quantity at,
        boolean change) {}

    private void scores(Method method, Sample all, Scores scores) {
      for (var item : scores.items()) {
        var occasions = Occasions.upTo(study, item.form(), scores.at());
        if (occasions.isEmpty()) {
          add(
              method,
              item.path(),
              "",
              all.size(),
              all.leftOut(),
              new Result.NotEstimable(
                  item.form().name() + " has no visits that are counted from one day in all arms"));
          continue;
        }
        boolean based = scores.change() || needsBaseline(method);
        var sample =
            based
                ? measured.computeIfAbsent(
                    item, one -> ScoreMethods.measured(all, endpoint.name(), one, occasions, true))
                : ScoreMethods.measured(all, endpoint.name(), item, occasions, false);
        var methods = new ScoreMethods(sample, endpoint.name(), item, occasions, scores.change());
        score(method, sample, methods, item, scores.worseWhenHigh().test(item));
      }
    }

    private static boolean needsBaseline(Method method) {
      return switch (method) {
        case Method.Means _ -> false;
        case Method.Difference difference -> difference.options().adjustedFor().isPresent();
        default -> true;
      };
    }

    private void score(
        Method method, Sample sample, ScoreMethods methods, Item item, boolean highIsWorse) {
      var direction = highIsWorse ? "high is worse" : "high is better";
      switch (method) {
        case Method.RepeatedMeasures _ -> {
          var found = models ? methods.repeated() : List.<Result>of(new Result.Later());
          found.forEach(
              one ->
                  add(
                      method,
                      item.path(),
                      Conventions.REPEATED,
                      sample.size(),
                      sample.leftOut(),
                      one));
        }
        case Method.Responders responders ->
            add(
                method,
                item.path(),
                Conventions.RESPONDERS + "; " + direction,
                sample.size(),
                sample.leftOut(),
                methods.responders(responders.amount(), highIsWorse));
        case Method.Deterioration lost -> {
          if (!sample.full()) {
            add(method, item.path(), "", sample.size(), sample.leftOut(), nobody().getFirst());
            return;
          }
          var times = methods.deterioration(lost.amount(), highIsWorse, primary());
          add(
              method,
              item.path(),
              Conventions.DETERIORATION + "; " + direction,
              sample.size(),
              sample.leftOut(),
              new TimeMethods(study, times, List.of("lost or died", ""), List.of()).curves());
        }
        case Method.Difference difference -> {
          for (int g = 1; g < sample.groups().size(); g++) {
            var adjusted = difference.options().adjustedFor();
            add(
                method,
                item.path(),
                adjusted.isPresent() ? Conventions.ADJUSTED : Conventions.WELCH,
                sample.size(),
                sample.leftOut(),
                methods.difference(g, adjusted, 0.95));
          }
        }
        case Method.Means means -> {
          if (means.geometric()) {
            unfit(method, sample);
          } else {
            add(
                method,
                item.path(),
                "mean and standard deviation",
                sample.size(),
                sample.leftOut(),
                methods.means());
          }
        }
        default -> unfit(method, sample);
      }
    }

    /** The primary endpoint when it is a time: its event is taken as death. */
    private String primary() {
      return study.measure().endpoints().stream()
          .filter(one -> one.primary() && one.what() instanceof Measure.What.TimeTo)
          .map(Measure.Endpoint::name)
          .findFirst()
          .orElse("");
    }

    private static boolean compares(Method method) {
      return switch (method) {
        case Method.Difference _,
            Method.Cox _,
            Method.LogRank _,
            Method.Gray _,
            Method.CauseSpecificCox _,
            Method.NewcombeDifference _,
            Method.Fisher _,
            Method.MannWhitney _,
            Method.RepeatedMeasures _ ->
            true;
        case Method.KaplanMeier _,
            Method.AalenJohansen _,
            Method.Exact _,
            Method.Proportions _,
            Method.WorstGrades _,
            Method.Responders _,
            Method.Deterioration _,
            Method.Means _,
            Method.Rates _,
            Method.Described _ ->
            false;
      };
    }
  }
}
