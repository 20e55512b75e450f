package org.trialwright.records;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
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
    for (var one : records) {
      var fresh =
          db.sql(
                  """
                  insert into registry.trials as known (id, digest, document)
                  values (:id, :digest, :document)
                  on conflict (id) do update
                    set digest = excluded.digest, document = excluded.document
                    where known.digest <> excluded.digest
                  returning xmax = 0
                  """)
              .param("id", one.id())
              .param("digest", digest(one.json()))
              .param("document", one.json())
              .query(Boolean.class)
              .optional();
      imported += fresh.filter(isNew -> isNew).isPresent() ? 1 : 0;
      updated += fresh.filter(isNew -> !isNew).isPresent() ? 1 : 0;
    }
    if (imported + updated > 0) {
      db.sql("update registry.edition set number = number + 1").update();
    }
    return new Kept(imported, updated);
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
   * Hands over all records in the order of their numbers, as they stand at one moment.
   *
   * @param taker of number and record
   */
  void each(BiConsumer<String, String> taker) {
    // A cursor needs a transaction; without one the driver would read every row at once.
    transaction.executeWithoutResult(
        _ -> {
          var rows = new JdbcTemplate(source);
          rows.setFetchSize(ROWS_AT_A_TIME);
          rows.query(
              "select id, document from registry.trials order by id",
              row -> {
                taker.accept(row.getString(1), row.getString(2));
              });
        });
  }

  private static byte[] digest(String json) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
