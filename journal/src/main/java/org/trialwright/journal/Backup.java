package org.trialwright.journal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Writes everything a database holds into one file, as it was at one moment, while others go on
 * writing. The file is a ZIP: each table as PostgreSQL's {@code copy} writes it, the signed heads,
 * what it all is ({@code contents.json}) and the signature of that. No key is in it.
 */
public final class Backup {
  static final String SIGNATURE = "contents.signature";
  static final String HEADS = "heads.jsonl";

  private Backup() {}

  /**
   * What goes into a backup.
   *
   * @param schemas whose tables it holds
   * @param without tables that are not worth keeping, such as sessions
   * @param keys the names of the keys that belong to it
   */
  public record Plan(
      Instant made,
      String program,
      Set<String> schemas,
      Set<String> without,
      Map<String, String> keys) {
    public Plan {
      schemas = Set.copyOf(schemas);
      without = Set.copyOf(without);
      keys = Map.copyOf(keys);
    }
  }

  /**
   * Writes a backup; the file is there whole or not at all, for its owner only (mode 0600).
   *
   * @param owner who may read every table
   * @param heads with which key it is signed, and whose file goes into it; empty for none
   * @throws IllegalStateException when the file exists already
   */
  public static BackupContents write(
      Login owner, Path file, Plan plan, Optional<SignedHeads> heads) {
    if (Files.exists(file)) {
      throw new IllegalStateException(file + " exists already; a backup never replaces another");
    }
    var part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.deleteIfExists(part);
      Optional.ofNullable(file.toAbsolutePath().getParent()).ifPresent(Backup::makeFolder);
      Files.createFile(
          part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      BackupContents contents;
      try (var channel =
              java.nio.channels.FileChannel.open(part, Set.of(StandardOpenOption.WRITE));
          var zip = new ZipOutputStream(java.nio.channels.Channels.newOutputStream(channel));
          var connection = owner.source().getConnection()) {
        contents = write(connection, zip, plan, heads);
        zip.finish();
        channel.force(true);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      return contents;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    } catch (SQLException e) {
      throw new IllegalStateException("PostgreSQL does not give its rows: " + e.getMessage(), e);
    }
  }

  private static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + folder, e);
    }
  }

  private static BackupContents write(
      Connection connection, ZipOutputStream zip, Plan plan, Optional<SignedHeads> heads)
      throws SQLException, IOException {
    connection.setAutoCommit(false);
    var db = JdbcClient.create(new SingleConnectionDataSource(connection, true));
    // One moment for all tables, and one way to write a time.
    db.sql("set transaction isolation level repeatable read, read only").update();
    plainTexts(db);
    var links = heads(db);
    var parts = new ArrayList<BackupContents.Part>();
    for (var table : BackupTable.all(db, plan.schemas(), plan.without())) {
      parts.add(table(connection, zip, table));
    }
    if (heads.isPresent()) {
      parts.add(file(zip, HEADS, heads.get().bytes()));
    }
    var contents =
        new BackupContents(
            plan.made(), plan.program(), histories(db), plan.keys(), links, List.copyOf(parts));
    var text = contents.text();
    entry(zip, BackupContents.NAME, Digests.utf8(text));
    if (heads.isPresent()) {
      entry(zip, SIGNATURE, Digests.utf8(heads.get().sign(text)));
    }
    connection.rollback();
    return contents;
  }

  static void plainTexts(JdbcClient db) {
    db.sql("set local timezone to 'UTC'").update();
    db.sql("set local datestyle to 'ISO'").update();
    db.sql("set local bytea_output to 'hex'").update();
  }

  static Map<String, Head> heads(JdbcClient db) {
    var heads = new TreeMap<String, Head>();
    db.sql("select chain, sequence, hash from journal.heads")
        .query(
            row -> {
              heads.put(
                  row.getString("chain"),
                  new Head(row.getLong("sequence"), Digests.hex(row.getBytes("hash"))));
            });
    return heads;
  }

  /** How far each history of migrations in a database has come: its table and the version. */
  static Map<String, String> histories(JdbcClient db) {
    var histories = new TreeMap<String, String>();
    db.sql(
            """
            select oid::regclass::text as name, relname from pg_catalog.pg_class
             where relkind = 'r' and relnamespace::regnamespace::text = 'migrations'
            """)
        .query(
            row -> {
              histories.put(row.getString("relname"), newest(db, row.getString("name")));
            });
    return histories;
  }

  private static String newest(JdbcClient db, String history) {
    var newest = new StringBuilder();
    db.sql(
            "select coalesce(max(version::integer), 0)::text from %s where success"
                .formatted(history))
        .query(
            row -> {
              newest.append(row.getString(1));
            });
    return newest.toString();
  }

  private static BackupContents.Part table(
      Connection connection, ZipOutputStream zip, BackupTable table)
      throws SQLException, IOException {
    var name = "tables/" + table.name() + ".copy";
    zip.putNextEntry(new ZipEntry(name));
    var digest = Digests.sha256();
    long rows = copied(connection, table, new DigestOutputStream(unclosed(zip), digest));
    zip.closeEntry();
    return new BackupContents.Part(
        name, table.name(), table.columns(), rows, Digests.hex(digest.digest()));
  }

  /** Writes a table's rows, and says how many. */
  static long copied(Connection connection, BackupTable table, OutputStream into)
      throws SQLException, IOException {
    return connection.unwrap(PGConnection.class).getCopyAPI().copyOut(table.out(), into);
  }

  private static BackupContents.Part file(ZipOutputStream zip, String name, byte[] content)
      throws IOException {
    entry(zip, name, content);
    return new BackupContents.Part(name, "", List.of(), 0, Digests.hex(Digests.sha256(content)));
  }

  private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }

  private static OutputStream unclosed(OutputStream out) {
    return new FilterOutputStream(out) {
      @Override
      public void write(byte[] bytes, int from, int count) throws IOException {
        out.write(bytes, from, count);
      }

      @Override
      public void close() {}
    };
  }
}
