package org.trialwright.statistics;

/**
 * The mean number of events a person has had by each time, when events recur (Nelson, J Qual
 * Technol 1988;20:24), with the robust variance of Lawless and Nadeau (Technometrics 1995;37:158).
 * Formulas and conventions: docs/reference/statistics/mean-cumulative.md.
 *
 * @param time the distinct ends of rows, ascending
 * @param atRisk how many persons were under observation just before each time
 * @param events at each time
 * @param mean number of events a person by each time
 * @param standardError robust: persons are independent, the events of one need not be
 */
public record MeanCumulative(
    Numbers time, Counts atRisk, Counts events, Numbers mean, Numbers standardError) {

  /**
   * The function of all rows.
   *
   * @param followUp a row for each stretch of observation that ends with an event (1) or without
   *     (0); the next row of the person starts where this one ended
   * @param person of each row, 0 to persons − 1; rows of one person do not overlap
   */
  public static MeanCumulative of(FollowUp followUp, int[] person, int persons) {
    followUp.checkCodes("person", person, persons);
    return new Walk(followUp, person, persons).result();
  }

  /** Pointwise limits, normal on the log scale; none where the mean is 0. */
  public SurvivalCurve.Band band(double confidenceLevel) {
    double z = Normals.z(confidenceLevel);
    double[] lower = new double[time.size()];
    double[] upper = new double[time.size()];
    for (int j = 0; j < lower.length; j++) {
      double spread = Math.exp(z * standardError.get(j) / mean.get(j));
      lower[j] = mean.get(j) > 0 ? mean.get(j) / spread : Double.NaN;
      upper[j] = mean.get(j) > 0 ? mean.get(j) * spread : Double.NaN;
    }
    String reason = "nobody has had an event yet: the log scale has no such place";
    return new SurvivalCurve.Band(Numbers.of(lower, reason), Numbers.of(upper, reason));
  }

  /**
   * Each person's influence on the mean is what their own events added, less their share in what
   * was expected while they were observed: {@code own + observed × expected}, of which only the
   * second factor changes for all at once. So sums over persons can be kept without visiting them.
   */
  private static final class Walk {
    private final FollowUp followUp;
    private final int[] person;
    private final Timeline timeline;
    private final int[] byStart;
    private final double[] own;
    private final int[] observed;
    private final int[] atRisk;
    private final int[] events;
    private final double[] mean;
    private final double[] error;
    private int now;
    private double expected;
    private double squares;
    private double crossed;

    Walk(FollowUp followUp, int[] person, int persons) {
      this.followUp = followUp;
      this.person = person;
      timeline = Timeline.of(followUp.times());
      byStart = followUp.hasStarts() ? Sorting.ascending(followUp.starts()) : timeline.row;
      own = new double[persons];
      observed = new int[persons];
      atRisk = new int[timeline.size()];
      events = new int[timeline.size()];
      mean = new double[timeline.size()];
      error = new double[timeline.size()];
      int entered = 0;
      double sum = 0;
      for (int j = 0; j < timeline.size(); j++) {
        for (; entered < byStart.length && starts(byStart[entered], j); entered++) {
          observe(person[byStart[entered]], 1);
        }
        sum += step(j);
        mean[j] = sum;
        error[j] =
            Math.sqrt(Math.max(0, squares + 2 * expected * crossed + expected * expected * now));
        for (int i = timeline.first[j]; i < timeline.first[j + 1]; i++) {
          observe(person[timeline.row[i]], -1);
        }
      }
    }

    private boolean starts(int row, int j) {
      return followUp.start(row) < timeline.time[j];
    }

    /** One time's events; returns what they add to the mean. */
    private double step(int j) {
      atRisk[j] = now;
      for (int i = timeline.first[j]; i < timeline.first[j + 1]; i++) {
        events[j] += followUp.status(timeline.row[i]);
      }
      expected -= (double) events[j] / now / now;
      for (int i = timeline.first[j]; i < timeline.first[j + 1]; i++) {
        if (followUp.isEvent(timeline.row[i])) {
          add(person[timeline.row[i]], 1.0 / now);
        }
      }
      return (double) events[j] / now;
    }

    /** A person comes under observation, or leaves it; what was expected so far stays theirs. */
    private void observe(int who, int change) {
      if (change < 0) {
        add(who, expected);
        crossed -= own[who];
      }
      observed[who] += change;
      now += change;
      Check.that(
          observed[who] == 0 || observed[who] == 1, "rows of person %s overlap in time", who);
      if (change > 0) {
        crossed += own[who];
        add(who, -expected);
      }
    }

    private void add(int who, double amount) {
      squares += amount * (2 * own[who] + amount);
      crossed += observed[who] * amount;
      own[who] += amount;
    }

    MeanCumulative result() {
      return new MeanCumulative(
          Numbers.of(timeline.time),
          Counts.of(atRisk),
          Counts.of(events),
          Numbers.of(mean),
          Numbers.of(error));
    }
  }
}
