package org.trialwright.pages;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Comma-separated values after RFC 4180, safe for spreadsheets: a cell that one of them would take
 * for a formula begins with an apostrophe (OWASP, CSV injection).
 */
public final class Csv {
  private static final String FORMULA = "=+-@\t\r\n|%";

  private Csv() {}

  public static String line(List<String> cells) {
    return cells.stream().map(Csv::cell).collect(Collectors.joining(",")) + "\r\n";
  }

  static String cell(String text) {
    boolean number = text.matches("-?\\d+(\\.\\d+)?");
    boolean risky = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 && !number;
    return '"' + (risky ? "'" : "") + text.replace("\"", "\"\"") + '"';
  }
}
