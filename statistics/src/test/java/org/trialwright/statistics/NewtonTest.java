package org.trialwright.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class NewtonTest {
  /** A likelihood of one coefficient, by its value, slope and curvature. */
  private static PartialLikelihood of(
      DoubleUnaryOperator value, DoubleUnaryOperator slope, DoubleUnaryOperator curvature) {
    return beta ->
        new PartialLikelihood.Point(
            value.applyAsDouble(beta[0]),
            Numbers.of(slope.applyAsDouble(beta[0])),
            new double[][] {{curvature.applyAsDouble(beta[0])}});
  }

  @Test
  void a_parabola_takes_one_step() {
    Newton search = Newton.search(of(b -> -(b - 3) * (b - 3), b -> 6 - 2 * b, b -> 2), 1);
    assertThat(search.end()).isEqualTo(new Newton.End.Maximum());
    assertThat(search.beta().get(0)).isEqualTo(3);
    assertThat(search.atZero().logLikelihood()).isEqualTo(-9);
    assertThat(search.atEnd().logLikelihood()).isEqualTo(0, within(1e-12));
  }

  @Test
  void a_step_that_goes_too_far_is_halved() {
    // −log cosh(b − 5): from 0 the first full step would be thousands long.
    Newton search =
        Newton.search(
            of(
                b -> -Math.log(Math.cosh(b - 5)),
                b -> Math.tanh(5 - b),
                b -> Math.pow(Math.cosh(b - 5), -2)),
            1);
    assertThat(search.end()).isEqualTo(new Newton.End.Maximum());
    assertThat(search.beta().get(0)).isEqualTo(5, within(1e-8));
  }

  @Test
  void a_place_where_numbers_overflow_is_gone_back_from() {
    Newton search =
        Newton.search(of(b -> b > 4 ? Double.NaN : -(b - 3) * (b - 3), b -> 6 - 2 * b, b -> 1), 1);
    assertThat(search.beta().get(0)).isEqualTo(3, within(1e-8));
  }

  @Test
  void a_slope_that_lies_is_given_up() {
    Newton search = Newton.search(of(b -> -Math.abs(b), b -> 1, b -> 1), 1);
    assertThat(search.end()).isEqualTo(new Newton.End.TooManySteps());
  }

  @Test
  void a_search_that_comes_no_nearer_is_given_up() {
    Newton search = Newton.search(of(b -> b, b -> 1, b -> 1), 1);
    assertThat(search.end()).isEqualTo(new Newton.End.TooManySteps());
  }

  @Test
  void a_likelihood_that_rises_to_a_limit_is_a_ridge() {
    Newton search = Newton.search(of(b -> -Math.exp(-b), b -> Math.exp(-b), b -> Math.exp(-b)), 1);
    assertThat(search.end()).isInstanceOf(Newton.End.Ridge.class);
    assertThat(search.atEnd().logLikelihood()).isEqualTo(0, within(1e-10));
  }

  @Test
  void a_curvature_that_vanishes_on_the_way_is_a_ridge_too() {
    Newton search = Newton.search(of(b -> b, b -> 1, b -> b < 0.5 ? 1 : 0), 1);
    assertThat(search.end()).isEqualTo(new Newton.End.Ridge(Numbers.of(1)));
  }

  @Test
  void no_curvature_at_0_leaves_the_coefficient_undetermined() {
    Newton search = Newton.search(of(b -> 0, b -> 0, b -> 0), 1);
    assertThat(search.end()).isEqualTo(new Newton.End.Undetermined(0));
  }

  @Test
  void a_ridge_that_the_rows_do_not_confirm_is_no_monotone_likelihood() {
    FollowUp rows = FollowUp.of(new double[] {1, 2, 3}, new int[] {1, 1, 0});
    CoxData data =
        new CoxData(rows, new double[][] {{1, 0, 1}}, new int[3], 1, new double[0], new int[0]);
    Newton search = Newton.search(new TiedLikelihood(data, true), 1);
    CoxNotEstimable found = CoxNotEstimable.ridge(data, search, Numbers.of(1));
    assertThat(found.reason()).isEqualTo(CoxNotEstimable.Reason.NOT_CONVERGED);
    assertThat(found.logLikelihoodSupremum()).isInstanceOf(Estimate.NotEstimable.class);
  }
}
