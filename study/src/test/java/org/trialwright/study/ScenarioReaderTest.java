package org.trialwright.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A scenario: what each line is read as, or how and where it is refused. */
class ScenarioReaderTest {
  private static final Study STUDY = StudyReader.read(Folder.read(EveryRuleTest.FOLDER)).orThrow();
  private static final String SMALL =
      """
      scenario: small
      people:
        runs: 2024-05-06 for 12 mo
        sites: 2 in Europe/Vienna
        accrual: 3 per mo
        age: 60 sd 8 within 18..90
        kind: slow 0.6, fast
      nature:
        weak: chance 0.3
        grows: {hazard: 0.1 per mo, from: randomised}
      answers:
        exam.smokes: yes 0.4, no
      events:
        stop: {on: grows}
      visits:
        every: misses 0.1
      variants:
        other: {nature: {weak: chance 0.5}, answers: {exam.ecog: 0}, people: x}
      expect:
        survival: 0.5 at 12 mo
      """;

  private static ScenarioReader.Read read(String text, String... variants) {
    return ScenarioReader.read(STUDY, new Folder(Map.of("scenario.yaml", text)), List.of(variants));
  }

  private static String faults(ScenarioReader.Read read) {
    return read.faults().stream()
        .map(fault -> fault.at().line() + ":" + fault.at().column() + ": " + fault.message())
        .collect(Collectors.joining(" / "));
  }

  /** The part of a scenario in which a line stands. */
  private static String part(Scenario scenario, String line) {
    var name = line.split("[ :.]")[0];
    return switch (name) {
      case "scenario" -> scenario.name();
      case "runs", "sites", "accrual", "age" -> scenario.setting().toString();
      case "exam" -> scenario.answers().toString();
      case "stop" -> scenario.events().toString();
      case "every" -> scenario.visits().toString();
      case "survival" -> scenario.expected().toString();
      default -> nature(scenario, name);
    };
  }

  private static String nature(Scenario scenario, String name) {
    return scenario.lines().entrySet().stream()
        .filter(line -> line.getKey().name().equals(name))
        .map(line -> line.getValue().toString())
        .collect(Collectors.joining());
  }

  /** A line of the small scenario, what stands there instead, and what comes of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      emptyValue = "",
      textBlock =
          """
          scenario: small | scenario: large | large
          scenario: small | scenery: small | 1:1: 'scenery' does not belong in a scenario
          runs: 2024-05-06 for 12 mo | runs: soon for 12 mo | 3:9: a day is needed, such as 2024-05-06
          runs: 2024-05-06 for 12 mo | runs: 2024-05-06 | 3:19: 'for' is missing at the end
          runs: 2024-05-06 for 12 mo | runs: 2024-05-06 for 12 d | 3:27: 'mo' is needed before 'd'
          sites: 2 in Europe/Vienna | sites: 2 in Vienna | 4:15: 'Vienna' is not a time zone such as Europe/Vienna
          accrual: 3 per mo | accrual: 0 to 3 per mo over 6 mo then 3 per mo | Setting[begins=2024-05-06, months=12.0, sites=2, zone=Europe/Vienna, accrual=[Pace[fromRate=0.0, toRate=3.0, months=6.0], Pace[fromRate=3.0, toRate=3.0, months=Infinity]], age=Number[mean=60.0, between=8.0, within=0.0, low=OptionalDouble[18.0], high=OptionalDouble[90.0], decimals=0, suffix=]]
          accrual: 3 per mo | accrual: 3 per mo over 6 mo | 5:30: 'then' is missing at the end
          accrual: 3 per mo | accrual: 3 per d | 5:18: 'mo' is needed before 'd'
          age: 60 sd 8 within 18..90 | age: 60.5 | Setting[begins=2024-05-06, months=12.0, sites=2, zone=Europe/Vienna, accrual=[Pace[fromRate=3.0, toRate=3.0, months=Infinity]], age=Number[mean=60.5, between=0.0, within=0.0, low=OptionalDouble.empty, high=OptionalDouble.empty, decimals=1, suffix=]]
          age: 60 sd 8 within 18..90 | age: 60 sd 8 each time sd 2 | Setting[begins=2024-05-06, months=12.0, sites=2, zone=Europe/Vienna, accrual=[Pace[fromRate=3.0, toRate=3.0, months=Infinity]], age=Number[mean=60.0, between=8.0, within=2.0, low=OptionalDouble.empty, high=OptionalDouble.empty, decimals=0, suffix=]]
          kind: slow 0.6, fast | kind: slow 0.6, fast if weak; slow | Classes[choices=[Choice[value=[Share[code=slow, chance=0.6], Share[code=fast, chance=NaN]], when=Is[term=Own[question=nature.weak], list=CodeList[name=yes/no, codes=[no, yes], ordered=false], codes=2, negated=false, text=weak]], Choice[value=[Share[code=slow, chance=NaN]], when=Otherwise[]]]]
          kind: slow 0.6, fast | kind: slow, fast 0.6 | 7:23: only the last may stand without its chance
          kind: slow 0.6, fast | kind: slow 0.6, fast 0.6 | 7:27: the chances add up to more than 1
          kind: slow 0.6, fast | kind: slow 0.6, fast if strong | 7:27: nothing is called 'strong'
          kind: slow 0.6, fast | kind: slow 0.6, not done | Classes[choices=[Choice[value=[Share[code=slow, chance=0.6], Share[code=not done, chance=NaN]], when=Otherwise[]]]]
          kind: slow 0.6, fast | kind: [slow, fast] | 7:9: one line or a block is needed here
          kind: slow 0.6, fast | weak: chance 0.1 | 9:3: 'weak' is written twice
          kind: slow 0.6, fast | a kind: slow | 7:3: 'a kind' is not a name: letters, digits and hyphens
          kind: slow 0.6, fast | kind: slow 0.6 or fast | 7:18: not understood from 'or fast'
          kind: slow 0.6, fast | kind: (slow) | 7:9: an answer is missing before '(slow)'
          weak: chance 0.3 | weak: chance 1.3 | 9:19: a chance lies between 0 and 1
          weak: chance 0.3 | weak: chance 0.3 if kind is fast; 0.1 if arm is low; otherwise 0 | Chance[choices=[Choice[value=0.3, when=Is[term=Own[question=nature.kind], list=CodeList[name=kind, codes=[slow, fast], ordered=false], codes=2, negated=false, text=kind is fast]], Choice[value=0.1, when=Is[term=Arm[arms=CodeList[name=arms, codes=[low, high, none], ordered=false]], list=CodeList[name=arms, codes=[low, high, none], ordered=false], codes=1, negated=false, text=arm is low]], Choice[value=0.0, when=Otherwise[]]]]
          weak: chance 0.3 | weak: chance 0.3 of kind | 9:20: not understood from 'of kind'
          grows: {hazard: 0.1 per mo, from: randomised} | grows: {hazard: 0.1 to 24 mo then 0.05 to 36 mo then 0.01 per mo, from: randomised} | Timed[chance=[], onlyIf=Otherwise[], clock=[Choice[value=Hazard[rates=[Rate[perMonth=0.1, months=24.0], Rate[perMonth=0.05, months=12.0], Rate[perMonth=0.01, months=Infinity]]], when=Otherwise[]]], from=Name[named=randomised], until=Optional.empty]
          grows: {hazard: 0.1 per mo, from: randomised} | grows: {hazard: 0.1 to 24 mo, from: randomised} | 10:31: 'then' is missing at the end
          grows: {hazard: 0.1 per mo, from: randomised} | grows: {after: Weibull shape 1.4 scale 30 mo, from: start} | Timed[chance=[], onlyIf=Otherwise[], clock=[Choice[value=Weibull[shape=1.4, scale=30.0], when=Otherwise[]]], from=Name[named=start], until=Optional.empty]
          grows: {hazard: 0.1 per mo, from: randomised} | grows: {after: Weibull shape 0 scale 30 mo, from: start} | 10:32: a shape lies above 0
          grows: {hazard: 0.1 per mo, from: randomised} | grows: {after: log-normal median 24 mo spread 0.8, from: start} | Timed[chance=[], onlyIf=Otherwise[], clock=[Choice[value=LogNormal[median=24.0, spread=0.8], when=Otherwise[]]], from=Name[named=start], until=Optional.empty]
          grows: {hazard: 0.1 per mo, from: randomised} | grows: {after: log-normal median -1 mo spread 0.8, from: start} | 10:36: a number is needed before '-1 mo spread 0.8'
          grows: {hazard: 0.1 per mo, from: randomised} | grows: {after: 3 mo, from: start} | 10:18: 'Weibull shape 1.4 scale 30 mo' or 'log-normal median 24 mo spread 0.8' is needed
          grows: {hazard: 0.1 per mo, from: randomised} | grows: {within: 8..36 d, from: start, until: death.day} | Timed[chance=[], onlyIf=Otherwise[], clock=[Choice[value=Between[low=8.0, high=36.0], when=Otherwise[]]], from=Name[named=start], until=Optional[Newest[question=death.day]]]
          grows: {hazard: 0.1 per mo, from: randomised} | grows: {within: 8..36, from: start} | 10:24: a unit of time is needed, such as d or mo
          grows: {hazard: 0.1 per mo, from: randomised} | grows: {within: 8..36 kg, from: start} | 10:27: a unit of time is needed, such as d or mo
          grows: {hazard: 0.1 per mo, from: randomised} | grows: {within: 1..2 mo} | 10:10: a date of nature has 'on', or else 'from' and one of 'hazard', 'after' and 'within'
          grows: {hazard: 0.1 per mo, from: randomised} | grows: {within: 1..2 mo, hazard: 0.1 per mo, from: start} | 10:10: a date of nature has 'on', or else 'from' and one of 'hazard', 'after' and 'within'
          grows: {hazard: 0.1 per mo, from: randomised} | grows: {from: start} | 10:10: a date of nature has 'on', or else 'from' and one of 'hazard', 'after' and 'within'
          grows: {hazard: 0.1 per mo, from: randomised} | grows: {chance: 0.5 if weak; 0.2, if: been at treated, on: start + 30 d} | Timed[chance=[Choice[value=0.5, when=Is[term=Own[question=nature.weak], list=CodeList[name=yes/no, codes=[no, yes], ordered=false], codes=2, negated=false, text=weak]], Choice[value=0.2, when=Otherwise[]]], onlyIf=BeenAt[place=treated], clock=[Choice[value=AtOnce[], when=Otherwise[]]], from=Shifted[date=Name[named=start], direction=1, amount=Constant[value=Ranged[low=30.0, high=30.0, lln=NaN, uln=NaN], type=Numeric[unit=d, lab=false], text=30 d], months=false, text=start + 30 d], until=Optional.empty]
          grows: {hazard: 0.1 per mo, from: randomised} | grows: {on: start + 30 d, until: death.day} | Timed[chance=[], onlyIf=Otherwise[], clock=[Choice[value=AtOnce[], when=Otherwise[]]], from=Shifted[date=Name[named=start], direction=1, amount=Constant[value=Ranged[low=30.0, high=30.0, lln=NaN, uln=NaN], type=Numeric[unit=d, lab=false], text=30 d], months=false, text=start + 30 d], until=Optional[Newest[question=death.day]]]
          grows: {hazard: 0.1 per mo, from: randomised} | grows: {on: exam.weight} | 10:15: a date is needed here; this is a number in kg
          grows: {hazard: 0.1 per mo, from: randomised} | grows: {on: start, when: never} | 10:22: 'when' does not belong in a date of nature
          exam.smokes: yes 0.4, no | exam.smokes: yes 0.4, perhaps | 12:32: 'perhaps' is not a possible answer
          exam.smokes: yes 0.4, no | exam.smokes: yes 0.4, refused | {exam.smokes=Says[choices=[Choice[value=Codes[shares=[Share[code=yes, chance=0.4], Share[code=refused, chance=NaN]]], when=Otherwise[]]]]}
          exam.smokes: yes 0.4, no | exam.smokes: no if weak; yes | {exam.smokes=Says[choices=[Choice[value=Codes[shares=[Share[code=no, chance=NaN]]], when=Is[term=Own[question=nature.weak], list=CodeList[name=yes/no, codes=[no, yes], ordered=false], codes=2, negated=false, text=weak]], Choice[value=Codes[shares=[Share[code=yes, chance=NaN]]], when=Otherwise[]]]]}
          exam.smokes: yes 0.4, no | exam.smoke: yes | 12:3: form 'exam' does not ask 'smoke'; did you mean 'smokes'?
          exam.smokes: yes 0.4, no | smokes: yes | 12:3: 'smokes' is not a question; write form.question
          exam.smokes: yes 0.4, no | exom.smokes: yes | 12:3: 'exom.smokes' is not a question; write form.question
          exam.smokes: yes 0.4, no | exam.BMI: 25 | 12:3: form 'exam' does not ask 'BMI'
          exam.smokes: yes 0.4, no | exam.weight: 63.0 sd 8 each time sd 0.8 within 41..105 kg | {exam.weight=Says[choices=[Choice[value=Number[mean=63.0, between=8.0, within=0.8, low=OptionalDouble[41.0], high=OptionalDouble[105.0], decimals=1, suffix= kg], when=Otherwise[]]]]}
          exam.smokes: yes 0.4, no | exam.weight: 63 kg if weak; 80..90 kg | {exam.weight=Says[choices=[Choice[value=Number[mean=63.0, between=0.0, within=0.0, low=OptionalDouble.empty, high=OptionalDouble.empty, decimals=0, suffix= kg], when=Is[term=Own[question=nature.weak], list=CodeList[name=yes/no, codes=[no, yes], ordered=false], codes=2, negated=false, text=weak]], Choice[value=Even[low=80.0, high=90.0, decimals=0, suffix= kg], when=Otherwise[]]]]}
          exam.smokes: yes 0.4, no | exam.weight: not done if weak; 80.5..90.0 kg | {exam.weight=Says[choices=[Choice[value=Text[text=not done], when=Is[term=Own[question=nature.weak], list=CodeList[name=yes/no, codes=[no, yes], ordered=false], codes=2, negated=false, text=weak]], Choice[value=Even[low=80.5, high=90.0, decimals=1, suffix= kg], when=Otherwise[]]]]}
          exam.smokes: yes 0.4, no | exam.weight: 70 if weak; 71 | {exam.weight=Says[choices=[Choice[value=Number[mean=70.0, between=0.0, within=0.0, low=OptionalDouble.empty, high=OptionalDouble.empty, decimals=0, suffix=], when=Is[term=Own[question=nature.weak], list=CodeList[name=yes/no, codes=[no, yes], ordered=false], codes=2, negated=false, text=weak]], Choice[value=Number[mean=71.0, between=0.0, within=0.0, low=OptionalDouble.empty, high=OptionalDouble.empty, decimals=0, suffix=], when=Otherwise[]]]]}
          exam.smokes: yes 0.4, no | exam.weight: heavy | 12:16: a number is needed before 'heavy'
          exam.smokes: yes 0.4, no | exam.creatinine: 74 sd 10 umol/L (59..104) | {exam.creatinine=Says[choices=[Choice[value=Number[mean=74.0, between=10.0, within=0.0, low=OptionalDouble.empty, high=OptionalDouble.empty, decimals=0, suffix= umol/L (59..104)], when=Otherwise[]]]]}
          exam.smokes: yes 0.4, no | exam.creatinine: 74 (59..104) | {exam.creatinine=Says[choices=[Choice[value=Number[mean=74.0, between=0.0, within=0.0, low=OptionalDouble.empty, high=OptionalDouble.empty, decimals=0, suffix= (59..104)], when=Otherwise[]]]]}
          exam.smokes: yes 0.4, no | exam.creatinine: 74 (..104) | {exam.creatinine=Says[choices=[Choice[value=Number[mean=74.0, between=0.0, within=0.0, low=OptionalDouble.empty, high=OptionalDouble.empty, decimals=0, suffix= (..104)], when=Otherwise[]]]]}
          exam.smokes: yes 0.4, no | exam.remark: as he said if weak; nothing | {exam.remark=Says[choices=[Choice[value=Text[text=as he said], when=Is[term=Own[question=nature.weak], list=CodeList[name=yes/no, codes=[no, yes], ordered=false], codes=2, negated=false, text=weak]], Choice[value=Text[text=nothing], when=Otherwise[]]]]}
          exam.smokes: yes 0.4, no | exam.day: = today | {exam.day=Says[choices=[Choice[value=Worked[term=Today[]], when=Otherwise[]]]]}
          exam.smokes: yes 0.4, no | exam.day: = tomorrow | 12:15: nothing is called 'tomorrow'
          exam.smokes: yes 0.4, no | stop.day: 2024-06-01 | {stop.day=Says[choices=[Choice[value=Text[text=2024-06-01], when=Otherwise[]]]]}
          exam.smokes: yes 0.4, no | ae.told-at: 08:30 if weak; 09:30 | {ae.told-at=Says[choices=[Choice[value=Text[text=08:30], when=Is[term=Own[question=nature.weak], list=CodeList[name=yes/no, codes=[no, yes], ordered=false], codes=2, negated=false, text=weak]], Choice[value=Text[text=09:30], when=Otherwise[]]]]}
          exam.smokes: yes 0.4, no | ae.*-at: 08:30 | 12:3: form 'ae' does not ask '*-at'
          exam.smokes: yes 0.4, no | exam.*: 60 kg | {exam.*=Says[choices=[Choice[value=Text[text=60 kg], when=Otherwise[]]]]}
          exam.smokes: yes 0.4, no | exam.we*: 60 kg | {exam.we*=Says[choices=[Choice[value=Number[mean=60.0, between=0.0, within=0.0, low=OptionalDouble.empty, high=OptionalDouble.empty, decimals=0, suffix= kg], when=Otherwise[]]]]}
          exam.smokes: yes 0.4, no | exam.xe*: 60 kg | 12:3: form 'exam' does not ask 'xe*'
          exam.smokes: yes 0.4, no | exam.smokes: {a: b} | 12:16: exam.smokes: one line of text is needed here
          stop: {on: grows} | stop: {on: grows, again: yes, if: weak, says: {day: = grows}} | [Happening[name=stop, form=stop, on=Optional[Own[question=nature.grows]], at=[], when=Is[term=Own[question=nature.weak], list=CodeList[name=yes/no, codes=[no, yes], ordered=false], codes=2, negated=false, text=weak], again=true, says={day=Says[choices=[Choice[value=Worked[term=Own[question=nature.grows]], when=Otherwise[]]]]}]]
          stop: {on: grows} | stop: {on: grows, again: no, at: check, weekly} | 14:43: 'weekly' does not belong in an event
          stop: {on: grows} | stop: {on: grows, again: no, at: "check, weekly"} | [Happening[name=stop, form=stop, on=Optional[Own[question=nature.grows]], at=[check, weekly], when=Otherwise[], again=false, says={}]]
          stop: {on: grows} | stop: {on: grows, again: perhaps} | 14:28: yes or no is needed here
          stop: {on: grows} | stop: {on: grows, at: chek} | 14:29: 'chek' is not a visit; did you mean 'check'?
          stop: {on: grows} | ill: {form: ae, on: grows, says: {term: rash 0.5, fever}} | 14:53: fever: a value is missing
          stop: {on: grows} | ill: {on: grows} | 14:6: 'ill' is not a form
          stop: {on: grows} | stop: {on: grows, says: {dey: = grows}} | 14:28: form 'stop' does not ask 'dey'; did you mean 'day'?
          stop: {on: grows} | stop: {on: weak} | 14:14: a date is needed here; this is yes or no
          stop: {on: grows} | stop: grows | 14:9: stop: lines of 'name: value' are needed here
          stop: {on: grows} | stop: {on: grows, then: death} | 14:21: 'then' does not belong in an event
          every: misses 0.1 | check: misses 0.1, after 2..5 d if weak | {check=Attendance[misses=0.1, after=Optional[Between[low=2.0, high=5.0]], when=Is[term=Own[question=nature.weak], list=CodeList[name=yes/no, codes=[no, yes], ordered=false], codes=2, negated=false, text=weak]]}
          every: misses 0.1 | check: after 2..5 d | {check=Attendance[misses=0.0, after=Optional[Between[low=2.0, high=5.0]], when=Otherwise[]]}
          every: misses 0.1 | check: if weak | {check=Attendance[misses=0.0, after=Optional.empty, when=Is[term=Own[question=nature.weak], list=CodeList[name=yes/no, codes=[no, yes], ordered=false], codes=2, negated=false, text=weak]]}
          every: misses 0.1 | chek: misses 0.1 | 16:3: 'chek' is not a visit (or 'every'); did you mean 'check'?
          every: misses 0.1 | check: comes | 16:10: not understood from 'comes'
          survival: 0.5 at 12 mo | survival of low: 0.5 at 12 mo in high, 0.4 by 24 mo, 0.3 ever | [Expected[what=survival, whom=low, arm=high, share=0.5, atMonths=12.0], Expected[what=survival, whom=low, arm=, share=0.4, atMonths=24.0], Expected[what=survival, whom=low, arm=, share=0.3, atMonths=Infinity]]
          survival: 0.5 at 12 mo | survival: half | 20:13: a number is needed before 'half'
          survival: 0.5 at 12 mo | survival: 0.5 at 12 d | 20:23: 'mo' is needed before 'd'
          survival: 0.5 at 12 mo | survival: 0.5 for good | 20:17: not understood from 'for good'
          grows: {hazard: 0.1 per mo, from: randomised} | grows: {chance: 1.5, hazard: 0.1 per mo, from: randomised} | 10:22: a chance lies between 0 and 1
          every: misses 0.1 | every: misses 10 | 16:19: a chance lies between 0 and 1
          survival: 0.5 at 12 mo | survival: 50 at 12 mo | 20:16: a chance lies between 0 and 1
          every: misses 0.1 | every: misses 0.1 after 2..5 | 16:31: a unit of time is needed, such as d or mo
          grows: {hazard: 0.1 per mo, from: randomised} | grows: [a, b] | 10:10: one line or a block is needed here / 14:14: nothing is called 'grows'
          kind: slow 0.6, fast | kind: chance 0.5, 0.6 | 7:19: not understood from ', 0.6'
          runs: 2024-05-06 for 12 mo | runs: 2024 | 3:9: a day is needed, such as 2024-05-06
          stop: {on: grows} | stop: {on: grows, if: weak and} | 14:33: a name or value is missing after 'and'
          exam.smokes: yes 0.4, no | person.smokes: yes | 12:3: 'person.smokes' is not a question; write form.question
          age: 60 sd 8 within 18..90 | age: 60 sd 8 within 18 | 6:25: '..' is missing at the end
          """)
  void a_line_of_a_scenario(String from, String to, String said) {
    var line = from.replace("⏎", "\n");
    assertThat(SMALL).contains(line);
    var read = read(SMALL.replace(line, to));
    assertThat(read.scenario().map(one -> part(one, from)).orElseGet(() -> faults(read)))
        .isEqualTo(said);
    assertThat(read.scenario().isPresent()).isEqualTo(read.faults().isEmpty());
  }

  @Test
  void the_line_of_a_variant_takes_the_place_of_the_line_of_the_same_name() {
    var read = read(SMALL, "other");
    assertThat(faults(read)).isEmpty();
    var scenario = read.scenario().orElseThrow();
    assertThat(nature(scenario, "weak")).contains("value=0.5");
    assertThat(nature(scenario, "grows")).as("kept").contains("perMonth=0.1");
    assertThat(new ArrayList<>(scenario.answers().keySet()))
        .containsExactlyInAnyOrder("exam.smokes", "exam.ecog");
    assertThat(scenario.setting().sites())
        .as("a line in place of a block says nothing")
        .isEqualTo(2);
  }

  @Test
  void a_variant_or_a_file_that_is_not_there_is_a_fault() {
    assertThat(faults(read(SMALL, "another"))).isEqualTo("1:1: there is no variant 'another'");
    assertThat(faults(ScenarioReader.read(STUDY, new Folder(Map.of()))))
        .isEqualTo("1:1: there is no file scenario.yaml");
    assertThat(faults(ScenarioReader.read(STUDY, new Folder(Map.of()), "other")))
        .isEqualTo("1:1: there is no file scenario.yaml");
    assertThat(faults(read("scenario: empty\n"))).isEqualTo("1:1: people: 'runs' is missing");
  }
}
