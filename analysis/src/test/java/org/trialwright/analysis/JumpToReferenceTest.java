package org.trialwright.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.trialwright.analysis.JumpToReference.Person;
import org.trialwright.statistics.CovarianceStructure;
import org.trialwright.statistics.Mmrm;
import org.trialwright.statistics.MmrmFit;

/** Missing answers, drawn as those of the own group or of the control. */
class JumpToReferenceTest {
  private static final int N = 600;
  private static final int VISITS = 3;
  private static final double EFFECT = 6;
  private static final double DROPS = 0.4;

  private static List<Person> people(List<Mmrm.Row> rows) {
    var chance = new SplittableRandom(8);
    var people = new ArrayList<Person>();
    for (int i = 0; i < N; i++) {
      boolean second = i % 2 == 1;
      double own = 5 * normal(chance);
      double baseline = 60 + own + 5 * normal(chance);
      double[] answers = new double[VISITS];
      for (int v = 0; v < VISITS; v++) {
        // The treatment works at the last visit alone, so that answers before do not give it away.
        double effect = second && v == VISITS - 1 ? EFFECT : 0;
        answers[v] = own + v + effect - 0.3 * (baseline - 60) + 4 * normal(chance);
      }
      boolean drops = chance.nextDouble() < DROPS;
      if (drops) {
        answers[VISITS - 1] = Double.NaN;
      }
      for (int v = 0; v < VISITS; v++) {
        if (!Double.isNaN(answers[v])) {
          rows.add(new Mmrm.Row(answers[v], "S-" + i, v, second, baseline));
        }
      }
      var draws = Draws.of("seal", 1, "S-" + i, "test");
      people.add(new Person(second, baseline, answers, second && drops, draws));
    }
    return people;
  }

  private static double normal(SplittableRandom chance) {
    return Math.sqrt(-2 * Math.log(chance.nextDouble()))
        * Math.cos(2 * Math.PI * chance.nextDouble());
  }

  private static final List<Mmrm.Row> ROWS = new ArrayList<>();
  private static final List<Person> PEOPLE = people(ROWS);
  private static final MmrmFit FIT =
      ((Mmrm.Outcome.Fitted) Mmrm.fit(ROWS, VISITS, new CovarianceStructure.Unstructured())).fit();
  private static final JumpToReference JUMP = new JumpToReference(FIT, PEOPLE);
  private static final Draws COEFFICIENTS = Draws.of("seal", 1, "", "test");

  @Test
  void r_finds_the_same_expectation_and_variance_of_one_visit_given_two() {
    double[][] covariance = {{4, 2, 1.5, 1}, {2, 5, 2.5, 2}, {1.5, 2.5, 6, 3}, {1, 2, 3, 7}};
    var given = Gauss.given(covariance, 3, new int[] {0, 2});
    double[] r = FromR.numbers("given");
    assertThat(given.mean(10, new double[] {1.2, -0.7})).isCloseTo(r[0], within(1e-12));
    assertThat(given.variance()).isCloseTo(r[1], within(1e-12));
  }

  @Test
  void given_nothing_a_visit_has_its_own_mean_and_variance() {
    var given = Gauss.given(new double[][] {{4, 1}, {1, 9}}, 1, new int[0]);
    assertThat(given.mean(3, new double[0])).isEqualTo(3);
    assertThat(given.variance()).isEqualTo(9);
  }

  @Test
  void drawn_as_the_own_group_the_difference_is_that_of_the_mixed_model() {
    var model = FIT.treatmentEffectByVisit(0.95).get(VISITS - 1);
    var pooled = JUMP.pooled(200, COEFFICIENTS, false, 0.95);
    assertThat(pooled.estimate()).isCloseTo(model.estimate(), within(0.12 * model.se()));
    assertThat(pooled.se()).isCloseTo(model.se(), within(0.1 * model.se()));
  }

  @Test
  void drawn_as_the_control_the_difference_shrinks_by_the_share_that_jumps() {
    var same = JUMP.pooled(200, COEFFICIENTS, false, 0.95);
    var jumped = JUMP.pooled(200, COEFFICIENTS, true, 0.95);
    double jumping = JUMP.jumping() / (N / 2.0);
    assertThat(jumping).isCloseTo(DROPS, within(0.06));
    assertThat(jumped.estimate())
        .isCloseTo((1 - jumping) * same.estimate(), within(0.1 * same.estimate()));
    assertThat(JUMP.atRandom()).isGreaterThan(0);
  }

  @Test
  void the_same_draws_give_the_same_numbers() {
    assertThat(JUMP.pooled(20, COEFFICIENTS, true, 0.95))
        .isEqualTo(new JumpToReference(FIT, PEOPLE).pooled(20, COEFFICIENTS, true, 0.95));
  }
}
