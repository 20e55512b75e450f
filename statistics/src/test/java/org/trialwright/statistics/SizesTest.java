package org.trialwright.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SizesTest {
  @Test
  void schoenfeld_by_hand() {
    double z = 1.959963984540054 + 0.8416212335729143;
    assertThat(EventFormula.SCHOENFELD.events(0.025, 0.2, 0.5, 1, 1))
        .isCloseTo(4 * z * z / (Math.log(2) * Math.log(2)), within(1e-9));
  }

  @Test
  void schoenfeld_against_a_margin_by_hand() {
    double z = 1.959963984540054 + 0.8416212335729143;
    double log = Math.log(0.9 / 1.3);
    assertThat(EventFormula.SCHOENFELD.events(0.025, 0.2, 0.9, 1.3, 2))
        .isCloseTo(4.5 * z * z / (log * log), within(1e-9));
    // Twice as many treated, half the hazard: shares 1 + 2·0.5 = 2 and 1 − 0.5.
    assertThat(EventFormula.FREEDMAN.events(0.025, 0.2, 0.5, 1, 2))
        .isCloseTo(8 * z * z, within(1e-9));
    assertThat(EventFormula.HSIEH_FREEDMAN.events(0.025, 0.2, 0.5, 1, 2))
        .isCloseTo(81 / 8.0 * z * z, within(1e-9));
  }

  @Test
  void three_formulas_agree_as_the_ratio_nears_one_and_the_arms_are_equal() {
    double schoenfeld = EventFormula.SCHOENFELD.events(0.025, 0.1, 0.99, 1, 1);
    assertThat(EventFormula.FREEDMAN.events(0.025, 0.1, 0.99, 1, 1) / schoenfeld)
        .isCloseTo(1, within(1e-4));
    assertThat(EventFormula.HSIEH_FREEDMAN.events(0.025, 0.1, 0.99, 1, 1))
        .isCloseTo(EventFormula.FREEDMAN.events(0.025, 0.1, 0.99, 1, 1), within(1e-6));
  }

  @Test
  void the_time_of_so_many_events_is_when_so_many_are_expected() {
    var plan =
        new AccrualPlan(
            24, new AccrualPlan.Rates(0.01, 0.002), new AccrualPlan.Rates(0.015, 0.001), 2);
    double time = plan.timeOf(120, 400);
    assertThat(400 * plan.eventsPerSubject(time)).isCloseTo(120, within(1e-9));
    assertThatThrownBy(() -> plan.timeOf(399, 400))
        .hasMessageContaining("399.0 events cannot be waited for among 400.0 subjects");
  }

  @Test
  void with_hazards_that_do_not_change_lakatos_nears_schoenfeld() {
    var size =
        Lakatos.of(
            Lakatos.Hazard.constant(0.0285),
            Lakatos.Hazard.constant(0.03),
            0,
            24,
            36,
            1,
            0.025,
            0.2);
    assertThat(size.events() / EventFormula.SCHOENFELD.events(0.025, 0.2, 0.95, 1, 1))
        .isCloseTo(1, within(0.002));
  }

  @Test
  void simulated_trials_with_a_late_effect_have_the_power_that_lakatos_gave_them() {
    long seed = 5;
    System.out.println("late effects with seed " + seed);
    var random = new Random(seed);
    var control = Lakatos.Hazard.constant(0.05);
    var treatment = new Lakatos.Hazard(Numbers.of(0, 6), Numbers.of(0.05, 0.025));
    var size = Lakatos.of(treatment, control, 0.005, 12, 24, 1, 0.025, 0.2);
    int n = (int) Math.round(size.subjects() / 2) * 2;
    int rejected = 0;
    int trials = 600;
    for (int t = 0; t < trials; t++) {
      var time = new double[n];
      var status = new int[n];
      var group = new int[n];
      for (int i = 0; i < n; i++) {
        group[i] = i % 2;
        double end = 36 - 12 * random.nextDouble();
        double event = -Math.log(random.nextDouble()) / 0.05;
        if (group[i] == 1 && event > 6) {
          event = 6 + (event - 6) * 2;
        }
        double leaves = Math.min(end, -Math.log(random.nextDouble()) / 0.005);
        time[i] = Math.min(event, leaves);
        status[i] = event <= leaves ? 1 : 0;
      }
      double z =
          LogRank.of(FollowUp.of(time, status), group, 2)
              .signed(new Weight.LogRank())
              .z()
              .known()
              .orElseThrow();
      rejected += z < -1.96 ? 1 : 0;
    }
    assertThat(rejected / (double) trials).isCloseTo(0.8, within(4 * 0.4 / Math.sqrt(trials)));
  }

  @Test
  void without_a_margin_both_sizes_for_rates_are_those_of_superiority() {
    var size = RateNonInferiority.of(0.7, 0.5, 0, 0.025, 0.2);
    double z = Math.pow(1.959963984540054 + 0.8416212335729143, 2);
    assertThat(size.subjectsPerArmWald()).isCloseTo(z * (0.21 + 0.25) / 0.04, within(1e-9));
  }

  @Test
  void adjusted_p_values_by_hand() {
    var three = Multiplicity.of(0.01, 0.04, 0.03);
    assertThat(three.bonferroni().toArray()).containsExactly(0.03, 0.12, 0.09);
    assertThat(three.holm().toArray()).containsExactly(0.03, 0.06, 0.06);
    assertThat(three.hochberg().toArray()).containsExactly(0.03, 0.04, 0.04);
    assertThat(three.benjaminiHochberg().toArray()).containsExactly(0.03, 0.04, 0.04);
  }

  @Test
  void a_graph_with_equal_weights_and_even_transitions_is_holm_s_procedure() {
    long seed = 3;
    System.out.println("graphs with seed " + seed);
    var random = new Random(seed);
    double third = 1.0 / 3;
    var graph =
        new GraphicalTesting(
            Numbers.of(0.25, 0.25, 0.25, 0.25),
            List.of(
                Numbers.of(0, third, third, third),
                Numbers.of(third, 0, third, third),
                Numbers.of(third, third, 0, third),
                Numbers.of(third, third, third, 0)));
    for (int i = 0; i < 200; i++) {
      double[] p = random.doubles(4).map(x -> x * x * 0.2).toArray();
      double[] holm = Multiplicity.of(p).holm().toArray();
      double[] adjusted = graph.adjusted(p).toArray();
      for (int j = 0; j < 4; j++) {
        assertThat(adjusted[j]).isCloseTo(holm[j], within(1e-12));
      }
    }
  }

  @Test
  void a_fixed_sequence_stops_at_the_first_that_is_not_rejected() {
    var sequence =
        new GraphicalTesting(
            Numbers.of(1, 0, 0),
            List.of(Numbers.of(0, 1, 0), Numbers.of(0, 0, 1), Numbers.of(0, 0, 0)));
    assertThat(sequence.adjusted(0.01, 0.2, 0.001).toArray()).containsExactly(0.01, 0.2, 0.2);
  }

  @Test
  void imputations_that_agree_leave_no_variance_between_them() {
    var pooled = ImputationPooling.of(new double[] {2, 2, 2}, new double[] {1, 1, 1}, 0.95);
    assertThat(pooled.se()).isEqualTo(1);
    assertThat(pooled.df()).isInfinite();
    assertThat(pooled.upper()).isCloseTo(2 + 1.959963984540054, within(1e-12));
    assertThat(pooled.fractionMissing()).isZero();
  }
}
