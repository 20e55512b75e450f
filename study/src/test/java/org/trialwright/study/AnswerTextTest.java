package org.trialwright.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How an answer is written down, and what is said when it is none. */
class AnswerTextTest {
  private static AnswerText.Result read(String question, String text) {
    int dot = question.indexOf('.');
    var form = Asked.STUDY.form(question.substring(0, dot));
    return AnswerText.read(form.item(question.substring(dot + 1)).orElseThrow(), text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          exam.weight     | 72.5             | 72.5
          exam.weight     | 72.5 kg          | 72.5
          exam.weight     | 72500 g          | 72.5
          exam.weight     | 25               | 25
          exam.weight     | 250              | 250
          dose.given      | 0 mg             | 0
          exam.creatinine | 75 umol/L        | 75
          exam.creatinine | 1 mg/dL          | 88.4
          exam.creatinine | 75 (59..104)     | 75, 59 to 104
          exam.creatinine | 75 umol/L (59..) | 75, 59 to ?
          exam.creatinine | 75 (..104)       | 75, ? to 104
          exam.creatinine | 75 (60..60)      | 75, 60 to 60
          exam.creatinine | 1 mg/dL (0.5..2) | 88.4, 44.2 to 176.8
          scan.day        | 2024-06-15       | 19889
          death.day       | 2024-06          | 19875..19904
          death.day       | 2024             | 19723..20088
          ae.aware-at     | 2024-06-15 08:30 +08:00 | 1718411400
          exam.weight     | not done         | unknown: not done
          exam.ecog       | ' refused '      | unknown: refused
          exam.ecog       | 2                | 2
          exam.ecog       | 2 or 3           | 2 or 3
          consent.signed  | yes              | yes
          """)
  void an_answer(String question, String text, String value) {
    var answer = ((AnswerText.Result.Read) read(question, text.replace("'", ""))).answer();
    assertThat(shown(question, answer)).isEqualTo(value);
  }

  private static String shown(String question, Answer answer) {
    return switch (answer) {
      case Answer.Unknown(var why) -> "unknown: " + why;
      case Answer.Coded(long possible) -> {
        int dot = question.indexOf('.');
        var form = Asked.STUDY.form(question.substring(0, dot));
        var type = form.item(question.substring(dot + 1)).orElseThrow().type();
        yield String.join(" or ", ((Type.Coded) type).list().of(possible));
      }
      case Answer.Ranged(double low, double high, double lln, double uln) ->
          number(low)
              + (low == high ? "" : ".." + number(high))
              + (Double.isNaN(lln) && Double.isNaN(uln)
                  ? ""
                  : ", " + number(lln) + " to " + number(uln));
      case Answer.NotAsked _, Answer.NotSigned _, Answer.Written _ -> answer.toString();
    };
  }

  private static String number(double number) {
    return Double.isNaN(number)
        ? "?"
        : number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          exam.BMI        | 22               | 'exam.BMI' is worked out and cannot be filled in
          exam.weight     | ' '              | an answer or a reason why it is missing is needed
          exam.weight     | heavy            | 'heavy' is not a number, such as 72.5 kg
          exam.weight     | 72.5 cm          | 'cm' is not a unit of this question; write kg
          exam.creatinine | 75 g             | 'g' is not a unit of this question; write umol/L or mg/dL
          exam.packs      | 3 kg             | 'kg' is not a unit of this question; write the number alone
          exam.weight     | 24.9             | 24.9 lies outside the range of exam.weight, 25..250
          exam.weight     | 251              | 251 lies outside the range of exam.weight, 25..250
          exam.weight     | 70 (60..80)      | only laboratory answers carry limits in brackets
          exam.creatinine | 75 (low)         | '(low)' are not limits; write (59..104)
          exam.creatinine | 75 (104..59)     | the limits (104..59) run backwards
          exam.ecog       | 2 or 5           | '5' is not a possible answer (the answers are 0, 1, 2, 3, 4)
          consent.signed  | yess             | 'yess' is not a possible answer (the answers are no, yes); did you mean 'yes'?
          scan.day        | 2024-06          | the whole day is needed, such as 2024-10-15, not '2024-06'
          scan.day        | June             | 'June' is not a day; write it as 2024-10-15
          death.day       | June             | 'June' is not a day; write it as 2024-10-15, 2024-10 or 2024
          scan.day        | on file          | 'on file' is not a day; write it as 2024-10-15
          ae.aware-at     | 2024-06-15       | '2024-06-15' is not a date and time; write it as 2024-12-03 16:30 +08:00
          ae.aware-at     | 2024-06-31 08:30 +08:00 | '2024-06-31 08:30 +08:00' is not a moment of the calendar
          """)
  void what_is_no_answer(String question, String text, String why) {
    assertThat(read(question, text.replace("' '", " ")))
        .isEqualTo(new AnswerText.Result.Refused(why));
  }

  @ParameterizedTest
  @CsvSource({"09:30, 570", "00:00, 0", "23:59, 1439"})
  void a_time_of_day_is_counted_in_minutes(String text, double minutes) {
    assertThat(AnswerText.time(text))
        .isEqualTo(new AnswerText.Result.Read(Answer.exactly(minutes)));
  }

  @Test
  void what_is_no_time_says_how_a_time_is_written() {
    assertThat(AnswerText.time("half past nine"))
        .isEqualTo(
            new AnswerText.Result.Refused("'half past nine' is not a time; write it as 09:30"));
  }

  @Test
  void an_identifying_date_may_be_on_file_and_words_stand_as_written() {
    var study =
        StudyReader.read(Folder.read(java.nio.file.Path.of("../studies/double-blind"))).orThrow();
    var born = study.form("consent").item("born").orElseThrow();
    var kit = study.form("dose").item("kit").orElseThrow();
    assertThat(AnswerText.read(born, "on file"))
        .isEqualTo(new AnswerText.Result.Read(new Answer.Written("on file")));
    assertThat(AnswerText.read(kit, " K-7 "))
        .isEqualTo(new AnswerText.Result.Read(new Answer.Written("K-7")));
  }

  @Test
  void a_list_has_up_to_63_codes_each_a_bit() {
    var most = java.util.stream.IntStream.rangeClosed(1, 63).mapToObj(i -> "c" + i).toList();
    var list = new CodeList("list", most, true);
    assertThat(list.all()).isEqualTo(Long.MAX_VALUE);
    assertThat(list.of(list.bit("c1") | list.bit("c63"))).containsExactly("c1", "c63");
    assertThat(CodeList.YES_NO.all()).isEqualTo(3);
    var tooMany = new java.util.ArrayList<>(most);
    tooMany.add("c64");
    assertThatThrownBy(() -> new CodeList("list", tooMany, true))
        .hasMessage("list has 64 codes; 1 to 63 are possible");
    assertThatThrownBy(() -> new CodeList("list", java.util.List.of(), true))
        .hasMessage("list has 0 codes; 1 to 63 are possible");
    assertThatThrownBy(() -> list.bit("c0")).hasMessageStartingWith("'c0' is not one of");
  }

  @Test
  void an_answer_is_known_when_exactly_one_value_is_possible() {
    assertThat(new Answer.Coded(4).known()).isTrue();
    assertThat(new Answer.Coded(5).known()).isFalse();
    assertThat(Answer.exactly(3).known()).isTrue();
    assertThat(Answer.between(3, 4).known()).isFalse();
    assertThat(new Answer.Written("x").known()).isTrue();
    assertThat(Answers.NOT_ASKED.known() || Answers.NOT_SIGNED.known() || Answers.UNKNOWN.known())
        .isFalse();
    assertThatThrownBy(() -> Answer.between(4, 3)).hasMessage("a range from 4.0 to 3.0");
  }
}
