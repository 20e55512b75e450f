package org.trialwright.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dose escalation and allocation of sites: each damage is refused, in the line where it stands. */
class DesignFaultsTest {

  private static void refused(String template, String from, String to, String line, String says) {
    var folder = Folder.read(Path.of("../studies", template));
    var text = folder.files().get("study.yaml");
    assertThat(text).contains(from);
    var damaged = text.replace(from, to);
    var lines = damaged.lines().toList();
    int at = 1;
    while (!lines.get(at - 1).contains(line)) {
      at++;
    }
    var reading = StudyReader.read(folder.with("study.yaml", damaged));
    int expected = at;
    assertThat(reading.faults())
        .as(says)
        .anySatisfy(
            fault -> {
              assertThat(fault.at().line()).isEqualTo(expected);
              assertThat(fault.message()).isEqualTo(says);
            });
    assertThat(reading.study()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          cohorts of 3 from      | cohorts of 0 from  | allocate: | the size of a cohort is a whole number from 1
          from mg-20, counted    | from mg-25, counted | allocate: | 'mg-25' is not a level; did you mean 'mg-20'?
          counted by limited     | counted by limit   | allocate: | 'limit' is not an endpoint
          again:  1 of 3         | again:  2 of 3     | down:     | 2 of 3 stands twice, here under 'down'
          up:     0 of 3, 0..1   | up:     0..1       | up:       | cohort: nothing is said of 0 of 3
          up:     0 of 3, 0..1   | up:     0 of 3, 0..1 of 5, 0..1 | up: | nothing is decided with 5: cohorts have 3, and a level 12 at most
          0..1 of 6              | 1..0 of 6          | up:       | 1..0 of 6 is no range of numbers
          again:  1 of 3         | again:  1 of 3, 0..1 of 6 | again: | a level is recommended with 6, so no other cohort follows
          keep:   0..2 of 9      | keep:   0..1 of 6, 0..2 of 9 | keep: | 'keep' is said beyond the 6 with which a level is recommended
          up:     0 of 3, 0..1 of 6 | up:  0 of 3, 0..1 of 6, 0..2 of 9 | up: | a level is recommended with 6; beyond, it is 'keep' or 'down'
          recommended: with 6    | recommended: with 5 | recommended: | 5 is not a number of whole cohorts of 3
          expanded: to 12        | expanded: to 3     | expanded: | a level is recommended with 6 and cannot be expanded to fewer
          target:     36 treated | target:     29 treated | target: | the cohorts may need 30 participants, the target ends before
          target:     36 treated | target:     36 randomised | target: | the target counts those randomised, but levels are not drawn; write 'enrolled' or 'treated'
          (any toxicity where limiting is yes) or window | any toxicity where limiting is yes or window | limited:    primary | 'limited' is known before anything is recorded, so no cohort would wait; let a question of the last visit decide too: '(any … where …) or FORM.QUESTION'
          """)
  void a_dose_escalation(String from, String to, String line, String says) {
    refused("escalation", from, to, line, says);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          from usual to early in | from usual to usual in | sites cross from one of two arms to the other
          from usual to early in | from usual to late in  | 'late' is not an arm
          in 4 steps             | in 1 steps             | sites cross at two steps or more, so that the order can be drawn
          of 3 mo                | of 0.5 d               | a step lasts a whole number of days or months, from 1
          from 2026-07-01        | from July              | a date such as 2026-07-01 is needed
          from 2026-07-01        | from 2026-07-01, open  | 'order open' is needed before 'open'
          allocate: sites        | allocate: site         | an allocation is 'permuted blocks within …', 'minimisation on … by range, favoured with 0.80', 'cohorts of … from …', 'sites', or 'none'
          """)
  void a_stepped_wedge(String from, String to, String says) {
    refused("wedge", from, to, "allocate:", says);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          pressure superior at   | harms superior at      | endpoint 'harms' has worst grades, which no test compares; say 'share where …'
          pressure superior at   | control superior at    | endpoint 'control' is not analysed at 84 d
          pressure superior at 84 d | pressure log-rank superior at 84 d | endpoint 'pressure' is not a time to an event
          pressure superior at 84 d | pressure difference at 84 d > -5 % | endpoint 'pressure' is not a time to an event
          pressure superior at   | pressure not inferior by 5 % at | a margin in mmHg is needed
          pressure superior at   | pressure not inferior by ratio 1.2 at | a margin in mmHg is needed
          pressure superior at   | pressure of exam.GFR superior at | 'exam.GFR' is not measured by 'pressure'
          pressure superior at 84 d | control not inferior by ratio 1.2 | a margin such as '10 %' is needed
          """)
  void a_planned_test(String from, String to, String says) {
    refused("double-blind", from, to, "lower:", says);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          recorded in dose.kit       | recorded in dose.given   | the number of a pack is a text; dose.given is a number in mg
          Number on the pack [text]  | Number on the pack [txt] | 'dose.kit' cannot be read; mend it first
          """)
  void numbered_packs(String from, String to, String says) {
    refused("double-blind", from, to, "  kits:", says);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          level of ae.grade; proportions   | not inferior by 5 %      | levels have no margin; say 'share where …' and a margin in %
          events of ae per 100 person-y; rates | not inferior by 5 %  | a margin such as 'ratio 1.3' is needed
          share where unblinding recorded; Fisher; never tested between arms because few are | differs | endpoint 'control' is never tested between arms
          """)
  void a_planned_test_of_other_endpoints(String what, String claim, String says) {
    var text = Folder.read(Path.of("../studies/double-blind")).files().get("study.yaml");
    var line =
        text.lines().filter(one -> one.startsWith("  control:    share")).findFirst().orElseThrow();
    refused(
        "double-blind",
        text.substring(text.indexOf(line), text.indexOf("  size: ")),
        "  control:    %s; by arm; in ITT\n  tests:\n    lower:    control %s, two-sided 0.05\n"
            .formatted(what, claim),
        "lower:",
        says);
  }

  @ParameterizedTest
  @CsvSource({"cluster, 240", "wedge, 240"})
  void nobody_is_randomised_where_sites_are(String template, String number) {
    refused(
        template,
        number + " enrolled",
        number + " randomised",
        "target:",
        "the target counts those randomised, but whole sites are; write 'enrolled'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          escalation | One level up after 0 of 3 or 0 to 1 of 6
          escalation | Another cohort at the same level after 1 of 3
          escalation | The highest level that is tolerated is recommended once 6 were treated at it
          cluster    | whole sites are allocated by chance
          wedge      | whole sites cross from usual care to early walking at one of 4 steps of 3 months, the first on 1 Jul 2026
          """)
  void the_protocol_says_it(String template, String sentence) {
    var study = StudyReader.read(Folder.read(Path.of("../studies", template))).orThrow();
    assertThat(Speaker.of(study, "en").explain()).containsIgnoringCase(sentence);
    assertThat(Speaker.of(study, "zh").missing()).isEqualTo(List.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          cohort | contact:  operated-on + | contact:  randomised +   | contact: | visit 'contact' can never be held: it hangs on the day of a draw, and nobody is allocated
          cohort | while followed          | while gone, not-joined   | contact: | visit 'contact' can never be held: whoever is at gone, not-joined has ended
          crossover | at 70 d              | at 70 d of period        | lung.gain at | periods are compared by each participant's own difference: let a form work it out, such as 'score - previous score'
          """)
  void a_window_that_never_opens(
      String template, String from, String to, String line, String says) {
    refused(template, from, to, line, says);
  }
}
