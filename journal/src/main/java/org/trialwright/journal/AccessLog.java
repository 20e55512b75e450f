package org.trialwright.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.trialwright.journey.Author;
import org.trialwright.quantities.SiteId;

/**
 * The second append-only chain: one for the installation, of the same make as a study's. An entry
 * joins the caller's transaction, or has one of its own when there is none; the first is right for
 * what must not happen without its entry, the second for a sign-in that failed. Inside a
 * transaction that appends facts too, write here before.
 */
public final class AccessLog {
  /** The name of this chain, as signed heads call it. */
  public static final String CHAIN = "access";

  private final JdbcClient db;
  private final TransactionTemplate transaction;

  /**
   * The access log of a database.
   *
   * @param source signs in as a member of {@code trialwright_application}
   */
  public AccessLog(DataSource source) {
    this.db = JdbcClient.create(source);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(source));
  }

  /** Writes an entry. */
  public void append(Access access) {
    transaction.executeWithoutResult(
        _ -> {
          var head = Journal.takeHead(db, CHAIN);
          insert(Row.of(head.sequence() + 1, access, head.hash()));
        });
  }

  private void insert(Row row) {
    db.sql(
            """
            insert into journal.accesses (sequence, at, kind, person, person_name, role, site,
                                          subject, detail, previous, hash)
            values (:sequence, :at, :kind, :person, :personName, :role, :site,
                    :subject, :detail, :previous, :hash)
            """)
        .param("sequence", row.sequence())
        .param("at", OffsetDateTime.ofInstant(row.at(), ZoneOffset.UTC))
        .param("kind", row.kind())
        .param("person", row.person())
        .param("personName", row.personName())
        .param("role", row.role())
        .param("site", row.site())
        .param("subject", row.subject())
        .param("detail", row.detail())
        .param("previous", Digests.bytes(row.previous()))
        .param("hash", Digests.bytes(row.hash()))
        .update();
  }

  /** A row as it is stored, which a forger may have left in any state. */
  private record Row(
      long sequence,
      Instant at,
      String kind,
      String person,
      String personName,
      String role,
      @Nullable String site,
      String subject,
      String detail,
      String previous) {

    static Row of(long sequence, Access access, String previous) {
      return new Row(
          sequence,
          access.at(),
          access.kind().word(),
          access.author().person(),
          access.author().name(),
          access.author().role(),
          access.author().site().map(SiteId::value).orElse(null),
          access.subject(),
          access.detail(),
          previous);
    }

    static Row read(ResultSet row) throws SQLException {
      return new Row(
          row.getLong("sequence"),
          row.getObject("at", OffsetDateTime.class).toInstant(),
          row.getString("kind"),
          row.getString("person"),
          row.getString("person_name"),
          row.getString("role"),
          row.getString("site"),
          row.getString("subject"),
          row.getString("detail"),
          Digests.hex(row.getBytes("previous")));
    }

    /** SHA-256 over the canonical JSON of all columns but the hash itself. */
    String hash() {
      var fields = new TreeMap<String, Json>();
      fields.put("sequence", new Json.Whole(sequence));
      fields.put("at", new Json.Text(Digests.utc(at)));
      fields.put("kind", new Json.Text(kind));
      fields.put("person", new Json.Text(person));
      fields.put("personName", new Json.Text(personName));
      fields.put("role", new Json.Text(role));
      if (site != null) {
        fields.put("site", new Json.Text(site));
      }
      fields.put("subject", new Json.Text(subject));
      fields.put("detail", new Json.Text(detail));
      fields.put("previous", new Json.Text(previous));
      return Digests.hex(Digests.sha256(Digests.utf8(new Json.Fields(fields).canonical())));
    }

    Access access() {
      return new Access(
          at,
          Access.Kind.of(kind),
          new Author(person, personName, role, Optional.ofNullable(site).map(SiteId::new)),
          subject,
          detail);
    }
  }

  /** Rows, each with the hash that is stored. */
  private List<Map.Entry<Row, String>> rows(long after, int atMost) {
    return db.sql(
            """
            select sequence, at, kind, person, person_name, role, site, subject, detail, previous,
                   hash
              from journal.accesses where sequence > :after order by sequence limit :atMost
            """)
        .param("after", after)
        .param("atMost", atMost)
        .query((row, _) -> Map.entry(Row.read(row), Digests.hex(row.getBytes("hash"))))
        .list();
  }

  /** The entries after a sequence number, at most so many, in order. */
  public List<Access> after(long sequence, int atMost) {
    return rows(sequence, atMost).stream().map(entry -> entry.getKey().access()).toList();
  }

  /** Every entry of these kinds, in order. */
  public List<Access> of(Access.Kind... kinds) {
    return db.sql(
            """
            select sequence, at, kind, person, person_name, role, site, subject, detail, previous
              from journal.accesses where kind = any(:kinds) order by sequence
            """)
        .param("kinds", Arrays.stream(kinds).map(Access.Kind::word).toArray(String[]::new))
        .query((row, _) -> Row.read(row).access())
        .list();
  }

  /** The newest entry of a kind. */
  public Optional<Access> newest(Access.Kind kind) {
    return db.sql(
            """
            select sequence, at, kind, person, person_name, role, site, subject, detail, previous
              from journal.accesses where kind = :kind order by sequence desc limit 1
            """)
        .param("kind", kind.word())
        .query((row, _) -> Row.read(row).access())
        .optional();
  }

  /** The last link. */
  public Head head() {
    return Journal.head(db, CHAIN);
  }

  /** As {@link Journal#verify}. */
  public Verification verify(Collection<SignedHead> heads) {
    var head = head();
    var walk = new ChainWalk(CHAIN, head, heads);
    for (var rows = rows(0, Facts.PAGE);
        !rows.isEmpty();
        rows = rows(rows.getLast().getKey().sequence(), Facts.PAGE)) {
      for (var entry : rows) {
        var row = entry.getKey();
        var broken = walk.step(row.sequence(), row.previous(), row::hash, entry.getValue());
        if (broken.isPresent()) {
          return broken.get();
        }
      }
    }
    return walk.ended(head())
        .<Verification>map(broken -> broken)
        .orElseGet(() -> new Verification.Intact(head, 0, walk.agreed()));
  }
}
