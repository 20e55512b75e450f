package org.trialwright.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Durable saves a second on one study, each acknowledged by its own commit. */
@Tag("bench")
@ExtendWith(TestDatabase.Extension.class)
class SavesBenchTest {
  private static final int SECONDS = 5;

  private final TestDatabase database;

  SavesBenchTest(TestDatabase database) {
    this.database = database;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 32})
  void saves_a_second(int writers) throws Exception {
    var journal = new Journal(database.application(), "bench " + writers);
    var standings = new Standings(database.application(), "bench " + writers);
    database
        .transaction()
        .executeWithoutResult(_ -> journal.append(Drafts.opened("bench " + writers)));
    var answers = new HashMap<String, String>();
    for (int i = 0; i < 20; i++) {
      answers.put("item" + i, "0.85 mg/dL");
    }
    run(journal, standings, writers, answers, 2);
    var took = run(journal, standings, writers, answers, SECONDS);
    took.sort(Long::compare);
    System.out.printf(
        "%d writers: %.0f saves/s, median %.2f ms, 99%% %.2f ms%n",
        writers,
        took.size() / (double) SECONDS,
        took.get(took.size() / 2) / 1e6,
        took.get((int) (took.size() * 0.99)) / 1e6);
    long start = System.nanoTime();
    assertThat(journal.verify(List.of())).isInstanceOf(Verification.Intact.class);
    System.out.printf(
        "%d writers: %.0f facts verified a second%n",
        writers, journal.head().sequence() * 1e9 / (System.nanoTime() - start));
    assertThat(took.size() / SECONDS).as("saves a second").isGreaterThanOrEqualTo(200);
  }

  private List<Long> run(
      Journal journal, Standings standings, int writers, Map<String, String> answers, int seconds)
      throws Exception {
    var took = new ArrayList<Long>();
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    var number = new AtomicLong();
    var running = new ArrayList<Future<?>>();
    try (var threads = Executors.newFixedThreadPool(writers)) {
      for (int writer = 0; writer < writers; writer++) {
        running.add(
            threads.submit(
                () -> {
                  var mine = new ArrayList<Long>();
                  var participant = "01-0" + number.incrementAndGet();
                  while (System.nanoTime() < end) {
                    long start = System.nanoTime();
                    database
                        .transaction()
                        .executeWithoutResult(
                            _ -> {
                              journal.append(Drafts.saved(participant, answers));
                              standings.put(StandingsTest.standing(participant, "01", ""));
                            });
                    mine.add(System.nanoTime() - start);
                  }
                  synchronized (took) {
                    took.addAll(mine);
                  }
                }));
      }
    }
    for (var writer : running) {
      writer.get();
    }
    return took;
  }
}
