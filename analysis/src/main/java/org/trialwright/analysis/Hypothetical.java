package org.trialwright.analysis;

import java.util.ArrayList;
import java.util.List;
import org.trialwright.analysis.Sensitivity.Found;
import org.trialwright.statistics.CoxFit;
import org.trialwright.statistics.CoxNotEstimable;
import org.trialwright.statistics.Distribution;
import org.trialwright.statistics.Estimate;
import org.trialwright.statistics.Limits;
import org.trialwright.statistics.Numbers;
import org.trialwright.study.How;
import org.trialwright.study.Quantity;
import org.trialwright.study.Study;

/** Two groups as if something on the way could not happen, by weights. */
final class Hypothetical {
  private static final double LEVEL = 0.95;

  /** With more rows than these it takes too long to be done at once. */
  private static final int MOST_ROWS_AT_ONCE = 20_000;

  private static final String NOT_KNOWN = "not worked out for weighted curves";
  private static final String NO_ERROR = "survival is 0 in a group, or nobody had the event";

  private final Study study;
  private final Times pair;
  private final List<Quantity> asked;
  private final boolean models;
  private final Times.Strata strata;
  private final Reweighted weighted;

  /**
   * @param models whether what takes seconds is worked out now
   */
  Hypothetical(
      Study study,
      Times pair,
      String event,
      List<How.Stratum> within,
      List<Quantity> asked,
      boolean models) {
    this.study = study;
    this.pair = pair;
    this.asked = asked;
    this.models = models;
    this.strata = pair.strata(within);
    this.weighted = new Reweighted(pair, pair.onTheWay(event), strata.of(), strata.count());
  }

  Found found() {
    if (weighted.left(0) + weighted.left(1) == 0) {
      return new Sensitivity.None(
          new Result.NotEstimable("it happened to nobody before the event or the end"));
    }
    var rows = weighted.rows();
    if (!models && rows.size() > MOST_ROWS_AT_ONCE) {
      return new Sensitivity.None(new Result.Later());
    }
    var results = new ArrayList<Result>();
    results.add(ratio(rows));
    asked.forEach(time -> results.add(difference(time)));
    return new Sensitivity.Weighted(
        group(1), group(0), weighted.left(1), weighted.left(0), rows.largestWeight(), results);
  }

  private String group(int g) {
    return pair.sample().groups().get(g);
  }

  private Result ratio(Reweighted.Rows rows) {
    return switch (rows.cox(strata.count()).fit()) {
      case CoxNotEstimable none -> new Result.NotEstimable(none.sentence());
      case CoxFit fit -> {
        var errors = Numbers.copyOf(new double[] {rows.robustError(fit)});
        var one = fit.perCoefficient(errors, LEVEL);
        yield new Result.HazardRatio(
            group(1),
            group(0),
            "",
            pair.sample().size(),
            weighted.events(),
            fit.hazardRatios().get(0),
            one.lower().get(0),
            one.upper().get(0),
            LEVEL,
            fit.coefficients().get(0),
            errors.get(0),
            one.z().get(0),
            one.p().get(0));
      }
    };
  }

  private Result difference(Quantity time) {
    double day = Days.of(study, time);
    var of = weighted.at(1, day);
    var reference = weighted.at(0, day);
    double estimate = of.survival() - reference.survival();
    double error = Math.hypot(of.error(), reference.error());
    boolean known = error > 0;
    double half = -new Distribution.Normal().quantile((1 - LEVEL) / 2) * error;
    return new Result.SurvivalDifference(
        group(1),
        group(0),
        time.text(),
        day,
        LEVEL,
        of.survival(),
        reference.survival(),
        estimate,
        known ? new Estimate.Known(error) : Estimate.none(NO_ERROR),
        known
            ? new Limits(new Estimate.Known(estimate - half), new Estimate.Known(estimate + half))
            : new Limits(Estimate.none(NO_ERROR), Estimate.none(NO_ERROR)),
        known ? new Estimate.Known(estimate / error) : Estimate.none(NO_ERROR),
        known
            ? new Estimate.Known(2 * new Distribution.Normal().upper(Math.abs(estimate / error)))
            : Estimate.none(NO_ERROR),
        Estimate.none(NOT_KNOWN));
  }
}
