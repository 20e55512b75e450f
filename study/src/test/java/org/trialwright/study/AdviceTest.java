package org.trialwright.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Faults: in which order they stand, and which word is proposed; what of a text is no YAML. */
class AdviceTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ecgo       | ecog      | two letters swapped
          ecg        | ecog      | a letter missing
          ecoog      | ecog      | a letter too many
          ekog       | ecog      | a letter changed
          weigth     | weight    | swapped in the middle
          wehgit     | weight    | two edits of a word of six
          ecog       | -         | the word itself is no advice
          abcd       | -         | nothing is near
          ek         | -         | two edits of a word of two
          e          | -         | another letter is another word
          wxyzht     | -         | three edits of a word of six
          sice       | size      | the nearer one
          """)
  void the_word_most_like_it_is_proposed(String word, String advice, String why) {
    var said = Faults.didYouMean(word, List.of("weight", "ecog", "size", "sites"));
    assertThat(said)
        .as(why)
        .isEqualTo(advice.equals("-") ? "" : "; did you mean '" + advice + "'?");
  }

  @Test
  void of_two_equally_near_words_the_first_of_the_alphabet_is_proposed() {
    assertThat(Faults.didYouMean("cat", List.of("rat", "bat"))).contains("'bat'");
  }

  @Test
  void faults_stand_by_file_line_and_column_and_each_once() {
    var faults = new Faults();
    var places =
        Stream.of("b:1:1", "a:2:1", "a:1:12", "a:1:3", "a:1:3")
            .map(place -> place.split(":"))
            .map(p -> new Position(p[0], Integer.parseInt(p[1]), Integer.parseInt(p[2])))
            .toList();
    places.forEach(at -> faults.warn(at, "look"));
    assertThat(faults.any()).as("a warning is no fault").isFalse();
    faults.add(new PhraseFault(places.getFirst().plus(4), "no"));
    assertThat(faults.any()).isTrue();
    assertThat(faults.inOrder())
        .extracting(Fault::toString)
        .containsExactly(
            "a:1:3: warning: look",
            "a:1:12: warning: look",
            "a:2:1: warning: look",
            "b:1:1: warning: look",
            "b:1:5: no");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      emptyValue = "",
      textBlock =
          """
          ^^                   | x:1:1: the file is empty
          - a                  | x:1:1: lines of 'name: value' are needed here
          a                    | x:1:1: lines of 'name: value' are needed here
          a: [b                | x:1:6: not readable as YAML: expected ',' or ']', but got <stream end>
          a: !x b              | x:1:4: anchors, aliases and tags are not allowed
          a: &x b              | x:1:4: anchors, aliases and tags are not allowed
          {? [a] : b}          | x:1:1: not readable as YAML: Non scalar key is detected but it is not configured to be allowed.
          {a: b, c: d, a: e}   | x:1:14: 'a' is written twice; first in line 1
          {a: {b: {c: {d: {e: {f: {g: {h: {i: {j: {k: {l: {m: n}}}}}}}}}}}}} | x:1:53: blocks stand in each other more than 12 deep
          """)
  void a_text_that_is_no_block_of_lines(String text, String fault) {
    var faults = new Faults();
    YamlText.read("x", text, faults);
    assertThat(faults.inOrder()).extracting(Fault::toString).containsExactly(fault);
  }

  @Test
  void a_quoted_line_begins_behind_its_quote() {
    var faults = new Faults();
    var block = YamlText.read("x", "a: \"b\"\nc: d\ne: 'f'", faults).orElseThrow();
    assertThat(block.entries())
        .extracting(entry -> ((Node.Line) entry.value()).at().column())
        .containsExactly(5, 4, 5);
    assertThat(faults.inOrder()).isEmpty();
  }
}
