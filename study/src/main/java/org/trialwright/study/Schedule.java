package org.trialwright.study;

import java.util.ArrayList;
import java.util.List;

/**
 * The schedule of activities.
 *
 * @param what the word over the forms
 * @param when the word before the times of the visits
 * @param columns the visits in the order of the study; the last is for what may happen at any time
 * @param notes what forms depend on, by number, and the drugs
 */
public record Schedule(
    String title,
    String what,
    String when,
    List<Column> columns,
    List<Row> rows,
    List<String> notes) {
  public Schedule {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
  }

  /**
   * @param when with its windows and conditions; empty for what may happen at any time
   */
  public record Column(String name, String when) {}

  /**
   * @param marks one for each column: empty, or a sign with the number of a note where it depends
   *     on something
   */
  public record Row(String form, List<String> marks) {
    public Row {
      marks = List.copyOf(marks);
    }
  }

  /** The same as a table, times in its first row. */
  public Grid grid() {
    var head = new ArrayList<String>(List.of(what));
    var times = new ArrayList<String>(List.of(when));
    for (var column : columns) {
      head.add(column.name());
      times.add(column.when());
    }
    var lines = new ArrayList<List<String>>(List.of(times));
    for (var row : rows) {
      var line = new ArrayList<String>(List.of(row.form()));
      line.addAll(row.marks());
      lines.add(line);
    }
    return new Grid(title, head, lines, notes);
  }
}
