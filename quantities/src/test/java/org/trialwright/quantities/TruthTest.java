package org.trialwright.quantities;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TruthTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          YES     | YES     | YES     | YES
          YES     | NO      | NO      | YES
          YES     | UNKNOWN | UNKNOWN | YES
          NO      | YES     | NO      | YES
          NO      | NO      | NO      | NO
          NO      | UNKNOWN | NO      | UNKNOWN
          UNKNOWN | YES     | UNKNOWN | YES
          UNKNOWN | NO      | NO      | UNKNOWN
          UNKNOWN | UNKNOWN | UNKNOWN | UNKNOWN
          """)
  void and_and_or_follow_kleene(Truth a, Truth b, Truth and, Truth or) {
    assertThat(a.and(b)).isEqualTo(and);
    assertThat(a.or(b)).isEqualTo(or);
  }

  @Test
  void not_keeps_the_unknown() {
    assertThat(Truth.YES.not()).isEqualTo(Truth.NO);
    assertThat(Truth.NO.not()).isEqualTo(Truth.YES);
    assertThat(Truth.UNKNOWN.not()).isEqualTo(Truth.UNKNOWN);
    assertThat(Truth.of(true)).isEqualTo(Truth.YES);
    assertThat(Truth.of(false)).isEqualTo(Truth.NO);
  }

  @Test
  void de_morgan_holds_for_every_pair() {
    for (var a : Truth.values()) {
      for (var b : Truth.values()) {
        assertThat(a.and(b).not()).as("%s, %s", a, b).isEqualTo(a.not().or(b.not()));
      }
    }
  }
}
