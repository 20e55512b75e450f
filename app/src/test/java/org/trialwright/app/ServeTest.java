package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.trialwright.app.Demonstration.Browser;
import org.trialwright.bedside.Trial;
import org.trialwright.journal.Draft;
import org.trialwright.journal.Journal;
import org.trialwright.journey.Author;
import org.trialwright.journey.Event;
import org.trialwright.pages.Frame;
import org.trialwright.quantities.PartialDate;

/** Real use: the first start, and which databases are refused. */
class ServeTest {
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

  @Test
  void the_first_start_gives_one_link_and_a_rehearsal_is_never_served() {
    var store = new Running.Store.Folder(folder);
    Running.Ready ready = Running.database(store, "test");
    try (Running running =
        Running.start(
            ready,
            new Running.Setting(
                "127.0.0.1", 0, Frame.Watermark.NONE, EntryPages.DemoSignIns.NONE, trial(ready)))) {
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
