package org.trialwright.study;

import java.util.List;

/**
 * A table of words in one language.
 *
 * @param title what it shows
 * @param head of each column
 * @param rows each as long as the head
 * @param notes in sentences, beneath the table
 */
public record Grid(String title, List<String> head, List<List<String>> rows, List<String> notes) {
  public Grid {
    head = List.copyOf(head);
    rows = rows.stream().map(List::copyOf).toList();
    notes = List.copyOf(notes);
    for (var row : rows) {
      if (row.size() != head.size()) {
        throw new IllegalArgumentException(
            "a table of " + head.size() + " columns has the row " + row);
      }
    }
  }
}
