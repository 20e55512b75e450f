package org.trialwright.analysis;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.trialwright.quantities.Truth;
import org.trialwright.statistics.CoxFit;
import org.trialwright.statistics.CoxNotEstimable;
import org.trialwright.statistics.CumulativeIncidence;
import org.trialwright.statistics.Distribution;
import org.trialwright.statistics.Estimate;
import org.trialwright.statistics.FisherExact;
import org.trialwright.statistics.GrayTest;
import org.trialwright.statistics.Interval;
import org.trialwright.statistics.KaplanMeier;
import org.trialwright.statistics.Limits;
import org.trialwright.statistics.RateRatio;
import org.trialwright.statistics.SurvivalAtTime;
import org.trialwright.statistics.TwoProportions;
import org.trialwright.statistics.Weight;
import org.trialwright.statistics.Wilcoxon;
import org.trialwright.study.How;
import org.trialwright.study.Item;
import org.trialwright.study.Measure;
import org.trialwright.study.Method;
import org.trialwright.study.Plan;
import org.trialwright.study.Quantity;
import org.trialwright.study.Study;

/** Compares two arms for a planned test, by the methods that the endpoint names. */
final class Contrasts {
  private static final Distribution.Normal NORMAL = new Distribution.Normal();
  private static final double LEVEL = 0.95;
  private static final int CAUSES = 2;
  private static final String TWO = "two groups with somebody in each are needed";

  private final Study study;
  private final Analyses analyses;
  private final List<Analysed> results;
  private final Measure.Endpoint endpoint;

  Contrasts(Study study, Analyses analyses, List<Analysed> results, Measure.Endpoint endpoint) {
    this.study = study;
    this.analyses = analyses;
    this.results = results;
    this.endpoint = endpoint;
  }

  /** What the test is made of: the questions, or the endpoint itself where it has none. */
  List<Optional<Item>> parts(Plan.Test test) {
    var items =
        switch (endpoint.what()) {
          case Measure.What.Change change -> change.items();
          case Measure.What.ValueAt value -> value.items();
          default -> List.<Item>of();
        };
    return items.isEmpty()
        ? List.of(Optional.empty())
        : (test.of().isEmpty() ? items : test.of()).stream().map(Optional::of).toList();
  }

  Contrast of(Plan.Test test, String set, Optional<Item> part) {
    if (endpoint.methods().stream().anyMatch(one -> one.options().clusteredBySite())) {
      return new Contrast.None("no method here knows that people of one site are alike");
    }
    return switch (endpoint.what()) {
      case Measure.What.TimeTo time ->
          time(test, Times.of(sample(set), endpoint.name(), false), !time.against().isEmpty());
      case Measure.What.Share share -> share(sample(set), share.worse(), test.claim());
      case Measure.What.Level level -> level(sample(set), level.worseWhenHigh());
      case Measure.What.EventsOf _ -> rates(sample(set));
      case Measure.What.Change change ->
          score(
              test,
              set,
              part.orElseThrow(),
              change.at(),
              true,
              change.worseWhenHigh().contains(part.orElseThrow()));
      case Measure.What.ValueAt value ->
          score(
              test,
              set,
              part.orElseThrow(),
              value.at(),
              false,
              value.worseWhenHigh().contains(part.orElseThrow()));
      case Measure.What.Worst _ -> new Contrast.None("worst grades are not tested");
    };
  }

  private Sample sample(String set) {
    return analyses.sample(endpoint, set);
  }

  private static boolean two(Sample sample) {
    return sample.groups().size() == 2 && sample.full();
  }

  private boolean named(Predicate<Method> kind) {
    return endpoint.methods().stream().anyMatch(kind);
  }

  private List<How.Stratum> within(Predicate<Method> kind) {
    return endpoint.methods().stream()
        .filter(kind)
        .findFirst()
        .map(method -> method.options().within())
        .orElse(List.of());
  }

  // ---- times: fewer events are better

  private Contrast time(Plan.Test test, Times times, boolean competing) {
    if (!two(times.sample())) {
      return new Contrast.None(TWO);
    }
    if (test.at().isPresent()) {
      double day = Days.of(study, test.at().get());
      return competing ? incidence(times, day) : survival(times, day);
    }
    if (test.claim() instanceof Plan.Claim.NotInferior) {
      return hazards(times);
    }
    boolean gray = named(Method.Gray.class::isInstance) && !named(Method.LogRank.class::isInstance);
    return gray ? gray(times) : logRank(times);
  }

  private Contrast logRank(Times times) {
    var signed =
        TimeMethods.logRankOf(times, within(Method.LogRank.class::isInstance))
            .signed(new Weight.LogRank());
    return signed.z().known().isEmpty()
        ? new Contrast.None("nobody had the event while both groups were at risk")
        : statistic(signed.z().known().getAsDouble());
  }

  /** Fewer events than expected in the experimental group make its score negative. */
  private static Contrast statistic(double z) {
    double less = NORMAL.cdf(z);
    return new Contrast.Known(z, true, z < 0, 2 * Math.min(less, 1 - less), less, Contrast::none);
  }

  private static Contrast gray(Times times) {
    var found =
        GrayTest.of(times.time(), times.cause(), CAUSES, times.sample().group(), 2).test(1, 0);
    return found.test().isEmpty()
        ? new Contrast.None(found.whyNot())
        : statistic(Math.copySign(Math.sqrt(found.test().get().chiSquare()), found.score().get(1)));
  }

  private Contrast hazards(Times times) {
    var within = within(one -> one instanceof Method.Cox || one instanceof Method.CauseSpecificCox);
    return switch (TimeMethods.fit(times, within, 1).fit()) {
      case CoxNotEstimable none -> new Contrast.None(none.sentence());
      case CoxFit fit ->
          Contrast.symmetric(
              fit.hazardRatios().get(0),
              1,
              true,
              Estimate.of(fit.perCoefficient(LEVEL).p().get(0)),
              confidence -> {
                var one = fit.perCoefficient(confidence);
                return new Limits(Estimate.of(one.lower().get(0)), Estimate.of(one.upper().get(0)));
              });
    };
  }

  private static Contrast survival(Times times, double day) {
    var curves = KaplanMeier.curves(times.followUp(), times.sample().group(), 2);
    var at = SurvivalAtTime.of(curves.getFirst(), curves.getLast(), day, LEVEL).difference();
    return Contrast.symmetric(
        at.estimate(),
        0,
        false,
        at.p(),
        confidence ->
            SurvivalAtTime.of(curves.getFirst(), curves.getLast(), day, confidence)
                .difference()
                .limits());
  }

  private static Contrast incidence(Times times, double day) {
    var both =
        CumulativeIncidence.byGroup(times.time(), times.cause(), CAUSES, times.sample().group(), 2);
    var control = both.getFirst().at(day, 1);
    var other = both.getLast().at(day, 1);
    double difference = other.incidence() - control.incidence();
    double error = Math.hypot(other.standardError(), control.standardError());
    if (!(error > 0)) {
      return new Contrast.None("nobody had the event by then, or everybody: no standard error");
    }
    return Contrast.symmetric(
        difference,
        0,
        true,
        Estimate.of(2 * NORMAL.cdf(-Math.abs(difference) / error)),
        confidence -> {
          double half = -NORMAL.quantile((1 - confidence) / 2) * error;
          return new Limits(Estimate.of(difference - half), Estimate.of(difference + half));
        });
  }

  // ---- shares, levels, rates

  /**
   * Fisher's test where the endpoint names it, else Pearson's. A margin is held against Newcombe's
   * limits where the endpoint names them, else against those of Miettinen and Nurminen.
   */
  private Contrast share(Sample all, boolean yesIsWorse, Plan.Claim claim) {
    var sample = all.having(one -> truth(one) != Truth.UNKNOWN, "the answer is not known");
    if (!two(sample)) {
      return new Contrast.None(TWO);
    }
    int[] yes = new int[2];
    for (int i = 0; i < sample.size(); i++) {
      yes[sample.group()[i]] += truth(sample.subjects().get(i)) == Truth.YES ? 1 : 0;
    }
    int other = sample.count(1);
    int control = sample.count(0);
    var two = TwoProportions.of(yes[1], other, yes[0], control);
    boolean newcombe = named(Method.NewcombeDifference.class::isInstance);
    double difference = two.riskDifference();
    boolean better = yesIsWorse ? difference < 0 : difference > 0;
    if (named(Method.Fisher.class::isInstance) && !(claim instanceof Plan.Claim.NotInferior)) {
      var fisher = FisherExact.of(yes[1], other, yes[0], control, LEVEL);
      return new Contrast.Known(
          difference,
          yesIsWorse,
          better,
          fisher.p(),
          yesIsWorse ? fisher.pLess() : fisher.pGreater(),
          confidence -> limits(two, newcombe, confidence));
    }
    return Contrast.symmetric(
        difference,
        0,
        yesIsWorse,
        two.chiSquareTest().p(),
        confidence -> limits(two, newcombe, confidence));
  }

  private static Limits limits(TwoProportions two, boolean newcombe, double confidence) {
    Interval found = newcombe ? two.newcombe(confidence) : two.miettinenNurminen(confidence);
    return new Limits(Estimate.of(found.lower()), Estimate.of(found.upper()));
  }

  private Truth truth(Subject subject) {
    return subject.values().get(endpoint.name()) instanceof Value.Holds holds
        ? holds.truth()
        : Truth.UNKNOWN;
  }

  /** The rank sum; the estimate is how often, of pairs, the experimental arm stands higher. */
  private Contrast level(Sample all, boolean highIsWorse) {
    var sample = all.having(one -> place(one) >= 0, "no level known");
    if (!two(sample)) {
      return new Contrast.None(TWO);
    }
    double[] control = values(sample, 0, this::place);
    double[] other = values(sample, 1, this::place);
    var test = Wilcoxon.of(control, other, LEVEL);
    return Contrast.symmetric(
        test.w() / ((double) control.length * other.length),
        0.5,
        highIsWorse,
        test.pNormal(),
        Contrast::none);
  }

  private int place(Subject subject) {
    return subject.values().get(endpoint.name()) instanceof Value.Placed placed
        ? placed.place().orElse(-1)
        : -1;
  }

  private static double[] values(
      Sample sample, int g, java.util.function.ToDoubleFunction<Subject> value) {
    return java.util.stream.IntStream.range(0, sample.size())
        .filter(i -> sample.group()[i] == g)
        .mapToDouble(i -> value.applyAsDouble(sample.subjects().get(i)))
        .toArray();
  }

  /** Fewer events are better; the events of one person need not be independent. */
  private Contrast rates(Sample sample) {
    if (!two(sample)) {
      return new Contrast.None(TWO);
    }
    if (days(sample, 0) == 0 || days(sample, 1) == 0) {
      return new Contrast.None("a group was never observed");
    }
    var found = rates(sample, LEVEL);
    return found.ratio() instanceof Estimate.Known(double ratio)
        ? Contrast.symmetric(
            ratio, 1, true, found.p(), confidence -> rates(sample, confidence).limits())
        : new Contrast.None("a group has no event");
  }

  private RateRatio rates(Sample sample, double confidence) {
    return RateRatio.of(
        values(sample, 0, one -> counted(one).events()),
        values(sample, 0, one -> counted(one).days()),
        values(sample, 1, one -> counted(one).events()),
        values(sample, 1, one -> counted(one).days()),
        confidence);
  }

  private double days(Sample sample, int g) {
    return java.util.Arrays.stream(values(sample, g, one -> counted(one).days())).sum();
  }

  private Value.Counted counted(Subject subject) {
    return subject.values().get(endpoint.name()) instanceof Value.Counted counted
        ? counted
        : new Value.Counted(0, 0);
  }

  // ---- scores

  private Contrast score(
      Plan.Test test, String set, Item item, Quantity at, boolean change, boolean highIsWorse) {
    if (named(Method.RepeatedMeasures.class::isInstance)) {
      return repeated(test, set, item)
          .<Contrast>map(
              found ->
                  Contrast.symmetric(
                      found.estimate(),
                      0,
                      highIsWorse,
                      Estimate.of(found.p()),
                      confidence ->
                          around(found.estimate(), found.standardError(), found.df(), confidence)))
          .orElseGet(
              () -> new Contrast.None("the mixed model of " + item.path() + " is not there"));
    }
    var occasions = Occasions.upTo(study, item.form(), test.at().orElse(at));
    if (occasions.isEmpty()) {
      return new Contrast.None(
          item.form().name() + " has no visits that are counted from one day in all arms");
    }
    var adjusted =
        endpoint.methods().stream()
            .flatMap(one -> one.options().adjustedFor().stream())
            .findFirst();
    var last = List.of(occasions.getLast());
    var sample =
        ScoreMethods.measured(
            sample(set), endpoint.name(), item, last, change || adjusted.isPresent());
    if (sample.groups().size() != 2) {
      return new Contrast.None(TWO);
    }
    var methods = new ScoreMethods(sample, endpoint.name(), item, last, change);
    return switch (methods.difference(1, adjusted, LEVEL)) {
      case Result.MeanDifference found ->
          Contrast.symmetric(
              found.estimate(),
              0,
              highIsWorse,
              Estimate.of(found.p()),
              confidence ->
                  methods.difference(1, adjusted, confidence) instanceof Result.MeanDifference one
                      ? new Limits(Estimate.of(one.lower()), Estimate.of(one.upper()))
                      : Contrast.none(confidence));
      case Result none -> new Contrast.None(none.none().orElse(""));
    };
  }

  /** Of the mixed model at the time of the test, else at the last time of the endpoint. */
  private Optional<Result.AtVisit> repeated(Plan.Test test, String set, Item item) {
    var at = test.at().map(Quantity::text).orElse("");
    return results.stream()
        .filter(
            one ->
                one.endpoint().equals(endpoint.name())
                    && one.set().equals(set)
                    && one.item().equals(item.path()))
        .map(Analysed::result)
        .filter(Result.Repeated.class::isInstance)
        .map(Result.Repeated.class::cast)
        .findFirst()
        .map(Result.Repeated::visits)
        .map(
            visits ->
                visits.stream()
                    .filter(visit -> visit.visit().equals(at))
                    .findFirst()
                    .orElseGet(visits::getLast));
  }

  private static Limits around(double estimate, double error, double df, double confidence) {
    double half = -new Distribution.StudentT(df).quantile((1 - confidence) / 2) * error;
    return new Limits(Estimate.of(estimate - half), Estimate.of(estimate + half));
  }
}
