package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialwright.app.Demonstration.Browser;
import org.trialwright.journal.Login;
import org.trialwright.journal.Verification;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.pages.Grant;
import org.trialwright.pages.Role;
import org.trialwright.quantities.SiteId;
import org.trialwright.study.Study;

/**
 * Two programs serve one database. People save through both by turns, as behind a load balancer;
 * one program is killed while they do, and what had no answer is sent again to the other. A ledger
 * outside holds what was acknowledged.
 */
class TwoNodesTest {
  private static final Study STUDY = ThreeArms.study();
  private static final String PASSWORD = "fudo1-bana2-kile3";
  private static final int USERS = 6;
  private static final int SAVES_BETWEEN = 40;
  private static final int PATIENCE_MINUTES = 3;

  @TempDir Path folder;

  private final List<Node> nodes = new CopyOnWriteArrayList<>();
  private final Map<UUID, Saved> acknowledged = new ConcurrentHashMap<>();
  private final AtomicInteger inFlight = new AtomicInteger();
  private volatile boolean over;

  /** What a page said was saved. */
  private record Saved(String participant, int weight, String location) {}

  @Test
  void a_node_killed_while_people_save_loses_nothing_and_they_go_on_at_the_other()
      throws Exception {
    kill(1);
  }

  @Test
  @Tag("long")
  void twenty_nodes_killed_one_after_the_other_lose_nothing() throws Exception {
    kill(20);
  }

  private void kill(int times) throws Exception {
    try (Running.Ready ready = Running.database(new Running.Store.Folder(folder), "test")) {
      ThreeArms trial =
          ThreeArms.open(ready.pool(), STUDY, folder.resolve("keys"), List.of(3, 6), 1);
      Login owner = ready.local().orElseThrow().owner();
      nodes.add(Node.start(folder.resolve("one"), freePort(), owner));
      nodes.add(Node.start(folder.resolve("two"), freePort(), owner));
      List<User> users = users(ready, trial);
      try {
        users.forEach(Thread::start);
        for (int time = 0; time < times; time++) {
          waitForSaves(SAVES_BETWEEN);
          Node killed = nodes.get(time % 2);
          killed.kill();
          waitForSaves(SAVES_BETWEEN);
          if (time + 1 < times) {
            nodes.set(time % 2, Node.start(killed.data(), killed.port(), owner));
          }
        }
      } finally {
        over = true;
        for (User user : users) {
          user.join();
        }
        nodes.forEach(Node::kill);
      }
      assertThat(users.stream().map(user -> user.trouble)).containsOnly("");
      compare(trial);
      assertThat(Verified.of(ready.pool(), folder, STUDY).differences()).isEmpty();
      int again = users.stream().mapToInt(user -> user.signIns - 1).max().orElse(0);
      System.out.printf(
          "%d nodes killed under %d people: %d saves acknowledged, 0 lost, 0 twice; %d were in"
              + " flight; nobody signed in again more than %d times.%n",
          times, USERS, acknowledged.size(), inFlight.get(), again);
      assertThat(inFlight.get()).as("in flight at a kill, or this proves nothing").isPositive();
      assertThat(again).isLessThanOrEqualTo(1);
    }
  }

  private void waitForSaves(int more) throws InterruptedException {
    int wanted = acknowledged.size() + more;
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(PATIENCE_MINUTES);
    while (acknowledged.size() < wanted) {
      assertThat(System.nanoTime()).as("saves go on").isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /** Every save that was acknowledged is one fact, and there is no other. */
  private void compare(ThreeArms trial) {
    var journal = trial.desk().trial().journal();
    Map<UUID, Fact> facts = new HashMap<>();
    journal
        .all()
        .filter(fact -> fact.author().person().startsWith("user"))
        .forEach(fact -> facts.put(fact.key(), fact));
    assertThat(facts.keySet()).isEqualTo(acknowledged.keySet());
    acknowledged.forEach(
        (key, saved) ->
            assertThat(facts.get(key).event())
                .isInstanceOfSatisfying(
                    Event.Saved.class,
                    fact -> {
                      assertThat(fact.answers()).containsEntry("weight", saved.weight() + " kg");
                      assertThat(saved.location())
                          .contains(saved.participant() + "/forms/exam/" + fact.ordinal() + "?");
                    }));
    assertThat(journal.all().map(Fact::sequence).toList())
        .as("one number after the other")
        .isEqualTo(LongStream.rangeClosed(1, journal.head().sequence()).boxed().toList());
    assertThat(journal.verify(List.of())).isInstanceOf(Verification.Intact.class);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private List<User> users(Running.Ready ready, ThreeArms trial) {
    Accounts accounts = new Accounts(ready.pool(), new Passwords(), House.realTime());
    var by = Accounts.author("test", "Test");
    var grants = List.<Grant>of(new Grant.AtSite(Role.COORDINATOR, new SiteId("01")));
    List<User> users = new ArrayList<>();
    for (int number = 1; number <= USERS; number++) {
      String name = "user" + number;
      accounts.open(name, "User " + number, grants, by);
      accounts.setUp(accounts.link(name, by), "User " + number, PASSWORD);
      String whom =
          ThreeArms.answer(trial.act("register", "01", number, ThreeArms.key("register" + number)));
      trial.act("consent", whom, number, ThreeArms.key("consent" + number));
      users.add(new User(name, whom, number));
    }
    return users;
  }

  /** Somebody who saves one form after the other, at whichever node has its turn. */
  private final class User extends Thread {
    private final String account;
    private final String participant;
    private final Browser browser = new Browser("");
    private int turn;
    private int signIns;
    private String trouble = "";

    User(String account, String participant, int number) {
      this.account = account;
      this.participant = participant;
      this.turn = number;
    }

    @Override
    public void run() {
      try {
        signIn();
        for (int weight = 40; !over; weight = weight == 99 ? 40 : weight + 1) {
          save(UUID.randomUUID(), weight);
        }
      } catch (RuntimeException | AssertionError failed) {
        trouble = account + ": " + failed;
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }

    private void turn() {
      turn++;
      browser.address = nodes.get(turn % 2).address();
    }

    private void signIn() throws InterruptedException {
      signIns++;
      while (true) {
        turn();
        try {
          assertThat(browser.signIn(account, PASSWORD).headers().firstValue("Location"))
              .hasValueSatisfying(to -> assertThat(to).endsWith("/"));
          browser.get("/participants/" + participant + "/forms/exam");
          return;
        } catch (UncheckedIOException down) {
          TimeUnit.MILLISECONDS.sleep(50);
        }
      }
    }

    /** Sends the same form with the same key until a page says that it is saved. */
    private void save(UUID key, int weight) throws InterruptedException {
      LocalDate day = LocalDate.ofInstant(ThreeArms.NOW, ZoneOffset.UTC);
      Map<String, String> fields =
          Map.of(
              "key",
              key.toString(),
              "visit",
              "",
              "seen",
              "0",
              "exam.day.day",
              "" + day.getDayOfMonth(),
              "exam.day.month",
              "" + day.getMonthValue(),
              "exam.day.year",
              "" + day.getYear(),
              "exam.systolic",
              "150",
              "exam.weight",
              "" + weight,
              "exam.pregnant",
              "no");
      while (true) {
        turn();
        try {
          HttpResponse<String> answer =
              browser.post("/participants/" + participant + "/forms/exam", fields);
          String to = answer.headers().firstValue("Location").orElse("");
          if (to.endsWith("/sign-in")) {
            signIn();
          } else {
            assertThat(to).as("%d %s", answer.statusCode(), answer.body()).endsWith("?saved");
            acknowledged.put(key, new Saved(participant, weight, to));
            return;
          }
        } catch (UncheckedIOException down) {
          if (!(down.getCause() instanceof ConnectException)) {
            inFlight.incrementAndGet();
          }
          TimeUnit.MILLISECONDS.sleep(20);
        }
      }
    }
  }

  /** A program of its own, started as an operator starts it. */
  private record Node(Process process, Path data, int port) {
    static Node start(Path data, int port, Login owner) throws IOException {
      Path keys = Files.createDirectories(data.resolve("keys"));
      for (String key : List.of("allocation.seal", "vault.key")) {
        Files.copy(
            data.resolveSibling("keys").resolve(key),
            keys.resolve(key),
            StandardCopyOption.COPY_ATTRIBUTES,
            StandardCopyOption.REPLACE_EXISTING);
      }
      Path log = data.resolve("log.txt");
      ProcessBuilder program =
          new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx512m",
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "--enable-native-access=ALL-UNNAMED",
              "-cp",
              System.getProperty("java.class.path"),
              Trialwright.class.getName(),
              "serve",
              "--database-url",
              owner.url(),
              "--data",
              data.toString(),
              "--port",
              "" + port,
              "--study",
              ThreeArms.FOLDER.toAbsolutePath().toString(),
              "--requests",
              "0");
      program.environment().put("TRIALWRIGHT_DATABASE_USER", owner.user());
      program.environment().put("TRIALWRIGHT_DATABASE_PASSWORD", owner.password());
      Process process = program.redirectError(log.toFile()).start();
      BufferedReader said = process.inputReader();
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        if (line.startsWith("Stop with")) {
          return new Node(process, data, port);
        }
      }
      throw new IllegalStateException("it did not start: " + Files.readString(log));
    }

    String address() {
      return "http://127.0.0.1:" + port;
    }

    /** As {@code kill -9} does. */
    void kill() {
      process.destroyForcibly().onExit().join();
    }
  }
}
