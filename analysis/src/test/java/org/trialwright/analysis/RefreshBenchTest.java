package org.trialwright.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.trialwright.journey.Fact;
import org.trialwright.quantities.ParticipantId;

/** After one saved form: one participant folded again, everything but mixed models anew. */
@Tag("bench")
class RefreshBenchTest {
  private static final int ROUNDS = 60;

  /** A server has been asked before; the compiler of the virtual machine needs as many. */
  private static final int WARM_UP = 60;

  private static final double MOST_MILLISECONDS = 50;
  private static final double NANOS = 1e6;

  @Test
  void one_saved_form_is_in_the_report_within_fifty_milliseconds() {
    var trial = Played.whole();
    var subjects = new ArrayList<>(trial.subjects());
    double[] taken = new double[ROUNDS];
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      int one = Math.floorMod(round, subjects.size());
      long started = System.nanoTime();
      subjects.set(one, trial.folding().subject(trial.facts().get(one)));
      var report = Report.byArm(trial.cut(), trial.folding(), subjects, Report.Models.LATER);
      if (round >= 0) {
        taken[round] = (System.nanoTime() - started) / NANOS;
      }
      assertThat(report.results()).isNotEmpty();
    }
    Arrays.sort(taken);
    System.out.printf(
        "356 participants, one folded again: median %.1f ms, least %.1f ms, most %.1f ms%n",
        taken[ROUNDS / 2], taken[0], taken[ROUNDS - 1]);
    assertThat(taken[ROUNDS / 2]).isLessThan(MOST_MILLISECONDS);
  }

  /** The same people again and again, each folded anew: nothing but the trial's size grows. */
  @Test
  void a_report_of_fifty_thousand_takes_less_than_a_minute_and_a_gigabyte() {
    var trial = Played.Small.TRIAL;
    for (int number : List.of(356, 3_560, 50_000)) {
      long started = System.nanoTime();
      var subjects =
          IntStream.range(0, number)
              .parallel()
              .mapToObj(i -> trial.folding().subject(numbered(trial, i)))
              .toList();
      long folded = System.nanoTime();
      var report = Report.byArm(trial.cut(), trial.folding(), subjects, Report.Models.NOW);
      long made = System.nanoTime();
      System.gc();
      var runtime = Runtime.getRuntime();
      System.out.printf(
          "%,d participants: folded in %.1f s, report in %.1f s, %,d MB live, %,d MB taken%n",
          number,
          (folded - started) / (1000 * NANOS),
          (made - folded) / (1000 * NANOS),
          (runtime.totalMemory() - runtime.freeMemory()) >> 20,
          runtime.totalMemory() >> 20);
      assertThat(report.flow().registered()).isEqualTo(number);
      assertThat((made - started) / (1000 * NANOS)).isLessThan(60);
      assertThat(runtime.totalMemory()).isLessThanOrEqualTo(1L << 30);
    }
  }

  /** The facts of one of those who were played, as those of somebody with a number of their own. */
  private static List<Fact> numbered(Played trial, int i) {
    var facts = new ArrayList<>(trial.facts().get(i % trial.facts().size()));
    var first = facts.getFirst();
    facts.set(
        0,
        new Fact(
            first.sequence(),
            Optional.of(new ParticipantId("01-" + (100_000 + i))),
            first.event(),
            first.author(),
            first.recorded(),
            first.occurred(),
            first.reason(),
            first.studyVersion(),
            first.key()));
    return facts;
  }
}
