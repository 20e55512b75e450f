package org.trialwright.app;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.trialwright.bedside.Trial;
import org.trialwright.journal.Database;
import org.trialwright.journal.Journal;
import org.trialwright.journal.LocalPostgres;
import org.trialwright.journal.Login;
import org.trialwright.journal.Redactions;
import org.trialwright.journey.Event;
import org.trialwright.oversight.CutTaken;
import org.trialwright.oversight.Hourly;
import org.trialwright.pages.Frame;
import org.trialwright.records.Enrolments;
import org.trialwright.records.Finder;
import org.trialwright.records.LiveFinder;
import org.trialwright.records.RecordFiles;
import org.trialwright.records.RecordReader;
import org.trialwright.records.RecordStore;

/** The application while it runs: its database, its pages, and their end in the right order. */
final class Running implements AutoCloseable {
  /** Where in a data folder the index of the public records is kept; it may be thrown away. */
  static final String FINDER = "finder";

  private static final int CONNECTIONS = 16;
  private static final int READERS = 4;

  private final Optional<LocalPostgres> local;
  private final HikariDataSource pool;
  private final Reading reading;
  private final ConfigurableApplicationContext context;
  private Optional<HourlyHeads> heads = Optional.empty();

  private Running(
      Optional<LocalPostgres> local,
      HikariDataSource pool,
      Reading reading,
      ConfigurableApplicationContext context) {
    this.local = local;
    this.pool = pool;
    this.reading = reading;
    this.context = context;
  }

  /** Where the facts are kept. */
  sealed interface Store {
    /** PostgreSQL of our own in a folder. */
    record Folder(Path folder) implements Store {}

    /** Somebody's PostgreSQL, by its owner's sign-in. */
    record Server(Login owner) implements Store {}
  }

  /**
   * A database that is ready to serve.
   *
   * @param reader sees public records and what everybody may know of the trial, and nothing else
   * @param redactor empties what two people agreed to redact, one connection for each
   * @param folder of a database of our own
   */
  record Ready(
      Optional<LocalPostgres> local,
      HikariDataSource pool,
      Login reader,
      Login redactor,
      Optional<Path> folder)
      implements AutoCloseable {
    @Override
    public void close() {
      pool.close();
      local.ifPresent(LocalPostgres::close);
    }
  }

  /**
   * Starts or finds the database and brings it to the form this program needs.
   *
   * @param node tells the programs apart that serve one database
   */
  static Ready database(Store store, String node) {
    Optional<LocalPostgres> local =
        switch (store) {
          case Store.Folder(var folder) -> Optional.of(LocalPostgres.start(folder));
          case Store.Server _ -> Optional.empty();
        };
    try {
      Login owner =
          switch (store) {
            case Store.Folder _ -> local.orElseThrow().owner();
            case Store.Server(var login) -> login;
          };
      if (store instanceof Store.Folder(var folder) && Schemas.outdated(owner)) {
        BackupCommand.beforeUpgrade(owner, folder);
      }
      Schemas.migrate(owner);
      Login application = Database.login(owner, "trialwright_app_" + node, Database.APPLICATION);
      Login reader = Database.login(owner, "trialwright_public_" + node, Database.COUNTS);
      Login redactor = Database.login(owner, "trialwright_redactor_" + node, Database.REDACTION);
      return new Ready(local, application.pool(CONNECTIONS), reader, redactor, folder(store));
    } catch (RuntimeException trouble) {
      local.ifPresent(LocalPostgres::close);
      throw trouble;
    }
  }

  private static Optional<Path> folder(Store store) {
    return switch (store) {
      case Store.Folder(var folder) -> Optional.of(folder);
      case Store.Server _ -> Optional.empty();
    };
  }

  /**
   * The studies that were opened in a database.
   *
   * @param source signs in as the application
   */
  static List<Event.Opened> openings(DataSource source) {
    record Name(String value) {}
    return JdbcClient.create(source)
        .sql(
            """
            select substr(chain, length('study/') + 1) from journal.heads
             where chain like 'study/%' and sequence > 0 order by chain
            """)
        .query((row, _) -> new Name(row.getString(1)))
        .list()
        .stream()
        .map(Name::value)
        .flatMap(study -> new Journal(source, study).opening().stream())
        .toList();
  }

  /** Refuses a database whose studies are real where only rehearsals may be, and the reverse. */
  static void refuse(Ready ready, boolean rehearsals, String advice) {
    List<String> refused =
        openings(ready.pool()).stream()
            .filter(opened -> opened.rehearsal() != rehearsals)
            .map(Event.Opened::study)
            .toList();
    if (!refused.isEmpty()) {
      ready.close();
      throw new Trialwright.Refused(
          "this database holds %s %s; %s"
              .formatted(
                  rehearsals ? "the real study" : "a rehearsal of",
                  String.join(", ", refused),
                  advice));
    }
  }

  /**
   * Tells this program from others on the same or another machine, and is the same after restart.
   */
  static String node(int port) {
    String name =
        Optional.ofNullable(System.getenv("HOSTNAME")).orElse("") + hostName() + ":" + port;
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString().substring(0, 8);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (java.net.UnknownHostException unnamed) {
      return "";
    }
  }

  /** What differs from start to start. */
  record Setting(
      String address,
      int port,
      Frame.Watermark watermark,
      EntryPages.DemoSignIns signIns,
      Trial trial,
      Strangers strangers,
      Digests.Mailing mailing,
      SignIns signInWays) {
    Setting(
        String address,
        int port,
        Frame.Watermark watermark,
        EntryPages.DemoSignIns signIns,
        Trial trial,
        Digests.Mailing mailing) {
      this(address, port, watermark, signIns, trial, Strangers.USUAL, mailing, SignIns.PASSWORD);
    }
  }

  /**
   * How programs of strangers are met.
   *
   * @param requests a minute that one address may make; 0 for no limit
   * @param behindProxy whether a proxy of this network tells whose request it is
   */
  record Strangers(int requests, boolean behindProxy) {
    static final int USUALLY = 120;
    static final Strangers USUAL = new Strangers(USUALLY, false);
  }

  /** Starts the pages on a ready database. */
  static Running start(Ready ready, Setting setting) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("server.address", setting.address());
    properties.put("server.port", setting.port());
    // Anybody can send a header; only Tomcat's valve believes it, and only from this network.
    properties.put(
        "server.forward-headers-strategy", setting.strangers().behindProxy() ? "native" : "none");
    SpringApplication house = new SpringApplication(House.class);
    house.setDefaultProperties(properties);
    // The commands end the program and say so themselves.
    house.setRegisterShutdownHook(false);
    keepOwnRecord(ready, setting);
    HikariDataSource readers = ready.reader().pool(READERS);
    // The public pages read as somebody who sees nothing else; the index waits for its first
    // question.
    RecordStore records = new RecordStore(readers);
    LiveFinder finder = new LiveFinder(records, finderFolder(ready));
    ApplicationContextInitializer<GenericApplicationContext> beans =
        context -> {
          // The pool outlives the pages: the last heads are signed when nobody writes any more.
          context.registerBean(DataSource.class, ready::pool, one -> one.setDestroyMethodName(""));
          context.registerBean(Frame.Watermark.class, setting::watermark);
          context.registerBean(EntryPages.DemoSignIns.class, setting::signIns);
          context.registerBean(Trial.class, setting::trial);
          context.registerBean(Redactions.class, () -> new Redactions(ready.redactor().source()));
          context.registerBean(Strangers.class, setting::strangers);
          context.registerBean(Digests.Mailing.class, setting::mailing);
          context.registerBean(SignIns.class, setting::signInWays);
          context.registerBean(RecordStore.class, () -> records);
          context.registerBean(Enrolments.class, () -> new Enrolments(readers));
          context.registerBean(Finder.class, () -> finder, one -> one.setDestroyMethodName(""));
        };
    house.setInitializers(List.of(beans));
    try {
      return new Running(ready.local(), ready.pool(), new Reading(readers, finder), house.run());
    } catch (RuntimeException trouble) {
      readers.close();
      ready.close();
      throw trouble;
    }
  }

  /** What the public pages read from. */
  private record Reading(HikariDataSource pool, LiveFinder finder) {
    void close() {
      finder.close();
      pool.close();
    }
  }

  /** The trial that runs here is found among the others. */
  private static void keepOwnRecord(Ready ready, Setting setting) {
    String own = setting.trial().study().recordJson();
    if (!own.isEmpty()) {
      new RecordStore(ready.pool())
          .keep(List.of(new RecordFiles.Piece.Taken(RecordReader.read(own).id(), own)));
    }
  }

  /** Where the index lies: in the data folder, else in a folder of this process. */
  static Path finderFolder(Ready ready) {
    return ready.folder().map(folder -> folder.resolve(FINDER)).orElseGet(Running::temporary);
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("trialwright-finder-");
    } catch (IOException trouble) {
      throw new UncheckedIOException("cannot make a folder for the finder's index", trouble);
    }
  }

  <T> T bean(Class<T> kind) {
    return context.getBean(kind);
  }

  <T> List<T> beans(Class<T> kind) {
    return List.copyOf(context.getBeansOfType(kind).values());
  }

  /** Who owns the database, when it is one of our own. */
  Optional<Login> owner() {
    return local.map(LocalPostgres::owner);
  }

  int port() {
    return context instanceof WebServerApplicationContext web
        ? Optional.ofNullable(web.getWebServer()).orElseThrow().getPort()
        : 0;
  }

  /**
   * Signs the chains' heads now, every hour, at each data cut and at the end, in a folder outside
   * the database; and does every hour what asks for it.
   */
  void signHeads(Path folder) {
    var hourly = HourlyHeads.begin(pool, folder, bean(InstantSource.class), beans(Hourly.class));
    heads = Optional.of(hourly);
    context.addApplicationListener((PayloadApplicationEvent<CutTaken> _) -> hourly.write());
  }

  /** From now on the end of the program closes this, in order, and nothing else stops any part. */
  void closeAtEnd() {
    local.ifPresent(LocalPostgres::leaveToOwner);
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop"));
  }

  /** Lets begun requests end, signs the last heads, then ends the pool, then the database. */
  @Override
  public void close() {
    context.close();
    heads.ifPresent(HourlyHeads::close);
    reading.close();
    pool.close();
    local.ifPresent(LocalPostgres::close);
  }
}
