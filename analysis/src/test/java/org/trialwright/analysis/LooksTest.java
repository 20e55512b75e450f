package org.trialwright.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.trialwright.quantities.Truth;

/** The interim look of the built-in study, against the table of its design (12.5). */
class LooksTest {
  private static final Cut CUT = new Cut(Played.STUDY, 1, LocalDate.EPOCH, "");
  private static final Folding FOLDING = new Folding(CUT);

  /** Equal arms of 100 of whom so many died, one a day, in turn. */
  private static List<Subject> withDeaths(int deaths) {
    var subjects = new ArrayList<Subject>();
    for (int i = 0; i < 200; i++) {
      var arm = i % 2 == 0 ? "organ" : "surgery";
      subjects.add(Made.subject(i, arm, i < deaths ? 10 + i : 1500, i < deaths, Truth.NO));
    }
    return subjects;
  }

  private static Report report(int deaths) {
    return Report.byArm(CUT, FOLDING, withDeaths(deaths), Report.Models.LATER);
  }

  private static Look efficacy(int deaths) {
    return report(deaths).looks().getFirst();
  }

  @Test
  void before_its_number_a_look_has_no_statistic() {
    assertThat(efficacy(83).reached()).isFalse();
    assertThat(efficacy(83).statistic()).isEmpty();
    assertThat(efficacy(83).reason()).isEqualTo("83 of 84 deaths");
  }

  @Test
  void at_84_of_139_deaths_the_boundaries_are_those_of_the_table() {
    var statistic = efficacy(84).statistic().orElseThrow();
    assertThat(statistic.information()).isCloseTo(84.0 / 139, within(1e-12));
    assertThat(statistic.critical()).isCloseTo(2.6576, within(5e-5));
    assertThat(statistic.criticalAtEnd()).isCloseTo(1.9816, within(5e-5));
    assertThat(statistic.levelAtEnd()).isCloseTo(0.9525, within(5e-5));
  }

  @Test
  void more_deaths_than_planned_move_the_boundary() {
    var statistic = efficacy(100).statistic().orElseThrow();
    assertThat(statistic.information()).isCloseTo(100.0 / 139, within(1e-12));
    assertThat(statistic.critical()).isLessThan(2.6576);
  }

  @Test
  void a_large_z_speaks_for_the_experimental_arm() {
    var statistic = efficacy(84).statistic().orElseThrow();
    double expected =
        (Math.log(1.609) - Math.log(statistic.hazardRatio())) / statistic.standardError();
    assertThat(statistic.z()).isCloseTo(expected, within(1e-12));
    assertThat(statistic.futile()).contains(false);
  }

  @Test
  void before_the_planned_number_of_deaths_a_test_decides_nothing() {
    assertThat(report(138).tests()).allMatch(Decision::early);
    assertThat(report(139).tests()).noneMatch(Decision::early);
  }

  @Test
  void the_level_at_the_end_is_what_the_look_leaves() {
    assertThat(report(84).tests().getFirst().evidence().getFirst().alpha())
        .isCloseTo((1 - 0.9525) / 2, within(3e-5));
    assertThat(report(83).tests().getFirst().evidence().getFirst().alpha()).isEqualTo(0.025);
  }
}
