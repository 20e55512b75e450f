package org.trialwright.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@ExtendWith(TestDatabase.Extension.class)
class LocalPostgresTest {
  private final TestDatabase database;

  LocalPostgresTest(TestDatabase database) {
    this.database = database;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          listen_addresses        | 127.0.0.1
          unix_socket_directories | ''
          fsync                   | on
          synchronous_commit      | on
          full_page_writes        | on
          data_checksums          | on
          log_timezone            | UTC
          server_encoding         | UTF8
          password_encryption     | scram-sha-256
          """)
  void the_server_runs_with(String setting, String value) {
    assertThat(
            JdbcClient.create(database.owner().source())
                .sql("select current_setting(:setting)")
                .param("setting", setting)
                .query(String.class)
                .single())
        .isEqualTo(value);
  }

  @Test
  void texts_are_ordered_by_code_point_on_every_machine() {
    var db = JdbcClient.create(database.owner().source());
    assertThat(
            db.sql(
                    """
                    select datlocprovider::text || ' ' || datlocale from pg_database
                     where datname = current_database()
                    """)
                .query(String.class)
                .single())
        .isEqualTo("b C.UTF-8");
  }

  @Test
  void nobody_signs_in_without_the_password() throws IOException {
    var owner = database.owner();
    for (var wrong : new String[] {"", "guess"}) {
      assertThatThrownBy(
              () ->
                  JdbcClient.create(new Login(owner.url(), owner.user(), wrong).source())
                      .sql("select 1")
                      .query()
                      .listOfRows())
          .rootCause()
          .hasMessageContaining("password");
    }
    var file = Path.of("target", "test-postgres", "database.password");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(owner.toString()).doesNotContain(owner.password());
  }

  @ParameterizedTest
  @ValueSource(strings = {"fsync", "full_page_writes", "synchronous_commit"})
  void a_server_that_may_lose_facts_is_refused(String setting) {
    var db = JdbcClient.create(database.owner().source());
    db.sql("alter system set " + setting + " = off").update();
    db.sql("select pg_reload_conf()").query().listOfRows();
    try {
      awaitSetting(db, setting, "off");
      assertThatThrownBy(() -> Database.refuseUnsafe(database.owner().source()))
          .isInstanceOf(Database.Unsafe.class)
          .hasMessageContaining(setting + "=off");
    } finally {
      db.sql("alter system reset " + setting).update();
      db.sql("select pg_reload_conf()").query().listOfRows();
      awaitSetting(db, setting, "on");
    }
    Database.refuseUnsafe(database.owner().source());
  }

  private static void awaitSetting(JdbcClient db, String setting, String value) {
    for (int i = 0; i < 1_000; i++) {
      if (db.sql("select current_setting(:setting)")
          .param("setting", setting)
          .query(String.class)
          .single()
          .equals(value)) {
        return;
      }
    }
    throw new AssertionError(setting + " did not become " + value);
  }

  @Test
  void migrating_twice_changes_nothing() {
    Database.migrate(database.owner());
    Database.migrate(database.owner());
  }
}
