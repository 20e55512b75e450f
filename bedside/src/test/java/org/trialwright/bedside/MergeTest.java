package org.trialwright.bedside;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two people change one record: what each of them did stays done, or they are asked. */
class MergeTest {
  private static Map<String, String> answers(String text) {
    Map<String, String> answers = new TreeMap<>();
    for (var one : text.split(" ", -1)) {
      if (!one.equals("-")) {
        answers.put(one.substring(0, one.indexOf('=')), one.substring(one.indexOf('=') + 1));
      }
    }
    return answers;
  }

  @ParameterizedTest(name = "from {0}: mine {1}, theirs {2}")
  @CsvSource({
    // base, mine, theirs, together, contested
    "a=1 b=1, a=2 b=1, a=1 b=2, a=2 b=2, ''",
    "a=1 b=1, a=2 b=1, a=3 b=1, a=2 b=1, a",
    "a=1 b=1, a=2 b=1, a=2 b=1, a=2 b=1, ''",
    "a=1 b=1, b=1,     a=1 b=2, b=2,     ''",
    "a=1 b=1, b=1,     a=2 b=1, b=1,     a",
    "a=1,     a=1 b=1, a=1 c=1, a=1 b=1 c=1, ''",
    "a=1,     a=1 b=1, a=1 b=2, a=1 b=1, b",
    "a=1,     a=1,     a=1,     a=1,     ''",
    "-,       a=1,     b=1,     a=1 b=1, ''",
  })
  void question_by_question(
      String base, String mine, String theirs, String together, String contested) {
    var merge = Merge.of(answers(base), answers(mine), answers(theirs));
    assertThat(merge.answers()).isEqualTo(answers(together));
    assertThat(merge.contested())
        .isEqualTo(contested.isEmpty() ? List.of() : List.of(contested.split(" ")));
  }

  @Test
  void in_ten_thousand_records_nobodys_change_is_undone() {
    var random = new Random(20261126);
    for (int i = 0; i < 10_000; i++) {
      var base = random(random, Map.of());
      var mine = random(random, base);
      var theirs = random(random, base);
      var merge = Merge.of(base, mine, theirs);
      for (var name : List.of("a", "b", "c", "d", "e")) {
        String was = base.getOrDefault(name, "");
        String my = mine.getOrDefault(name, "");
        String their = theirs.getOrDefault(name, "");
        String now = merge.answers().getOrDefault(name, "");
        boolean both = !my.equals(was) && !their.equals(was) && !my.equals(their);
        assertThat(merge.contested().contains(name)).as("%s: %s", name, merge).isEqualTo(both);
        assertThat(now).as("%s: %s", name, merge).isEqualTo(my.equals(was) ? their : my);
      }
    }
  }

  private static Map<String, String> random(Random random, Map<String, String> from) {
    var answers = new HashMap<>(from);
    for (var name : List.of("a", "b", "c", "d", "e")) {
      if (random.nextInt(3) == 0) {
        answers.put(name, String.valueOf(random.nextInt(3)));
      } else if (random.nextInt(6) == 0) {
        answers.remove(name);
      }
    }
    return answers;
  }
}
