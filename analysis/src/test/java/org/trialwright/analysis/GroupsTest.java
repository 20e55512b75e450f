package org.trialwright.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;
import org.trialwright.quantities.Truth;
import org.trialwright.study.Folder;
import org.trialwright.study.Measure;
import org.trialwright.study.Study;
import org.trialwright.study.StudyReader;

/** Endpoints looked at by site, by an answer from before allocation, and by treatment received. */
class GroupsTest {
  private static final Study STUDY = study();
  private static final Cut CUT = new Cut(STUDY, 1, LocalDate.EPOCH, "");
  private static final Folding FOLDING = new Folding(CUT);

  private static Study study() {
    Map<String, String> files = new HashMap<>(Folder.read(Path.of("../studies/three-arm")).files());
    files.remove("contents.yaml");
    var whole = "value of check.systolic at 28 d; means; by %s; in ITT\"";
    files.computeIfPresent(
        "study.yaml",
        (_, text) ->
            text.replace(
                "MMRM; by arm; in ITT\"",
                "MMRM; by arm; in ITT\""
                    + (", by-site: \"" + whole.formatted("site"))
                    + (", by-answer: \"" + whole.formatted("exam.severity"))
                    + (", by-weight: \"" + whole.formatted("exam.weight"))
                    + (", by-treatment: \"" + whole.formatted("treatment"))));
    return StudyReader.read(new Folder(files)).orThrow();
  }

  /** Twelve people: site, answer, arm and treatment differ from one another. */
  private static List<Subject> subjects(boolean arms) {
    var subjects = new ArrayList<Subject>();
    for (int i = 0; i < 12; i++) {
      var series =
          new Value.Series(
              OptionalDouble.of(150), List.of(new Value.Score("month-1", 28, 100.0 + i)));
      var arm = List.of("low", "high", "usual").get(i % 3);
      var value = new Value.Measured(Map.of("check.systolic", series));
      subjects.add(
          new Subject(
              new ParticipantId("S-" + i),
              new SiteId(i < 5 ? "02" : "01"),
              Optional.of(LocalDate.EPOCH),
              arms ? Optional.of(arm) : Optional.empty(),
              Map.of(),
              Optional.empty(),
              "treated",
              false,
              "",
              Map.of(),
              i == 11 ? Map.of() : Map.of("exam.severity", i < 4 ? "moderate" : "mild"),
              Map.of("ITT", Truth.YES),
              Map.of(
                  "by-site", value, "by-answer", value, "by-weight", value, "by-treatment", value),
              Subject.Course.NONE,
              Subject.Background.NONE));
    }
    return subjects;
  }

  private static Report byArm() {
    return Report.byArm(CUT, FOLDING, subjects(true), Report.Models.NOW);
  }

  private static Report pooled() {
    var masked = subjects(false).stream().map(Masked::of).toList();
    return Report.pooled(CUT, FOLDING, masked, Report.Models.NOW);
  }

  private static Analysed only(Report report, String endpoint) {
    assertThat(report.of(endpoint)).hasSize(1);
    return report.of(endpoint).getFirst();
  }

  private static List<String> means(Report report, String endpoint) {
    return ((Result.Means) only(report, endpoint).result())
        .means().stream()
            .map(
                one ->
                    one.n() == 0
                        ? one.group() + ": nobody"
                        : "%s: %d, %s"
                            .formatted(one.group(), one.n(), one.mean().known().orElseThrow()))
            .toList();
  }

  @Test
  void sites_and_answers_part_people_alike_for_the_committee_and_for_the_blinded() {
    for (var report : List.of(byArm(), pooled())) {
      assertThat(means(report, "by-site"))
          .containsExactly("site 01: 7, 108.0", "site 02: 5, 102.0");
      assertThat(means(report, "by-answer"))
          .containsExactly(
              "exam.severity is mild: 7, 107.0", "exam.severity is moderate: 4, 101.5");
    }
  }

  @Test
  void whose_answer_is_not_known_is_left_out_and_counted() {
    assertThat(only(pooled(), "by-answer").leftOut())
        .contains(new Analysed.LeftOut("exam.severity at allocation not known", 1));
    assertThat(only(pooled(), "by-answer").convention())
        .startsWith("by the answer at allocation as it is known now");
  }

  /** The built-in study tells who was treated how in its set of safety. */
  @Test
  void treatment_received_parts_people_by_what_they_got_and_never_for_the_blinded() {
    var os = Played.STUDY.measure().endpoint("OS").orElseThrow();
    var asTreated =
        new Measure.Endpoint(
            os.name(),
            false,
            os.what(),
            os.methods(),
            new Measure.Groups.ByTreatment(),
            os.sets(),
            Optional.empty(),
            Optional.empty(),
            os.text(),
            os.at());
    var subjects =
        List.of(
            Made.treated(Made.subject(1, "organ", 5, true, Truth.NO), "organ"),
            Made.treated(Made.subject(2, "organ", 6, true, Truth.NO), "surgery"),
            Made.treated(Made.subject(3, "surgery", 7, true, Truth.NO), "surgery"),
            Made.subject(4, "surgery", 8, true, Truth.NO));
    var sample = Sample.of(Played.STUDY, subjects, asTreated, "ITT");
    assertThat(sample.groups()).containsExactly("surgery", "organ");
    assertThat(sample.group()).containsExactly(1, 0, 0);
    assertThat(sample.leftOut())
        .containsExactly(new Analysed.LeftOut("not known how they were treated", 1));
    assertThat(FOLDING.revealing().reveals(new Measure.Groups.ByTreatment())).isTrue();
    assertThat(((Result.Refused) only(pooled(), "by-treatment").result()).reason())
        .contains("only the data monitoring committee's report has it");
  }

  @Test
  void a_number_and_a_study_without_a_rule_for_treatment_are_refused_with_what_to_write() {
    assertThat(((Result.Refused) only(byArm(), "by-weight").result()).reason())
        .isEqualTo("exam.weight has no list of answers: part it under subgroups, with cuts");
    assertThat(((Result.Refused) only(byArm(), "by-treatment").result()).reason())
        .contains("no set says how the treatment received is told");
  }
}
