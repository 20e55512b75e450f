package org.trialwright.journal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.postgresql.PGConnection;

/**
 * A pool whose connections see what the thread that takes them may see. Each is set when it is
 * taken, so that none carries what its last user saw to the next.
 */
final class SightedPool extends HikariDataSource {
  /** What each connection was set to; asking it would cost as much as setting it. */
  private final Map<PGConnection, String> settings =
      Collections.synchronizedMap(new WeakHashMap<>());

  SightedPool(HikariConfig config) {
    super(config);
  }

  @Override
  public Connection getConnection() throws SQLException {
    var taken = super.getConnection();
    try {
      show(taken, Sight.setting());
      return taken;
    } catch (SQLException | RuntimeException trouble) {
      taken.close();
      throw trouble;
    }
  }

  private void show(Connection connection, String sites) throws SQLException {
    var physical = connection.unwrap(PGConnection.class);
    if (settings.getOrDefault(physical, Sight.ALL).equals(sites)) {
      return;
    }
    try (var statement =
        connection.prepareStatement("select set_config('trialwright.sites', ?, false)")) {
      statement.setString(1, sites);
      statement.execute();
    }
    settings.put(physical, sites);
  }
}
