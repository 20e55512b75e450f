package org.trialwright.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which states are told apart when there are many. */
class StateOccupationTest {
  private static final Text OTHERS = new Text("Others", "其他");
  private static final List<Double> TIMES = List.of(0.0, 6.0, 24.0);

  private static StateOccupation most(List<List<Double>> shares) {
    var caption = new Caption("", Text.same("invented"), "TEST 1");
    return StateOccupation.most(
        new About("places", Text.same("Places"), Text.NONE, caption, Set.of()),
        new TimeAxis(Text.same("Months"), List.of(0.0, 12.0, 24.0, 36.0)),
        Stream.of("a", "b", "c", "d", "e", "f", "g").limit(shares.size()).map(Text::same).toList(),
        OTHERS,
        TIMES,
        shares,
        36);
  }

  @Test
  void the_five_with_most_time_stand_in_their_order_and_the_rest_is_one() {
    var figure =
        most(
            List.of(
                List.of(1.0, 0.0, 0.0), // 6 months by everybody
                List.of(0.0, 0.1, 0.1), // 3.0
                List.of(0.0, 0.01, 0.0), // 0.18
                List.of(0.0, 0.29, 0.3), // 8.82
                List.of(0.0, 0.3, 0.3), // 9.0
                List.of(0.0, 0.0, 0.01), // 0.12
                List.of(0.0, 0.3, 0.29))); // 8.88
    assertThat(figure.states().stream().map(Text::english))
        .containsExactly("a", "b", "d", "e", "g", "Others");
    assertThat(figure.moments().get(1).shares().getLast()).isCloseTo(0.01, within(1e-12));
    assertThat(figure.moments().getFirst().shares().getLast()).isZero();
  }

  @Test
  void what_lasts_counts_for_as_long_as_it_lasts() {
    var figure =
        most(
            List.of(
                List.of(0.4, 0.0, 0.0),
                List.of(0.2, 0.0, 0.0),
                List.of(0.2, 0.0, 0.0),
                List.of(0.1, 0.0, 0.0),
                List.of(0.1, 0.9, 0.0),
                List.of(0.0, 0.1, 1.0)));
    assertThat(figure.states().stream().map(Text::english))
        .containsExactly("a", "b", "c", "e", "f", "Others");
  }

  @Test
  void five_states_or_fewer_leave_no_others() {
    var figure = most(List.of(List.of(1.0, 0.5, 0.0), List.of(0.0, 0.5, 1.0)));
    assertThat(figure.states().stream().map(Text::english)).containsExactly("a", "b");
  }
}
