package org.trialwright.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProofTest {
  private static List<String> faults(Map<String, String> files) {
    return StudyReader.read(new Folder(files)).faults().stream().map(Fault::toString).toList();
  }

  private static List<String> faultsWith(String from, String to) {
    return faults(SmallStudy.damaged(SmallStudy.alone(), from, to));
  }

  @Test
  void texts_missing_in_a_language_are_one_warning_with_their_number_and_the_first_five() {
    var files = SmallStudy.files();
    files.put("zh.yaml", "language: zh-CN\nwho:\n  ask:\n    age: 您多大年龄？\n");
    assertThat(faults(files))
        .containsExactly(
            "zh.yaml:1:1: warning: zh: 76 texts are missing (who.include.fit, who.include.consent,"
                + " who.exclude.kidney, how.before.All criteria are met,"
                + " what.modify.counts.very low, …); shown in English with a mark");
    assertThat(StudyReader.read(new Folder(files)).study()).isPresent();
  }

  @Test
  void a_decision_that_reads_the_arm_of_a_blinded_form_is_a_fault() {
    var files =
        SmallStudy.damaged(SmallStudy.alone(), "masking:   none", "masking:   investigator");
    SmallStudy.damaged(
        files, "day:       Stopped on [date]", "day:       Stopped on [date] if arm is low");
    // What this study gives by arm is told beside it.
    var given = "is given in some arms only, and the investigator may not know the arm";
    var way = "the way from 'ready' depends on the arm, and the investigator may not know the arm";
    assertThat(faults(files))
        .containsExactly(
            "study.yaml:30:3: drug 'oldamab' " + given,
            "study.yaml:36:3: drug 'newamab' " + given,
            "study.yaml:72:5: " + way,
            "study.yaml:73:5: " + way,
            "study.yaml:142:3: form 'stop' is blinded and may not mention arm");
  }

  @Test
  void a_circle_through_a_decision_and_a_sum_is_a_fault() {
    var files =
        SmallStudy.damaged(
            SmallStudy.alone(),
            "      low:     otherwise⏎",
            "      low:     otherwise⏎    double:    Twice [= (weight if risk is low)]⏎");
    SmallStudy.damaged(files, "high:    ecog >= 1 or", "high:    double > 60 kg or");
    assertThat(faults(files))
        .singleElement()
        .asString()
        .contains("is worked out from itself")
        .contains("needs");
  }

  /** Nine answers cannot all differ when there are eight to choose from; only counting shows it. */
  @Test
  void a_table_with_more_combinations_than_can_be_tried_says_so() {
    var questions = new StringBuilder();
    var same = new ArrayList<String>();
    for (int one = 0; one < 9; one++) {
      questions.append("    q").append(one).append(": Question [a | b | c | d | e | f | g | h]⏎");
      for (int other = 0; other < one; other++) {
        for (var code : List.of("a", "b", "c", "d", "e", "f", "g", "h")) {
          same.add("(q" + one + " is " + code + " and q" + other + " is " + code + ")");
        }
      }
    }
    assertThat(
            faultsWith(
                "      low:     otherwise⏎",
                "      low:     otherwise⏎"
                    + questions
                    + "    two:⏎      alike: "
                    + String.join(" or ", same)
                    + "⏎"))
        .containsExactly(
            "study.yaml:123:5: warning: exam.two has more combinations than can be tried; its lines"
                + " were tried one by one. Split it to have it proven");
  }

  @Test
  void every_number_between_two_limits_needs_a_line() {
    assertThat(
            faultsWith(
                "      low:     otherwise⏎",
                "      low:     otherwise⏎    build:⏎      thin: weight < 60 kg⏎      heavy: weight"
                    + " > 60 kg⏎"))
        .containsExactly("study.yaml:114:5: exam.build: no line holds when weight is 60 kg");
  }

  @Test
  void a_question_that_is_not_asked_is_a_case_of_its_own() {
    assertThat(
            faultsWith(
                "      low:     otherwise⏎",
                "      low:     otherwise⏎    habit:⏎      much: packs > 2⏎      little: packs <="
                    + " 2⏎"))
        .containsExactly("study.yaml:114:5: exam.habit: no line holds when smokes is no");
  }

  @Test
  void lines_on_the_same_records_are_compared_with_each_other() {
    assertThat(
            faultsWith(
                "    counts:⏎",
                "    skin:⏎      rash:   stop oldamab when any ae where term is rash and grade >= 2⏎"
                    + "      severe: stop newamab when any ae where term is rash and grade >= 3⏎"
                    + "    counts:⏎"))
        .containsExactly(
            "study.yaml:46:7: what.modify.skin: the line 'severe' can never be reached");
  }

  @Test
  void two_ways_that_one_record_makes_true_are_a_warning() {
    assertThat(
            faultsWith(
                "    off:     scan.result is growing or stop recorded⏎    stay:    scan.result is"
                    + " unsure",
                "    off:     scan.result in clear, growing or stop recorded⏎    stay:   "
                    + " scan.result is unsure"))
        .containsExactly(
            "study.yaml:76:5: warning: place 'treated': lines 'watched' and 'off' can hold"
                + " together; the first is taken");
  }

  @Test
  void a_place_from_which_only_the_ways_from_anywhere_lead_is_a_fault() {
    assertThat(
            faultsWith(
                "    off:     scan.result is growing or stop recorded⏎    stay:    scan.result in"
                    + " clear, unsure",
                "    stay:    scan recorded or stop recorded"))
        .containsExactly(
            "study.yaml:78:3: place 'watched' has no way out of its own; add a line to it");
  }

  @Test
  void a_claim_about_an_arm_is_walked_with_every_arm() {
    assertThat(faultsWith("treated: only after ready", "treated: only in low"))
        .containsExactly(
            "study.yaml:83:5: the claim 'only in low' is not true of treated: in high it is"
                + " reached too");
    assertThat(faultsWith("treated: only after ready", "ready: only after treated"))
        .containsExactly(
            "study.yaml:83:5: the claim 'only after treated' is not true of ready: it is reached"
                + " without treated");
  }

  @Test
  void a_way_that_needs_another_place_before_counts_only_after_that_place() {
    for (boolean needs : new boolean[] {true, false}) {
      var files =
          SmallStudy.damaged(
              SmallStudy.alone(),
              "    failed:  stop recorded⏎",
              "    failed:  stop recorded⏎    watched: scan recorded"
                  + (needs ? " and been at treated⏎" : "⏎"));
      SmallStudy.damaged(files, "watched: never to treated", "watched: only after ready");
      if (needs) {
        assertThat(faults(files)).isEmpty();
      } else {
        assertThat(faults(files))
            .containsExactly(
                "study.yaml:85:5: the claim 'only after ready' is not true of watched: it is"
                    + " reached without ready");
      }
    }
  }

  @Test
  void a_rule_that_reads_what_is_collected_later_is_a_warning() {
    assertThat(
            faultsWith(
                "fit:     exam.ecog in 0, 1",
                "fit:     exam.ecog in 0, 1 and (count of scan) < 3 and worst scan.size < 30 mm"))
        .containsExactly(
            "study.yaml:15:5: warning: rule 'fit' reads 'scan.size', which no visit before"
                + " randomisation collects");
  }

  @Test
  void the_record_may_say_nothing_of_what_it_need_not_say() {
    var files = SmallStudy.files();
    files.put(
        "record.json",
        "{\"protocolSection\": {\"eligibilityModule\": {\"minimumAge\": \"18 Years\", \"maximumAge\": \"75 Years\"}}}");
    assertThat(faults(files)).isEmpty();
  }

  @Test
  void a_difference_whose_sources_agree_is_a_fault() {
    var alike =
        SmallStudy.damaged(SmallStudy.files(), "study:  no treatment", "study:  No  intervention");
    assertThat(faults(alike))
        .containsExactly(
            "differences.yaml:1:1: difference D1: its sources do not differ, all say the same;"
                + " write what each of them says, or take it out");
    var alone = SmallStudy.damaged(SmallStudy.files(), "    study:  no treatment⏎", "");
    assertThat(faults(alone))
        .containsExactly(
            "differences.yaml:1:1: difference D1: its sources do not differ, there is one alone;"
                + " write what each of them says, or take it out");
  }

  @Test
  void a_difference_quotes_the_record_for_what_it_says() {
    assertThat(faults(enrolment("90 participants"))).isEmpty();
    assertThat(faults(enrolment("80 participants")))
        .containsExactly(
            "differences.yaml:9:1: difference D2: the record says 90, not '80 participants'");
  }

  private static Map<String, String> enrolment(String record) {
    var files = SmallStudy.files();
    files.merge(
        "differences.yaml",
        """
        D2:
          field:  Enrolment
          values:
            record: %s
            paper:  100 participants
          chosen: 90 participants
          reason: The paper counts those screened.
        """
            .formatted(record),
        (own, more) -> own.strip() + "\n\n" + more);
    return files;
  }
}
