package org.trialwright.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever happens to a study folder, it is read in bounded time and ends in a study or in faults,
 * never in an exception. How many changes of meaning are found is measured in the journey, which
 * runs the worked cases too.
 */
class DamageTest {
  private static final Path PALACE3 = Path.of("..", "studies", "palace3");
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private static Map<String, String> palace3() {
    return new TreeMap<>(Folder.read(PALACE3).files());
  }

  @Test
  void the_built_in_study_is_complete_and_consistent() {
    var reading = StudyReader.read(Folder.read(PALACE3));
    assertThat(reading.faults()).filteredOn(f -> f.severity() == Fault.Severity.FAULT).isEmpty();
    assertThat(reading.study()).isPresent();
  }

  @Test
  void ten_thousand_wild_damages_of_the_small_study_never_end_in_an_exception() {
    wild(SmallStudy.alone(), 10_000, 20260911);
    wild(SmallStudy.files(), 1_000, 20260915);
  }

  @Test
  void wild_damages_of_the_built_in_study_never_end_in_an_exception() {
    wild(palace3(), 100, 20260912);
  }

  @Test
  @Tag("long")
  void ten_thousand_wild_damages_of_the_built_in_study_never_end_in_an_exception() {
    wild(palace3(), 10_000, 20260913);
  }

  private static void wild(Map<String, String> files, int times, long seed) {
    var random = new Random(seed);
    for (int i = 0; i < times; i++) {
      var damaged = Damages.wild(files, random);
      long start = System.nanoTime();
      try {
        var reading = StudyReader.read(new Folder(damaged));
        assertThat(reading.study().isEmpty())
            .as("a study or a fault")
            .isEqualTo(
                reading.faults().stream().anyMatch(f -> f.severity() == Fault.Severity.FAULT));
      } catch (RuntimeException unexpected) {
        throw new AssertionError("seed " + seed + ", damage " + i, unexpected);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .as("seed %s, damage %s", seed, i)
          .isLessThan(LONGEST);
    }
  }
}
