package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialwright.app.Demonstration.Browser;
import org.trialwright.bedside.Desk;
import org.trialwright.study.Scenario;
import org.trialwright.study.Study;

/**
 * How long a person waits: the built-in study with its whole rehearsal, twenty people at once who
 * open participants, think for a second or two, and open the next. Times are of the whole answer,
 * as the browser has it.
 */
@Tag("bench")
class PagesBenchTest {
  private static final int PEOPLE = 20;
  private static final int PAGES_EACH = 60;
  private static final int WARM_UP = 15;
  private static final int THINKING_MILLIS = 1_500;
  private static final long SEED = 20_261_125;
  private static final Study STUDY = Studies.read(Studies.BUILT_IN);
  private static final Scenario SCENARIO = Rehearse.scenario(STUDY, Studies.BUILT_IN, "");

  @TempDir Path folder;

  @Test
  void a_participants_page_comes_at_once_though_twenty_people_work() throws Exception {
    try (Running running = Demo.start(folder, 0, STUDY, Optional.of(SCENARIO))) {
      Desk desk = running.bean(Desk.class);
      long begun = System.nanoTime();
      try (var rehearsal =
          Rehearsal.start(
              desk, SCENARIO, 1, STUDY.targetNumber().orElseThrow(), Rehearsal.end(SCENARIO))) {
        rehearsal.await();
      }
      double seconds = (System.nanoTime() - begun) / 1e9;
      long facts = desk.trial().journal().head().sequence();
      System.out.printf(
          "Rehearsal: %d facts in %.0f s, %.0f acts a second at the desk, one writer%n",
          facts, seconds, facts / seconds);
      var people = desk.trial().journal().participants().stream().map(Object::toString).toList();
      var waited = visit(running, people);
      System.out.printf(
          "Participant page, %d people: %d pages, p50 %.0f ms, p95 %.0f ms, p99 %.0f ms%n",
          PEOPLE, waited.size(), at(waited, 0.50), at(waited, 0.95), at(waited, 0.99));
      assertThat(at(waited, 0.95)).as("p95 in ms").isLessThan(100);
    }
  }

  /** What each page took in milliseconds, without the first ones of each person, ascending. */
  private List<Double> visit(Running running, List<String> people) throws Exception {
    String password = Files.readString(folder.resolve("demo.password")).strip();
    var waited = new ConcurrentLinkedQueue<Double>();
    var wrong = new AtomicInteger();
    var working = new ArrayList<Future<Boolean>>();
    try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < PEOPLE; i++) {
        var random = new Random(SEED + i);
        working.add(
            all.submit(
                () -> {
                  Browser browser = new Browser("http://127.0.0.1:" + running.port());
                  browser.signIn("data-manager", password);
                  for (int page = 0; page < PAGES_EACH; page++) {
                    Thread.sleep(random.nextInt(THINKING_MILLIS * 2));
                    var whom = people.get(random.nextInt(people.size()));
                    long asked = System.nanoTime();
                    var answer = browser.get("/participants/" + whom);
                    if (page >= WARM_UP) {
                      waited.add((System.nanoTime() - asked) / 1e6);
                    }
                    if (answer.statusCode() != 200 || !answer.body().contains(whom)) {
                      wrong.incrementAndGet();
                    }
                  }
                  return true;
                }));
      }
    }
    for (var one : working) {
      assertThat(one.get()).isTrue();
    }
    assertThat(wrong.get()).as("answers that were no page").isZero();
    assertThat(waited).hasSize(PEOPLE * (PAGES_EACH - WARM_UP));
    var sorted = new ArrayList<>(waited);
    sorted.sort(null);
    return sorted;
  }

  private static double at(List<Double> sorted, double share) {
    return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(share * sorted.size())));
  }
}
