package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.trialwright.journal.Database;
import org.trialwright.journal.LocalPostgres;
import org.trialwright.records.LiveFinder;
import org.trialwright.records.RecordFiles.Piece;
import org.trialwright.records.RecordStore;
import org.trialwright.records.Search;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code records import} and {@code records search}, on a database of their own. */
class RecordsTest {
  @TempDir static Path folder;

  private StringWriter out = new StringWriter();

  @BeforeAll
  static void some_files() throws IOException {
    Files.createDirectories(folder.resolve("in"));
    write("one.json", record("NCT00000001", "Asthma", "RECRUITING"));
    write(
        "two.jsonl",
        record("NCT00000002", "Gout", "COMPLETED")
            + "\n{broken\n"
            + record("NCT00000003", "Gout", "RECRUITING"));
  }

  private static void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve("in").resolve(name), text);
  }

  private static String record(String id, String condition, String status) {
    return """
    {"protocolSection": {"identificationModule": {"nctId": "%s", "briefTitle": "A trial in %s"}, \
    "statusModule": {"overallStatus": "%s"}, "conditionsModule": {"conditions": ["%s"]}, \
    "contactsLocationsModule": {"locations": [{"facility": "House", "city": "Lima", \
    "country": "Peru", "geoPoint": {"lat": -12.04, "lon": -77.03}}]}}}\
    """
        .formatted(id, condition, status, condition);
  }

  @BeforeEach
  void nothing_was_said_yet() {
    out = new StringWriter();
  }

  private int records(String... arguments) {
    var all = new java.util.ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data", folder.resolve("data").toString()));
    return new CommandLine(new Records())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(new StringWriter()))
        .execute(all.toArray(String[]::new));
  }

  private String last() {
    return out.toString().lines().reduce((_, line) -> line).orElse("");
  }

  private JsonNode printed() {
    return JsonMapper.shared().readTree(out.toString());
  }

  @Test
  void invented_records_are_written_and_taken_like_others() throws IOException {
    var first = folder.resolve("first.jsonl.gz");
    var again = folder.resolve("again.jsonl.gz");
    for (var file : List.of(first, again)) {
      assertThat(
              new CommandLine(new Records())
                  .execute("generate", "--count", "20", "--seed", "5", "--to", file.toString()))
          .isZero();
    }
    assertThat(first).hasSameBinaryContentAs(again);
    var refused = new java.util.ArrayList<Piece>();
    org.trialwright.records.RecordFiles.read(List.of(first), refused::add);
    assertThat(refused).hasSize(20).allMatch(piece -> piece instanceof Piece.Taken);
    assertThat(
            new CommandLine(new Records())
                .setErr(new PrintWriter(new StringWriter()))
                .execute("generate", "--count", "0"))
        .isEqualTo(2);
  }

  @Test
  void records_come_in_once_change_in_place_and_are_found() throws IOException {
    var in = folder.resolve("in").toString();
    assertThat(records("import", in)).isEqualTo(1);
    assertThat(out.toString()).contains("two.jsonl:2: it is not readable JSON");
    assertThat(last()).isEqualTo("{\"imported\": 3, \"updated\": 0, \"refused\": 1}");

    assertThat(records("import", in, "--json")).isEqualTo(1);
    assertThat(last()).isEqualTo("{\"imported\": 0, \"updated\": 0, \"refused\": 1}");

    nothing_was_said_yet();
    assertThat(records("search", "gout", "--json")).isZero();
    assertThat(printed().get("total").asInt()).isEqualTo(2);
    assertThat(printed().get("facets").get("status").get("RECRUITING").asInt()).isEqualTo(1);

    write("one.json", record("NCT00000001", "Gout", "RECRUITING"));
    assertThat(records("import", in)).isEqualTo(1);
    assertThat(last()).isEqualTo("{\"imported\": 0, \"updated\": 1, \"refused\": 1}");

    nothing_was_said_yet();
    assertThat(
            records(
                "search",
                "gout",
                "--status",
                "recruiting",
                "--near=-12,-77,50",
                "--age",
                "30",
                "--json"))
        .isZero();
    assertThat(printed().get("total").asInt()).isEqualTo(2);
    assertThat(printed().get("hits").get(0).get("site").get("km").asDouble()).isBetween(4.0, 7.0);

    var topics = Files.writeString(folder.resolve("topics.tsv"), "1\tA man of 40 with gout.\n");
    var run = folder.resolve("run.txt");
    assertThat(records("search", "--topics", topics.toString(), "--trec-run", run.toString()))
        .isZero();
    assertThat(Files.readAllLines(run))
        .hasSize(3)
        .first()
        .asString()
        .matches("1 Q0 NCT0000000\\d 1 \\d+\\.\\d+ trialwright");
    assertThat(records("search", "--topics", topics.toString())).isEqualTo(2);
    assertThat(records("search", "gout", "--near", "nowhere")).isEqualTo(2);

    the_index_follows_and_the_public_see_nothing_else();
  }

  private static void a_search_is_answered_while_the_index_is_made_anew(LiveFinder finder) {
    try (var maker = Executors.newSingleThreadExecutor()) {
      for (int i = 0; i < 20; i++) {
        var made = maker.submit(finder::makeAnew);
        int answered = 0;
        while (!made.isDone() || answered == 0) {
          assertThat(finder.find(Search.ALL, 0, 5).hits()).hasSize(4);
          answered++;
        }
        assertThat(made.resultNow()).isEqualTo(4);
      }
    }
    try (var kept = Files.list(folder.resolve("index"))) {
      assertThat(kept).as("the new one, and no other").hasSize(1);
    } catch (IOException trouble) {
      throw new UncheckedIOException(trouble);
    }
  }

  private static void records_that_came_meanwhile_are_no_reason_to_wait(RecordStore store) {
    store.keep(List.of(new Piece.Taken("NCT00000005", record("NCT00000005", "Flu", "RECRUITING"))));
    try (var finder = new LiveFinder(store, folder.resolve("index"))) {
      assertThat(finder.find(Search.ALL, 0, 0).total()).as("from the index there is").isEqualTo(4);
      assertThat(finder.prepare()).isEqualTo(5);
    }
  }

  private static Piece.Taken taken(String id, String condition) {
    return new Piece.Taken(id, record(id, condition, "RECRUITING"));
  }

  private static long found(LiveFinder finder, String words) {
    return finder.find(Search.ALL.text(words), 0, 0).total();
  }

  private static void an_index_catches_up_with_what_changed(RecordStore store, JdbcClient owner) {
    try (var finder = new LiveFinder(store, folder.resolve("index"))) {
      store.keep(
          java.util.stream.IntStream.range(10, 70)
              .mapToObj(i -> taken("NCT000000" + i, "Rickets"))
              .toList());
      assertThat(finder.prepare()).isEqualTo(65);
      // Changed behind the store's back: only an index made anew can know.
      owner
          .sql("update registry.trials set document = ? where id = 'NCT00000010'")
          .param(record("NCT00000010", "Yaws", "RECRUITING"))
          .update();
      store.keep(List.of(taken("NCT00000011", "Scurvy"), taken("NCT00000070", "Scurvy")));
      assertThat(finder.prepare()).isEqualTo(66);
      assertThat(found(finder, "scurvy")).as("one changed, one came").isEqualTo(2);
      assertThat(found(finder, "rickets")).isEqualTo(59);
      assertThat(found(finder, "yaws")).as("not read again").isZero();
      var status = finder.find(Search.ALL, 0, 0).counts().get(Search.Facet.STATUS);
      assertThat(status.stream().mapToLong(one -> one.trials()).sum()).isEqualTo(66);
      assertThat(finder.makeAnew()).isEqualTo(66);
      assertThat(found(finder, "yaws")).isEqualTo(1);
    }
  }

  /** On the same database, since PostgreSQL takes a second to start. */
  private static void the_index_follows_and_the_public_see_nothing_else() {
    try (var local = LocalPostgres.start(folder.resolve("data"))) {
      var store = new RecordStore(local.owner().source());
      try (var finder = new LiveFinder(store, folder.resolve("index"))) {
        assertThat(finder.find(Search.ALL, 0, 0).total()).isEqualTo(3);
        store.keep(
            List.of(new Piece.Taken("NCT00000004", record("NCT00000004", "Flu", "RECRUITING"))));
        long until = System.nanoTime() + 20_000_000_000L;
        while (finder.find(Search.ALL, 0, 0).total() == 3 && System.nanoTime() < until) {
          Thread.onSpinWait();
        }
        assertThat(finder.find(Search.ALL.text("flu"), 0, 5).hits()).hasSize(1);
        a_search_is_answered_while_the_index_is_made_anew(finder);
      }
      records_that_came_meanwhile_are_no_reason_to_wait(store);
      var reader =
          JdbcClient.create(Database.login(local.owner(), "test_public", Database.COUNTS).source());
      assertThat(reader.sql("select count(*) from registry.trials").query(Long.class).single())
          .isEqualTo(5);
      an_index_catches_up_with_what_changed(store, JdbcClient.create(local.owner().source()));
      for (var closed :
          List.of(
              "select * from vault.identities",
              "select * from allocation.allocations",
              "select * from journal.facts",
              "select * from staff.accounts",
              "delete from registry.trials")) {
        assertThatThrownBy(() -> reader.sql(closed).query().listOfRows())
            .as(closed)
            .rootCause()
            .hasMessageContaining("permission denied");
      }
    }
  }
}
