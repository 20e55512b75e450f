package org.trialwright.randomisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermutedBlocksTest {
  static final List<Arm> EQUAL = List.of(new Arm("A", 1), new Arm("B", 1));
  private static final List<Arm> TWO_TO_ONE = List.of(new Arm("A", 2), new Arm("B", 1));
  private static final List<Arm> THREE = List.of(new Arm("A", 1), new Arm("B", 2), new Arm("C", 3));

  @Test
  void an_allocation_says_everything_needed_to_derive_it_again() {
    var seal = Seal.fixed(1, List.of(4, 6));
    var stratum = Stratum.of("01", "III");
    var first = PermutedBlocks.allocation(seal, "Example", stratum, EQUAL, 1);
    assertThat(first).isEqualTo(new Allocated("B", "01/III", 1, "trialwright-1-rehearsal", "main"));
    var reserved = PermutedBlocks.allocation(seal, "Example", stratum.reserve(), EQUAL, 7);
    assertThat(reserved.stratum()).isEqualTo("reserve/01/III");
    assertThat(reserved.origin()).isEqualTo("reserve");
    assertThat(reserved.position()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void arms_stand_in_their_ratio_at_each_block_end_and_never_drift_further_than_the_block_allows(
      long seed) {
    var random = new Random(seed);
    for (int trial = 0; trial < 300; trial++) {
      var arms = List.of(EQUAL, TWO_TO_ONE, THREE).get(random.nextInt(3));
      int sum = arms.stream().mapToInt(Arm::ratio).sum();
      var multiples = new ArrayList<>(List.of(1, 2, 3, 4));
      Collections.shuffle(multiples, random);
      var sizes = multiples.subList(0, 1 + random.nextInt(3)).stream().map(m -> m * sum).toList();
      var seal = Seal.fixed(random.nextLong(), sizes);
      var blocks = new PermutedBlocks.Blocks(seal, "Example", Stratum.of("s"), arms);
      var sequence = PermutedBlocks.first(seal, "Example", Stratum.of("s"), arms, 200);
      int before = 0;
      for (int block = 1; before < 200; block++) {
        int size = blocks.size(block);
        assertThat(sizes).as("seed %d", seed).contains(size);
        for (int end = before + 1; end <= Math.min(before + size, 200); end++) {
          for (Arm arm : arms) {
            int count = Collections.frequency(sequence.subList(before, end), arm.name());
            assertThat(count).as("seed %d", seed).isLessThanOrEqualTo(size / sum * arm.ratio());
            if (end == before + size) {
              assertThat(count).as("seed %d", seed).isEqualTo(size / sum * arm.ratio());
            }
          }
        }
        before += size;
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void an_allocation_depends_on_its_place_alone_not_on_what_was_asked_before_or_comes_after(
      long seed) {
    var random = new Random(seed);
    var seal = Seal.fixed(seed, List.of(6, 12));
    var whole = new HashMap<Stratum, List<String>>();
    for (String label : List.of("01", "02", "03")) {
      for (var stratum : List.of(Stratum.of(label), Stratum.of(label).reserve())) {
        whole.put(stratum, PermutedBlocks.first(seal, "Example", stratum, THREE, 500));
      }
    }
    var strata = new ArrayList<>(whole.keySet());
    for (int i = 0; i < 3000; i++) {
      var stratum = strata.get(random.nextInt(strata.size()));
      int position = 1 + random.nextInt(500);
      assertThat(PermutedBlocks.allocation(seal, "Example", stratum, THREE, position).arm())
          .as("seed %d, stratum %s, position %d", seed, stratum, position)
          .isEqualTo(whole.get(stratum).get(position - 1));
      int shorter = 1 + random.nextInt(500);
      assertThat(PermutedBlocks.first(seal, "Example", stratum, THREE, shorter))
          .isEqualTo(whole.get(stratum).subList(0, shorter));
    }
  }

  @Test
  void every_sequence_of_a_block_is_equally_frequent() {
    equallyFrequent(4, EQUAL, 30_000);
    equallyFrequent(6, EQUAL, 30_000);
    equallyFrequent(6, TWO_TO_ONE, 30_000);
  }

  private static void equallyFrequent(int size, List<Arm> arms, int blocks) {
    var facts = BlockFacts.of(size, arms);
    var sequence =
        PermutedBlocks.first(
            Seal.fixed(size, List.of(size)), "Example", Stratum.of(), arms, size * blocks);
    Map<String, Integer> seen = new HashMap<>();
    for (int block = 0; block < blocks; block++) {
      seen.merge(
          String.join("", sequence.subList(block * size, (block + 1) * size)), 1, Integer::sum);
    }
    assertThat(seen.keySet()).containsExactlyInAnyOrderElementsOf(facts.sequences());
    seen.forEach(
        (one, n) -> FourStandardErrors.ofProportion(one, n, blocks, facts.probabilityOfEach()));
  }

  @Test
  void the_three_arms_of_a_block_come_in_every_order_equally_often() {
    var arms = List.of(new Arm("A", 1), new Arm("B", 1), new Arm("C", 1));
    var sequence =
        PermutedBlocks.first(Seal.fixed(5, List.of(3)), "Example", Stratum.of(), arms, 3 * 30_000);
    Map<String, Integer> seen = new HashMap<>();
    for (int block = 0; block < 30_000; block++) {
      seen.merge(String.join("", sequence.subList(block * 3, block * 3 + 3)), 1, Integer::sum);
    }
    assertThat(seen).hasSize(6);
    seen.forEach((one, n) -> FourStandardErrors.ofProportion(one, n, 30_000, 1 / 6.0));
  }

  @Test
  void each_sealed_size_is_chosen_equally_often_and_without_memory() {
    var sizes = List.of(2, 4, 6);
    var blocks = new PermutedBlocks.Blocks(Seal.fixed(11, sizes), "Example", Stratum.of(), EQUAL);
    int n = 30_000;
    Map<List<Integer>, Integer> pairs = new HashMap<>();
    for (int block = 1; block <= n; block++) {
      pairs.merge(List.of(blocks.size(2 * block - 1), blocks.size(2 * block)), 1, Integer::sum);
    }
    assertThat(pairs).hasSize(9);
    pairs.forEach(
        (pair, count) -> FourStandardErrors.ofProportion("sizes " + pair, count, n, 1 / 9.0));
  }

  /**
   * Blocks of two make each pair of positions one fair bit, so sequences can be compared bit by
   * bit.
   */
  @Test
  void another_key_study_stratum_or_range_gives_an_unrelated_sequence() {
    int bits = 20_000;
    var seal = Seal.fixed(1, List.of(2));
    var base = bits(seal, "Example", Stratum.of("01", "III"), bits);
    FourStandardErrors.ofProportion("ones", base.stream().filter(b -> b).count(), bits, 0.5);
    for (int lag = 1; lag <= 8; lag++) {
      FourStandardErrors.ofProportion(
          "equal at lag " + lag,
          equal(base.subList(0, bits - lag), base.subList(lag, bits)),
          bits - lag,
          0.5);
    }
    var others =
        Map.of(
            "another key",
                bits(Seal.fixed(2, List.of(2)), "Example", Stratum.of("01", "III"), bits),
            "another study", bits(seal, "Example 2", Stratum.of("01", "III"), bits),
            "a name of another case", bits(seal, "example", Stratum.of("01", "III"), bits),
            "another stratum", bits(seal, "Example", Stratum.of("01", "II"), bits),
            "levels cut elsewhere", bits(seal, "Example", Stratum.of("01/III"), bits),
            "the reserved range", bits(seal, "Example", Stratum.of("01", "III").reserve(), bits));
    others.forEach(
        (what, other) -> FourStandardErrors.ofProportion(what, equal(base, other), bits, 0.5));
  }

  private static List<Boolean> bits(Seal seal, String study, Stratum stratum, int bits) {
    var sequence = PermutedBlocks.first(seal, study, stratum, EQUAL, 2 * bits);
    var first = new ArrayList<Boolean>();
    for (int i = 0; i < bits; i++) {
      first.add(sequence.get(2 * i).equals("A"));
    }
    return first;
  }

  private static long equal(List<Boolean> one, List<Boolean> other) {
    long equal = 0;
    for (int i = 0; i < one.size(); i++) {
      equal += one.get(i).equals(other.get(i)) ? 1 : 0;
    }
    return equal;
  }

  @Test
  void someone_who_guesses_the_arm_that_is_behind_succeeds_as_often_as_theory_says() {
    for (int size : List.of(2, 4, 6, 8)) {
      guessing(List.of(size));
    }
    guessing(List.of(4, 6));
    guessing(List.of(2, 4, 6));
  }

  /**
   * For equal arms the arm behind is the arm with more places left, whatever the size: the sizes
   * need not be known.
   */
  private static void guessing(List<Integer> sizes) {
    int trials = 10_000;
    var seal = Seal.fixed(42, sizes);
    double sum = 0;
    double squares = 0;
    for (int trial = 0; trial < trials; trial++) {
      var blocks = new PermutedBlocks.Blocks(seal, "Example", Stratum.of("trial " + trial), EQUAL);
      int behind = 0;
      double correct = 0;
      for (String arm : blocks.arms(1)) {
        correct += behind == 0 ? 0.5 : (behind > 0) == arm.equals("A") ? 1 : 0;
        behind += arm.equals("A") ? -1 : 1;
      }
      // What theory gives this block is subtracted, so that the size's own chance does not blur the
      // comparison.
      double surplus = correct - BlockFacts.of(blocks.size(1), EQUAL).expectedCorrectGuesses();
      sum += surplus;
      squares += surplus * surplus;
    }
    if (sizes.equals(List.of(2))) {
      assertThat(squares).as("in blocks of two, exactly one and a half guesses are right").isZero();
      return;
    }
    double mean = sum / trials;
    FourStandardErrors.ofMean(
        "guesses, sizes " + sizes, mean, 0, Math.sqrt((squares / trials - mean * mean) / trials));
  }

  @Test
  void sizes_that_do_not_fit_the_ratio_are_told_at_set_up_by_their_place() {
    assertThat(PermutedBlocks.faults(List.of(4, 6), EQUAL)).isEmpty();
    assertThat(PermutedBlocks.faults(List.of(6, 7, 12, 20), TWO_TO_ONE))
        .containsExactly(
            "block size number 2 of 4 is not a multiple of 3, the sum of the arms' ratio",
            "block size number 4 of 4 is not a multiple of 3, the sum of the arms' ratio");
    assertThat(PermutedBlocks.faults(List.of(), EQUAL))
        .containsExactly("permuted blocks need at least one block size");
  }

  @Test
  void a_seal_for_another_design_and_an_impossible_request_are_refused_without_a_secret() {
    assertThatThrownBy(
            () ->
                PermutedBlocks.allocation(
                    Seal.fixed(1, List.of(4)), "Example", Stratum.of(), TWO_TO_ONE, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("another design")
        .message()
        .doesNotContain("4");
    var seal = Seal.fixed(1, List.of(4));
    assertThatThrownBy(() -> PermutedBlocks.allocation(seal, "Example", Stratum.of(), EQUAL, 0))
        .hasMessage("positions count from 1; asked for 0");
    assertThatThrownBy(() -> PermutedBlocks.faults(List.of(4), List.of(new Arm("A", 1))))
        .hasMessageContaining("two arms or more");
    assertThatThrownBy(
            () -> PermutedBlocks.faults(List.of(4), List.of(new Arm("A", 1), new Arm("A", 1))))
        .hasMessageContaining("\"A\" stands twice");
    assertThatThrownBy(() -> new Arm("A", 0)).hasMessageContaining("ratio 0");
  }

  @Test
  void a_changed_record_is_found_again_at_its_place() {
    var seal = Seal.fixed(9, List.of(4, 6));
    var recorded =
        new ArrayList<>(PermutedBlocks.first(seal, "Example", Stratum.of("01"), EQUAL, 1000));
    assertThat(PermutedBlocks.differences(seal, "Example", Stratum.of("01"), EQUAL, recorded))
        .isEmpty();
    var right = recorded.get(499);
    var wrong = right.equals("A") ? "B" : "A";
    recorded.set(499, wrong);
    assertThat(PermutedBlocks.differences(seal, "Example", Stratum.of("01"), EQUAL, recorded))
        .containsExactly(new Difference("01", 500, wrong, right));
  }
}
