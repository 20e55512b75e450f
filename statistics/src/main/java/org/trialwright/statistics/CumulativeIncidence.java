package org.trialwright.statistics;

import java.util.ArrayList;
import java.util.List;

/**
 * The probability of each of several causes by time, when the first to happen ends the others
 * (Aalen and Johansen, Scand J Stat 1978;5:141). One place for each distinct time of the data.
 * Formulas and conventions: docs/reference/statistics/cumulative-incidence.md.
 */
public final class CumulativeIncidence {
  private static final String AFTER_THE_END = "the time is after the last follow-up";

  private final int n;
  private final int causes;
  private final double[] time;
  private final double tolerance;
  private final int[] atRisk;

  /** Events of each cause, {@code causes} numbers a time; cause c stands at c − 1. */
  private final int[] events;

  private final double[] eventFree;

  /** {@code causes} numbers a time. */
  private final double[] incidence;

  private CumulativeIncidence(Timeline timeline, int[] cause, int causes) {
    n = timeline.row.length;
    this.causes = causes;
    time = timeline.time;
    tolerance = timeline.tolerance;
    atRisk = new int[time.length];
    events = new int[time.length * causes];
    eventFree = new double[time.length];
    incidence = new double[time.length * causes];
    double free = 1;
    double[] sum = new double[causes];
    for (int j = 0; j < time.length; j++) {
      atRisk[j] = n - timeline.first[j];
      int all = 0;
      for (int i = timeline.first[j]; i < timeline.first[j + 1]; i++) {
        int c = cause[timeline.row[i]];
        if (c > 0) {
          events[j * causes + c - 1]++;
          all++;
        }
      }
      for (int c = 0; c < causes; c++) {
        sum[c] += free * events[j * causes + c] / atRisk[j];
        incidence[j * causes + c] = sum[c];
      }
      free *= (double) (atRisk[j] - all) / atRisk[j];
      eventFree[j] = free;
    }
  }

  /**
   * The incidences of all rows.
   *
   * @param time 0 or more, finite
   * @param cause 0 censored, else 1 to causes
   */
  public static CumulativeIncidence of(double[] time, int[] cause, int causes) {
    return byGroup(time, cause, causes, new int[time.length], 1).getFirst();
  }

  /**
   * The incidences of each group.
   *
   * @param group of each row, 0 to groups − 1; no group may be empty
   */
  public static List<CumulativeIncidence> byGroup(
      double[] time, int[] cause, int causes, int[] group, int groups) {
    FollowUp followUp = anyCause(time, cause, causes);
    followUp.checkCodes("group", group, groups);
    List<CumulativeIncidence> all = new ArrayList<>(groups);
    for (Timeline part : Timeline.of(time).split(group, groups)) {
      Check.that(part.row.length > 0, "group %s has no row", all.size());
      all.add(new CumulativeIncidence(part, cause, causes));
    }
    return List.copyOf(all);
  }

  /** The same rows with every cause as the event; refuses what is no time and no cause. */
  static FollowUp anyCause(double[] time, int[] cause, int causes) {
    Check.that(causes >= 1, "there is no cause; one or more are needed");
    FollowUp.checkLengths(time.length, "cause", cause.length);
    int[] status = new int[cause.length];
    for (int i = 0; i < cause.length; i++) {
      status[i] = cause[i] == 0 ? 0 : 1;
    }
    FollowUp followUp = FollowUp.of(time, status);
    followUp.checkCodes("cause", cause, causes + 1);
    return followUp;
  }

  /** How many rows there were. */
  public int n() {
    return n;
  }

  /** The distinct times, ascending. */
  public Numbers time() {
    return Numbers.of(time);
  }

  /** How many were at risk just before each time. */
  public Counts atRisk() {
    return Counts.of(atRisk);
  }

  /** The probability to be free of every cause at each time. */
  public Numbers eventFree() {
    return Numbers.of(eventFree);
  }

  /** The probability of a cause, 1 to causes, by each time. */
  public Numbers incidence(int cause) {
    double[] one = new double[time.length];
    for (int j = 0; j < one.length; j++) {
      one[j] = incidence(j, cause);
    }
    return Numbers.of(one);
  }

  private double incidence(int j, int cause) {
    Check.that(cause >= 1 && cause <= causes, "cause is %s; it must be 1 to %s", cause, causes);
    return j < 0 ? 0 : incidence[j * causes + cause - 1];
  }

  private int eventsOfAll(int j) {
    int sum = 0;
    for (int c = 0; c < causes; c++) {
      sum += events[j * causes + c];
    }
    return sum;
  }

  private double freeBefore(int j) {
    return j == 0 ? 1 : eventFree[j - 1];
  }

  /**
   * Standard errors of the incidence of a cause by the infinitesimal jackknife: the root of the sum
   * of the squared derivatives by the weight of each row.
   */
  public Numbers standardError(int cause) {
    double[] errors = new double[time.length];
    // Derivatives of log S and of the incidence by the weight of a row still at risk.
    double logFree = 0;
    double ofIncidence = 0;
    // Rows that left have derivative a + b × incidence from then on: sums of a², ab and b².
    double aa = 0;
    double ab = 0;
    double bb = 0;
    for (int j = 0; j < errors.length; j++) {
      double risk = atRisk[j];
      double died = eventsOfAll(j);
      double mine = events[j * causes + cause - 1];
      double before = freeBefore(j);
      ofIncidence += before * mine / risk * (logFree - 1 / risk);
      // Where all die, nothing is left to change: later terms are not needed.
      logFree += died < risk ? died / (risk * (risk - died)) : 0;
      double left = died < risk ? 1 / (risk - died) : 0;
      double now = incidence(j, cause);
      double next = j + 1 < errors.length ? atRisk[j + 1] : 0;
      double[][] leavers = {
        {mine, ofIncidence + before / risk, logFree - left},
        {died - mine, ofIncidence, logFree - left},
        {risk - died - next, ofIncidence, logFree}
      };
      for (double[] leaver : leavers) {
        double b = leaver[2];
        double a = leaver[1] - b * now;
        aa += leaver[0] * a * a;
        ab += leaver[0] * a * b;
        bb += leaver[0] * b * b;
      }
      double variance = next * ofIncidence * ofIncidence + aa + 2 * now * ab + now * now * bb;
      errors[j] = Math.sqrt(Math.max(0, variance));
    }
    return Numbers.of(errors);
  }

  /**
   * The incidence of a cause at a time, carried forward, with three estimates of its variance.
   *
   * @param standardError by the infinitesimal jackknife
   * @param varianceAalen Aalen's (1978); none after the last follow-up
   * @param varianceGreenwood of Greenwood's type, from the multinomial distribution at each time
   */
  public record Point(
      double incidence, double standardError, Estimate varianceAalen, double varianceGreenwood) {}

  /** The incidence of a cause, 1 to causes, at a time; a time tied with one of the data is that. */
  public Point at(double when, int cause) {
    Check.within("the time asked", when, 0, Double.MAX_VALUE);
    int place = -1;
    while (place + 1 < time.length && time[place + 1] <= when + tolerance) {
      place++;
    }
    boolean after = when - tolerance > time[time.length - 1];
    return new Point(
        incidence(place, cause),
        place < 0 ? 0 : standardError(cause).get(place),
        after ? Estimate.none(AFTER_THE_END) : Estimate.of(aalen(place, cause)),
        greenwood(place, cause));
  }

  private double greenwood(int place, int cause) {
    double end = incidence(place, cause);
    double variance = 0;
    for (int j = 0; j <= place; j++) {
      double risk = atRisk[j];
      double died = eventsOfAll(j);
      double mine = events[j * causes + cause - 1];
      double rest = end - incidence(j, cause);
      double before = freeBefore(j);
      variance +=
          (died < risk ? rest * rest * died / (risk * (risk - died)) : 0)
              + before * before * mine * (risk - mine) / (risk * risk * risk)
              - 2 * rest * before * mine / (risk * risk);
    }
    return variance;
  }

  /** Martingale variance: the causes as independent, each with its correction for ties. */
  private double aalen(int place, int cause) {
    double end = incidence(place, cause);
    double variance = 0;
    for (int j = 0; j <= place; j++) {
      int died = eventsOfAll(j);
      int mine = events[j * causes + cause - 1];
      // How far a loss of one now lowers what is still to come of the cause.
      double rest = eventFree[j] > 0 ? (end - incidence(j, cause)) / eventFree[j] : 0;
      double step = freeBefore(j) / atRisk[j];
      variance +=
          step
              * step
              * ((1 - rest) * (1 - rest) * spread(mine, atRisk[j])
                  + rest * rest * spread(died - mine, atRisk[j]));
    }
    return variance;
  }

  /** The variance of a count of d events among n at risk: d, less for ties, as d(n − d)/(n − 1). */
  static double spread(int d, int n) {
    return d > 1 ? (double) d * (n - d) / (n - 1) : d;
  }
}
