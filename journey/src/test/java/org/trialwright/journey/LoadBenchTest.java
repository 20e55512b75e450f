package org.trialwright.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.trialwright.study.Rows;
import org.trialwright.study.StudyReader;

/**
 * How long the built-in study takes to be read and proven, warm, and what asking its rules
 * allocates. Processor time of the reading thread, because other work on the machine disturbs it
 * least; the least of the rounds is promised.
 */
@Tag("bench")
final class LoadBenchTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int ROUNDS = 15;
  private static final int TESTS = 20_000;
  private static final double MILLI = 1e6;

  private static double least(String what, int rounds, Runnable work) {
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      long start = THREADS.getCurrentThreadCpuTime();
      work.run();
      millis.add((THREADS.getCurrentThreadCpuTime() - start) / MILLI);
    }
    double first = millis.getFirst();
    millis.sort(null);
    System.out.printf(
        "%s: first %.0f ms, median %.0f ms, least %.0f ms%n",
        what, first, millis.get(rounds / 2), millis.getFirst());
    return millis.getFirst();
  }

  @Test
  void the_built_in_study_is_read_and_proven_within_300_milliseconds() {
    var folder = Trial.FOLDER;
    double proven = least("read and proven", ROUNDS, () -> StudyReader.read(folder).orThrow());
    least("and its worked cases run", 3, () -> StudyFolder.load(folder));
    assertThat(proven).isLessThan(300);
  }

  @Test
  void asking_a_rule_allocates_nothing_but_for_an_age_and_for_today() {
    var participant = FoldBenchTest.fiveYears();
    var world = participant.on(LocalDate.parse("2024-06-26")).world();
    Map<String, Double> allocating = new TreeMap<>();
    int rules = 0;
    for (var criterion : Trial.STUDY.who().criteria()) {
      for (var rule : criterion.rules()) {
        rules++;
        double bytes = 0;
        for (int round = 0; round < 3; round++) {
          long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId());
          for (int i = 0; i < TESTS; i++) {
            rule.condition().test(world, Rows.NONE);
          }
          bytes =
              (double) (THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId()) - before)
                  / TESTS;
        }
        if (bytes >= 1) {
          allocating.put(criterion.name(), bytes);
        }
      }
    }
    System.out.printf(
        "%d rules asked %d times each; bytes a question where any: %s%n", rules, TESTS, allocating);
    // An age is worked out from dates, and today is a value of its own each time it is asked for.
    assertThat(allocating.keySet()).isSubsetOf("age", "disease.squamous");
  }
}
