package org.trialwright.figures;

import java.util.List;

/**
 * Product-limit curves that start at 100 %, with numbers at risk under the axis.
 *
 * @param outcome what survives, with its unit: "Overall survival (%)"
 * @param curves one to four; the first is arm 1
 * @param statistics lines under the legend, such as "HR 0·82 (95% CI 0·62–1·08); p=0·16"
 */
public record KaplanMeier(
    About about,
    Text outcome,
    TimeAxis time,
    List<Curve> curves,
    List<Text> statistics,
    CurveOptions options)
    implements Figure {

  public KaplanMeier {
    curves = List.copyOf(curves);
    statistics = List.copyOf(statistics);
    StepPlot.check(time, curves);
    for (Curve curve : curves) {
      double before = 1;
      for (Step step : curve.steps()) {
        Checks.that(
            step.value() <= before,
            "%s rises at time %s: survival never does",
            curve.name().english(),
            step.time());
        before = step.value();
      }
    }
  }

  @Override
  public String svg(Look look) {
    return plot(look).svg();
  }

  @Override
  public Table table(Look look) {
    return rows(look).table();
  }

  @Override
  public String finding(Look look) {
    return about.finding().isNone() ? rows(look).finding() : look.in(about.finding());
  }

  private TimeAxis axis() {
    return StepPlot.stopped(time, curves, options.leastAtRisk());
  }

  private StepPlot plot(Look look) {
    return new StepPlot(this, look, outcome, axis(), curves, statistics, options, 1, 1);
  }

  private StepRows rows(Look look) {
    return new StepRows(look, outcome, axis(), curves, statistics, 1);
  }
}
