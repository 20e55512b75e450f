package org.trialwright.app;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions that do not wait for the disk. For what can be done again only: a rehearsal that
 * loses its last acts plays them once more, with the same keys. Whoever commits after them in the
 * ordinary way waits for these, too.
 */
final class Unflushed extends JdbcTransactionManager {
  private static final long serialVersionUID = 1;

  private Unflushed(DataSource source) {
    super(source);
  }

  static TransactionTemplate transaction(DataSource source) {
    return new TransactionTemplate(new Unflushed(source));
  }

  @Override
  protected void prepareTransactionalConnection(Connection connection, TransactionDefinition what)
      throws SQLException {
    super.prepareTransactionalConnection(connection, what);
    try (var statement = connection.createStatement()) {
      statement.execute("set local synchronous_commit = off");
    }
  }
}
