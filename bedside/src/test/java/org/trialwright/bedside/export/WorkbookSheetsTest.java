package org.trialwright.bedside.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A workbook that is written while it is read. */
class WorkbookSheetsTest {
  private static final int ROWS = 40_000;

  @Test
  void rows_have_left_before_the_last_one_is_asked_for() throws IOException {
    var out = new ByteArrayOutputStream();
    var random = new Random(7);
    try (var sheets = new WorkbookSheets(out)) {
      sheets.begin("blood", List.of("participant", "remark"));
      for (int i = 0; i < ROWS; i++) {
        if (i == ROWS / 2) {
          assertThat(out.size()).as("bytes that left after half of the rows").isPositive();
        }
        sheets.row(
            List.of(
                new Cell.Text("01-%06d".formatted(i)),
                new Cell.Text(Long.toString(random.nextLong()) + random.nextLong())));
      }
      sheets.begin("Blood", List.of("participant"));
      sheets.row(List.of(new Cell.Text("two sheets of one name are told apart")));
    }
    assertThat(out.size()).isGreaterThan(ROWS * 20);
  }
}
