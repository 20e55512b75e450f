package org.trialwright.figures;

/**
 * An effect with its 95 % interval; all three are NaN when it cannot be estimated, the limits alone
 * when only the interval is undefined.
 */
public record Estimate(double value, double lower, double upper) {
  public static final Estimate NONE = new Estimate(Double.NaN, Double.NaN, Double.NaN);

  public Estimate {
    if (!Double.isNaN(value) || !Double.isNaN(lower) || !Double.isNaN(upper)) {
      Checks.interval(lower, value, upper, "an estimate");
    }
  }

  boolean isNone() {
    return Double.isNaN(value);
  }

  boolean hasInterval() {
    return !Double.isNaN(lower);
  }

  /** {@code 0·66 (0·45–0·97)}, or that it is not estimable. */
  String written(Look look, int decimals) {
    if (isNone()) {
      return look.in(Words.NOT_ESTIMABLE);
    }
    String value = look.numbers().fixed(this.value, decimals);
    return hasInterval()
        ? value + " (" + look.numbers().range(lower, upper, decimals, look.language()) + ")"
        : value;
  }
}
