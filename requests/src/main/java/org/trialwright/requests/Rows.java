package org.trialwright.requests;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The columns of {@code data.csv} that a request names, as text.
 *
 * @param lines the line of the file on which each row begins
 */
record Rows(Map<String, List<String>> columns, List<Integer> lines) {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,5})?");

  static final Rows NONE = new Rows(Map.of(), List.of());

  int size() {
    return lines.size();
  }

  /** Where a row stands. */
  String place(int row) {
    return "data.csv:" + lines.get(row);
  }

  private List<String> column(String name) {
    return Optional.ofNullable(columns.get(name)).orElseThrow();
  }

  String[] texts(String name) {
    return column(name).toArray(String[]::new);
  }

  /** Numbers of a column that was checked. */
  double[] numbers(String name) {
    return column(name).stream().mapToDouble(Double::parseDouble).toArray();
  }

  /** Adds what is wrong with the cells of a column. */
  void check(String name, Role role, List<Fault> faults) {
    int row = 0;
    for (String cell : column(name)) {
      if (faults.size() >= Faults.MOST) {
        return;
      }
      if (cell.isEmpty()) {
        faults.add(
            new Fault(
                place(row),
                "column '%s' is empty; leave rows with missing values out, so that it is plain"
                        .formatted(name)
                    + " which were analysed"));
      } else if (!fits(cell, role.cells())) {
        faults.add(
            new Fault(
                place(row),
                "column '%s' holds '%s'; as %s it must be %s"
                    .formatted(name, Shown.of(cell), role.name(), role.cells().words())));
      }
      row++;
    }
  }

  private static boolean fits(String cell, Role.Cells cells) {
    if (cells == Role.Cells.TEXT) {
      return true;
    }
    if (cell.length() > 400 || !NUMBER.matcher(cell).matches()) {
      return false;
    }
    double number = Double.parseDouble(cell);
    return switch (cells) {
      case NUMBER, TEXT -> Double.isFinite(number);
      case EVENT -> number == 0 || number == 1;
      case CODE -> number == Math.rint(number) && Math.abs(number) <= 1_000_000_000;
    };
  }
}
