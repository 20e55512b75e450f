package org.trialwright.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.trialwright.analysis.Sensitivity.Found;
import org.trialwright.study.Despite;
import org.trialwright.study.How;
import org.trialwright.study.Item;
import org.trialwright.study.Measure;
import org.trialwright.study.Method;
import org.trialwright.study.Quantity;
import org.trialwright.study.Study;

/** Every other way in which the study wants an endpoint to be looked at. */
final class Sensitivities {
  private static final String BLINDED =
      "compares arms: only the data monitoring committee's report does";
  private static final String PAIR = "compares groups, and there is one group here";
  private static final String OTHERS = "compares arms, and the endpoint is not looked at by arm";
  private static final String EMPTY = "a group has nobody";
  private static final String ELSEWHERE = "the endpoint is not counted from allocation";
  private static final String READ_ONLY = "this way is read and not worked out here";

  private final Cut cut;
  private final Study study;
  private final Analyses analyses;
  private final Looks looks;
  private final boolean blinded;
  private final boolean models;
  private final List<Sensitivity> all = new ArrayList<>();

  /**
   * @param models whether what takes seconds is worked out now
   */
  Sensitivities(Cut cut, Analyses analyses, Looks looks, boolean blinded, boolean models) {
    this.cut = cut;
    this.study = cut.study();
    this.analyses = analyses;
    this.looks = looks;
    this.blinded = blinded;
    this.models = models;
  }

  List<Sensitivity> all() {
    for (var despite : study.measure().plan().despite()) {
      for (var way : despite.alternatives()) {
        var endpoint = study.measure().endpoint(way.endpoint());
        if (endpoint.isPresent()) {
          for (var set : endpoint.get().sets()) {
            new One(despite.name(), endpoint.get(), set, way.text()).run(way);
          }
        }
      }
    }
    for (var endpoint : study.measure().endpoints()) {
      for (var method : endpoint.methods()) {
        for (var set : endpoint.sets()) {
          if (keepsAnswersApart(method) && endpoint.what() instanceof Measure.What.TimeTo) {
            new One(Sensitivity.STRATA, endpoint, set, method.text()).strata(method);
          }
        }
      }
    }
    return List.copyOf(all);
  }

  private static boolean keepsAnswersApart(Method method) {
    return (method instanceof Method.Cox || method instanceof Method.LogRank)
        && method.options().within().stream().anyMatch(How.ByAnswer.class::isInstance);
  }

  /** One way of one endpoint in one set. */
  private final class One {
    private final String event;
    private final Measure.Endpoint endpoint;
    private final String set;
    private final String method;

    One(String event, Measure.Endpoint endpoint, String set, String method) {
      this.event = event;
      this.endpoint = endpoint;
      this.set = set;
      this.method = method;
    }

    private void add(String item, String convention, int rows, Sample sample, Found found) {
      all.add(
          new Sensitivity(
              event,
              endpoint.name(),
              item,
              set,
              method,
              convention,
              rows,
              sample.leftOut(),
              found));
    }

    private void none(String item, Result why) {
      all.add(
          new Sensitivity(
              event,
              endpoint.name(),
              item,
              set,
              method,
              "",
              0,
              List.of(),
              new Sensitivity.None(why)));
    }

    private void run(Despite.Way way) {
      switch (endpoint.what()) {
        case Measure.What.TimeTo time -> {
          if (possible("")) {
            time(way, Folding.fromAllocation(time.from()));
          }
        }
        case Measure.What.Change change -> {
          for (var item : change.items()) {
            if (possible(item.path())) {
              score(way, change, item);
            }
          }
        }
        case Measure.What.Share _, Measure.What.Declared _ ->
            none("", new Result.NotEstimable(READ_ONLY));
      }
    }

    /** Whether groups may be compared here; if not, the reason is noted. */
    private boolean possible(String item) {
      var why =
          blinded
              ? BLINDED
              : endpoint.neverTested().map(reason -> "never tested: " + reason).orElse("");
      if (why.isEmpty() && !Grouping.comparesArms(endpoint)) {
        why = OTHERS;
      }
      if (why.isEmpty() && !analyses.sample(endpoint, set).compares()) {
        why = PAIR;
      }
      if (!why.isEmpty()) {
        none(item, new Result.Refused(why));
      }
      return why.isEmpty();
    }

    private void time(Despite.Way way, boolean fromAllocation) {
      var times = Times.of(analyses.sample(endpoint, set), endpoint.name(), false);
      if (!fromAllocation || !times.sample().full()) {
        none("", new Result.NotEstimable(fromAllocation ? EMPTY : ELSEWHERE));
        return;
      }
      for (int g = 1; g < times.sample().groups().size(); g++) {
        var pair = times.pair(g);
        switch (way.strategy()) {
          case Despite.Plain plain -> {
            if (plain == Despite.Plain.HYPOTHETICAL_BY_IPCW) {
              add(
                  "",
                  Conventions.ipcw(within()),
                  pair.sample().size(),
                  pair.sample(),
                  new Hypothetical(study, pair, event, within(), asked(), models).found());
            } else {
              none("", new Result.NotEstimable(READ_ONLY));
            }
          }
          case Despite.Tipping tipping -> {
            var arm = way.arm().orElse(pair.sample().groups().get(1));
            if (pair.sample().groups().contains(arm)) {
              tipping(pair, arm, tipping);
            }
          }
        }
      }
    }

    private void tipping(Times pair, String arm, Despite.Tipping tipping) {
      var found =
          models
              ? new TippingPoint(cut, looks, endpoint, set, pair, arm, event)
                  .found(tipping, within(), asked())
              : new Sensitivity.None(new Result.Later());
      add("", Conventions.tipping(within()), pair.sample().size(), pair.sample(), found);
    }

    private List<How.Stratum> within() {
      return Methods.within(endpoint, Method.Cox.class);
    }

    private List<Quantity> asked() {
      return Methods.asked(endpoint);
    }

    private void score(Despite.Way way, Measure.What.Change change, Item item) {
      var occasions = Occasions.upTo(study, item.form(), change.at());
      if (occasions.isEmpty()) {
        none(
            item.path(),
            new Result.NotEstimable(
                item.form().name() + " has no visits that are counted from one day in all arms"));
        return;
      }
      var everybody = analyses.sample(endpoint, set);
      var scores =
          new Scores(cut, endpoint.name(), item, occasions, change.worseWhenHigh().contains(item));
      if (way.strategy() == Despite.Plain.WORST_SCORE) {
        each(
            item,
            scores.ranked(everybody, event),
            Conventions.WORST_SCORE,
            pair -> scores.worst(pair, event));
      } else if (way.strategy() == Despite.Plain.PATTERN_MIXTURE) {
        each(
            item,
            ScoreMethods.measured(everybody, endpoint.name(), item, occasions, true),
            Conventions.PATTERN_MIXTURE,
            pair ->
                models ? scores.mixture(pair, event) : new Sensitivity.None(new Result.Later()));
      } else {
        none(item.path(), new Result.NotEstimable(READ_ONLY));
      }
    }

    private void each(Item item, Sample sample, String convention, Function<Sample, Found> found) {
      for (int g = 1; g < sample.groups().size(); g++) {
        var pair = sample.pair(g);
        add(item.path(), convention, pair.size(), pair, pair.full() ? found.apply(pair) : empty());
      }
    }

    private void strata(Method strataOf) {
      if (!possible("")) {
        return;
      }
      var times = Times.of(analyses.sample(endpoint, set), endpoint.name(), false);
      if (!times.sample().full()) {
        none("", new Result.NotEstimable(EMPTY));
        return;
      }
      var within = strataOf.options().within();
      var truly = times.withTrueStrata();
      int differing = truly.differing(within);
      var methods = new TimeMethods(study, truly, Analyses.causes(endpoint), asked());
      List<Result> results =
          differing == 0
              ? List.of()
              : strataOf instanceof Method.LogRank
                  ? List.of(methods.logRank(within))
                  : methods.cox(within);
      add(
          "",
          Conventions.TRUE_STRATA,
          times.sample().size(),
          times.sample(),
          new Sensitivity.TrueStrata(differing, results));
    }
  }

  private static Found empty() {
    return new Sensitivity.None(new Result.NotEstimable(EMPTY));
  }
}
