package org.trialwright.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.trialwright.journey.Event;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;

/**
 * Two sites, one participant each; each has a fact with a text, an identity, a file and a draft.
 */
@ExtendWith(TestDatabase.Extension.class)
class SightTest {
  private static final SiteId ONE = new SiteId("01");
  private static final SiteId TWO = new SiteId("02");
  private static final ParticipantId HERE = new ParticipantId("01-001");
  private static final ParticipantId THERE = new ParticipantId("02-001");
  private static final PersonMatch SOMEBODY =
      new PersonMatch("2000-01-01", "SB", "female", "", ONE);

  private final TestDatabase database;
  private final JdbcClient db;
  private final Journal journal;
  private final Vault vault;
  private final String study = UUID.randomUUID().toString();

  SightTest(TestDatabase database, @TempDir Path keys) {
    this.database = database;
    this.db = JdbcClient.create(database.application());
    this.journal = new Journal(database.application(), study);
    this.vault =
        new Vault(database.application(), study, VaultKey.readOrMake(keys.resolve("vault.key")));
  }

  @BeforeEach
  void two_participants() {
    append(Drafts.opened(study));
    for (var one : List.of(HERE, THERE)) {
      append(saved(one));
      vault.store(one, Map.of("name", "Somebody"), SOMEBODY, Drafts.ANNA, Drafts.NOON);
      database
          .transaction()
          .executeWithoutResult(_ -> vault.attachments().keep(one, new byte[] {1}));
      new Standings(database.application(), study).put(standing(one));
      db.sql("insert into desk.unsaved values (:study, :one, 'anna', 'page', 'key', 'f=1', now())")
          .param("study", study)
          .param("one", one.value())
          .update();
    }
  }

  private static Draft saved(ParticipantId one) {
    return Drafts.saved(one.value(), Map.of("comment", "a text of " + one));
  }

  private Standing standing(ParticipantId one) {
    return StandingsTest.standing(one.value(), one.value().substring(0, 2), "A");
  }

  private void append(Draft draft) {
    append(journal, draft);
  }

  private void append(Journal to, Draft draft) {
    database.transaction().executeWithoutResult(_ -> to.append(draft));
  }

  @ParameterizedTest
  @CsvSource({
    "journal.facts,          participant = '%s'",
    "journal.texts,          text like '%%%s%%'",
    "vault.identities,       participant = '%s'",
    "vault.matches,          participant = '%s'",
    "vault.files,            participant = '%s'",
    "projection.participant, participant = '%s'",
    "desk.unsaved,           participant = '%s'",
  })
  void a_connection_bound_to_a_site_gives_no_row_of_another_whatever_is_asked(
      String table, String condition) {
    var here = condition.formatted(HERE);
    var there = condition.formatted(THERE);
    try (var _ = Sight.only(List.of(ONE))) {
      assertThat(count(table, here)).isPositive();
      assertThat(count(table, there)).isZero();
      assertThat(joined(table, there)).isZero();
      assertThat(locked(table, there)).isZero();
    }
    try (var _ = Sight.only(List.of())) {
      assertThat(count(table, here)).isZero();
    }
    try (var _ = Sight.only(List.of(ONE, TWO))) {
      assertThat(count(table, there)).isPositive();
    }
    assertThat(count(table, there)).as("without a bound").isPositive();
  }

  private long count(String table, String condition) {
    return db.sql("select count(*) from " + table + " where study = :study and (" + condition + ")")
        .param("study", study)
        .query(Long.class)
        .single();
  }

  private long joined(String table, String condition) {
    return db.sql(
            """
            with asked as (select * from %s where study = :study)
            select count(*) from journal.heads h
              left join asked on h.chain = 'study/' || asked.study where %s
            """
                .formatted(table, condition))
        .param("study", study)
        .query(Long.class)
        .single();
  }

  /** By a condition that would tell of every row that it meets. */
  private long locked(String table, String condition) {
    return db.sql(
            "select count(*) from %s t where study = :study and 1 / (case when %s then 0 else 1 end) = 0"
                .formatted(table, condition))
        .param("study", study)
        .query(Long.class)
        .single();
  }

  @Test
  void every_table_that_names_participants_stands_behind_the_wall() {
    assertThat(
            db.sql(
                    """
                    select n.nspname || '.' || c.relname from pg_class c
                      join pg_namespace n on n.oid = c.relnamespace
                      join pg_attribute a on a.attrelid = c.oid and a.attname = 'participant'
                     where c.relkind in ('r', 'p') and not c.relrowsecurity order by 1
                    """)
                .query(String.class)
                .list())
        .as("allocations are read by a role of their own, for the draw")
        .containsExactly("allocation.allocations");
    assertThat(
            db.sql("select rolsuper or rolbypassrls from pg_roles where rolname = current_user")
                .query(Boolean.class)
                .single())
        .isFalse();
  }

  @Test
  void nothing_is_changed_or_written_for_a_participant_of_another_site() {
    try (var _ = Sight.only(List.of(ONE))) {
      assertThat(
              db.sql("update projection.participant set place = 'x' where participant = '02-001'")
                  .update())
          .isZero();
      assertThat(db.sql("delete from desk.unsaved where participant like '02%'").update()).isZero();
      assertThatThrownBy(() -> append(saved(THERE)))
          .isInstanceOf(DataAccessException.class)
          .rootCause()
          .hasMessageContaining("row-level security");
    }
  }

  @Test
  void the_chain_goes_on_over_what_a_writer_does_not_see() {
    var name = "chain " + study;
    var chain = new Journal(database.application(), name);
    append(chain, Drafts.opened(name));
    append(chain, saved(THERE));
    try (var _ = Sight.only(List.of(ONE))) {
      append(chain, saved(HERE));
      append(chain, Drafts.of(Optional.empty(), new Event.Cut("one"), ""));
    }
    assertThat(chain.verify(List.of())).isInstanceOf(Verification.Intact.class);
    assertThat(chain.all()).hasSize(4);
  }

  @Test
  void what_is_remembered_is_told_to_nobody_who_may_not_read_it() {
    assertThat(journal.participant(THERE)).hasSize(1);
    try (var _ = Sight.only(List.of(ONE))) {
      assertThat(journal.participant(THERE)).isEmpty();
      assertThat(journal.participant(HERE)).hasSize(1);
      assertThat(new Journal(Sight.whole(database.application()), study).participant(THERE))
          .as("where pooled numbers are made")
          .hasSize(1);
    }
    assertThat(journal.participant(THERE)).hasSize(1);
  }

  @Test
  void a_person_is_known_at_every_site_and_every_arm_counts() {
    try (var _ = Sight.only(List.of(ONE))) {
      assertThat(vault.matches(SOMEBODY))
          .extracting(Vault.Match::participant)
          .contains(HERE, THERE);
      assertThat(new Standings(database.application(), study).allocated()).isEqualTo(2);
    }
  }

  @Test
  void a_key_that_another_site_used_is_used() {
    var there = saved(THERE);
    append(there);
    var here =
        new Draft(
            Optional.of(HERE),
            there.event(),
            there.author(),
            there.recorded(),
            there.occurred(),
            there.reason(),
            there.studyVersion(),
            there.key(),
            there.freeText());
    try (var _ = Sight.only(List.of(ONE))) {
      assertThatThrownBy(() -> append(here)).isInstanceOf(KeyUsedBefore.class);
    }
  }

  @Test
  void what_must_know_of_all_sites_does_so_inside_a_transaction_and_nothing_after_it() {
    try (var _ = Sight.only(List.of(ONE))) {
      database
          .transaction()
          .executeWithoutResult(
              _ -> {
                assertThat(journal.participant(THERE)).isEmpty();
                assertThat(Sight.whole(database.application(), () -> journal.participant(THERE)))
                    .hasSize(1);
                assertThat(count("journal.facts", "participant = '02-001'")).isZero();
              });
      assertThat(count("journal.facts", "participant = '02-001'")).isZero();
      assertThatThrownBy(
              () ->
                  database
                      .transaction()
                      .executeWithoutResult(
                          _ ->
                              Sight.whole(
                                  database.application(),
                                  () -> {
                                    throw new IllegalStateException("stopped");
                                  })))
          .hasMessage("stopped");
      assertThat(count("journal.facts", "participant = '02-001'")).isZero();
    }
    assertThat(count("journal.facts", "participant = '02-001'")).isEqualTo(1);
  }

  @Test
  void where_all_is_seen_it_is_seen_to_the_end_of_the_transaction() {
    var whole = Sight.whole(database.application());
    var pooled = new Journal(whole, study);
    try (var _ = Sight.only(List.of(ONE))) {
      new TransactionTemplate(new JdbcTransactionManager(whole))
          .executeWithoutResult(
              _ -> {
                assertThat(Sight.whole(whole, () -> pooled.participant(THERE))).hasSize(1);
                assertThat(pooled.participant(THERE)).hasSize(1);
              });
    }
  }

  @Test
  void a_connection_does_not_carry_what_its_last_user_saw() throws Exception {
    try (var pool = database.login("test_one_connection", Database.APPLICATION).pool(1)) {
      for (var bound : List.of(List.of(ONE), List.<SiteId>of(), List.of(TWO, ONE))) {
        try (var _ = Sight.only(bound);
            var connection = pool.getConnection()) {
          connection.setAutoCommit(false);
          assertThat(setting(connection)).isNotEmpty();
          connection.rollback();
        }
        try (var connection = pool.getConnection()) {
          assertThat(setting(connection)).isEmpty();
        }
      }
    }
  }

  private static String setting(Connection connection) throws Exception {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("select current_setting('trialwright.sites', true)")) {
      row.next();
      return Optional.ofNullable(row.getString(1)).orElse("");
    }
  }
}
