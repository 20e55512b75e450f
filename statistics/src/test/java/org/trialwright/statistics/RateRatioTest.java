package org.trialwright.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RateRatioTest {
  private static final Golden R = Golden.read("rates.txt");

  private static RateRatio ratio(double level) {
    double[] events = R.of("events");
    double[] time = R.of("time");
    return RateRatio.of(
        Arrays.copyOfRange(events, 0, 7),
        Arrays.copyOfRange(time, 0, 7),
        Arrays.copyOfRange(events, 7, 14),
        Arrays.copyOfRange(time, 7, 14),
        level);
  }

  private static void agree(Estimate got, double expected) {
    assertThat(got.known().orElseThrow()).isCloseTo(expected, within(1e-10 * Math.abs(expected)));
  }

  @Test
  void the_ratio_and_its_robust_error_are_those_of_poisson_regression_in_r() {
    var found = ratio(0.95);
    agree(found.ratio(), R.of("ratio")[0]);
    agree(found.standardError(), R.of("standardError")[0]);
    agree(found.z(), R.of("z")[0]);
    agree(found.p(), R.of("p")[0]);
    agree(found.limits().lower(), R.of("limits")[0]);
    agree(found.limits().upper(), R.of("limits")[1]);
  }

  @Test
  void events_in_series_within_one_person_make_the_error_larger() {
    double[] time = {1, 1, 1, 1};
    double[] spread = {1, 2, 1, 2};
    double[] series = {6, 0, 0, 0};
    var apart = RateRatio.of(spread, time, spread, time, 0.95).standardError();
    var together = RateRatio.of(series, time, spread, time, 0.95).standardError();
    // By hand: squares (0.5² · 4)/6² of each group; of the series (4.5² + 3 · 1.5²)/6².
    agree(apart, Math.sqrt(2 * 1.0 / 36));
    agree(together, Math.sqrt(27.0 / 36 + 1.0 / 36));
  }

  @Test
  void turned_groups_turn_the_ratio() {
    double[] a = {1, 0, 4};
    double[] b = {2, 2, 0};
    double[] time = {3, 5, 7};
    var one = RateRatio.of(a, time, b, time, 0.9);
    var other = RateRatio.of(b, time, a, time, 0.9);
    agree(one.ratio(), 1 / other.ratio().known().orElseThrow());
    agree(one.limits().lower(), 1 / other.limits().upper().known().orElseThrow());
  }

  @Test
  void without_an_event_or_without_spread_there_is_no_test_and_a_reason() {
    double[] none = {0, 0};
    double[] same = {1, 1};
    assertThat(RateRatio.of(none, same, same, same, 0.95).ratio())
        .isEqualTo(Estimate.none("a group has no event"));
    var flat = RateRatio.of(same, same, same, new double[] {2, 2}, 0.95);
    agree(flat.ratio(), 0.5);
    assertThat(flat.p()).isEqualTo(Estimate.none("all persons of both groups have one rate"));
  }

  @Test
  void what_cannot_be_is_refused_with_what_it_was() {
    double[] one = {1};
    assertThatThrownBy(() -> RateRatio.of(one, new double[] {-1}, one, one, 0.95))
        .hasMessage("row 1 of the first group has 1.0 events in -1.0; both must be 0 or more");
    assertThatThrownBy(() -> RateRatio.of(one, one, one, new double[] {0}, 0.95))
        .hasMessage("the second group was never observed");
  }
}
