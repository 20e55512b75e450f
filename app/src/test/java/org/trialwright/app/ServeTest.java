package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.trialwright.app.Demonstration.Browser;
import org.trialwright.bedside.Trial;
import org.trialwright.journal.Draft;
import org.trialwright.journal.Journal;
import org.trialwright.journey.Author;
import org.trialwright.journey.Event;
import org.trialwright.journey.StudyFolder;
import org.trialwright.pages.Frame;
import org.trialwright.quantities.PartialDate;
import org.trialwright.records.RecordStore;
import org.trialwright.study.Folder;
import org.trialwright.study.Study;
import tools.jackson.databind.json.JsonMapper;

/** Real use: the first start, and which databases are refused. */
class ServeTest {
  /** Requests a minute. */
  private static final int PROGRAMS = 3;

  @TempDir Path folder;

  private static void open(DataSource source, String study, boolean rehearsal) {
    Instant now = Instant.parse("2030-01-01T00:00:00Z");
    new TransactionTemplate(new JdbcTransactionManager(source))
        .executeWithoutResult(
            _ ->
                new Journal(source, study)
                    .append(
                        new Draft(
                            Optional.empty(),
                            new Event.Opened(study, rehearsal, "none"),
                            new Author("test", "Test", "", Optional.empty()),
                            now,
                            PartialDate.parse("2030-01-01"),
                            "",
                            "0",
                            UUID.randomUUID(),
                            Set.of())));
  }

  private Trial trial(Running.Ready ready) {
    var study = Studies.read(Studies.BUILT_IN);
    var keys = folder.resolve("keys");
    assertThatThrownBy(() -> Opening.real(study, ready.pool(), keys, Clock.systemUTC()))
        .hasMessageContaining("./trialwright seal");
    SealCommand.make(keys, List.of(4, 6));
    return Opening.real(study, ready.pool(), keys, Clock.systemUTC());
  }

  private static Study doubleBlind(String without) {
    var files = Folder.read(Path.of("../studies/double-blind"));
    var text = files.files().getOrDefault("study.yaml", "");
    var kept =
        text.lines()
            .filter(line -> without.isEmpty() || !line.strip().startsWith(without))
            .collect(Collectors.joining("\n", "", "\n"));
    return StudyFolder.load(files.with("study.yaml", kept)).orThrow();
  }

  @Test
  void a_study_masked_for_its_site_is_not_served_without_numbered_kits() {
    var study = doubleBlind("kits:");
    var nowhere = new DriverManagerDataSource();
    assertThatThrownBy(
            () -> Opening.real(study, nowhere, folder.resolve("keys"), Clock.systemUTC()))
        .isInstanceOf(Trialwright.Refused.class)
        .hasMessageContaining("its kits are not numbered");
    assertThat(folder.resolve("keys")).doesNotExist();
  }

  @Test
  void a_double_blind_study_is_opened_for_real_and_its_kits_are_packed_from_the_same_seal() {
    var keys = folder.resolve("keys");
    var list = folder.resolve("packing.csv");
    SealCommand.make(keys, List.of(4, 6));
    try (Running.Ready ready = Running.database(new Running.Store.Folder(folder), "test")) {
      var trial = Opening.real(doubleBlind(""), ready.pool(), keys, Clock.systemUTC());
      assertThat(trial.journal().opening().orElseThrow().rehearsal()).isFalse();
      String[] kits = {
        "kits",
        list.toString(),
        "--study",
        "../studies/double-blind",
        "--cartons",
        "2",
        "--data",
        folder.toString()
      };
      assertThat(Trialwright.run(kits)).isZero();
      assertThat(Files.readString(list).lines())
          .hasSize(41)
          .filteredOn(line -> line.contains("\"placebo\""))
          .hasSize(20);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(list)))
          .isEqualTo("rw-------");
      assertThat(Trialwright.run(kits)).as("never over another list").isEqualTo(1);
    } catch (IOException trouble) {
      throw new UncheckedIOException(trouble);
    }
  }

  @Test
  void the_first_start_gives_one_link_and_a_rehearsal_is_never_served() {
    var store = new Running.Store.Folder(folder);
    Running.Ready ready = Running.database(store, "test");
    try (Running running =
        Running.start(
            ready,
            new Running.Setting(
                "127.0.0.1",
                0,
                Frame.Watermark.NONE,
                EntryPages.DemoSignIns.NONE,
                trial(ready),
                new Running.Strangers(PROGRAMS, true),
                new Digests.Mailing(
                    new Post.Outbox(folder.resolve(Post.FOLDER), "trial@site.test"),
                    "http://x.test"),
                SignIns.PASSWORD))) {
      programs_of_strangers_are_met_politely(running);
      Accounts accounts = running.bean(Accounts.class);
      String first = Serve.firstLink(accounts).orElseThrow();
      String second = Serve.firstLink(accounts).orElseThrow();
      assertThat(accounts.linked(first)).as("a start before anybody used it").isEmpty();
      assertThat(accounts.linked(second)).isPresent();
      assertThat(accounts.setUp(second, "Ada", "violet anchor spoon")).isTrue();
      assertThat(Serve.firstLink(accounts)).isEmpty();

      open(ready.pool(), "real", false);
      Running.refuse(ready, false, "unused");
      open(ready.pool(), "rehearsed", true);
      assertThatThrownBy(() -> Running.refuse(ready, false, "never"))
          .isInstanceOf(Trialwright.Refused.class)
          .hasMessage("this database holds a rehearsal of rehearsed; never");
    }
    assertThatThrownBy(() -> Demo.start(folder, 0))
        .isInstanceOf(Trialwright.Refused.class)
        .hasMessageContaining("holds the real study")
        .hasMessageContaining("real;");
  }

  /** In the same house, since a start takes a while. */
  private static void programs_of_strangers_are_met_politely(Running running) {
    new RecordStore(running.bean(DataSource.class)).keep(PublicRecords.ALL);
    var first = ask(running, "192.0.2.1", "", "/trials.json?q=asthma");
    assertThat(first.statusCode()).isEqualTo(200);
    var tag = first.headers().firstValue("ETag").orElseThrow();
    var unchanged = ask(running, "192.0.2.1", tag, "/trials.json?q=asthma");
    assertThat(unchanged.statusCode()).isEqualTo(304);
    assertThat(unchanged.body()).isEmpty();
    var table = ask(running, "192.0.2.1", "", "/trials.csv?near=Berlin&km=any");
    assertThat(table.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
    assertThat(table.body().lines().toList().getFirst()).startsWith("\uFEFF\"id\",\"title\"");
    assertThat(table.body())
        .contains("\"NCT90000001\",\"An inhaler for asthma\",\"BREEZE\",\"RECRUITING\"")
        .contains("\"North Hospital\",\"Berlin\",\"Germany\",\"RECRUITING\",\"0.0\"");

    var refused = ask(running, "192.0.2.1", "", "/trials/NCT90000001/record.json");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow()))
        .isBetween(1, 60 / PROGRAMS);
    assertThat(JsonMapper.shared().readTree(refused.body()).get("status").asInt()).isEqualTo(429);
    assertThat(ask(running, "192.0.2.1", "", "/trials").statusCode()).as("people").isEqualTo(200);
    assertThat(ask(running, "192.0.2.2", "", "/trials.json").statusCode()).isEqualTo(200);

    assertThat(ask(running, "192.0.2.3", "", "/trials?why=NCT90000001&page=2&q=gout").body())
        .containsPattern("rel=\"canonical\" href=\"http://[^\"]+/trials\\?q=gout&amp;page=2\"");
    assertThat(ask(running, "192.0.2.3", "", "/trials/nct90000001").body())
        .containsPattern("rel=\"canonical\" href=\"http://[^\"]+/trials/NCT90000001\"");
    assertThat(ask(running, "192.0.2.3", "", "/conditions/gout").body())
        .containsPattern("rel=\"canonical\" href=\"http://[^\"]+/conditions/gout\"")
        .containsPattern("<meta name=\"description\" content=\"Gout\\. [^\"]{40,}\"")
        .contains("An inhaler for asthma");
    assertThat(ask(running, "192.0.2.3", "", "/conditions/nothing").statusCode()).isEqualTo(404);
    assertThat(ask(running, "192.0.2.3", "", "/robots.txt").body())
        .contains("Allow: /conditions", "Sitemap: http://");
    every_public_page_is_in_the_sitemap(running);
  }

  private static void every_public_page_is_in_the_sitemap(Running running) {
    assertThat(addresses(running, "/sitemap.xml"))
        .containsExactly(
            "/sitemap/pages-1", "/sitemap/trials-1", "/sitemap/places-1", "/sitemap/conditions-1");
    assertThat(addresses(running, "/sitemap/trials-1")).contains("/trials/NCT90000001");
    assertThat(addresses(running, "/sitemap/places-1"))
        .contains(
            "/locations/germany",
            "/locations/germany/berlin",
            "/locations/germany/berlin/berlin",
            "/locations/germany/bavaria/munich")
        .noneMatch(address -> address.endsWith("hospital"));
    assertThat(addresses(running, "/sitemap/conditions-1"))
        .contains("/conditions/asthma", "/conditions/gout");
    for (var file : addresses(running, "/sitemap.xml")) {
      assertThat(addresses(running, file))
          .isNotEmpty()
          .doesNotHaveDuplicates()
          .allSatisfy(
              address ->
                  assertThat(ask(running, "192.0.2.4", "", address).statusCode())
                      .as(address)
                      .isEqualTo(200));
    }
    for (var none : List.of("trials-2", "trials-0", "trials", "1", "houses-1", "Trials-1")) {
      assertThat(ask(running, "192.0.2.4", "", "/sitemap/" + none).statusCode())
          .as(none)
          .isEqualTo(404);
    }
  }

  /** The addresses of a file of the sitemap, without the house that they begin with. */
  private static List<String> addresses(Running running, String file) {
    return Pattern.compile("<loc>http://[^/]+(/[^<]*)</loc>")
        .matcher(ask(running, "192.0.2.4", "", file).body())
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private static HttpResponse<String> ask(Running running, String whom, String tag, String path) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + running.port() + path))
            .header("X-Forwarded-For", whom);
    if (!tag.isEmpty()) {
      request.header("If-None-Match", tag);
    }
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException trouble) {
      throw new UncheckedIOException(trouble);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  @Test
  void a_password_never_travels_in_a_flag() {
    assertThatThrownBy(
            () -> DatabaseOptions.store("jdbc:postgresql://db.example/x?user=a&password=b", folder))
        .isInstanceOf(Trialwright.Refused.class)
        .hasMessageContaining("TRIALWRIGHT_DATABASE_PASSWORD");
    assertThatThrownBy(() -> DatabaseOptions.store("postgres://db.example/x", folder))
        .hasMessageContaining("jdbc:postgresql:");
    assertThatThrownBy(() -> DatabaseOptions.store("jdbc:postgresql://db.example/x", folder))
        .hasMessageContaining("TRIALWRIGHT_DATABASE_USER in the environment");
  }

  @Test
  void wrong_usage_and_help_have_their_exit_codes() {
    assertThat(List.of(Trialwright.run(), Trialwright.run("no-such-command"))).containsOnly(2);
    assertThat(Trialwright.run("demo", "--help")).isEqualTo(0);
    assertThat(Trialwright.run("serve", "--database-url", "mysql://x")).isEqualTo(1);
  }

  @Test
  void health_says_nothing_but_up() {
    assertThat(new Browser().get("/health").body()).contains("UP").doesNotContain("jdbc");
  }
}
