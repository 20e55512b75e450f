package org.trialwright.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.trialwright.quantities.ParticipantId;

/** A superuser who switches the triggers off can change anything; it must be seen. */
@ExtendWith(TestDatabase.Extension.class)
class TamperingTest {
  private static final int TAMPERINGS = Integer.getInteger("trialwright.tamperings", 2_000);
  private static final int FACTS = 40;

  private static final List<String> COLUMNS =
      List.of(
          "participant = coalesce(participant || '0', 'new')",
          "participant = case when participant is null then 'new' end",
          "kind = kind || 'x'",
          "payload = payload || ' '",
          "payload = '{}'",
          "person = person || ' '",
          "person_name = 'Eve'",
          "role = upper(role)",
          "site = case when site is null then '09' end",
          "recorded = recorded - interval '1 microsecond'",
          "occurred = '2026-04'",
          "reason = repeat('0', 64)",
          "study_version = ''",
          "key = gen_random_uuid()",
          "previous = sha256(previous)",
          "hash = sha256(hash)");

  private final TestDatabase database;

  TamperingTest(TestDatabase database) {
    this.database = database;
  }

  @Test
  void every_tampering_is_detected(@TempDir Path folder) {
    var random = new Random();
    long seed = random.nextLong();
    random = new Random(seed);
    System.out.println("tampering seed " + seed);

    var journal = new Journal(database.application(), "tampered");
    database.transaction().executeWithoutResult(_ -> journal.append(Drafts.opened("tampered")));
    var heads = SignedHeads.in(folder);
    for (int i = 1; i < FACTS; i++) {
      // Every fact has a reason, so that each has a text beside the chain.
      var draft =
          Drafts.of(
              Optional.of(new ParticipantId("01-00" + i % 5)), Drafts.event(random), "reason " + i);
      database.transaction().executeWithoutResult(_ -> journal.append(draft));
      if (i == FACTS / 2) {
        heads.write(journal.chain(), journal.head(), Drafts.NOON);
      }
    }
    heads.write(journal.chain(), journal.head(), Drafts.NOON.plus(Duration.ofHours(1)));
    var signed = heads.read();
    assertThat(journal.verify(signed)).isEqualTo(new Verification.Intact(journal.head(), 0, 2));

    // One connection, so that a tampering and its discovery share a transaction, rolled back then.
    var owner = database.owner();
    var source = new SingleConnectionDataSource(owner.url(), owner.user(), owner.password(), true);
    var db = JdbcClient.create(source);
    db.sql("set session_replication_role = replica").update();
    var transaction = new TransactionTemplate(new JdbcTransactionManager(source));
    var asOwner = new Journal(source, "tampered");
    var missed = new ArrayList<String>();
    var kinds = new TreeMap<String, Integer>();
    for (int i = 0; i < TAMPERINGS; i++) {
      var tampering = tampering(random);
      transaction.executeWithoutResult(
          status -> {
            tampering.apply(db);
            if (asOwner.verify(signed) instanceof Verification.Intact) {
              missed.add(tampering.toString());
            }
            status.setRollbackOnly();
          });
      kinds.merge(tampering.kind(), 1, Integer::sum);
    }
    assertThat(asOwner.verify(signed)).isInstanceOf(Verification.Intact.class);
    source.destroy();
    System.out.println("tamperings tried: " + kinds);
    assertThat(missed).as("seed %d: not detected", seed).isEmpty();
    assertThat(kinds).hasSizeGreaterThanOrEqualTo(9);
  }

  private record Tampering(String kind, List<String> statements) {
    void apply(JdbcClient db) {
      var changed = statements.stream().mapToInt(each -> db.sql(each).update()).sum();
      assertThat(changed).as("%s changed something", this).isPositive();
      if (kind.equals("rewrite")) {
        rewrite(db);
      }
    }

    /** The thorough forger: hashes computed anew from here on, and the head set to match. */
    private static void rewrite(JdbcClient db) {
      var previous = Digests.NOTHING;
      var rows =
          db.sql(
                  "select %s from journal.facts where study = 'tampered' order by sequence"
                      .formatted(FactRow.COLUMNS))
              .query((row, _) -> FactRow.read(row))
              .list();
      for (var row : rows) {
        var linked =
            new FactRow(
                row.study(),
                row.sequence(),
                row.participant(),
                row.kind(),
                row.payload(),
                row.person(),
                row.personName(),
                row.role(),
                row.site(),
                row.recorded(),
                row.occurred(),
                row.reason(),
                row.studyVersion(),
                row.key(),
                previous);
        previous = linked.hash();
        db.sql("update journal.facts set previous = :previous, hash = :hash where sequence = :at")
            .param("previous", Digests.bytes(linked.previous()))
            .param("hash", Digests.bytes(previous))
            .param("at", row.sequence())
            .update();
      }
      db.sql("update journal.heads set hash = :hash where chain = 'study/tampered'")
          .param("hash", Digests.bytes(previous))
          .update();
    }
  }

  private static Tampering tampering(Random random) {
    int at = random.nextInt(1, FACTS + 1);
    int other = 1 + (at + random.nextInt(FACTS - 1)) % FACTS;
    int withText = random.nextInt(2, FACTS + 1);
    var column = COLUMNS.get(random.nextInt(COLUMNS.size()));
    return switch (random.nextInt(11)) {
      case 0, 1, 2 -> one("flip", "update journal.facts set " + column + " where sequence = " + at);
      case 3 ->
          one(
              "delete",
              "delete from journal.facts where sequence = " + at,
              "delete from journal.texts where sequence = " + at);
      case 4 ->
          one(
              "delete and close the gap",
              "delete from journal.facts where sequence = " + at,
              "delete from journal.texts where sequence = " + at,
              "update journal.facts set sequence = sequence + 100000 where sequence > " + at,
              "update journal.facts set sequence = sequence - 100001 where sequence > 100000",
              "update journal.heads set sequence = sequence - 1 where chain = 'study/tampered'");
      case 5 ->
          one(
              "swap",
              "update journal.facts set sequence = 100000 where sequence = " + at,
              "update journal.facts set sequence = " + at + " where sequence = " + other,
              "update journal.facts set sequence = " + other + " where sequence = 100000");
      case 6 ->
          one(
              "insert",
              "update journal.facts set sequence = sequence + 100000 where sequence > " + at,
              """
              insert into journal.facts
              select study, sequence + 1, participant, kind, payload, person, person_name, role, site,
                     recorded, occurred, reason, study_version, gen_random_uuid(), hash, sha256(hash)
                from journal.facts where sequence = %d
              """
                  .formatted(at),
              "update journal.facts set sequence = sequence - 99999 where sequence > 100000",
              "update journal.heads set sequence = sequence + 1 where chain = 'study/tampered'");
      case 7 ->
          one(
              "truncate",
              "delete from journal.texts where sequence >= " + withText,
              "delete from journal.facts where sequence >= " + withText,
              """
              update journal.heads h set sequence = f.sequence, hash = f.hash
                from journal.facts f
               where f.sequence = %d and h.chain = 'study/tampered'
              """
                  .formatted(withText - 1));
      case 8 -> one("rewrite", "update journal.facts set person = 'eve' where sequence = " + at);
      case 9 ->
          random.nextBoolean()
              ? one(
                  "text",
                  "update journal.texts set text = text || '!' where sequence = " + withText)
              : one(
                  "text gone",
                  "update journal.texts set text = null, salt = null where sequence = " + withText);
      default ->
          random.nextBoolean()
              ? one("text deleted", "delete from journal.texts where sequence = " + withText)
              : one(
                  "head",
                  random.nextBoolean()
                      ? "delete from journal.heads where chain = 'study/tampered'"
                      : "update journal.heads set sequence = sequence - 1");
    };
  }

  private static Tampering one(String kind, String... statements) {
    return new Tampering(kind, List.of(statements));
  }

  @Test
  void the_access_log_is_guarded_alike() {
    var log = new AccessLog(database.application());
    for (int i = 0; i < 5; i++) {
      log.append(new Access(Drafts.NOON, Access.Kind.SIGN_IN_FAILED, Drafts.ANNA, "", "try " + i));
    }
    assertThat(log.verify(List.of())).isEqualTo(new Verification.Intact(log.head(), 0, 0));
    var owner = database.owner();
    var source = new SingleConnectionDataSource(owner.url(), owner.user(), owner.password(), true);
    var db = JdbcClient.create(source);
    db.sql("set session_replication_role = replica").update();
    var transaction = new TransactionTemplate(new JdbcTransactionManager(source));
    for (var statement :
        Map.of(
                "update journal.accesses set detail = 'none' where sequence = 3", 3L,
                "update journal.accesses set kind = 'nothing' where sequence = 2", 2L,
                "update journal.accesses set site = '' where sequence = 4", 4L,
                "delete from journal.accesses where sequence = 4", 4L,
                "delete from journal.accesses where sequence = 5", 5L)
            .entrySet()) {
      transaction.executeWithoutResult(
          status -> {
            if (statement.getKey().contains("''")) {
              db.sql("alter table journal.accesses drop constraint accesses_site_check").update();
            }
            db.sql(statement.getKey()).update();
            assertThat(new AccessLog(source).verify(List.of()))
                .isInstanceOfSatisfying(
                    Verification.Broken.class,
                    broken -> assertThat(broken.sequence()).isEqualTo(statement.getValue()));
            status.setRollbackOnly();
          });
    }
    source.destroy();
  }
}
