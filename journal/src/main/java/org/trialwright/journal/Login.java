package org.trialwright.journal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Properties;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * How to sign in to a database. The password is never printed.
 *
 * @param url {@code jdbc:postgresql://…}
 */
public record Login(String url, String user, String password) {

  /** Connections made one by one, for short work. */
  public DataSource source() {
    var source =
        new DriverManagerDataSource(url, user, password) {
          // So long a pool that closes waits for a connection that is being made.
          @Override
          public int getLoginTimeout() {
            return 10;
          }
        };
    var properties = new Properties();
    // Details of errors quote rows, and rows hold what people wrote.
    properties.setProperty("logServerErrorDetail", "false");
    properties.setProperty("connectTimeout", "10");
    source.setConnectionProperties(properties);
    return source;
  }

  /**
   * A pool of connections; the caller closes it.
   *
   * @param connections at most so many at a time
   */
  public HikariDataSource pool(int connections) {
    var config = new HikariConfig();
    config.setDataSource(source());
    config.setMaximumPoolSize(connections);
    // A command that asks once and ends opens one connection, not all.
    config.setMinimumIdle(1);
    config.setPoolName(user);
    // Whoever waits longer than this is told so; until then they wait their turn.
    config.setConnectionTimeout(30_000);
    return new SightedPool(config);
  }

  @Override
  public String toString() {
    return user + " at " + url;
  }
}
