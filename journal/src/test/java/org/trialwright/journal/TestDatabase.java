package org.trialwright.journal;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A migrated database of its own for a test class, on one real server for all tests of a module.
 * {@code @ExtendWith(TestDatabase.Extension.class)}, and take it as a parameter of the constructor
 * or of a method; it goes away with the class.
 */
public final class TestDatabase implements AutoCloseable {
  private static final String TEMPLATE = "template_migrated";

  private final Login owner;
  private final Login server;
  private final HikariDataSource application;
  private final TransactionTemplate transaction;

  private TestDatabase(LocalPostgres postgres) {
    var name = "test_" + UUID.randomUUID().toString().replace("-", "");
    server = postgres.login("postgres");
    JdbcClient.create(server.source())
        .sql("create database " + name + " template " + TEMPLATE)
        .update();
    owner = postgres.login(name);
    application = Database.login(owner, "test_application", Database.APPLICATION).pool(40);
    transaction = new TransactionTemplate(new JdbcTransactionManager(application));
  }

  /** As the application signs in; a pool of 40. */
  public HikariDataSource application() {
    return application;
  }

  /** Transactions of the application. */
  public TransactionTemplate transaction() {
    return transaction;
  }

  /** As the owner, who is a superuser here. */
  public Login owner() {
    return owner;
  }

  /** A login in a group of {@link Database}. */
  public Login login(String user, String group) {
    return Database.login(owner, user, group);
  }

  @Override
  public void close() {
    application.close();
    var name = owner.url().substring(owner.url().lastIndexOf('/') + 1);
    JdbcClient.create(server.source()).sql("drop database " + name + " with (force)").update();
  }

  /** Supplies the database. */
  public static final class Extension implements ParameterResolver {
    private static final ExtensionContext.Namespace OURS =
        ExtensionContext.Namespace.create(TestDatabase.class);
    private static @Nullable LocalPostgres postgres;

    /** Started once in this JVM and stopped by its own shutdown hook. */
    private static synchronized LocalPostgres server() {
      var running = postgres;
      if (running == null) {
        running = LocalPostgres.start(Path.of("target", "test-postgres"));
        prepareTemplate(running);
        postgres = running;
      }
      return running;
    }

    private static void prepareTemplate(LocalPostgres server) {
      var db = JdbcClient.create(server.login("postgres").source());
      // Databases of test runs that were killed.
      db.sql("select datname from pg_database where datname like 'test\\_%'")
          .query(String.class)
          .list()
          .forEach(name -> db.sql("drop database " + name + " with (force)").update());
      db.sql("drop database if exists " + TEMPLATE).update();
      db.sql("create database " + TEMPLATE).update();
      Database.migrate(server.login(TEMPLATE));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == TestDatabase.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      var ofClass =
          context
              .getParent()
              .filter(_ -> context.getTestMethod().isPresent())
              .map(parent -> parent.getTestClass().isPresent() ? parent : context)
              .orElse(context);
      return ofClass
          .getStore(OURS)
          .computeIfAbsent(
              context.getRequiredTestClass(), _ -> new TestDatabase(server()), TestDatabase.class);
    }
  }
}
