package org.trialwright.figures;

import java.util.ArrayList;
import java.util.List;

/**
 * One arm's step curve.
 *
 * @param steps times ascending; before the first the curve is where it starts
 * @param censored times of censorings, in any order
 * @param atRisk one for each tick of the time axis; empty when there is no table
 * @param until the last time at which anybody was followed; the curve ends here
 */
public record Curve(
    Text name, List<Step> steps, List<Double> censored, List<AtRisk> atRisk, double until) {

  /** More steps than this are thinned to one for each pixel. */
  private static final int MANY = 2_000;

  public Curve {
    steps = List.copyOf(steps);
    censored = censored.stream().sorted().toList();
    atRisk = List.copyOf(atRisk);
    Checks.that(!name.isNone(), "a curve without a name");
    Checks.ascending(steps.stream().map(Step::time).toList(), "steps of " + name.english());
    for (double time : censored) {
      Checks.that(
          time >= 0 && time <= until,
          "%s: censored at %s, followed until %s",
          name.english(),
          time,
          until);
    }
    Checks.that(
        Double.isFinite(until) && (steps.isEmpty() || steps.getLast().time() <= until),
        "%s is followed until %s",
        name.english(),
        until);
    for (int at = 1; at < atRisk.size(); at++) {
      AtRisk before = atRisk.get(at - 1);
      AtRisk now = atRisk.get(at);
      Checks.that(
          now.atRisk() <= before.atRisk()
              && now.censored() >= before.censored()
              && now.events() >= before.events(),
          "%s: %s at risk cannot follow %s",
          name.english(),
          now,
          before);
    }
  }

  /** The curve's value at a time: that of the last step, or where it starts. */
  double at(double time, double start) {
    double value = start;
    for (Step step : steps) {
      if (step.time() > time) {
        break;
      }
      value = step.value();
    }
    return value;
  }

  /** The steps up to the scale's end, of those within one pixel the last when there are many. */
  List<Step> drawn(Scale x) {
    List<Step> drawn = new ArrayList<>();
    boolean thinned = steps.size() > MANY;
    for (Step step : steps) {
      if (step.time() > x.high()) {
        break;
      }
      boolean samePixel =
          thinned
              && !drawn.isEmpty()
              && Math.floor(x.at(drawn.getLast().time())) == Math.floor(x.at(step.time()));
      if (samePixel) {
        drawn.set(drawn.size() - 1, step);
      } else {
        drawn.add(step);
      }
    }
    return drawn;
  }
}
