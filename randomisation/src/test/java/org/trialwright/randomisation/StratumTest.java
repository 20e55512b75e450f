package org.trialwright.randomisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StratumTest {
  @Test
  void labels_read_as_a_coordinator_would_write_them() {
    assertThat(Stratum.of("01", "III").label()).isEqualTo("01/III");
    assertThat(Stratum.of("01", "III").reserve().label()).isEqualTo("reserve/01/III");
    assertThat(Stratum.of().label()).isEqualTo("all");
    assertThat(Stratum.of("upper/middle", "a\\b").label()).isEqualTo("upper\\/middle/a\\\\b");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void no_two_strata_share_a_label_and_every_label_reads_back(long seed) {
    var random = new Random(seed);
    var strata = new HashMap<String, Stratum>();
    for (int i = 0; i < 20_000; i++) {
      var levels = new ArrayList<String>();
      for (int n = 1 + random.nextInt(3); n > 0; n--) {
        var level = new StringBuilder();
        for (int m = 1 + random.nextInt(3); m > 0; m--) {
          level.append(List.of("a", "b", "/", "\\", "reserve", "III", "食").get(random.nextInt(7)));
        }
        levels.add(level.toString());
      }
      if (levels.getFirst().equals("reserve")) {
        continue;
      }
      var stratum = new Stratum(levels, random.nextBoolean());
      var other = strata.putIfAbsent(stratum.label(), stratum);
      assertThat(other == null ? stratum : other).as("seed %d", seed).isEqualTo(stratum);
      assertThat(Stratum.parse(stratum.label())).as("seed %d", seed).isEqualTo(stratum);
    }
    assertThat(strata).hasSizeGreaterThan(1000);
  }

  @Test
  void a_label_that_no_stratum_has_is_refused() {
    for (String label :
        List.of("", "a//b", "/a", "a/", "a\\", "a\\b", "reserve/", "reserve/reserve/a", "a\nb")) {
      assertThatThrownBy(() -> Stratum.parse(label))
          .as(label)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void names_that_would_blur_a_message_are_refused_with_the_reason() {
    var faults =
        Map.of(
            " ",
            "blank",
            "a\nb",
            "control character",
            "a\u0000",
            "control character",
            "a\ud800",
            "well-formed Unicode");
    faults.forEach(
        (name, reason) -> {
          assertThatThrownBy(() -> Stratum.of(name)).hasMessageContaining(reason);
          assertThatThrownBy(() -> new Arm(name, 1)).hasMessageContaining(reason);
          assertThatThrownBy(
                  () ->
                      PermutedBlocks.allocation(
                          Seal.fixed(1, List.of(2)),
                          name,
                          Stratum.of(),
                          PermutedBlocksTest.EQUAL,
                          1))
              .hasMessageContaining(reason);
        });
    assertThatThrownBy(() -> Stratum.of("reserve", "III")).hasMessageContaining("reserved range");
  }
}
