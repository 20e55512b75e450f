package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Outcome;
import org.trialwright.journal.LocalPostgres;
import org.trialwright.journal.Verification;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.study.Study;

/**
 * Eight people work at the desk of a program of its own, which says on its standard output what it
 * begins and what was acknowledged. It, or its PostgreSQL, is killed at any instant; then a new one
 * starts on the same data and every act without an answer is sent again.
 */
class KillTest {
  private static final int WRITERS = 8;
  private static final List<Integer> SIZES = List.of(3, 6);
  private static final Study STUDY = ThreeArms.study(100_000);

  @TempDir Path folder;

  @Test
  void nothing_acknowledged_is_lost_in_six_kills() throws Exception {
    kill(6);
  }

  @Test
  @Tag("long")
  void nothing_acknowledged_is_lost_in_forty_kills() throws Exception {
    kill(40);
  }

  /** An act that was begun. */
  private record Sent(String word, String whom, int number, UUID key) {
    static Sent read(String[] parts) {
      return new Sent(parts[2], parts[3], Integer.parseInt(parts[4]), UUID.fromString(parts[1]));
    }

    String line() {
      return "begin " + key + " " + word + " " + whom + " " + number;
    }
  }

  private final Map<UUID, Sent> unanswered = new LinkedHashMap<>();
  private final Map<UUID, String> acknowledged = new LinkedHashMap<>();
  private final Map<UUID, Sent> answered = new LinkedHashMap<>();
  private int inFlight;
  private int happened;

  private void kill(int kills) throws Exception {
    long seed = new Random().nextLong();
    System.out.println("kill seed " + seed);
    Random random = new Random(seed);
    Map<String, Integer> victims = new LinkedHashMap<>();
    for (int round = 0; round < kills; round++) {
      String victim = round % 2 == 0 ? "the application" : "PostgreSQL";
      write(round, victim, random);
      victims.merge(victim, 1, Integer::sum);
      inFlight += unanswered.size();
      resend();
    }
    System.out.printf(
        "%s killed: %d acts acknowledged, 0 lost; %d in flight, of which %d had been stored without an answer, 0 stored twice%n",
        victims, acknowledged.size(), inFlight, happened);
    assertThat(inFlight).as("acts in flight at a kill, or this proves nothing").isPositive();
    assertThat(acknowledged).hasSizeGreaterThan(kills * WRITERS);
    assertThat(victims.values()).allMatch(times -> times >= kills / 2);
  }

  private void write(int round, String victim, Random random) throws Exception {
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dround=" + round,
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                folder.toString())
            .redirectError(folder.resolve("writer-" + round + ".txt").toFile())
            .start();
    try (BufferedReader said = program.inputReader()) {
      long database = Long.parseLong(need(said.readLine(), round));
      // Killed between a few acts and a few hundred, from another process.
      long more = 40L + random.nextInt(400);
      boolean killed = false;
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        note(line);
        if (!killed && --more <= 0) {
          killed = true;
          long pid = victim.equals("PostgreSQL") ? database : program.pid();
          new ProcessBuilder("kill", "-9", "" + pid).start().waitFor();
        }
      }
      assertThat(killed).as("killed while people worked").isTrue();
    } finally {
      program.destroyForcibly();
      program.onExit().get(1, TimeUnit.MINUTES);
    }
  }

  private String need(String line, int round) throws IOException {
    assertThat(line).as(Files.readString(folder.resolve("writer-" + round + ".txt"))).isNotNull();
    return line;
  }

  /** A line that was cut by the kill says nothing. */
  private void note(String line) {
    String[] parts = line.split(" ", -1);
    if (parts[0].equals("begin") && line.endsWith(" .")) {
      Sent sent = Sent.read(parts);
      unanswered.put(sent.key(), sent);
    } else if (parts[0].equals("done") && line.endsWith(" .")) {
      UUID key = UUID.fromString(parts[1]);
      answered.put(key, unanswered.remove(key));
      acknowledged.put(key, line.substring(42, line.length() - 2));
    }
  }

  /** On a new start: what was acknowledged is there; what was not is sent again, twice. */
  private void resend() {
    Running.Ready ready = Running.database(new Running.Store.Folder(folder), "test");
    try {
      ThreeArms study = study(ready);
      Desk desk = study.desk();
      for (Sent sent : List.copyOf(unanswered.values())) {
        boolean stored = desk.trial().journal().byKey(sent.key()).isPresent();
        String first = again(study, sent);
        assertThat(again(study, sent)).as("%s sent twice more", sent).isEqualTo(first);
        happened += stored ? 1 : 0;
        unanswered.remove(sent.key());
        answered.put(sent.key(), sent);
        acknowledged.put(sent.key(), first);
      }
      Map<UUID, Fact> facts = new LinkedHashMap<>();
      desk.trial()
          .journal()
          .all()
          .filter(fact -> fact.participant().isPresent())
          .forEach(fact -> facts.put(fact.key(), fact));
      assertThat(facts.keySet()).as("acts with a fact").isEqualTo(acknowledged.keySet());
      answered.forEach(
          (key, sent) ->
              assertThat(acknowledged.get(key))
                  .as("the answer to %s", sent)
                  .isEqualTo(answer(facts.get(key))));
      assertThat(new TreeSet<>(sequences(desk)))
          .as("one number after the other")
          .containsExactlyElementsOf(
              LongStream.rangeClosed(1, sequences(desk).size()).boxed().toList());
      assertThat(desk.trial().journal().verify(List.of())).isInstanceOf(Verification.Intact.class);
      Verified verified = Verified.of(ready.pool(), folder, STUDY);
      assertThat(verified.differences()).isEmpty();
    } finally {
      ready.pool().close();
      ready.local().ifPresent(LocalPostgres::close);
    }
  }

  private static List<Long> sequences(Desk desk) {
    return desk.trial().journal().all().map(Fact::sequence).toList();
  }

  private static String again(ThreeArms study, Sent sent) {
    return ThreeArms.answer(study.act(sent.word(), sent.whom(), sent.number(), sent.key()));
  }

  /** What the desk must have answered when it stored this fact. */
  private static String answer(Fact fact) {
    return switch (fact.event()) {
      case Event.Registered _ -> fact.participant().orElseThrow().value();
      case Event.Allocated drawn -> "fact " + fact.sequence() + " arm " + drawn.arm();
      default -> "fact " + fact.sequence();
    };
  }

  private ThreeArms study(Running.Ready ready) {
    return ThreeArms.open(ready.pool(), STUDY, folder.resolve("keys"), SIZES, WRITERS / 2);
  }

  /** The program that is killed: the application's own desk, eight people at four sites. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) {
      Path folder = Path.of(arguments[0]);
      Running.Ready ready = Running.database(new Running.Store.Folder(folder), "writer");
      ready.pool().setConnectionTimeout(500); // nobody waits for a server that was killed
      ThreeArms study =
          ThreeArms.open(ready.pool(), STUDY, folder.resolve("keys"), SIZES, WRITERS / 2);
      say(String.valueOf(ready.local().orElseThrow().pid()));
      AtomicInteger next = new AtomicInteger(Integer.getInteger("round", 0) * 100_000);
      List<Thread> all = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        String site = "%02d".formatted(writer % (WRITERS / 2) + 1);
        Thread thread = new Thread(() -> work(study, site, next));
        all.add(thread);
        thread.start();
      }
      all.forEach(Writer::join);
      // The database is gone: without its server this program has nothing left to do.
      Runtime.getRuntime().halt(0);
    }

    private static void join(Thread thread) {
      try {
        thread.join();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }

    private static void work(ThreeArms study, String site, AtomicInteger next) {
      while (true) {
        int number = next.incrementAndGet();
        String whom = site;
        for (String word : ThreeArms.WAY) {
          Sent sent = new Sent(word, whom, number, ThreeArms.key(word + number));
          say(sent.line() + " .");
          Outcome outcome;
          try {
            outcome = study.act(word, whom, number, sent.key());
          } catch (DataAccessException | TransactionException gone) {
            return;
          }
          String answer = ThreeArms.answer(outcome);
          say("done " + sent.key() + " " + answer + " .");
          if (word.equals("register")) {
            whom = answer;
          }
        }
      }
    }

    /** Written through at once: what stands in the pipe outlives this program. */
    private static void say(String line) {
      try {
        synchronized (System.out) {
          System.out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
          System.out.flush();
        }
      } catch (IOException closed) {
        throw new UncheckedIOException(closed);
      }
    }
  }
}
