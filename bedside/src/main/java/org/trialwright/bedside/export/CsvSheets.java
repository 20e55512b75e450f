package org.trialwright.bedside.export;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.trialwright.pages.Csv;

/** One table as CSV. */
final class CsvSheets implements Sheets {
  private final Writer out;

  CsvSheets(OutputStream out) {
    this.out = new OutputStreamWriter(out, StandardCharsets.UTF_8);
  }

  @Override
  public void begin(String name, List<String> head) throws IOException {
    out.write(Csv.file(head, List.of()));
  }

  @Override
  public void row(List<Cell> cells) throws IOException {
    out.write(Csv.line(cells.stream().map(CsvSheets::text).toList()));
  }

  private static String text(Cell cell) {
    return switch (cell) {
      case Cell.Text(var text) -> text;
      case Cell.Number(var number) -> number.toPlainString();
      case Cell.Day(var day) -> day.toString();
    };
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
