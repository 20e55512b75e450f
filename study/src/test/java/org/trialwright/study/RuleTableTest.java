package org.trialwright.study;

import static org.assertj.core.api.Assertions.assertThat;

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
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> new Asked(answers))
          .hasMessage(because);
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
}
