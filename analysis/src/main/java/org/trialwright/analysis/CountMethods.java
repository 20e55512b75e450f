package org.trialwright.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import org.trialwright.statistics.Counts;
import org.trialwright.statistics.Estimate;
import org.trialwright.statistics.FisherExact;
import org.trialwright.statistics.Interval;
import org.trialwright.statistics.Limits;
import org.trialwright.statistics.OneProportion;
import org.trialwright.statistics.PersonTimeRate;
import org.trialwright.statistics.TwoProportions;
import org.trialwright.statistics.Wilcoxon;

/** Methods for shares, levels, grades and rates. */
final class CountMethods {
  private static final double LEVEL = 0.95;
  private static final double DAYS_OF_A_YEAR = 365.25;
  private static final String NOBODY = "nobody is counted";

  private CountMethods() {}

  static Result.ShareOf share(String group, int events, int total, double level) {
    if (total == 0) {
      var none = Estimate.none(NOBODY);
      return new Result.ShareOf(group, 0, 0, none, new Limits(none, none), level);
    }
    var share = OneProportion.of(events, total);
    return new Result.ShareOf(
        group,
        events,
        total,
        Estimate.of(share.estimate()),
        limits(share.clopperPearson(level)),
        level);
  }

  private static Limits limits(Interval interval) {
    return new Limits(Estimate.of(interval.lower()), Estimate.of(interval.upper()));
  }

  /** One share a group, and one of all where there are several. */
  static Result shares(Sample sample, ToIntFunction<Subject> holds, double level) {
    var shares = new ArrayList<Result.ShareOf>();
    int[] events = events(sample, holds);
    for (int g = 0; g < events.length; g++) {
      shares.add(share(sample.groups().get(g), events[g], sample.count(g), level));
    }
    return new Result.Shares(shares);
  }

  private static int[] events(Sample sample, ToIntFunction<Subject> holds) {
    int[] events = new int[sample.groups().size()];
    for (int i = 0; i < sample.size(); i++) {
      events[sample.group()[i]] += holds.applyAsInt(sample.subjects().get(i));
    }
    return events;
  }

  static List<Result> newcombe(Sample sample, ToIntFunction<Subject> holds) {
    int[] events = events(sample, holds);
    var results = new ArrayList<Result>();
    for (int g = 1; g < events.length; g++) {
      var two = TwoProportions.of(events[g], sample.count(g), events[0], sample.count(0));
      var limits = two.newcombe(LEVEL);
      results.add(
          new Result.ShareDifference(
              sample.groups().get(g),
              sample.groups().getFirst(),
              two.riskDifference(),
              limits.lower(),
              limits.upper(),
              LEVEL));
    }
    return results;
  }

  static List<Result> fisher(Sample sample, ToIntFunction<Subject> holds) {
    int[] events = events(sample, holds);
    var results = new ArrayList<Result>();
    for (int g = 1; g < events.length; g++) {
      var test = FisherExact.of(events[g], sample.count(g), events[0], sample.count(0), LEVEL);
      results.add(
          new Result.FisherTest(
              sample.groups().get(g),
              sample.groups().getFirst(),
              test.p(),
              test.oddsRatio(),
              test.lower(),
              test.upper(),
              LEVEL));
    }
    return results;
  }

  static Result levels(Sample sample, List<String> levels, ToIntFunction<Subject> place) {
    var rows = new ArrayList<Result.LevelsOf>();
    for (int g = 0; g < sample.groups().size(); g++) {
      int[] counts = new int[levels.size()];
      for (int i = 0; i < sample.size(); i++) {
        if (sample.group()[i] == g) {
          counts[place.applyAsInt(sample.subjects().get(i))]++;
        }
      }
      rows.add(new Result.LevelsOf(sample.groups().get(g), sample.count(g), counts(counts)));
    }
    return new Result.Levels(levels, rows);
  }

  private static Counts counts(int[] counts) {
    return Counts.copyOf(counts);
  }

  static List<Result> rankSum(Sample sample, ToIntFunction<Subject> place) {
    var results = new ArrayList<Result>();
    for (int g = 1; g < sample.groups().size(); g++) {
      double[] control = places(sample, 0, place);
      double[] other = places(sample, g, place);
      if (control.length == 0 || other.length == 0) {
        results.add(new Result.NotEstimable("a group has nobody"));
        continue;
      }
      var test = Wilcoxon.of(control, other, LEVEL);
      results.add(
          new Result.RankSum(
              sample.groups().get(g),
              sample.groups().getFirst(),
              test.w(),
              test.pNormal(),
              test.hodgesLehmann()));
    }
    return results;
  }

  private static double[] places(Sample sample, int g, ToIntFunction<Subject> place) {
    var places = new ArrayList<Double>();
    for (int i = 0; i < sample.size(); i++) {
      if (sample.group()[i] == g) {
        places.add((double) place.applyAsInt(sample.subjects().get(i)));
      }
    }
    return places.stream().mapToDouble(Double::doubleValue).toArray();
  }

  static Result worst(Sample sample, String endpoint, List<String> grades) {
    var rows = new ArrayList<Result.WorstOf>();
    for (var term : terms(sample, endpoint)) {
      for (int g = 0; g < sample.groups().size(); g++) {
        rows.add(
            new Result.WorstOf(
                term,
                sample.groups().get(g),
                sample.count(g),
                counts(worst(sample, endpoint, term, g, grades.size()))));
      }
    }
    return new Result.WorstGrades(grades, rows);
  }

  /** Every term that occurred, by name, after the worst of all. */
  private static List<String> terms(Sample sample, String endpoint) {
    var terms = new TreeSet<String>();
    sample.subjects().forEach(subject -> terms.addAll(grades(subject, endpoint).keySet()));
    terms.remove(Value.Grades.ANY);
    var all = new ArrayList<String>();
    all.add(Value.Grades.ANY);
    all.addAll(terms);
    return all;
  }

  private static java.util.Map<String, Integer> grades(Subject subject, String endpoint) {
    return subject.values().get(endpoint) instanceof Value.Grades grades
        ? grades.worst()
        : java.util.Map.of();
  }

  private static int[] worst(Sample sample, String endpoint, String term, int g, int size) {
    int[] counts = new int[size];
    for (int i = 0; i < sample.size(); i++) {
      if (sample.group()[i] == g) {
        var grades = grades(sample.subjects().get(i), endpoint);
        int worst =
            term.equals(Value.Grades.ANY)
                ? grades.values().stream().mapToInt(Integer::intValue).max().orElse(-1)
                : grades.getOrDefault(term, -1);
        if (worst >= 0) {
          counts[worst]++;
        }
      }
    }
    return counts;
  }

  /** For each term and grade, the share with that grade or a worse one. */
  static Result gradeShares(Sample sample, String endpoint, List<String> grades, double level) {
    var shares = new ArrayList<Result.GradeShare>();
    for (var term : terms(sample, endpoint)) {
      for (int g = 0; g < sample.groups().size(); g++) {
        int[] worst = worst(sample, endpoint, term, g, grades.size());
        for (int grade = 0; grade < grades.size(); grade++) {
          int events = Arrays.stream(worst, grade, worst.length).sum();
          shares.add(
              new Result.GradeShare(
                  term,
                  grades.get(grade),
                  share(sample.groups().get(g), events, sample.count(g), level)));
        }
      }
    }
    return new Result.GradeShares(shares);
  }

  static Result rates(Sample sample, String endpoint, double per) {
    var rates = new ArrayList<Result.RateOf>();
    for (int g = 0; g < sample.groups().size(); g++) {
      int events = 0;
      double days = 0;
      for (int i = 0; i < sample.size(); i++) {
        if (sample.group()[i] == g
            && sample.subjects().get(i).values().get(endpoint) instanceof Value.Counted counted) {
          events += counted.events();
          days += counted.days();
        }
      }
      rates.add(rate(sample.groups().get(g), events, days / DAYS_OF_A_YEAR, per));
    }
    return new Result.Rates(rates);
  }

  private static Result.RateOf rate(String group, int events, double years, double per) {
    if (years <= 0) {
      var none = Estimate.none("no time was observed");
      return new Result.RateOf(group, events, 0, none, new Limits(none, none), LEVEL);
    }
    var rate = new PersonTimeRate(events, years / per);
    return new Result.RateOf(
        group, events, years, Estimate.of(rate.estimate()), limits(rate.garwood(LEVEL)), LEVEL);
  }
}
