package org.trialwright.records;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The public records in PostgreSQL: the truth, from which the index is made. */
public final class RecordStore {
  /** Where the tables stand. */
  public static final String SCHEMA = "registry";

  /** The history of their migrations, as a backup names it. */
  public static final String HISTORY = "records_history";

  private static final int ROWS_AT_A_TIME = 200;

  private final DataSource source;
  private final JdbcClient db;
  private final TransactionTemplate transaction;

  public RecordStore(DataSource source) {
    this.source = source;
    this.db = JdbcClient.create(source);
    this.transaction = new TransactionTemplate(new DataSourceTransactionManager(source));
  }

  /**
   * Brings the tables to the form this program needs.
   *
   * @param owner signs in as the owner of a database that the journal has made ready
   */
  public static void migrate(DataSource owner) {
    migrate(owner, "latest");
  }

  /**
   * Brings the tables to an earlier form.
   *
   * @param version of the newest migration that counts, or {@code latest}
   */
  public static void migrate(DataSource owner, String version) {
    migrations(owner, version).migrate();
  }

  /** The migrations up to a version, for those who ask how far a database has come. */
  public static Flyway migrations(DataSource owner, String version) {
    return Flyway.configure(RecordStore.class.getClassLoader())
        .dataSource(owner)
        .locations("classpath:org/trialwright/records/migrations")
        .defaultSchema("migrations")
        .table(HISTORY)
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .target(version)
        .load();
  }

  /** How many records were new, and how many were there and say something else now. */
  public record Kept(int imported, int updated) {}

  /** Keeps records, all or none of them; one that is there in the same words stays as it is. */
  public Kept keep(List<RecordFiles.Piece.Taken> records) {
    return Optional.ofNullable(transaction.execute(_ -> kept(records))).orElseThrow();
  }

  private Kept kept(List<RecordFiles.Piece.Taken> records) {
    int imported = 0;
    int updated = 0;
    // One number may come twice; the later record then is another version of the earlier one.
    Map<String, Row> together = new LinkedHashMap<>();
    for (int i = 0; i <= records.size(); i++) {
      if (i == records.size() || together.containsKey(records.get(i).id())) {
        var kept = write(together);
        imported += kept.imported();
        updated += kept.updated();
        together.clear();
      }
      if (i < records.size()) {
        var one = records.get(i);
        together.put(one.id(), new Row(digest(one.json()), one.json()));
      }
    }
    return new Kept(imported, updated);
  }

  /**
   * @param digest in hexadecimal
   */
  private record Row(String digest, String document) {}

  /** Only what is new or says something else is sent, all of it in one go. */
  private Kept write(Map<String, Row> rows) {
    Map<String, String> known = new HashMap<>();
    db.sql("select id, encode(digest, 'hex') from registry.trials where id = any (:ids)")
        .param("ids", rows.keySet().toArray(String[]::new))
        .query(
            row -> {
              known.put(row.getString(1), row.getString(2));
            });
    var changed =
        rows.entrySet().stream()
            .filter(one -> !one.getValue().digest().equals(known.get(one.getKey())))
            .toList();
    if (changed.isEmpty()) {
      return new Kept(0, 0);
    }
    // Locks the row, so that editions become visible in their order.
    long edition =
        db.sql("update registry.edition set number = number + 1 returning number")
            .query(Long.class)
            .single();
    new JdbcTemplate(source)
        .batchUpdate(
            """
            insert into registry.trials (id, digest, document, edition) values (?, ?, ?, ?)
            on conflict (id) do update
              set digest = excluded.digest, document = excluded.document,
                edition = excluded.edition
            """,
            changed,
            changed.size(),
            (row, one) -> {
              row.setString(1, one.getKey());
              row.setBytes(2, HexFormat.of().parseHex(one.getValue().digest()));
              row.setString(3, one.getValue().document());
              row.setLong(4, edition);
            });
    int updated = (int) changed.stream().filter(one -> known.containsKey(one.getKey())).count();
    return new Kept(changed.size() - updated, updated);
  }

  /** Another text whenever a record came or changed, and in every database another one. */
  String edition() {
    return db.sql("select substr(database::text, 1, 8) || '-' || number from registry.edition")
        .query(String.class)
        .single();
  }

  public long count() {
    return db.sql("select count(*) from registry.trials").query(Long.class).single();
  }

  /**
   * How many records came or changed after an edition.
   *
   * @param after the number of the edition; below 0 for all records
   */
  long changed(long after) {
    return db.sql("select count(*) from registry.trials where edition > :after")
        .param("after", after)
        .query(Long.class)
        .single();
  }

  /** Numbers of records in their order, some of them. */
  public List<String> ids(int from, int most) {
    return db
        .sql("select id from registry.trials order by id offset :from limit :most")
        .param("from", from)
        .param("most", most)
        .query((row, _) -> new Id(row.getString(1)))
        .list()
        .stream()
        .map(Id::value)
        .toList();
  }

  private record Id(String value) {}

  /** A record as it was imported, in the shape of the API version 2. */
  public Optional<String> json(String id) {
    return db.sql("select document from registry.trials where id = :id")
        .param("id", id)
        .query(String.class)
        .optional();
  }

  /**
   * Hands over records in the order of their numbers, as they stand at one moment.
   *
   * @param after only those that came or changed after this edition; below 0 for all
   * @param taker of number and record
   */
  void each(long after, BiConsumer<String, String> taker) {
    // A cursor needs a transaction; without one the driver would read every row at once.
    transaction.executeWithoutResult(
        _ -> {
          var rows = new JdbcTemplate(source);
          rows.setFetchSize(ROWS_AT_A_TIME);
          rows.query(
              "select id, document from registry.trials where edition > ? order by id",
              row -> {
                taker.accept(row.getString(1), row.getString(2));
              },
              after);
        });
  }

  private static String digest(String json) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
