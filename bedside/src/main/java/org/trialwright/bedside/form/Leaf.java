package org.trialwright.bedside.form;

import java.util.List;
import org.trialwright.pages.Row;

/**
 * One record of a participant's book.
 *
 * @param rows each question that applies, with its answer as it stands
 * @param notes who kept it, what changed since, who signed it
 */
public record Leaf(String heading, List<Row> rows, List<String> notes) {
  public Leaf {
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
  }
}
