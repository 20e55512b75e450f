package org.trialwright.randomisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.trialwright.randomisation.Minimisation.Earlier;
import org.trialwright.randomisation.Minimisation.Factor;
import org.trialwright.randomisation.Minimisation.Measure;

class MinimisationTest {
  private static final List<Arm> TWO = PermutedBlocksTest.EQUAL;
  private static final List<Arm> THREE = List.of(new Arm("A", 1), new Arm("B", 1), new Arm("C", 1));
  private static final List<Factor> ONE_FACTOR = List.of(new Factor("centre", 1));

  @Test
  void the_draw_of_a_sequence_number_decides_and_everything_is_stored() {
    var design =
        new Minimisation(
            TWO, List.of(new Factor("sex", 1), new Factor("age", 1)), Measure.RANGE, 0.8);
    var seal = Seal.fixed(1, List.of());
    var first = design.allocation(seal, "Example", List.of(), List.of("F", "under 65"), 1);
    assertThat(first.stratum()).isEqualTo("F/under 65");
    assertThat(first.position()).isEqualTo(1);
    assertThat(first.origin()).isEqualTo("main");
    assertThat(first.algorithm()).isEqualTo("trialwright-1-rehearsal");
    var draw = new Draws(seal, "Example").uniform("", 1, "draw");
    assertThat(first.arm()).isEqualTo(draw < 0.5 ? "A" : "B");
  }

  /**
   * With one level, minimisation is Efron's biased coin (Biometrika 1971;58:403), whose imbalance
   * is a Markov chain.
   */
  @Test
  void with_one_level_imbalance_and_guesses_are_those_of_efrons_biased_coin() {
    int trials = 10_000;
    int participants = 20;
    double p = 0.8;
    var design = new Minimisation(TWO, ONE_FACTOR, Measure.RANGE, p);
    var seen = new int[participants + 1];
    int behindTaken = 0;
    int uneven = 0;
    for (int trial = 0; trial < trials; trial++) {
      var draws = new Draws(Seal.fixed(7, List.of()), "trial " + trial);
      var counts = design.new Counts();
      int difference = 0;
      for (int i = 1; i <= participants; i++) {
        var arm = counts.choose(List.of("01"), draws.uniform("", i, "draw")).arm();
        counts.add(List.of("01"), arm);
        if (difference != 0) {
          uneven++;
          behindTaken += (difference < 0) == arm.equals("A") ? 1 : 0;
        }
        difference += arm.equals("A") ? 1 : -1;
      }
      seen[Math.abs(difference)]++;
    }
    var chance = new double[participants + 2];
    chance[0] = 1;
    for (int i = 0; i < participants; i++) {
      var next = new double[participants + 2];
      next[1] += chance[0];
      for (int d = 1; d <= participants; d++) {
        next[d - 1] += p * chance[d];
        next[d + 1] += (1 - p) * chance[d];
      }
      chance = next;
    }
    for (int d = 0; d <= 8; d += 2) {
      FourStandardErrors.ofProportion("difference " + d, seen[d], trials, chance[d]);
    }
    FourStandardErrors.ofProportion("the arm behind", behindTaken, uneven, p);
  }

  @Test
  void three_arms_have_the_chances_of_the_reference_page() {
    var design = new Minimisation(THREE, ONE_FACTOR, Measure.VARIANCE, 0.7);
    // counts at the level → chances of A, B, C; q = 0.15; one preferred has p, each of two (p + q)
    // / 2.
    chances(design, List.of(), 1 / 3.0, 1 / 3.0, 1 / 3.0);
    chances(design, List.of("A"), 0.15, 0.425, 0.425);
    chances(design, List.of("B"), 0.425, 0.15, 0.425);
    chances(design, List.of("A", "B"), 0.15, 0.15, 0.7);
    chances(design, List.of("A", "C", "C"), 0.15, 0.7, 0.15);
  }

  private static void chances(Minimisation design, List<String> before, double... expected) {
    var counts = design.new Counts();
    before.forEach(arm -> counts.add(List.of("01"), arm));
    int n = 200_000;
    var seen = new int[3];
    for (int i = 0; i < n; i++) {
      seen["ABC".indexOf(counts.choose(List.of("01"), (i + 0.5) / n).arm())]++;
    }
    for (int arm = 0; arm < 3; arm++) {
      assertThat((double) seen[arm] / n)
          .as("%s, arm %d", before, arm)
          .isBetween(expected[arm] - 1e-5, expected[arm] + 1e-5);
    }
  }

  @Test
  void without_a_coin_the_arms_of_every_level_stay_close_and_a_fair_coin_would_not() {
    var random = new Random(4);
    var factors = List.of(new Factor("centre", 1), new Factor("stage", 1), new Factor("age", 1));
    int worst = 0;
    var design = new Minimisation(TWO, factors, Measure.RANGE, 1);
    var counts = design.new Counts();
    for (int i = 0; i < 356; i++) {
      var levels =
          List.of("c" + random.nextInt(6), "s" + random.nextInt(3), "a" + random.nextInt(2));
      counts.add(levels, counts.choose(levels, random.nextDouble()).arm());
      for (int f = 0; f < levels.size(); f++) {
        int[] at = counts.at(f, levels.get(f));
        worst = Math.max(worst, Math.abs(at[0] - at[1]));
      }
    }
    assertThat(worst).as("seed 4: greatest marginal imbalance at any time").isLessThanOrEqualTo(8);
  }

  @Test
  void a_study_is_derived_again_reserve_included_and_a_changed_record_is_found() {
    var random = new Random(5);
    var design =
        new Minimisation(
            THREE, List.of(new Factor("centre", 2), new Factor("stage", 1)), Measure.VARIANCE, 0.8);
    var seal = Seal.fixed(5, List.of());
    var earlier = new ArrayList<Earlier>();
    var allocated = new ArrayList<Allocated>();
    int main = 0;
    int reserve = 0;
    for (int i = 0; i < 300; i++) {
      var levels = List.of("c/" + random.nextInt(4), "s" + random.nextInt(3));
      var one =
          random.nextInt(10) == 0
              ? design.reserve(seal, "Example", levels, ++reserve)
              : design.allocation(seal, "Example", earlier, levels, ++main);
      allocated.add(one);
      earlier.add(new Earlier(levels, one.arm()));
    }
    assertThat(reserve).isPositive();
    assertThat(allocated.stream().filter(one -> one.origin().equals("reserve"))).hasSize(reserve);
    assertThat(design.differences(seal, "Example", allocated)).isEmpty();
    var right = allocated.getLast();
    var wrong = right.arm().equals("A") ? "B" : "A";
    allocated.set(
        299,
        new Allocated(wrong, right.stratum(), right.position(), right.algorithm(), right.origin()));
    assertThat(design.differences(seal, "Example", allocated))
        .containsExactly(new Difference(right.stratum(), right.position(), wrong, right.arm()));
  }

  @Test
  void the_reserved_range_takes_each_arm_equally_often() {
    var design = new Minimisation(THREE, ONE_FACTOR, Measure.RANGE, 0.8);
    var seal = Seal.fixed(8, List.of());
    var seen = new int[3];
    for (int i = 1; i <= 10_000; i++) {
      seen["ABC".indexOf(design.reserve(seal, "Example", List.of("01"), i).arm())]++;
    }
    for (int n : seen) {
      FourStandardErrors.ofProportion("an arm", n, 10_000, 1 / 3.0);
    }
  }

  @Test
  void a_design_that_cannot_be_is_refused_with_the_reason() {
    refused(
        "ratio 1",
        () ->
            new Minimisation(
                List.of(new Arm("A", 2), new Arm("B", 1)), ONE_FACTOR, Measure.RANGE, 0.8));
    refused("at least one factor", () -> new Minimisation(TWO, List.of(), Measure.RANGE, 0.8));
    refused(
        "stands twice",
        () ->
            new Minimisation(
                TWO, List.of(ONE_FACTOR.getFirst(), ONE_FACTOR.getFirst()), Measure.RANGE, 0.8));
    for (double p : List.of(0.49, 1.01, Double.NaN)) {
      refused("between 1/2 and 1", () -> new Minimisation(TWO, ONE_FACTOR, Measure.RANGE, p));
    }
    for (double weight : List.of(0.0, -1.0, Double.NaN, Double.POSITIVE_INFINITY)) {
      refused("must be above 0", () -> new Factor("age", weight));
    }
    var design = new Minimisation(TWO, ONE_FACTOR, Measure.RANGE, 0.8);
    var seal = Seal.fixed(1, List.of());
    refused(
        "2 levels for 1 factors",
        () -> design.allocation(seal, "Example", List.of(), List.of("a", "b"), 1));
    refused("count from 1", () -> design.allocation(seal, "Example", List.of(), List.of("a"), 0));
    refused("count from 1", () -> design.reserve(seal, "Example", List.of("a"), 0));
    refused(
        "no arm is called \"D\"",
        () ->
            design.allocation(
                seal, "Example", List.of(new Earlier(List.of("a"), "D")), List.of("a"), 2));
  }

  private static void refused(
      String reason, org.assertj.core.api.ThrowableAssert.ThrowingCallable attempt) {
    assertThatThrownBy(attempt)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }
}
