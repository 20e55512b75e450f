package org.trialwright.journal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes a database ready: its settings checked, its tables made, its people let in. */
public final class Database {
  /** Reads and appends facts, identities and access entries; keeps the projections. */
  public static final String APPLICATION = "trialwright_application";

  /** Takes positions of strata; the application becomes it for single statements. */
  public static final String ALLOCATION = "trialwright_allocation";

  /** Reads what everybody may know of a trial and public records, for the public pages. */
  public static final String COUNTS = "trialwright_counts";

  /** Redacts texts and erases identities; what the application may besides. */
  public static final String REDACTION = "trialwright_redaction";

  /** The history of these migrations, as a backup names it. */
  public static final String HISTORY = "flyway_schema_history";

  /** Where these tables stand. */
  public static final Set<String> SCHEMAS =
      Set.of("journal", "vault", "allocation", "projection", "desk");

  /** All migrations that this program has. */
  public static final String LATEST = "latest";

  private Database() {}

  /** A setting of the server puts acknowledged facts at risk. */
  public static final class Unsafe extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unsafe(Map<String, String> settings) {
      super(
          "PostgreSQL may lose what it has acknowledged, so nothing is started: it runs with "
              + settings
              + ". Set each of them to on.");
    }
  }

  /**
   * The health check of the settings, on any server.
   *
   * @throws Unsafe when fsync, synchronous_commit or full_page_writes is off for this login
   */
  public static void refuseUnsafe(DataSource source) {
    var unsafe = new TreeMap<String, String>();
    JdbcClient.create(source)
        .sql(
            """
            select name, setting from pg_catalog.pg_settings
             where name in ('fsync', 'synchronous_commit', 'full_page_writes') and setting = 'off'
            """)
        .query(
            row -> {
              unsafe.put(row.getString("name"), row.getString("setting"));
            });
    if (!unsafe.isEmpty()) {
      throw new Unsafe(unsafe);
    }
  }

  /**
   * Brings the tables to the form this program needs.
   *
   * @param owner signs in as the owner of the database, who may create roles
   */
  public static void migrate(Login owner) {
    migrate(owner, LATEST);
  }

  /**
   * Brings the tables to an earlier form, into which a backup of that time fits.
   *
   * @param version of the newest migration that counts, or {@link #LATEST}
   */
  public static void migrate(Login owner, String version) {
    refuseUnsafe(owner.source());
    migrations(owner.source(), version).migrate();
  }

  /** Whether the tables are there, and in an earlier form than this program needs. */
  public static boolean outdated(Login owner) {
    var info = migrations(owner.source(), LATEST).info();
    return info.applied().length > 0 && info.pending().length > 0;
  }

  private static Flyway migrations(DataSource owner, String version) {
    return Flyway.configure(Database.class.getClassLoader())
        .dataSource(owner)
        .locations("classpath:org/trialwright/journal/migrations")
        .defaultSchema("migrations")
        .createSchemas(true)
        .validateMigrationNaming(true)
        .target(version)
        .load();
  }

  /**
   * Makes or changes a login, a member of one of the group roles, with a random password known to
   * nobody but the caller.
   *
   * @param group {@link #APPLICATION} (who may also become {@link #ALLOCATION}), {@link #COUNTS} or
   *     {@link #REDACTION}
   */
  public static Login login(Login owner, String user, String group) {
    if (!user.matches("[a-z_][a-z0-9_]{0,62}")
        || !List.of(APPLICATION, COUNTS, REDACTION).contains(group)) {
      throw new IllegalArgumentException("cannot make login " + user + " in group " + group);
    }
    var password = Digests.hex(Digests.random(24));
    var db = JdbcClient.create(owner.source());
    var exists =
        db.sql("select exists (select from pg_catalog.pg_roles where rolname = :user)")
            .param("user", user)
            .query(Boolean.class)
            .single();
    // A role's name and password cannot be parameters; both are checked or made here.
    db.sql(
            (exists
                    ? "alter role " + user
                    : "create role " + user + " nosuperuser nocreatedb nocreaterole")
                + " login password '"
                + password
                + "'")
        .update();
    db.sql("grant " + group + " to " + user).update();
    if (group.equals(APPLICATION)) {
      db.sql("grant " + ALLOCATION + " to " + user + " with inherit false, set true").update();
    }
    return new Login(owner.url(), user, password);
  }
}
