package org.trialwright.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void every_word_is_written_in_both_languages_and_used() throws IOException {
    assertThat(WordsAudit.faults(Path.of(""), "pages")).isEmpty();
  }

  @Test
  void values_are_set_into_the_words() {
    assertThat(Words.of(Language.ENGLISH).say("n days late", 3)).isEqualTo("3 days late");
    assertThat(Words.of(Language.CHINESE).say("n days late", 3)).isEqualTo("逾期3天");
  }

  @Test
  void missing_words_and_missing_values_are_bugs() {
    Words words = Words.of(Language.ENGLISH);
    assertThatThrownBy(() -> words.say("no such words")).hasMessageContaining("no such words");
    assertThatThrownBy(() -> words.say("n days late")).hasMessageContaining("{0}");
  }

  @Test
  void a_word_file_with_a_line_that_is_no_word_is_refused_with_its_place() {
    assertThatThrownBy(() -> Words.read("# ok\na = b\nbroken\n", "words-en.txt"))
        .hasMessageContaining("words-en.txt:3");
    assertThatThrownBy(() -> Words.read("a = b\na = c\n", "words-en.txt"))
        .hasMessageContaining("words-en.txt:2");
  }
}
