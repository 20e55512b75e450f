package org.trialwright.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The mixed model for repeated measures, fitted by restricted likelihood. The mean is visit +
 * group:visit + baseline:visit. Formulas and conventions: docs/reference/statistics/mmrm.md.
 */
public final class Mmrm {
  private static final int MOST_STEPS = 200;
  private static final int MOST_HALVINGS = 60;

  private Mmrm() {}

  /**
   * One row of measurements.
   *
   * @param y the response
   * @param subject whose it is; one row a visit
   * @param visit counted from 0
   * @param second whether the participant is of the second group
   * @param baseline the response before treatment
   */
  public record Row(double y, String subject, int visit, boolean second, double baseline) {
    public Row {
      Check.finite("y", y);
      Check.finite("baseline", baseline);
    }
  }

  /** A fit, or why there is none. */
  public sealed interface Outcome {
    /** The fit. */
    record Fitted(MmrmFit fit) implements Outcome {}

    /** None, because … */
    record NotEstimable(String reason) implements Outcome {}
  }

  /**
   * The fit of the model.
   *
   * @param rows in any order
   * @param visits how many visits there are; every one must occur in both groups
   */
  public static Outcome fit(List<Row> rows, int visits, CovarianceStructure structure) {
    Check.that(visits >= 1 && visits <= 50, "%s visits; there must be 1 to 50", visits);
    Check.that(!rows.isEmpty(), "there are no rows");
    for (Row row : rows) {
      Check.that(
          row.visit() >= 0 && row.visit() < visits,
          "visit %s of subject %s is not among the %s visits",
          row.visit() + 1,
          row.subject(),
          visits);
    }
    double centre = Moments.of(rows.stream().mapToDouble(Row::baseline).toArray()).mean();
    var repeated =
        RepeatedRows.of(
            rows.stream().mapToDouble(Row::y).toArray(),
            rows.stream().map(Row::subject).toArray(String[]::new),
            rows.stream().mapToInt(Row::visit).toArray(),
            visits,
            rows.stream().map(row -> design(row, visits, centre)).toArray(double[][]::new));
    if (repeated.observations() <= repeated.columns()) {
      return new Outcome.NotEstimable(
          "%s rows do not suffice for %s coefficients"
              .formatted(repeated.observations(), repeated.columns()));
    }
    var byVisit = byVisit(rows, visits, centre);
    if (byVisit.isEmpty()) {
      return new Outcome.NotEstimable(
          "a visit has too few rows, one group only, no spread of baseline, or no rest to measure"
              + " variance by");
    }
    var sums = new RepeatedSums(repeated, coefficients(byVisit));
    double[] variances =
        byVisit.stream().mapToDouble(model -> model.sigma() * model.sigma()).toArray();
    return climb(sums, structure, structure.start(variances), centre);
  }

  /** Intercept, visits 2 …, group by visit, baseline by visit, in the order of the result. */
  private static double[] design(Row row, int visits, double centre) {
    var x = new double[3 * visits];
    x[0] = 1;
    if (row.visit() > 0) {
      x[row.visit()] = 1;
    }
    x[visits + row.visit()] = row.second() ? 1 : 0;
    x[2 * visits + row.visit()] = row.baseline() - centre;
    return x;
  }

  /** The model of each visit by itself; none when a visit alone cannot be fitted. */
  private static List<LinearModel> byVisit(List<Row> rows, int visits, double centre) {
    var models = new ArrayList<LinearModel>();
    for (int v = 0; v < visits; v++) {
      int visit = v;
      var here = rows.stream().filter(row -> row.visit() == visit).toList();
      if (here.size() < 4) {
        return List.of();
      }
      try {
        models.add(
            Ancova.fit(
                    here.stream().mapToDouble(Row::y).toArray(),
                    flags(here),
                    here.stream().mapToDouble(row -> row.baseline() - centre).toArray(),
                    0.95)
                .model());
      } catch (IllegalArgumentException dependent) {
        return List.of();
      }
      if (!(models.getLast().sigma() > 0)) {
        return List.of();
      }
    }
    return models;
  }

  /** Of the visits' own models, in the order of the result. */
  private static double[] coefficients(List<LinearModel> byVisit) {
    int visits = byVisit.size();
    var beta = new double[3 * visits];
    for (int v = 0; v < visits; v++) {
      var own = byVisit.get(v).coefficients();
      beta[v] = own.get(0) - (v > 0 ? beta[0] : 0);
      beta[visits + v] = own.get(1);
      beta[2 * visits + v] = own.get(2);
    }
    return beta;
  }

  private static boolean[] flags(List<Row> rows) {
    var flags = new boolean[rows.size()];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = rows.get(i).second();
    }
    return flags;
  }

  /**
   * Newton's steps where the observed information allows, scoring steps elsewhere, halved until the
   * likelihood rises; near the maximum rounding hides the rise, and whole steps are taken.
   */
  private static Outcome climb(
      RepeatedSums rows, CovarianceStructure structure, double[] start, double centre) {
    RestrictedLikelihood now;
    try {
      now = new RestrictedLikelihood(rows, structure, start).differentiated();
      for (int i = 0; i < MOST_STEPS; i++) {
        double[] step = step(now);
        double promise = Dense.dot(step, now.score());
        if (promise < 1e-7) {
          return new Outcome.Fitted(
              MmrmFit.of(rows, structure, polished(rows, structure, now), centre));
        }
        var next = risen(rows, structure, now, step);
        if (next.length == 0) {
          return notEstimable();
        }
        now = next[0].differentiated();
      }
    } catch (Cholesky.NotPositiveDefinite lost) {
      return notEstimable();
    }
    return notEstimable();
  }

  /** Whole steps until they promise no less than the one before: the score is then rounding. */
  private static RestrictedLikelihood polished(
      RepeatedSums rows, CovarianceStructure structure, RestrictedLikelihood near) {
    var best = near;
    double least = Dense.dot(step(near), near.score());
    for (int i = 0; i < 5; i++) {
      double[] theta = best.theta();
      double[] step = step(best);
      for (int k = 0; k < theta.length; k++) {
        theta[k] += step[k];
      }
      var next = new RestrictedLikelihood(rows, structure, theta).differentiated();
      double promise = Math.abs(Dense.dot(step(next), next.score()));
      if (promise >= least) {
        break;
      }
      best = next;
      least = promise;
    }
    return best;
  }

  private static Outcome notEstimable() {
    return new Outcome.NotEstimable(
        "the likelihood has no maximum inside the covariances: perhaps two visits are never seen"
            + " in the same participants, or one follows from the others");
  }

  private static double[] step(RestrictedLikelihood now) {
    try {
      return Cholesky.of(now.observed()).solve(now.score());
    } catch (Cholesky.NotPositiveDefinite far) {
      return Cholesky.of(now.expected()).solve(now.score());
    }
  }

  /** The likelihood after the step, halved until it rises; empty when it does not. */
  private static RestrictedLikelihood[] risen(
      RepeatedSums rows, CovarianceStructure structure, RestrictedLikelihood now, double[] step) {
    double share = 1;
    for (int i = 0; i < MOST_HALVINGS; i++, share /= 2) {
      double[] theta = now.theta();
      for (int k = 0; k < theta.length; k++) {
        theta[k] += share * step[k];
      }
      try {
        var next = new RestrictedLikelihood(rows, structure, theta);
        if (next.value() > now.value()) {
          return new RestrictedLikelihood[] {next};
        }
      } catch (Cholesky.NotPositiveDefinite outside) {
        // A shorter step stays inside.
      }
    }
    return new RestrictedLikelihood[0];
  }

  /** The names of the coefficients, given the visits' labels in order. */
  public static List<String> terms(List<String> visits) {
    return Stream.of(
            Stream.of("intercept"),
            visits.stream().skip(1).map(visit -> "visit:" + visit),
            visits.stream().map(visit -> "visit:" + visit + "*group"),
            visits.stream().map(visit -> "visit:" + visit + "*baseline"))
        .flatMap(names -> names)
        .toList();
  }

  static double[] unit(int size, int place) {
    var unit = new double[size];
    unit[place] = 1;
    return unit;
  }
}
