package org.trialwright.journal;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.trialwright.study.Folder;

/** The files of versions of one study, kept word for word by what they say. */
public final class VersionFiles {
  private final JdbcClient db;
  private final String study;

  /**
   * The versions of a study.
   *
   * @param source signs in as a member of {@code trialwright_application}
   */
  public VersionFiles(DataSource source, String study) {
    this.db = JdbcClient.create(source);
    this.study = study;
  }

  /**
   * A version that is kept.
   *
   * @param digest of all its files
   * @param version the seal that facts recorded under it carry
   * @param offered whether somebody offers it as an amendment; else the program was started with it
   */
  public record Kept(String digest, String version, Folder folder, boolean offered, Instant at) {}

  /** Keeps the files of a version, unless they are kept already; returns their digest. */
  public String keep(String version, Folder folder, boolean offered, Instant now) {
    var files = text(folder);
    var digest = digest(folder);
    db.sql(
            """
            insert into journal.versions (study, digest, version, files, offered, kept)
            values (:study, :digest, :version, :files, :offered, :kept)
                on conflict (study, digest) do nothing
            """)
        .param("study", study)
        .param("digest", Digests.bytes(digest))
        .param("version", version)
        .param("files", files)
        .param("offered", offered)
        .param("kept", OffsetDateTime.ofInstant(now, ZoneOffset.UTC))
        .update();
    return digest;
  }

  /** The digest of all files of a folder, names and contents. */
  public static String digest(Folder folder) {
    return Digests.hex(Digests.sha256(Digests.utf8(text(folder))));
  }

  private static String text(Folder folder) {
    var files = new LinkedHashMap<String, Json>();
    folder.files().forEach((name, text) -> files.put(name, new Json.Text(text)));
    return new Json.Fields(files).canonical();
  }

  /** The version of this digest. */
  public Optional<Kept> of(String digest) {
    return db.sql(
            """
            select digest, version, files, offered, kept from journal.versions
             where study = :study and digest = :digest
            """)
        .param("study", study)
        .param("digest", Digests.bytes(digest))
        .query((row, _) -> read(row))
        .optional();
  }

  /** What was last kept under a version's seal: its sources may have changed and its rules not. */
  public Optional<Kept> newest(String version) {
    return db.sql(
            """
            select digest, version, files, offered, kept from journal.versions
             where study = :study and version = :version order by kept desc, digest limit 1
            """)
        .param("study", study)
        .param("version", version)
        .query((row, _) -> read(row))
        .optional();
  }

  /** Everything that is offered, the oldest first. */
  public List<Kept> offered() {
    return db.sql(
            """
            select digest, version, files, offered, kept from journal.versions
             where study = :study and offered order by kept, digest
            """)
        .param("study", study)
        .query((row, _) -> read(row))
        .list();
  }

  private static Kept read(java.sql.ResultSet row) throws java.sql.SQLException {
    var files = new LinkedHashMap<String, String>();
    var json = (Json.Fields) Json.parse(row.getString("files"));
    json.values().keySet().forEach(name -> files.put(name, json.text(name)));
    return new Kept(
        Digests.hex(row.getBytes("digest")),
        row.getString("version"),
        new Folder(files),
        row.getBoolean("offered"),
        row.getObject("kept", OffsetDateTime.class).toInstant());
  }
}
