package org.trialwright.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a study draws, and what follows from it. */
class HowTest {
  private static Study template(String name) {
    var folder = name.equals("every-rule") ? EveryRuleTest.FOLDER : Path.of("..", "studies", name);
    return StudyReader.read(Folder.read(folder)).orThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          textbook   | new, old            | each participant | not masked | 356
          cohort     | -                   | nobody           | not masked | 200
          escalation | -                   | nobody           | not masked | 36
          cluster    | bundle, usual       | nobody           | not masked | 240
          wedge      | 1, 2, 3, 4          | nobody           | not masked | 240
          double-blind | active, placebo   | each participant | masked     | 200
          """)
  void what_chance_decides(String name, String drawn, String whose, String masked, int target) {
    var study = template(name);
    var arms = study.how().drawn().stream().map(How.Arm::name).toList();
    assertThat(arms.isEmpty() ? "-" : String.join(", ", arms)).isEqualTo(drawn);
    assertThat(study.how().drawsEach() ? "each participant" : "nobody").isEqualTo(whose);
    assertThat(study.how().masksSite() ? "masked" : "not masked").isEqualTo(masked);
    assertThat(study.targetNumber()).hasValue(target);
  }

  /** The first step begins on 1 July 2026, and there is one every three months. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 | 2026-06-30 | usual
          1 | 2026-07-01 | early
          2 | 2026-09-30 | usual
          2 | 2026-10-01 | early
          4 | 2027-03-31 | usual
          4 | 2027-04-01 | early
          """)
  void a_site_has_the_arm_of_its_step(String step, LocalDate day, String arm) {
    var sites = (How.Sites) template("wedge").how().allocation();
    assertThat(sites.arm(step, day)).isEqualTo(arm);
    assertThat(new How.Sites(java.util.Optional.empty()).arm(arm, day)).isEqualTo(arm);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          old-new | oldol | 1, 8  | 1, 8
          old-new | newol | 1, 8  | 43, 50
          new-old | oldol | 1     | 43
          new-old | other | 1     |
          neither | oldol | 1     |
          """)
  void a_drug_is_given_on_the_days_of_its_period(
      String arm, String drug, String days, String given) {
    var periods =
        new How.Periods(
            new java.util.TreeMap<>(
                java.util.Map.of(
                    "old-new", List.of("oldol", "newol"), "new-old", List.of("newol", "oldol"))),
            28,
            14);
    var said =
        periods.days(
            arm, drug, java.util.Arrays.stream(days.split(", ")).map(Integer::valueOf).toList());
    assertThat(said.toString()).isEqualTo("[" + (given == null ? "" : given) + "]");
  }
}
