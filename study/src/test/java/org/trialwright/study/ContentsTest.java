package org.trialwright.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No phrase changes silently under a version's name. */
class ContentsTest {
  private static final LocalDate DAY = LocalDate.parse("2026-03-02");
  private static final Folder UNSIGNED = new Folder(SmallStudy.files());
  private static final Folder SIGNED = signed(UNSIGNED, "Dr Vega", DAY);

  private static Contents.Signing sign(Folder folder, String name, LocalDate day) {
    var study = StudyReader.read(folder.without(Contents.FILE)).orThrow();
    return Contents.sign(folder, study, name, day);
  }

  private static Folder signed(Folder folder, String name, LocalDate day) {
    return folder.with(Contents.FILE, sign(folder, name, day).text());
  }

  private static Folder damaged(String from, String to) {
    return new Folder(SmallStudy.damaged(new TreeMap<>(SIGNED.files()), from, to));
  }

  private static List<String> faults(Folder folder) {
    return StudyReader.read(folder).faults().stream().map(Fault::toString).toList();
  }

  @Test
  void a_signature_changes_nothing_about_a_study_not_even_its_version() {
    assertThat(StudyReader.read(SIGNED).faults()).isEmpty();
    assertThat(StudyReader.read(SIGNED).orThrow().seal())
        .isEqualTo(StudyReader.read(UNSIGNED).orThrow().seal());
    assertThat(Contents.signers(SIGNED, StudyReader.read(SIGNED).orThrow()))
        .containsExactly("Dr Vega on 2026-03-02");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          25 10^9/L                | 26 10^9/L                 | study.yaml:46:17 | what.modify.counts.very low | is not what was signed
          18..75 y                 | 18..76 y                  | study.yaml:9:13 | who.age                | is not what was signed
          ECOG performance status 0 or 1⏎ | ECOG 0 or 1⏎       | study.yaml:11:14 | who.include.fit        | is not what was signed
          ⏎  masking:   none       |                           | study.yaml:27:3  | how.masking            | stood here when it was signed
          ⏎  fresh:⏎    14 d:    exam |                        | study.yaml:15:3  | who.fresh              | stood here when it was signed
          14 d:    exam            | 14 d:    exam⏎    7 d: ae | study.yaml:21:5  | who.fresh.7 d          | was not there when it was signed
          """)
  void a_change_is_refused_at_its_line(
      String from, String to, String at, String path, String change) {
    assertThat(faults(damaged(from, to == null ? "" : to)))
        .contains(
            at
                + ": '"
                + path
                + "' "
                + change
                + " by Dr Vega on 2026-03-02 as version 1 of 2026-01-01; write a new 'version:',"
                + " or sign again if the change is meant");
  }

  @Test
  void the_order_of_lines_is_signed_where_the_first_one_that_holds_decides() {
    var text = SIGNED.files().get("study.yaml");
    var low = "    low:     1, experimental, Low dose\n";
    var high = "    high:    1, experimental, High dose\n";
    assertThat(faults(SIGNED.with("study.yaml", text.replace(low + high, high + low))))
        .singleElement()
        .asString()
        .startsWith("study.yaml:24:5: 'how.arms.low' stood elsewhere when it was signed");
  }

  @Test
  void blanks_line_ends_and_comments_are_free() {
    assertThat(
            faults(damaged("18..75 y on consent.signed-on", "18..75 y⏎      on consent.signed-on")))
        .isEmpty();
    assertThat(faults(damaged("masking:   none", "masking:       none   # nobody"))).isEmpty();
  }

  @Test
  void a_file_that_is_gone_or_new_is_told() {
    assertThat(faults(SIGNED.without("en.yaml")))
        .singleElement()
        .asString()
        .startsWith("contents.yaml:")
        .contains(": 'en.yaml' stood here when it was signed");
    assertThat(faults(SIGNED.with("notes.yaml", "a: b")))
        .singleElement()
        .asString()
        .startsWith("notes.yaml:1:1: 'notes.yaml' was not there when it was signed");
  }

  @Test
  void cases_and_scenario_are_not_signed() {
    assertThat(faults(SIGNED.with("cases.yaml", "{}"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1 of 2026-01-01, 2 of 2026-02-01", "THREE, FOUR"})
  void another_name_or_version_is_free_and_a_note_says_so(String from, String to) {
    var files = SmallStudy.damaged(new TreeMap<>(SIGNED.files()), "25 10^9/L", "20 10^9/L");
    files.put("study.yaml", files.get("study.yaml").replaceFirst(from, to));
    var reading = StudyReader.read(new Folder(files));
    assertThat(reading.study()).isPresent();
    assertThat(reading.faults())
        .extracting(Fault::toString)
        .containsExactly(
            "contents.yaml:4:1: warning: these contents are those of THREE, version 1 of 2026-01-01;"
                + " nobody has signed this version yet");
    assertThat(Contents.signers(new Folder(files), reading.orThrow())).isEmpty();
  }

  @Test
  void damaged_contents_are_refused() {
    var text = SIGNED.files().get(Contents.FILE);
    assertThat(faults(SIGNED.with(Contents.FILE, "")))
        .containsExactly("contents.yaml:1:1: the file is empty");
    assertThat(faults(SIGNED.with(Contents.FILE, text.replace("signed:", "sighed:"))))
        .anyMatch(fault -> fault.contains("nobody signed these contents: 'signed' is missing"));
    assertThat(
            faults(
                SIGNED.with(
                    Contents.FILE, text.replaceFirst("(?s)(\n  how:.*?masking: ).", "$1x"))))
        .singleElement()
        .asString()
        .contains("'how.masking' is not what was signed");
  }

  @Test
  void a_second_name_joins_and_a_change_drops_both() {
    var twice = signed(SIGNED, "Dr Ito: statistician", DAY.plusDays(1));
    assertThat(faults(twice)).isEmpty();
    assertThat(Contents.signers(twice, StudyReader.read(twice).orThrow()))
        .containsExactly("Dr Vega on 2026-03-02", "Dr Ito: statistician on 2026-03-03");
    assertThat(signed(twice, "Dr Vega", DAY.plusDays(9))).isEqualTo(twice);

    var changed =
        twice.with("study.yaml", twice.files().get("study.yaml").replace("25 10^9/L", "20 10^9/L"));
    var signing = sign(changed, "Dr Vega", DAY.plusDays(2));
    assertThat(signing.changes())
        .containsExactly("study.yaml:46:17: 'what.modify.counts.very low' changed");
    assertThat(signing.dropped()).containsExactly("Dr Vega", "Dr Ito: statistician");
    var anew = changed.with(Contents.FILE, signing.text());
    assertThat(faults(anew)).isEmpty();
    assertThat(Contents.signers(anew, StudyReader.read(anew).orThrow()))
        .containsExactly("Dr Vega on 2026-03-04");
  }

  @Test
  void a_name_is_one_line() {
    for (var name : List.of("", "  ", "Dr\nVega", "x".repeat(101))) {
      assertThatThrownBy(() -> sign(UNSIGNED, name, DAY))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("a name to sign with");
    }
    assertThatThrownBy(() -> sign(SIGNED.with(Contents.FILE, "a: ["), "Dr Vega", DAY))
        .hasMessageContaining("contents.yaml cannot be read");
  }
}
