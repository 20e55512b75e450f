package org.trialwright.randomisation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.trialwright.study.How;

/**
 * Minimisation (Pocock and Simon, Biometrics 1975;31:103) with a biased coin, for arms of equal
 * ratio.
 *
 * <p>For each arm the participant is added to it in thought, and the imbalance of the arms' counts
 * at the participant's level is summed over the factors, each with its weight. The arm with the
 * lowest sum is preferred and gets the participant with the given probability; the other arms share
 * the rest equally. Arms with equal sums (to 1e-12) are put in random order first.
 *
 * @param arms two or more, all with ratio 1, in the study's order, which matters
 * @param factors one or more, in the study's order
 * @param probability of the preferred arm: from 1 divided by the number of arms, to 1
 */
public record Minimisation(
    List<Arm> arms, List<Factor> factors, Measure measure, double probability) {
  private static final double TIE = 1e-12;

  /**
   * How far apart the counts of the arms are: the greatest less the smallest, or their sample
   * variance.
   */
  public enum Measure {
    RANGE,
    VARIANCE
  }

  /**
   * A characteristic that is balanced.
   *
   * @param weight above 0; equal weights are the rule
   */
  public record Factor(String name, double weight) {
    public Factor {
      Names.require("factor", name);
      if (!(weight > 0 && Double.isFinite(weight))) {
        throw new IllegalArgumentException(
            "factor \"%s\" has weight %s; it must be above 0".formatted(name, weight));
      }
    }
  }

  /**
   * An allocation that counts.
   *
   * @param levels one for each factor, in the factors' order
   */
  public record Earlier(List<String> levels, String arm) {
    public Earlier {
      levels = List.copyOf(levels);
    }
  }

  /** What a draw led to, with each arm's sum in the arms' order. */
  record Choice(String arm, List<Double> scores) {
    Choice {
      scores = List.copyOf(scores);
    }
  }

  public Minimisation {
    arms = Arm.require(arms);
    factors = List.copyOf(factors);
    if (arms.stream().anyMatch(arm -> arm.ratio() != 1)) {
      throw new IllegalArgumentException(
          "minimisation here allocates equally only: give every arm ratio 1, or use permuted blocks");
    }
    if (factors.isEmpty()) {
      throw new IllegalArgumentException("minimisation needs at least one factor");
    }
    var names = new HashSet<String>();
    for (Factor factor : factors) {
      if (!names.add(factor.name())) {
        throw new IllegalArgumentException("factor \"%s\" stands twice".formatted(factor.name()));
      }
    }
    if (!(probability >= 1.0 / arms.size() && probability <= 1)) {
      throw new IllegalArgumentException(
          "the preferred arm's probability is %s; with %d arms it lies between 1/%d and 1"
              .formatted(probability, arms.size(), arms.size()));
    }
  }

  /**
   * The method that a study asks for, with equal weights.
   *
   * @throws IllegalArgumentException when the study allocates otherwise, or its arms are not equal
   */
  public static Minimisation of(How how) {
    if (!(how.allocation() instanceof How.Minimisation asked)) {
      throw new IllegalArgumentException("the study does not allocate by minimisation");
    }
    return new Minimisation(
        how.arms().stream().map(arm -> new Arm(arm.name(), arm.share())).toList(),
        asked.factors().stream().map(factor -> new Factor(name(factor), 1)).toList(),
        asked.variance() ? Measure.VARIANCE : Measure.RANGE,
        asked.favoured());
  }

  private static String name(How.Stratum factor) {
    return switch (factor) {
      case How.BySite _ -> "site";
      case How.ByAnswer(var item) -> item.path();
    };
  }

  /**
   * The arm of the next participant.
   *
   * @param earlier every allocation that counts by now, those of the reserved range included once
   *     they are entered
   * @param levels the participant's level of each factor, in the factors' order
   * @param position 1, 2, … within the study, without the reserved range
   */
  public Allocated allocation(
      Seal seal, String study, List<Earlier> earlier, List<String> levels, int position) {
    var counts = new Counts();
    earlier.forEach(one -> counts.add(one.levels(), one.arm()));
    double draw = drawAt(new Draws(seal, study), Draws.WHOLE_STUDY, position);
    return new Allocated(
        counts.choose(levels, draw).arm(),
        Stratum.of(levels).label(),
        position,
        seal.algorithm(),
        "main");
  }

  /**
   * An arm of the reserved range, drawn with equal probabilities: the service that holds the range
   * while the system is down does not know the counts.
   *
   * @param levels the participant's, for the record
   * @param position 1, 2, … within the study's reserved range
   */
  public Allocated reserve(Seal seal, String study, List<String> levels, int position) {
    requireLevels(levels);
    var stratum = Stratum.of(levels).reserve();
    double draw = drawAt(new Draws(seal, study), "reserve/", position);
    return new Allocated(
        arms.get((int) (draw * arms.size())).name(),
        stratum.label(),
        position,
        seal.algorithm(),
        "reserve");
  }

  /**
   * Derives a study's allocations again.
   *
   * @param allocated every allocation in the order in which they began to count; origin, position
   *     and stratum as they were returned
   * @return one for each allocation that differs, in that order
   */
  public List<Difference> differences(Seal seal, String study, List<Allocated> allocated) {
    var counts = new Counts();
    var draws = new Draws(seal, study);
    var differences = new ArrayList<Difference>();
    for (Allocated one : allocated) {
      var stratum = Stratum.parse(one.stratum());
      String derived =
          stratum.reserved()
              ? reserve(seal, study, stratum.levels(), one.position()).arm()
              : counts
                  .choose(stratum.levels(), drawAt(draws, Draws.WHOLE_STUDY, one.position()))
                  .arm();
      if (!derived.equals(one.arm())) {
        differences.add(new Difference(one.stratum(), one.position(), one.arm(), derived));
      }
      counts.add(stratum.levels(), one.arm());
    }
    return differences;
  }

  private static double drawAt(Draws draws, String stratum, int position) {
    if (position < 1) {
      throw new IllegalArgumentException("positions count from 1; asked for " + position);
    }
    return draws.uniform(stratum, position, "draw");
  }

  private void requireLevels(List<String> levels) {
    if (levels.size() != factors.size()) {
      throw new IllegalArgumentException(
          "%d levels for %d factors; give one for each factor"
              .formatted(levels.size(), factors.size()));
    }
  }

  /** How many participants of each level each arm has; grows as allocations are added. */
  final class Counts {
    private final List<Map<String, int[]>> byFactor = new ArrayList<>();

    Counts() {
      factors.forEach(_ -> byFactor.add(new HashMap<>()));
    }

    void add(List<String> levels, String arm) {
      requireLevels(levels);
      int index = arms.stream().map(Arm::name).toList().indexOf(arm);
      if (index < 0) {
        throw new IllegalArgumentException("no arm is called \"%s\"".formatted(arm));
      }
      for (int f = 0; f < levels.size(); f++) {
        at(f, levels.get(f))[index]++;
      }
    }

    /** The arms' counts at a level of a factor, in the arms' order. */
    int[] at(int factor, String level) {
      return byFactor.get(factor).computeIfAbsent(level, _ -> new int[arms.size()]);
    }

    Choice choose(List<String> levels, double draw) {
      requireLevels(levels);
      var scores = new ArrayList<Double>();
      for (int arm = 0; arm < arms.size(); arm++) {
        double score = 0;
        for (int f = 0; f < levels.size(); f++) {
          int[] counts = at(f, levels.get(f)).clone();
          counts[arm]++;
          score += factors.get(f).weight() * imbalance(counts);
        }
        scores.add(score);
      }
      return new Choice(arms.get(chosen(scores, draw)).name(), scores);
    }

    private double imbalance(int[] counts) {
      return switch (measure) {
        case RANGE ->
            Arrays.stream(counts).max().orElseThrow() - Arrays.stream(counts).min().orElseThrow();
        case VARIANCE -> {
          double mean = Arrays.stream(counts).average().orElseThrow();
          yield Arrays.stream(counts).mapToDouble(c -> (c - mean) * (c - mean)).sum()
              / (counts.length - 1);
        }
      };
    }
  }

  /**
   * The arm that the draw falls on when the preferred arms lie first on [0, 1), then the others,
   * each in the arms' order. Of m arms with the lowest score out of k, each has (p + (m − 1)(1 −
   * p)/(k − 1))/m, which is 1/k when all are equal.
   */
  private int chosen(List<Double> scores, double draw) {
    double lowest = scores.stream().min(Double::compare).orElseThrow();
    var preferred = new ArrayList<Integer>();
    var others = new ArrayList<Integer>();
    for (int arm = 0; arm < scores.size(); arm++) {
      (scores.get(arm) - lowest <= TIE ? preferred : others).add(arm);
    }
    int k = scores.size();
    int m = preferred.size();
    if (m == k) {
      return (int) (draw * k);
    }
    double rest = (1 - probability) / (k - 1);
    double each = (probability + (m - 1) * rest) / m;
    double border = m * each;
    return draw < border
        ? preferred.get(Math.min((int) (draw / each), m - 1))
        : others.get(Math.min((int) ((draw - border) / rest), k - m - 1));
  }
}
