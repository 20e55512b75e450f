package org.trialwright.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.trialwright.journey.EndpointValue;
import org.trialwright.statistics.Ancova;
import org.trialwright.statistics.CovarianceStructure;
import org.trialwright.statistics.Estimate;
import org.trialwright.statistics.Mmrm;
import org.trialwright.statistics.MmrmFit;
import org.trialwright.statistics.Summary;
import org.trialwright.statistics.TwoMeans;
import org.trialwright.study.Item;

/** Methods for one question that is measured again and again. */
final class ScoreMethods {
  private static final double LEVEL = 0.95;

  private final Sample sample;
  private final String endpoint;
  private final Item item;
  private final List<String> occasions;
  private final boolean change;

  /**
   * @param occasions the times that count, in order; the last is the one asked for
   * @param change whether answers count as differences from baseline
   */
  ScoreMethods(Sample sample, String endpoint, Item item, List<String> occasions, boolean change) {
    this.sample = sample;
    this.endpoint = endpoint;
    this.item = item;
    this.occasions = occasions;
    this.change = change;
  }

  static Value.Series series(Subject subject, String endpoint, Item item) {
    return subject.values().get(endpoint) instanceof Value.Measured measured
            && measured.series().containsKey(item.path())
        ? measured.series().get(item.path())
        : new Value.Series(OptionalDouble.empty(), List.of());
  }

  private Value.Series series(Subject subject) {
    return series(subject, endpoint, item);
  }

  /**
   * Those with at least one answer at a time that counts.
   *
   * @param based whether one before treatment is needed as well
   */
  static Sample measured(
      Sample all, String endpoint, Item item, List<String> occasions, boolean based) {
    return all.having(
        subject -> {
          var series = series(subject, endpoint, item);
          return (!based || series.baseline().isPresent())
              && occasions.stream().anyMatch(time -> series.at(time).isPresent());
        },
        based ? "no answer before treatment, or none after" : "no answer");
  }

  /** The mixed model of the control and each other group. */
  List<Result> repeated() {
    var results = new ArrayList<Result>();
    for (int g = 1; g < sample.groups().size(); g++) {
      results.add(repeated(sample.pair(g)));
    }
    return results;
  }

  private Result repeated(Sample pair) {
    var rows = rows(pair);
    if (rows.isEmpty()) {
      return new Result.NotEstimable("nobody has an answer before treatment and one after");
    }
    return switch (Mmrm.fit(rows, occasions.size(), new CovarianceStructure.Unstructured())) {
      case Mmrm.Outcome.NotEstimable(var reason) -> new Result.NotEstimable(reason);
      case Mmrm.Outcome.Fitted(var fit) -> repeated(pair, rows, fit);
    };
  }

  /** The rows of the mixed model, of a pair. */
  List<Mmrm.Row> rows(Sample pair) {
    var rows = new ArrayList<Mmrm.Row>();
    for (int i = 0; i < pair.size(); i++) {
      var subject = pair.subjects().get(i);
      var series = series(subject);
      double baseline = series.baseline().orElseThrow();
      for (int v = 0; v < occasions.size(); v++) {
        int visit = v;
        boolean second = pair.group()[i] == 1;
        series
            .at(occasions.get(v))
            .ifPresent(
                score ->
                    rows.add(
                        new Mmrm.Row(
                            change ? score.value() - baseline : score.value(),
                            subject.id().value(),
                            visit,
                            second,
                            baseline)));
      }
    }
    return rows;
  }

  private Result repeated(Sample pair, List<Mmrm.Row> rows, MmrmFit fit) {
    var effects = fit.treatmentEffectByVisit(LEVEL);
    double baseline = rows.stream().mapToDouble(Mmrm.Row::baseline).average().orElseThrow();
    double[] beta = fit.coefficients().toArray();
    int n = occasions.size();
    var visits = new ArrayList<Result.AtVisit>();
    for (int v = 0; v < n; v++) {
      int visit = v;
      var effect = effects.get(v);
      double control = beta[0] + (v > 0 ? beta[v] : 0) + beta[2 * n + v] * baseline;
      visits.add(
          new Result.AtVisit(
              occasions.get(v),
              (int) rows.stream().filter(row -> row.visit() == visit && row.second()).count(),
              (int) rows.stream().filter(row -> row.visit() == visit && !row.second()).count(),
              control + beta[n + v],
              control,
              effect.estimate(),
              effect.se(),
              effect.df(),
              effect.t(),
              effect.p(),
              effect.lower(),
              effect.upper()));
    }
    return new Result.Repeated(
        pair.groups().get(1),
        pair.groups().getFirst(),
        fit.subjects(),
        fit.observations(),
        LEVEL,
        visits);
  }

  /** Those who are better by at least so much at the last time; without an answer then, not. */
  Result responders(double amount, boolean highIsWorse) {
    var last = occasions.getLast();
    return CountMethods.shares(
        sample,
        subject -> {
          var series = series(subject);
          var score = series.at(last);
          if (score.isEmpty()) {
            return 0;
          }
          double gain = score.get().value() - series.baseline().orElseThrow();
          return (highIsWorse ? -gain : gain) >= amount ? 1 : 0;
        },
        LEVEL);
  }

  Result means() {
    var means = new ArrayList<Result.MeanOf>();
    for (int g = 0; g < sample.groups().size(); g++) {
      means.add(mean(sample.groups().get(g), values(g)));
    }
    return new Result.Means(means);
  }

  /** The group's answers at the last time, or how much they differ from those before treatment. */
  private double[] values(int g) {
    var last = occasions.getLast();
    return IntStream.range(0, sample.size())
        .filter(i -> sample.group()[i] == g)
        .mapToObj(i -> series(sample.subjects().get(i)))
        .filter(series -> series.at(last).isPresent())
        .mapToDouble(
            series -> {
              double value = series.at(last).orElseThrow().value();
              return change ? value - series.baseline().orElseThrow() : value;
            })
        .toArray();
  }

  private static Result.MeanOf mean(String group, double[] values) {
    if (values.length < 2) {
      var none = Estimate.none("fewer than two answers");
      return new Result.MeanOf(group, values.length, none, none);
    }
    var summary = Summary.of(values);
    return new Result.MeanOf(group, values.length, Estimate.of(summary.mean()), summary.sd());
  }

  /**
   * The means of a group and the control at the last time: Welch's test, or least squares with the
   * answer before treatment where the study adjusts for it.
   */
  Result difference(int other, Optional<Item> adjusted, double level) {
    if (adjusted.isPresent() && !adjusted.get().equals(item)) {
      return new Result.Refused(
          item.path() + " can be adjusted for its own answer before treatment alone");
    }
    double[] first = values(0);
    double[] second = values(other);
    if (first.length < 2 || second.length < 2) {
      return new Result.NotEstimable("two groups with two answers in each are needed");
    }
    return adjusted.isPresent()
        ? adjusted(other, first, second, level)
        : welch(other, first, second, level);
  }

  private Result welch(int other, double[] first, double[] second, double level) {
    var found = TwoMeans.welch(first, second, level);
    return found.df() instanceof Estimate.Known(double df)
        ? difference(
            other,
            found.difference(),
            df,
            found.p().known().orElseThrow(),
            found.lower().known().orElseThrow(),
            found.upper().known().orElseThrow(),
            level)
        : new Result.NotEstimable("no answer varies within its group");
  }

  private Result adjusted(int other, double[] first, double[] second, double level) {
    double[] before = joined(baselines(0), baselines(other));
    boolean[] experimental = new boolean[before.length];
    Arrays.fill(experimental, first.length, before.length, true);
    if (before.length < 4 || !(varies(baselines(0)) || varies(baselines(other)))) {
      return new Result.NotEstimable("the answers before treatment do not vary within the groups");
    }
    var model = Ancova.fit(joined(first, second), experimental, before, level).model();
    return model.sigma() > 0
        ? difference(
            other,
            model.coefficients().get(1),
            model.df(),
            model.p().get(1),
            model.lower().get(1),
            model.upper().get(1),
            level)
        : new Result.NotEstimable("the answers before treatment leave nothing to explain");
  }

  private Result difference(
      int other, double estimate, double df, double p, double lower, double upper, double level) {
    return new Result.MeanDifference(
        sample.groups().get(other),
        sample.groups().getFirst(),
        occasions.getLast(),
        estimate,
        df,
        p,
        lower,
        upper,
        level);
  }

  /** Before treatment, of those with an answer at the last time. */
  private double[] baselines(int g) {
    var last = occasions.getLast();
    return IntStream.range(0, sample.size())
        .filter(i -> sample.group()[i] == g)
        .mapToObj(i -> series(sample.subjects().get(i)))
        .filter(series -> series.at(last).isPresent())
        .mapToDouble(series -> series.baseline().orElseThrow())
        .toArray();
  }

  private static double[] joined(double[] first, double[] second) {
    return DoubleStream.concat(Arrays.stream(first), Arrays.stream(second)).toArray();
  }

  private static boolean varies(double[] values) {
    return Arrays.stream(values).distinct().count() > 1;
  }

  /**
   * Time to the first loss of at least so much that the next answer confirms, or that no answer
   * follows, or to death; else to the last answer.
   *
   * @param deaths the endpoint whose event is death; empty when the study has none
   */
  Times deterioration(double amount, boolean highIsWorse, String deaths) {
    double[] time = new double[sample.size()];
    int[] cause = new int[sample.size()];
    for (int i = 0; i < time.length; i++) {
      var subject = sample.subjects().get(i);
      var series = series(subject);
      double baseline = series.baseline().orElseThrow();
      var lost = lost(series, baseline, amount, highIsWorse);
      var death = Times.value(subject, deaths).value();
      boolean died = death instanceof EndpointValue.EventOn;
      if (lost.isPresent()) {
        time[i] = Math.max(lost.getAsDouble(), Times.FIRST_DAY);
        cause[i] = 1;
      } else if (died) {
        time[i] = Times.days(death);
        cause[i] = 1;
      } else {
        time[i] = Math.max((double) series.later().getLast().day(), Times.FIRST_DAY);
      }
    }
    return new Times(sample, time, cause);
  }

  private static OptionalDouble lost(
      Value.Series series, double baseline, double amount, boolean highIsWorse) {
    var later = series.later();
    for (int i = 0; i < later.size(); i++) {
      boolean confirmed =
          i + 1 == later.size() || worse(later.get(i + 1), baseline, amount, highIsWorse);
      if (worse(later.get(i), baseline, amount, highIsWorse) && confirmed) {
        return OptionalDouble.of((double) later.get(i).day());
      }
    }
    return OptionalDouble.empty();
  }

  private static boolean worse(
      Value.Score score, double baseline, double amount, boolean highIsWorse) {
    double gain = score.value() - baseline;
    return (highIsWorse ? gain : -gain) >= amount;
  }
}
