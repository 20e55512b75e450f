package org.trialwright.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MeanCumulativeTest {
  @Test
  void equals_r_on_infections_that_recur() {
    SurvivalCase one = SurvivalCase.more("mean-cumulative");
    MeanCumulative found = MeanCumulative.of(one.followUp(), one.codes("person"), one.size());
    assertThat(
            one.differences(
                SurvivalCase.object(
                    "time", SurvivalCase.list(found.time()),
                    "nRisk", SurvivalCase.list(found.atRisk()),
                    "nEvent", SurvivalCase.list(found.events()),
                    "mean", SurvivalCase.list(found.mean()),
                    "standardError", SurvivalCase.list(found.standardError()))))
        .isEmpty();
  }

  @Test
  void two_persons_by_hand() {
    // Person 0 has events at 1 and 2 and leaves at 4; person 1 has one at 3 and leaves there.
    MeanCumulative found =
        MeanCumulative.of(
            FollowUp.of(
                new double[] {0, 1, 2, 0}, new double[] {1, 2, 4, 3}, new int[] {1, 1, 0, 1}),
            new int[] {0, 0, 0, 1},
            2);
    assertThat(found.time().toArray()).containsExactly(1, 2, 3, 4);
    assertThat(found.atRisk().toArray()).containsExactly(2, 2, 2, 1);
    assertThat(found.mean().toArray()).containsExactly(0.5, 1, 1.5, 1.5);
    // At 2 the influences are 1/2 + 1/2 − 1/4 − 1/4 = 1/2 and −1/2; at 3 they are 1/4 and −1/4.
    assertThat(found.standardError().get(1)).isEqualTo(Math.sqrt(0.5), within(1e-12));
    assertThat(found.standardError().get(2)).isEqualTo(Math.sqrt(0.125), within(1e-12));
  }

  @Test
  void limits_stand_on_the_log_scale_and_begin_with_the_first_event() {
    MeanCumulative found =
        MeanCumulative.of(
            FollowUp.of(new double[] {1, 2, 3}, new int[] {0, 1, 1}), new int[] {0, 1, 2}, 3);
    SurvivalCurve.Band band = found.band(0.95);
    assertThat(band.lower().has(0)).isFalse();
    assertThat(band.lower().whyMissing()).contains("nobody has had an event yet");
    double product = band.lower().get(1) * band.upper().get(1);
    assertThat(product).isEqualTo(found.mean().get(1) * found.mean().get(1), within(1e-12));
  }

  @Test
  void rows_of_one_person_may_not_overlap() {
    FollowUp overlapping = FollowUp.of(new double[] {0, 1}, new double[] {2, 3}, new int[] {1, 1});
    assertThatThrownBy(() -> MeanCumulative.of(overlapping, new int[] {0, 0}, 1))
        .hasMessage("rows of person 0 overlap in time");
  }
}
