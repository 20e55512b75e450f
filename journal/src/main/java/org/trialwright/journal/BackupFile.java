package org.trialwright.journal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipFile;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A backup that was written, opened to be looked at or restored. Every byte is checked first. */
public final class BackupFile implements AutoCloseable {
  private static final int LARGEST_CONTENTS = 10_000_000;

  private final Path file;
  private final ZipFile zip;
  private final String text;
  private final BackupContents contents;

  private BackupFile(Path file, ZipFile zip) throws IOException {
    this.file = file;
    this.zip = zip;
    this.text = text(BackupContents.NAME).orElseThrow(() -> new IOException("no contents.json"));
    this.contents = BackupContents.read(text);
  }

  /** The file is no whole backup, and nothing was done with it. */
  public static final class Damaged extends RuntimeException {
    private static final long serialVersionUID = 1;

    Damaged(Path file, String what) {
      super(file + " is no whole backup: " + what + "; take another copy of it");
    }
  }

  /**
   * Opens a backup and reads all of it.
   *
   * @throws Damaged when any byte is not as it was written
   */
  public static BackupFile open(Path file) {
    try {
      var zip = new ZipFile(file.toFile());
      try {
        var backup = new BackupFile(file, zip);
        backup.check();
        return backup;
      } catch (IOException | RuntimeException e) {
        zip.close();
        throw e;
      }
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      throw new Damaged(file, String.valueOf(e.getMessage()));
    }
  }

  public BackupContents contents() {
    return contents;
  }

  private void check() throws IOException {
    var names = new HashSet<>(Set.of(BackupContents.NAME, Backup.SIGNATURE));
    for (var part : contents.parts()) {
      names.add(part.entry());
      var digest = Digests.sha256();
      try (var in = new DigestInputStream(entry(part.entry()), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      if (!Digests.hex(digest.digest()).equals(part.sha256())) {
        throw new IOException(part.entry() + " is not as it was written");
      }
    }
    var others =
        zip.stream().map(java.util.zip.ZipEntry::getName).filter(one -> !names.contains(one));
    var stranger = others.findFirst();
    if (stranger.isPresent()) {
      throw new IOException(stranger.get() + " does not belong to it");
    }
  }

  private InputStream entry(String name) throws IOException {
    var entry = zip.getEntry(name);
    if (entry == null) {
      throw new IOException(name + " is missing");
    }
    return zip.getInputStream(entry);
  }

  private Optional<String> text(String name) throws IOException {
    if (zip.getEntry(name) == null) {
      return Optional.empty();
    }
    try (var in = entry(name)) {
      var bytes = in.readNBytes(LARGEST_CONTENTS + 1);
      if (bytes.length > LARGEST_CONTENTS) {
        throw new IOException(name + " is too large");
      }
      return Optional.of(new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
    }
  }

  /** Whether its contents were signed with a key; whoever has not the key cannot make another. */
  public boolean signedWith(SignedHeads heads) {
    try {
      return text(Backup.SIGNATURE).filter(one -> heads.signed(text, one)).isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** The file of signed heads as it was when the backup was made; empty when there was none. */
  public Optional<byte[]> heads() {
    if (zip.getEntry(Backup.HEADS) == null) {
      return Optional.empty();
    }
    try (var in = entry(Backup.HEADS)) {
      return Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /**
   * Fills an empty database whose tables have the form they had when the backup was made, and reads
   * everything back: all of it is there and the same, or the database stays empty.
   *
   * @param owner who may fill every table
   * @param schemas where the tables stand
   * @throws IllegalStateException when the database holds facts, or what is there afterwards
   *     differs from the backup
   */
  public void fill(Login owner, Set<String> schemas) {
    try (var connection = owner.source().getConnection()) {
      connection.setAutoCommit(false);
      var db = JdbcClient.create(new SingleConnectionDataSource(connection, true));
      if (!Backup.heads(db).isEmpty()) {
        throw new IllegalStateException(
            "the database holds facts already; a backup is restored into an empty one only");
      }
      Backup.plainTexts(db);
      var tables = BackupTable.all(db, schemas, Set.of());
      // Growing each chain link by link would take the square of its length within one transaction.
      db.sql("alter table journal.facts disable trigger extend").update();
      db.sql("alter table journal.accesses disable trigger extend").update();
      for (var part : contents.parts()) {
        if (!part.table().isEmpty()) {
          load(connection, db, part, tables);
        }
      }
      putHeads(db);
      compare(connection, tables);
      db.sql("alter table journal.facts enable trigger extend").update();
      db.sql("alter table journal.accesses enable trigger extend").update();
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(
          "PostgreSQL does not take the rows of the backup: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private void load(
      Connection connection, JdbcClient db, BackupContents.Part part, List<BackupTable> tables)
      throws SQLException, IOException {
    var table = tableOf(part, tables);
    // Rows that the making of the tables left behind come again from the backup.
    if (db.sql("select count(*) from " + table.name()).query(Long.class).single() > 0) {
      db.sql("delete from " + table.name()).update();
    }
    try (var in = entry(part.entry())) {
      connection.unwrap(PGConnection.class).getCopyAPI().copyIn(table.in(), in);
    }
  }

  /** Names out of a file reach no statement: they are those of a table that is there. */
  private BackupTable tableOf(BackupContents.Part part, List<BackupTable> tables) {
    return tables.stream()
        .filter(one -> one.name().equals(part.table()) && one.columns().equals(part.columns()))
        .findFirst()
        .orElseThrow(
            () ->
                new Damaged(
                    file, "it has the table " + part.table() + ", which this database has not"));
  }

  /** The ends of the chains, once every link follows the one before it. */
  private void putHeads(JdbcClient db) {
    var ends = new TreeMap<String, Head>();
    db.sql(
            """
            select chain, max(sequence) as length,
                   count(*) filter (where previous <> before or sequence <> place) as broken,
                   max(encode(hash, 'hex')) filter (where last) as last
              from (select chain, sequence, previous, hash,
                           row_number() over one as place,
                           lead(sequence) over one is null as last,
                           lag(hash, 1, decode(repeat('00', 32), 'hex')) over one as before
                      from (select 'study/' || study as chain, sequence, previous, hash
                              from journal.facts
                            union all
                            select 'access', sequence, previous, hash from journal.accesses) as links
                    window one as (partition by chain order by sequence)) as placed
             group by chain
            """)
        .query(
            row -> {
              if (row.getLong("broken") > 0) {
                throw new Damaged(file, "chain " + row.getString("chain") + " is broken");
              }
              ends.put(
                  row.getString("chain"), new Head(row.getLong("length"), row.getString("last")));
            });
    contents
        .heads()
        .forEach(
            (chain, head) -> {
              if (!ends.getOrDefault(chain, new Head(0, Digests.NOTHING)).equals(head)) {
                throw new Damaged(file, "chain " + chain + " does not end where it ended");
              }
              db.sql(
                      "insert into journal.heads (chain, sequence, hash) values (:chain, :sequence,"
                          + " :hash)")
                  .param("chain", chain)
                  .param("sequence", head.sequence())
                  .param("hash", Digests.bytes(head.hash()))
                  .update();
            });
    if (!contents.heads().keySet().containsAll(ends.keySet())) {
      throw new Damaged(file, "it has links of a chain that it does not name");
    }
  }

  private void compare(Connection connection, List<BackupTable> tables)
      throws SQLException, IOException {
    for (var part : contents.parts()) {
      if (part.table().isEmpty()) {
        continue;
      }
      var digest = Digests.sha256();
      long rows =
          Backup.copied(
              connection,
              tableOf(part, tables),
              new java.security.DigestOutputStream(OutputStream.nullOutputStream(), digest));
      if (rows != part.rows() || !Digests.hex(digest.digest()).equals(part.sha256())) {
        throw new IllegalStateException(
            "%s came back otherwise than it was (%d rows of %d); nothing was restored"
                .formatted(part.table(), rows, part.rows()));
      }
    }
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + file, e);
    }
  }
}
