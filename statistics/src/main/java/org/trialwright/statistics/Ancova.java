package org.trialwright.statistics;

import java.util.Arrays;
import java.util.List;

/**
 * Two groups compared at the same baseline. Formulas: docs/reference/statistics/ancova.md.
 *
 * @param model the fit; coefficients are intercept, group (second = 1), baseline
 * @param adjustedMeans first and second group, at the mean baseline of all rows
 * @param adjustedMeansSe their standard errors
 */
public record Ancova(LinearModel model, Numbers adjustedMeans, Numbers adjustedMeansSe) {
  /**
   * The fit of y to intercept, group and baseline.
   *
   * @param y responses
   * @param second whether each row is of the second group
   * @param baseline one a row
   */
  public static Ancova fit(
      double[] y, boolean[] second, double[] baseline, double confidenceLevel) {
    var ones = new double[y.length];
    Arrays.fill(ones, 1);
    var group = new double[y.length];
    for (int i = 0; i < group.length; i++) {
      group[i] = second[i] ? 1 : 0;
    }
    double mean = Moments.of(baseline).mean();
    var model = LinearModel.fit(y, List.of(ones, group, baseline), confidenceLevel);
    return new Ancova(
        model,
        Numbers.of(at(model, 0, mean), at(model, 1, mean)),
        Numbers.of(seAt(model, 0, mean), seAt(model, 1, mean)));
  }

  private static double at(LinearModel model, double group, double baseline) {
    var beta = model.coefficients();
    return beta.get(0) + group * beta.get(1) + baseline * beta.get(2);
  }

  private static double seAt(LinearModel model, double group, double baseline) {
    double[] place = {1, group, baseline};
    double variance = 0;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        variance += place[i] * place[j] * model.covariance().get(i).get(j);
      }
    }
    return Math.sqrt(Math.max(0, variance));
  }
}
