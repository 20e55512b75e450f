package org.trialwright.quantities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifiersTest {
  @Test
  void an_identifier_is_its_text_and_sorts_by_it() {
    assertThat(new ParticipantId("01-010")).hasToString("01-010");
    assertThat(List.of(new SiteId("02"), new SiteId("01")).stream().sorted())
        .containsExactly(new SiteId("01"), new SiteId("02"));
    assertThat(List.of(new ParticipantId("02-001"), new ParticipantId("01-010")).stream().sorted())
        .containsExactly(new ParticipantId("01-010"), new ParticipantId("02-001"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t", " 01", "01 "})
  void a_blank_identifies_nobody(String value) {
    assertThatThrownBy(() -> new ParticipantId(value)).hasMessageContaining("blank");
    assertThatThrownBy(() -> new SiteId(value)).hasMessageContaining("blank");
  }
}
