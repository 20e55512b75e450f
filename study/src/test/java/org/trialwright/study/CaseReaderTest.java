package org.trialwright.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Worked cases: what each line is read as, or how and where it is refused. */
class CaseReaderTest {
  private static final Study STUDY = StudyReader.read(Folder.read(EveryRuleTest.FOLDER)).orThrow();
  private static final String ZERO =
      """
      zero:
        settings: strict yes
        closed: 2024-12-24
        facts:
          2024-05-01 exam: ecog 1
          2024-05-02 allocated: high
      """;

  private static CaseReader.Cases read(String cases) {
    return CaseReader.read(new Folder(Map.of(CaseReader.FILE, cases.replace("⏎", "\n"))), STUDY);
  }

  private static String faults(CaseReader.Cases cases) {
    return cases.faults().stream()
        .map(fault -> fault.at().line() + ":" + fault.at().column() + ": " + fault.message())
        .collect(Collectors.joining(" / "));
  }

  private static String expected(CaseReader.Cases cases) {
    return cases.faults().isEmpty()
        ? cases.cases().getLast().expectations().stream()
            .map(one -> one.subject() + "; " + one.expected() + "; " + one.claim())
            .collect(Collectors.joining(" / "))
        : faults(cases);
  }

  private static String recorded(CaseReader.Cases cases) {
    var last = cases.cases().getLast();
    return cases.faults().isEmpty()
        ? (new TreeMap<>(last.settings())
                + " "
                + new TreeSet<>(last.closed())
                + " "
                + last.facts().stream().map(Object::toString).collect(Collectors.joining(" / ")))
            .strip()
        : faults(cases);
  }

  @Test
  void without_a_file_there_are_no_cases() {
    assertThat(CaseReader.read(new Folder(Map.of()), STUDY).cases()).isEmpty();
    assertThat(faults(read("a case: {about: x}\n")))
        .isEqualTo("1:1: 'a case' is not a name: letters, digits and hyphens");
    assertThat(faults(read("one: x\n")))
        .isEqualTo("1:6: one: lines of 'name: value' are needed here");
  }

  /** An expectation: its subject, what is expected as written, and what it is read as. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          who is eligible | who; eligible; Eligible[]
          who is not eligible because consent, kidney | who; not eligible because consent, kidney; NotEligible[criteria=[consent, kidney]]
          who is not eligible because nobody | 3:41: 'nobody' is not a criterion; did you mean 'anybody'?
          who is undecided until exam.ecog, exam.creatinine | who; undecided until exam.ecog, exam.creatinine; Undecided[questions=[exam.ecog, exam.creatinine]]
          who is undecided until exam.eco | 3:38: 'exam.eco' is not a question; did you mean 'exam.ecog'?
          who is well | 3:14: 'undecided until' is needed before 'well'
          report is due 2024-06-01 12:00 | 3:21: '2024-06-01 12:00' is not a date and time; write it as 2024-12-03 16:30 +08:00
          report is due tomorrow | 3:21: 'tomorrow' is not a date and time; write it as 2024-12-03 16:30 +08:00
          place is treated | place; treated; InPlace[place=treated]
          place is heaven | 3:22: 'heaven' is not a place
          check is due 2024-06-01 | check; due 2024-06-01; Due[visit=check, targets=[2024-06-01], window=[]]
          check is due 2024-06-01, 2024-09-01 | check; due 2024-06-01, 2024-09-01; Due[visit=check, targets=[2024-06-01, 2024-09-01], window=[]]
          check is due 2024-06-01 from 2024-05-18 to 2024-06-15 | check; due 2024-06-01 from 2024-05-18 to 2024-06-15; Due[visit=check, targets=[2024-06-01], window=[2024-05-18, 2024-06-15]]
          check is due from 2024-05-18 to 2024-06-15 | check; due from 2024-05-18 to 2024-06-15; Due[visit=check, targets=[], window=[2024-05-18, 2024-06-15]]
          chek is due 2024-06-01 | 3:7: 'chek' is not a visit; did you mean 'check'?
          check is due 2024-06-31 | 3:20: '2024-06-31' is not a day; write it as 2024-10-15
          exam.day is allowed from 2024-05-18 to 2024-06-15 | exam.day; allowed from 2024-05-18 to 2024-06-15; Allowed[item=exam.day, from=2024-05-18, to=2024-06-15]
          exam.dy is allowed from 2024-05-18 to 2024-06-15 | 3:7: 'exam.dy' is not a name of the study; did you mean 'exam.day'?
          scan is refused because Grew | scan; refused because Grew; Refused[form=scan, drug=Optional.empty, check=Grew]
          scan is refused because Grow | 3:31: 'Grow' is no check of scan; did you mean 'Grew'?
          oldamab is refused because As planned | oldamab; refused because As planned; Refused[form=dose, drug=Optional[oldamab], check=As planned]
          scun is refused because Grew | 3:7: 'scun' is not a form; did you mean 'scan'?
          scan is impossible | scan; impossible; Impossible[form=scan]
          scun is impossible | 3:7: 'scun' is not a form; did you mean 'scan'?
          oldamab on 2024-06-01 is 85 mg | oldamab on 2024-06-01; 85 mg; Dose[drug=oldamab, amount=Number[number=85.0, decimals=0, unit=mg]]
          oldamab on 2024-06-01 is 85 kg | oldamab on 2024-06-01; 85 kg; Dose[drug=oldamab, amount=Number[number=85.0, decimals=0, unit=kg]]
          oldamab on 2024-06-01 is 85 mm | 3:37: the units differ: mg is worked out, mm is expected
          oldamab on 2024-06-01 is omitted because low | oldamab on 2024-06-01; omitted because low; Changed[drug=oldamab, action=OMIT, reason=low]
          oldamab on 2024-06-01 is held because rash 2 | oldamab on 2024-06-01; held because rash 2; Changed[drug=oldamab, action=HOLD, reason=rash 2]
          oldamab on 2024-06-01 is stopped because very low | oldamab on 2024-06-01; stopped because very low; Changed[drug=oldamab, action=STOP, reason=very low]
          oldamab on 2024-06-01 is paused because low | oldamab on 2024-06-01; paused because low; Changed[drug=oldamab, action=PAUSE, reason=low]
          oldamab on 2024-06-01 is omitted because lox | 3:48: 'lox' is no reason; did you mean 'low'?
          oldamab on 2024-06-01 is omitted because not in arm | oldamab on 2024-06-01; omitted because not in arm; Changed[drug=oldamab, action=OMIT, reason=not in arm]
          oldamab on 2024-06-01 is stopped because rash 9 | 3:48: 'rash 9' is no reason; did you mean 'rash 1'?
          oldamab on 2024-06-01 needs confirmation because low | oldamab on 2024-06-01; needs confirmation because low; Changed[drug=oldamab, action=CONFIRM, reason=low]
          oldmab on 2024-06-01 needs confirmation because low | 3:7: 'oldmab' is not a drug; did you mean 'oldamab'?
          oldamab on 2024-06-01 goes on | oldamab on 2024-06-01; goes on; GoesOn[drug=oldamab]
          oldmab on 2024-06-01 goes on | 3:7: 'oldmab' is not a drug; did you mean 'oldamab'?
          BSA is 1.94 m2 | BSA; 1.94 m2; Is[named=BSA, value=Number[number=1.94, decimals=2, unit=m2]]
          BSA is -1.940 m2 | BSA; -1.940 m2; Is[named=BSA, value=Number[number=-1.94, decimals=3, unit=m2]]
          BSA is not known | BSA; not known; Is[named=BSA, value=NotKnown[]]
          BSA is not asked | BSA; not asked; Is[named=BSA, value=NotAsked[]]
          BSA is 1.94 | 3:18: the units differ: m2 is worked out, no unit is expected
          growth is 2024-06-10 | growth; 2024-06-10; Is[named=growth, value=Exactly[answer=Ranged[low=19884.0, high=19884.0, lln=NaN, uln=NaN]]]
          growth on 2024-06-12 is 2024-06-10 | growth on 2024-06-12; 2024-06-10; Is[named=growth, value=Exactly[answer=Ranged[low=19884.0, high=19884.0, lln=NaN, uln=NaN]]]
          growth is not known | growth; not known; Is[named=growth, value=NotKnown[]]
          PFS has an event on day 90 | PFS; has an event on day 90; Endpoint[endpoint=PFS, outcome=EVENT, day=90]
          PFS has a competing event on day 90 | PFS; has a competing event on day 90; Endpoint[endpoint=PFS, outcome=COMPETING, day=90]
          PFS has no event | PFS; has no event; Endpoint[endpoint=PFS, outcome=NO_EVENT, day=0]
          PFS has nothing | 3:15: 'a competing event' is needed before 'nothing'
          PFS is censored on day 90 | PFS; censored on day 90; Endpoint[endpoint=PFS, outcome=CENSORED, day=90]
          PES has no event | 3:7: 'PES' is not an endpoint; did you mean 'PFS'?
          clear is yes | clear; yes; Endpoint[endpoint=clear, outcome=YES, day=0]
          clear is no | clear; no; Endpoint[endpoint=clear, outcome=NO, day=0]
          clear is perhaps | 3:16: 'no' is needed before 'perhaps'
          exam.ecog is 1 | exam.ecog; 1; Answered[item=exam.ecog, value=Exactly[answer=Coded[possible=2]]]
          exam.ecog is 1 or 2 | exam.ecog; 1 or 2; Answered[item=exam.ecog, value=Exactly[answer=Coded[possible=6]]]
          exam.ecog is 7 | 3:21: '7' is not an answer of exam.ecog
          exam.remark is as he said | exam.remark; as he said; Answered[item=exam.remark, value=Exactly[answer=Written[text=as he said]]]
          exam.weight is 80.5 kg | exam.weight; 80.5 kg; Answered[item=exam.weight, value=Number[number=80.5, decimals=1, unit=kg]]
          exam.smokes is yes | exam.smokes; yes; Answered[item=exam.smokes, value=Exactly[answer=Coded[possible=2]]]
          ae.aware-at is 2024-06-01 08:30 | 3:22: '2024-06-01 08:30' is not a date and time; write it as 2024-12-03 16:30 +08:00
          ae.aware-at is noon | 3:22: 'noon' is not a date and time; write it as 2024-12-03 16:30 +08:00
          ae.seen-at is 08:30 | ae.seen-at; 08:30; Answered[item=ae.seen-at, value=Exactly[answer=Ranged[low=510.0, high=510.0, lln=NaN, uln=NaN]]]
          ae.seen-at is 25:30 | 3:21: '25:30' is not a time; write it as 09:30
          exam.eco is 1 | 3:7: 'exam.eco' is not a name of the study; did you mean 'exam.ecog'?
          stop.day is 2024-06-01 | stop.day; 2024-06-01; Answered[item=stop.day, value=Exactly[answer=Ranged[low=19875.0, high=19875.0, lln=NaN, uln=NaN]]]
          stop.day is the first | 3:19: 'the' is not a day; write it as 2024-10-15
          exam.ecog was 1 | 3:17: 'is', 'has', 'needs' or 'goes on' is needed, not 'was'
          exam.ecog is 1 2 | 3:22: not understood from '2'
          report is due not known | 3:21: 'not known' is not a date and time; write it as 2024-12-03 16:30 +08:00
          report is due 2024-12-03 16:30 +08:00 | report; due 2024-12-03 16:30 +08:00; Clock[alarm=report, due=2024-12-03T08:30:00Z]
          report is due 2024-12-03 16:30 +08:00, late | 3:21: '2024-12-03 16:30 +08:00, late' is not a date and time; write it as 2024-12-03 16:30 +08:00
          ae.aware-at is 2024-12-03 16:30 +08:00 | ae.aware-at; 2024-12-03 16:30 +08:00; Answered[item=ae.aware-at, value=Exactly[answer=Ranged[low=1.7332146E9, high=1.7332146E9, lln=NaN, uln=NaN]]]
          ae.aware-at is not done | 3:22: 'not done' is not a date and time; write it as 2024-12-03 16:30 +08:00
          exam.weight is -80 kg | exam.weight; -80 kg; Answered[item=exam.weight, value=Number[number=-80.0, decimals=0, unit=kg]]
          """)
  void an_expectation(String written, String said) {
    assertThat(expected(read("one:\n  expect:\n    - " + written + "\n"))).isEqualTo(said);
  }

  /** A line of a case: its settings, the days on which the site is closed, and its facts. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          facts: {2024-06-01 allocated: low} | {} [] Drawn[day=2024-06-01, arm=low, at=cases.yaml:8:11]
          facts: {2024-06-01 allocated: lo} | 8:35: 'lo' is not an arm; did you mean 'low'?
          facts: {2024-06-01 allocated now: low} | 8:32: not understood from 'now'
          facts: {2024-06-01 exam: "ecog 1, weight 80 kg"} | {} [] Filled[day=2024-06-01, form=exam, answers={ecog=1, weight=80 kg}, at=cases.yaml:8:11]
          facts: {2024-06-01 exam: "ecog 1, ecog 2"} | 8:37: 'ecog' is answered twice
          facts: {2024-06-01 exam: "eco 1"} | 8:29: 'eco' is not a question of exam; did you mean 'ecog'?
          facts: {2024-06-01 exam: "ecog 7"} | 8:34: '7' is not a possible answer (the answers are 0, 1, 2, 3, 4)
          facts: {2024-06-01 exam 2: ecog 1} | {} [] Filled[day=2024-06-01, form=exam, answers={ecog=1}, at=cases.yaml:8:11]
          facts: {2024-06-01 exam two: ecog 1} | 8:27: not understood from 'two'
          facts: {2024-06-01 exom: ecog 1} | 8:26: 'exom' is not a form; did you mean 'exam'?
          facts: {2024-06-31 exam: ecog 1} | 8:11: '2024-06-31' is not a day; write it as 2024-10-15
          facts: {2024-06-01 scan: [size 3, size 4]} | {} [] Filled[day=2024-06-01, form=scan, answers={size=3}, at=cases.yaml:8:29] / Filled[day=2024-06-01, form=scan, answers={size=4}, at=cases.yaml:8:37]
          facts: {2024-06-01 scan: [size 3, [size 4]]} | 8:37: one line of answers is needed here
          facts: {2024-06-01 scan: {size: 3}} | 8:28: one line of answers is needed here
          facts: {2024-06-07..2024-06-12 scan: 3 of size 3} | {} [] Filled[day=2024-06-07, form=scan, answers={size=3}, at=cases.yaml:8:11] / Filled[day=2024-06-10, form=scan, answers={size=3}, at=cases.yaml:8:11] / Filled[day=2024-06-12, form=scan, answers={size=3}, at=cases.yaml:8:11]
          facts: {2024-06-07..2024-06-12 scan: 5 of size 3} | 8:40: 5 do not fit on the 4 working days of the site
          facts: {2024-06-07..2024-06-12 scan: size 3} | 8:40: how many? write '23 of' before the answers
          facts: {2024-06-12..2024-06-07 scan: 2 of size 3} | 8:40: the days run backwards
          facts: {2024-06-12 scan: 1 of size 3} | {} [] Filled[day=2024-06-12, form=scan, answers={size=3}, at=cases.yaml:8:11]
          closed: 2024-06-10⏎  facts: {2024-06-07..2024-06-12 scan: 3 of size 3} | {} [2024-06-10] Filled[day=2024-06-07, form=scan, answers={size=3}, at=cases.yaml:9:11] / Filled[day=2024-06-11, form=scan, answers={size=3}, at=cases.yaml:9:11] / Filled[day=2024-06-12, form=scan, answers={size=3}, at=cases.yaml:9:11]
          closed: 2024-06-10..2024-06-12, 2024-12-25 | {} [2024-06-10, 2024-06-11, 2024-06-12, 2024-12-25]
          closed: 2024-06-12..2024-06-10 | 8:33: the days run backwards
          closed: 2024-06-12 2024-06-13 | 8:22: not understood from '2024-06-13'
          settings: strict yes, wait 21 d | {strict=Coded[possible=1], wait=Ranged[low=21.0, high=21.0, lln=NaN, uln=NaN]} []
          settings: strict yes now | 8:24: not understood from 'now'
          settings: strict not asked | 8:29: a setting has a value
          facts: {2024-06-01 allocated: low now} | 8:37: not understood from 'now'
          settings: strict perhaps | 8:27: 'perhaps' is not an answer of setting.strict
          settings: strikt yes | 8:13: 'strikt' is not a setting; did you mean 'strict'?
          settings: strict not known | 8:29: a setting has a value
          settings: wait 21 kg | 8:23: the units differ: d is worked out, kg is expected
          like: two | 8:9: no case above is called 'two'
          about: somebody⏎  facts: {2024-06-02 exam: ecog 2, 2024-06-03 exam: ecog 1, 2024-06-01 exam: ecog 0} | {} [] Filled[day=2024-06-01, form=exam, answers={ecog=0}, at=cases.yaml:9:61] / Filled[day=2024-06-02, form=exam, answers={ecog=2}, at=cases.yaml:9:11] / Filled[day=2024-06-03, form=exam, answers={ecog=1}, at=cases.yaml:9:36]
          fact: x | 8:3: 'fact' does not belong in a case; did you mean 'facts'?
          expect: who is eligible | 8:3: one: expectations are a list, each behind '- '
          expect: [who is eligible, who is eligible] | 8:29: this expectation is written twice
          expect: [who is eligible, {a: b}] | 8:29: one line of text is needed here
          expect: [] | {} []
          """)
  void a_line_of_a_case(String written, String said) {
    assertThat(recorded(read(ZERO + "one:\n  " + written + "\n"))).isEqualTo(said);
  }

  /** Facts of the same day and form take the place of those of the other case. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          facts: {2024-05-01 exam: ecog 2} | {strict=Coded[possible=1]} [2024-12-24] Filled[day=2024-05-01, form=exam, answers={ecog=2}, at=cases.yaml:9:11] / Drawn[day=2024-05-02, arm=high, at=cases.yaml:6:5]
          facts: {2024-05-01 exam: ecog 2, 2024-05-01 exam 2: ecog 3} | {strict=Coded[possible=1]} [2024-12-24] Filled[day=2024-05-01, form=exam, answers={ecog=2}, at=cases.yaml:9:11] / Filled[day=2024-05-01, form=exam, answers={ecog=3}, at=cases.yaml:9:36] / Drawn[day=2024-05-02, arm=high, at=cases.yaml:6:5]
          facts: {2024-05-01 scan: size 2} | {strict=Coded[possible=1]} [2024-12-24] Filled[day=2024-05-01, form=exam, answers={ecog=1}, at=cases.yaml:5:5] / Filled[day=2024-05-01, form=scan, answers={size=2}, at=cases.yaml:9:11] / Drawn[day=2024-05-02, arm=high, at=cases.yaml:6:5]
          facts: {2024-05-03 exam: ecog 2} | {strict=Coded[possible=1]} [2024-12-24] Filled[day=2024-05-01, form=exam, answers={ecog=1}, at=cases.yaml:5:5] / Drawn[day=2024-05-02, arm=high, at=cases.yaml:6:5] / Filled[day=2024-05-03, form=exam, answers={ecog=2}, at=cases.yaml:9:11]
          facts: {2024-05-04 allocated: low} | {strict=Coded[possible=1]} [2024-12-24] Filled[day=2024-05-01, form=exam, answers={ecog=1}, at=cases.yaml:5:5] / Drawn[day=2024-05-04, arm=low, at=cases.yaml:9:11]
          settings: wait 21 d | {strict=Coded[possible=1], wait=Ranged[low=21.0, high=21.0, lln=NaN, uln=NaN]} [2024-12-24] Filled[day=2024-05-01, form=exam, answers={ecog=1}, at=cases.yaml:5:5] / Drawn[day=2024-05-02, arm=high, at=cases.yaml:6:5]
          closed: 2024-12-25 | {strict=Coded[possible=1]} [2024-12-24, 2024-12-25] Filled[day=2024-05-01, form=exam, answers={ecog=1}, at=cases.yaml:5:5] / Drawn[day=2024-05-02, arm=high, at=cases.yaml:6:5]
          """)
  void a_case_like_another(String written, String said) {
    assertThat(recorded(read(ZERO + "one:\n  like: zero\n  " + written + "\n"))).isEqualTo(said);
  }
}
