package org.trialwright.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.trialwright.journey.EndpointValue;
import org.trialwright.study.Measure;

/** A hundred participants, played to the end and reported by arm. */
class ReportTest {
  private static final Played TRIAL = Played.Small.TRIAL;
  private static final List<Subject> SUBJECTS = TRIAL.subjects();
  private static final Report REPORT =
      Report.byArm(TRIAL.cut(), TRIAL.folding(), SUBJECTS, Report.Models.NOW);

  @Test
  void every_endpoint_is_there_in_every_set_by_every_method() {
    for (var endpoint : Played.STUDY.measure().endpoints()) {
      for (var set : endpoint.sets()) {
        for (var method : endpoint.methods()) {
          assertThat(REPORT.of(endpoint.name()))
              .as("%s in %s by %s", endpoint.name(), set, method.text())
              .anySatisfy(
                  one -> {
                    assertThat(one.set()).isEqualTo(set);
                    assertThat(one.method()).startsWith(method.text());
                  });
        }
      }
    }
  }

  @Test
  void every_result_says_how_it_was_made_and_of_whom() {
    int allocated = REPORT.flow().allocated();
    assertThat(REPORT.results())
        .allSatisfy(
            one -> {
              if (one.result().none().isEmpty()) {
                assertThat(one.convention()).as("%s %s", one.endpoint(), one.method()).isNotEmpty();
              }
              int out = one.leftOut().stream().mapToInt(Analysed.LeftOut::count).sum();
              assertThat(one.rows() + out).as("%s", one.endpoint()).isEqualTo(allocated);
            });
  }

  @Test
  void the_numbers_of_the_flow_add_up() {
    var flow = REPORT.flow();
    int excluded = flow.excluded().values().stream().mapToInt(Integer::intValue).sum();
    assertThat(flow.registered()).isEqualTo(excluded + flow.inScreening() + flow.allocated());
    assertThat(flow.arms().stream().mapToInt(Flow.Row::allocated).sum())
        .isEqualTo(flow.allocated());
    assertThat(flow.arms())
        .allSatisfy(
            arm -> {
              int ended = arm.ended().values().stream().mapToInt(Integer::intValue).sum();
              assertThat(arm.started() + arm.notStarted()).isEqualTo(arm.allocated());
              assertThat(ended + arm.ongoing()).isEqualTo(arm.allocated());
              assertThat(arm.unseen().orElseThrow()).isBetween(0, arm.ongoing());
              assertThat(arm.sets().get("ITT")).isEqualTo(arm.allocated());
            });
  }

  @Test
  void a_comparison_that_the_design_does_not_support_is_refused_with_its_reason() {
    assertThat(REPORT.of("pCR"))
        .filteredOn(one -> one.result() instanceof Result.Refused)
        .isNotEmpty()
        .allSatisfy(
            one ->
                assertThat(one.result())
                    .isEqualTo(
                        new Result.Refused("never tested: responders in arm 1 are not operated")));
    assertThat(REPORT.of("pCR"))
        .noneMatch(
            one ->
                one.result() instanceof Result.FisherTest
                    || one.result() instanceof Result.ShareDifference);
  }

  @Test
  void an_event_on_the_day_of_the_start_counts_half_a_day() {
    assertThat(Times.days(new EndpointValue.EventOn(0))).isEqualTo(0.5);
    assertThat(Times.days(new EndpointValue.CensoredOn(0))).isEqualTo(0.5);
    assertThat(Times.days(new EndpointValue.EventOn(1))).isEqualTo(1);
  }

  @Test
  void three_years_are_the_day_that_the_study_sets_and_other_times_are_counted() {
    var at =
        Played.STUDY.measure().endpoint("OS").orElseThrow().methods().getFirst().options().at();
    assertThat(Days.of(Played.STUDY, at.orElseThrow())).isEqualTo(1096);
    var year = Played.STUDY.measure().endpoint("quality").orElseThrow().what();
    assertThat(Days.of(Played.STUDY, ((Measure.What.Change) year).at())).isEqualTo(366);
  }

  @Test
  void the_primary_difference_is_that_of_the_two_curves() {
    var curves = REPORT.find("OS", "ITT", Result.Curves.class).orElseThrow().curves();
    var difference = REPORT.find("OS", "ITT", Result.SurvivalDifference.class).orElseThrow();
    assertThat(difference.reference()).isEqualTo(curves.getFirst().group()).isEqualTo("surgery");
    double expected =
        curves.getLast().at().getFirst().survival() - curves.getFirst().at().getFirst().survival();
    assertThat(difference.estimate()).isEqualTo(expected);
    assertThat(difference.day()).isEqualTo(1096);
  }

  @Test
  void the_planned_tests_stand_in_their_order_and_end_at_the_first_that_does_not_hold() {
    assertThat(REPORT.tests())
        .extracting(Decision::test)
        .containsExactly("non-inferior", "better-life", "superior");
    boolean reached = true;
    for (var test : REPORT.tests()) {
      assertThat(test.verdict() == Decision.Verdict.NOT_REACHED).isEqualTo(!reached);
      reached &= test.verdict() == Decision.Verdict.HOLDS;
    }
    assertThat(REPORT.tests().getFirst().evidence())
        .extracting(Decision.Evidence::set)
        .containsExactly("ITT", "PP");
  }

  @Test
  void the_looks_say_where_they_stand_and_every_stopping_rule_its_bound() {
    assertThat(REPORT.looks())
        .extracting(Look::name)
        .containsExactly("efficacy", "toxicity", "watching");
    var efficacy = REPORT.looks().getFirst();
    assertThat(efficacy.reason()).isEqualTo(efficacy.seen() + " of 84 deaths");
    assertThat(REPORT.looks().getLast().watched()).hasSize(4);
  }

  @Test
  void what_waits_for_its_last_word_is_counted_and_once_more_as_events() {
    assertThat(REPORT.of("DFS"))
        .extracting(Analysed::method)
        .contains("Kaplan-Meier", "Kaplan-Meier, pending counted as events");
    assertThat(REPORT.of("DFS").getFirst().convention()).contains("pending: ");
  }

  @Test
  void the_places_are_occupied_by_everybody_on_every_day() {
    assertThat(REPORT.occupation()).hasSize(2);
    for (var occupation : REPORT.occupation()) {
      for (int day = 0; day < occupation.days().size(); day++) {
        int at = day;
        double sum = occupation.probability().stream().mapToDouble(p -> p.get(at)).sum();
        assertThat(sum).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-9));
      }
    }
  }

  @Test
  void the_same_facts_give_the_same_bytes() {
    assertThat(Json.of(TRIAL.byArm(Report.Models.NOW))).isEqualTo(Json.of(REPORT));
  }

  @Test
  void a_value_names_the_facts_that_it_came_from() {
    var died =
        SUBJECTS.stream()
            .flatMap(one -> Optional.ofNullable(one.values().get("OS")).stream())
            .map(Value.Time.class::cast)
            .filter(time -> time.value() instanceof EndpointValue.EventOn)
            .toList();
    assertThat(died).isNotEmpty().allSatisfy(time -> assertThat(time.facts()).isNotEmpty());
  }

  @Test
  void later_leaves_out_the_mixed_models_alone() {
    var later = TRIAL.byArm(Report.Models.LATER);
    assertThat(later.results())
        .filteredOn(one -> one.result() instanceof Result.Later)
        .extracting(Analysed::method)
        .containsOnly("MMRM")
        .hasSize(4);
    assertThat(without(later)).isEqualTo(without(REPORT));
  }

  private static List<Analysed> without(Report report) {
    return report.results().stream().filter(one -> !one.method().equals("MMRM")).toList();
  }

  @Test
  void adtte_counts_the_first_day_as_one() {
    var files = Datasets.of(TRIAL.cut(), SUBJECTS, REPORT);
    assertThat(files.keySet())
        .contains("adsl.csv", "adtte.csv", "adae.csv", "adqs.csv", "reproduce.R");
    var times =
        files.get("adtte.csv").lines().skip(1).filter(line -> line.contains(",OS,")).toList();
    assertThat(times).hasSize(REPORT.flow().allocated());
    var subject =
        SUBJECTS.stream().filter(one -> one.allocated().isPresent()).findFirst().orElseThrow();
    long day =
        Stream.of(subject.values().get("OS"))
            .map(Value.Time.class::cast)
            .mapToLong(time -> (long) Times.days(time.value()))
            .sum();
    assertThat(times)
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains(subject.id().value())
                    .contains("," + (day + 1) + ",DAYS,"));
  }

  @Test
  void every_participant_has_one_unbroken_way_from_allocation_to_the_cut() {
    assertThat(REPORT.lanes()).hasSize(REPORT.flow().allocated());
    for (var lane : REPORT.lanes()) {
      int day = 0;
      for (var spell : lane.spells()) {
        assertThat(spell.from()).isEqualTo(day);
        assertThat(spell.to()).isGreaterThan(spell.from());
        day = spell.to();
      }
    }
    assertThat(REPORT.lanes().stream().map(Lane::arm).distinct()).hasSize(2);
  }

  @Test
  void the_difference_of_a_term_is_that_of_its_worst_grades() {
    var worst = REPORT.find("toxicity", "safety", Result.WorstGrades.class).orElseThrow();
    assertThat(REPORT.harms()).isNotEmpty();
    for (var harm : REPORT.harms()) {
      int of =
          worst.rows().stream()
              .filter(row -> row.term().equals(harm.term()) && row.group().equals(harm.group()))
              .mapToInt(row -> java.util.Arrays.stream(row.worst().toArray()).sum())
              .sum();
      assertThat(harm.events()).isEqualTo(of);
      double difference =
          (double) harm.events() / harm.n()
              - (double) harm.eventsOfReference() / harm.ofReference();
      assertThat(harm.difference())
          .isCloseTo(difference, org.assertj.core.data.Offset.offset(1e-12));
      assertThat(difference).isBetween(harm.lower(), harm.upper());
    }
  }

  @Test
  void what_was_left_for_later_is_taken_from_a_full_report_and_says_its_age() {
    var later = TRIAL.byArm(Report.Models.LATER);
    assertThat(later.completedBy(REPORT).results().stream().map(Analysed::result))
        .isEqualTo(REPORT.results().stream().map(Analysed::result).toList());
    assertThat(later.completedBy(REPORT).sensitivities().stream().map(Sensitivity::found))
        .isEqualTo(REPORT.sensitivities().stream().map(Sensitivity::found).toList());
    assertThat(later.completedBy(REPORT).occupation()).isEqualTo(REPORT.occupation());
    var earlier =
        Report.byArm(
            new Cut(Played.STUDY, 7, TRIAL.cut().day(), ""),
            TRIAL.folding(),
            TRIAL.subjects(),
            Report.Models.NOW);
    assertThat(later.completedBy(earlier).of("quality"))
        .filteredOn(one -> one.result() instanceof Result.Repeated)
        .isNotEmpty()
        .allSatisfy(one -> assertThat(one.convention()).contains("; as of fact 7, "));
  }
}
