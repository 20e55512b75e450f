package org.trialwright.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
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
    java.util.Arrays.sort(taken);
    System.out.printf(
        "356 participants, one folded again: median %.1f ms, least %.1f ms, most %.1f ms%n",
        taken[ROUNDS / 2], taken[0], taken[ROUNDS - 1]);
    assertThat(taken[ROUNDS / 2]).isLessThan(MOST_MILLISECONDS);
  }
}
