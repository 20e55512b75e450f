package org.trialwright.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

  /** Nothing here waits, so that processor time is all the time a damage takes. */
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

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

  /**
   * Half of them wild, half of them one changed token; of the small study, of every template and,
   * every tenth, of the built-in study. {@code -Dtrialwright.damages=N} makes fewer.
   */
  @Test
  @Tag("long")
  void a_hundred_thousand_damages_of_all_studies_never_end_in_an_exception() throws IOException {
    int all = Integer.getInteger("trialwright.damages", 100_000);
    var folders = new TreeMap<String, Map<String, String>>();
    try (var studies = Files.list(PALACE3.resolveSibling("."))) {
      studies.forEach(one -> folders.put(one.getFileName().toString(), Folder.read(one).files()));
    }
    folders.remove("palace3");
    int each = all * 35 / 100 / folders.size();
    int made = 0;
    for (var folder : folders.entrySet()) {
      made += mixed(folder.getKey(), folder.getValue(), each, 20261201);
    }
    made += mixed("palace3", palace3(), all / 10, 20261202);
    made += mixed("small", SmallStudy.files(), all * 15 / 100, 20261203);
    made += mixed("small alone", SmallStudy.alone(), all - made, 20261204);
    assertThat(made).isEqualTo(all);
    assertThat(unexpected).as("of %s damages", all).isEmpty();
  }

  private final List<AssertionError> unexpected = new ArrayList<>();

  private int mixed(String name, Map<String, String> files, int times, long seed) {
    var random = new Random(seed);
    var tokens = Damages.tokens(new TreeMap<>(files));
    var longest = Duration.ZERO;
    int refused = 0;
    for (int i = 0; i < times; i++) {
      var damaged =
          i % 2 == 0
              ? Damages.wild(files, random)
              : Damages.apply(files, Damages.one(tokens, random));
      try {
        var one = read(damaged, seed, i);
        refused += one.refused() ? 1 : 0;
        longest = one.took().compareTo(longest) > 0 ? one.took() : longest;
      } catch (AssertionError found) {
        unexpected.add(new AssertionError(name, found));
      }
    }
    System.out.printf(
        "%s: %d damages, seed %d, %d refused, the slowest took %d ms%n",
        name, times, seed, refused, longest.toMillis());
    return times;
  }

  private static void wild(Map<String, String> files, int times, long seed) {
    var random = new Random(seed);
    for (int i = 0; i < times; i++) {
      read(Damages.wild(files, random), seed, i);
    }
  }

  private record Outcome(boolean refused, Duration took) {}

  private static Outcome read(Map<String, String> damaged, long seed, int number) {
    long start = CLOCK.getCurrentThreadCpuTime();
    boolean refused;
    try {
      var reading = StudyReader.read(new Folder(damaged));
      refused = reading.study().isEmpty();
      assertThat(refused)
          .as("a study or a fault")
          .isEqualTo(reading.faults().stream().anyMatch(f -> f.severity() == Fault.Severity.FAULT));
    } catch (RuntimeException unexpected) {
      throw new AssertionError("seed " + seed + ", damage " + number, unexpected);
    }
    var took = Duration.ofNanos(CLOCK.getCurrentThreadCpuTime() - start);
    assertThat(took).as("seed %s, damage %s", seed, number).isLessThan(LONGEST);
    return new Outcome(refused, took);
  }
}
