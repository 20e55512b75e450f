package org.trialwright.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.trialwright.analysis.Sensitivity.AtFactor;
import org.trialwright.analysis.Sensitivity.Found;
import org.trialwright.analysis.Sensitivity.Pooled;
import org.trialwright.statistics.CoxFit;
import org.trialwright.statistics.ImputationPooling;
import org.trialwright.statistics.KaplanMeier;
import org.trialwright.statistics.SurvivalAtTime;
import org.trialwright.study.Despite;
import org.trialwright.study.How;
import org.trialwright.study.Measure;
import org.trialwright.study.Plan;
import org.trialwright.study.Quantity;

/** How much worse the lost of one arm must do before a claim changes. */
final class TippingPoint {
  static final int DRAWS = 50;
  private static final double STEP = 0.25;
  private static final double POINTS = 100;
  private static final double LEVEL = 0.95;
  private static final double ROUNDING = 1e-9;
  private static final String RATIO = "the ratio of the hazards is not 1";

  private final Cut cut;
  private final Looks looks;
  private final Measure.Endpoint endpoint;
  private final String set;
  private final Times pair;
  private final String arm;
  private final Shifted shifted;

  TippingPoint(
      Cut cut,
      Looks looks,
      Measure.Endpoint endpoint,
      String set,
      Times pair,
      String arm,
      String event) {
    this.cut = cut;
    this.looks = looks;
    this.endpoint = endpoint;
    this.set = set;
    this.pair = pair;
    this.arm = arm;
    double[] gone = pair.onTheWay(event);
    this.shifted =
        new Shifted(
            pair,
            pair.sample().groups().indexOf(arm),
            i -> gone[i] < Double.POSITIVE_INFINITY,
            ends(),
            draws(event));
  }

  /** Until the cut, and no longer than anybody was followed. */
  private double[] ends() {
    double longest = 0;
    for (double time : pair.time()) {
      longest = Math.max(longest, time);
    }
    double[] ends = new double[pair.time().length];
    for (int i = 0; i < ends.length; i++) {
      long start = pair.sample().subjects().get(i).allocated().orElseThrow().toEpochDay();
      double untilCut = (double) cut.day().toEpochDay() - start;
      ends[i] = Math.max(pair.time()[i], Math.min(longest, untilCut));
    }
    return ends;
  }

  private Draws[] draws(String event) {
    return pair.sample().subjects().stream()
        .map(
            subject ->
                Draws.of(
                    cut.study().seal(),
                    cut.sequence(),
                    subject.id().value(),
                    "tipping/" + event + "/" + endpoint.name()))
        .toArray(Draws[]::new);
  }

  /** A claim that a test of the plan makes about the difference at a time. */
  private Optional<Plan.Test> test() {
    return cut.study().measure().plan().tests().stream()
        .filter(
            test ->
                test.endpoint().equals(endpoint.name())
                    && test.claim() instanceof Plan.Claim.DifferenceBeyond
                    && sets(test).contains(set))
        .findFirst();
  }

  private List<String> sets(Plan.Test test) {
    return test.sets().isEmpty() ? endpoint.sets().subList(0, 1) : test.sets();
  }

  Found found(Despite.Tipping tipping, List<How.Stratum> within, List<Quantity> asked) {
    if (shifted.lost() == 0) {
      return none("nobody of " + arm + " was censored by it");
    }
    var test = test();
    var at = test.flatMap(Plan.Test::at).or(() -> asked.stream().findFirst());
    int steps = (int) Math.floor((tipping.to() - tipping.from()) / STEP + ROUNDING);
    var factors = new ArrayList<AtFactor>();
    for (int k = 0; k <= steps; k++) {
      var one = at(tipping.from() + k * STEP, within, at, test);
      if (one.isEmpty()) {
        return none("a completed data set has no ratio of hazards, or no error of the difference");
      }
      factors.add(one.get());
    }
    boolean holds = factors.getFirst().holds();
    return new Sensitivity.Tipping(
        arm,
        pair.sample().groups().get(1),
        pair.sample().groups().getFirst(),
        shifted.lost(),
        DRAWS,
        test.map(Plan.Test::text).orElse(RATIO),
        holds,
        factors.stream().filter(one -> one.holds() != holds).map(AtFactor::factor).findFirst(),
        factors);
  }

  private static Found none(String reason) {
    return new Sensitivity.None(new Result.NotEstimable(reason));
  }

  private Optional<AtFactor> at(
      double factor, List<How.Stratum> within, Optional<Quantity> time, Optional<Plan.Test> test) {
    double[] ratios = new double[DRAWS];
    double[] ofRatios = new double[DRAWS];
    double[] differences = new double[DRAWS];
    double[] ofDifferences = new double[DRAWS];
    double events = 0;
    for (int m = 0; m < DRAWS; m++) {
      var completed = shifted.completed(m, factor);
      events += shifted.events(completed);
      if (!(TimeMethods.fit(completed, within, 1).fit() instanceof CoxFit fit)) {
        return Optional.empty();
      }
      ratios[m] = fit.coefficients().get(0);
      ofRatios[m] = square(fit.standardErrors().get(0));
      if (time.isPresent()) {
        var found = difference(completed, Times.day(cut.study(), time.get()));
        var error = found.standardError().known();
        if (error.isEmpty()) {
          return Optional.empty();
        }
        differences[m] = found.estimate();
        ofDifferences[m] = square(error.getAsDouble());
      }
    }
    double level = test.map(this::level).orElse(LEVEL);
    var ratio = pooled(ratios, ofRatios, LEVEL);
    var difference = time.map(_ -> pooled(differences, ofDifferences, level));
    boolean holds = holds(test, difference, ratio);
    return Optional.of(new AtFactor(factor, events / DRAWS, difference, ratio, holds));
  }

  private static boolean holds(
      Optional<Plan.Test> test, Optional<Pooled> difference, Pooled ratio) {
    if (test.isPresent() && difference.isPresent()) {
      return beyond((Plan.Claim.DifferenceBeyond) test.get().claim(), difference.get());
    }
    return ratio.lower() > 0 || ratio.upper() < 0;
  }

  private static double square(double x) {
    return x * x;
  }

  private static SurvivalAtTime.Difference difference(Times completed, double day) {
    var curves = KaplanMeier.curves(completed.followUp(), completed.sample().group(), 2);
    return SurvivalAtTime.of(curves.getFirst(), curves.getLast(), day, LEVEL).difference();
  }

  private double level(Plan.Test test) {
    double alpha = looks.level(test).alpha();
    return test.oneSided() ? 1 - 2 * alpha : 1 - alpha;
  }

  private static boolean beyond(Plan.Claim.DifferenceBeyond claim, Pooled difference) {
    double limit = claim.limit().amount() / POINTS;
    return claim.above() ? difference.lower() > limit : difference.upper() < limit;
  }

  static Pooled pooled(double[] estimates, double[] variances, double level) {
    return pooled(ImputationPooling.of(estimates, variances, level), level);
  }

  static Pooled pooled(ImputationPooling one, double level) {
    return new Pooled(
        one.estimate(),
        one.se(),
        one.df(),
        one.lower(),
        one.upper(),
        level,
        one.p(),
        one.fractionMissing());
  }
}
