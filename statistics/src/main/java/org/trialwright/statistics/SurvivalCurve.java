package org.trialwright.statistics;

import java.util.Arrays;

/**
 * A product-limit curve, one place for each distinct time of the data, ascending, censoring times
 * included. Formulas and conventions: docs/reference/statistics/kaplan-meier.md.
 */
public final class SurvivalCurve {
  private static final String S_IS_0 = "survival is 0: its standard error is not defined";
  private static final String NO_LIMIT =
      "survival is 0, or it is 1 and the interval's scale has no such place";

  private final double[] time;
  private final int[] atRisk;
  private final int[] events;
  private final int[] censored;
  private final double[] survival;
  private final double[] logVariance;
  private final double tolerance;

  /**
   * The curve of counts at distinct times; the arrays are handed over, not copied.
   *
   * @param tolerance two times whose difference is at most this are one
   */
  SurvivalCurve(double[] time, int[] atRisk, int[] events, int[] censored, double tolerance) {
    this.time = time;
    this.atRisk = atRisk;
    this.events = events;
    this.censored = censored;
    this.tolerance = tolerance;
    survival = new double[time.length];
    logVariance = new double[time.length];
    // Divisions by themselves go several at a time; a product must wait for the one before.
    for (int j = 0; j < time.length; j++) {
      double risk = atRisk[j];
      double left = risk - events[j];
      survival[j] = left / risk;
      logVariance[j] = events[j] / (risk * left);
    }
    double s = 1;
    double sum = 0;
    for (int j = 0; j < time.length; j++) {
      s *= survival[j];
      sum += logVariance[j];
      survival[j] = s;
      logVariance[j] = sum;
    }
  }

  /** How many rows the curve was made of. */
  public int n() {
    return Arrays.stream(events).sum() + Arrays.stream(censored).sum();
  }

  /** How many events there were. */
  public int events() {
    return Arrays.stream(events).sum();
  }

  /** The number of places. */
  public int size() {
    return time.length;
  }

  /** The distinct times, ascending. */
  public Numbers time() {
    return Numbers.of(time);
  }

  /** How many were at risk just before each time. */
  public Counts atRisk() {
    return Counts.of(atRisk);
  }

  /** How many had the event at each time. */
  public Counts eventsAt() {
    return Counts.of(events);
  }

  /** How many follow-ups ended at each time without the event. */
  public Counts censoredAt() {
    return Counts.of(censored);
  }

  /** S at each time. */
  public Numbers survival() {
    return Numbers.of(survival);
  }

  /** Greenwood's standard error of S; none where S is 0. */
  public Numbers standardError() {
    double[] se = new double[time.length];
    for (int j = 0; j < se.length; j++) {
      se[j] = standardError(j);
    }
    return Numbers.of(se, S_IS_0);
  }

  /** NaN where S is 0. */
  private double standardError(int j) {
    return survival[j] == 0 ? Double.NaN : survival[j] * Math.sqrt(logVariance[j]);
  }

  /** The Nelson–Aalen cumulative hazard Σ d/n. */
  public Numbers cumulativeHazard() {
    return Numbers.of(running(1));
  }

  /** The standard error √Σ d/n² of the Nelson–Aalen cumulative hazard. */
  public Numbers cumulativeHazardError() {
    double[] variance = running(2);
    for (int j = 0; j < variance.length; j++) {
      variance[j] = Math.sqrt(variance[j]);
    }
    return Numbers.of(variance);
  }

  /** Σ d/n^power up to each time. */
  private double[] running(int power) {
    double[] sums = new double[time.length];
    double sum = 0;
    for (int j = 0; j < sums.length; j++) {
      if (events[j] > 0) {
        double share = (double) events[j] / atRisk[j];
        sum += power == 1 ? share : share / atRisk[j];
      }
      sums[j] = sum;
    }
    return sums;
  }

  /** Pointwise confidence limits of S, one for each place; empty where the scale has none. */
  public record Band(Numbers lower, Numbers upper) {}

  /**
   * Pointwise confidence limits of S at each time.
   *
   * @param confidenceLevel two-sided, strictly between 0 and 1
   */
  public Band band(IntervalScale scale, double confidenceLevel) {
    double z = Normals.z(confidenceLevel);
    double[] lower = new double[time.length];
    double[] upper = new double[time.length];
    for (int j = 0; j < lower.length; j++) {
      double zSigma = z * Math.sqrt(logVariance[j]);
      lower[j] = scale.limitOrMissing(survival[j], -zSigma);
      upper[j] = scale.limitOrMissing(survival[j], zSigma);
    }
    return new Band(Numbers.of(lower, NO_LIMIT), Numbers.of(upper, NO_LIMIT));
  }

  /**
   * The curve at a time, carried forward from the last time not after it.
   *
   * @param atRisk at the first distinct time not before the one asked; 0 beyond the last
   * @param survival S
   * @param standardError Greenwood's; 0 before the first time
   */
  public record Point(int atRisk, double survival, Estimate standardError) {}

  /** The curve at a time; a time tied with one of the data is that time. */
  public Point at(double when) {
    int place = placeAt(when);
    int next = place >= 0 && time[place] >= when - tolerance ? place : place + 1;
    return new Point(
        next < time.length ? atRisk[next] : 0,
        survivalAt(place),
        place < 0
            ? Estimate.of(0)
            : survival[place] == 0 ? Estimate.none(S_IS_0) : Estimate.of(standardError(place)));
  }

  /** Confidence limits of S at a time; both are 1 before the first time of the data. */
  public Limits limitsAt(double when, IntervalScale scale, double confidenceLevel) {
    double z = Normals.z(confidenceLevel);
    int place = placeAt(when);
    if (place < 0) {
      return Limits.of(1, 1);
    }
    double zSigma = z * Math.sqrt(logVariance[place]);
    double lower = scale.limitOrMissing(survival[place], -zSigma);
    double upper = scale.limitOrMissing(survival[place], zSigma);
    return Double.isNaN(lower) ? Limits.none(NO_LIMIT) : Limits.of(lower, upper);
  }

  /** The last place whose time is not after {@code when}; −1 before the first. */
  int placeAt(double when) {
    Check.within("the time asked", when, 0, Double.MAX_VALUE);
    int place = Arrays.binarySearch(time, when + tolerance);
    return place >= 0 ? place : -place - 2;
  }

  double survivalAt(int place) {
    return place < 0 ? 1 : survival[place];
  }

  /** Var(log S), Greenwood's sum Σ d/(n(n − d)); infinite once S is 0. */
  double logVarianceAt(int place) {
    return place < 0 ? 0 : logVariance[place];
  }

  double timeAt(int place) {
    return time[place];
  }

  int atRiskAt(int place) {
    return atRisk[place];
  }

  int eventsAt(int place) {
    return events[place];
  }

  /**
   * The time by which a share p had the event: the first time with S ≤ 1 − p, or the middle of the
   * stretch on which S is exactly 1 − p, which ends at the last time if S falls no further.
   *
   * @param p above 0, at most 1
   */
  public Estimate quantile(double p) {
    return quantile(p, survival, "survival does not fall to %s".formatted(1 - p));
  }

  /**
   * Brookmeyer–Crowley limits of a quantile: the same rule on the curves of the lower and the upper
   * limits, skipping places without a limit. Where late entry makes such a curve rise, the time of
   * its largest value not above 1 − p.
   */
  public Limits quantileLimits(double p, IntervalScale scale, double confidenceLevel) {
    double z = Normals.z(confidenceLevel);
    double[] limits = new double[time.length];
    Estimate[] ends = new Estimate[2];
    for (int side = 0; side < 2; side++) {
      for (int j = 0; j < limits.length; j++) {
        double zSigma = (2 * side - 1) * z * Math.sqrt(logVariance[j]);
        limits[j] = scale.limitOrMissing(survival[j], zSigma);
      }
      ends[side] = quantile(p, limits, "the limits of survival do not pass %s".formatted(1 - p));
    }
    return new Limits(ends[0], ends[1]);
  }

  private Estimate quantile(double p, double[] curve, String reason) {
    Check.that(p > 0 && p <= 1, "probability is %s; it must be above 0 and at most 1", p);
    double level = 1 - p;
    double best = Double.NEGATIVE_INFINITY;
    int from = -1;
    int last = -1;
    for (int j = 0; j < curve.length; j++) {
      if (!Double.isNaN(curve[j])) {
        last = j;
        if (curve[j] <= level + FLAT && curve[j] > best + (from < 0 ? 0 : FLAT)) {
          best = curve[j];
          from = j;
        }
      }
    }
    if (from < 0) {
      return Estimate.none(reason);
    }
    if (best < level - FLAT) {
      return Estimate.of(time[from]);
    }
    int to = from + 1;
    while (to < last && !(curve[to] < level - FLAT)) {
      to++;
    }
    return Estimate.of((time[from] + time[Math.min(to, last)]) / 2);
  }

  /** Levels closer than this are the same level. */
  private static final double FLAT = Math.sqrt(Math.ulp(1.0));
}
