package org.trialwright.pages;

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

  static String line(List<String> cells) {
    return cells.stream().map(Csv::cell).collect(Collectors.joining(",")) + "\r\n";
  }

  static String cell(String text) {
    boolean number = text.matches("-?\\d+(\\.\\d+)?");
    boolean risky = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 && !number;
    return '"' + (risky ? "'" : "") + text.replace("\"", "\"\"") + '"';
  }
}
