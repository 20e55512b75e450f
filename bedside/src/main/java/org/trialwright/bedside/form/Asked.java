package org.trialwright.bedside.form;

import java.util.List;
import org.trialwright.pages.Note;
import org.trialwright.pages.Question;

/** A question as it is shown, with what the study has to say about its answer. */
public record Asked(Question question, List<Note> notes) {
  public Asked {
    notes = List.copyOf(notes);
  }
}
