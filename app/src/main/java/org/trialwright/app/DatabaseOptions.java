package org.trialwright.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.trialwright.journal.LocalPostgres;
import org.trialwright.journal.Login;
import picocli.CommandLine.Option;

/** Where the facts are kept: the same options of every command that asks for them. */
final class DatabaseOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data/serve",
      description =
          "Folder of the built-in database, its keys and heads; ${DEFAULT-VALUE} when not given.")
  private Path data = Path.of("");

  @Option(
      names = "--database-url",
      paramLabel = "URL",
      defaultValue = "",
      description = {
        "Another PostgreSQL, as jdbc:postgresql://HOST/DATABASE; keys and heads are still those of",
        "--data. Its owner signs in with TRIALWRIGHT_DATABASE_USER and",
        "TRIALWRIGHT_DATABASE_PASSWORD of the environment."
      })
  private String url = "";

  Path data() {
    return data;
  }

  /** Whether another PostgreSQL is named. */
  boolean elsewhere() {
    return !url.isEmpty();
  }

  /** The database, made when there is none. */
  Running.Ready open(String node) {
    return Running.database(store(url, data), node);
  }

  /**
   * A database that is there.
   *
   * @param advice what to do when there is none
   */
  Running.Ready existing(String node, String advice) {
    Running.Store store = store(url, data);
    if (store instanceof Running.Store.Folder) {
      refuseWithoutFolder(advice);
    }
    return Running.database(store, node);
  }

  static Running.Store store(String url, Path data) {
    if (url.isEmpty()) {
      return new Running.Store.Folder(data);
    }
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new Trialwright.Refused(
          "--database-url must begin with jdbc:postgresql:, such as jdbc:postgresql://db.example/trialwright");
    }
    if (url.contains("password=")) {
      throw new Trialwright.Refused(
          "a password in --database-url can be read by everyone on this machine; put it into"
              + " TRIALWRIGHT_DATABASE_PASSWORD");
    }
    return new Running.Store.Server(
        new Login(
            url,
            environment("TRIALWRIGHT_DATABASE_USER"),
            environment("TRIALWRIGHT_DATABASE_PASSWORD")));
  }

  /** Which database is meant. */
  Running.Store store() {
    return store(url, data);
  }

  /**
   * A database that is there, as its owner reaches it; its tables stay in the form they have.
   *
   * @param local started for this, when no other program serves the folder
   */
  record Reached(Login owner, Optional<LocalPostgres> local) implements AutoCloseable {
    DataSource source() {
      return owner.source();
    }

    @Override
    public void close() {
      local.ifPresent(LocalPostgres::close);
    }
  }

  /** Reaches a database beside the program that may be serving it. */
  Reached reached() {
    Reached reached =
        store() instanceof Running.Store.Server(var owner)
            ? new Reached(owner, Optional.empty())
            : LocalPostgres.runningOn(data)
                .map(login -> new Reached(login, Optional.empty()))
                .orElseGet(this::started);
    boolean ours =
        JdbcClient.create(reached.source())
            .sql("select to_regclass('journal.heads') is not null")
            .query(Boolean.class)
            .single();
    if (!ours) {
      reached.close();
      throw new Trialwright.Refused("the database holds no trial yet");
    }
    return reached;
  }

  private Reached started() {
    refuseWithoutFolder("");
    LocalPostgres local = LocalPostgres.start(data);
    return new Reached(local.owner(), Optional.of(local));
  }

  private void refuseWithoutFolder(String advice) {
    if (!Files.isDirectory(data.resolve("database"))) {
      throw new Trialwright.Refused(
          "there is no database in " + data + "; name its folder with --data" + advice);
    }
  }

  private static String environment(String name) {
    return Optional.ofNullable(System.getenv(name))
        .filter(value -> !value.isEmpty())
        .orElseThrow(
            () ->
                new Trialwright.Refused(
                    "--database-url needs " + name + " in the environment; it is not set"));
  }
}
