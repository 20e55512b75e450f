package org.trialwright.app;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.trialwright.journal.Database;
import org.trialwright.journal.Login;
import org.trialwright.records.RecordStore;

/** All tables of the program, whichever module they belong to. */
final class Schemas {
  /**
   * Whoever was signed in signs in again after a restore, and makes tokens anew: one that was ended
   * meanwhile must not come back.
   */
  static final Set<String> NOT_KEPT = Set.of("staff.sessions", "staff.tokens");

  private static final String NOT_BEGUN = "0";
  private static final String STAFF = "staff";
  private static final String STAFF_HISTORY = "staff_history";

  private Schemas() {}

  /** Where the tables stand. */
  static Set<String> all() {
    Set<String> all = new HashSet<>(Database.SCHEMAS);
    all.add(STAFF);
    all.add(RecordStore.SCHEMA);
    return Set.copyOf(all);
  }

  /** Brings the tables to the form this program needs. */
  static void migrate(Login owner) {
    Database.migrate(owner, Database.LATEST);
    migrateStaff(owner, Database.LATEST);
    RecordStore.migrate(owner.source(), Database.LATEST);
  }

  /**
   * Makes the tables as they were at some time.
   *
   * @param histories the newest migration of each history then, by its table
   * @throws Trialwright.Refused when they came after this program
   */
  static void migrate(Login owner, Map<String, String> histories) {
    if (!Set.of(Database.HISTORY, STAFF_HISTORY, RecordStore.HISTORY)
        .containsAll(histories.keySet())) {
      throw newer(histories);
    }
    try {
      migrateTo(owner, histories);
    } catch (FlywayException noSuchVersion) {
      throw newer(histories);
    }
  }

  private static Trialwright.Refused newer(Map<String, String> histories) {
    return new Trialwright.Refused(
        "the tables of the backup are not among those this program knows (%s): a newer Trialwright made it; restore it with that one"
            .formatted(new TreeMap<>(histories)));
  }

  private static void migrateTo(Login owner, Map<String, String> histories) {
    Database.migrate(owner, version(histories, Database.HISTORY));
    String staff = version(histories, STAFF_HISTORY);
    if (!staff.equals(NOT_BEGUN)) {
      migrateStaff(owner, staff);
    }
    String records = version(histories, RecordStore.HISTORY);
    if (!records.equals(NOT_BEGUN)) {
      RecordStore.migrate(owner.source(), records);
    }
  }

  private static String version(Map<String, String> histories, String table) {
    String version = histories.getOrDefault(table, NOT_BEGUN);
    if (!version.matches("\\d{1,6}")) {
      throw new Trialwright.Refused(
          "'" + version + "' of " + table + " is no number of a migration; the backup was changed");
    }
    return version;
  }

  /** Whether the tables are there in an earlier form than this program needs. */
  static boolean outdated(Login owner) {
    return Database.outdated(owner)
        || outdated(staff(owner, Database.LATEST))
        || outdated(RecordStore.migrations(owner.source(), Database.LATEST));
  }

  private static boolean outdated(Flyway migrations) {
    var info = migrations.info();
    return info.applied().length > 0 && info.pending().length > 0;
  }

  private static void migrateStaff(Login owner, String version) {
    staff(owner, version).migrate();
  }

  private static Flyway staff(Login owner, String version) {
    return Flyway.configure(Schemas.class.getClassLoader())
        .dataSource(owner.source())
        .locations("classpath:org/trialwright/app/migrations")
        .defaultSchema("migrations")
        .table(STAFF_HISTORY)
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .target(version)
        .load();
  }
}
