package org.trialwright.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.trialwright.analysis.Sensitivity.AtFactor;
import org.trialwright.analysis.Sensitivity.Found;
import org.trialwright.analysis.Sensitivity.Pooled;
import org.trialwright.statistics.CoxFit;
import org.trialwright.statistics.ImputationPooling;
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
  private final double[] ends;
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
    this.ends = ends();
    double[] gone = pair.onTheWay(event);
    this.shifted =
        new Shifted(
            pair,
            pair.sample().groups().indexOf(arm),
            i -> gone[i] < Double.POSITIVE_INFINITY,
            ends,
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
    int steps = 1 + (int) Math.floor((tipping.to() - tipping.from()) / STEP + ROUNDING);
    var drawn = new Drawn(steps);
    drawn.fill(tipping.from(), pair.strata(within), at.map(one -> Days.of(cut.study(), one)));
    if (drawn.missing()) {
      return none("a completed data set has no ratio of hazards, or no error of the difference");
    }
    double level = test.map(this::level).orElse(LEVEL);
    var factors = new ArrayList<AtFactor>();
    for (int k = 0; k < steps; k++) {
      factors.add(drawn.at(k, tipping.from() + k * STEP, test, at.isPresent(), level));
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

  /** What each draw gives with each factor. */
  private final class Drawn {
    private final double[][] ratios;
    private final double[][] ofRatios;
    private final double[][] differences;
    private final double[][] ofDifferences;
    private final int[][] events;

    Drawn(int steps) {
      ratios = new double[steps][DRAWS];
      ofRatios = new double[steps][DRAWS];
      differences = new double[steps][DRAWS];
      ofDifferences = new double[steps][DRAWS];
      events = new int[steps][DRAWS];
    }

    /** Draws have chance numbers of their own, so their order does not matter. */
    void fill(double from, Times.Strata strata, Optional<Double> day) {
      double last = Arrays.stream(ends).max().orElse(0);
      var others = shifted.others(strata, last);
      IntStream.range(0, DRAWS)
          .parallel()
          .forEach(
              m -> {
                var draw = shifted.draw(m);
                for (int k = 0; k < events.length; k++) {
                  one(k, m, counted(others.copy(), strata, draw, from + k * STEP, k, m), day);
                }
              });
    }

    private Tally counted(
        Tally all, Times.Strata strata, Shifted.Draw draw, double factor, int k, int m) {
      draw.with(
          factor,
          (row, time, event) -> {
            events[k][m] += event ? 1 : 0;
            all.add(strata.of()[row], pair.sample().group()[row], time, event);
          });
      return all;
    }

    private void one(int k, int m, Tally completed, Optional<Double> day) {
      if (completed.cox().fit() instanceof CoxFit fit) {
        ratios[k][m] = fit.coefficients().get(0);
        ofRatios[k][m] = square(fit.standardErrors().get(0));
      } else {
        ofRatios[k][m] = Double.NaN;
      }
      if (day.isPresent()) {
        var curves = completed.curves();
        var found =
            SurvivalAtTime.of(curves.getFirst(), curves.getLast(), day.get(), LEVEL).difference();
        differences[k][m] = found.estimate();
        ofDifferences[k][m] = square(found.standardError().known().orElse(Double.NaN));
      }
    }

    /** Whether a completed data set gave no number. */
    boolean missing() {
      return Stream.of(ofRatios, ofDifferences)
          .flatMap(Arrays::stream)
          .flatMapToDouble(Arrays::stream)
          .anyMatch(Double::isNaN);
    }

    AtFactor at(int k, double factor, Optional<Plan.Test> test, boolean timed, double level) {
      var ratio = pooled(ratios[k], ofRatios[k], LEVEL);
      var difference =
          timed
              ? Optional.of(pooled(differences[k], ofDifferences[k], level))
              : Optional.<Pooled>empty();
      double drawn = Arrays.stream(events[k]).sum();
      return new AtFactor(factor, drawn / DRAWS, difference, ratio, holds(test, difference, ratio));
    }
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
