package org.trialwright.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import org.trialwright.journey.Fact;

/** PostgreSQL is killed by another process while eight writers save. */
class KillTest {
  private static final int KILLS = Integer.getInteger("trialwright.kills", 20);
  private static final int WRITERS = 8;

  /** Drafts sent and not answered; and the sequence numbers of those acknowledged, by key. */
  private record Ledger(Map<UUID, Draft> unanswered, Map<UUID, Long> acknowledged) {}

  @Test
  void nothing_acknowledged_is_lost_and_resending_stores_nothing_twice(@TempDir Path folder)
      throws Exception {
    long seed = new Random().nextLong();
    System.out.println("kill seed " + seed);
    var random = new Random(seed);
    var ledger = new Ledger(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
    long inFlight = 0;
    long happened = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      var postgres = LocalPostgres.start(folder);
      if (kill == 0) {
        Database.migrate(postgres.owner());
      }
      var login = Database.login(postgres.owner(), "writer", Database.APPLICATION);
      try (var pool = login.pool(WRITERS)) {
        pool.setConnectionTimeout(500); // nobody waits for a server that was killed
        var journal = new Journal(pool, "killed");
        var transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
        if (kill == 0) {
          transaction.executeWithoutResult(_ -> journal.append(Drafts.opened("killed")));
        }
        happened +=
            ledger.unanswered().keySet().stream()
                .filter(key -> journal.byKey(key).isPresent())
                .count();
        resend(journal, transaction, ledger);
        check(journal, ledger);
        write(journal, transaction, ledger, postgres, random);
        inFlight += ledger.unanswered().size();
      }
      postgres.close();
    }
    try (var postgres = LocalPostgres.start(folder);
        var pool = Database.login(postgres.owner(), "writer", Database.APPLICATION).pool(2)) {
      var journal = new Journal(pool, "killed");
      resend(journal, new TransactionTemplate(new JdbcTransactionManager(pool)), ledger);
      check(journal, ledger);
      assertThat(journal.verify(List.of())).isInstanceOf(Verification.Intact.class);
    }
    System.out.printf(
        "%d kills: %d acknowledged, 0 lost; %d in flight, of which at least %d were stored without an answer%n",
        KILLS, ledger.acknowledged().size(), inFlight, happened);
    assertThat(inFlight).as("drafts in flight at a kill, or this proves nothing").isPositive();
    assertThat(ledger.acknowledged()).hasSizeGreaterThan(KILLS);
  }

  private static void write(
      Journal journal,
      TransactionTemplate transaction,
      Ledger ledger,
      LocalPostgres postgres,
      Random random)
      throws Exception {
    var killed = new AtomicBoolean();
    var writers = new ArrayList<Future<?>>();
    try (var threads = Executors.newFixedThreadPool(WRITERS)) {
      for (int writer = 0; writer < WRITERS; writer++) {
        var participant = "01-00" + writer;
        writers.add(
            threads.submit(
                () -> {
                  while (!killed.get()) {
                    var draft =
                        Drafts.saved(participant, Map.of("comment", "free", "weight", "60 kg"));
                    ledger.unanswered().put(draft.key(), draft);
                    try {
                      acknowledge(ledger, save(journal, transaction, draft));
                    } catch (DataAccessException | TransactionException broken) {
                      return; // the server is gone; the draft stays unanswered
                    }
                  }
                }));
      }
      TimeUnit.MILLISECONDS.sleep(150 + random.nextInt(500));
      kill(postgres, random.nextBoolean());
      killed.set(true);
    }
    for (var writer : writers) {
      writer.get();
    }
  }

  private static void kill(LocalPostgres postgres, boolean children) throws Exception {
    var processes = new ArrayList<String>(List.of("kill", "-9", "" + postgres.pid()));
    if (children) {
      ProcessHandle.of(postgres.pid())
          .orElseThrow()
          .descendants()
          .forEach(child -> processes.add("" + child.pid()));
    }
    new ProcessBuilder(processes).redirectError(ProcessBuilder.Redirect.DISCARD).start().waitFor();
  }

  private static Fact save(Journal journal, TransactionTemplate transaction, Draft draft) {
    return transaction.execute(_ -> journal.append(draft));
  }

  private static void acknowledge(Ledger ledger, Fact fact) {
    ledger.acknowledged().put(fact.key(), fact.sequence());
    ledger.unanswered().remove(fact.key());
  }

  /** Every draft without an answer is sent again, twice, with its own key. */
  private static void resend(Journal journal, TransactionTemplate transaction, Ledger ledger) {
    for (var draft : List.copyOf(ledger.unanswered().values())) {
      var first = save(journal, transaction, draft);
      assertThat(save(journal, transaction, draft)).isEqualTo(first);
      acknowledge(ledger, first);
    }
  }

  private static void check(Journal journal, Ledger ledger) {
    var stored = journal.all().skip(1).collect(Collectors.toMap(Fact::key, Fact::sequence));
    assertThat(stored).as("stored and acknowledged").isEqualTo(ledger.acknowledged());
    assertThat(stored.values())
        .containsExactlyInAnyOrderElementsOf(
            LongStream.rangeClosed(2, stored.size() + 1).boxed().toList());
  }

  @Test
  void a_server_left_over_by_a_killed_program_is_stopped_and_started_anew(@TempDir Path folder)
      throws IOException {
    long leftOver;
    var program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                StartAndWait.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var output = program.inputReader()) {
      leftOver = Long.parseLong(output.readLine());
      assertThatThrownBy(() -> LocalPostgres.start(folder))
          .hasMessageContaining("another Trialwright is using the data folder");
    } finally {
      program.destroyForcibly();
      program.onExit().join();
    }
    assertThat(running(leftOver)).as("the server outlives its program").isTrue();
    try (var postgres = LocalPostgres.start(folder)) {
      assertThat(postgres.pid()).isNotEqualTo(leftOver);
      assertThat(running(leftOver)).isFalse();
      assertThat(
              JdbcClient.create(postgres.owner().source())
                  .sql("select word from kept")
                  .query(String.class)
                  .single())
          .isEqualTo("kept");
    }
  }

  /** A process that ended and that nobody asked about yet has no command any more. */
  private static boolean running(long pid) {
    return ProcessHandle.of(pid).flatMap(process -> process.info().command()).isPresent();
  }

  /** The program that is killed. */
  static final class StartAndWait {
    private StartAndWait() {}

    public static void main(String[] arguments) throws InterruptedException {
      var postgres = LocalPostgres.start(Path.of(arguments[0]));
      JdbcClient.create(postgres.owner().source())
          .sql("create table kept as select 'kept' as word")
          .update();
      System.out.println(postgres.pid());
      Thread.sleep(60_000);
    }
  }
}
