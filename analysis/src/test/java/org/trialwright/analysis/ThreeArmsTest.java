package org.trialwright.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;
import org.trialwright.quantities.Truth;
import org.trialwright.study.Folder;
import org.trialwright.study.Study;
import org.trialwright.study.StudyReader;

/** Another study, of three arms: two doses, each compared with usual care. */
class ThreeArmsTest {
  private static final Study STUDY =
      StudyReader.read(Folder.read(Path.of("../studies/three-arm"))).orThrow();
  private static final Cut CUT = new Cut(STUDY, 1, LocalDate.EPOCH, "");
  private static final Folding FOLDING = new Folding(CUT);

  private static List<Subject> subjects() {
    var chance = new SplittableRandom(3);
    var subjects = new ArrayList<Subject>();
    for (int i = 0; i < 90; i++) {
      var arm = List.of("low", "high", "usual").get(i % 3);
      double baseline = 150 + 20 * chance.nextDouble();
      double fall = arm.equals("high") ? 10 : arm.equals("low") ? 5 : 0;
      double after = baseline - fall + 4 * chance.nextDouble() - 2;
      var series =
          new Value.Series(
              OptionalDouble.of(baseline), List.of(new Value.Score("month-1", 28, after)));
      subjects.add(
          new Subject(
              new ParticipantId("S-" + i),
              new SiteId("S"),
              Optional.of(LocalDate.EPOCH),
              Optional.of(arm),
              Map.of(),
              Optional.empty(),
              "treated",
              false,
              "",
              Map.of(),
              Map.of(),
              Map.of("ITT", Truth.YES),
              Map.of("pressure", new Value.Measured(Map.of("check.systolic", series))),
              Subject.Course.NONE,
              Subject.Background.NONE));
    }
    return subjects;
  }

  @Test
  void each_dose_is_compared_with_usual_care() {
    var report = Report.byArm(CUT, FOLDING, subjects(), Report.Models.NOW);
    var found = report.of("pressure").stream().map(one -> (Result.Repeated) one.result()).toList();
    assertThat(found).extracting(Result.Repeated::group).containsExactly("low", "high");
    assertThat(found).extracting(Result.Repeated::reference).containsOnly("usual");
    assertThat(found.getFirst().visits().getFirst().estimate()).isCloseTo(-5, within(1.0));
    assertThat(found.getLast().visits().getFirst().estimate()).isCloseTo(-10, within(1.0));
  }

  @Test
  void arms_without_treatment_are_the_control() {
    assertThat(Arms.of(STUDY).inOrder()).containsExactly("usual", "low", "high");
  }

  @Test
  void doses_of_one_arms_tablet_reveal_it() {
    var dose = STUDY.form("dose");
    var saved =
        new org.trialwright.journey.Event.Saved(
            "dose", 1, "day-1", Map.of("drug", "half"), Map.of());
    assertThat(FOLDING.revealing().reveals(dose, saved)).isTrue();
  }
}
