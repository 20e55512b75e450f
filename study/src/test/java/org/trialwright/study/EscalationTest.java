package org.trialwright.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trialwright.quantities.Truth;
import org.trialwright.study.Escalation.Action;
import org.trialwright.study.Escalation.One;
import org.trialwright.study.Escalation.Verdict;

/**
 * A 3+3 of three levels that begins at the second, with an expansion to nine. Each letter is a
 * participant in the order in which they were given a level: y had a limiting toxicity, n had none,
 * ? is not observed, - cannot be evaluated.
 */
class EscalationTest {
  private static final Escalation THREE =
      new Escalation(
          List.of("low", "mid", "high"),
          "mid",
          3,
          "limited",
          Map.of(
              3, row(0, Action.UP, 1, Action.AGAIN, 3),
              6, row(1, Action.UP, 1, Action.UP, 6),
              9, row(2, Action.KEEP, 2, Action.KEEP, 9)),
          6,
          9);

  private static List<Action> row(int to, Action first, int until, Action second, int of) {
    var row = new ArrayList<>(Collections.nCopies(of + 1, Action.DOWN));
    for (int toxic = until; toxic >= 0; toxic--) {
      row.set(toxic, toxic <= to ? first : second);
    }
    return row;
  }

  private static List<One> all(String written) {
    var all = new ArrayList<One>();
    for (var cohort : written.isBlank() ? new String[0] : written.split(" ")) {
      var level = cohort.substring(0, cohort.indexOf(':'));
      for (char letter : cohort.substring(level.length() + 1).toCharArray()) {
        all.add(
            new One(
                level,
                letter == '-' ? Truth.NO : Truth.YES,
                letter == 'y' ? Truth.YES : letter == 'n' ? Truth.NO : Truth.UNKNOWN));
      }
    }
    return all;
  }

  private static String said(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Take(var level, var places) -> "take " + places + " at " + level;
      case Verdict.Wait(var level, var awaited) -> "wait for " + awaited + " at " + level;
      case Verdict.Recommended(var level) -> "recommend " + level;
      case Verdict.NoneTolerated _ -> "none tolerated";
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                     | take 3 at mid
          mid:?                                  | take 2 at mid
          mid:???                                | wait for 3 at mid
          mid:nn?                                | wait for 1 at mid
          mid:nnn                                | take 3 at high
          mid:nn-                                | take 1 at mid
          mid:nny                                | take 3 at mid
          mid:nnynn?                             | wait for 1 at mid
          mid:nnynnn                             | take 3 at high
          mid:yy                                 | take 3 at low
          mid:yy?                                | take 3 at low
          mid:nnyy                               | take 3 at low
          mid:nny??                                | take 1 at mid
          mid:nnn high:yy                        | take 3 at mid
          mid:nnn high:yy mid:nn                 | take 1 at mid
          mid:nnn high:nyy mid:n?n               | take 3 at mid
          mid:nnn high:nyy mid:nyn               | take 3 at mid
          mid:nnn high:nyy mid:nyn?              | take 2 at mid
          mid:nnn high:nyy mid:nyn???            | wait for 3 at mid
          mid:nnn high:nyy mid:nyy               | take 3 at low
          mid:yyn low:yy                         | none tolerated
          mid:yyn low:nnn                        | take 3 at low
          mid:yyn low:nnnnnn                     | take 3 at low
          mid:yyn low:nnnnnn???                  | wait for 3 at low
          mid:yyn low:nnnnnnnyy                  | recommend low
          mid:yyn low:nnnnnnyyy                  | none tolerated
          mid:nnn high:nnn                       | take 3 at high
          mid:nnn high:nnnn?y                    | wait for 1 at high
          mid:nnn high:nnnnnn                    | take 3 at high
          mid:nnn high:nnnnnnyyy                 | take 3 at mid
          """)
  void the_next_level_follows_from_those_before(String before, String verdict) {
    assertThat(said(THREE.judge(all(before)))).isEqualTo(verdict);
  }

  /** Wherever toxicity is the same for all, no level above a closed one is ever used again. */
  @Test
  void a_trial_ends_whatever_happens_and_never_climbs_back() {
    long seed = 20261126;
    var random = new Random(seed);
    for (int trial = 0; trial < 2_000; trial++) {
      var chance = random.nextDouble();
      var all = new ArrayList<One>();
      var closed = 3;
      Verdict verdict = THREE.judge(all);
      while (verdict instanceof Verdict.Take(var level, _)) {
        assertThat(THREE.levels().indexOf(level)).as("seed %d", seed).isLessThan(closed);
        all.add(new One(level, Truth.YES, Truth.of(random.nextDouble() < chance)));
        assertThat(all).as("seed %d", seed).hasSizeLessThanOrEqualTo(3 * 9);
        verdict = THREE.judge(all);
        if (verdict instanceof Verdict.Take(var next, _)
            && THREE.levels().indexOf(next) < THREE.levels().indexOf(level)) {
          closed = THREE.levels().indexOf(level);
        }
      }
      assertThat(verdict).as("seed %d", seed).isNotInstanceOf(Verdict.Wait.class);
    }
  }
}
