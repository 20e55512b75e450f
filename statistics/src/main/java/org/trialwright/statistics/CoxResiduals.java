package org.trialwright.statistics;

import java.util.ArrayList;
import java.util.List;

/**
 * Residuals of a proportional-hazards model.
 *
 * @param martingale events less those expected, one a row of the input; −∞ to 1
 * @param deviance the martingale residuals made more symmetric, one a row of the input
 * @param schoenfeld covariates of each event's row less their mean over the risk set: one row an
 *     event, in order of time, then of the input; one column a covariate
 * @param schoenfeldTime the time of each row of {@code schoenfeld}
 * @param dfbeta the change of the coefficients, about, when the row is taken out: one row a row of
 *     the input, one column a covariate
 */
public record CoxResiduals(
    Numbers martingale,
    Numbers deviance,
    List<Numbers> schoenfeld,
    Numbers schoenfeldTime,
    List<Numbers> dfbeta) {

  public static CoxResiduals of(CoxFit fit) {
    fit.notExact("residuals");
    fit.notCounted("residuals");
    CoxData data = fit.data();
    HazardSteps steps = HazardSteps.of(fit);
    double[] byLayout = steps.martingale();
    double[] martingale = new double[data.n];
    double[] deviance = new double[data.n];
    for (int i = 0; i < data.n; i++) {
      double m = byLayout[i];
      int died = data.event[i] ? 1 : 0;
      double log = died == 1 ? Math.log(1 - m) : 0;
      martingale[data.row[i]] = m;
      deviance[data.row[i]] = Math.signum(m) * Math.sqrt(Math.max(0, -2 * (m + log)));
    }
    List<Integer> events = eventsInOrder(data);
    double[] times = new double[events.size()];
    List<Numbers> schoenfeld = new ArrayList<>(events.size());
    for (int e = 0; e < times.length; e++) {
      int i = events.get(e);
      times[e] = data.eventTime[data.last[i]];
      double[] residual = new double[data.p];
      for (int k = 0; k < data.p; k++) {
        residual[k] =
            data.scale[k] * (data.x[i * data.p + k] - steps.mean[data.last[i] * data.p + k]);
      }
      schoenfeld.add(Numbers.of(residual));
    }
    return new CoxResiduals(
        Numbers.of(martingale),
        Numbers.of(deviance),
        List.copyOf(schoenfeld),
        Numbers.of(times),
        dfbeta(fit));
  }

  /** The rows with the event as laid out, by time, then by their place in the input. */
  private static List<Integer> eventsInOrder(CoxData data) {
    List<Integer> events = new ArrayList<>();
    for (int i = 0; i < data.n; i++) {
      if (data.event[i]) {
        events.add(i);
      }
    }
    events.sort(
        (a, b) -> {
          int byTime = Double.compare(data.eventTime[data.last[a]], data.eventTime[data.last[b]]);
          return byTime != 0 ? byTime : Integer.compare(data.row[a], data.row[b]);
        });
    return events;
  }

  /**
   * The change of the coefficients, about, when the row is taken out, of counted rows one of those
   * alike. Sums over the rows of a cluster are its influence: their squares, summed over the
   * clusters, are the robust variances.
   *
   * @return one row a row of the input, one column a covariate
   */
  public static List<Numbers> dfbeta(CoxFit fit) {
    fit.notExact("residuals");
    CoxData data = fit.data();
    int p = data.p;
    double[] scores = HazardSteps.of(fit).weightedScores();
    double[][] byRow = new double[data.n][p];
    for (int i = 0; i < data.n; i++) {
      for (int a = 0; a < p; a++) {
        double sum = 0;
        for (int b = 0; b < p; b++) {
          sum += fit.scaledCovariance()[a][b] * scores[i * p + b];
        }
        byRow[data.row[i]][a] = sum / data.scale[a] / data.alike(i);
      }
    }
    return Symmetric.rows(byRow);
  }
}
