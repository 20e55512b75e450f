package org.trialwright.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** After one saved form: one participant folded again, everything but mixed models anew. */
@Tag("bench")
class RefreshBenchTest {
  private static final int ROUNDS = 60;
  private static final double MOST_MILLISECONDS = 50;
  private static final double NANOS = 1e6;

  @Test
  void one_saved_form_is_in_the_report_within_fifty_milliseconds() {
    var trial = Played.whole();
    var subjects = new ArrayList<>(trial.subjects());
    double[] taken = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      int one = round % subjects.size();
      long started = System.nanoTime();
      subjects.set(one, trial.folding().subject(trial.facts().get(one)));
      var report = Report.byArm(trial.cut(), trial.folding(), subjects, Report.Models.LATER);
      taken[round] = (System.nanoTime() - started) / NANOS;
      assertThat(report.results()).isNotEmpty();
    }
    Arrays.sort(taken);
    System.out.printf(
        "356 participants, one folded again: median %.1f ms, least %.1f ms, most %.1f ms%n",
        taken[ROUNDS / 2], taken[0], taken[ROUNDS - 1]);
    assertThat(taken[ROUNDS / 2]).isLessThan(MOST_MILLISECONDS);
  }

  /** The same people again and again: what grows is the report. */
  @Test
  void a_report_of_fifty_thousand_takes_less_than_a_minute() {
    var trial = Played.Small.TRIAL;
    var people = trial.subjects();
    for (int number : List.of(356, 3_560, 50_000)) {
      var subjects = new ArrayList<Subject>(number);
      for (int i = 0; i < number; i++) {
        subjects.add(people.get(i % people.size()));
      }
      long started = System.nanoTime();
      Report.byArm(trial.cut(), trial.folding(), subjects, Report.Models.LATER);
      double seconds = (System.nanoTime() - started) / (1000 * NANOS);
      System.out.printf("%,d participants: report in %.2f s%n", number, seconds);
      assertThat(seconds).isLessThan(60);
    }
  }
}
