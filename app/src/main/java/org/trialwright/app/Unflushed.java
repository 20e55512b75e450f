package org.trialwright.app;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * One connection that does not wait for the disk. For what can be done again only: a rehearsal that
 * loses its last acts plays them once more, with the same keys. Whoever commits after them in the
 * ordinary way waits for these, too.
 */
final class Unflushed implements AutoCloseable {
  private final Connection connection;

  private Unflushed(Connection connection) {
    this.connection = connection;
  }

  static Unflushed of(DataSource pool) {
    try {
      var connection = pool.getConnection();
      waiting(connection, "off");
      return new Unflushed(connection);
    } catch (SQLException trouble) {
      throw new IllegalStateException("the database gives no connection to rehearse with", trouble);
    }
  }

  /** For one thread. */
  DataSource source() {
    return new SingleConnectionDataSource(connection, true);
  }

  /** Back to the pool, where everybody waits for the disk. */
  @Override
  public void close() {
    try (connection) {
      waiting(connection, "on");
    } catch (SQLException trouble) {
      throw new IllegalStateException("a connection could not be given back", trouble);
    }
  }

  private static void waiting(Connection connection, String onOrOff) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("set synchronous_commit = " + onOrOff);
    }
  }
}
