package org.trialwright.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trialwright.study.Fault;
import org.trialwright.study.Folder;
import org.trialwright.study.Scenario;
import org.trialwright.study.ScenarioReader;

/** Scenarios are read with their study; a mistake is named with its place. */
class ScenarioTest {
  private static Folder with(String from, String to) {
    var files = new HashMap<>(Palace.FOLDER.files());
    var text = files.get("scenario.yaml");
    assertThat(text).contains(from);
    files.put("scenario.yaml", text.replace(from, to));
    return new Folder(files);
  }

  @Test
  void the_built_in_scenario_has_no_faults() {
    assertThat(ScenarioReader.read(Palace.STUDY, Palace.FOLDER).faults()).isEmpty();
    assertThat(Palace.SCENARIO.setting().sites()).isEqualTo(6);
    assertThat(Palace.SCENARIO.expected())
        .contains(new Scenario.Expected("OS", "organ", "", 0.711, 36));
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "chance 0.95|chance 1.95|a chance lies between 0 and 1",
        "if truth is minor; 0.865|if truth is minr; 0.865|'minr' is not a possible answer",
        "person.tobacco:|person.tobaco:|does not ask 'tobaco'; did you mean 'tobacco'?",
        "dies-in-CRT known;|dies-in-CTR known;|nothing is called 'dies-in-CTR'",
        "  cre-1:            misses|  cre-7:            misses|'cre-7' is not a visit",
        "6 in Asia/Shanghai|6 in Asia/Atlantis|is not a time zone",
        "form:           rccep|form:           rcep|'rcep' is not a form",
        "hazard:         0.065 to 24 mo then 0.039 per mo|after: Weibull shape 0 scale 3 mo|a shape lies above 0",
        "hazard:         0.065 to 24 mo then 0.039 per mo|after: gamma 3|'log-normal median 24 mo spread 0.8' is needed",
        "former 0.45, current 0.25|former 0.85, current 0.25|add up to more than 1",
        "from:           cCR-date|frm:            cCR-date|'frm' does not belong in a date of"
            + " nature",
      })
  void a_mistake_is_named(String from, String to, String message) {
    var read = ScenarioReader.read(Palace.STUDY, with(from, to));
    assertThat(read.scenario()).isEmpty();
    assertThat(read.faults().stream().map(Fault::toString))
        .anySatisfy(fault -> assertThat(fault).contains("scenario.yaml:").contains(message));
  }

  @Test
  void a_variant_changes_only_the_lines_it_names() {
    var other =
        ScenarioReader.read(Palace.STUDY, Palace.FOLDER, "poor evaluation")
            .scenario()
            .orElseThrow();
    var visible = other.nature().item("visible").orElseThrow();
    assertThat(((Scenario.Chance) other.lines().get(visible)).choices().getLast().value())
        .isEqualTo(0.65);
    var truth = other.nature().item("truth").orElseThrow();
    assertThat(((Scenario.Classes) other.lines().get(truth)).choices()).hasSize(2);
    assertThat(ScenarioReader.read(Palace.STUDY, Palace.FOLDER, "no such").faults()).isNotEmpty();
  }
}
