package org.trialwright.simulation;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Visits that somebody holds in one part of a life, as the journey's own calendar has them. */
final class Held {
  static final Held NONE = new Held(List.of());

  private final One[] ones;

  /**
   * An occasion of a visit.
   *
   * @param label as the calendar has it
   * @param phase of the life at rest in which it is held
   * @param date of nature from which its days count; negative when that is allocation
   * @param written the day in the life that was tried, of one that comes before the life rests;
   *     infinite for others
   * @param silenced whether it is not held once somebody is lost
   * @param madeUp days after its window in which it is still held by somebody who comes to the
   *     place it belongs to; negative infinity when it was open before
   */
  record One(
      String label,
      int phase,
      int date,
      Visits.Occasion occasion,
      double written,
      boolean silenced,
      double madeUp) {
    private boolean isMadeUp(double day, double moved, double on) {
      return day <= on && occasion.to() + moved + madeUp >= on;
    }

    private double moved(double[] days, double shift) {
      return date >= 0 ? days[date] : occasion.moves() ? shift : 0;
    }
  }

  /** On which day an occasion is held; infinite for never. */
  interface Days {
    /**
     * @param moved days by which the occasion moved
     */
    double day(One one, double moved);

    double day(Sight.Seen seen);
  }

  /** Near the middle of the days on which people come; nobody misses any. */
  static final Days MIDDLE =
      new Days() {
        @Override
        public double day(One one, double moved) {
          return moved
              + (one.written < Double.POSITIVE_INFINITY ? one.written : one.occasion.middle());
        }

        @Override
        public double day(Sight.Seen seen) {
          return seen.occasion().middle() + seen.shift();
        }
      };

  /**
   * As this person comes, by their chance numbers.
   *
   * @param drawn visits to which they come by them; to others as in the life that was tried
   */
  static Days drawn(Set<String> drawn, Draws draws, long allocated) {
    return new Days() {
      @Override
      public double day(One one, double moved) {
        var occasion = one.occasion;
        if (drawn.contains(occasion.visit())) {
          return occasion.attended(draws, allocated, moved);
        }
        return moved
            + (one.written < Double.POSITIVE_INFINITY ? one.written : occasion.written(allocated));
      }

      @Override
      public double day(Sight.Seen seen) {
        return seen.occasion().attended(draws, allocated, seen.shift());
      }
    };
  }

  /** Told of each visit. */
  interface Taker {
    void held(One one, double day);
  }

  /**
   * Where a part of a life begins or ends.
   *
   * @param on the day
   * @param at the visit that brought it; null when it came without one
   */
  record Bound(double on, Sight.@Nullable Seen at) {
    private boolean isBefore(double day, One one, double moved) {
      return day > on || (day == on && (at == null || at.isBefore(one.occasion(), moved)));
    }

    private boolean isAfter(double day, One one, double moved) {
      return day < on || (day == on && at != null && !at.isBefore(one.occasion(), moved));
    }

    private Bound in(Days days) {
      return at == null ? this : new Bound(days.day(at), at);
    }
  }

  Held(List<One> ones) {
    this.ones = ones.toArray(One[]::new);
  }

  List<One> ones() {
    return List.of(ones);
  }

  /** The same with other chances of coming. */
  Held with(UnaryOperator<Visits.Occasion> others) {
    return new Held(
        ones().stream()
            .map(
                one ->
                    new One(
                        one.label,
                        one.phase,
                        one.date,
                        others.apply(one.occasion),
                        one.written,
                        one.silenced,
                        one.madeUp))
            .toList());
  }

  /**
   * Tells the visits of a part.
   *
   * @param kind whose phases count; null when the part has one
   * @param last step that is taken
   * @param dates the days of the dates of nature
   * @param silent from which nobody comes who is lost
   */
  void tell(
      Bound begin,
      Bound end,
      Program.@Nullable Kind kind,
      int last,
      double shift,
      double[] dates,
      double silent,
      Days days,
      Taker taker) {
    var from = begin.in(days);
    var to = end.in(days);
    for (var one : ones) {
      double moved = one.moved(dates, shift);
      double day = moved < Double.POSITIVE_INFINITY ? days.day(one, moved) : moved;
      boolean late = one.isMadeUp(day, moved, from.on());
      day = late ? from.on() : day;
      if ((late || from.isBefore(day, one, moved))
          && to.isAfter(day, one, moved)
          && !(one.silenced && day >= silent)
          && (kind == null || kind.isIn(one.phase, day, last, shift))) {
        taker.held(one, day);
      }
    }
  }
}
