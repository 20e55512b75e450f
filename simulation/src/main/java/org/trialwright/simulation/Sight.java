package org.trialwright.simulation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** When a date of nature takes effect: on its day, or at the first visit at which it is seen. */
final class Sight {
  static final Sight AT_ONCE = new Sight(Visits.NONE, List.of(), false);

  private final Visits visits;
  private final Opened[] opened;
  private final boolean silenced;

  /**
   * A visit that another date of nature brings.
   *
   * @param date its index
   * @param occasion whose days count from that date
   */
  record Opened(int date, Visits.Occasion occasion) {}

  /**
   * @param visits at which it is seen; none when it takes effect on its day
   * @param silenced whether it takes no effect once somebody is lost
   */
  Sight(Visits visits, List<Opened> opened, boolean silenced) {
    this.visits = visits;
    this.opened = opened.toArray(Opened[]::new);
    this.silenced = silenced;
  }

  Visits visits() {
    return visits;
  }

  List<Opened> opened() {
    return List.of(opened);
  }

  boolean silenced() {
    return silenced;
  }

  boolean atOnce() {
    return visits.isEmpty();
  }

  /** A visit at which somebody came, and by how many days it had moved. */
  record Seen(Visits.Occasion occasion, double shift) {
    boolean isBefore(Seen other) {
      return isBefore(other.occasion, other.shift);
    }

    /** Whether another that falls on the same day comes after it, in the order of a calendar. */
    boolean isBefore(Visits.Occasion other, double moved) {
      double mine = occasion.from() + shift;
      double theirs = other.from() + moved;
      return mine < theirs || (mine == theirs && occasion.order() < other.order());
    }
  }

  /**
   * The visit at which a date took effect.
   *
   * @param on the day on which it did
   * @return null when it took effect without one
   */
  @Nullable Seen seen(Draws draws, long allocated, double[] days, double shift, double on) {
    if (atOnce()) {
      return null;
    }
    var first = visits.at(draws, allocated, shift, on);
    if (first != null) {
      return new Seen(first, first.moves() ? shift : 0);
    }
    for (var one : opened) {
      double from = days[one.date()];
      if (from <= on && one.occasion().attended(draws, allocated, from) == on) {
        return new Seen(one.occasion(), from);
      }
    }
    return null;
  }

  /**
   * The day on which a date takes effect; infinite for never.
   *
   * @param days of the dates of nature
   * @param rest the day from which visits of this place are made
   * @param silent the day from which nobody is seen
   */
  double day(
      int date,
      Draws draws,
      long allocated,
      double[] days,
      double shift,
      double rest,
      double silent) {
    double day = days[date];
    if (day == Double.POSITIVE_INFINITY) {
      return day;
    }
    if (!atOnce()) {
      double ready = Math.max(day, rest);
      day = visits.first(draws, allocated, shift, ready);
      for (var one : opened) {
        double from = days[one.date()];
        if (from >= rest && from < day) {
          double came = one.occasion().attended(draws, allocated, from);
          day = came >= ready ? Math.min(day, came) : day;
        }
      }
    }
    return silenced && day >= silent ? Double.POSITIVE_INFINITY : day;
  }
}
