package org.trialwright.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordReaderTest {
  private static final Path BUILT_IN = Path.of("../studies/palace3/record.json");
  private static final Path REAL_RECORDS = Path.of("../../shared/data/ctgov/studies");

  @Test
  void the_built_in_record_is_read() throws IOException {
    var record = RecordReader.read(Files.readString(BUILT_IN));

    assertThat(record.id()).isEqualTo("NCT06339060");
    assertThat(record.design().enrolment()).isEqualTo("356");
    assertThat(record.design().phases()).containsExactly("PHASE3");
    assertThat(record.arms()).hasSize(2);
    assertThat(record.eligibility().lowestAge()).isEqualTo("18 Years");
    assertThat(record.eligibility().criteria().exclusion()).hasSize(8);
    assertThat(record.locations()).singleElement().extracting("city").isEqualTo("Shanghai");
    assertThat(record.completion()).isEqualTo(new TrialRecord.Day("2028-03-01", "ESTIMATED"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "[]", "null", "{\"protocolSection\": 3}", "{\"a\":1}", "nonsense"})
  void what_is_no_record_is_refused_with_a_reason(String json) {
    assertThatThrownBy(() -> RecordReader.read(json))
        .isInstanceOf(RecordReader.Refused.class)
        .hasMessageMatching("it (has no|is not) .*");
  }

  @Test
  void deep_json_is_refused() {
    assertThatThrownBy(() -> RecordReader.read("[".repeat(100_000)))
        .isInstanceOf(RecordReader.Refused.class);
  }

  @Test
  void no_sign_that_turns_the_direction_of_a_line_is_left_in_any_text() {
    var record =
        RecordReader.read(
            """
            {"protocolSection": {
              "identificationModule": {"nctId": "NCT00000001", "briefTitle": "a\\u202eb"},
              "conditionsModule": {"conditions": ["c\\u2066d"], "keywords": ["e\\u2069f"]},
              "armsInterventionsModule": {"interventions": [{"name": "g", "otherNames": ["h\\u202ai"]}]}}}
            """);
    assertThat(record.briefTitle()).isEqualTo("ab");
    assertThat(record.conditions()).containsExactly("cd");
    assertThat(record.keywords()).containsExactly("ef");
    assertThat(record.treatments().getFirst().otherNames()).containsExactly("hi");
  }

  /** The register's form lets people write anything; the number is shown, never computed with. */
  @ParameterizedTest
  @ValueSource(strings = {"0", "99999999", "-3", "1e9", "\"about 40\"", "null"})
  void an_odd_number_of_people_spoils_no_record(String count) {
    var record =
        RecordReader.read(
            """
            {"protocolSection": {"identificationModule": {"nctId": "NCT00000001"},
              "designModule": {"enrollmentInfo": {"count": %s}}}}
            """
                .formatted(count));
    assertThat(record.design().enrolment()).doesNotContain("null").hasSizeLessThan(20);
  }

  @Test
  void damaged_records_are_read_or_refused_and_nothing_else() throws IOException {
    var whole = Files.readString(BUILT_IN);
    var random = new Random(20_261_126);
    for (int i = 0; i < 5_000; i++) {
      var damaged = new StringBuilder(whole);
      for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
        int at = random.nextInt(damaged.length());
        switch (random.nextInt(3)) {
          case 0 -> damaged.deleteCharAt(at);
          case 1 -> damaged.insert(at, "{}[]\",:0n\\".charAt(random.nextInt(10)));
          default -> damaged.delete(at, Math.min(damaged.length(), at + random.nextInt(200)));
        }
      }
      try {
        assertThat(RecordReader.read(damaged.toString()).id()).isNotBlank();
      } catch (RecordReader.Refused refused) {
        assertThat(refused.getMessage()).isNotBlank();
      }
    }
  }

  @Test
  void real_records_are_all_read() throws IOException {
    Assumptions.assumeTrue(
        Files.isDirectory(REAL_RECORDS), "SKIPPED: no folder of real records beside the project");
    try (Stream<Path> files = Files.list(REAL_RECORDS)) {
      var all = files.filter(file -> file.toString().endsWith(".json")).toList();
      assertThat(all).isNotEmpty();
      for (var file : all) {
        var record = RecordReader.read(Files.readString(file));
        assertThat(record.id()).as(file.toString()).startsWith("NCT");
        assertThat(record.briefTitle()).as(file.toString()).isNotBlank();
      }
    }
  }
}
