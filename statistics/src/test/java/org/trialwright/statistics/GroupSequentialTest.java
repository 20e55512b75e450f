package org.trialwright.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class GroupSequentialTest {
  private static final Boundary LATE =
      new Boundary.Spending(new SpendingFunction.ObrienFlemingLike());

  private static GroupSequentialDesign design(Numbers rates, Boundary boundary, Futility futility) {
    return new GroupSequentialDesign(rates, 0.025, 1, boundary, futility, false);
  }

  @Test
  void one_look_is_the_fixed_design() {
    var plan = GroupSequentialDesign.fixed(0.05, 2).plan(0.1);
    assertThat(plan.bounds().criticalValues().get(0)).isCloseTo(1.959963984540054, within(1e-12));
    assertThat(plan.inflationFactor()).isCloseTo(1, within(1e-12));
  }

  @Test
  void pocock_s_constants_are_those_of_his_table() {
    // Pocock, Biometrika 1977;64:191, table 1, two-sided 0.05.
    double[] table = {1.960, 2.178, 2.289, 2.361, 2.413};
    for (int looks = 1; looks <= 5; looks++) {
      var bounds =
          new GroupSequentialDesign(
                  GroupSequentialDesign.equalRates(looks),
                  0.05,
                  2,
                  new Boundary.Pocock(),
                  new Futility.None(),
                  false)
              .bounds();
      assertThat(bounds.criticalValues().get(0)).isCloseTo(table[looks - 1], within(5e-4));
    }
  }

  @Test
  void wang_and_tsiatis_meet_both_ends() {
    var rates = Numbers.of(0.3, 0.7, 1);
    alike(rates, new Boundary.WangTsiatis(0), new Boundary.ObrienFleming());
    alike(rates, new Boundary.WangTsiatis(0.5), new Boundary.Pocock());
  }

  private static void alike(Numbers rates, Boundary one, Boundary other) {
    var ours = design(rates, one, new Futility.None()).bounds().criticalValues();
    var theirs = design(rates, other, new Futility.None()).bounds().criticalValues();
    for (int i = 0; i < rates.size(); i++) {
      assertThat(ours.get(i)).isCloseTo(theirs.get(i), within(1e-13));
    }
  }

  @Test
  void what_is_spent_is_what_the_function_allows_and_in_the_end_all_of_it() {
    var rates = Numbers.of(0.15, 0.2, 0.55, 0.9, 1);
    var spent = design(rates, LATE, new Futility.None()).plan(0.1).alphaSpent();
    double[] allowed = new SpendingFunction.ObrienFlemingLike().spent(0.025, rates.toArray());
    for (int i = 0; i < allowed.length; i++) {
      assertThat(spent.get(i)).isCloseTo(allowed[i], within(1e-13));
    }
  }

  @Test
  void a_look_that_adds_almost_no_information_changes_almost_nothing() {
    var plain = design(Numbers.of(0.5, 1), LATE, new Futility.None()).plan(0.2);
    var more = design(Numbers.of(0.5, 0.50001, 1), LATE, new Futility.None()).plan(0.2);
    assertThat(more.bounds().criticalValues().get(2))
        .isCloseTo(plain.bounds().criticalValues().get(1), within(1e-5));
  }

  @Test
  void twenty_looks_keep_the_level_to_eleven_digits() {
    var bounds =
        design(GroupSequentialDesign.equalRates(20), new Boundary.Pocock(), new Futility.None())
            .bounds();
    assertThat(bounds.operating(0).power()).isCloseTo(0.025, within(1e-11));
  }

  @Test
  void binding_futility_lowers_the_last_critical_value_and_keeps_the_level() {
    var futility = new Futility.FixedBounds(Numbers.of(0, 0.5));
    var rates = GroupSequentialDesign.equalRates(3);
    var binding =
        new GroupSequentialDesign(rates, 0.025, 1, new Boundary.ObrienFleming(), futility, true);
    var loose =
        new GroupSequentialDesign(rates, 0.025, 1, new Boundary.ObrienFleming(), futility, false);
    assertThat(binding.bounds().criticalValues().get(2))
        .isLessThan(loose.bounds().criticalValues().get(2));
    assertThat(binding.bounds().operating(0).power()).isCloseTo(0.025, within(1e-12));
    assertThat(loose.bounds().operating(0).power()).isLessThan(0.025);
  }

  @Test
  void beta_is_spent_jointly_with_every_kind_of_binding_boundary() {
    var spending = new Futility.Spending(new SpendingFunction.PocockLike());
    for (Boundary boundary :
        new Boundary[] {LATE, new Boundary.ObrienFleming(), new Boundary.HaybittlePeto(3)}) {
      var plan =
          new GroupSequentialDesign(Numbers.of(0.4, 0.7, 1), 0.025, 1, boundary, spending, true)
              .plan(0.1);
      assertThat(plan.alternative().power()).isCloseTo(0.9, within(1e-10));
      assertThat(plan.bounds().operating(0).power()).isCloseTo(0.025, within(1e-10));
      assertThat(plan.betaSpent().get(1))
          .isCloseTo(
              new SpendingFunction.PocockLike().spent(0.1, new double[] {0.7})[0], within(1e-10));
    }
  }

  @Test
  void simulated_trials_reject_as_often_as_the_integral_says() {
    long seed = 42;
    System.out.println("sequential trials with seed " + seed);
    var random = new Random(seed);
    var futility = new Futility.Spending(new SpendingFunction.HwangShihDeCani(-2));
    var plan = design(Numbers.of(0.3, 0.6, 1), LATE, futility).plan(0.2);
    double[] rates = plan.design().rates();
    int trials = 200_000;
    int rejected = 0;
    double information = 0;
    for (int i = 0; i < trials; i++) {
      double b = 0;
      double before = 0;
      for (int k = 0; k < 3; k++) {
        double step = rates[k] - before;
        before = rates[k];
        b += plan.drift() * step + Math.sqrt(step) * random.nextGaussian();
        double z = b / Math.sqrt(rates[k]);
        if (z >= plan.bounds().criticalValues().get(k)) {
          rejected++;
        }
        if (k == 2
            || z >= plan.bounds().criticalValues().get(k)
            || z <= plan.bounds().futilityBounds().get(k)) {
          information += rates[k];
          break;
        }
      }
    }
    assertThat(rejected / (double) trials).isCloseTo(0.8, within(4 * 0.4 / Math.sqrt(trials)));
    assertThat(information / trials)
        .isCloseTo(plan.alternative().expectedInformation(), within(0.003));
  }

  @Test
  void the_median_unbiased_estimate_is_above_the_truth_half_the_time() {
    long seed = 11;
    System.out.println("estimates after stopping with seed " + seed);
    var random = new Random(seed);
    var bounds = design(Numbers.of(0.5, 1), new Boundary.Pocock(), new Futility.None()).bounds();
    double critical = bounds.criticalValues().get(0);
    int trials = 2000;
    int above = 0;
    int covered = 0;
    for (int i = 0; i < trials; i++) {
      double first = 2.5 * Math.sqrt(0.5) + random.nextGaussian();
      boolean stops = first >= critical;
      double last = (first * Math.sqrt(0.5) + 2.5 * 0.5 + Math.sqrt(0.5) * random.nextGaussian());
      var found =
          stops
              ? SequentialInference.stagewise(new double[0], new double[] {0.5}, first, 1, 0.95)
              : SequentialInference.stagewise(
                  new double[] {critical}, new double[] {0.5, 1}, last, 1, 0.95);
      above += found.medianUnbiased() > 2.5 ? 1 : 0;
      covered += found.limits().lower() <= 2.5 && 2.5 <= found.limits().upper() ? 1 : 0;
    }
    assertThat(above / (double) trials).isCloseTo(0.5, within(4 * 0.5 / Math.sqrt(trials)));
    assertThat(covered / (double) trials).isCloseTo(0.95, within(0.02));
  }

  @Test
  void repeated_limits_touch_no_effect_when_z_is_the_critical_value() {
    var bounds = design(Numbers.of(0.5, 1), LATE, new Futility.None()).bounds();
    double critical = bounds.criticalValues().get(0);
    assertThat(SequentialInference.repeated(bounds, 1, critical, 30).lower()).isZero();
  }

  @Test
  void conditional_power_at_the_critical_value_with_almost_all_information_is_one_half() {
    var power = ConditionalPower.of(1.96, 1 - 1e-12, 1.96, 3);
    assertThat(power.underCurrentTrend()).isCloseTo(0.5, within(1e-5));
    assertThat(ConditionalPower.of(0, 0.5, 1.96, 0).underNull())
        .isCloseTo(Normals.upper(1.96 / Math.sqrt(0.5)), within(1e-14));
  }

  @Test
  void what_cannot_be_is_refused_with_what_it_was() {
    assertThatThrownBy(() -> design(Numbers.of(0.5, 0.5, 1), LATE, new Futility.None()))
        .hasMessage("information rate 0.5 of look 2 is not above the one before, 0.5");
    assertThatThrownBy(
            () ->
                design(Numbers.of(0.5, 1), new Boundary.HaybittlePeto(1.5), new Futility.None())
                    .bounds())
        .hasMessageContaining("leaves nothing of alpha");
    assertThatThrownBy(() -> design(Numbers.of(0.5, 1), LATE, new Futility.None()).plan(0.98))
        .hasMessageContaining("beta is 0.98");
  }
}
