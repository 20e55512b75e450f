package org.trialwright.bedside.dose;

import java.util.List;
import org.trialwright.bedside.form.Asked;
import org.trialwright.pages.Dose;
import org.trialwright.pages.Link;
import org.trialwright.pages.Note;

/**
 * One drug of the day.
 *
 * @param notes on the change from the last dose, and on the second person
 * @param fill forms with the answers that the dose waits for
 * @param confirm what a second person confirms now; no button when nobody is asked
 * @param give how it is recorded; no button when it cannot be now
 * @param leavesOut whether the record is that the dose was not given
 * @param given what was recorded today already
 */
record Card(
    Dose dose,
    List<Note> notes,
    List<Link> fill,
    Confirm confirm,
    Give give,
    boolean leavesOut,
    List<Link> given) {
  Card {
    notes = List.copyOf(notes);
    fill = List.copyOf(fill);
    given = List.copyOf(given);
  }

  /** A second person's confirmation. */
  record Confirm(
      String drug, String amount, String key, String button, String account, String error) {
    static final Confirm NONE = new Confirm("", "", "", "", "", "");

    boolean exists() {
      return !button.isEmpty();
    }
  }

  /**
   * The record of a dose given or left out.
   *
   * @param kind {@code dose} or {@code fraction}
   */
  record Give(String kind, String drug, String key, long seen, List<Asked> asked, String button) {
    /** Whether there are questions that nobody must answer. */
    boolean hasMore() {
      return asked.stream().anyMatch(one -> one.question().optional());
    }

    /** Whether one of them holds something, or is wrong. */
    boolean moreIsFilled() {
      return asked.stream()
          .map(Asked::question)
          .anyMatch(
              question ->
                  question.optional()
                      && (!question.error().isEmpty() || !question.field("").isEmpty()));
    }

    static final Give NONE = new Give("", "", "", 0, List.of(), "");

    Give {
      asked = List.copyOf(asked);
    }

    boolean exists() {
      return !button.isEmpty();
    }
  }
}
