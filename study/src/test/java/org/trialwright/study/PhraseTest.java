package org.trialwright.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhraseTest {
  private static Phrase phrase(String text) {
    return new Phrase(text, new Position("study.yaml", 3, 10));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          post-op day            | post-op, day
          a -b                   | a, -, b
          stop- now              | stop, -, now
          a-1 - 2                | a-1, -, 2
          x_1 <= 3               | x_1, <, =, 3
          天数 known             | 天数, known
          -                      | -
          """)
  void words_are_letters_and_digits_joined_by_single_hyphens(String text, String words) {
    var phrase = phrase(text);
    var found = new ArrayList<String>();
    while (!phrase.atEnd()) {
      var word = phrase.peekWord();
      if (word.isEmpty()) {
        word = phrase.rest().substring(0, 1);
      }
      assertThat(phrase.accept(word)).isTrue();
      found.add(word);
    }
    assertThat(String.join(", ", found)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          12            | 12    | ''
          12-           | 12    | -
          1.5-x         | 1.5   | -x
          12.5 mg       | 12.5  | mg
          0..30         | 0     | ..30
          4a            |       | 4a
          4-b           |       | 4-b
          4 - b         | 4     | - b
          4.5x          | 4.5   | x
          4.            | 4     | .
          .5            |       | .5
          '  7 d'       | 7     | d
          """)
  void a_number_ends_where_its_digits_end_and_is_none_when_it_begins_a_word(
      String text, Double number, String rest) {
    var phrase = phrase(text.replace("'", ""));
    var found = phrase.number();
    assertThat(found.isPresent() ? found.getAsDouble() : null).isEqualTo(number);
    assertThat(phrase.rest()).isEqualTo(rest.replace("'", ""));
  }

  @Test
  void what_is_not_taken_stays_and_what_is_asked_for_is_put_back() {
    var phrase = phrase("not in bed");
    assertThat(phrase.accept("not at")).isFalse();
    assertThat(phrase.mark()).isZero();
    assertThat(phrase.nextIs("not in")).isTrue();
    assertThat(phrase.numberNext()).isFalse();
    assertThat(phrase.mark()).isZero();
    assertThat(phrase.accept("not in")).isTrue();
    assertThat(phrase.since(0)).isEqualTo("not in");
    assertThat(phrase.here()).isEqualTo(new Position("study.yaml", 3, 17));
    assertThat(phrase.from(6)).isEqualTo(new Position("study.yaml", 3, 17));
    assertThat(phrase.dotted("a question")).isEqualTo("bed");
    assertThat(phrase.atEnd()).isTrue();
    assertThat(phrase.text()).isEqualTo("not in bed");
    assertThat(phrase("a  ").from(1)).isEqualTo(new Position("study.yaml", 3, 13));
    assertThat(phrase("7 d").numberNext()).isTrue();
  }

  @Test
  void two_words_joined_by_a_dot_are_one_name_and_a_dot_at_the_end_is_none() {
    assertThat(phrase("exam.ecog is 1").dotted("a question")).isEqualTo("exam.ecog");
    assertThat(phrase("exam. ecog").dotted("a question")).isEqualTo("exam");
    assertThat(phrase("exam.").dotted("a question")).isEqualTo("exam");
  }

  @Test
  void a_unit_ends_at_a_blank_or_a_bracket_and_is_put_back_when_it_is_none() {
    var phrase = phrase("10^9/L) kgs");
    assertThat(phrase.unit()).map(Object::toString).contains("10^9/L");
    assertThat(phrase.rest()).isEqualTo(") kgs");
    assertThat(phrase.accept(")")).isTrue();
    assertThat(phrase.unit()).isEmpty();
    assertThat(phrase.rest()).isEqualTo("kgs");
    assertThat(phrase("kg").unit()).map(Object::toString).contains("kg");
    assertThat(phrase("").unit()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1       | 1
          1000000 | 1000000
          0       | a count is a whole number from 1
          1000001 | a count is a whole number from 1
          1.5     | a count is a whole number from 1
          x       | a number is needed before 'x'
          ''      | a number is needed at the end
          """)
  void what_counts_is_a_whole_number_from_1(String text, String found) {
    var phrase = phrase(text.replace("'", ""));
    if (found.matches("\\d+")) {
      assertThat(phrase.whole("a count")).isEqualTo(Integer.parseInt(found));
    } else {
      assertThatThrownBy(() -> phrase.whole("a count")).hasMessageEndingWith(": " + found);
      assertThat(phrase.mark()).isZero();
    }
  }

  @Test
  void a_fault_says_what_is_missing_and_where() {
    assertThatThrownBy(() -> phrase("a").expect("b"))
        .hasMessageEndingWith(": 'b' is needed before 'a'");
    assertThatThrownBy(() -> phrase(" ").expect("b"))
        .hasMessageEndingWith(": 'b' is missing at the end");
    assertThatThrownBy(() -> phrase("twenty-four letters long and more").expect("b"))
        .hasMessageEndingWith(": 'b' is needed before 'twenty-four letters long…'");
    assertThatThrownBy(() -> phrase("twenty-four letters here").expect("b"))
        .hasMessageEndingWith(": 'b' is needed before 'twenty-four letters here'");
    assertThatThrownBy(() -> phrase("<").word("a form"))
        .hasMessageEndingWith(": a form is missing before '<'");
    assertThatThrownBy(() -> phrase("").word("a form"))
        .hasMessageEndingWith(": a form is missing at the end");
    assertThatThrownBy(() -> phrase(" left").end())
        .hasMessageEndingWith(": not understood from 'left'");
    var phrase = phrase("all of it");
    phrase.toEnd();
    phrase.end();
    assertThat(phrase.fault("x").at()).isEqualTo(new Position("study.yaml", 3, 19));
  }
}
