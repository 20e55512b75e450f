package org.trialwright.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;

/**
 * Whose participants the work of this thread may see. Connections of a {@link Login#pool} carry it
 * into the database, where policies hold it whatever a query asks for. Work that nobody has bound
 * sees all.
 */
public final class Sight implements AutoCloseable {
  static final String ALL = "";
  private static final String EDGE = "|";
  private static final ThreadLocal<String> SITES = ThreadLocal.withInitial(() -> ALL);

  private final String before;

  private Sight(String now) {
    this.before = SITES.get();
    SITES.set(now);
  }

  /** Until this is closed, this thread sees no participant of any other site. */
  public static Sight only(Collection<SiteId> sites) {
    return new Sight(
        sites.stream()
            .map(SiteId::value)
            .peek(Sight::refuseEdge)
            .collect(Collectors.joining(EDGE, EDGE, sites.isEmpty() ? "" : EDGE)));
  }

  private static void refuseEdge(String site) {
    if (site.contains(EDGE)) {
      throw new IllegalArgumentException("site " + site + " cannot be told from two");
    }
  }

  @Override
  public void close() {
    if (before.equals(ALL)) {
      SITES.remove();
    } else {
      SITES.set(before);
    }
  }

  /**
   * The same database as it is seen by whoever shows no single participant to anybody: pooled
   * numbers are of all sites, whoever reads them.
   */
  public static DataSource whole(DataSource source) {
    return new DelegatingDataSource(source) {
      @Override
      public Connection getConnection() throws SQLException {
        try (var _ = new Sight(ALL)) {
          return source.getConnection();
        }
      }
    };
  }

  /**
   * Does something that must know of all sites and tells of no single participant, in the
   * transaction that the caller has begun, if any.
   */
  public static <T> T whole(DataSource source, Supplier<T> work) {
    if (SITES.get().equals(ALL)) {
      return work.get();
    }
    try (var _ = new Sight(ALL)) {
      if (!TransactionSynchronizationManager.hasResource(source)) {
        return work.get();
      }
      var db = JdbcClient.create(source);
      // The connection may have been taken by somebody who sees all.
      var bound =
          db.sql("select coalesce(current_setting('trialwright.sites', true), '')")
              .query(String.class)
              .single();
      setLocally(db, ALL);
      var result = work.get();
      // After an exception the transaction is rolled back, and the setting with it.
      setLocally(db, bound);
      return result;
    }
  }

  private static void setLocally(JdbcClient db, String sites) {
    db.sql("select set_config('trialwright.sites', :sites, true)")
        .param("sites", sites)
        .query(String.class)
        .single();
  }

  /** As the setting of a connection has it. */
  static String setting() {
    return SITES.get();
  }

  /** Whether a participant is of a site that this thread does not see. */
  static boolean hides(ParticipantId participant) {
    var sites = SITES.get();
    return !sites.equals(ALL) && !sites.contains(EDGE + siteOf(participant.value()) + EDGE);
  }

  private static String siteOf(String participant) {
    int hyphen = participant.lastIndexOf('-');
    return hyphen < 1 ? participant : participant.substring(0, hyphen);
  }
}
