package org.trialwright.figures;

/**
 * How step curves are shown.
 *
 * @param bands when intervals are shaded
 * @param interval the interval's kind, for the foot: "95% CI (pointwise, log-log)"
 * @param extended three rows an arm under the axis: at risk, censored, events
 * @param leastAtRisk the axis stops at the last tick at which at least this share of all is at
 *     risk; 0: at its last tick
 */
public record CurveOptions(Bands bands, Text interval, boolean extended, double leastAtRisk) {
  /** More than two bands over each other are mud. */
  public enum Bands {
    UP_TO_TWO_CURVES,
    ALWAYS,
    NEVER
  }

  public CurveOptions {
    Checks.share(leastAtRisk, "the least share at risk");
    Checks.that(
        bands == Bands.NEVER || !interval.isNone(), "a band whose kind of interval is not said");
  }

  /** Bands for one or two curves, one row an arm, the whole axis. */
  public static CurveOptions of(Text interval) {
    return new CurveOptions(Bands.UP_TO_TWO_CURVES, interval, false, 0);
  }

  public CurveOptions with(Bands others) {
    return new CurveOptions(others, interval, extended, leastAtRisk);
  }

  public CurveOptions inThreeRows() {
    return new CurveOptions(bands, interval, true, leastAtRisk);
  }

  public CurveOptions stoppedBelow(double share) {
    return new CurveOptions(bands, interval, extended, share);
  }

  boolean shades(int curves) {
    return switch (bands) {
      case UP_TO_TWO_CURVES -> curves <= 2;
      case ALWAYS -> true;
      case NEVER -> false;
    };
  }
}
