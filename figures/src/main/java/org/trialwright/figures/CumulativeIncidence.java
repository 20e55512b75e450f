package org.trialwright.figures;

import java.util.List;

/**
 * Curves of events among competing ones, which rise from 0.
 *
 * @param outcome what happens, with its unit: "Cumulative incidence of relapse (%)"
 * @param curves one to four: arms, or causes within an arm
 * @param statistics lines under the legend
 * @param most the highest share on the axis, more than 0, at most 1
 */
public record CumulativeIncidence(
    About about,
    Text outcome,
    TimeAxis time,
    List<Curve> curves,
    List<Text> statistics,
    CurveOptions options,
    double most)
    implements Figure {

  public CumulativeIncidence {
    curves = List.copyOf(curves);
    statistics = List.copyOf(statistics);
    Checks.share(most, "the highest share on the axis");
    StepPlot.check(time, curves);
    for (Curve curve : curves) {
      double before = 0;
      for (Step step : curve.steps()) {
        Checks.that(
            step.value() >= before,
            "%s falls at time %s: incidence never does",
            curve.name().english(),
            step.time());
        before = step.value();
      }
      Checks.that(
          before <= most, "%s reaches %s, the axis %s", curve.name().english(), before, most);
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
    return new StepPlot(this, look, outcome, axis(), curves, statistics, options, 0, most);
  }

  private StepRows rows(Look look) {
    return new StepRows(look, outcome, axis(), curves, statistics, 0);
  }
}
