package org.trialwright.randomisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a kit holds follows from the seal, and from nothing that anybody else can see. */
class KitsTest {
  private static final List<Arm> TWO_TO_ONE = List.of(new Arm("a", 2), new Arm("b", 1));
  private static final List<Arm> EQUAL = List.of(new Arm("a", 1), new Arm("b", 1));

  private static Kits kits(long seed) {
    return new Kits(Seal.fixed(seed, List.of(4)), "S", EQUAL);
  }

  @Test
  void a_carton_holds_ten_of_each_part_of_the_ratio() {
    var held = new Kits(Seal.fixed(1, List.of(3)), "S", TWO_TO_ONE).contents(2).values();
    assertThat(Collections.frequency(held, "a")).isEqualTo(20);
    assertThat(Collections.frequency(held, "b")).isEqualTo(10);
  }

  @Test
  void numbers_count_on_from_carton_to_carton() {
    assertThat(Kits.numbers(EQUAL, 1)).hasSize(20).startsWith("K-1001").endsWith("K-1020");
    assertThat(Kits.numbers(TWO_TO_ONE, 2)).startsWith("K-1031").endsWith("K-1060");
    assertThatThrownBy(() -> Kits.numbers(EQUAL, 0)).hasMessageContaining("count from 1");
  }

  @Test
  void the_same_seal_gives_the_same_kits_and_another_gives_others() {
    assertThat(kits(1).contents(1)).isEqualTo(kits(1).contents(1));
    assertThat(kits(1).contents(1)).isNotEqualTo(kits(2).contents(1));
    assertThat(List.copyOf(kits(1).contents(1).values()))
        .as("two cartons are packed in other orders")
        .isNotEqualTo(List.copyOf(kits(1).contents(2).values()));
  }

  /** Five standard deviations of a coin at each number, over 400 seals. */
  @Test
  void a_number_tells_nothing_of_what_is_in_the_kit() {
    var first = new int[20];
    int seals = 400;
    for (long seed = 1; seed <= seals; seed++) {
      var held = List.copyOf(kits(seed).contents(1).values());
      for (int i = 0; i < held.size(); i++) {
        first[i] += held.get(i).equals("a") ? 1 : 0;
      }
    }
    for (int count : first) {
      assertThat(count).isBetween(seals / 2 - 50, seals / 2 + 50);
    }
  }

  @Test
  void the_kit_of_several_is_drawn_for_each_participant_and_time() {
    var choices = new ArrayList<Integer>();
    for (int time = 1; time <= 60; time++) {
      choices.add(kits(1).choice("01-001", time, 7));
    }
    assertThat(choices).allMatch(choice -> choice >= 0 && choice < 7);
    assertThat(new HashSet<>(choices)).hasSize(7);
    assertThat(kits(1).choice("01-001", 1, 1_000_000))
        .isNotEqualTo(kits(1).choice("01-002", 1, 1_000_000));
  }

  /** An allocation in a stratum called like the cartons is drawn apart from them. */
  @Test
  void no_stratum_shares_its_draws() {
    assertThat(Stratum.of("\\kits").label()).isEqualTo("\\\\kits");
  }
}
