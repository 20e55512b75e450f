package org.trialwright.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.trialwright.quantities.Truth;

/** Sets of truths are combined as their members are. */
class ProofFormulaTest {
  private static final int EVERY = ProofFormula.YES | ProofFormula.NO | ProofFormula.UNKNOWN;

  private static List<Truth> members(int set) {
    return List.of(Truth.values()).stream()
        .filter(truth -> (ProofFormula.bit(truth) & set) != 0)
        .toList();
  }

  private static int set(java.util.stream.Stream<Truth> truths) {
    return truths.mapToInt(ProofFormula::bit).reduce(0, (a, b) -> a | b);
  }

  private static IntStream sets() {
    return IntStream.rangeClosed(1, EVERY);
  }

  @Test
  void not_and_and_of_sets_are_kleene_s_of_every_member() {
    assertThat(sets()).hasSize(7);
    sets()
        .forEach(
            one -> {
              assertThat(ProofFormula.not(one))
                  .as("not %s", members(one))
                  .isEqualTo(set(members(one).stream().map(Truth::not)));
              sets()
                  .forEach(
                      other ->
                          assertThat(ProofFormula.and(one, other))
                              .as("%s and %s", members(one), members(other))
                              .isEqualTo(
                                  set(
                                      members(one).stream()
                                          .flatMap(
                                              a -> members(other).stream().map(b -> a.and(b))))));
            });
  }

  @Test
  void several_parts_are_combined_two_by_two() {
    var search = new ProofSearch(List.of());
    for (int a = 1; a <= EVERY; a++) {
      for (int b = 1; b <= EVERY; b++) {
        var parts =
            List.<ProofFormula>of(new ProofFormula.Constant(a), new ProofFormula.Constant(b));
        assertThat(new ProofFormula.Joint(false, parts).truths(search))
            .isEqualTo(ProofFormula.and(a, b));
        assertThat(new ProofFormula.Joint(true, parts).truths(search))
            .as("or is not (not a and not b)")
            .isEqualTo(
                ProofFormula.not(ProofFormula.and(ProofFormula.not(a), ProofFormula.not(b))));
        assertThat(new ProofFormula.Not(parts.getFirst()).truths(search))
            .isEqualTo(ProofFormula.not(a));
        assertThat(new ProofFormula.Joint(true, parts).undecided(search)).isEmpty();
      }
    }
  }
}
