package org.trialwright.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rows that are alike may be counted: the numbers are those of the rows one by one. */
class CountedRowsTest {
  /** A model's rows, counted and one by one, many of them tied, with weights and late entry. */
  private static final class Both {
    private final CoxModel counted;
    private final CoxModel single;
    private final int[] count;

    Both(long seed) {
      System.out.println("counted rows with seed " + seed);
      var random = new Random(seed);
      int n = 60;
      var columns = new double[6][n];
      count = new int[n];
      for (int i = 0; i < n; i++) {
        columns[0][i] = random.nextInt(3);
        columns[1][i] = columns[0][i] + 1 + random.nextInt(8);
        columns[2][i] = random.nextInt(3) == 0 ? 0 : 1;
        columns[3][i] = random.nextInt(2);
        columns[4][i] = random.nextInt(2);
        columns[5][i] = 0.5 + random.nextInt(3);
        count[i] = 1 + random.nextInt(4);
      }
      counted = model(columns).withCounts(count);
      var each = new ArrayList<Integer>();
      for (int i = 0; i < n; i++) {
        for (int k = 0; k < count[i]; k++) {
          each.add(i);
        }
      }
      single =
          model(
              Arrays.stream(columns)
                  .map(column -> each.stream().mapToDouble(i -> column[i]).toArray())
                  .toArray(double[][]::new));
    }

    private static CoxModel model(double[][] columns) {
      return CoxModel.of(
              FollowUp.of(columns[0], columns[1], whole(columns[2])), columns[3], squares(columns))
          .withStrata(whole(columns[4]), 2)
          .withWeights(columns[5]);
    }

    private static double[] squares(double[][] columns) {
      var squares = new double[columns[0].length];
      Arrays.setAll(squares, i -> columns[3][i] * 2 + columns[5][i] * columns[5][i]);
      return squares;
    }

    private static int[] whole(double[] column) {
      return Arrays.stream(column).mapToInt(one -> (int) one).toArray();
    }
  }

  @Test
  void counted_rows_have_the_fit_of_rows_one_by_one() {
    for (long seed = 1; seed <= 5; seed++) {
      for (var ties : new Ties[] {Ties.EFRON, Ties.BRESLOW}) {
        var both = new Both(seed);
        var counted = (CoxFit) both.counted.withTies(ties).fit();
        var single = (CoxFit) both.single.withTies(ties).fit();
        assertThat(counted.n()).isEqualTo(single.n());
        assertThat(counted.events()).isEqualTo(single.events());
        assertThat(counted.logLikelihood()).isCloseTo(single.logLikelihood(), within(1e-9));
        assertThat(counted.score().chiSquare()).isCloseTo(single.score().chiSquare(), within(1e-9));
        for (int k = 0; k < 2; k++) {
          assertThat(counted.coefficients().get(k))
              .isCloseTo(single.coefficients().get(k), within(1e-11));
          assertThat(counted.standardErrors().get(k))
              .isCloseTo(single.standardErrors().get(k), within(1e-11));
        }
        var hazard = CoxHazard.atZero(counted).cumulativeHazard();
        assertThat(hazard.get(hazard.size() - 1))
            .isCloseTo(
                CoxHazard.atZero(single).cumulativeHazard().get(hazard.size() - 1), within(1e-10));
      }
    }
  }

  @Test
  void the_influence_of_one_of_those_alike_is_that_of_the_single_row() {
    var both = new Both(7);
    var counted = CoxResiduals.dfbeta((CoxFit) both.counted.fit());
    var single = CoxResiduals.dfbeta((CoxFit) both.single.fit());
    int at = 0;
    for (int i = 0; i < both.count.length; i++) {
      for (int k = 0; k < both.count[i]; k++, at++) {
        assertThat(counted.get(i).get(0)).isCloseTo(single.get(at).get(0), within(1e-11));
      }
    }
  }

  @Test
  void what_needs_rows_one_by_one_is_refused() {
    var model = new Both(1).counted;
    var fit = (CoxFit) model.fit();
    var because = ": the model's rows stand for several each";
    assertThatThrownBy(() -> CoxRobust.of(fit)).hasMessage("robust variance" + because);
    assertThatThrownBy(() -> CoxResiduals.of(fit)).hasMessage("residuals" + because);
    assertThatThrownBy(() -> Concordance.of(fit)).hasMessage("concordance" + because);
    assertThatThrownBy(() -> ProportionalHazards.of(fit, ProportionalHazards.TimeScale.RANK))
        .hasMessage("the test of proportional hazards" + because);
    var plain =
        CoxModel.of(FollowUp.of(new double[] {1, 2}, new int[] {1, 0}), new double[] {0, 1});
    assertThatThrownBy(() -> plain.withCounts(new int[] {1, 0}))
        .hasMessage("count of row 2 is 0; it must be 1 or more");
    assertThatThrownBy(() -> plain.withCounts(new int[] {1}))
        .hasMessage("there are 2 times but 1 of count");
    assertThatThrownBy(plain.withCounts(new int[] {1, 2}).withTies(Ties.EXACT)::fit)
        .hasMessage("the exact partial likelihood needs its rows one by one, not counted");
  }

  @Test
  void a_curve_of_counts_is_the_curve_of_the_rows() {
    double[] time = {0.5, 1, 2, 3, 7};
    int[] events = {1, 0, 2, 0, 1};
    int[] censored = {0, 3, 1, 0, 2};
    var curve = KaplanMeier.ofCounts(time, events, censored);
    var rows =
        KaplanMeier.curve(
            FollowUp.of(
                new double[] {7, 7, 7, 2, 2, 2, 1, 1, 1, 0.5},
                new int[] {0, 1, 0, 1, 1, 0, 0, 0, 0, 1}));
    assertThat(curve.time()).isEqualTo(rows.time());
    assertThat(curve.atRisk()).isEqualTo(rows.atRisk());
    assertThat(curve.eventsAt()).isEqualTo(rows.eventsAt());
    assertThat(curve.censoredAt()).isEqualTo(rows.censoredAt());
    assertThat(curve.survival()).isEqualTo(rows.survival());
    assertThat(curve.standardError()).isEqualTo(rows.standardError());
  }

  @Test
  void a_curve_of_no_counts_or_of_days_out_of_order_is_refused() {
    assertThatThrownBy(() -> KaplanMeier.ofCounts(new double[] {1}, new int[1], new int[1]))
        .hasMessage("there is no row; at least one is needed");
    assertThatThrownBy(
            () -> KaplanMeier.ofCounts(new double[] {2, 1}, new int[] {1, 1}, new int[2]))
        .hasMessageStartingWith("place 2 has time 1.0, 1 events and 0 censored");
    assertThatThrownBy(() -> KaplanMeier.ofCounts(new double[] {1}, new int[] {-1}, new int[1]))
        .hasMessageStartingWith("place 1 has time 1.0, -1 events");
    assertThatThrownBy(() -> KaplanMeier.ofCounts(new double[] {1}, new int[2], new int[1]))
        .hasMessage("there are 1 times but 2 of events");
  }
}
