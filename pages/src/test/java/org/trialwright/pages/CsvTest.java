package org.trialwright.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "|calc", "%0A"})
  void what_a_spreadsheet_would_run_begins_with_an_apostrophe(String text) {
    assertThat(Csv.cell(text)).startsWith("\"'");
  }

  @Test
  void numbers_quotes_commas_and_lines_stay_what_they_are() {
    assertThat(Csv.line(List.of("-0.5", "72", "a \"b\", c", "two\nlines", "")))
        .isEqualTo("\"-0.5\",\"72\",\"a \"\"b\"\", c\",\"two\nlines\",\"\"\r\n");
  }

  @Test
  void a_file_says_to_spreadsheets_how_it_is_written() {
    assertThat(Csv.file(List.of("项目", "n"), List.of(List.of("体重", "1"))))
        .isEqualTo("\uFEFF\"项目\",\"n\"\r\n\"体重\",\"1\"\r\n");
  }

  @Test
  void a_file_is_read_as_it_was_written_whatever_stands_between_its_cells() {
    List<List<String>> rows =
        List.of(
            List.of("item", "said"), List.of("-0.5", "a \"b\", c"), List.of("=1+1", "two\nlines"));
    assertThat(Csv.rows(Csv.file(rows.getFirst(), rows.subList(1, 3)))).isEqualTo(rows);
    assertThat(Csv.rows("a;b\n1,5;2\n\n;\n"))
        .containsExactly(List.of("a", "b"), List.of("1,5", "2"), List.of("", ""));
    assertThat(Csv.rows("a\tb\r\n\"open")).containsExactly(List.of("a", "b"), List.of("open"));
    assertThat(Csv.rows("")).isEmpty();
  }
}
