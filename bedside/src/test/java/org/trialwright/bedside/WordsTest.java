package org.trialwright.bedside;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.trialwright.pages.WordsAudit;

class WordsTest {
  @Test
  void every_word_of_this_module_is_said_in_both_languages() throws IOException {
    assertThat(WordsAudit.faults(Path.of(""), "bedside")).isEmpty();
  }
}
