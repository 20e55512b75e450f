package org.trialwright.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FaultsTest {
  private record Damage(String from, String to, String at, String message) {}

  static Stream<Damage> damages() throws IOException {
    try (var table = FaultsTest.class.getResourceAsStream("faults.txt")) {
      return new String(table.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .map(line -> line.split(" ¦ ", -1))
              .map(row -> new Damage(row[0], row[1], row[2], row[3]))
              .toList()
              .stream();
    }
  }

  @Test
  void the_small_study_is_complete_and_consistent() {
    assertThat(SmallStudy.read().faults()).isEmpty();
    assertThat(StudyReader.read(new Folder(SmallStudy.alone())).faults()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("damages")
  void each_damage_is_refused_where_it_stands(Damage damage) {
    var files = SmallStudy.damaged(SmallStudy.files(), damage.from(), damage.to());
    var reading = StudyReader.read(new Folder(files));
    assertThat(reading.faults())
        .extracting(Fault::toString)
        .contains(damage.at() + ": " + damage.message());
    assertThat(reading.study().isPresent())
        .as("a study with a fault must not be used")
        .isEqualTo(damage.message().startsWith("warning: "));
  }
}
