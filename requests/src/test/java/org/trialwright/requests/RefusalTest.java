package org.trialwright.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a request is said by name, with its place and what would be right. */
class RefusalTest {
  private static final String LOGRANK =
      """
      {'id': 'a', 'method': 'logrank',
       'columns': {'time': 't', 'status': 's', 'group': 'g'},
       'arguments': {'groups': ['x', 'y']}}
      """;
  private static final String ROWS = "t,s,g\n1,1,x\n2,0,y\n3,1,x\n4,1,y\n";

  @TempDir private Path folder = Path.of(".");

  private CaseFiles files() {
    return new CaseFiles(folder);
  }

  @Test
  void a_sound_request_is_answered() {
    assertThat(files().json(LOGRANK).csv(ROWS).result().get("logrank").get("df").intValue())
        .isOne();
  }

  @Test
  void an_unknown_method_is_named_with_the_nearest_known_one() {
    assertThat(files().json(LOGRANK.replace("'logrank'", "'logrnak'")).csv(ROWS).faults())
        .containsExactly("case.json: method: unknown method 'logrnak'; did you mean 'logrank'?");
  }

  @Test
  void unknown_and_missing_columns_and_arguments_are_told_together() {
    assertThat(
            files()
                .json(
                    """
                    {'id': 'a', 'method': 'logrank',
                     'columns': {'time': 't', 'status': 's', 'grup': 'g'},
                     'arguments': {'groups': ['x', 'y'], 'confidence': 0.95}}
                    """)
                .csv(ROWS)
                .faults())
        .containsExactly(
            "case.json: columns.grup: unknown column 'grup'; did you mean 'group'?",
            "case.json: columns: the column 'group' is missing",
            "case.json: arguments.confidence: unknown argument 'confidence'; known are groups");
  }

  @Test
  void other_keys_of_the_file_are_not_read() {
    files()
        .json(LOGRANK.replace("'id'", "'expected': {'x': [null]}, 'notes': 7, 'id'"))
        .csv(ROWS)
        .result();
  }

  @Test
  void an_argument_of_the_wrong_kind_is_told_with_its_place() {
    assertThat(
            files()
                .json(
                    """
                    {'id': 'a', 'method': 'binomial-interval', 'columns': {}, 'arguments': {'requests': [
                      {'events': 1, 'total': 10, 'confidenceLevel': 0.95, 'nullProportion': 0.5},
                      {'events': 1.5, 'total': '10', 'confidenceLevel': null, 'nullProportion': 1e999}]}}
                    """)
                .faults())
        .containsExactly(
            "case.json: arguments.requests[1].events: this must be a whole number, not 1.5",
            "case.json: arguments.requests[1].total: this must be a whole number, not \"10\"",
            "case.json: arguments.requests[1].confidenceLevel: this must be a number, not null",
            "case.json: arguments.requests[1].nullProportion: this must be a number, not \"Infinity\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          't'      | 'tt'   | data.csv:1: there is no column 'tt'; did you mean 't'?
          ['x', 'y'] | ['x', 'z'] | data.csv:3: column 'g' holds 'y', which is not among the groups [x, z]
          ['x', 'y'] | ['x', 'y', 'z'] | case.json: arguments.groups: no row has 'z' in column 'g'
          ['x', 'y'] | ['x', 'x'] | case.json: arguments.groups: a label stands twice among [x, x]
          ['x', 'y'] | 'x' | case.json: arguments.groups: this must be a list, each entry a text, not "x"
          's', 'group' | ['s'], 'group' | case.json: columns.status: this must be the name of one column
          """)
  void what_does_not_fit_the_rows_is_told(String right, String wrong, String fault) {
    assertThat(files().json(LOGRANK.replace(right, wrong)).csv(ROWS).faults())
        .containsExactly(fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          2,0,y  | ,0,y       | data.csv:3: column 't' is empty; leave rows with missing values out, so that it is plain which were analysed
          2,0,y  | two,0,y    | data.csv:3: column 't' holds 'two'; as time it must be a number
          2,0,y  | NaN,0,y    | data.csv:3: column 't' holds 'NaN'; as time it must be a number
          2,0,y  | 0x1p3,0,y  | data.csv:3: column 't' holds '0x1p3'; as time it must be a number
          2,0,y  | 1e999,0,y  | data.csv:3: column 't' holds '1e999'; as time it must be a number
          2,0,y  | 2,2,y      | data.csv:3: column 's' holds '2'; as status it must be 0 or 1
          2,0,y  | 2,0        | data.csv:3: 2 cells stand below 3 columns
          2,0,y  | 2,0,y,z    | data.csv:3: 4 cells stand below 3 columns
          2,0,y  | 2,0,"y     | data.csv:6: the file ends inside quotes
          2,0,y  | -2,0,y     | case.json: time of row 2 is -2.0; it must be a finite number, 0 or more
          """)
  void a_cell_that_cannot_be_is_told_with_its_line(String right, String wrong, String fault) {
    assertThat(files().json(LOGRANK).csv(ROWS.replace(right, wrong)).faults())
        .containsExactly(fault);
  }

  @Test
  void empty_files_and_missing_files_are_told() {
    assertThat(files().faults()).containsExactly("case.json: there is no such file in this folder");
    assertThat(files().json(LOGRANK).faults())
        .containsExactly("data.csv: there is no such file in this folder");
    assertThat(files().csv("").faults())
        .containsExactly("data.csv: the file is empty; its first line must name the columns");
    assertThat(files().csv("t,s,g\n").faults())
        .containsExactly("data.csv: there are no rows below the header");
    assertThat(files().csv("t,s,g,t\n1,1,x,1\n").faults())
        .containsExactly("data.csv:1: two columns are called 't'");
    assertThat(files().json("").faults().getFirst()).startsWith("case.json");
    assertThat(files().json("[]").faults())
        .containsExactly("case.json: the file must hold one object");
    assertThat(files().json("{'id': 'a', 'id': 'b'}").faults().getFirst())
        .startsWith("case.json:1:")
        .contains("this is not JSON");
    assertThat(files().json("{'id': 7}").faults())
        .containsExactly("case.json: id: there must be a text here");
  }

  @Test
  void a_byte_order_mark_carriage_returns_quotes_and_a_missing_last_newline_are_no_faults() {
    assertThat(
            files()
                .json(LOGRANK)
                .csv("\uFEFFt,s,\"g\"\r\n1,1,\"x\"\r\n2,0,y\r\n3,1,x\r\n\r\n4,1,y")
                .result()
                .get("logrank")
                .get("n")
                .toString())
        .isEqualTo("[2,2]");
  }

  @Test
  void what_the_statistics_refuse_is_told_with_the_place_of_the_small_request() {
    assertThat(
            files()
                .json(
                    """
                    {'id': 'a', 'method': 'binomial-interval', 'columns': {}, 'arguments': {'requests': [
                      {'events': 1, 'total': 10, 'confidenceLevel': 0.95, 'nullProportion': 0.5},
                      {'events': 11, 'total': 10, 'confidenceLevel': 0.95, 'nullProportion': 0.5}]}}
                    """)
                .faults())
        .containsExactly(
            "case.json: arguments.requests[1]: events is 11; it must be 0 to total, 10");
  }

  @Test
  void an_argument_that_another_one_asks_for_is_told() {
    assertThat(
            files()
                .json(
                    """
                    {'id': 'a', 'method': 'group-sequential-boundaries', 'columns': {}, 'arguments': {'requests': [
                      {'looks': 2, 'alpha': 0.025, 'sided': 1, 'beta': 0.1, 'boundary': 'wang-tsiatis',
                       'futility': 'none', 'bindingFutility': false}]}}
                    """)
                .faults())
        .containsExactly(
            "case.json: arguments.requests[0]: the argument 'wangTsiatisDelta' is missing");
  }

  @Test
  void a_group_column_without_its_labels_is_refused_and_so_are_labels_without_a_column() {
    String curve =
        """
        {'id': 'a', 'method': 'kaplan-meier', 'columns': {'time': 't', 'status': 's'%s},
         'arguments': {'groups': %s, 'confidenceLevel': 0.95, 'times': [], 'probabilities': []}}
        """;
    files().csv(ROWS);
    assertThat(files().json(curve.formatted(", 'group': 'g'", "null")).faults())
        .containsExactly(
            "case.json: columns names a 'group', but arguments.groups does not list its labels");
    assertThat(files().json(curve.formatted("", "['x', 'y']")).faults())
        .containsExactly("case.json: arguments.groups lists labels, but columns names no 'group'");
    assertThat(files().json(curve.formatted("", "null")).result().get("curves").has("all"))
        .isTrue();
  }
}
