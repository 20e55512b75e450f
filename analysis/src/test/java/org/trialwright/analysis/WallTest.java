package org.trialwright.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.quantities.ParticipantId;

/**
 * Everything that reveals an arm, the allocation included, is moved from one participant to
 * another; what was known before, and what both arms share, stays where it is.
 */
class WallTest {
  private static final Played TRIAL = Played.Small.TRIAL;
  private static final List<List<Fact>> PERMUTED = permuted();

  private static boolean reveals(Fact fact) {
    return switch (fact.event()) {
      case Event.Allocated _ -> true;
      case Event.Saved saved ->
          TRIAL.folding().revealing().reveals(Played.STUDY.form(saved.form()), saved);
      default -> false;
    };
  }

  /** Each allocated participant gets what reveals the arm of the next one. */
  private static List<List<Fact>> permuted() {
    var allocated = TRIAL.facts().stream().filter(WallTest::allocated).toList();
    var permuted = new ArrayList<>(TRIAL.facts().stream().filter(one -> !allocated(one)).toList());
    for (int i = 0; i < allocated.size(); i++) {
      var own = allocated.get(i);
      var other = allocated.get((i + 1) % allocated.size());
      permuted.add(mixed(own, other));
    }
    return permuted;
  }

  private static boolean allocated(List<Fact> facts) {
    return facts.stream().anyMatch(fact -> fact.event() instanceof Event.Allocated);
  }

  private static List<Fact> mixed(List<Fact> own, List<Fact> other) {
    var mixed = new ArrayList<>(own.stream().filter(fact -> !reveals(fact)).toList());
    var id = own.getFirst().participant();
    var drawn =
        own.stream()
            .filter(fact -> fact.event() instanceof Event.Allocated)
            .findFirst()
            .orElseThrow();
    for (var fact : other) {
      if (fact.event() instanceof Event.Allocated(var arm, _, _, var algorithm, var origin)) {
        var stratum = ((Event.Allocated) drawn.event()).stratum();
        mixed.add(of(drawn, id, new Event.Allocated(arm, stratum, 9, algorithm, origin)));
      } else if (reveals(fact)) {
        mixed.add(of(fact, id, fact.event()));
      }
    }
    mixed.sort(Comparator.comparingLong(Fact::sequence));
    return mixed;
  }

  private static Fact of(Fact fact, Optional<ParticipantId> participant, Event event) {
    return new Fact(
        fact.sequence(),
        participant,
        event,
        fact.author(),
        fact.recorded(),
        fact.occurred(),
        fact.reason(),
        fact.studyVersion(),
        fact.key());
  }

  @Test
  void the_pooled_report_stays_the_same_byte_for_byte() {
    assertThat(Json.of(TRIAL.pooled(PERMUTED))).isEqualTo(Json.of(TRIAL.pooled(ordered())));
  }

  @Test
  void central_monitoring_stays_the_same_byte_for_byte() {
    var before = Monitoring.of(Played.STUDY, ordered().stream());
    assertThat(before.sites()).isNotEmpty();
    assertThat(Json.of(Monitoring.of(Played.STUDY, PERMUTED.stream()))).isEqualTo(Json.of(before));
  }

  /** The same order of participants as after permuting: those not allocated first. */
  private static List<List<Fact>> ordered() {
    var all = new ArrayList<>(TRIAL.facts().stream().filter(one -> !allocated(one)).toList());
    all.addAll(TRIAL.facts().stream().filter(WallTest::allocated).toList());
    return all;
  }

  @Test
  void the_committees_report_changes() {
    var before =
        Report.byArm(
            TRIAL.cut(),
            TRIAL.folding(),
            ordered().stream().map(TRIAL.folding()::subject).toList(),
            Report.Models.LATER);
    var after =
        Report.byArm(
            TRIAL.cut(),
            TRIAL.folding(),
            PERMUTED.stream().map(TRIAL.folding()::subject).toList(),
            Report.Models.LATER);
    assertThat(Json.of(after)).isNotEqualTo(Json.of(before));
    assertThat(after.find("OS", "ITT", Result.HazardRatio.class))
        .isNotEqualTo(before.find("OS", "ITT", Result.HazardRatio.class));
    assertThat(after.sensitivities()).isNotEqualTo(before.sensitivities());
    assertThat(after.subgroups()).isNotEqualTo(before.subgroups());
    assertThat(after.onTheWay()).isNotEqualTo(before.onTheWay());
  }

  @Test
  void something_is_left_for_the_blinded_and_it_names_no_arm() {
    var pooled = TRIAL.pooled(TRIAL.facts());
    assertThat(pooled.find("OS", "ITT", Result.Curves.class)).isPresent();
    assertThat(pooled.find("toxicity", "safety", Result.WorstGrades.class))
        .hasValueSatisfying(
            worst ->
                assertThat(worst.rows())
                    .as("a term may belong to one arm's treatment")
                    .extracting(Result.WorstOf::term)
                    .containsExactly(Value.Grades.ANY));
    var json = Json.of(pooled);
    for (var arm : Played.STUDY.how().arms()) {
      assertThat(json).doesNotContain("\"group\":\"" + arm.name() + "\"");
      assertThat(json).doesNotContain("\"arm\":\"" + arm.name() + "\"");
    }
    assertThat(pooled.tests()).isEmpty();
    assertThat(pooled.looks()).allSatisfy(look -> assertThat(look.statistic()).isEmpty());
  }

  @Test
  void what_depends_on_what_reveals_the_arm_is_refused() {
    assertThat(TRIAL.pooled(TRIAL.facts()).results())
        .filteredOn(one -> List.of("DFS", "cCR", "R0", "complications").contains(one.endpoint()))
        .isNotEmpty()
        .allSatisfy(one -> assertThat(one.result()).isInstanceOf(Result.Refused.class));
  }

  private static boolean revealed(String form, String visit, Map<String, String> answers) {
    return TRIAL
        .folding()
        .revealing()
        .reveals(Played.STUDY.form(form), new Event.Saved(form, 1, visit, answers, Map.of()));
  }

  /** Named by hand, so that the rule that finds them is held against the specification. */
  @Test
  void evaluations_operations_and_the_drug_of_one_arm_reveal_it_and_death_does_not() {
    assertThat(
            List.of(
                "cre",
                "mdt",
                "restaging",
                "operation",
                "operation-date",
                "surgery-cancelled",
                "pathology",
                "complication",
                "adjuvant",
                "adjuvant-dose",
                "evaluations-declined",
                "missed-evaluation",
                "recurrence"))
        .allSatisfy(form -> assertThat(revealed(form, "", Map.of())).as(form).isTrue());
    assertThat(List.of("death", "withdrawal", "ae", "course-end", "fraction", "eligibility"))
        .allSatisfy(form -> assertThat(revealed(form, "", Map.of())).as(form).isFalse());
    assertThat(revealed("dose", "day-1", Map.of("drug", "camrelizumab"))).isTrue();
    assertThat(revealed("dose", "day-1", Map.of("drug", "carboplatin"))).isFalse();
    assertThat(revealed("qlq-c30", "quality 12 mo", Map.of())).isFalse();
    assertThat(revealed("qlq-c30", "quality-op", Map.of())).isTrue();
    assertThat(revealed("exam", "surveillance 6 mo", Map.of())).isTrue();
  }

  @Test
  void no_masked_participant_has_an_arm_a_path_or_a_dose() {
    for (var facts : TRIAL.facts()) {
      var subject = TRIAL.folding().masked(facts).subject();
      assertThat(subject.arm()).isEmpty();
      assertThat(subject.treated()).isEmpty();
      assertThat(subject.course()).isEqualTo(Subject.Course.NONE);
      assertThat(subject.background()).isEqualTo(Subject.Background.NONE);
    }
  }
}
