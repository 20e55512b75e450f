package org.trialwright.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trialwright.study.Form;

/** A visit asks for the forms whose {@code asked-if} holds at that visit. */
class AskedFormsTest {
  private static WorkedCase begun(String arm) {
    return Trial.participant(
        "tried",
        """
        tried:
          like: P01-screened
          facts:
            2024-06-26 allocated: %s
            2024-07-01 exam: weight 60 kg, ecog 0
            2024-07-01 dose:
              - drug nab-paclitaxel, given 85 mg, batch N2405
            2024-07-01 fraction: amount 1.8 Gy
        """
            .formatted(arm));
  }

  /** Only the arm with the checkpoint inhibitor has an electrocardiogram on day 22. */
  @ParameterizedTest
  @CsvSource({"organ, true", "surgery, false"})
  void a_form_that_a_visit_does_not_ask_for_is_not_due_there(String arm, boolean asked) {
    var visit =
        begun(arm).on(LocalDate.parse("2024-07-22")).calendar().stream()
            .filter(due -> due.visit().name().equals("day-22"))
            .findFirst()
            .orElseThrow();
    assertThat(visit.open().stream().map(Form::name))
        .contains("exam", "blood", "hormones")
        .doesNotContain("pregnancy");
    assertThat(visit.open().stream().map(Form::name).anyMatch("ecg"::equals)).isEqualTo(asked);
  }
}
