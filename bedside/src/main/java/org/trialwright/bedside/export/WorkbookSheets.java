package org.trialwright.bedside.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * Tables as the sheets of an XLSX workbook. Text is written as text, so that none of it is ever a
 * formula; numbers and days are numbers and days.
 */
final class WorkbookSheets implements Sheets {
  private static final int LONGEST_NAME = 31;
  private static final int ROWS_HELD = 200;

  private final Workbook book;
  private final Set<String> names = new HashSet<>();
  private @Nullable Worksheet sheet;
  private int row;

  WorkbookSheets(OutputStream out) {
    this.book = new Workbook(out, "Trialwright", null);
  }

  @Override
  public void begin(String name, List<String> head) throws IOException {
    end();
    var begun = book.newWorksheet(named(name));
    begun.freezePane(1, 1);
    sheet = begun;
    row = 0;
    for (int i = 0; i < head.size(); i++) {
      begun.inlineString(0, i, head.get(i));
      begun.style(0, i).bold().set();
    }
  }

  /** A name as workbooks allow it, that no other sheet has. */
  private String named(String name) {
    var plain = name.replaceAll("[\\[\\]:*?/\\\\']", " ").strip();
    var cut = plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
    for (int i = 2; !names.add(cut.toLowerCase(Locale.ROOT)); i++) {
      var end = " " + i;
      cut = plain.substring(0, Math.min(plain.length(), LONGEST_NAME - end.length())) + end;
    }
    return cut;
  }

  @Override
  public void row(List<Cell> cells) throws IOException {
    var now = sheet;
    if (now == null) {
      throw new IllegalStateException("a row before any sheet");
    }
    row++;
    for (int i = 0; i < cells.size(); i++) {
      switch (cells.get(i)) {
        case Cell.Text(var text) -> {
          if (!text.isEmpty()) {
            now.inlineString(row, i, text);
          }
        }
        case Cell.Number(var number) -> now.value(row, i, number);
        case Cell.Day(var day) -> {
          now.value(row, i, day);
          now.style(row, i).format("yyyy-mm-dd").set();
        }
      }
    }
    if (row % ROWS_HELD == 0) {
      now.flush();
    }
  }

  private void end() throws IOException {
    if (sheet != null) {
      sheet.finish();
    }
  }

  @Override
  public void close() throws IOException {
    end();
    book.close();
  }
}
