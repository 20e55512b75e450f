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

/** What {@code check} prints and with which exit code it ends. */
class CheckTest {
  private static final String PALACE3 = "../studies/palace3";
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int check(String... arguments) {
    return new CommandLine(new Check())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void a_sound_study_is_said_to_be_complete_and_consistent() {
    assertThat(check(PALACE3)).isZero();
    assertThat(out.toString())
        .startsWith(PALACE3 + ": PALACE3 is complete and consistent; ")
        .contains("worked cases hold, with")
        .containsPattern("; signed by Trialwright demonstration on 20\\d\\d-\\d\\d-\\d\\d");
  }

  @Test
  void a_case_that_does_not_hold_is_printed_with_its_place(@TempDir Path folder)
      throws IOException {
    copy(folder);
    var cases = folder.resolve("cases.yaml");
    Files.writeString(
        cases,
        Files.readString(cases)
            .replaceFirst("GFR on 2024-07-01 is 76.61", "GFR on 2024-07-01 is 76.62"));

    assertThat(check(folder.toString())).isOne();
    assertThat(out.toString())
        .startsWith(folder + "/cases.yaml:")
        .contains(":7: case P01-day-1: GFR on 2024-07-01 is 76.61 mL/min, expected 76.62 mL/min")
        .doesNotContain("complete and consistent");

    out.getBuffer().setLength(0);
    assertThat(check(folder.toString(), "--json")).isOne();
    assertThat(out.toString())
        .contains("\"sound\":false", "\"severity\":\"fault\"", "\"file\":\"cases.yaml\"");
  }

  @Test
  void a_signature_stands_until_the_text_changes(@TempDir Path folder) throws IOException {
    copy(folder);
    Files.delete(folder.resolve("contents.yaml"));
    assertThat(check(folder.toString())).isZero();
    assertThat(printed()).contains("; not signed");

    assertThat(check(folder.toString(), "--sign", "Dr Vega")).isZero();
    assertThat(printed()).contains("; signed by Dr Vega on 20");
    assertThat(check(folder.toString(), "--json")).isZero();
    assertThat(printed()).contains("\"signed\":[\"Dr Vega on 20");
    assertThat(check(folder.toString(), "--sign", "Dr Ito")).isZero();
    assertThat(printed()).contains("; signed by Dr Vega on 20", " and Dr Ito on 20");

    var text = Files.readString(folder.resolve("study.yaml"));
    Files.writeString(folder.resolve("study.yaml"), text.replace("accrual 24 mo", "accrual 25 mo"));
    assertThat(check(folder.toString())).isOne();
    assertThat(printed())
        .startsWith(folder + "/study.yaml:")
        .contains(
            "'measure.size' is not what was signed by Dr Vega on 20",
            "write a new 'version:', or sign again if the change is meant");

    Files.writeString(
        folder.resolve("study.yaml"),
        text.replace("accrual 24 mo", "accrual 25 mo")
            .replace("version:    1 of", "version:    2 of"));
    assertThat(check(folder.toString())).isZero();
    assertThat(printed())
        .contains("warning: these contents are those of PALACE3, version 1 of", "; not signed");

    Files.writeString(folder.resolve("study.yaml"), text.replace("accrual 24 mo", "accrual 25 mo"));
    assertThat(check(folder.toString(), "--sign", "Dr Vega")).isZero();
    assertThat(printed())
        .contains(
            "'measure.size' changed",
            "signed other contents, and stands no longer: Dr Vega, Dr Ito",
            "; signed by Dr Vega on 20")
        .doesNotContain(" and Dr Ito");
  }

  @Test
  void only_a_sound_study_is_signed(@TempDir Path folder) throws IOException {
    copy(folder);
    var before = Files.readString(folder.resolve("contents.yaml"));
    var study = folder.resolve("study.yaml");
    Files.writeString(
        study, Files.readString(study).replace("exam.ecog in 0, 1", "exam.egoc in 0"));
    assertThat(check(folder.toString(), "--sign", "Dr Vega")).isOne();
    assertThat(printed()).contains("nothing is called 'exam.egoc'");
    assertThat(folder.resolve("contents.yaml")).hasContent(before);
    assertThat(check(PALACE3, "--sign", " ")).isEqualTo(2);
    assertThat(check(PALACE3, "--sign", "Dr Vega", "--json")).isEqualTo(2);
  }

  private String printed() {
    var printed = out.toString();
    out.getBuffer().setLength(0);
    return printed;
  }

  @Test
  void the_protocol_is_explained_in_both_languages() {
    assertThat(check(PALACE3, "--explain")).isZero();
    assertThat(out.toString()).startsWith("# PALACE3: the protocol in plain words");

    out.getBuffer().setLength(0);
    assertThat(check(PALACE3, "--explain", "--language", "zh")).isZero();
    assertThat(out.toString()).startsWith("# PALACE3：试验方案说明");
  }

  @Test
  void a_watched_study_is_checked_again_when_a_file_is_saved(@TempDir Path folder)
      throws IOException, InterruptedException {
    var stairs = Path.of("../studies/three-arm");
    for (var name : new String[] {"study.yaml", "en.yaml", "cases.yaml"}) {
      Files.copy(stairs.resolve(name), folder.resolve(name));
    }
    var watching = Thread.ofVirtual().start(() -> check(folder.toString(), "--watch"));
    await("complete and consistent");
    var study = folder.resolve("study.yaml");
    Files.writeString(
        study,
        Files.readString(study).replace("pregnant: exam.pregnant", "pregnant: exam.pregnent"));
    await("nothing is called 'exam.pregnent'; did you mean 'exam.pregnant'?");
    watching.interrupt();
    watching.join();
  }

  private void await(String words) throws InterruptedException {
    for (int i = 0; i < 600 && !out.toString().contains(words); i++) {
      Thread.sleep(50);
    }
    assertThat(out.toString()).contains(words);
  }

  @Test
  void wrong_usage_is_told_apart_from_faults() {
    assertThat(check()).isEqualTo(2);
    assertThat(check(PALACE3, "--language", "fr")).isEqualTo(2);
    assertThat(err.toString()).contains("a study is explained in en or zh, not in 'fr'");
    assertThat(check(PALACE3, "--explain", "--json")).isEqualTo(2);
  }

  private static void copy(Path folder) throws IOException {
    try (var files = Files.walk(Path.of(PALACE3))) {
      for (var file : files.toList()) {
        var target = folder.resolve(Path.of(PALACE3).relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }
}
