package org.trialwright.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The three numbers of the reference cases that are not right, held against their definitions. */
class StatisticsErrataTest {
  /** P(at most this many events in arm 1 | margins) at an odds ratio, written out. */
  private static double atMost(int events1, int total1, int events0, int total0, double odds) {
    int events = events1 + events0;
    double below = 0;
    double all = 0;
    for (int k = Math.max(0, events - total0); k <= Math.min(events, total1); k++) {
      double weight = choose(total1, k) * choose(total0, events - k) * Math.pow(odds, k);
      all += weight;
      below += k <= events1 ? weight : 0;
    }
    return below / all;
  }

  private static double choose(int n, int k) {
    double ways = 1;
    for (int i = 1; i <= k; i++) {
      ways = ways * (n - k + i) / i;
    }
    return ways;
  }

  @ParameterizedTest
  @CsvSource({"9, 10, 3, 10, 1039.290967602217", "6, 7, 2, 7, 817.9820107335369"})
  void the_upper_limit_of_the_odds_ratio_leaves_two_and_a_half_per_cent_below(
      int events1, int total1, int events0, int total0, double reference) {
    double ours =
        FisherExact.of(events1, total1, events0, total0, 0.95).upper().known().orElseThrow();
    assertThat(atMost(events1, total1, events0, total0, ours)).isCloseTo(0.025, within(1e-13));
    assertThat(atMost(events1, total1, events0, total0, reference))
        .isNotCloseTo(0.025, within(1e-4));
  }

  @Test
  void far_out_the_tail_of_student_s_t_with_3_degrees_of_freedom_is_its_leading_term() {
    // P(T < −t) = 2√3³/(3·π·√3)·… = (2√3/π)·t⁻³·(1 + O(1/t²)) for 3 degrees of freedom.
    double t = -new Distribution.StudentT(3).quantile(1e-300);
    double leading = Math.cbrt(2 * Math.sqrt(3) / Math.PI) * 1e100;
    assertThat(t).isCloseTo(leading, within(1e-13 * leading));
    assertThat(1.0331108439132092E100).isNotCloseTo(leading, within(1e-9 * leading));
  }
}
