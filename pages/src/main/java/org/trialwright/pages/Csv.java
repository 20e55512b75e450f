package org.trialwright.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Comma-separated values after RFC 4180, safe for spreadsheets: a cell that one of them would take
 * for a formula begins with an apostrophe (OWASP, CSV injection).
 */
public final class Csv {
  /** The type of such a file. */
  public static final String TYPE = "text/csv;charset=UTF-8";

  private static final String FORMULA = "=+-@\t\r\n|%";

  private Csv() {}

  /** A whole file; the mark at its beginning lets spreadsheets read other scripts than Latin. */
  public static String file(List<String> head, List<List<String>> rows) {
    return "\uFEFF" + text(head, rows);
  }

  /** The same for a terminal. */
  public static String text(List<String> head, List<List<String>> rows) {
    return line(head) + rows.stream().map(Csv::line).collect(Collectors.joining());
  }

  /**
   * A row of a file, with the line of the file on which it begins.
   *
   * @param line counted from 1, blank ones included
   */
  public record Numbered(int line, List<String> cells) {
    public Numbered {
      cells = List.copyOf(cells);
    }
  }

  /**
   * The cells of a file that may come from a spreadsheet: after RFC 4180, with commas, semicolons
   * or tabs between them, whichever comes first; blank lines are passed over. What stands in front
   * of a formula's sign by our own doing is taken away again.
   */
  public static List<List<String>> rows(String file) {
    return lines(file).stream().map(Numbered::cells).toList();
  }

  /** The same, each row with its line. */
  public static List<Numbered> lines(String file) {
    var text = file.startsWith("\uFEFF") ? file.substring(1) : file;
    char between =
        (char) text.chars().filter(one -> ",;\t".indexOf(one) >= 0).findFirst().orElse(',');
    var rows = new ArrayList<Numbered>();
    int line = 1;
    int begun = 1;
    var row = new ArrayList<String>();
    var cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i <= text.length(); i++) {
      char at = i < text.length() ? text.charAt(i) : '\n';
      line += at == '\n' ? 1 : 0;
      if (quoted && i < text.length()) {
        if (at != '"') {
          cell.append(at);
        } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
          cell.append(at);
          i++;
        } else {
          quoted = false;
        }
      } else if (at == '"' && cell.isEmpty()) {
        quoted = true;
      } else if (at == between || at == '\n') {
        row.add(plain(cell.toString()));
        cell.setLength(0);
        if (at == '\n') {
          if (row.size() > 1 || !row.getFirst().isBlank()) {
            rows.add(new Numbered(begun, row));
          }
          row.clear();
          begun = line;
        }
      } else if (at != '\r') {
        cell.append(at);
      }
    }
    return List.copyOf(rows);
  }

  private static String plain(String cell) {
    boolean guarded =
        cell.length() > 1 && cell.charAt(0) == '\'' && FORMULA.indexOf(cell.charAt(1)) >= 0;
    return guarded ? cell.substring(1) : cell;
  }

  /** One row, as it stands in a file. */
  public static String line(List<String> cells) {
    return cells.stream().map(Csv::cell).collect(Collectors.joining(",")) + "\r\n";
  }

  static String cell(String text) {
    boolean number = text.matches("-?\\d+(\\.\\d+)?");
    boolean risky = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 && !number;
    return '"' + (risky ? "'" : "") + text.replace("\"", "\"\"") + '"';
  }
}
