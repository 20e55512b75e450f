package org.trialwright.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeansTest {
  private static final double[] FIRST = {1, 2, 3, 4};
  private static final double[] SECOND = {5, 6, 7, 9};

  @Test
  void the_pooled_test_by_hand() {
    // Means 2.5 and 6.75; squares 5 and 8.75; variance 13.75/6; se √(13.75/6/2).
    var means = TwoMeans.pooled(FIRST, SECOND, 0.95);
    assertThat(means.difference()).isEqualTo(4.25);
    assertThat(means.df()).isEqualTo(Estimate.of(6));
    assertThat(means.t().known().orElseThrow())
        .isCloseTo(4.25 / Math.sqrt(13.75 / 12), within(1e-12));
  }

  @Test
  void with_equal_groups_welch_has_the_pooled_t() {
    assertThat(TwoMeans.welch(FIRST, new double[] {3, 4, 5, 6}, 0.95))
        .isEqualTo(TwoMeans.pooled(FIRST, new double[] {3, 4, 5, 6}, 0.95));
  }

  @Test
  void complete_separation_of_four_and_four_is_one_arrangement_of_seventy() {
    var test = Wilcoxon.of(FIRST, SECOND, 0.95);
    assertThat(test.w()).isEqualTo(16);
    assertThat(((Wilcoxon.Exact.Known) test.exact()).p()).isCloseTo(2 / 70.0, within(1e-15));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void the_shift_is_the_median_of_all_differences_and_flips_with_the_groups(long seed) {
    System.out.println("wilcoxon with seed " + seed);
    var random = new Random(seed);
    double[] first = random.doubles(23).map(x -> Math.rint(x * 40)).toArray();
    double[] second = random.doubles(18).map(x -> Math.rint(x * 40) - 5).toArray();
    double[] all =
        Arrays.stream(second).flatMap(b -> Arrays.stream(first).map(a -> b - a)).sorted().toArray();
    double median = (all[all.length / 2 - 1] + all[all.length / 2]) / 2;
    var test = Wilcoxon.of(first, second, 0.95);
    var turned = Wilcoxon.of(second, first, 0.95);
    assertThat(test.hodgesLehmann()).isEqualTo(median).isEqualTo(-turned.hodgesLehmann());
    assertThat(test.w() + turned.w()).isEqualTo(first.length * second.length);
    assertThat(test.pNormal()).isEqualTo(turned.pNormal());
  }

  @Test
  void two_groups_of_an_analysis_of_variance_are_a_t_test() {
    double t = TwoMeans.pooled(FIRST, SECOND, 0.95).t().known().orElseThrow();
    var anova = OneWay.anova(List.of(FIRST, SECOND));
    assertThat(anova.f().known().orElseThrow()).isCloseTo(t * t, within(1e-12));
    double w = TwoMeans.welch(FIRST, SECOND, 0.95).t().known().orElseThrow();
    assertThat(OneWay.welch(List.of(FIRST, SECOND)).f().known().orElseThrow())
        .isCloseTo(w * w, within(1e-12));
  }

  @Test
  void a_large_mean_costs_no_digits() {
    double[] far = Arrays.stream(FIRST).map(x -> x + 1e9).toArray();
    assertThat(Summary.of(far).sd()).isEqualTo(Summary.of(FIRST).sd());
    double[] farSecond = Arrays.stream(SECOND).map(x -> x + 1e9).toArray();
    assertThat(TwoMeans.pooled(far, farSecond, 0.95))
        .isEqualTo(TwoMeans.pooled(FIRST, SECOND, 0.95));
  }

  @Test
  void quantiles_of_one_to_ten() {
    double[] ten = {10, 1, 9, 2, 8, 3, 7, 4, 6, 5};
    double[] p = {0, 0.1, 0.25, 0.5, 1};
    assertThat(Quantiles.of(ten, p, Quantiles.Type.TYPE_7)).containsExactly(1, 1.9, 3.25, 5.5, 10);
    assertThat(Quantiles.of(ten, p, Quantiles.Type.TYPE_2)).containsExactly(1, 1.5, 3, 5.5, 10);
  }

  @Test
  void values_that_do_not_vary_leave_a_test_without_a_number() {
    double[] same = {2, 2, 2};
    assertThat(TwoMeans.welch(same, same, 0.95).p()).isInstanceOf(Estimate.NotEstimable.class);
    assertThat(Wilcoxon.of(same, same, 0.95).pNormal()).isInstanceOf(Estimate.NotEstimable.class);
    assertThat(OneWay.kruskalWallis(List.of(same, same)).p())
        .isInstanceOf(Estimate.NotEstimable.class);
    assertThat(OneWay.anova(List.of(same, same)).f()).isInstanceOf(Estimate.NotEstimable.class);
    assertThat(Summary.of(new double[] {-1, 3}).geometricMean())
        .isInstanceOf(Estimate.NotEstimable.class);
  }

  @Test
  void analysis_of_covariance_finds_the_line_it_was_given() {
    double[] baseline = {1, 2, 3, 4, 5, 6};
    boolean[] second = {false, true, false, true, true, false};
    var y = new double[6];
    for (int i = 0; i < 6; i++) {
      y[i] = 3 + (second[i] ? 2 : 0) + 0.5 * baseline[i] + (i % 2 == 0 ? 1e-3 : -1e-3);
    }
    var fit = Ancova.fit(y, second, baseline, 0.95);
    assertThat(fit.model().coefficients().get(1)).isCloseTo(2, within(0.01));
    assertThat(fit.adjustedMeans().get(1) - fit.adjustedMeans().get(0))
        .isCloseTo(fit.model().coefficients().get(1), within(1e-12));
  }

  @Test
  void what_cannot_be_is_refused_with_what_it_was() {
    assertThatThrownBy(() -> TwoMeans.welch(new double[] {1}, FIRST, 0.95))
        .hasMessage("the first group has 1 values; it must have at least 2");
    assertThatThrownBy(() -> Summary.of(new double[] {1, Double.NaN}))
        .hasMessage("value 2 of values is NaN; it must be a finite number");
    assertThatThrownBy(() -> LinearModel.fit(SECOND, List.of(FIRST, FIRST.clone()), 0.95))
        .hasMessage("column 2 follows from the columns before it");
  }
}
