package org.trialwright.records;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoteTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Patient is a 45-year-old man with gout.              | 45 | MALE",
        "48 M with a h/o HTN                                  | 48 | MALE",
        "A 32-year-old woman; her husband is 40 years old     | 32 | FEMALE",
        "A 6-month-old boy with fever                         | 0  | MALE",
        "An 18 month old girl                                 | 1  | FEMALE",
        "67 yo F presents with chest pain                     | 67 | FEMALE",
        "Gout for 10 years                                    |    | ''",
        "Age: 70, sodium 140                                  | 70 | ''",
      })
  void age_and_sex_are_read_from_plain_words(String text, Double age, String sex) {
    var note = Note.read(text);
    assertThat(note.age().isPresent() ? note.age().getAsDouble() : null).isEqualTo(age);
    assertThat(note.sex()).isEqualTo(sex);
  }

  @Test
  void what_somebody_does_not_have_counts_less() {
    assertThat(Note.withoutDenied("Asthma, no fever, and he denies gout. Never smoked but drinks."))
        .contains("Asthma", "drinks")
        .doesNotContain("fever", "gout", "smoked");
  }
}
