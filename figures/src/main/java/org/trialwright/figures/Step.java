package org.trialwright.figures;

/**
 * From a time on, a curve's value and its interval.
 *
 * @param time more than 0
 * @param value a share, 0 to 1; so are the limits
 * @param lower NaN when the interval is undefined; then the upper limit is too, and no band is
 *     drawn
 */
public record Step(double time, double value, double lower, double upper) {
  public Step {
    Checks.that(Double.isFinite(time) && time > 0, "a step at time %s", time);
    Checks.share(value, "a curve's value");
    Checks.interval(lower, value, upper, "a step at time " + time);
  }

  boolean hasInterval() {
    return !Double.isNaN(lower);
  }
}
