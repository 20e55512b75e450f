package org.trialwright.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.trialwright.pages.WordsAudit;

class RegistryWordsTest {

  @Test
  void no_word_is_missing_or_idle_in_either_language() throws Exception {
    assertThat(WordsAudit.faults(Path.of(""), "registry")).isEmpty();
  }
}
