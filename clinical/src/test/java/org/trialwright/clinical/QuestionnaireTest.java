package org.trialwright.clinical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The worked answers are those of the PALACE3 specification, section 16 (worked-examples.json). */
class QuestionnaireTest {
  /** Answers to items 1 to 48; 0 stands for a missing one. */
  private static final int[] ANSWERS = {
    2, 2, 1, 1, 1, 2, 1, 1, 2, 2, 1, 2, 3, 1, 1, 1, 1, 2, 0, 1, 2, 0, 2, 1, 1, 2, 2, 2, 5, 5, //
    2, 3, 4, 1, 2, 3, 0, 0, 0, 1, 2, 2, 1, 2, 1, 3, 2, 1
  };

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PF2    | functional | 1 2 3 4 5   | 86.67
          RF2    | functional | 6 7         | 83.33
          EF     | functional | 21 22 23 24 | 77.78
          CF     | functional | 20 25       | 100.00
          SF     | functional | 26 27       | 66.67
          QL2    | symptom    | 29 30       | 66.67
          FA     | symptom    | 10 12 18    | 33.33
          NV     | symptom    | 14 15       | 0.00
          PA     | symptom    | 9 19        | 33.33
          DY     | symptom    | 8           | 0.00
          SL     | symptom    | 11          | 0.00
          AP     | symptom    | 13          | 66.67
          CO     | symptom    | 16          | 0.00
          DI     | symptom    | 17          | 0.00
          FI     | symptom    | 28          | 33.33
          OESDYS | functional | 31 32 33    | 33.33
          OESEAT | symptom    | 36 37 38 39 | missing
          OESRFX | symptom    | 44 45       | 16.67
          OESPA  | symptom    | 46 47 48    | 33.33
          OESSV  | symptom    | 34          | 0.00
          OESCH  | symptom    | 35          | 33.33
          OESDM  | symptom    | 40          | 0.00
          OESTA  | symptom    | 41          | 33.33
          OESCO  | symptom    | 42          | 33.33
          OESSP  | symptom    | 43          | 0.00
          """)
  void the_worked_scales(String scale, String kind, String items, String score) {
    var computed = kind.equals("functional") ? functional(items) : symptom(items);
    if (score.equals("missing")) {
      assertThat(computed).isEmpty();
    } else {
      assertThat(computed).isPresent();
      assertThat(computed.orElseThrow()).isEqualTo(Double.parseDouble(score), within(0.005));
    }
  }

  @Test
  void the_worked_summary_needs_all_thirteen() {
    var better = Stream.of("1 2 3 4 5", "6 7", "21 22 23 24", "20 25", "26 27");
    var worse = Stream.of("10 12 18", "14 15", "9 19", "8", "11", "13", "16", "17");
    var scores =
        Stream.concat(
                better.map(items -> functional(items).orElseThrow()),
                worse.map(items -> 100 - symptom(items).orElseThrow()))
            .toList();
    assertThat(scores).hasSize(13);
    assertThat(Questionnaire.mean(13, scores).orElseThrow()).isEqualTo(83.16, within(0.005));
    assertThat(Questionnaire.mean(13, scores.subList(0, 12))).isEmpty();
  }

  @Test
  void exactly_half_of_the_items_suffice() {
    assertThat(Questionnaire.symptom(1, 4, 4, List.of(1, 4))).hasValue(50);
    assertThat(Questionnaire.symptom(1, 4, 4, List.of(4))).isEmpty();
    assertThat(Questionnaire.symptom(1, 4, 5, List.of(4, 4))).isEmpty();
    assertThat(Questionnaire.symptom(1, 4, 5, List.of(4, 4, 4))).hasValue(100);
    assertThat(Questionnaire.symptom(1, 4, 3, List.of(1, 1))).hasValue(0);
    assertThat(Questionnaire.symptom(1, 4, 1, List.of())).isEmpty();
    assertThat(Questionnaire.functional(1, 4, 2, List.of(2))).hasValue(200.0 / 3);
  }

  @Test
  void scores_run_from_0_to_100_and_mirror_each_other() {
    for (int highest : new int[] {4, 7}) {
      for (int first = 1; first <= highest; first++) {
        for (int second = 1; second <= highest; second++) {
          var answers = List.of(first, second);
          double symptom = Questionnaire.symptom(1, highest, 2, answers).orElseThrow();
          double functional = Questionnaire.functional(1, highest, 2, answers).orElseThrow();
          assertThat(symptom).isBetween(0.0, 100.0);
          assertThat(symptom + functional).isEqualTo(100, within(1e-12));
        }
      }
      assertThat(Questionnaire.functional(1, highest, 1, List.of(1))).hasValue(100);
      assertThat(Questionnaire.functional(1, highest, 1, List.of(highest))).hasValue(0);
    }
  }

  @Test
  void answers_outside_the_codes_are_refused() {
    assertThatThrownBy(() -> Questionnaire.symptom(1, 4, 1, List.of(5)))
        .hasMessage("the answer 5 does not lie between 1 and 4");
    assertThatThrownBy(() -> Questionnaire.functional(1, 4, 1, List.of(0)))
        .hasMessage("the answer 0 does not lie between 1 and 4");
    assertThatThrownBy(() -> Questionnaire.functional(1, 4, 1, List.of(1, 1)))
        .hasMessage("a scale of 1 items was given 2 answers");
    assertThatThrownBy(() -> Questionnaire.functional(1, 4, 0, List.of()))
        .hasMessageContaining("a scale of 0 items");
    assertThatThrownBy(() -> Questionnaire.symptom(4, 4, 1, List.of(4)))
        .hasMessage("the answers run from 4 to 4");
    assertThatThrownBy(() -> Questionnaire.mean(1, List.of(1.0, 2.0)))
        .hasMessage("a mean of 1 scores was given 2");
  }

  private static OptionalDouble functional(String items) {
    return Questionnaire.functional(1, highest(items), numbers(items).length, answered(items));
  }

  private static OptionalDouble symptom(String items) {
    return Questionnaire.symptom(1, highest(items), numbers(items).length, answered(items));
  }

  private static int highest(String items) {
    return items.equals("29 30") ? 7 : 4;
  }

  private static List<Integer> answered(String items) {
    return IntStream.of(numbers(items))
        .map(item -> ANSWERS[item - 1])
        .filter(answer -> answer > 0)
        .boxed()
        .toList();
  }

  private static int[] numbers(String items) {
    return Arrays.stream(items.split(" ")).mapToInt(Integer::parseInt).toArray();
  }
}
