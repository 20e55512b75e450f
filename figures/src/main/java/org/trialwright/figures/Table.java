package org.trialwright.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A figure's numbers as rows, written by the figure's formatter.
 *
 * @param rows each as long as the head
 */
public record Table(List<String> head, List<List<Cell>> rows) {

  /**
   * @param shown as in the picture
   * @param plain as machines read it: full stop, hyphen as minus, no thousands
   */
  public record Cell(String shown, String plain) {
    static final Cell EMPTY = of("");

    static Cell of(String words) {
      return new Cell(words, words);
    }
  }

  public Table {
    head = List.copyOf(head);
    List<List<Cell>> copy = new ArrayList<>(rows.size());
    for (List<Cell> row : rows) {
      Checks.that(
          row.size() == head.size(), "a row of %s cells under %s heads", row.size(), head.size());
      copy.add(List.copyOf(row));
    }
    rows = List.copyOf(copy);
  }

  /**
   * As RFC 4180 writes it, a line for the head and one for each row. Words that a spreadsheet would
   * take for a formula get an apostrophe before them.
   */
  public String csv() {
    StringBuilder out = new StringBuilder();
    line(out, head);
    for (List<Cell> row : rows) {
      line(
          out,
          row.stream()
              .map(
                  cell -> cell.plain().equals(cell.shown()) ? harmless(cell.plain()) : cell.plain())
              .toList());
    }
    return out.toString();
  }

  private static String harmless(String words) {
    return !words.isEmpty() && "=+-@\t\r".indexOf(words.charAt(0)) >= 0 ? "'" + words : words;
  }

  private static void line(StringBuilder out, List<String> cells) {
    out.append(cells.stream().map(Table::quoted).collect(Collectors.joining(","))).append("\r\n");
  }

  private static String quoted(String words) {
    boolean plain = words.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? words : '"' + words.replace("\"", "\"\"") + '"';
  }

  /** Gathers rows in one look. */
  static final class Rows {
    private final Look look;
    private final List<String> head;
    private final List<List<Cell>> rows = new ArrayList<>();
    private List<Cell> row = new ArrayList<>();

    Rows(Look look, List<String> head) {
      this.look = look;
      this.head = head;
    }

    Rows word(String words) {
      return cell(Cell.of(words));
    }

    Rows none() {
      return cell(Cell.EMPTY);
    }

    Rows number(Function<Numbers, String> writing) {
      return cell(new Cell(writing.apply(look.numbers()), writing.apply(Numbers.MACHINE)));
    }

    Rows count(long value) {
      return number(numbers -> numbers.count(value));
    }

    /** Empty when it is undefined. */
    Rows fixed(double value, int decimals) {
      return Double.isNaN(value) ? none() : number(numbers -> numbers.fixed(value, decimals));
    }

    Rows shortest(double value) {
      return number(numbers -> numbers.shortest(value));
    }

    private Rows cell(Cell cell) {
      row.add(cell);
      if (row.size() == head.size()) {
        rows.add(row);
        row = new ArrayList<>();
      }
      return this;
    }

    Table table() {
      Checks.that(row.isEmpty(), "a row of %s cells under %s heads", row.size(), head.size());
      return new Table(head, rows);
    }
  }
}
