package org.trialwright.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trialwright.quantities.Truth;

/** What rules say of answers, as both are written. */
class RuleTableTest {
  private static String because(Condition rule, Asked of, Row row) {
    return String.join(
        " & ", rule.because(of, row).stream().map(one -> one.text() + " " + one.truth()).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      emptyValue = "",
      textBlock =
          """
          exam: ecog=1                    | exam.ecog in 0, 1                       | YES     | exam.ecog in 0, 1 YES
          exam: ecog=2                    | exam.ecog in 0, 1                       | NO      | exam.ecog in 0, 1 NO
          exam: ecog=1 or 2               | exam.ecog in 0, 1                       | UNKNOWN | exam.ecog in 0, 1 UNKNOWN
          exam: ecog=not done             | exam.ecog in 0, 1                       | UNKNOWN | exam.ecog in 0, 1 UNKNOWN
          exam: ecog=1                    | exam.ecog not in 0, 1                   | NO      | exam.ecog not in 0, 1 NO
          exam: ecog=3                    | exam.ecog is not 1                      | YES     | exam.ecog is not 1 YES
          exam: ecog=-                    | exam.ecog in 0, 1                       | NO      | exam.ecog in 0, 1 NO
          exam: ecog=-                    | exam.ecog not in 0, 1                   | YES     | exam.ecog not in 0, 1 YES
          exam: ecog=unsigned             | exam.ecog not in 0, 1                   | NO      | exam.ecog not in 0, 1 NO
          exam: ecog=1 or 2               | exam.ecog >= 1                          | YES     | exam.ecog >= 1 YES
          exam: ecog=1 or 2               | exam.ecog > 1                           | UNKNOWN | exam.ecog > 1 UNKNOWN
          exam: ecog=0 or 1               | exam.ecog > 1                           | NO      | exam.ecog > 1 NO
          exam: smokes=yes                | exam.smokes                             | YES     | exam.smokes YES
          exam: smokes=no                 | not exam.smokes                         | YES     | exam.smokes NO
          exam: weight=70..75             | exam.weight < 76 kg                     | YES     | exam.weight < 76 kg YES
          exam: weight=70..76             | exam.weight < 76 kg                     | UNKNOWN | exam.weight < 76 kg UNKNOWN
          exam: weight=76..80             | exam.weight < 76 kg                     | NO      | exam.weight < 76 kg NO
          exam: weight=70..76             | exam.weight <= 76 kg                    | YES     | exam.weight <= 76 kg YES
          exam: weight=76..77             | exam.weight <= 76 kg                    | UNKNOWN | exam.weight <= 76 kg UNKNOWN
          exam: weight=77..78             | exam.weight <= 76 kg                    | NO      | exam.weight <= 76 kg NO
          exam: weight=77..78             | exam.weight > 76 kg                     | YES     | exam.weight > 76 kg YES
          exam: weight=76..78             | exam.weight > 76 kg                     | UNKNOWN | exam.weight > 76 kg UNKNOWN
          exam: weight=75..76             | exam.weight > 76 kg                     | NO      | exam.weight > 76 kg NO
          exam: weight=76..78             | exam.weight >= 76 kg                    | YES     | exam.weight >= 76 kg YES
          exam: weight=75..76             | exam.weight >= 76 kg                    | UNKNOWN | exam.weight >= 76 kg UNKNOWN
          exam: weight=74..75             | exam.weight >= 76 kg                    | NO      | exam.weight >= 76 kg NO
          exam: weight=76 kg              | exam.weight is 76 kg                    | YES     | exam.weight is 76 kg YES
          exam: weight=75..76             | exam.weight is 76 kg                    | UNKNOWN | exam.weight is 76 kg UNKNOWN
          exam: weight=76..77             | exam.weight is 76 kg                    | UNKNOWN | exam.weight is 76 kg UNKNOWN
          exam: weight=74..75             | exam.weight is 76 kg                    | NO      | exam.weight is 76 kg NO
          exam: weight=77..78             | exam.weight is not 76 kg                | YES     | exam.weight is not 76 kg YES
          exam: weight=-                  | exam.weight is not 76 kg                | YES     | exam.weight is not 76 kg YES
          exam: weight=unsigned           | exam.weight is not 76 kg                | NO      | exam.weight is not 76 kg NO
          exam: weight=70000 g            | exam.weight in 70..80 kg                | YES     | exam.weight in 70..80 kg YES
          exam: weight=80 kg              | exam.weight in 70..80 kg                | YES     | exam.weight in 70..80 kg YES
          exam: weight=81 kg              | exam.weight in 70..80 kg                | NO      | exam.weight in 70..80 kg NO
          exam: weight=69..71             | exam.weight in 70..80 kg                | UNKNOWN | exam.weight in 70..80 kg UNKNOWN
          exam: weight=69..71             | exam.weight not in 72..80 kg            | YES     | exam.weight not in 72..80 kg YES
          exam: weight=-                  | exam.weight not in 72..80 kg            | YES     | exam.weight not in 72..80 kg YES
          exam: weight=-                  | exam.weight in 72..80 kg                | NO      | exam.weight in 72..80 kg NO
          exam: weight=unsigned           | exam.weight not in 72..80 kg            | NO      | exam.weight not in 72..80 kg NO
          exam: creatinine=90 (60..40.5)  | exam.weight known                       | REFUSED | the limits (60..40.5) run backwards
          exam: creatinine=90 (40..60)    | exam.creatinine > 1.4 ULN               | YES     | exam.creatinine > 1.4 ULN YES
          exam: creatinine=90 (40..60)    | exam.creatinine > 1.5 ULN               | NO      | exam.creatinine > 1.5 ULN NO
          exam: creatinine=90 (40..60)    | exam.creatinine < 3 LLN                 | YES     | exam.creatinine < 3 LLN YES
          exam: creatinine=90 (40..)      | exam.creatinine > 1.4 ULN               | UNKNOWN | exam.creatinine > 1.4 ULN UNKNOWN
          exam: creatinine=90 (..60)      | exam.creatinine < 3 LLN                 | UNKNOWN | exam.creatinine < 3 LLN UNKNOWN
          exam: creatinine=-              | exam.creatinine < 3 LLN                 | NO      | exam.creatinine < 3 LLN NO
          exam: creatinine=1 mg/dL        | exam.creatinine in 88..89 umol/L        | YES     | exam.creatinine in 88..89 umol/L YES
          exam: ecog=1                    | exam.ecog known and exam.weight known   | NO      | exam.weight known NO
          exam: ecog=1 or 2               | exam.ecog not known                     | YES     | exam.ecog not known NO
          exam: ecog=2, smokes=no         | exam.ecog is 1 or exam.smokes           | NO      | exam.ecog is 1 NO & exam.smokes NO
          exam: ecog=1, smokes=yes        | exam.ecog is 1 or exam.smokes           | YES     | exam.ecog is 1 YES
          exam: ecog=2                    | exam.ecog is 1 or exam.smokes           | UNKNOWN | exam.smokes UNKNOWN
          exam: ecog=1                    | exam.ecog is 1 and exam.smokes          | UNKNOWN | exam.smokes UNKNOWN
          exam: smokes=no                 | exam.ecog is 1 and exam.smokes          | NO      | exam.smokes NO
          exam: ecog=2, smokes=no         | exam.ecog is 1 and exam.smokes          | NO      | exam.ecog is 1 NO & exam.smokes NO
          exam: ecog=1, smokes=yes        | exam.ecog is 1 and exam.smokes          | YES     | exam.ecog is 1 YES & exam.smokes YES
          exam: ecog=1                    | not (exam.ecog is 1 and exam.smokes)    | UNKNOWN | exam.smokes UNKNOWN
          exam:                           | exam recorded and not (stop recorded)   | YES     | exam recorded YES & stop recorded NO
          exam:                           | who is eligible                         | UNKNOWN | who is eligible UNKNOWN
          exam:                           | who is not eligible or allocated        | YES     | allocated YES
          exam:                           | been at treated and not (been at watched) | YES   | been at treated YES & been at watched NO
          exam:                           | arm in low, high                        | YES     | arm in low, high YES
          exam:                           | site.open                               | YES     | site.open YES
          """)
  void a_rule_outside_a_form(String answers, String rule, String verdict, String because) {
    if (verdict.equals("REFUSED")) {
      assertThatThrownBy(() -> new Asked(answers)).hasMessage(because);
      return;
    }
    var asked = new Asked(answers);
    var read = Asked.rule(rule);
    assertThat(read.test(asked, Rows.NONE)).isEqualTo(Truth.valueOf(verdict));
    assertThat(because(read, asked, Rows.NONE)).isEqualTo(because);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      emptyValue = "",
      textBlock =
          """
          ''                                        | any scan                                  | NO      | any scan NO
          ''                                        | every scan where result is clear          | NO      | every scan where result is clear NO
          scan: size=3; scan: size=9                | any scan where size > 5 mm                | YES     | size > 5 mm YES
          scan: size=3; scan: size=4                | any scan where size > 5 mm                | NO      | size > 5 mm NO & size > 5 mm NO
          scan: size=3; scan:                       | any scan where size > 5 mm                | UNKNOWN | size > 5 mm UNKNOWN
          scan: size=8; scan: size=9                | any scan where size > 5 mm                | YES     | size > 5 mm YES
          scan: size=8; scan: size=9                | every scan where size > 5 mm              | YES     | size > 5 mm YES & size > 5 mm YES
          scan: size=3; scan: size=4                | every scan where size > 5 mm              | NO      | size > 5 mm NO
          scan: size=8; scan:                       | every scan where size > 5 mm              | UNKNOWN | size > 5 mm UNKNOWN
          scan: size=8; scan: size=9; scan: size=2  | count of scan where (size > 5 mm) is 2    | YES     | count of scan where (size > 5 mm) is 2 YES
          scan: size=8; scan:                       | count of scan where (size > 5 mm) >= 2    | UNKNOWN | count of scan where (size > 5 mm) >= 2 UNKNOWN
          scan: size=8; scan:                       | count of scan where (size > 5 mm) >= 1    | YES     | count of scan where (size > 5 mm) >= 1 YES
          scan: size=8                              | count of scan < 2                         | YES     | count of scan < 2 YES
          scan: size=8                              | times at treated is 2                     | YES     | times at treated is 2 YES
          """)
  void a_rule_about_several_records(String answers, String rule, String verdict, String because) {
    var asked = new Asked(answers.replace("''", ""));
    var read = Asked.rule(rule);
    assertThat(read.test(asked, Rows.NONE)).isEqualTo(Truth.valueOf(verdict));
    assertThat(because(read, asked, Rows.NONE)).isEqualTo(because);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      emptyValue = "",
      textBlock =
          """
          scan: size=3; scan: size=9              | size > previous size + 5 mm              | YES     | size > previous size + 5 mm YES
          scan: size=3; scan: size=8              | size > previous size + 5 mm              | NO      | size > previous size + 5 mm NO
          scan: size=3                            | size > previous size                     | UNKNOWN | size > previous size UNKNOWN
          scan: size=3; scan@check: size=2        | visit is check                           | YES     | visit is check YES
          scan@check 3 mo: size=2                 | visit in check                           | YES     | visit in check YES
          scan@start: size=2                      | visit in check                           | NO      | visit in check NO
          scan@start: size=2                      | visit in check, start                    | YES     | visit in check, start YES
          scan@checks: size=2                     | visit not in check                       | YES     | visit not in check YES
          scan@check: size=2                      | visit is not check                       | NO      | visit is not check NO
          scan: day=2024-06-08, size=2            | weekday of day in Saturday, Sunday       | YES     | weekday of day in Saturday, Sunday YES
          scan: day=2024-06-10, size=2            | weekday of day in Saturday, Sunday       | NO      | weekday of day in Saturday, Sunday NO
          dose: drug=oldamab, given=90            | given is dose of drug                    | YES     | given is dose of drug YES
          dose: drug=newamab, given=90            | given is dose of drug                    | NO      | given is dose of drug NO
          dose: drug=oldamab or newamab, given=90 | given is dose of drug                    | UNKNOWN | given is dose of drug UNKNOWN
          dose: given=90                          | given >= 0.5 * dose of drug              | UNKNOWN | given >= 0.5 * dose of drug UNKNOWN
          """)
  void a_rule_of_a_form_speaks_of_its_own_record(
      String answers, String rule, String verdict, String because) {
    var asked = new Asked(answers);
    var read = Asked.rule(asked.last().form().name(), rule);
    assertThat(read.test(asked, asked.last())).isEqualTo(Truth.valueOf(verdict));
    assertThat(because(read, asked, asked.last())).isEqualTo(because);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      emptyValue = "",
      textBlock =
          """
          scan: size=3; scan: size=9; scan: size=4  | first scan.size                                | 3
          scan: size=3; scan: size=9; scan: size=4  | last scan.size                                 | 4
          scan: size=3; scan: size=9; scan: size=4  | worst scan.size                                | 9
          scan: size=3; scan: size=9; scan: size=4  | lowest scan.size                               | 3
          scan: size=3; scan: size=9; scan: size=4  | sum of scan.size                               | 16
          scan: size=3; scan: size=9; scan: size=4  | first scan.size where size > 3 mm              | 9
          scan: size=3..5; scan: size=9             | first scan.size where size > 4 mm              | 3 to 9
          scan: size=3..5; scan: size=9             | last scan.size where size < 4 mm               | not known
          scan: size=3..5; scan: size=1             | last scan.size where size < 4 mm               | 1
          scan: size=1; scan: size=3..5             | last scan.size where size < 4 mm               | 1 to 5
          scan: size=3..5; scan: size=1             | worst scan.size                                | 3 to 5
          scan: size=3..5; scan: size=4             | worst scan.size                                | 4 to 5
          scan: size=3..5; scan: size=4             | lowest scan.size                               | 3 to 4
          scan: size=3..5; scan: size=2             | worst scan.size where size < 4 mm              | 2 to 5
          scan: size=1..3; scan: size=2             | lowest scan.size where size > 1 mm             | 1 to 2
          scan: size=3..5                           | worst scan.size where size < 4 mm              | not known
          scan: size=3..5; scan: size=1             | sum of scan.size where size < 4 mm             | 1 to 6
          scan: size=3; scan:                       | sum of scan.size                               | not known
          scan: size=3; scan: size=-                | sum of scan.size                               | 3
          scan: size=-; scan: size=7                | first scan.size                                | 7
          scan: size=-                              | worst scan.size                                | not known
          scan: size=-; scan: size=2                | lowest scan.size                               | 2
          scan: size=3; scan:                       | worst scan.size                                | not known
          ''                                        | worst scan.size                                | not known
          ''                                        | sum of scan.size                               | 0
          ae: grade=1; ae: grade=3; ae: grade=2     | worst ae.grade                                 | 3
          ae: grade=1; ae: grade=3; ae: grade=2     | best ae.grade                                  | 1
          ae: grade=1 or 4; ae: grade=2             | worst ae.grade                                 | 2 or 4
          ae: grade=1 or 4; ae: grade=2             | best ae.grade                                  | 1 or 2
          ae: grade=1 or 4; ae: grade=2             | worst ae.grade where grade < 3                 | 2 or 4
          scan: day=2024-05-01; scan: day=2024-03-01 | latest scan.day                               | 2024-05-01
          scan: day=2024-05-01; scan: day=2024-03-01 | earliest of first scan.day, stop.day          | 2024-05-01
          scan: day=2024-05-01; stop: day=2024-04-01 | earliest of first scan.day, stop.day          | 2024-04-01
          scan: day=2024-05-01; stop: day=2024-04-01 | latest of first scan.day, stop.day            | 2024-05-01
          ''                                        | latest of first scan.day, stop.day             | not known
          stop: day=2024-04-01                      | stop.day - randomised                          | 82
          stop: day=2024-03-31                      | stop.day - 1 mo                                | 2024-02-29
          stop: day=2024-03-31                      | stop.day + 1 y                                 | 2025-03-31
          stop: day=2024-03-31                      | stop.day + 2 wk                                | 2024-04-14
          death: day=2024-03                        | death.day                                      | 2024-03-01 to 2024-03-31
          death: day=2024-03                        | death.day - 1 d                                | 2024-02-29 to 2024-03-30
          death: day=2024-03                        | weekday of death.day                           | Monday or Tuesday or Wednesday or Thursday or Friday or Saturday or Sunday
          stop: day=2024-03-31                      | weekday of stop.day                            | Sunday
          exam: weight=70, height=200               | exam.weight / (2 * exam.height)                | 0.175
          exam: weight=70..80, height=200           | exam.weight * 2 - 100 kg                       | 40 to 60
          exam: weight=70..80                       | 100 kg - exam.weight                           | 20 to 30
          exam: weight=70                           | exam.weight + 500 g                            | 70.5
          exam: weight=-                            | exam.weight + 500 g                            | not asked
          exam: weight=unsigned                     | exam.weight + 500 g                            | not signed
          exam: ecog=1                              | exam.weight + 500 g                            | not known
          exam: height=0..1                         | 1 / exam.height                                | not known
          exam: ecog=1, weight=70                   | (exam.weight if exam.ecog is 1 otherwise 5 kg) | 70
          exam: ecog=2, weight=70                   | (exam.weight if exam.ecog is 1 otherwise 5 kg) | 5
          exam: weight=70                           | (exam.weight if exam.ecog is 1 otherwise 5 kg) | 5 to 70
          exam: ecog=2, weight=70                   | (exam.weight if exam.ecog is 1)                | not known
          exam: weight=70                           | (exam.weight if exam.ecog is 1)                | not known
          exam@check: weight=70; exam: weight=80    | exam.weight at check                           | 70
          exam: day=2024-06-10, weight=70           | exam.weight within 5 d                         | 70
          exam: day=2024-06-09, weight=70           | exam.weight within 5 d                         | not known
          exam@start: day=2024-06-09, weight=70     | exam.weight within 5 d or 7 d at start         | 70
          exam@check: day=2024-06-09, weight=70     | exam.weight within 5 d or 7 d at start         | not known
          exam: day=2024-06-09, weight=70           | exam.weight within 1 wk                        | 70
          exam:                                     | age                                            | 60
          exam:                                     | today - randomised                             | 157
          exam:                                     | change of oldamab                              | -20
          exam: platelets=40 (150..400)             | grade of exam.platelets                        | 3
          exam: platelets=-                         | grade of exam.platelets                        | not asked
          exam@check: ecog=1; exam: ecog=3          | (exam.ecog at check if exam.smokes otherwise exam.ecog) | 1 or 3
          exam@check: ecog=1; exam: ecog=1          | (exam.ecog at check if exam.smokes otherwise exam.ecog) | 1
          exam@check: ecog=-; exam: ecog=1          | (exam.ecog at check if exam.smokes otherwise exam.ecog) | not known
          exam@check: weight=70; exam: weight=-     | (exam.weight at check if exam.smokes otherwise exam.weight) | not known
          exam: height=120; scan: size=100          | exam.height - last scan.size                   | 110
          exam: height=120; scan: size=100          | last scan.size - exam.height                   | -1100
          ae: aware-at=2024-06-15 08:30 +08:00, sent-at=2024-06-15 09:30 +08:00 | last ae.sent-at - last ae.aware-at | 3600
          ae: aware-at=2024-06-15 08:30 +08:00      | last ae.aware-at + 24 h                        | 1718497800
          ae: aware-at=2024-06-15 08:30 +08:00      | last ae.aware-at - 1 d                         | 1718325000
          scan: result=clear; scan: result=unsure   | last scan.result                               | unsure
          scan: result=clear or unsure              | first scan.result                              | clear or unsure
          ae: grade=1; ae:                          | worst ae.grade                                 | not known
          ae: grade=2 or 3; ae: grade=5             | worst ae.grade where grade >= 3                | 5
          ae: grade=2 or 3; ae: grade=3             | best ae.grade where grade >= 3                 | 2 or 3
          exam: weight=70                           | exam.height                                    | not known
          stop: day=2024-04-01; stop: day=2024-03-01 | worst stop.day                                | 2024-04-01
          stop: day=2024-04-01; stop: day=2024-03-01 | lowest stop.day                               | 2024-03-01
          scan: result=clear; scan: result=growing  | latest scan.result                             | growing
          scan: result=clear; scan: result=growing  | first of scan.result                           | clear
          ae: aware-at=2024-06-15 08:30 +08:00; ae: aware-at=2024-06-15 09:30 +08:00 | highest ae.aware-at | 1718415000
          exam@baseline: weight=66; exam: weight=70 | exam.weight at baseline                        | 66
          exam: weight=70                           | exam.weight within 5 d * 2                     | 140
          exam: height=200, weight=80               | bmi(exam.height, exam.weight)                  | 20
          exam: height=200, weight=80..88           | bmi(exam.height, exam.weight)                  | 20 to 22
          exam: height=200                          | bmi(exam.height, exam.weight)                  | not known
          exam: height=180, weight=80               | mosteller(exam.height, exam.weight)            | 2
          scan: size=200; exam: weight=45            | mosteller(last scan.size, exam.weight)         | 0.5
          exam: height=0..0, weight=80              | bmi(exam.height, exam.weight)                  | not known
          exam: ecog=1                              | score-symptom(exam.ecog)                       | 25
          exam: ecog=1                              | score-functional(exam.ecog)                    | 75
          exam: ecog=1 or 2                         | score-symptom(exam.ecog)                       | not known
          exam: ecog=1                              | mean(score-symptom(exam.ecog), score-functional(exam.ecog)) | 50
          """)
  void a_sum(String answers, String sum, String value) {
    var asked = new Asked(answers.replace("''", ""));
    var term = Asked.sum(sum);
    assertThat(shown(term.value(asked, Rows.NONE), term.type())).isEqualTo(value);
    assertThat(term.text()).isNotEmpty();
  }

  private static String shown(Answer answer, Type type) {
    return switch (answer) {
      case Answer.Unknown _ -> "not known";
      case Answer.NotAsked _ -> "not asked";
      case Answer.NotSigned _ -> "not signed";
      case Answer.Written(var text) -> text;
      case Answer.Coded coded ->
          String.join(" or ", ((Type.Coded) type).list().of(coded.possible()));
      case Answer.Ranged ranged ->
          ranged.exact()
              ? shown(ranged.low(), type)
              : shown(ranged.low(), type) + " to " + shown(ranged.high(), type);
    };
  }

  private static String shown(double number, Type type) {
    if (type instanceof Type.Day) {
      return java.time.LocalDate.ofEpochDay((long) number).toString();
    }
    return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
  }

  private static String of(Term term, Asked asked) {
    return shown(term.value(asked, Rows.NONE), term.type());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          exam: weight=59      | 60       | 59
          exam: weight=60      | 60       | 60
          exam: weight=61      | 61       | 60
          exam: weight=59..61  | 60 to 61 | 59 to 60
          exam: weight=-       | not asked | not asked
          exam: ecog=1         | not known | not known
          """)
  void a_value_kept_inside_limits(String answers, String atLeast60, String atMost60) {
    var asked = new Asked(answers);
    var weight = Asked.sum("exam.weight");
    var least = new Term.Limited(weight, Condition.Order.AT_LEAST, 60, "at least 60 kg");
    var most = new Term.Limited(weight, Condition.Order.AT_MOST, 60, "at most 60 kg");
    assertThat(of(least, asked)).isEqualTo(atLeast60);
    assertThat(of(most, asked)).isEqualTo(atMost60);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          exam: weight=59 | true  | false
          exam: weight=60 | false | false
          exam: weight=61 | false | true
          exam: weight=-  | false | false
          """)
  void a_limit_is_used_only_when_it_replaced_the_value(
      String answers, boolean least, boolean most) {
    var asked = new Asked(answers);
    var weight = Asked.sum("exam.weight");
    assertThat(new Term.Limited(weight, Condition.Order.AT_LEAST, 60, "").used(asked, Rows.NONE))
        .isEqualTo(least);
    assertThat(new Term.Limited(weight, Condition.Order.AT_MOST, 60, "").used(asked, Rows.NONE))
        .isEqualTo(most);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          exam@start: weight=50; exam: weight=54     | 50
          exam@start: weight=50; exam: weight=46     | 50
          exam@start: weight=50; exam: weight=55     | 55
          exam@start: weight=50; exam: weight=44     | 44
          exam@start: weight=50; exam: weight=53..57 | not known
          exam@start: ecog=1; exam: weight=55        | 55
          exam: weight=55                            | 55
          exam@start: weight=50; exam: ecog=1        | not known
          """)
  void a_step_keeps_its_value_while_the_weight_changed_by_less_than_a_tenth(
      String answers, String value) {
    var weight = Asked.sum("exam.weight");
    var kept = new Term.Kept(weight, weight.item().orElseThrow(), 10, "start", "kept");
    assertThat(of(kept, new Asked(answers))).isEqualTo(value);
    assertThat(kept.type()).isEqualTo(weight.type());
  }

  @Test
  void a_verdict_as_a_value_is_yes_no_or_either() {
    var term = new Term.Verdict(Asked.rule("exam.smokes"), "exam.smokes");
    assertThat(term.value(new Asked("exam: smokes=yes"), Rows.NONE)).isEqualTo(Answers.YES);
    assertThat(term.value(new Asked("exam: smokes=no"), Rows.NONE)).isEqualTo(Answers.NO);
    assertThat(term.value(new Asked("exam: ecog=1"), Rows.NONE)).isEqualTo(Answers.EITHER);
    assertThat(term.type()).isEqualTo(Types.YES_NO);
  }

  @Test
  void an_age_on_a_day_needs_the_whole_day() {
    assertThat(of(new Term.Age(Asked.sum("stop.day")), new Asked("stop: day=2024-03-31")))
        .isEqualTo("59");
    assertThat(of(new Term.Age(Asked.sum("death.day")), new Asked("death: day=2024-03")))
        .isEqualTo("not known");
    assertThat(of(new Term.Age(Asked.sum("stop.day")), new Asked(""))).isEqualTo("not known");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          exam.weight             | exam.weight             | a number in kg        | exam.weight
          exam.weight at check    | exam.weight at check    | a number in kg        | exam.weight
          exam.weight within 5 d  | exam.weight within 5 d  | a number in kg        | exam.weight
          last scan.size          | last scan.size          | a number in mm        | scan.size
          worst ae.grade          | worst ae.grade          | an answer of ae.grade | ae.grade
          grade of exam.platelets | grade of exam.platelets | an answer of CTCAE grade | exam.platelets
          randomised              | randomised              | a date                | -
          today                   | today                   | a date                | -
          age                     | age                     | a number in y         | -
          arm                     | arm                     | an answer of arms     | -
          setting.strict          | setting.strict          | an answer of setting.strict | -
          times at treated        | times at treated        | a number              | -
          count of scan           | count of scan           | a number              | -
          change of oldamab       | change of oldamab       | a number in %         | -
          stop.day + 2 d          | stop.day + 2 d          | a date                | -
          stop.day - randomised   | stop.day - randomised   | a number in d         | -
          weekday of stop.day     | weekday of stop.day     | an answer of weekday  | -
          exam.weight * 2         | exam.weight * 2         | a number in kg        | -
          (exam.weight if exam.smokes) | exam.weight if exam.smokes | a number in kg | -
          earliest of stop.day, death.day | earliest of stop.day, death.day | a date | -
          mosteller(exam.height, exam.weight) | mosteller(exam.height, exam.weight) | a number in m2 | -
          """)
  void what_a_sum_is_called_and_what_kind_of_value_it_has(
      String sum, String text, String type, String question) {
    var term = Asked.sum(sum);
    assertThat(term.text()).isEqualTo(text);
    assertThat(term.type().described()).isEqualTo(type);
    assertThat(term.item().map(Item::path).orElse("-")).isEqualTo(question);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          size                       | size | a number in mm
          weekday of day             | weekday of day | an answer of weekday
          """)
  void a_bare_name_is_called_as_it_is_written(String sum, String text, String type) {
    var compare = (Condition.Known) Asked.rule("scan", sum + " known");
    assertThat(compare.term().text()).isEqualTo(text);
    assertThat(compare.term().type().described()).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          exam.ecog                         | 1  | a condition (yes or no) is needed here; exam.ecog is an answer of exam.ecog
          exam.smokes and                   | 16 | a name or value is missing after 'and'
          and exam.smokes                   | 1  | a name or value is missing before 'and'
          exam.smokes or exam.smokes and stop recorded | 28 | 'and' and 'or' are mixed: add brackets
          (exam.smokes) < 3                 | 15 | a condition cannot be compared
          (exam.smokes                      | 13 | ')' is missing at the end
          exam.weight < 70 cm               | 20 | the units differ: kg and cm
          exam.weight < 70                  | 17 | the units differ: kg and no unit
          exam.weight < stop.day            | 23 | cannot compare a number in kg with a date
          stop.day < 70 kg                  | 17 | cannot compare a date with a number in kg
          exam.ecog > worst ae.grade        | 27 | cannot compare an answer of exam.ecog with an answer of ae.grade
          exam.smokes > 1                   | 1  | the answers no, yes have no order; use 'in'
          exam.ecog is 5                    | 14 | '5' is not a possible answer (the answers are 0, 1, 2, 3, 4)
          exam.ecog in 0, 0                 | 18 | the same answer is given twice
          exam.weight in 80..70 kg          | 25 | the range runs backwards
          exam.weight in 70 kg              | 19 | '..' is needed before 'kg'
          stop.day in 1..2                  | 13 | stop.day is a date; 'in' needs an answer or a number
          exam.weight > 2 ULN               | 20 | ULN and LLN stand only against a laboratory answer; exam.weight is a number in kg
          exam.creatinine > 1 ULN + 1 ULN   | 32 | write a number before ULN or LLN
          stop.day + 3 kg > today           | 17 | cannot compute a date + a number in kg
          stop.day * 2 > 3                  | 14 | cannot compute a date * a number
          exam.weight + 3 d > 3 kg          | 19 | the units differ: kg and d
          last exam.smokes > no             | 1  | the answers no, yes have no order; use 'in'
          worst scan.result is clear        | 19  | the answers of 'scan.result' have no order; say first or last
          scan.size > 3 mm                  | 1  | 'scan.size' repeats: say worst, latest, first, any or every
          scan > 3                          | 1  | 'scan' is a form: say 'scan recorded' or name one of its questions
          scam recorded                     | 1  | 'scam' is not a form; did you mean 'scan'?
          exam.wait > 3 kg                  | 1  | nothing is called 'exam.wait'; did you mean 'exam.day'?
          exam.weight within 3 kg known     | 25 | a time such as 14 d is needed
          exam.weight at chek known         | 21 | 'chek' is not a visit; did you mean 'check'?
          been at treatd                    | 15 | 'treatd' is not a place; did you mean 'treated'?
          weekday of exam.ecog is Monday    | 22 | a date is needed; exam.ecog is an answer of exam.ecog
          grade of exam.weight > 2          | 22 | no CTCAE grade is known for 'exam.weight'
          change of oldmab > 2 %            | 18 | 'oldmab' is not a drug; did you mean 'oldamab'?
          earliest of stop.day known        | 22 | 'earliest of' needs several values, separated by commas
          mostller(exam.height, exam.weight) > 1 m2 | 1 | 'mostller' is not a function; did you mean 'mosteller'?
          mosteller(exam.height, exam.height) > 1 m2 | 1 | the same answer is given twice
          bmi(exam.height) > 1 kg/m2        | 1  | bmi takes 2 values (height, weight), not 1
          bmi(exam.weight, exam.height) > 1 kg/m2 | 1 | bmi: height must be a number in cm, but this is a number in kg
          score-symptom(exam.smokes) > 1 points | 1 | score-symptom: item must be a questionnaire item answered 1 < 2 < 3 …, but this is yes or no
          score-symptom(exam.ecog, worst ae.grade) > 1 points | 1 | score-symptom: the items of a scale have the same answers
          ideal-weight(exam.height, exam.smokes) > 1 kg | 1 | ideal-weight: sex must be one of female, male, but this is yes or no
          latest of stop.day known          | 20 | 'latest of' needs several values, separated by commas
          sum of stop.day > today           | 17 | the answers of 'stop.day' cannot be added up; say first or last
          setting.strickt is no             | 1  | nothing is called 'setting.strickt'; did you mean 'setting.strict'?
          dose of exam.weight > 3 mg        | 21 | 'exam.weight' must be a coded answer that names a drug
          exam.weight > 2 kg and            | 23 | a name or value is missing after 'and'
          exam.ecog >                       | 12 | a name or value is missing at the end
          stop.day < 2024-02-30             | 12 | '2024-02-30' is not a day of the calendar
          exam.weight < 70 kg extra         | 21 | not understood from 'extra'
          < 3                               | 1  | cannot read '< 3'
          who is tall                       | 8  | 'eligible' is needed before 'tall'
          sum of scan.result > 1            | 20  | the answers of 'scan.result' cannot be added up; say first or last
          """)
  void what_is_no_rule_is_refused_where_it_stands(String rule, int column, String says) {
    assertThatThrownBy(() -> Asked.rule(rule))
        .isInstanceOfSatisfying(
            PhraseFault.class,
            fault -> {
              assertThat(fault.message()).isEqualTo(says);
              assertThat(fault.at().column()).isEqualTo(column);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          exam.ecog is 1 or not (exam.smokes)                 | exam.ecog, exam.smokes
          exam.weight + 5 kg > 2 * exam.height * 1 kg/cm      | exam.weight, exam.height
          exam.weight in 1..2 kg and exam.height known        | exam.weight, exam.height
          exam.creatinine > 2 ULN                             | exam.creatinine
          any scan where size > 3 mm                          | scan.size
          count of scan where (result is clear) > 2           | scan.result
          worst scan.size where result is clear > 2 mm        | scan.size, scan.result
          earliest of stop.day, death.day > today             | stop.day, death.day
          stop.day + 3 d > today                              | stop.day
          weekday of stop.day is Monday                       | stop.day
          (exam.weight if exam.smokes otherwise 3 kg) > 2 kg  | exam.weight, exam.smokes
          bmi(exam.height, exam.weight) > 20 kg/m2            | exam.height, exam.weight
          grade of exam.platelets > 2                         | exam.platelets
          exam.height > last scan.size                        | exam.height, scan.size
          stop recorded and allocated and been at treated     | -
          """)
  void what_a_rule_reads(String rule, String questions) {
    var read =
        Mentions.terms(Asked.rule(rule)).stream()
            .flatMap(term -> term.item().stream())
            .map(Item::path)
            .distinct()
            .toList();
    assertThat(read.isEmpty() ? "-" : String.join(", ", read)).isEqualTo(questions);
  }

  @Test
  void brackets_stand_in_each_other_24_deep_and_no_deeper() {
    var within = "(".repeat(22) + "exam.smokes" + ")".repeat(22);
    assertThat(Asked.rule(within).test(new Asked("exam: smokes=yes"), Rows.NONE))
        .isEqualTo(Truth.YES);
    assertThatThrownBy(() -> Asked.rule("(".repeat(40) + "exam.smokes" + ")".repeat(40)))
        .hasMessageContaining("brackets stand in each other more than 24 deep");
  }
}
