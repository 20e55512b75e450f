package org.trialwright.simulation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Visits of a life in one place. Days count from allocation. */
final class Visits {
  static final Visits NONE = new Visits(List.of());

  private final Occasion[] occasions;

  /** Of each occasion, whether the next in order falls on the same day for whoever comes. */
  private final boolean[] same;

  /**
   * One occasion.
   *
   * @param visit its name in the study
   * @param order of the visit in the study
   * @param from first day of its window
   * @param to last day
   * @param target NaN for none
   * @param moves whether its anchor came after the date of nature that moved the life, and moves
   *     with it
   */
  record Occasion(
      String visit,
      int order,
      Coming coming,
      double from,
      double to,
      double target,
      boolean moves) {
    /** The day on which somebody comes in a life that is written down. */
    double written(long allocated) {
      return coming.written(epoch(from, allocated), epoch(to, allocated), aim(allocated, 0))
          - (double) allocated;
    }

    /** The middle of the days on which people come. */
    double middle() {
      double aim = Double.isNaN(target) ? Double.NaN : target - from;
      return from + coming.middle(to - from, aim);
    }

    private boolean sameDay(Occasion other) {
      return target == other.target
          && from == other.from
          && to == other.to
          && moves == other.moves
          && coming.byTarget()
          && other.coming.byTarget();
    }

    private boolean comes(Draws draws, long allocated, double shift) {
      return coming.comes(draws, epoch(from + shift, allocated));
    }

    private double day(Draws draws, long allocated, double shift) {
      long day =
          coming.day(
              draws,
              epoch(from + shift, allocated),
              epoch(to + shift, allocated),
              aim(allocated, shift));
      return day - (double) allocated;
    }

    private long aim(long allocated, double shift) {
      return Double.isNaN(target) ? -1 : epoch(target + shift, allocated);
    }

    private static long epoch(double day, long allocated) {
      return allocated + (long) day;
    }

    /** The day on which this person comes; infinite when they do not. */
    double attended(Draws draws, long allocated, double shift) {
      return comes(draws, allocated, shift)
          ? day(draws, allocated, shift)
          : Double.POSITIVE_INFINITY;
    }
  }

  /**
   * @param occasions in the order of their windows
   */
  Visits(List<Occasion> occasions) {
    this.occasions = occasions.toArray(Occasion[]::new);
    this.same = new boolean[this.occasions.length];
    for (int i = 1; i < same.length; i++) {
      same[i - 1] = this.occasions[i - 1].sameDay(this.occasions[i]);
    }
  }

  List<Occasion> occasions() {
    return List.of(occasions);
  }

  boolean isEmpty() {
    return occasions.length == 0;
  }

  /**
   * The first day from a day on on which this person comes; infinite for none.
   *
   * @param allocated as an epoch day
   * @param shift of what moves
   */
  double first(Draws draws, long allocated, double shift, double day) {
    double first = Double.POSITIVE_INFINITY;
    for (var one : occasions) {
      double moved = one.moves ? shift : 0;
      if (one.to + moved >= day && one.from + moved < first) {
        double came = one.attended(draws, allocated, moved);
        first = came >= day && came < first ? came : first;
      }
    }
    return first;
  }

  /** The first occasion in order to which this person comes on a day; null for none. */
  @Nullable Occasion at(Draws draws, long allocated, double shift, double day) {
    for (var one : occasions) {
      double moved = one.moves ? shift : 0;
      boolean open = one.from + moved <= day && day <= one.to + moved;
      if (open && one.attended(draws, allocated, moved) == day) {
        return one;
      }
    }
    return null;
  }

  /** The last day to a day on which this person comes; negative infinity for none. */
  double last(Draws draws, long allocated, double shift, double day) {
    double last = Double.NEGATIVE_INFINITY;
    for (int i = occasions.length - 1; i >= 0; i--) {
      var one = occasions[i];
      double moved = one.moves ? shift : 0;
      if (one.from + moved <= day && one.to + moved > last) {
        double came = one.attended(draws, allocated, moved);
        if (came <= day && came > last) {
          last = came;
          while (i > 0 && same[i - 1]) {
            i--;
          }
        }
      }
    }
    return last;
  }
}
