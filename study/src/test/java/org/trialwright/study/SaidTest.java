package org.trialwright.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people read of a rule and of its answer, and the sheets that stand beside a protocol. */
class SaidTest {
  private static final Speaker ENGLISH = Speaker.of(Asked.STUDY, "en");

  /** The rule; why it is not so, as a demand; what was found. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          exam: ecog=2 | exam.ecog in 0, 1 | ECOG performance status is 0 or 1 | ECOG performance status is 2, must be 0 or 1 | ECOG performance status is 2, not 0 or 1
          exam: ecog=1 or 2 | exam.ecog in 0, 1 | ECOG performance status is 0 or 1 | Cannot tell until: ECOG performance status (1 or 2) | Cannot tell until: ECOG performance status (1 or 2)
          exam: | exam.ecog in 0, 1 | ECOG performance status is 0 or 1 | Cannot tell until: ECOG performance status | Cannot tell until: ECOG performance status
          exam: ecog=not done | exam.ecog in 0, 1 | ECOG performance status is 0 or 1 | Cannot tell until: ECOG performance status (not done) | Cannot tell until: ECOG performance status (not done)
          exam: ecog=- | exam.ecog is 1 | ECOG performance status is 1 | ECOG performance status: not asked, must be 1 | ECOG performance status: not asked
          exam: ecog=unsigned | exam.ecog is 1 | ECOG performance status is 1 | ECOG performance status: not filled in here yet, must be 1 | ECOG performance status: not filled in here yet
          exam: weight=81 | exam.weight in 70..80 kg | weight between 70 and 80 kg | Weight 81 kg, must be between 70 and 80 kg | Weight 81 kg, below 70 or above 80 kg
          exam: weight=70..76 | exam.weight < 76 kg | weight below 76 kg | Cannot tell until: weight (70 to 76 kg) | Cannot tell until: weight (70 to 76 kg)
          exam: weight=70 | exam.weight >= 76 kg | weight at least 76 kg | Weight 70 kg, must be at least 76 kg | Weight 70 kg, below 76 kg
          exam: creatinine=90 (40..60) | exam.creatinine > 1.4 ULN | creatinine above 1.4 times the upper limit of normal | Creatinine 90 µmol/L (40–60), above 1.4 times the upper limit of normal (84 µmol/L) | Creatinine 90 µmol/L (40–60), above 1.4 times the upper limit of normal (84 µmol/L)
          exam: creatinine=90 | exam.creatinine > 1.4 ULN | creatinine above 1.4 times the upper limit of normal | Cannot tell until: this laboratory's upper limit for creatinine | Cannot tell until: this laboratory's upper limit for creatinine
          exam: ecog=1 | exam.weight known | weight known | Weight not known | Weight not known
          exam: | stop recorded | “stop” is filled in | “stop” is not filled in | “stop” is not filled in
          exam: | who is eligible | the participant is eligible | Cannot tell until: the participant is eligible | Cannot tell until: the participant is eligible
          exam: | allocated and been at treated and arm is low | the participant is randomised, and has been at “Treated”, and the arm is Low dose | The participant is randomised; has been at “Treated”; arm is Low dose | The participant is randomised; has been at “Treated”; arm is Low dose
          scan: size=3; scan: size=9 | any scan where size > 5 mm | there is a record of “scan” where size above 5 mm | Size 9 mm, above 5 mm | Size 9 mm, above 5 mm
          scan: size=3; scan: size=9 | every scan where size > 5 mm | in every record of “scan”, size above 5 mm | Size 3 mm, must be above 5 mm | Size 3 mm, at most 5 mm
          - | any scan where size > 5 mm | there is a record of “scan” where size above 5 mm | There is no record of “scan” where size above 5 mm | There is no record of “scan” where size above 5 mm
          scan: size=3; scan: size=9 | worst scan.size > 20 mm | highest size above 20 mm | Highest size 9 mm, must be above 20 mm | Highest size 9 mm, at most 20 mm
          scan: size=8 | count of scan where (size > 5 mm) >= 2 | number of records of “scan” where size above 5 mm at least 2 | Number of records of “scan” where size above 5 mm 1, must be at least 2 | Number of records of “scan” where size above 5 mm 1, below 2
          stop: day=2024-04-01 | stop.day - randomised <= 30 d | time from day of randomisation to date of stop at most 30 days | Time from day of randomisation to date of stop 82 days, must be at most 30 days | Time from day of randomisation to date of stop 82 days, above 30 days
          death: day=2024-03 | death.day < 2024-03-10 | date of death before 10 Mar 2024 | Cannot tell until: date of death (Mar 2024) | Cannot tell until: date of death (Mar 2024)
          exam: day=2024-06-09, weight=70 | exam.weight within 5 d > 60 kg | weight no more than 5 days old above 60 kg | Cannot tell until: weight no more than 5 days old | Cannot tell until: weight no more than 5 days old
          exam@start: weight=70 | exam.weight at start > 60 kg | weight at Start above 60 kg | Weight at Start 70 kg, above 60 kg | Weight at Start 70 kg, above 60 kg
          exam: height=200, weight=80 | bmi(exam.height, exam.weight) < 18.5 kg/m2 | body mass index from height and weight below 18.5 kg/m² | Body mass index from height and weight 20 kg/m², must be below 18.5 kg/m² | Body mass index from height and weight 20 kg/m², at least 18.5 kg/m²
          exam: | change of oldamab > 10 % | change of the dose of oldamab from the last one given above 10 % | Change of the dose of oldamab from the last one given −20 %, must be above 10 % | Change of the dose of oldamab from the last one given −20 %, at most 10 %
          exam: | times at treated >= 3 | times at “Treated” at least 3 | Times at “Treated” 2, must be at least 3 | Times at “Treated” 2, below 3
          exam: | age >= 70 y | age at least 70 years | Age 60 years, must be at least 70 years | Age 60 years, below 70 years
          exam: | setting.strict is yes | strict is yes | Strict is no, must be yes | Strict is no, not yes
          exam: | site.open | the site is open | The site is open: yes | The site is open: yes
          stop: day=2024-03-31 | weekday of stop.day is Monday | weekday of date of stop is Monday | Weekday of date of stop is Sunday, must be Monday | Weekday of date of stop is Sunday, not Monday
          stop: day=2024-03-31 | stop.day + 1 mo < today | 1 month after date of stop before today | 1 month after date of stop 30 Apr 2024, before today | 1 month after date of stop 30 Apr 2024, before today
          exam: ecog=1 | (exam.weight if exam.ecog is 1 otherwise 5 kg) > 3 kg | weight if ECOG performance status is 1, otherwise 5 kg above 3 kg | Cannot tell until: weight if ECOG performance status is 1, otherwise 5 kg (worked out from weight and ECOG performance status) | Cannot tell until: weight if ECOG performance status is 1, otherwise 5 kg (worked out from weight and ECOG performance status)
          exam: ecog=2, smokes=no | exam.ecog is 1 or exam.smokes | ECOG performance status is 1, or smokes: yes | ECOG performance status is 2, must be 1; smokes: no, must be yes | ECOG performance status is 2, not 1; smokes: no
          """)
  void a_rule_its_reasons_and_its_findings(
      String answers, String rule, String said, String because, String finding) {
    var asked = new Asked(answers.equals("-") ? "" : answers);
    var read = Asked.rule(rule);
    var reasons = read.because(asked, Rows.NONE);
    assertThat(plain(ENGLISH.condition(read).text())).isEqualTo(said);
    assertThat(plain(ENGLISH.because(reasons).text())).isEqualTo(because);
    assertThat(plain(ENGLISH.finding(reasons).text())).isEqualTo(finding);
  }

  /** Numbers hold on to their units by blanks that do not break. */
  private static String plain(String text) {
    return text.replace('\u00a0', ' ').replace('\u202f', ' ');
  }

  private static List<String> entry(String variable) {
    return ENGLISH.dictionary().rows().stream()
        .filter(row -> row.get(1).equals(variable))
        .findFirst()
        .orElseThrow()
        .stream()
        .map(SaidTest::plain)
        .toList();
  }

  @Test
  void the_dictionary_says_of_each_question_all_that_the_study_says() {
    assertThat(ENGLISH.dictionary().title()).isEqualTo("THREE: data dictionary");
    assertThat(ENGLISH.dictionary().rows()).hasSize(28);
    assertThat(entry("exam.weight"))
        .containsExactly(
            "Exam",
            "exam.weight",
            "Weight",
            "Number",
            "kg",
            "25",
            "250",
            "40 to 110",
            "",
            "Screening; Weekly",
            "",
            "",
            "",
            "what.work out.BSA; forms.exam.BMI");
    assertThat(entry("exam.packs")).contains("smokes: yes");
    assertThat(entry("exam.ecog")).contains("0 < 1 < 2 < 3 < 4", "One of the answers");
    assertThat(entry("exam.creatinine")).contains("with this laboratory's limits", "µmol/L");
    assertThat(entry("exam.BMI")).contains("body mass index from height and weight", "kg/m²");
    assertThat(entry("exam.risk"))
        .contains(
            "high: ECOG performance status is 1 or more, or (smokes: yes, and packs a day above 1);"
                + " low: in every other case",
            "how.allocate");
    assertThat(entry("scan.result"))
        .contains("clear | unsure = cannot be judged | growing")
        .last()
        .asString()
        .startsWith("next.treated.watched; next.treated.off");
    assertThat(entry("ae.sent-at")).contains("Date and time", "optional", "when.clocks.report");
    assertThat(entry("death.day")).contains("Date, may be partly known", "at any time");
    assertThat(entry("scan.size").getLast()).as("no line reads it").isEmpty();
  }

  @Test
  void the_schedule_marks_each_form_at_its_visits() {
    var schedule = ENGLISH.schedule();
    assertThat(schedule.columns())
        .extracting(Schedule.Column::name, column -> plain(column.when()))
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "Screening", "At most 28 days after date of consent"),
            org.assertj.core.groups.Tuple.tuple(
                "Weekly",
                "On days 1, 8 and 15, counted from start as day 1 (± 1 day); while at “Treated”"),
            org.assertj.core.groups.Tuple.tuple(
                "Check",
                "3 and 6 months after day of randomisation (± 14 days); while at “Treated” or"
                    + " “Watched”"),
            org.assertj.core.groups.Tuple.tuple("At any time", ""));
    assertThat(schedule.rows())
        .extracting(row -> row.form() + ": " + String.join(",", row.marks()))
        .containsExactly(
            "Consent: ×,,,",
            "Exam: ×,×,,",
            "Dose: ,×,,",
            "Scan: ,,×,",
            "Ae: ,,,×",
            "Stop: ,,,×",
            "Death: ,,,×");
    assertThat(plain(schedule.notes().getFirst()))
        .isEqualTo(
            "Oldamab: 50 mg for each m² of BSA, into a vein, over 30 minutes; on days 1, 8 and 15;"
                + " in Low dose and High dose only; rounded to the nearest 5 mg; dose levels 50 and"
                + " 40 mg/m²; a dose that was left out is not made up");
  }

  @Test
  void a_blank_form_has_a_place_for_every_answer_and_says_what_is_worked_out() {
    var exam =
        ENGLISH.blankForms().stream()
            .filter(form -> form.name().equals("exam"))
            .findFirst()
            .orElseThrow();
    assertThat(exam.notes()).containsExactly("Filled in at: Screening; Weekly");
    assertThat(exam.questions())
        .extracting(
            one ->
                plain(
                    "%s [%s] %s%s %s"
                        .formatted(
                            one.text(),
                            one.shape(),
                            one.choices().stream().map(BlankForm.Choice::label).toList(),
                            one.workedOut() ? " worked out" : "",
                            one.notes())))
        .contains(
            "Height [120 to 220 cm] [] [Once is enough]",
            "Smokes [] [no, yes] []",
            "Packs a day [0 to 10] [] [Asked if smokes: yes]",
            "Body mass index [] [] worked out [Worked out: body mass index from height and"
                + " weight]");
    assertThat(ENGLISH.blankForms())
        .filteredOn(form -> form.name().equals("dose"))
        .first()
        .satisfies(form -> assertThat(form.notes()).contains("May be filled in several times"));
  }
}
