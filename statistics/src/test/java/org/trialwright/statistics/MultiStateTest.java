package org.trialwright.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MultiStateTest {
  @Test
  void equals_r_on_an_illness_with_death() {
    SurvivalCase one = SurvivalCase.more("multi-state");
    MultiState found =
        MultiState.of(
            one.column("start"),
            one.column("time"),
            one.whole("from"),
            one.whole("to"),
            one.numbersOf("initial"));
    assertThat(
            one.differences(
                SurvivalCase.object(
                    "time", SurvivalCase.list(found.time()),
                    "probability", SurvivalCase.rows(found.probability()))))
        .isEmpty();
  }

  @Test
  void with_two_ways_out_of_one_state_it_is_the_cumulative_incidence_with_greenwood_variance() {
    long seed = 20261125;
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    int n = 80;
    double[] start = new double[n];
    double[] stop = new double[n];
    int[] from = new int[n];
    int[] to = new int[n];
    for (int i = 0; i < n; i++) {
      stop[i] = 1 + random.nextInt(20);
      to[i] = random.nextInt(3);
    }
    MultiState found = MultiState.of(start, stop, from, to, 1, 0, 0);
    CumulativeIncidence other = CumulativeIncidence.of(stop, to, 2);
    for (int j = 0; j < found.time().size(); j++) {
      for (int cause = 1; cause <= 2; cause++) {
        CumulativeIncidence.Point point = other.at(found.time().get(j), cause);
        assertThat(found.probability().get(cause).get(j))
            .isEqualTo(point.incidence(), within(1e-12));
        assertThat(found.standardError().get(cause).get(j))
            .isEqualTo(Math.sqrt(point.varianceGreenwood()), within(1e-12));
      }
      assertThat(found.probability().get(0).get(j))
          .isEqualTo(other.eventFree().get(j), within(1e-12));
    }
  }

  @Test
  void back_and_forth_by_hand() {
    // Two people start well; one falls ill at 1 and is well again at 3, the other falls ill at 2.
    MultiState found =
        MultiState.of(
            new double[] {0, 1, 3, 0, 2},
            new double[] {1, 3, 5, 2, 5},
            new int[] {0, 1, 0, 0, 1},
            new int[] {1, 0, 0, 1, 1},
            1,
            0);
    assertThat(found.time().toArray()).containsExactly(1, 2, 3, 5);
    assertThat(found.probability().get(0).toArray()).containsExactly(0.5, 0, 0.5, 0.5);
    assertThat(found.atRisk().get(1).toArray()).containsExactly(0, 1, 2, 1);
  }

  @Test
  void initial_probabilities_sum_to_1() {
    double[] start = {0};
    double[] stop = {1};
    int[] state = {0};
    assertThatThrownBy(() -> MultiState.of(start, stop, state, state, 0.5, 0.4))
        .hasMessageStartingWith("the initial probabilities sum to 0.9");
  }
}
