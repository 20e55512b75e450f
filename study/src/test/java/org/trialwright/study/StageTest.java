package org.trialwright.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trialwright.quantities.Truth;
import org.trialwright.study.Stage.One;
import org.trialwright.study.Stage.Verdict;

/** A stage of five goes on when two have it. Each letter is a participant: y, n or ? (unknown). */
class StageTest {
  private static final Stage STAGE = new Stage(5, new Plan.Step.GoOn(2, "response"));
  private static final LocalDate DAY = LocalDate.of(2026, 3, 2);

  private static List<One> all(String letters) {
    return IntStream.range(0, letters.length())
        .mapToObj(i -> new One(DAY.plusDays(i), "01-%03d".formatted(i), holds(letters.charAt(i))))
        .toList();
  }

  private static Truth holds(char letter) {
    return switch (letter) {
      case 'y' -> Truth.YES;
      case 'n' -> Truth.NO;
      default -> Truth.UNKNOWN;
    };
  }

  @ParameterizedTest
  @CsvSource({
    "'',       WAIT",
    "yy,       GO_ON",
    "ynnny,    GO_ON",
    "nnn,      WAIT",
    "nnnn,     STOP",
    "ynnnn,    STOP",
    "nnn??,    WAIT",
    "y?nn?,    WAIT",
    "nnnnnyy,  STOP",
    "nnny?yy,  WAIT",
  })
  void nothing_is_decided_that_those_to_come_could_change(String letters, Verdict verdict) {
    assertThat(STAGE.judge(all(letters))).isEqualTo(verdict);
  }

  @Test
  void the_order_in_which_they_are_handed_in_does_not_matter() {
    var all = new ArrayList<>(all("nnny?yy"));
    Collections.shuffle(all, new Random(1));
    assertThat(STAGE.judge(all)).isEqualTo(Verdict.WAIT);
  }

  @Test
  void of_one_day_the_participant_number_decides_who_was_first() {
    var all = new ArrayList<>(all("nnnn"));
    all.add(new One(DAY.plusDays(3), "01-002b", Truth.YES));
    all.add(new One(DAY.plusDays(3), "01-002a", Truth.YES));
    assertThat(STAGE.judge(all)).isEqualTo(Verdict.GO_ON);
  }
}
