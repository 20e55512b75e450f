package org.trialwright.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.trialwright.study.Folder;
import org.trialwright.study.Study;
import org.trialwright.study.StudyReader;

/** A study that is in no register, as a public record. */
class OwnRecordTest {
  private static final Study STAIRS = study("three-arm");
  private static final TrialRecord RECORD = RecordReader.unregistered(OwnRecord.json(STAIRS));

  private static Study study(String name) {
    return StudyReader.read(Folder.read(Path.of("..", "studies", name))).orThrow();
  }

  @Test
  void it_says_what_the_study_folder_says() {
    assertThat(RECORD.id()).isEqualTo("STAIRS");
    assertThat(RECORD.arms())
        .extracting(TrialRecord.Arm::label, TrialRecord.Arm::kind)
        .containsExactly(
            tuple("Low dose", "EXPERIMENTAL"),
            tuple("High dose", "EXPERIMENTAL"),
            tuple("Usual care", "NO_INTERVENTION"));
    assertThat(RECORD.treatments())
        .extracting(TrialRecord.Treatment::name, TrialRecord.Treatment::arms)
        .containsExactly(tuple("Half", List.of("Low dose")), tuple("Whole", List.of("High dose")));
    assertThat(RECORD.primaryOutcomes()).hasSize(1);
    var design = RECORD.design();
    assertThat(
            List.of(
                design.type(),
                design.allocation(),
                design.masking(),
                design.enrolment(),
                design.enrolmentKind()))
        .containsExactly("INTERVENTIONAL", "RANDOMIZED", "NONE", "300", "ESTIMATED");
    var criteria = RECORD.eligibility().criteria();
    assertThat(criteria.inclusion())
        .extracting(Criteria.Point::text)
        .containsExactly("Systolic pressure from 140 to 179 mmHg", "Signed informed consent");
    assertThat(criteria.exclusion())
        .extracting(Criteria.Point::text)
        .containsExactly("Pregnant or breast-feeding");
  }

  @Test
  void what_the_folder_does_not_say_is_not_there() {
    assertThat(RECORD.status()).isEmpty();
    assertThat(RECORD.start().date()).isEmpty();
    assertThat(RECORD.locations()).isEmpty();
    assertThat(RECORD.sponsor().name()).isEmpty();
    assertThat(RECORD.eligibility().lowestAge()).isEmpty();
    assertThat(OwnRecord.json(STAIRS)).doesNotContain("nctId", "null", "\"\"");
  }

  @Test
  void ages_stand_in_their_own_fields() {
    var record = RecordReader.unregistered(OwnRecord.json(study("palace3")));
    assertThat(record.eligibility().lowestAge()).isEqualTo("18 Years");
    assertThat(record.eligibility().highestAge()).isEqualTo("75 Years");
  }

  @Test
  void it_has_the_shape_that_the_register_describes() throws Exception {
    var official = Path.of("../../shared/standards/clinicaltrials-gov/ctg-oas-v2.yaml");
    Assumptions.assumeTrue(
        Files.isRegularFile(official),
        "SKIPPED: no description of the register's API beside the project");
    var shape = OfficialShape.read(official);
    for (var name : List.of("three-arm", "palace3")) {
      assertThat(shape.faults("Study", OwnRecord.json(study(name)))).as(name).isEmpty();
    }
  }
}
