package org.trialwright.pages;

import java.time.LocalDate;
import java.util.List;

/**
 * A calendar strip: what was done, when something may be done, and today.
 *
 * @param from the first day shown
 * @param to the last day shown, after {@code from}
 * @param today outside the strip when it is not between them
 * @param sentence the same, in a sentence, for those who do not see it
 */
public record Timeline(
    LocalDate from, LocalDate to, LocalDate today, List<Mark> marks, String sentence) {

  public Timeline {
    marks = List.copyOf(marks);
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("the strip ends on " + to + ", before it begins: " + from);
    }
  }

  public enum Shape {
    /** A dot on one day. */
    DONE,
    /** A bar over the days that something took. */
    TOOK,
    /** A box: it may be done on these days. */
    WINDOW,
    /** A dashed box: a later window. */
    LATER
  }

  /**
   * @param label {@code ""} for none
   * @param to the same as {@code from} for one day
   */
  public record Mark(Shape shape, LocalDate from, LocalDate to, String label, boolean minor) {}
}
