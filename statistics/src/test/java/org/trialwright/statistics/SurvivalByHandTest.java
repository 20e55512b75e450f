package org.trialwright.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Small data whose results were worked out on paper. */
class SurvivalByHandTest {
  /** Rows of "time | event", with "start" before them when they enter late. */
  private static FollowUp followUp(String table) {
    List<String[]> rows =
        table.lines().skip(1).map(line -> line.strip().split("\\s*\\|\\s*")).toList();
    int columns = rows.getFirst().length;
    double[] time =
        rows.stream().mapToDouble(row -> Double.parseDouble(row[columns - 2])).toArray();
    int[] status = rows.stream().mapToInt(row -> row[columns - 1].equals("yes") ? 1 : 0).toArray();
    return columns == 2
        ? FollowUp.of(time, status)
        : FollowUp.of(
            rows.stream().mapToDouble(row -> Double.parseDouble(row[0])).toArray(), time, status);
  }

  private static String curve(SurvivalCurve curve) {
    StringBuilder table = new StringBuilder("time | at risk | events | censored | survival\n");
    for (int j = 0; j < curve.size(); j++) {
      table.append(
          String.format(
              Locale.ROOT,
              "%4.0f | %7d | %6d | %8d | %8.4f%n",
              curve.time().get(j),
              curve.atRisk().get(j),
              curve.eventsAt().get(j),
              curve.censoredAt().get(j),
              curve.survival().get(j)));
    }
    return table.toString();
  }

  @Test
  void survival_falls_only_at_event_times() {
    assertThat(
            curve(
                KaplanMeier.curve(
                    followUp(
                        """
                        time | event
                           1 | yes
                           1 | no
                           6 | yes
                           6 | yes
                           8 | no
                           9 | yes
                        """))))
        .isEqualTo(
            """
            time | at risk | events | censored | survival
               1 |       6 |      1 |        1 |   0.8333
               6 |       4 |      2 |        0 |   0.4167
               8 |       2 |      0 |        1 |   0.4167
               9 |       1 |      1 |        0 |   0.0000
            """);
  }

  @Test
  void who_enters_late_is_at_risk_after_the_entry_only() {
    assertThat(
            curve(
                KaplanMeier.curve(
                    followUp(
                        """
                        start | time | event
                            0 |    2 | yes
                            0 |    5 | no
                            2 |    4 | yes
                            3 |    6 | yes
                        """))))
        .isEqualTo(
            """
            time | at risk | events | censored | survival
               2 |       2 |      1 |        0 |   0.5000
               4 |       3 |      1 |        0 |   0.3333
               5 |       2 |      0 |        1 |   0.3333
               6 |       1 |      1 |        0 |   0.0000
            """);
  }

  @Test
  void in_the_reverse_curve_deaths_stay_at_risk_at_a_tied_time() {
    SurvivalCurve reverse =
        KaplanMeier.reverse(
            followUp(
                """
                time | event
                   3 | yes
                   3 | no
                   7 | no
                """));
    // At 3 one of three is censored; then one is left, censored at 7.
    assertThat(reverse.survival().get(0)).isEqualTo(2 / 3.0, within(1e-12));
    assertThat(reverse.quantile(0.5)).isEqualTo(Estimate.of(7));
  }

  @Test
  void times_closer_than_the_tolerance_are_one_and_the_earliest_names_it() {
    double near = 3 + 1e-8;
    SurvivalCurve curve =
        KaplanMeier.curve(FollowUp.of(new double[] {near, 3, 5}, new int[] {1, 1, 0}));
    assertThat(curve.time().toArray()).containsExactly(3, 5);
    assertThat(curve.eventsAt().toArray()).containsExactly(2, 0);
    assertThat(curve.at(near).survival()).isEqualTo(1 / 3.0, within(1e-12));
    double apart = 3 + 1e-6;
    assertThat(
            KaplanMeier.curve(FollowUp.of(new double[] {apart, 3, 5}, new int[] {1, 1, 0})).size())
        .isEqualTo(3);
  }

  @Test
  void the_median_is_the_middle_of_a_stretch_at_one_half_also_across_a_censoring() {
    SurvivalCurve curve =
        KaplanMeier.curve(FollowUp.of(new double[] {1, 2, 3, 5}, new int[] {1, 1, 0, 1}));
    assertThat(curve.quantile(0.5)).isEqualTo(Estimate.of(3.5));
    assertThat(curve.quantile(0.6)).isEqualTo(Estimate.of(5));
    assertThat(curve.quantile(1)).isEqualTo(Estimate.of(5));
    SurvivalCurve endless =
        KaplanMeier.curve(FollowUp.of(new double[] {1, 2, 3, 5}, new int[] {1, 1, 0, 0}));
    assertThat(endless.quantile(0.5)).isEqualTo(Estimate.of(3.5));
    assertThat(endless.quantile(0.51)).isInstanceOf(Estimate.NotEstimable.class);
    assertThat(endless.atRisk().size()).isEqualTo(4);
  }

  @Test
  void before_the_first_event_all_survive_and_the_comparison_says_so() {
    SurvivalCurve curve = KaplanMeier.curve(FollowUp.of(new double[] {2, 4}, new int[] {1, 1}));
    SurvivalCurve.Point point = curve.at(1);
    assertThat(point.survival()).isEqualTo(1);
    assertThat(point.atRisk()).isEqualTo(2);
    assertThat(point.standardError()).isEqualTo(Estimate.of(0));
    SurvivalAtTime early = SurvivalAtTime.of(curve, curve, 1, 0.95);
    assertThat(early.ratio().limits()).isEqualTo(Limits.of(1, 1));
    assertThat(curve.at(9).atRisk()).isEqualTo(0);
  }

  @Test
  void times_hundreds_of_powers_of_ten_apart_are_sorted_the_other_way() {
    SurvivalCurve curve =
        KaplanMeier.curve(
            FollowUp.of(new double[] {1e200, 1e-200, 0, 3e200}, new int[] {1, 1, 0, 0}));
    // The two small times are one: they differ by nothing beside the mean.
    assertThat(curve.atRisk().toArray()).containsExactly(4, 2, 1);
    assertThat(curve.survival().toArray()).containsExactly(0.75, 0.375, 0.375);
  }

  @Test
  void log_rank_of_five_rows() {
    // First group: events at 1 and 2. Second: events at 2 and 4, censored at 3.
    // Expected in the second: 3/5 at 1, 2 · 3/4 at 2, 1 at 4, so 3.1; observed 2.
    // Variance: 1 · (3/5)(2/5) at 1, 2 · (3/4)(1/4) · (2/3) at 2: 0.24 + 0.25.
    LogRank.Signed found =
        LogRank.of(
                FollowUp.of(new double[] {1, 2, 2, 3, 4}, new int[] {1, 1, 1, 0, 1}),
                new int[] {0, 0, 1, 1, 1},
                2)
            .signed(new Weight.LogRank());
    assertThat(found.score()).isEqualTo(-1.1, within(1e-12));
    assertThat(found.variance()).isEqualTo(0.49, within(1e-12));
    assertThat(found.z().known().getAsDouble()).isEqualTo(-1.1 / 0.7, within(1e-12));
  }

  @Test
  void three_groups_of_which_one_is_never_at_risk_have_one_degree_of_freedom() {
    LogRank.Comparison found =
        LogRank.of(
                FollowUp.of(new double[] {1, 4, 2, 5, 6}, new int[] {0, 1, 1, 1, 0}),
                new int[] {0, 1, 1, 2, 2},
                3)
            .compare(new Weight.LogRank());
    assertThat(found.n().toArray()).containsExactly(1, 2, 2);
    assertThat(found.expected().get(0)).isEqualTo(0);
    assertThat(found.test().orElseThrow().df()).isEqualTo(1);
  }

  @Test
  void restricted_mean_of_three_rows() {
    // S is 1 to 2, 2/3 to 4, 1/3 after; to 5: 2 + 4/3 + 1/3 = 11/3.
    SurvivalCurve curve =
        KaplanMeier.curve(FollowUp.of(new double[] {2, 4, 7}, new int[] {1, 1, 1}));
    RestrictedMean mean = RestrictedMean.of(curve, 5, 0.95);
    assertThat(mean.estimate()).isEqualTo(11 / 3.0, within(1e-12));
    // (5/3)²/(3·2) + (1/3)²/(2·1)
    assertThat(mean.standardError()).isEqualTo(Math.sqrt(25 / 54.0 + 1 / 18.0), within(1e-12));
    assertThat(RestrictedMean.of(curve, 1, 0.95).estimate()).isEqualTo(1);
    assertThat(RestrictedMean.of(curve, 9, 0.95).estimate()).isEqualTo(13 / 3.0, within(1e-12));
  }

  @Test
  void incidence_of_two_causes_in_four_rows() {
    // At 1 cause 1: 1/4. At 2 cause 2: 3/4 · 1/3. At 3 one is censored. At 4 cause 1: 1/2 · 1.
    CumulativeIncidence found =
        CumulativeIncidence.of(new double[] {1, 2, 3, 4}, new int[] {1, 2, 0, 1}, 2);
    assertThat(found.incidence(1).toArray()).containsExactly(0.25, 0.25, 0.25, 0.75);
    assertThat(found.incidence(2).toArray()).containsExactly(0, 0.25, 0.25, 0.25);
    assertThat(found.atRisk().toArray()).containsExactly(4, 3, 2, 1);
    assertThat(found.at(0.5, 1).incidence()).isEqualTo(0);
    assertThat(found.at(0.5, 1).standardError()).isEqualTo(0);
    assertThat(found.at(5, 1).varianceAalen()).isInstanceOf(Estimate.NotEstimable.class);
    // Of n without censoring: F(1 − F)/n.
    assertThat(found.at(1, 1).standardError()).isEqualTo(Math.sqrt(0.25 * 0.75 / 4), within(1e-12));
  }

  @Test
  void breslow_s_coefficient_of_three_rows() {
    // Events of rows with x = 1, 0 in this order, then censored x = 1:
    // ℓ = β − log(1 + 2eᵝ) − log(1 + eᵝ), at its top where 2e²ᵝ·… : e²ᵝ = 1/2.
    CoxFit fit =
        (CoxFit)
            CoxModel.of(
                    FollowUp.of(new double[] {1, 2, 3}, new int[] {1, 1, 0}),
                    new double[] {1, 0, 1})
                .fit();
    assertThat(fit.coefficients().get(0)).isEqualTo(-Math.log(2) / 2, within(1e-10));
    double r = Math.sqrt(0.5);
    assertThat(fit.logLikelihood())
        .isEqualTo(Math.log(r) - Math.log(1 + 2 * r) - Math.log(1 + r), within(1e-12));
    assertThat(fit.logLikelihoodNull()).isEqualTo(-Math.log(6), within(1e-12));
    assertThat(fit.events()).isEqualTo(2);
    // A step is 1 over the risk sum, told for x = 0.
    CoxHazard hazard = CoxHazard.atZero(fit);
    assertThat(hazard.cumulativeHazard().get(0)).isEqualTo(1 / (1 + 2 * r), within(1e-9));
    assertThat(hazard.cumulativeHazard().get(2))
        .isEqualTo(1 / (1 + 2 * r) + 1 / (1 + r), within(1e-9));
    assertThat(hazard.survival().get(2))
        .isEqualTo(Math.exp(-hazard.cumulativeHazard().get(2)), within(1e-12));
  }

  @Test
  void concordance_counts_pairs_whose_order_is_known() {
    // x = 3 at 1 (event), x = 2 censored at 1, x = 2 at 4 (event), x = 5 at 6 (censored).
    CoxFit fit =
        (CoxFit)
            CoxModel.of(
                    FollowUp.of(new double[] {1, 1, 4, 6}, new int[] {1, 0, 1, 0}),
                    new double[] {3, 2, 2, 5})
                .fit();
    Concordance found = Concordance.of(fit);
    // Risk falls with x (the coefficient is below 0): pairs (1,2) and (1,3) are discordant,
    // (1,4) and (3,4) concordant. Row 2 left before row 3's event.
    assertThat(fit.coefficients().get(0)).isNegative();
    assertThat(found.concordant()).isEqualTo(2);
    assertThat(found.discordant()).isEqualTo(2);
    assertThat(found.tiedRisk()).isEqualTo(0);
    assertThat(found.c()).isEqualTo(Estimate.of(0.5));
  }

  @Test
  void the_box_of_normal_variables_knows_what_can_be_known() {
    double one = 2 * Normals.upper(1.5);
    double[][] alone = {{1}};
    double[][] independent = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    double[][] same = {{1, 1, -1}, {1, 1, -1}, {-1, -1, 1}};
    assertThat(NormalBox.outside(1.5, alone)).isEqualTo(one, within(1e-12));
    assertThat(NormalBox.outside(1.5, independent))
        .isEqualTo(1 - Math.pow(1 - one, 3), within(1e-9));
    assertThat(NormalBox.outside(1.5, same)).isEqualTo(one, within(1e-12));
    // P(both within ±0) is 0; P(same sign) of two with correlation 1/2 is 2/3.
    assertThat(NormalBox.outside(0, new double[][] {{1, 0.5}, {0.5, 1}})).isEqualTo(1);
  }

  @Test
  void a_dependent_row_of_a_matrix_is_left_out() {
    double[][] singular = {{4, 2, 6}, {2, 3, 5}, {6, 5, 11}};
    double[][] factor = Symmetric.factor(singular, 1e-10);
    assertThat(Symmetric.rank(factor)).isEqualTo(2);
    double[] solution = Symmetric.solve(factor, new double[] {8, 7, 15});
    assertThat(solution[0]).isEqualTo(1.25, within(1e-12));
    assertThat(solution[1]).isEqualTo(1.5, within(1e-12));
    assertThat(solution[2]).isEqualTo(0);
    assertThat(Symmetric.quadratic(factor, new double[] {8, 7, 15}))
        .isEqualTo(8 * 1.25 + 7 * 1.5, within(1e-12));
  }

  @Test
  void rows_of_numbers_do_not_change_and_say_what_is_missing() {
    Numbers numbers = Numbers.of(new double[] {1, Double.NaN}, "nobody was left");
    assertThat(numbers.has(1)).isFalse();
    assertThat(numbers.at(1)).isEmpty();
    assertThat(numbers.at(0)).hasValue(1);
    assertThat(numbers.estimate(0)).isEqualTo(Estimate.of(1));
    assertThat(numbers.estimate(1)).isEqualTo(Estimate.none("nobody was left"));
    assertThat(numbers).hasToString("[1.0, —]");
    List<String> refused = new ArrayList<>();
    for (Runnable ask : List.<Runnable>of(() -> numbers.get(1), numbers::toArray)) {
      try {
        ask.run();
      } catch (IllegalStateException e) {
        refused.add(e.getMessage());
      }
    }
    assertThat(refused)
        .containsExactly(
            "no number at place 1: nobody was left", "no number at place 1: nobody was left");
    assertThat(Numbers.of(1, 2)).isEqualTo(Numbers.of(1, 2)).hasSameHashCodeAs(Numbers.of(1, 2));
    assertThat(Numbers.of(1, 2)).isNotEqualTo(Numbers.of(1, 3)).isNotEqualTo(Counts.of(1, 2));
    assertThat(Counts.of(1, 2)).isEqualTo(Counts.of(1, 2)).hasSameHashCodeAs(Counts.of(1, 2));
    assertThat(Counts.of(1, 2)).hasToString("[1, 2]").isNotEqualTo(Counts.of(2));
    numbers.estimate(0);
    double[] copy = Numbers.of(5, 6).toArray();
    copy[0] = 7;
    assertThat(Numbers.of(5, 6).toArray()).containsExactly(5, 6);
  }
}
