package org.trialwright.trials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trialwright.simulation.Lives;
import org.trialwright.study.Folder;
import org.trialwright.study.ScenarioReader;
import org.trialwright.study.StudyReader;

/**
 * Trials a second: {@code ./mvnw -Pbench -pl trials -am -Dtest=TrialsBenchTest
 * -Dsurefire.failIfNoSpecifiedTests=false test}. rpact's twin is src/test/r/rpact.R.
 */
@Tag("bench")
class TrialsBenchTest {
  private static final double NANOS = 1e9;

  @ParameterizedTest
  @CsvSource({"textbook, 1", "textbook-looks, 2"})
  void the_textbook_trial_on_one_thread_beside_rpact(String folder, int looks) throws Exception {
    double[] theirs = rpact(looks);
    var lives = Textbook.lives(Folder.read(Path.of("../studies/" + folder)), "");
    rate(lives, 40_000, 1);
    double ours = rate(lives, 40_000, 1);
    var result = Trials.of(lives).run(40_000, 1, 2, _ -> true);
    System.out.printf(
        Locale.ROOT,
        "%s, one thread: %,.0f trials a second; rpact %,.0f; ratio %.1f (power %.4f and %.4f)%n",
        folder,
        ours,
        theirs[0],
        ours / theirs[0],
        result.power(),
        theirs[1]);
    assertThat(result.power()).isCloseTo(theirs[1], within(0.01));
    assertThat(ours / theirs[0]).isGreaterThan(1);
  }

  @Test
  void time_grows_with_the_trials_and_not_faster() {
    var lives = Textbook.lives(Textbook.FOLDER, "");
    rate(lives, 20_000, 2);
    double few = rate(lives, 1_000, 2);
    for (long trials = 10_000; trials <= 1_000_000; trials *= 10) {
      double many = rate(lives, trials, 2);
      System.out.printf(
          Locale.ROOT,
          "%,d trials, two threads: %,.0f a second (1,000: %,.0f)%n",
          trials,
          many,
          few);
      assertThat(many).isGreaterThan(few / 2);
    }
  }

  @Test
  void a_hundred_thousand_trials_of_the_built_in_study_on_two_threads() {
    var folder = Folder.read(Path.of("../studies/palace3"));
    var study = StudyReader.read(folder).orThrow();
    var scenario = ScenarioReader.read(study, folder, "calibration").scenario().orElseThrow();
    long begun = System.nanoTime();
    var lives = Lives.of(study, scenario);
    double made = (System.nanoTime() - begun) / NANOS;
    rate(lives, 5_000, 2);
    double rate = rate(lives, 100_000, 2);
    System.out.printf(
        Locale.ROOT,
        "PALACE3, two threads: program in %.0f s, then %,.0f trials a second, a million in %.0f s%n",
        made,
        rate,
        1e6 / rate);
    assertThat(1e6 / rate).isLessThan(600);
  }

  private static double rate(Lives lives, long trials, int threads) {
    long begun = System.nanoTime();
    Trials.of(lives).run(trials, 1, threads, _ -> true);
    return trials / ((System.nanoTime() - begun) / NANOS);
  }

  /** Trials a second and power. */
  private static double[] rpact(int looks) throws IOException, InterruptedException {
    var script = Path.of("src/test/r/rpact.R").toString();
    Process process;
    try {
      process =
          new ProcessBuilder("Rscript", script, String.valueOf(looks))
              .redirectErrorStream(true)
              .start();
    } catch (IOException none) {
      Assumptions.abort("skipped: Rscript is missing (r-base-core, r-cran-rpact)");
      throw none;
    }
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Assumptions.assumeTrue(
        process.waitFor() == 0, "skipped: R could not run rpact (r-cran-rpact): " + said);
    var numbers = said.strip().split("\\s+");
    return new double[] {
      Double.parseDouble(numbers[numbers.length - 2]),
      Double.parseDouble(numbers[numbers.length - 1])
    };
  }
}
