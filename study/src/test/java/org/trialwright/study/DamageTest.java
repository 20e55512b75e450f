package org.trialwright.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever happens to a study folder, it is read in bounded time and ends in a study or in faults,
 * never in an exception; and a damage that changes the meaning is seldom overlooked.
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

  /** How many damages of one kind were made, refused, and refused in their own line or the next. */
  private static final class Share {
    private int made;
    private int refused;
    private int near;

    @Override
    public String toString() {
      return made + " made, " + refused + " refused, " + near + " of them within a line";
    }
  }

  /**
   * Reading and proof alone must refuse nearly every changed word. Most changed numbers stay inside
   * what is possible; worked cases are there for them.
   */
  @Test
  void five_hundred_changed_tokens_are_refused_where_they_stand() {
    long seed = 20260914;
    var random = new Random(seed);
    var files = palace3();
    var tokens = Damages.tokens(files);
    Map<Damages.Kind, Share> shares = new EnumMap<>(Damages.Kind.class);
    for (var kind : Damages.Kind.values()) {
      shares.put(kind, new Share());
    }
    var slipped = new ArrayList<String>();
    for (int i = 0; i < 500; i++) {
      var damage = Damages.one(tokens, random);
      var reading = StudyReader.read(new Folder(Damages.apply(files, damage)));
      var share = shares.get(damage.token().kind());
      share.made++;
      if (reading.study().isPresent()) {
        slipped.add(damage.toString());
        continue;
      }
      share.refused++;
      boolean near =
          reading.faults().stream()
              .anyMatch(
                  fault ->
                      fault.at().file().equals(damage.token().file())
                          && Math.abs(fault.at().line() - 1 - damage.token().line()) <= 1);
      share.near += near ? 1 : 0;
    }
    System.out.println("Changed tokens of PALACE3, seed " + seed + ": " + shares);
    slipped.forEach(one -> System.out.println("  slipped: " + one));
    int words = 0;
    int refused = 0;
    int near = 0;
    for (var share : shares.entrySet()) {
      if (share.getKey() != Damages.Kind.NUMBER) {
        words += share.getValue().made;
        refused += share.getValue().refused;
        near += share.getValue().near;
      }
    }
    assertThat((double) refused / words).as("words refused, seed %s", seed).isGreaterThan(0.94);
    assertThat((double) near / refused).as("in their line, seed %s", seed).isGreaterThan(0.90);
  }
}
