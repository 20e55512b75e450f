package org.trialwright.bedside;

import java.util.ArrayList;
import java.util.List;
import org.trialwright.pages.Csv;
import org.trialwright.pages.Words;

/**
 * A file from elsewhere as lines, to be looked at before anything is recorded.
 *
 * @param head the headings of its columns; empty when there is no line at all
 * @param lines those that have as many cells as there are headings
 * @param problems each with its line; nothing is recorded while there are any
 */
public record FileLines(List<String> head, List<Csv.Numbered> lines, List<String> problems) {
  public FileLines {
    head = List.copyOf(head);
    lines = List.copyOf(lines);
    problems = List.copyOf(problems);
  }

  /**
   * Reads the text of a file.
   *
   * @param most how many lines are looked at together
   */
  public static FileLines read(String text, int most, Words w) {
    var rows = Csv.lines(text);
    if (rows.isEmpty()) {
      return new FileLines(List.of(), List.of(), List.of(w.say("the file has no line")));
    }
    var head = rows.getFirst().cells().stream().map(String::strip).toList();
    if (rows.size() > most) {
      return new FileLines(head, List.of(), List.of(w.say("too many lines", most)));
    }
    var lines = new ArrayList<Csv.Numbered>();
    var problems = new ArrayList<String>();
    for (var row : rows.subList(1, rows.size())) {
      if (row.cells().size() == head.size()) {
        lines.add(row);
      } else {
        problems.add(w.say("line has cells", row.line(), row.cells().size(), head.size()));
      }
    }
    return new FileLines(head, lines, problems);
  }

  /** The same where the headings must be these; else nothing but that. */
  public FileLines headed(List<String> wanted, Words w) {
    return head.equals(wanted)
        ? this
        : new FileLines(
            head, List.of(), List.of(w.say("the first line is", String.join(",", wanted))));
  }
}
