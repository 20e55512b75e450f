package org.trialwright.journey;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.trialwright.study.Form;
import org.trialwright.study.Term;
import org.trialwright.study.When;

/**
 * One occasion of a visit, for one participant.
 *
 * @param label the visit's name, with its occasion when there are several: {@code surveillance 6
 *     mo}
 * @param target the day aimed at; empty when only a window is given, or the anchor is not known
 * @param from first day of the window; empty while it waits for its anchor
 * @param to last day of the window
 * @param amberTo last day on which it is late but no deviation
 * @param open the forms that are still to be filled in
 * @param waitsFor what it waits for, when its anchor is not known
 */
public record Due(
    When.Visit visit,
    String label,
    Optional<LocalDate> target,
    Optional<LocalDate> from,
    Optional<LocalDate> to,
    Optional<LocalDate> amberTo,
    State state,
    List<Form> open,
    Optional<Term> waitsFor) {
  public Due {
    open = List.copyOf(open);
  }

  public enum State {
    /** Its anchor is not known yet. */
    AWAITED,
    /** Its window has not opened. */
    LATER,
    /** Its window is open and nothing is done. */
    OPEN,
    /** Some of its forms are filled in. */
    BEGUN,
    /** Its window has closed. */
    LATE,
    /** Its window closed so long ago that a person should record it as missed. */
    PERHAPS_MISSED,
    DONE,
    /** The place it belongs to was left. */
    CANCELLED
  }

  /** Whether somebody should act today. */
  public boolean now() {
    return state == State.OPEN
        || state == State.BEGUN
        || state == State.LATE
        || state == State.PERHAPS_MISSED;
  }
}
