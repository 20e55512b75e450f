package org.trialwright.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MmrmTest {
  private static MmrmFit fit(List<Mmrm.Row> rows, int visits) {
    var outcome = Mmrm.fit(rows, visits, new CovarianceStructure.Unstructured());
    return ((Mmrm.Outcome.Fitted) outcome).fit();
  }

  @Test
  void one_visit_is_the_analysis_of_covariance() {
    double[] y = {5, 6, 7, 9, 4, 8, 6, 10};
    double[] baseline = {1, 2, 3, 4, 2, 3, 1, 5};
    boolean[] second = {false, true, false, true, false, true, false, true};
    var rows = new ArrayList<Mmrm.Row>();
    for (int i = 0; i < y.length; i++) {
      rows.add(new Mmrm.Row(y[i], "s" + i, 0, second[i], baseline[i]));
    }
    var fit = fit(rows, 1);
    var model = Ancova.fit(y, second, baseline, 0.95).model();
    for (int i = 0; i < 3; i++) {
      assertThat(fit.coefficients().get(i)).isCloseTo(model.coefficients().get(i), within(1e-10));
      assertThat(fit.se().get(i)).isCloseTo(model.se().get(i), within(1e-10));
    }
    var effect = fit.treatmentEffectByVisit(0.95).getFirst();
    assertThat(effect.df()).isCloseTo(5, within(1e-8));
    assertThat(effect.p()).isCloseTo(model.p().get(1), within(1e-10));
  }

  @Test
  void the_order_of_rows_does_not_matter_and_turned_groups_turn_the_effect() {
    var rows = new ArrayList<>(EstimatesFromRTest.qualityOfLife());
    var before = fit(rows, 4).treatmentEffectByVisit(0.95);
    Collections.shuffle(rows, new Random(1));
    rows.replaceAll(
        row -> new Mmrm.Row(row.y(), row.subject(), row.visit(), !row.second(), row.baseline()));
    var after = fit(rows, 4).treatmentEffectByVisit(0.95);
    for (int v = 0; v < 4; v++) {
      assertThat(after.get(v).estimate()).isCloseTo(-before.get(v).estimate(), within(1e-8));
      assertThat(after.get(v).df()).isCloseTo(before.get(v).df(), within(1e-5));
    }
  }

  /** Sums of squares are those of what the visits' own models leave, so no digits are lost. */
  @Test
  void responses_far_from_zero_have_the_same_effects_and_errors() {
    var rows = new ArrayList<>(EstimatesFromRTest.qualityOfLife());
    var near = fit(rows, 4);
    rows.replaceAll(
        row ->
            new Mmrm.Row(
                row.y() + 1e7, row.subject(), row.visit(), row.second(), row.baseline() + 1e6));
    var far = fit(rows, 4);
    for (int v = 0; v < 4; v++) {
      var here = near.treatmentEffectByVisit(0.95).get(v);
      var there = far.treatmentEffectByVisit(0.95).get(v);
      assertThat(there.estimate()).isCloseTo(here.estimate(), within(1e-6));
      assertThat(there.se()).isCloseTo(here.se(), within(1e-7));
      assertThat(there.df()).isCloseTo(here.df(), within(1e-4));
    }
  }

  @Test
  void the_truth_is_recovered_from_simulated_visits_with_dropout() {
    long seed = 19;
    System.out.println("repeated measures with seed " + seed);
    var random = new Random(seed);
    var rows = new ArrayList<Mmrm.Row>();
    for (int i = 0; i < 3000; i++) {
      boolean second = i % 2 == 0;
      double baseline = 50 + 10 * random.nextGaussian();
      double own = 4 * random.nextGaussian();
      for (int v = 0; v < 3; v++) {
        double y =
            10 + 2 * v + (second ? v * 1.5 : 0) + 0.6 * baseline + own + 3 * random.nextGaussian();
        rows.add(new Mmrm.Row(y, "s" + i, v, second, baseline));
        if (random.nextDouble() < (y < 40 ? 0.3 : 0.05)) {
          break; // dropout that depends on what was seen
        }
      }
    }
    var fit = fit(rows, 3);
    var effects = fit.treatmentEffectByVisit(0.999);
    for (int v = 0; v < 3; v++) {
      assertThat(1.5 * v).isBetween(effects.get(v).lower(), effects.get(v).upper());
    }
    assertThat(fit.residualCovariance().get(0).get(2)).isCloseTo(16, within(1.6));
    assertThat(fit.residualCovariance().get(1).get(1)).isCloseTo(25, within(2.0));
  }

  @Test
  void visits_never_seen_together_have_no_covariance() {
    var random = new Random(2);
    var rows = new ArrayList<Mmrm.Row>();
    for (int i = 0; i < 60; i++) {
      rows.add(
          new Mmrm.Row(random.nextGaussian(), "s" + i, i % 2, i % 4 < 2, random.nextGaussian()));
    }
    assertThat(Mmrm.fit(rows, 2, new CovarianceStructure.Unstructured()))
        .isInstanceOf(Mmrm.Outcome.NotEstimable.class);
  }

  @Test
  void a_contrast_that_is_none_is_refused() {
    var fit = fit(EstimatesFromRTest.qualityOfLife(), 4);
    assertThatThrownBy(() -> fit.contrast(new double[3], 0.95))
        .hasMessage("3 weights for 12 coefficients");
    assertThatThrownBy(() -> fit.kenwardRoger(new double[12], 0.95))
        .hasMessage("the weights are all 0");
    assertThatThrownBy(() -> fit.contrast(Mmrm.unit(12, 1), 1))
        .hasMessage("confidenceLevel is 1.0; it must lie strictly between 0 and 1");
  }

  @Test
  void what_cannot_be_is_refused_or_told() {
    var row = new Mmrm.Row(1, "s1", 0, true, 2);
    assertThatThrownBy(() -> fit(List.of(row, row), 1))
        .hasMessage("subject s1 has two rows at one visit");
    assertThat(Mmrm.fit(List.of(row), 1, new CovarianceStructure.Unstructured()))
        .isInstanceOf(Mmrm.Outcome.NotEstimable.class);
  }

  @Test
  void separated_responses_have_no_logistic_fit() {
    var outcome =
        Regression.logistic(
            new boolean[] {false, false, false, true, true, true},
            List.of(new double[] {1, 1, 1, 1, 1, 1}, new double[] {1, 2, 3, 4, 5, 6}),
            0.95);
    assertThat(((Regression.Outcome.NotEstimable) outcome).reason()).contains("runs to infinity");
  }

  @Test
  void a_two_by_two_logistic_fit_is_the_log_odds_ratio() {
    boolean[] events = new boolean[40];
    var arm = new double[40];
    var ones = new double[40];
    for (int i = 0; i < 40; i++) {
      ones[i] = 1;
      arm[i] = i % 2;
      events[i] = i % 2 == 0 ? i % 5 == 0 : i % 3 == 0;
    }
    int one = 0;
    int zero = 0;
    for (int i = 0; i < 40; i++) {
      one += events[i] && arm[i] == 1 ? 1 : 0;
      zero += events[i] && arm[i] == 0 ? 1 : 0;
    }
    var fit = (Regression.Outcome.Fitted) Regression.logistic(events, List.of(ones, arm), 0.95);
    double ratio =
        TwoProportions.of(one, 20, zero, 20).oddsRatio(0.95).estimate().known().orElseThrow();
    assertThat(fit.coefficients().get(1)).isCloseTo(Math.log(ratio), within(1e-10));
  }
}
