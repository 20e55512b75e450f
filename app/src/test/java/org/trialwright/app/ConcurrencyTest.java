package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialwright.bedside.Act;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Outcome;
import org.trialwright.journal.LocalPostgres;
import org.trialwright.journal.PersonMatch;
import org.trialwright.journal.Strata;
import org.trialwright.journal.Verification;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.quantities.SiteId;

/** Many people at many sites allocate at once, some of them press twice. */
class ConcurrencyTest {
  private static final int THREADS = 64;
  private static final int SITES = 10;
  private static final List<Integer> SIZES = List.of(3, 6, 9);

  @TempDir Path folder;

  @Test
  void two_thousand_participants_are_allocated_once_each() throws Exception {
    allocate(Integer.getInteger("trialwright.journeys", 2_000));
  }

  @Test
  @Tag("long")
  void twenty_thousand_participants_are_allocated_once_each() throws Exception {
    allocate(20_000);
  }

  @Test
  void one_person_at_two_sites_at_once_is_allocated_once() {
    Running.Ready ready = Running.database(new Running.Store.Folder(folder), "test");
    try (ExecutorService staff = Executors.newVirtualThreadPerTaskExecutor()) {
      ThreeArms study =
          ThreeArms.open(ready.pool(), ThreeArms.study(), folder.resolve("keys"), SIZES, 2);
      for (int person = 0; person < 20; person++) {
        int number = person;
        List<String> twins = Stream.of("01", "02").map(site -> ready(study, site, number)).toList();
        List<CompletableFuture<Outcome>> both =
            twins.stream()
                .map(
                    whom ->
                        CompletableFuture.supplyAsync(
                            () -> study.act("allocate", whom, number, ThreeArms.key("arm" + whom)),
                            staff))
                .toList();
        List<Outcome> outcomes = both.stream().map(CompletableFuture::join).toList();
        assertThat(outcomes).filteredOn(Outcome.Allocated.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(Outcome.NotReady.class::isInstance).hasSize(1);
      }
    } finally {
      ready.pool().close();
      ready.local().ifPresent(LocalPostgres::close);
    }
  }

  /** The same person for a number, whatever the site, up to the door of the allocation. */
  private static String ready(ThreeArms study, String site, int number) {
    SiteId at = new SiteId(site);
    String birth = LocalDate.of(1960, 1, 1).plusDays(number).toString();
    String whom =
        ThreeArms.answer(
            study
                .desk()
                .register(
                    new Desk.Newcomer(
                        at, Map.of(), new PersonMatch(birth, "AB", "female", "", at), true),
                    new Act(ThreeArms.author(at), ThreeArms.key(site + " person " + number))));
    for (String word : List.of("consent", "exam", "approval")) {
      ThreeArms.answer(study.act(word, whom, number, ThreeArms.key(word + whom)));
    }
    return whom;
  }

  /** The participants' answers to every request they sent, by number of the person. */
  private final Map<Integer, Queue<Outcome>> outcomes = new ConcurrentHashMap<>();

  private final AtomicInteger requests = new AtomicInteger();

  private void allocate(int persons) throws Exception {
    Running.Ready ready = Running.database(new Running.Store.Folder(folder), "test");
    try {
      ThreeArms study =
          ThreeArms.open(
              ready.pool(), ThreeArms.study(persons), folder.resolve("keys"), SIZES, SITES);
      long begun = System.nanoTime();
      try (ExecutorService staff = Executors.newFixedThreadPool(THREADS);
          ExecutorService twins = Executors.newVirtualThreadPerTaskExecutor()) {
        List<CompletableFuture<Void>> all =
            IntStream.range(0, persons)
                .mapToObj(
                    number ->
                        CompletableFuture.runAsync(() -> journey(study, number, twins), staff))
                .toList();
        // Every failed request fails the test, with its own exception.
        all.forEach(CompletableFuture::join);
      }
      double seconds = (System.nanoTime() - begun) / 1e9;
      check(study.desk(), persons);
      rederive(study.desk());
      System.out.printf(
          "%d participants, %d allocation requests, %d threads: 0 doubles, 0 skips, 0 failures; %.0f s, %.0f acts/s%n",
          persons, requests.get(), THREADS, seconds, persons * 5.0 / seconds);
    } finally {
      ready.pool().close();
      ready.local().ifPresent(LocalPostgres::close);
    }
  }

  private void journey(ThreeArms study, int number, ExecutorService twins) {
    String whom = "%02d".formatted(number % SITES + 1);
    for (String word : ThreeArms.WAY) {
      UUID key = ThreeArms.key(word + " " + number);
      boolean twice = number % 5 == word.length() % 5;
      CompletableFuture<Outcome> twin =
          twice
              ? CompletableFuture.supplyAsync(twin(study, word, whom, number, key), twins)
              : CompletableFuture.completedFuture(null);
      Outcome outcome = study.act(word, whom, number, key);
      Outcome other = twin.join();
      if (other != null && !ThreeArms.answer(other).equals(ThreeArms.answer(outcome))) {
        throw new IllegalStateException(word + " was answered twice: " + outcome + ", " + other);
      }
      if (word.equals("allocate")) {
        Queue<Outcome> mine = outcomes.computeIfAbsent(number, _ -> new ConcurrentLinkedQueue<>());
        mine.add(outcome);
        if (other != null) {
          mine.add(other);
        }
        if (number % 20 == 7) {
          // Somebody reloads the page: a request of its own, with a key of its own.
          mine.add(study.act(word, whom, number, ThreeArms.key("again " + number)));
        }
        requests.addAndGet(mine.size());
      }
      if (word.equals("register")) {
        whom = ThreeArms.answer(outcome);
      }
    }
  }

  private static Supplier<Outcome> twin(
      ThreeArms study, String word, String whom, int number, UUID key) {
    return () -> study.act(word, whom, number, key);
  }

  private void check(Desk desk, int persons) {
    assertThat(outcomes).hasSize(persons);
    assertThat(requests.get()).isGreaterThanOrEqualTo(persons * 6 / 5);
    outcomes.forEach(
        (number, answers) -> {
          assertThat(answers).filteredOn(Outcome.Allocated.class::isInstance).hasSize(1);
          assertThat(answers.stream().map(ThreeArms::answer).distinct())
              .as("answers to person %d", number)
              .hasSize(1);
        });
    List<Fact> drawn =
        desk.trial()
            .journal()
            .all()
            .filter(fact -> fact.event() instanceof Event.Allocated)
            .toList();
    assertThat(drawn).hasSize(persons);
    assertThat(new HashSet<>(drawn.stream().map(Fact::participant).toList())).hasSize(persons);
    Map<String, List<Integer>> positions = new TreeMap<>();
    for (Strata.Allocation one : stored(desk)) {
      positions.computeIfAbsent(one.stratum(), _ -> new ArrayList<>()).add(one.position());
    }
    assertThat(positions).hasSize(2 * SITES);
    positions.forEach(
        (stratum, used) ->
            assertThat(used)
                .as("positions of stratum %s", stratum)
                .isEqualTo(IntStream.rangeClosed(1, used.size()).boxed().toList()));
    assertThat(positions.values().stream().mapToInt(List::size).sum()).isEqualTo(persons);
    // The opening, the sites, and five facts each: nothing was kept twice.
    assertThat(desk.trial().journal().head().sequence()).isEqualTo(1 + SITES + persons * 5L);
    assertThat(desk.trial().journal().verify(List.of())).isInstanceOf(Verification.Intact.class);
  }

  private static List<Strata.Allocation> stored(Desk desk) {
    List<Strata.Allocation> all =
        desk.trial().transaction().execute(_ -> desk.trial().strata().all());
    assertThat(all).isNotNull();
    return all;
  }

  /** By a program that shares no code with this one, in a process of its own. */
  private void rederive(Desk desk) throws Exception {
    StringBuilder record = new StringBuilder("study,stratum,position,arm\n");
    for (Strata.Allocation one : stored(desk)) {
      record.append(
          "%s,%s,%d,%s%n"
              .formatted(desk.trial().study().name(), one.stratum(), one.position(), one.arm()));
    }
    Path file = Files.writeString(folder.resolve("record.csv"), record);
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "../tools/rederive/Rederive.java",
                "blocks",
                folder.resolve("keys").resolve("allocation.seal").toString(),
                file.toString(),
                "--commitment",
                desk.trial().seal().commitment()));
    for (var arm : desk.trial().study().how().arms()) {
      line.addAll(List.of("--arm", arm.name() + "=" + arm.share()));
    }
    Process program = new ProcessBuilder(line).redirectErrorStream(true).start();
    String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(program.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(said).contains(stored(desk).size() + " allocations, 0 differences");
    assertThat(program.exitValue()).as(said).isZero();
  }
}
