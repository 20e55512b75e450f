package org.trialwright.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.journey.Journey;
import org.trialwright.journey.Surroundings;

/**
 * A small trial in memory. Every act that is not taken ends a rehearsal, so ending is a finding.
 */
class PlayerTest {
  private static final LocalDate YEAR_ONE = Palace.SCENARIO.setting().begins().plusMonths(12);
  private static final List<List<Fact>> PLAYED = Palace.played(Palace.SCENARIO, 3, 8, YEAR_ONE);

  private static List<Fact> all(List<List<Fact>> lives) {
    return lives.stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparingLong(Fact::sequence))
        .toList();
  }

  @Test
  void as_many_as_wanted_are_allocated_and_treated_in_both_arms() {
    var arms =
        all(PLAYED).stream()
            .map(Fact::event)
            .filter(Event.Allocated.class::isInstance)
            .map(event -> ((Event.Allocated) event).arm())
            .collect(Collectors.groupingBy(arm -> arm, Collectors.counting()));
    assertThat(arms.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(8);
    assertThat(arms.keySet()).hasSize(2);
    Map<String, Long> forms =
        all(PLAYED).stream()
            .map(Fact::event)
            .filter(Event.Saved.class::isInstance)
            .map(event -> ((Event.Saved) event).form())
            .collect(Collectors.groupingBy(form -> form, Collectors.counting()));
    assertThat(forms).containsKeys("consent", "blood", "dose", "course-end", "contact", "qlq-c30");
    assertThat(forms.get("fraction")).isGreaterThan(100);
  }

  @Test
  void the_same_seed_gives_the_same_facts_and_another_seed_others() {
    assertThat(Palace.played(Palace.SCENARIO, 3, 8, YEAR_ONE)).isEqualTo(PLAYED);
    assertThat(Palace.played(Palace.SCENARIO, 4, 8, YEAR_ONE)).isNotEqualTo(PLAYED);
  }

  @Test
  void who_comes_first_does_not_depend_on_how_many_follow() {
    var few = Palace.played(Palace.SCENARIO, 3, 2, YEAR_ONE);
    assertThat(few.getFirst().stream().map(PlayerTest::withoutSequence).toList())
        .isEqualTo(PLAYED.getFirst().stream().map(PlayerTest::withoutSequence).toList());
  }

  private static List<Object> withoutSequence(Fact fact) {
    return List.of(fact.event(), fact.occurred(), fact.author(), fact.key());
  }

  @Test
  void time_never_runs_back_and_nothing_is_recorded_before_it_happened() {
    var last = Instant.MIN;
    for (var fact : all(PLAYED)) {
      assertThat(fact.recorded()).isAfter(last);
      last = fact.recorded();
      assertThat(fact.occurred().earliest())
          .isBeforeOrEqualTo(LocalDate.ofInstant(last, java.time.ZoneId.of("Asia/Shanghai")));
      assertThat(fact.occurred().earliest()).isBeforeOrEqualTo(YEAR_ONE);
    }
  }

  @Test
  void every_question_that_applies_is_answered() {
    var open = new ArrayList<String>();
    for (var facts : PLAYED) {
      var journey = Journey.of(Palace.STUDY, facts, Surroundings.on(YEAR_ONE));
      for (var form : Palace.STUDY.forms().values()) {
        for (var record : journey.records(form)) {
          record.unanswered().stream()
              .filter(item -> item.answeredBy().isEmpty())
              .forEach(item -> open.add(record + "." + item.name()));
        }
      }
    }
    assertThat(open).isEmpty();
  }

  @Test
  void nobody_is_left_standing_before_allocation() {
    for (var facts : PLAYED) {
      var journey = Journey.of(Palace.STUDY, facts, Surroundings.on(YEAR_ONE));
      assertThat(journey.place()).isNotIn("screening", "ready");
    }
  }

  @Test
  void what_became_too_old_is_done_again_before_an_arm_is_drawn() {
    var scenario =
        Palace.scenario(
            "\nanswers:",
            "\nanswers:\n  virology.day: = (consent.signed-on - 25 d if not (virology recorded)"
                + " otherwise today)\n");
    var lives = Palace.played(scenario, 3, 4, YEAR_ONE);
    long allocated =
        lives.stream().filter(life -> life.stream().anyMatch(PlayerTest::isAllocated)).count();
    assertThat(allocated).isEqualTo(4);
    assertThat(lives)
        .filteredOn(life -> life.stream().anyMatch(PlayerTest::isAllocated))
        .allSatisfy(
            life -> {
              var days =
                  life.stream()
                      .takeWhile(fact -> !isAllocated(fact))
                      .filter(fact -> isSave(fact, "virology"))
                      .map(fact -> fact.occurred().earliest())
                      .toList();
              var drawn = life.stream().filter(PlayerTest::isAllocated).findFirst().orElseThrow();
              assertThat(days.getLast().plusDays(28)).isAfterOrEqualTo(drawn.occurred().earliest());
            });
    assertThat(lives)
        .as("somebody waited too long")
        .anySatisfy(
            life ->
                assertThat(life.stream().filter(fact -> isSave(fact, "virology")).count())
                    .isGreaterThan(1));
  }

  private static boolean isAllocated(Fact fact) {
    return fact.event() instanceof Event.Allocated;
  }

  private static boolean isSave(Fact fact, String form) {
    return fact.event() instanceof Event.Saved saved && saved.form().equals(form);
  }
}
