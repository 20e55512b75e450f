package org.trialwright.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Invented records look like those of the register, are always the same, and name nobody. */
class RecordGeneratorTest {
  private static final int MANY = 2_000;
  private static final long SEED = 7;

  private static List<String> lines = List.of();
  private static List<TrialRecord> records = List.of();

  @BeforeAll
  static void generate() {
    lines = IntStream.range(0, MANY).mapToObj(i -> RecordGenerator.record(SEED, i)).toList();
    records = lines.stream().map(RecordReader::read).toList();
  }

  private static double share(Function<TrialRecord, Boolean> wanted) {
    return (double) records.stream().filter(wanted::apply).count() / MANY;
  }

  @Test
  void the_same_seed_and_number_give_the_same_bytes_and_another_seed_others() {
    assertThat(RecordGenerator.record(SEED, 1_234)).isEqualTo(lines.get(1_234));
    assertThat(RecordGenerator.record(SEED + 1, 1_234)).isNotEqualTo(lines.get(1_234));
    assertThat(lines).doesNotHaveDuplicates().noneMatch(line -> line.contains("\n"));
    assertThat(records).extracting(TrialRecord::id).doesNotHaveDuplicates();
    assertThatThrownBy(() -> RecordGenerator.record(SEED, -1)).hasMessageContaining("-1");
  }

  /** Shares of the register in 2025, in percent, within three of a hundred. */
  @ParameterizedTest
  @CsvSource({
    "COMPLETED, 54",
    "RECRUITING, 12.5",
    "UNKNOWN, 14",
    "NOT_YET_RECRUITING, 4.5",
    "TERMINATED, 5.8",
  })
  void statuses_come_as_often_as_in_the_register(String status, double percent) {
    assertThat(100 * share(one -> one.status().equals(status))).isCloseTo(percent, within(3.0));
  }

  @Test
  void kinds_phases_places_and_results_come_as_often_as_in_the_register() {
    assertThat(share(one -> one.design().type().equals("INTERVENTIONAL")))
        .isCloseTo(0.765, within(0.03));
    assertThat(share(one -> one.design().phases().contains("PHASE3"))).isBetween(0.06, 0.13);
    assertThat(share(one -> one.design().phases().size() == 2)).isBetween(0.02, 0.07);
    assertThat(share(one -> one.locations().isEmpty())).isBetween(0.06, 0.12);
    assertThat(share(one -> one.locations().size() == 1)).isBetween(0.58, 0.66);
    assertThat(share(one -> one.locations().size() > 100)).isBetween(0.005, 0.03);
    assertThat(share(TrialRecord::results)).isBetween(0.09, 0.16);
    assertThat(share(one -> one.eligibility().highestAge().isEmpty())).isBetween(0.35, 0.55);
  }

  @Test
  void sizes_are_those_of_real_records() {
    var sizes =
        lines.stream().map(one -> one.getBytes(StandardCharsets.UTF_8).length).sorted().toList();
    double mean = sizes.stream().mapToInt(one -> one).average().orElseThrow();
    System.out.printf(
        "invented records: mean %.0f bytes, median %d, 95 %% below %d, largest %d%n",
        mean, sizes.get(MANY / 2), sizes.get(MANY * 95 / 100), sizes.getLast());
    assertThat(mean).isBetween(13_500.0, 16_500.0);
    assertThat(sizes.getLast()).isLessThan(400_000);
  }

  @Test
  void an_open_trial_is_not_over_and_one_that_is_over_has_ended() {
    assertThat(records)
        .allSatisfy(
            one -> {
              assertThat(one.start().date()).isNotEmpty();
              assertThat(one.updated()).isLessThanOrEqualTo("2026-06-30");
              if (one.status().equals("RECRUITING")) {
                assertThat(one.completion().date()).isGreaterThan("2026-06");
              }
              if (one.status().equals("COMPLETED")) {
                assertThat(one.completion().date()).isLessThanOrEqualTo("2026-06-30");
              }
            });
  }

  @Test
  void nobody_can_be_reached() {
    assertThat(lines)
        .allSatisfy(
            line -> {
              assertThat(line.split("@").length).isEqualTo(line.split("@example\\.org").length);
              assertThat(line.split("\"phone\":\"").length)
                  .isEqualTo(line.split("\"phone\":\"555-01").length);
            });
  }

  @Test
  void every_part_of_them_is_what_the_registers_own_description_asks() throws Exception {
    var official = Path.of("../../shared/standards/clinicaltrials-gov/ctg-oas-v2.yaml");
    if (!Files.isRegularFile(official)) {
      System.err.println("SKIPPED: no description of the register's API beside the project");
    }
    Assumptions.assumeTrue(Files.isRegularFile(official));
    var shape = OfficialShape.read(official);
    var faults = new ArrayList<String>();
    for (int i = 0; i < MANY; i += 4) {
      faults.addAll(shape.faults("Study", lines.get(i)));
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void the_built_in_record_is_what_the_registers_own_description_asks() throws Exception {
    var official = Path.of("../../shared/standards/clinicaltrials-gov/ctg-oas-v2.yaml");
    Assumptions.assumeTrue(
        Files.isRegularFile(official),
        "SKIPPED: no description of the register's API beside the project");
    var shape = OfficialShape.read(official);
    var built = Files.readString(Path.of("../studies/palace3/record.json"));
    assertThat(shape.faults("Study", built)).isEmpty();
    Map<String, String> wrong = new HashMap<>();
    wrong.put(built.replace("\"RECRUITING\"", "\"SOON\""), "overallStatus");
    wrong.put(built.replace("\"nctId\"", "\"number\""), "number");
    wrong.put(built.replace("\"hasResults\"", "\"hasResult\""), "hasResult");
    wrong.forEach(
        (text, where) ->
            assertThat(shape.faults("Study", text)).anyMatch(fault -> fault.contains(where)));
  }
}
