package org.trialwright.statistics;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How long each row was followed, and whether its follow-up ended with the event. Times are 0 or
 * more in any one unit; a row that entered late is at risk on (start, time].
 *
 * <p>The arrays are read where they are, not copied: whoever hands them over leaves them alone.
 */
public final class FollowUp {
  private final double @Nullable [] start;
  private final double[] time;
  private final int[] status;

  private FollowUp(double @Nullable [] start, double[] time, int[] status) {
    this.start = start;
    this.time = time;
    this.status = status;
  }

  /**
   * Follow-up from time 0.
   *
   * @param time 0 or more, finite
   * @param status 1 the event, 0 none (censored)
   */
  public static FollowUp of(double[] time, int[] status) {
    checkLengths(time.length, "status", status.length);
    Check.that(time.length > 0, "there is no row; at least one is needed");
    for (int i = 0; i < time.length; i++) {
      checkTime("time", i, time[i]);
      if ((status[i] & 1) != status[i]) {
        throw new IllegalArgumentException(
            "status of row %s is %s; it must be 1 (event) or 0 (none)".formatted(i + 1, status[i]));
      }
    }
    return new FollowUp(null, time, status);
  }

  /**
   * Follow-up with late entry, or one of several rows of the same person. Starts and times that are
   * tied by the rule of {@link Timeline} are made equal here, in a copy.
   *
   * @param start 0 or more, below the row's time even after ties are made equal
   */
  public static FollowUp of(double[] start, double[] time, int[] status) {
    of(time, status);
    checkLengths(time.length, "start", start.length);
    for (int i = 0; i < start.length; i++) {
      checkTime("start", i, start[i]);
    }
    double[] both = Arrays.copyOf(start, 2 * start.length);
    System.arraycopy(time, 0, both, start.length, start.length);
    double[] tied = Timeline.madeEqual(both);
    double[] tiedStart = Arrays.copyOf(tied, start.length);
    double[] tiedTime = Arrays.copyOfRange(tied, start.length, tied.length);
    for (int i = 0; i < start.length; i++) {
      if (tiedStart[i] >= tiedTime[i]) {
        throw new IllegalArgumentException(
            "row %s starts at %s and ends at %s; it must end after it starts"
                .formatted(i + 1, start[i], time[i]));
      }
    }
    return new FollowUp(tiedStart, tiedTime, status);
  }

  private static void checkTime(String what, int row, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "%s of row %s is %s; it must be a finite number, 0 or more"
              .formatted(what, row + 1, value));
    }
  }

  /** Refuses a column that is not as long as the times. */
  static void checkLengths(int rows, String what, int length) {
    Check.that(length == rows, "there are %s times but %s of %s", rows, length, what);
  }

  /** Refuses codes outside 0 … codes − 1, and a column of another length. */
  void checkCodes(String what, int[] code, int codes) {
    checkLengths(size(), what, code.length);
    for (int i = 0; i < code.length; i++) {
      if (code[i] < 0 || code[i] >= codes) {
        throw new IllegalArgumentException(
            "%s of row %s is %s; it must be 0 to %s".formatted(what, i + 1, code[i], codes - 1));
      }
    }
  }

  /** Refuses groups outside 0 … groups − 1, and a group without a row. */
  void checkGroups(int[] group, int groups) {
    checkCodes("group", group, groups);
    boolean[] seen = new boolean[groups];
    for (int g : group) {
      seen[g] = true;
    }
    for (int g = 0; g < groups; g++) {
      Check.that(seen[g], "group %s has no row", g);
    }
  }

  /** The number of rows. */
  public int size() {
    return time.length;
  }

  boolean hasStarts() {
    return start != null;
  }

  /** Where row i enters; −1, before every time, when all are followed from 0. */
  double start(int i) {
    return start == null ? -1 : start[i];
  }

  double[] starts() {
    return requireNonNull(start);
  }

  double[] times() {
    return time;
  }

  int status(int i) {
    return status[i];
  }

  boolean isEvent(int i) {
    return status[i] == 1;
  }

  /** The follow-up of censoring: what was an event is none, and the other way round. */
  FollowUp reversed() {
    int[] other = new int[status.length];
    for (int i = 0; i < other.length; i++) {
      other[i] = 1 - status[i];
    }
    return new FollowUp(start, time, other);
  }
}
