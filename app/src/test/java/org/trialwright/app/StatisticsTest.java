package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code statistics} prints and with which exit code it ends. */
class StatisticsTest {
  private static final String CASES = "../requests/src/test/resources/cases/";
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int statistics(String... arguments) {
    return new CommandLine(new Statistics())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void each_request_is_answered_on_a_line_of_its_own() {
    assertThat(statistics(CASES + "conditional-power", CASES + "logrank-aml")).isZero();
    assertThat(out.toString().lines())
        .hasSize(2)
        .first()
        .asString()
        .startsWith("{\"id\":\"conditional-power\",\"method\":\"conditional-power\",\"result\":{");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void a_refused_request_is_told_with_its_folder_and_the_others_go_on(@TempDir Path folder)
      throws IOException {
    Files.writeString(folder.resolve("case.json"), "{\"id\": \"a\", \"method\": \"lograng\"}");
    assertThat(statistics(folder.toString(), CASES + "logrank-aml")).isOne();
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            folder + "/case.json: method: unknown method 'lograng'; did you mean 'logrank'?");
    assertThat(out.toString()).startsWith("{\"id\":\"logrank-aml\"");
  }

  @Test
  void the_methods_are_listed_and_a_command_without_a_case_is_wrong_usage() {
    assertThat(statistics("--methods")).isZero();
    assertThat(out.toString().lines()).hasSizeGreaterThan(23).contains("cox", "two-proportions");
    assertThat(statistics()).isEqualTo(2);
    assertThat(err.toString()).contains("name at least one folder with a case.json");
  }
}
