package org.trialwright.pages;

import java.util.List;

/**
 * A data table. The first cell of a row is its head.
 *
 * @param caption hidden from the eye when {@code captionHidden}, because a heading says the same
 * @param note beneath the caption
 */
public record Table(
    String caption, boolean captionHidden, String note, List<Column> columns, List<Line> lines) {

  public Table {
    columns = List.copyOf(columns);
    lines = List.copyOf(lines);
    for (Line line : lines) {
      if (line.cells().size() != columns.size()) {
        throw new IllegalArgumentException(
            "a table of " + columns.size() + " columns has the row " + line.cells());
      }
    }
  }

  public record Column(String head, boolean number) {}

  /**
   * @param sum a row of totals
   */
  public record Line(List<Cell> cells, boolean sum) {
    public Line {
      cells = List.copyOf(cells);
    }
  }

  /** Words of a cell, with an address, smaller words and a badge where there are such. */
  public record Cell(String text, String address, String more, Badge badge) {
    public Cell(String text) {
      this(text, "", "", Badge.NONE);
    }

    public Cell(String text, String address) {
      this(text, address, "", Badge.NONE);
    }

    boolean isEmpty() {
      return text.isEmpty() && more.isEmpty() && badge.word().isEmpty();
    }
  }
}
