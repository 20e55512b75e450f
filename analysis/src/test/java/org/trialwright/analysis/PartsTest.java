package org.trialwright.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.trialwright.journey.EndpointValue;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;
import org.trialwright.quantities.Truth;
import org.trialwright.study.How;
import org.trialwright.study.Item;
import org.trialwright.study.Measure;
import org.trialwright.study.Method;
import org.trialwright.study.Subgroup;

/** Subgroups, against R and where a part has no ratio. */
class PartsTest {
  private static final Measure.Endpoint OS = Played.STUDY.measure().endpoint("OS").orElseThrow();
  private static final Item ECOG = Played.STUDY.form("exam").item("ecog").orElseThrow();
  private static final Item SEX = Played.STUDY.form("person").item("sex").orElseThrow();
  private static final Subgroup SUBGROUP =
      new Subgroup("performance", Optional.of(ECOG), List.of(), "exam.ecog");
  private static final Method COX =
      new Method.Cox(
          new Method.Options(
              Optional.empty(), List.of(new How.ByAnswer(SEX)), false, Optional.empty()),
          "Cox within person.sex");

  private static Subject subject(
      int number, boolean organ, long day, boolean died, String part, String stratum) {
    var value =
        new Value.Time(
            died ? new EndpointValue.EventOn(day) : new EndpointValue.CensoredOn(day),
            Optional.empty(),
            List.of());
    return new Subject(
        new ParticipantId("S-" + number),
        new SiteId("S"),
        Optional.of(LocalDate.EPOCH),
        Optional.of(organ ? "organ" : "surgery"),
        Map.of(),
        Optional.empty(),
        "",
        false,
        "",
        Map.of("person.sex", stratum),
        Map.of(),
        Map.of("ITT", Truth.YES),
        Map.of("OS", value),
        Subject.Course.NONE,
        new Subject.Background(Map.of(), Map.of(), Map.of("performance", part)));
  }

  private static Times times(List<Subject> subjects) {
    return Times.of(Sample.of(Played.STUDY, subjects, OS, "ITT"), "OS", false);
  }

  @Test
  void r_finds_the_same_ratios_and_the_same_interaction() {
    int[] second = FromR.whole("parts.x");
    var subjects = new ArrayList<Subject>();
    for (int i = 0; i < second.length; i++) {
      subjects.add(
          subject(
              i,
              second[i] == 1,
              FromR.whole("parts.time")[i],
              FromR.whole("parts.cause")[i] == 1,
              String.valueOf(FromR.whole("parts.level")[i]),
              FromR.whole("parts.s")[i] == 1 ? "male" : "female"));
    }
    var found = Parts.of(OS, COX, SUBGROUP, times(subjects));
    assertThat(found.levels()).extracting(Subgroups.Part::level).containsExactly("0", "1", "2");
    for (int level = 0; level < 3; level++) {
      var ratio = (Result.HazardRatio) found.levels().get(level).ratio();
      assertThat(ratio.coefficient())
          .isCloseTo(FromR.numbers("parts.coefficients")[level], within(1e-9));
      assertThat(ratio.standardError())
          .isCloseTo(FromR.numbers("parts.errors")[level], within(1e-9));
    }
    assertThat(found.df()).isEqualTo(2);
    assertThat(found.chiSquare().known().orElseThrow())
        .isCloseTo(FromR.numbers("parts.interaction")[0], within(1e-9));
    assertThat(found.p().known().orElseThrow())
        .isCloseTo(FromR.numbers("parts.p")[0], within(1e-9));
    assertThat(found.rows()).isEqualTo(120);
  }

  @Test
  void a_part_without_events_in_an_arm_says_so_and_is_not_in_the_test() {
    var subjects = new ArrayList<Subject>();
    for (int i = 0; i < 40; i++) {
      boolean organ = i % 2 == 0;
      var part = List.of("0", "1", "2").get(i % 3);
      boolean died = i % 5 != 0 && !(part.equals("2") && organ);
      subjects.add(subject(i, organ, 10L + i * 7 % 31, died, part, "male"));
    }
    var found = Parts.of(OS, COX, SUBGROUP, times(subjects));
    var last = found.levels().getLast();
    assertThat(last.ratio()).isEqualTo(new Result.NotEstimable("no events in organ"));
    assertThat(last.events()).isZero();
    assertThat(last.eventsOfReference()).isPositive();
    assertThat(found.df()).isEqualTo(1);
  }

  @Test
  void everybody_is_in_one_part_and_the_numbers_add_up() {
    var report = Played.Small.TRIAL.byArm(Report.Models.LATER);
    assertThat(report.subgroups())
        .extracting(Subgroups::name)
        .containsExactly(
            "stage", "depth", "nodes", "location", "length", "sex", "age", "performance");
    for (var subgroup : report.subgroups()) {
      int n = subgroup.levels().stream().mapToInt(one -> one.n() + one.ofReference()).sum();
      int events =
          subgroup.levels().stream().mapToInt(one -> one.events() + one.eventsOfReference()).sum();
      int out = subgroup.leftOut().stream().mapToInt(Analysed.LeftOut::count).sum();
      assertThat(n).as(subgroup.name()).isEqualTo(subgroup.rows());
      assertThat(n).isEqualTo(subgroup.overall().n() + subgroup.overall().ofReference());
      assertThat(events)
          .isEqualTo(subgroup.overall().events() + subgroup.overall().eventsOfReference());
      assertThat(n + out).isEqualTo(report.flow().allocated());
      assertThat(subgroup.levels()).hasSizeGreaterThan(1);
      assertThat(subgroup.convention()).contains("interaction");
    }
  }

  /** Nobody's strata were put right here, so a part of a stratum is a part of the allocation. */
  @Test
  void all_together_have_the_ratio_of_the_endpoint_itself() {
    var report = Played.Small.TRIAL.byArm(Report.Models.LATER);
    var main = report.find("OS", "ITT", Result.HazardRatio.class).orElseThrow();
    assertThat(report.subgroups())
        .filteredOn(subgroup -> subgroup.rows() == main.n())
        .isNotEmpty()
        .allSatisfy(subgroup -> assertThat(subgroup.overall().ratio()).isEqualTo(main));
  }
}
