package org.trialwright.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;

/** Every other look at an endpoint that the built-in study asks for, on a hundred participants. */
class SensitivitiesTest {
  private static final Played TRIAL = Played.Small.TRIAL;
  private static final Report REPORT = TRIAL.byArm(Report.Models.NOW);

  private static List<Sensitivity> of(String event) {
    return REPORT.sensitivities().stream().filter(one -> one.event().equals(event)).toList();
  }

  @Test
  void every_way_of_the_study_is_there_in_its_words() {
    assertThat(REPORT.sensitivities())
        .extracting(
            one -> one.event() + ": " + one.endpoint() + " " + one.method() + ", " + one.set())
        .contains(
            "further anticancer drug: OS hypothetical by IPCW, ITT",
            "further anticancer drug: OS hypothetical by IPCW, PP",
            "further anticancer drug: DFS hypothetical by IPCW, ITT",
            "withdrawn or lost: OS tipping 1..3 in organ, ITT",
            "withdrawn or lost: OS tipping 1..3 in organ, PP",
            "withdrawn or lost: DFS tipping 1..3 in organ, ITT");
    assertThat(of("death")).hasSize(4).extracting(Sensitivity::method).containsOnly("worst score");
    assertThat(of(Sensitivity.STRATA))
        .extracting(Sensitivity::method)
        .containsExactly(
            "Cox within staging.stage",
            "Cox within staging.stage",
            "log-rank within staging.stage",
            "log-rank within staging.stage");
  }

  @Test
  void every_one_says_how_it_was_made_and_of_whom() {
    assertThat(REPORT.sensitivities())
        .allSatisfy(
            one -> {
              assertThat(one.convention()).as(one.endpoint()).isNotEmpty();
              int out = one.leftOut().stream().mapToInt(Analysed.LeftOut::count).sum();
              assertThat(one.rows() + out).isEqualTo(REPORT.flow().allocated());
            });
  }

  @Test
  void what_happened_on_the_way_is_counted_by_arm_with_each_endpoints_way() {
    assertThat(REPORT.onTheWay())
        .extracting(OnTheWay::event)
        .containsExactly(
            "treatment stopped or never begun",
            "surgery chosen or refused",
            "further anticancer drug",
            "death",
            "withdrawn or lost");
    for (var one : REPORT.onTheWay()) {
      assertThat(one.arms()).extracting(OnTheWay.Count::arm).containsExactly("surgery", "organ");
      assertThat(one.arms().stream().mapToInt(OnTheWay.Count::of).sum())
          .isEqualTo(REPORT.flow().allocated());
    }
    var died = REPORT.onTheWay().get(3);
    var curves = REPORT.find("OS", "ITT", Result.Curves.class).orElseThrow().curves();
    for (int g = 0; g < 2; g++) {
      assertThat(died.arms().get(g).happened()).isEqualTo(curves.get(g).events());
    }
    assertThat(died.ways())
        .containsExactly(
            new OnTheWay.Way("OS", "is the event", false),
            new OnTheWay.Way("DFS", "is the event", false),
            new OnTheWay.Way("quality", "while alive", false),
            new OnTheWay.Way("quality", "worst score", true));
  }

  @Test
  void the_weighted_ratio_has_its_error_and_the_difference_stands_at_three_years() {
    var one = of("further anticancer drug").getFirst();
    var weighted = (Sensitivity.Weighted) one.found();
    assertThat(weighted.group()).isEqualTo("organ");
    assertThat(weighted.left() + weighted.leftOfReference()).isPositive();
    assertThat(weighted.largestWeight()).isGreaterThan(1);
    assertThat(weighted.results())
        .hasExactlyElementsOfTypes(Result.HazardRatio.class, Result.SurvivalDifference.class);
    assertThat(((Result.SurvivalDifference) weighted.results().getLast()).day()).isEqualTo(1096);
  }

  @Test
  void the_tipping_point_goes_from_one_to_three_and_starts_near_the_endpoint_itself() {
    var tipping = (Sensitivity.Tipping) of("withdrawn or lost").getFirst().found();
    assertThat(tipping.factors())
        .extracting(Sensitivity.AtFactor::factor)
        .containsExactly(1.0, 1.25, 1.5, 1.75, 2.0, 2.25, 2.5, 2.75, 3.0);
    assertThat(tipping.claim()).startsWith("OS difference at 36 mo > -15 points");
    var main = REPORT.find("OS", "ITT", Result.SurvivalDifference.class).orElseThrow();
    double error = main.standardError().known().orElseThrow();
    var first = tipping.factors().getFirst().difference().orElseThrow();
    assertThat(first.estimate()).isCloseTo(main.estimate(), within(error / 2));
    assertThat(first.standardError()).isCloseTo(error, within(error / 10));
    assertThat(first.level()).isGreaterThan(0.9);
    var last = tipping.factors().getLast().difference().orElseThrow();
    assertThat(last.estimate()).isLessThan(first.estimate());
    assertThat(tipping.holds()).isEqualTo(tipping.factors().getFirst().holds());
    assertThat(tipping.tips())
        .isEqualTo(
            tipping.factors().stream()
                .filter(one -> one.holds() != tipping.holds())
                .map(Sensitivity.AtFactor::factor)
                .findFirst());
  }

  @Test
  void the_dead_stand_last_and_everybody_is_counted_once() {
    for (var one : of("death")) {
      var ranked = (Sensitivity.Ranked) one.found();
      assertThat(ranked.visit()).isEqualTo("12 mo");
      assertThat(ranked.worst() + ranked.worstOfReference()).isPositive();
      assertThat(ranked.ofGroup() + ranked.ofReference()).isEqualTo(one.rows());
      assertThat(ranked.superiority()).isBetween(0.0, 1.0);
    }
  }

  @Test
  void the_same_cut_gives_the_same_bytes_in_whatever_order_people_come() {
    var backwards = new ArrayList<>(TRIAL.subjects().reversed());
    var again = Report.byArm(TRIAL.cut(), TRIAL.folding(), backwards, Report.Models.NOW);
    assertThat(Json.of(TRIAL.byArm(Report.Models.NOW).sensitivities()))
        .isEqualTo(Json.of(REPORT.sensitivities()));
    var first = (Sensitivity.Tipping) of("withdrawn or lost").getFirst().found();
    var other =
        again.sensitivities().stream()
            .filter(one -> one.event().equals("withdrawn or lost"))
            .map(one -> (Sensitivity.Tipping) one.found())
            .findFirst()
            .orElseThrow();
    for (int k = 0; k < first.factors().size(); k++) {
      assertThat(other.factors().get(k).events()).isEqualTo(first.factors().get(k).events());
      assertThat(other.factors().get(k).logRatio().estimate())
          .isCloseTo(first.factors().get(k).logRatio().estimate(), within(1e-9));
    }
  }

  @Test
  void later_leaves_what_is_drawn_many_times_and_nothing_else() {
    var later = TRIAL.byArm(Report.Models.LATER).sensitivities();
    for (int i = 0; i < later.size(); i++) {
      boolean drawn =
          later.get(i).method().startsWith("tipping")
              || later.get(i).method().startsWith("pattern");
      if (drawn) {
        assertThat(later.get(i).found()).isEqualTo(new Sensitivity.None(new Result.Later()));
      } else {
        assertThat(later.get(i)).isEqualTo(REPORT.sensitivities().get(i));
      }
    }
  }

  @Test
  void the_blinded_get_none_of_them_and_read_why() {
    var pooled = TRIAL.pooled(TRIAL.facts());
    assertThat(pooled.sensitivities())
        .hasSameSizeAs(REPORT.sensitivities())
        .allSatisfy(
            one ->
                assertThat(one.found())
                    .isInstanceOfSatisfying(
                        Sensitivity.None.class,
                        none -> assertThat(none.why()).isInstanceOf(Result.Refused.class)));
    assertThat(pooled.onTheWay())
        .hasSize(5)
        .allSatisfy(
            one -> {
              assertThat(one.arms()).isEmpty();
              assertThat(one.reason()).isNotEmpty();
            });
    assertThat(pooled.subgroups())
        .isNotEmpty()
        .allSatisfy(
            one -> {
              assertThat(one.levels()).isEmpty();
              assertThat(one.overall().ratio()).isInstanceOf(Result.Refused.class);
            });
  }

  // ---- strata

  private static final int CORRECTED = 3;

  /** The stage of a few is put right after allocation. */
  private static List<List<Fact>> corrected() {
    var all = new ArrayList<List<Fact>>();
    int left = CORRECTED;
    for (var facts : TRIAL.facts()) {
      var staged = facts.stream().filter(SensitivitiesTest::staged).findFirst();
      boolean allocated = facts.stream().anyMatch(fact -> fact.event() instanceof Event.Allocated);
      if (left > 0 && allocated && staged.isPresent()) {
        left--;
        all.add(with(facts, staged.get()));
      } else {
        all.add(facts);
      }
    }
    return all;
  }

  private static boolean staged(Fact fact) {
    return fact.event() instanceof Event.Saved saved
        && saved.form().equals("staging")
        && !saved.answers().getOrDefault("cT", "").equals("4a");
  }

  private static List<Fact> with(List<Fact> facts, Fact staged) {
    var saved = (Event.Saved) staged.event();
    Map<String, String> answers = new LinkedHashMap<>(saved.answers());
    answers.put("cT", "4a");
    var right =
        new Event.Saved(saved.form(), saved.ordinal(), saved.visit(), answers, saved.ages());
    var last = facts.getLast();
    var more = new ArrayList<>(facts);
    more.add(
        new Fact(
            last.sequence() + 1,
            staged.participant(),
            right,
            last.author(),
            last.recorded(),
            staged.occurred(),
            staged.reason(),
            staged.studyVersion(),
            java.util.UUID.nameUUIDFromBytes(
                staged.key().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8))));
    return more;
  }

  @Test
  void a_stage_put_right_after_allocation_changes_the_stratum_in_this_look_alone() {
    var subjects = corrected().stream().map(TRIAL.folding()::subject).toList();
    var report = Report.byArm(TRIAL.cut(), TRIAL.folding(), subjects, Report.Models.LATER);
    assertThat(report.find("OS", "ITT", Result.HazardRatio.class))
        .isEqualTo(REPORT.find("OS", "ITT", Result.HazardRatio.class));
    var found =
        report.sensitivities().stream()
            .filter(one -> one.event().equals(Sensitivity.STRATA) && one.set().equals("ITT"))
            .map(one -> (Sensitivity.TrueStrata) one.found())
            .toList();
    assertThat(found)
        .allSatisfy(
            one -> {
              assertThat(one.differing()).isEqualTo(CORRECTED);
              assertThat(one.results()).hasSize(1);
            });
    assertThat(found.getFirst().results().getFirst())
        .isNotEqualTo(report.find("OS", "ITT", Result.HazardRatio.class).orElseThrow());
  }

  @Test
  void where_nobody_was_put_right_the_look_says_so_and_repeats_nothing() {
    assertThat(of(Sensitivity.STRATA))
        .extracting(Sensitivity::found)
        .containsOnly(new Sensitivity.TrueStrata(0, List.of()));
  }
}
