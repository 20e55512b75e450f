package org.trialwright.analysis;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.trialwright.analysis.Sensitivity.Found;
import org.trialwright.statistics.CovarianceStructure;
import org.trialwright.statistics.Mmrm;
import org.trialwright.statistics.MmrmFit;
import org.trialwright.statistics.Wilcoxon;
import org.trialwright.study.Item;

/** Other ways to look at the change of one question at the last of several visits. */
final class Scores {
  static final int DRAWS = 50;
  private static final double LEVEL = 0.95;

  private final Cut cut;
  private final String endpoint;
  private final Item item;
  private final List<String> occasions;
  private final boolean highIsWorse;
  private final Map<String, Double> days;

  Scores(Cut cut, String endpoint, Item item, List<String> occasions, boolean highIsWorse) {
    this.cut = cut;
    this.endpoint = endpoint;
    this.item = item;
    this.occasions = occasions;
    this.highIsWorse = highIsWorse;
    this.days = Occasions.days(cut.study(), item.form());
  }

  private double lastDay() {
    return Math.ceil(days.getOrDefault(occasions.getLast(), 0.0));
  }

  private static double onTheWay(Subject subject, String event) {
    var day = subject.background().onTheWay().get(event);
    return day == null
        ? Double.POSITIVE_INFINITY
        : (double) day.toEpochDay() - subject.allocated().orElseThrow().toEpochDay();
  }

  /** Those for whom the event came by the visit, and those who have a change then. */
  Sample ranked(Sample all, String event) {
    return all.having(
        subject -> onTheWay(subject, event) <= lastDay() || change(subject).isPresent(),
        "no answer before treatment, or none at " + occasions.getLast());
  }

  /** High is good. */
  private OptionalDouble change(Subject subject) {
    var series = ScoreMethods.series(subject, endpoint, item);
    Optional<Value.Score> last = series.at(occasions.getLast());
    if (series.baseline().isEmpty() || last.isEmpty()) {
      return OptionalDouble.empty();
    }
    double gain = last.get().value() - series.baseline().getAsDouble();
    return OptionalDouble.of(highIsWorse ? -gain : gain);
  }

  /** The rank sum of a pair; whoever had the event by then stands last. */
  Found worst(Sample pair, String event) {
    int[] worst = new int[2];
    double least = 0;
    for (var subject : pair.subjects()) {
      least = Math.min(least, change(subject).orElse(0));
    }
    double[][] values = {new double[pair.count(0)], new double[pair.count(1)]};
    int[] at = new int[2];
    for (int i = 0; i < pair.size(); i++) {
      int g = pair.group()[i];
      var subject = pair.subjects().get(i);
      boolean happened = onTheWay(subject, event) <= lastDay();
      worst[g] += happened ? 1 : 0;
      values[g][at[g]++] = happened ? least - 1 : change(subject).orElseThrow();
    }
    var test = Wilcoxon.of(values[0], values[1], LEVEL);
    return new Sensitivity.Ranked(
        pair.groups().get(1),
        pair.groups().getFirst(),
        occasions.getLast(),
        values[1].length,
        values[0].length,
        worst[1],
        worst[0],
        test.w() / ((double) values[0].length * values[1].length),
        test.pNormal());
  }

  /** Those who were lost from the experimental group go on as the control. */
  Found mixture(Sample pair, String event) {
    var methods = new ScoreMethods(pair, endpoint, item, occasions, true);
    var rows = methods.rows(pair);
    if (rows.isEmpty()) {
      return none("nobody has an answer before treatment and one after");
    }
    return switch (Mmrm.fit(rows, occasions.size(), new CovarianceStructure.Unstructured())) {
      case Mmrm.Outcome.NotEstimable(var reason) -> none(reason);
      case Mmrm.Outcome.Fitted(var fit) -> {
        try {
          yield mixture(pair, rows, fit, event);
        } catch (Gauss.NotPositiveDefinite flat) {
          yield none("a covariance of the mixed model leaves nothing to draw from");
        }
      }
    };
  }

  private static Found none(String reason) {
    return new Sensitivity.None(new Result.NotEstimable(reason));
  }

  private Found mixture(Sample pair, List<Mmrm.Row> rows, MmrmFit fit, String event) {
    double[] lost =
        pair.subjects().stream().mapToDouble(subject -> onTheWay(subject, event)).toArray();
    var draws = pair.subjects().stream().map(one -> draws(one.id().value())).toArray(Draws[]::new);
    var people = JumpToReference.people(pair, rows, occasions.size(), lost, lastDay(), draws);
    var jump = new JumpToReference(fit, people);
    var coefficients = draws("");
    return new Sensitivity.Mixture(
        pair.groups().get(1),
        pair.groups().getFirst(),
        occasions.getLast(),
        DRAWS,
        jump.jumping(),
        jump.atRandom(),
        TippingPoint.pooled(jump.pooled(DRAWS, coefficients, true, LEVEL), LEVEL),
        TippingPoint.pooled(jump.pooled(DRAWS, coefficients, false, LEVEL), LEVEL));
  }

  private Draws draws(String participant) {
    return Draws.of(
        cut.study().seal(),
        cut.sequence(),
        participant,
        "pattern mixture/" + endpoint + "/" + item.path());
  }
}
