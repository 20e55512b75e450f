package org.trialwright.requests;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads comma-separated values as RFC 4180 writes them: a header, quotes where a cell needs them.
 * Keeps only the columns that are asked for.
 */
final class Csv {
  private static final int LONGEST_CELL = 10_000;

  private final BufferedReader in;
  private int line = 1;
  private boolean ended;

  private Csv(Reader in) {
    this.in = new BufferedReader(in);
  }

  /**
   * The wanted columns of a file.
   *
   * @throws Refusal when it is empty, misshapen or lacks a column
   */
  static Rows read(Reader file, Set<String> wanted) throws IOException {
    var csv = new Csv(file);
    List<String> header = csv.record();
    if (header.isEmpty()) {
      throw new Refusal("data.csv", "the file is empty; its first line must name the columns");
    }
    header.set(0, header.getFirst().replace("\uFEFF", ""));
    Map<String, List<String>> columns = new HashMap<>();
    var kept = new ArrayList<List<String>>();
    for (String name : header) {
      List<String> cells = new ArrayList<>();
      if (wanted.contains(name) && columns.put(name, cells) != null) {
        throw new Refusal("data.csv:1", "two columns are called '%s'".formatted(Shown.of(name)));
      }
      kept.add(cells);
    }
    var missing = new ArrayList<Fault>();
    for (String name : wanted) {
      if (!columns.containsKey(name)) {
        missing.add(
            new Fault(
                "data.csv:1",
                "there is no column '%s'; %s"
                    .formatted(Shown.of(name), Faults.advice(name, header))));
      }
    }
    if (!missing.isEmpty()) {
      throw new Refusal(missing);
    }
    List<Integer> lines = csv.rows(header, kept, wanted);
    if (lines.isEmpty()) {
      throw new Refusal("data.csv", "there are no rows below the header");
    }
    return new Rows(columns, lines);
  }

  private List<Integer> rows(List<String> header, List<List<String>> kept, Set<String> wanted)
      throws IOException {
    var lines = new ArrayList<Integer>();
    while (!ended) {
      int begun = line;
      List<String> cells = record();
      if (cells.isEmpty() || (cells.size() == 1 && cells.getFirst().isEmpty() && ended)) {
        continue;
      }
      if (cells.size() != header.size()) {
        throw new Refusal(
            "data.csv:" + begun,
            "%s cells stand below %s columns".formatted(cells.size(), header.size()));
      }
      for (int i = 0; i < cells.size(); i++) {
        if (wanted.contains(header.get(i))) {
          kept.get(i).add(cells.get(i));
        }
      }
      lines.add(begun);
    }
    return lines;
  }

  /** The cells up to the end of a line; none when there is nothing more, or the line is empty. */
  private List<String> record() throws IOException {
    var cells = new ArrayList<String>();
    var cell = new StringBuilder();
    boolean quoted = false;
    boolean any = false;
    while (true) {
      int c = in.read();
      if (c < 0) {
        ended = true;
        if (quoted) {
          throw new Refusal("data.csv:" + line, "the file ends inside quotes");
        }
        break;
      }
      if (quoted) {
        if (c != '"') {
          line += c == '\n' ? 1 : 0;
          append(cell, c);
        } else if (peek() == '"') {
          append(cell, in.read());
        } else {
          quoted = false;
        }
      } else if (c == '"' && cell.isEmpty()) {
        quoted = true;
        any = true;
      } else if (c == ',') {
        cells.add(cell.toString());
        cell.setLength(0);
        any = true;
      } else if (c == '\n') {
        line++;
        break;
      } else if (c != '\r' || peek() != '\n') {
        append(cell, c);
      }
    }
    if (any || !cell.isEmpty()) {
      cells.add(cell.toString());
    }
    return cells;
  }

  private void append(StringBuilder cell, int c) {
    if (cell.length() >= LONGEST_CELL) {
      throw new Refusal(
          "data.csv:" + line, "a cell is longer than %s characters".formatted(LONGEST_CELL));
    }
    cell.append((char) c);
  }

  private int peek() throws IOException {
    in.mark(1);
    int c = in.read();
    in.reset();
    return c;
  }
}
