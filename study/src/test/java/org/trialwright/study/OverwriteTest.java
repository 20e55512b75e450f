package org.trialwright.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One line of a study or its scenario, written anew to try what follows. */
class OverwriteTest {
  private static final Folder FOLDER = Folder.read(Path.of("../studies/textbook"));
  private static final String HAZARD = "nature.dies.hazard";

  private static String text(Folder folder, String file) {
    return Optional.ofNullable(folder.files().get(file)).orElseThrow();
  }

  @Test
  void a_line_of_the_scenario_is_set() {
    var set = Overwrite.set(FOLDER, HAZARD, "0.02 per mo", List.of());
    assertThat(text(set, "scenario.yaml")).contains("    hazard:  '0.02 per mo'\n    from:");
    var study = StudyReader.read(set).orThrow();
    assertThat(ScenarioReader.read(study, set).faults()).isEmpty();
  }

  @Test
  void a_name_with_a_dot_in_it_and_a_quoted_line_of_the_study_are_set() {
    var set = Overwrite.set(FOLDER, "answers.consent.treated-before", "yes", List.of());
    assertThat(text(set, "scenario.yaml")).contains("  consent.treated-before: 'yes'");
    var other =
        Overwrite.set(
            FOLDER,
            "study.measure.tests.superior",
            "OS log-rank superior, one-sided 0.01",
            List.of());
    var study = StudyReader.read(other).orThrow();
    assertThat(study.measure().plan().tests().getFirst().alpha()).isEqualTo(0.01);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nature.lives | there is no 'lives' in scenario.yaml line 10; there is: dies",
        "nature.dies.hazard.more | stands below a line",
        "nature.dies | is a block of scenario.yaml; one of its lines can be set: hazard, from",
        "study.how.masking | there is no 'masking'"
      })
  void what_is_not_there_is_refused_with_what_is(String path, String why) {
    assertThatThrownBy(() -> Overwrite.set(FOLDER, path, "1", List.of()))
        .isInstanceOf(Overwrite.Refused.class)
        .hasMessageContaining(why);
  }

  @Test
  void what_a_variant_says_itself_cannot_be_set_beneath_it() {
    assertThatThrownBy(() -> Overwrite.set(FOLDER, HAZARD, "0.02 per mo", List.of("null")))
        .isInstanceOf(Overwrite.Refused.class)
        .hasMessageContaining("set variants.null.nature.dies.hazard");
    var set = Overwrite.set(FOLDER, "variants.null." + HAZARD, "0.02 per mo", List.of("null"));
    assertThat(text(set, "scenario.yaml")).contains("hazard: '0.02 per mo'");
  }

  @Test
  void the_lines_of_a_section_are_those_of_the_scenario_and_of_its_variants() {
    var folder =
        FOLDER.with(
            "scenario.yaml",
            """
            nature:
              dies: {hazard: 0.02 per mo, from: randomised, list: [a]}
              weak: chance 0.3
              many: [a, b]
            variants:
              weaker: {nature: {weak: chance 0.5}}
              other:  {people: {age: 60}}
            """);
    assertThat(lines(folder, "nature"))
        .containsExactly(
            "nature.dies.hazard: 0.02 per mo",
            "nature.dies.from: randomised",
            "nature.weak: chance 0.3");
    assertThat(lines(folder, "nature", "other", "weaker", "no-such"))
        .containsExactly(
            "nature.dies.hazard: 0.02 per mo",
            "nature.dies.from: randomised",
            "nature.weak: chance 0.5");
    assertThat(lines(folder, "people")).isEmpty();
    assertThat(lines(folder.with("scenario.yaml", "nature: x"), "nature")).isEmpty();
    assertThat(lines(folder.without("scenario.yaml"), "nature")).isEmpty();
  }

  private static List<String> lines(Folder folder, String section, String... variants) {
    return Overwrite.lines(folder, section, List.of(variants)).stream()
        .map(line -> line.path() + ": " + line.text())
        .toList();
  }
}
