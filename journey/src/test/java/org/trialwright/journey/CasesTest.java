package org.trialwright.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.trialwright.study.Answer;
import org.trialwright.study.Case;
import org.trialwright.study.Case.Claim;
import org.trialwright.study.Case.Expectation;
import org.trialwright.study.Case.Value;
import org.trialwright.study.CaseReader;
import org.trialwright.study.Fault;
import org.trialwright.study.What;

/** The worked cases of PALACE3 hold to the last digit, and none of them can hold by accident. */
class CasesTest {
  @Test
  void every_worked_case_of_the_study_holds() {
    var reading = StudyFolder.load(Trial.FOLDER);

    assertThat(reading.faults()).isEmpty();
    assertThat(reading.study()).isPresent();
    assertThat(Trial.CASES.stream().map(Case::expectations).mapToInt(List::size).sum())
        .as("expectations")
        .isGreaterThan(290);
  }

  static Stream<Case> cases() {
    return Trial.CASES.stream().filter(one -> !one.expectations().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void every_expectation_can_fail(Case worked) {
    var damaged = worked.expectations().stream().map(CasesTest::damaged).toList();

    var faults =
        Cases.run(
            Trial.STUDY,
            List.of(
                new Case(
                    worked.name(),
                    worked.about(),
                    worked.settings(),
                    worked.closed(),
                    worked.facts(),
                    damaged,
                    worked.at())));

    assertThat(faults.stream().map(Fault::at))
        .containsExactlyElementsOf(damaged.stream().map(Expectation::at).toList());
  }

  private static Expectation damaged(Expectation expectation) {
    return new Expectation(
        expectation.subject(),
        expectation.expected(),
        expectation.on(),
        damaged(expectation.claim()),
        expectation.at());
  }

  /** The nearest thing that is not so: one more in the last digit, the next day, another code. */
  private static Claim damaged(Claim claim) {
    return switch (claim) {
      case Claim.Eligible _ -> new Claim.NotEligible(Set.of("age"));
      case Claim.NotEligible(var criteria) ->
          new Claim.NotEligible(Set.of(criteria.contains("age") ? "fit" : "age"));
      case Claim.Undecided(var questions) ->
          new Claim.Undecided(
              Set.of(questions.contains("exam.ecog") ? "exam.weight" : "exam.ecog"));
      case Claim.InPlace(var place) ->
          new Claim.InPlace(place.equals("screening") ? "ready" : "screening");
      case Claim.Dose(var drug, var amount) -> new Claim.Dose(drug, next(amount));
      case Claim.Changed(var drug, var action, var reason) ->
          action == What.Action.CONFIRM
              ? new Claim.Changed(drug, action, reason + "!")
              : new Claim.Changed(
                  drug, action == What.Action.HOLD ? What.Action.OMIT : What.Action.HOLD, reason);
      case Claim.GoesOn(var drug) ->
          new Claim.Changed(drug, What.Action.PAUSE, "mucositis grade 4");
      case Claim.Due(var visit, var targets, var window) ->
          window.isEmpty()
              ? new Claim.Due(visit, later(targets), window)
              : new Claim.Due(visit, targets, later(window));
      case Claim.Clock(var alarm, var due) -> new Claim.Clock(alarm, due.plusSeconds(60));
      case Claim.Answered(var item, var value) -> new Claim.Answered(item, other(value));
      case Claim.Is(var named, var value) -> new Claim.Is(named, other(value));
      case Claim.Endpoint(var name, var outcome, var day) ->
          switch (outcome) {
            case YES -> new Claim.Endpoint(name, Case.Outcome.NO, day);
            case NO -> new Claim.Endpoint(name, Case.Outcome.YES, day);
            case NO_EVENT -> new Claim.Endpoint(name, Case.Outcome.EVENT, day);
            case EVENT, COMPETING, CENSORED -> new Claim.Endpoint(name, outcome, day + 1);
          };
      case Claim.Refused(var form, var drug, var check) ->
          new Claim.Refused(form, drug, check + "!");
      case Claim.Impossible(var form) -> new Claim.Refused(form, Optional.empty(), "!");
      case Claim.Allowed(var item, var from, var to) ->
          new Claim.Allowed(item, from, to.plusDays(1));
    };
  }

  private static List<LocalDate> later(List<LocalDate> days) {
    return Stream.concat(
            days.stream().limit(days.size() - 1L), Stream.of(days.getLast().plusDays(1)))
        .toList();
  }

  private static Value.Number next(Value.Number number) {
    return new Value.Number(
        number.number() + Math.pow(10, -number.decimals()), number.decimals(), number.unit());
  }

  private static Value other(Value value) {
    return switch (value) {
      case Value.Number number -> next(number);
      case Value.Exactly(Answer.Coded(var possible)) ->
          new Value.Exactly(new Answer.Coded(possible == 1 ? 2 : possible >> 1));
      case Value.Exactly(Answer.Ranged at) -> new Value.Exactly(Answer.exactly(at.low() + 1));
      case Value.Exactly _ -> new Value.NotAsked();
      case Value.NotKnown _ -> new Value.NotAsked();
      case Value.NotAsked _ -> new Value.NotKnown();
    };
  }

  @Test
  void a_case_that_does_not_hold_says_what_came_of_it_at_its_line() {
    var text = Trial.FOLDER.files().get("cases.yaml");
    var wrong =
        text.replaceFirst(
            "carboplatin on 2024-07-01 is 205 mg", "carboplatin on 2024-07-01 is 210 mg");
    int line = 1 + (int) wrong.substring(0, wrong.indexOf("is 210 mg")).lines().count() - 1;

    var reading = StudyFolder.load(Trial.changed("cases.yaml", wrong));

    assertThat(reading.study()).isEmpty();
    assertThat(reading.faults().stream().map(Fault::toString))
        .containsExactly(
            "cases.yaml:"
                + line
                + ":7: case P01-day-1: carboplatin on 2024-07-01 is 205 mg, expected 210 mg");
  }

  @Test
  void adjuvant_treatment_is_allowed_from_4_to_16_weeks_after_the_operation() {
    assertThat(faultsOf("P01", "adjuvant-dose.day is allowed from 2025-09-10 to 2025-12-03"))
        .isEmpty();
    assertThat(faultsOf("P01", "adjuvant-dose.day is allowed from 2025-09-11 to 2025-12-02"))
        .containsExactly(
            "case tried: adjuvant-dose.day is allowed on 2025-09-10 and is allowed on 2025-12-03,"
                + " expected allowed from 2025-09-11 to 2025-12-02");
    assertThat(faultsOf("P01", "adjuvant-dose.day is allowed from 2025-09-09 to 2025-12-04"))
        .containsExactly(
            "case tried: adjuvant-dose.day is a deviation on 2025-09-09 and is a deviation on"
                + " 2025-12-04, expected allowed from 2025-09-09 to 2025-12-04");
  }

  @ParameterizedTest
  @CsvSource({
    "2024-12-01, OS has an event on day 158",
    "2024-12,    OS has an event on day 172", // the 15th
    "2024,       OS is not known",
    "not known,  OS is not known",
  })
  void a_death_counts_on_its_day_on_the_15th_of_its_month_or_not_yet(String day, String expected) {
    var found =
        messages(
            """
            tried:
              like: P10
              facts:
                2024-12-31 death: day DAY, cause other, source family
              expect:
                - OS has an event on day 1
            """
                .replace("DAY", day));

    assertThat(found)
        .containsExactly("case tried: " + expected + ", expected has an event on day 1");
  }

  @Test
  void a_record_that_is_impossible_where_the_participant_stands_is_expected_or_a_fault() {
    var surveillance =
        """
        tried:
          like: P01-course
          facts:
            2024-09-05 mdt: code cCR, way surveillance
        """;
    assertThat(messages(surveillance))
        .containsExactly("case tried: mdt on 2024-09-05 is impossible in cre-1");
    assertThat(
            messages(
                surveillance
                    + """
                      expect:
                        - mdt on 2024-09-05 is impossible
                        - place on 2024-09-05 is cre-1
                    """))
        .isEmpty();
    assertThat(faultsOf("P01", "mdt on 2024-10-17 is impossible"))
        .containsExactly("case tried: mdt on 2024-10-17 is accepted, expected impossible");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          2024-07-01 ekg: finding normal                        | 'ekg' is not a form; did you mean 'ecg'?
          2024-07-41 ecg: finding normal                        | '2024-07-41' is not a day; write it as 2024-10-15
          2024-07-01 ecg: findings normal                       | 'findings' is not a question of ecg; did you mean 'finding'?
          2024-07-01 ecg: finding norml                         | 'norml' is not a possible answer (the answers are normal, abnormal); did you mean 'normal'?
          2024-07-01 exam: height 655 cm                        | 655 lies outside the range of exam.height, 120..220
          2024-07-01 exam: height 165 cm, height 166 cm         | 'height' is answered twice
          2024-07-01 exam: BMI 21                               | 'exam.BMI' is worked out and cannot be filled in
          2024-07-01 allocated: organs                          | 'organs' is not an arm; did you mean 'organ'?
          2024-07-01..2024-07-05 fraction: 6 of amount 1.8 Gy   | 6 do not fit on the 5 working days of the site
          2024-07-01..2024-07-05 fraction: amount 1.8 Gy        | how many? write '23 of' before the answers
          2024-07-01..2024-07-05 fraction: 0 of amount 1.8 Gy   | how many? write '23 of' before the answers
          2024-07-05..2024-07-01 fraction: 5 of amount 1.8 Gy   | the days run backwards
          """)
  void a_fact_that_cannot_be_is_a_fault(String fact, String message) {
    assertThat(messages("tried:\n  like: fine\n  facts:\n    " + fact + "\n"))
        .containsExactly(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          who is eligibel                                  | 'undecided until' is needed before 'eligibel'
          who is not eligible because fitness              | 'fitness' is not a criterion
          who is undecided until exam.ecg                  | 'exam.ecg' is not a question; did you mean 'exam.ecog'?
          place on 2024-07-01 is redy                      | 'redy' is not a place; did you mean 'ready'?
          carboplatin on 2024-07-01 is held because counts lo | 'counts lo' is no reason; did you mean 'counts low'?
          carboplatin on 2024-07-01 is 205 mL              | the units differ: mg is worked out, mL is expected
          weeky is due 2024-07-08                          | 'weeky' is not a visit; did you mean 'weekly'?
          staging.stage is VI                              | 'VI' is not an answer of stage-squamous; did you mean 'I'?
          exam.BMY is 21                                   | 'exam.BMY' is not a name of the study; did you mean 'exam.BMI'?
          OSS has no event                                 | 'OSS' is not an endpoint; did you mean 'OS'?
          dose on 2024-07-01 is refused because No reason  | 'No reason' is no check of dose
          exam.BMI was 21                                  | 'is', 'has', 'needs' or 'goes on' is needed, not 'was'
          """)
  void an_expectation_that_says_nothing_is_a_fault(String expectation, String message) {
    assertThat(faultsOf("fine", expectation)).singleElement().asString().startsWith(message);
  }

  @Test
  void the_same_expectation_twice_is_a_fault() {
    assertThat(
            messages(
                """
                tried:
                  like: fine
                  expect:
                    - who is eligible
                    - who is eligible
                """))
        .containsExactly("this expectation is written twice");
  }

  private static List<String> faultsOf(String like, String expectation) {
    return messages("tried:\n  like: " + like + "\n  expect:\n    - " + expectation + "\n");
  }

  private static List<String> messages(String cases) {
    var read = CaseReader.read(Trial.with(cases), Trial.STUDY);
    var faults =
        read.faults().isEmpty()
            ? Cases.run(
                Trial.STUDY,
                read.cases().stream().filter(one -> one.name().equals("tried")).toList())
            : read.faults();
    return faults.stream().map(Fault::message).toList();
  }
}
