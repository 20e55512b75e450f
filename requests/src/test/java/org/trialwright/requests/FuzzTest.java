package org.trialwright.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialwright.requests.AnalysisRequests.Outcome;

/** Damaged requests are answered or refused with a sentence: no other exception, no waiting. */
class FuzzTest {
  private static final int ROUNDS = 1500;
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final List<String> PIECES =
      List.of(
          "null",
          "-1",
          "0",
          "1e308",
          "-1e308",
          "1e-308",
          "2147483647",
          "99999999999",
          "0.5",
          "\"\"",
          "\"x\"",
          "[]",
          "{}",
          "true",
          "1e999",
          "NaN",
          ",",
          "\n",
          "\"",
          "-0.0",
          "100000");

  @TempDir private Path folder = Path.of(".");

  @Test
  void damaged_cases_are_answered_or_refused_in_words() throws IOException {
    long seed = Long.getLong("trialwright.seed", 20261125L);
    System.out.println("fuzz with seed " + seed);
    var random = new Random(seed);
    // Small cases only, so that a round is quick and damage is likely to matter.
    var cases =
        Reference.all().stream()
            .filter(
                one ->
                    !one.hasRows()
                        || Reference.text(one.folder().resolve("data.csv")).length() < 8000)
            .toList();
    int answered = 0;
    for (int round = 0; round < ROUNDS; round++) {
      var one = cases.get(random.nextInt(cases.size()));
      var small = one.root().deepCopy();
      small.retain("id", "method", "columns", "arguments");
      String json = small.toString();
      write("case.json", random.nextInt(3) == 0 ? json : damaged(json, random));
      if (one.hasRows()) {
        String rows = Reference.text(one.folder().resolve("data.csv"));
        write("data.csv", random.nextInt(3) == 0 ? rows : damaged(rows, random));
      } else {
        Files.deleteIfExists(folder.resolve("data.csv"));
      }
      String what = "round %s of seed %s, from %s".formatted(round, seed, one.name());
      var outcome =
          Assertions.assertTimeoutPreemptively(
              LONGEST, () -> AnalysisRequests.answer(folder), () -> what);
      switch (outcome) {
        case Outcome.Answered(var line) -> {
          answered++;
          assertThat(line).as(what).doesNotContain("\n");
        }
        case Outcome.Refused(var faults) ->
            assertThat(faults)
                .as(what)
                .isNotEmpty()
                .allSatisfy(
                    fault ->
                        assertThat(fault.toString())
                            .doesNotContain("Exception")
                            .doesNotContain("is a number, not NaN")
                            .doesNotContain("\n")
                            .hasSizeLessThan(800));
      }
    }
    System.out.printf("%s of %s damaged requests could be answered%n", answered, ROUNDS);
    assertThat(answered).isBetween(ROUNDS / 50, ROUNDS - ROUNDS / 50);
  }

  private void write(String name, String text) throws IOException {
    Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }

  /** One to three damages: a piece put in, a number changed, a stretch taken out or doubled. */
  private static String damaged(String text, Random random) {
    var damaged = new StringBuilder(text);
    for (int i = 1 + random.nextInt(3); i > 0 && damaged.length() > 4; i--) {
      int at = random.nextInt(damaged.length());
      String piece = PIECES.get(random.nextInt(PIECES.size()));
      switch (random.nextInt(5)) {
        case 0 -> damaged.insert(at, piece);
        case 1 -> damaged.delete(at, Math.min(damaged.length(), at + 1 + random.nextInt(20)));
        case 2 ->
            damaged.insert(
                at, damaged.substring(at, Math.min(damaged.length(), at + random.nextInt(40))));
        default -> {
          // A whole number or word is replaced, which leaves the rest well formed.
          int from = at;
          while (from > 0 && word(damaged.charAt(from - 1))) {
            from--;
          }
          int to = at;
          while (to < damaged.length() && word(damaged.charAt(to))) {
            to++;
          }
          damaged.replace(from, to, piece);
        }
      }
    }
    return damaged.toString();
  }

  private static boolean word(char c) {
    return Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '+';
  }
}
