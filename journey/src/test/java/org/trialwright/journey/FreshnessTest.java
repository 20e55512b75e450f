package org.trialwright.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trialwright.quantities.Truth;
import org.trialwright.study.Fault;

/** At allocation nothing under {@code fresh} is missing or older than its window. */
class FreshnessTest {
  private static List<String> open(WorkedCase participant, String day) {
    return participant.on(LocalDate.parse(day)).freshness().stream()
        .filter(one -> one.holds() != Truth.YES)
        .map(
            one ->
                one.form().name()
                    + " "
                    + (one.holds() == Truth.UNKNOWN
                        ? "perhaps"
                        : one.age().map(age -> age + " of " + one.most()).orElse("missing")))
        .toList();
  }

  private static WorkedCase fine(String facts) {
    return Trial.participant("tried", "tried:\n  like: fine\n  facts:\n" + facts);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2024-06-26 | []
          2024-06-27 | []
          2024-06-28 | [blood 8 of 7]
          2024-07-05 | [suppression 15 of 14, exam 15 of 14, blood 15 of 7, coagulation 15 of 14, hormones 15 of 14, eligibility 9 of 7, qlq-c30 15 of 14, oes18 15 of 14]
          """)
  void what_is_older_than_its_window_stands_in_the_way(String day, String expected) {
    assertThat(open(Trial.participant("fine"), day)).asString().isEqualTo(expected);
  }

  @Test
  void what_is_done_again_is_fresh_again() {
    var repeated =
        fine(
            """
                2024-06-28 blood:  neutrophils 4.1 10^9/L, platelets 220 10^9/L
            """);
    assertThat(open(repeated, "2024-06-28")).isEmpty();
    assertThat(open(repeated, "2024-07-04")).containsExactly("eligibility 8 of 7");
  }

  @ParameterizedTest
  @CsvSource({
    "from 25 cm, bronchoscopy missing",
    "from 26 cm, ",
    "from not known, bronchoscopy perhaps",
  })
  void what_is_not_asked_is_not_missed(String from, String expected) {
    var participant =
        fine(
            "    2024-06-20 endoscopy: biopsy carcinoma, "
                + from
                + ", length 4 cm, passable yes\n");
    var open = open(participant, "2024-06-26");
    assertThat(open).isEqualTo(expected == null ? List.of() : List.of(expected));
    assertThat(participant.on(LocalDate.parse("2024-06-26")).ready()).isEqualTo(expected == null);
  }

  @Test
  void a_pregnancy_test_is_missed_of_women_only() {
    assertThat(open(Trial.participant("fine"), "2024-06-26")).isEmpty();
    assertThat(open(Trial.participant("fine-woman"), "2024-06-28"))
        .containsExactly("blood 8 of 7", "pregnancy 8 of 7");
  }

  @Test
  void a_worked_case_draws_no_arm_while_something_is_too_old() {
    var late =
        """
        tried:
          like: fine
          facts:
            2024-06-28 blood:       neutrophils 4.1 10^9/L, platelets 220 10^9/L
            2024-06-28 eligibility: other-condition no, signed yes, signature Dr Li
            2024-07-19 allocated:   organ
        """;
    var reading = StudyFolder.load(Trial.with(late));
    assertThat(reading.faults().stream().map(Fault::message))
        .singleElement()
        .asString()
        .startsWith("case tried: no arm can be drawn on 2024-07-19: ")
        .contains("virology is 29 d old, at most 28", "hormones is 29 d old, at most 14");
  }
}
