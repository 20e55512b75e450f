package org.trialwright.journal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL on this machine, out of our own jar, with its data in a folder: loopback only, a free
 * port, a random password in a file of its owner's (mode 0600), no Unix socket. What was
 * acknowledged survives a kill of this program and of the server; a server left over by a killed
 * program is stopped cleanly and started anew.
 *
 * <p>The folder then holds {@code postgresql-…} (the program, unless the system property {@code
 * trialwright.postgresql} names a folder for it), {@code database}, {@code database.password},
 * {@code database.log} and {@code lock}.
 */
public final class LocalPostgres implements AutoCloseable {
  /** The name of the database. */
  public static final String DATABASE = "trialwright";

  /** Names a folder for the unpacked program, which then serves many data folders. */
  private static final String PROGRAMS = "trialwright.postgresql";

  private static final String OWNER = "trialwright_owner";
  private static final int ATTEMPTS = 20;

  /** Of {@code postmaster.pid}, counted from 0. */
  private static final int PORT_LINE = 3;

  private final Path folder;
  private final Path program;
  private final Path data;
  private final FileChannel lockFile;
  private final List<String> asWhom;
  private final Thread hook = new Thread(this::stop, "stop PostgreSQL");
  private int port;
  private boolean stopsItself;

  private LocalPostgres(Path folder) throws IOException {
    this.folder = folder;
    this.lockFile = lock(folder);
    try {
      this.program = unpacked(folder);
      this.data = folder.resolve("database");
      this.asWhom = asWhom(folder);
    } catch (IOException | RuntimeException e) {
      lockFile.close();
      throw e;
    }
  }

  /**
   * Starts the server on the data of a folder, making both when there are none. First start about a
   * second, later ones about a quarter.
   *
   * @throws IllegalStateException saying what to do, when another program holds the folder, the
   *     machine has no server for it, or the server does not start
   */
  public static LocalPostgres start(Path folder) {
    try {
      Files.createDirectories(folder);
      var server = new LocalPostgres(folder.toRealPath());
      try {
        server.initialise();
        server.stopLeftOver();
        server.startServer();
        Runtime.getRuntime().addShutdownHook(server.hook);
        server.stopsItself = true;
        server.makeDatabase();
        return server;
      } catch (IOException | RuntimeException e) {
        server.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the data folder " + folder, e);
    }
  }

  /**
   * The owner's sign-in to the server that another program runs on the data of a folder; empty when
   * none runs. What is done this way never stops it.
   */
  public static Optional<Login> runningOn(Path folder) {
    var file = folder.resolve("database").resolve("postmaster.pid");
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      var data = folder.toRealPath().resolve("database");
      var lines = Files.readAllLines(file);
      boolean runs =
          lines.size() > PORT_LINE
              && ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                  .filter(ProcessHandle::isAlive)
                  .flatMap(process -> process.info().commandLine())
                  .filter(command -> command.contains(data.toString()))
                  .isPresent();
      return runs
          ? Optional.of(login(folder, Integer.parseInt(lines.get(PORT_LINE).strip()), DATABASE))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Who owns the database: for migrations and for making logins, never for serving. */
  public Login owner() {
    return login(DATABASE);
  }

  /** The owner's way into a database of another name, for tests. */
  Login login(String database) {
    return login(folder, port, database);
  }

  private static Login login(Path folder, int port, String database) {
    return new Login(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database,
        OWNER,
        Secrets.read(folder.resolve("database.password")).strip());
  }

  /** The server's own process identifier. */
  public long pid() {
    try {
      return Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip());
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL is not running", e);
    }
  }

  /**
   * From now on the end of the program does not stop the server: whoever started it closes it,
   * after the work that still needs it. Hooks of a program run all at once, in no order.
   */
  public void leaveToOwner() {
    if (stopsItself) {
      Runtime.getRuntime().removeShutdownHook(hook);
      stopsItself = false;
    }
  }

  /** Stops the server cleanly and lets go of the folder. */
  @Override
  public void close() {
    try {
      leaveToOwner();
    } catch (IllegalStateException shuttingDown) {
      // The hook does this very work.
      return;
    }
    stop();
  }

  private synchronized void stop() {
    if (!lockFile.isOpen()) {
      return;
    }
    try (lockFile) {
      stopLeftOver();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot stop PostgreSQL in " + folder, e);
    }
  }

  /** The operating system lets go of the lock when this program dies, however it dies. */
  private static FileChannel lock(Path folder) throws IOException {
    var file =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    @Nullable FileLock lock;
    try {
      lock = file.tryLock();
    } catch (OverlappingFileLockException heldByThisProgram) {
      lock = null;
    }
    if (lock == null) {
      file.close();
      throw new IllegalStateException(
          "another Trialwright is using the data folder "
              + folder
              + "; stop it first, or name another folder with --data");
    }
    return file;
  }

  private static Path unpacked(Path folder) throws IOException {
    var os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    var processor = System.getProperty("os.arch").equals("amd64") ? "x86_64" : "arm_64";
    var archive = "/postgres-" + (os.startsWith("mac") ? "darwin" : os) + "-" + processor + ".txz";
    var programs = Path.of(System.getProperty(PROGRAMS, folder.toString())).toAbsolutePath();
    var target = programs.resolve("postgresql-" + fingerprint(archive));
    if (!Files.exists(target)) {
      var part = programs.resolve("postgresql.part-" + ProcessHandle.current().pid());
      delete(part);
      Files.createDirectories(part);
      try (var packed = open(archive)) {
        Tar.unpack(new XZInputStream(packed), part);
      }
      move(part, target);
    }
    return target;
  }

  /** Another program may have unpacked it there meanwhile. */
  private static void move(Path part, Path target) throws IOException {
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException inTheWay) {
      delete(part);
      if (!Files.exists(target)) {
        throw inTheWay;
      }
    }
  }

  private static InputStream open(String archive) {
    var packed = LocalPostgres.class.getResourceAsStream(archive);
    if (packed == null) {
      throw new IllegalStateException(
          "no PostgreSQL for this machine is built in (%s is missing); point --database-url to one"
              .formatted(archive));
    }
    return packed;
  }

  /** The archive does not say its version, so another one is told by its content. */
  private static String fingerprint(String archive) throws IOException {
    try (var packed = open(archive)) {
      return Digests.hex(Digests.sha256(packed.readAllBytes())).substring(0, 12);
    }
  }

  /**
   * What must stand before each command, since PostgreSQL refuses to run as root: nothing for
   * ordinary users; for root a user name space of its own, or else the owner of the data folder.
   */
  private static List<String> asWhom(Path folder) throws IOException {
    if (!"root".equals(System.getProperty("user.name"))) {
      return List.of();
    }
    if (run(folder, List.of("unshare", "-U", "true")).code() == 0) {
      return List.of("unshare", "-U");
    }
    var owner = Files.getAttribute(folder, "unix:uid").toString();
    var group = Files.getAttribute(folder, "unix:gid").toString();
    var other = List.of("setpriv", "--reuid", owner, "--regid", group, "--clear-groups", "--");
    if (!owner.equals("0") && run(folder, join(other, List.of("true"))).code() == 0) {
      return other;
    }
    throw new IllegalStateException(
        "PostgreSQL refuses to run as root, and this machine lets root become nobody else by"
            + " itself. Start Trialwright as an ordinary user, or give the data folder to one:"
            + " chown -R USER "
            + folder);
  }

  private void initialise() throws IOException {
    if (Files.exists(data)) {
      refuseOtherVersion();
      return;
    }
    var password = folder.resolve("database.password");
    if (!Files.exists(password)) {
      Secrets.write(password, Digests.hex(Digests.random(24)) + "\n");
    }
    var handed = folder.resolve("initdb.password");
    Files.deleteIfExists(handed);
    Secrets.write(handed, Secrets.read(password));
    Files.setAttribute(handed, "unix:uid", Files.getAttribute(folder, "unix:uid"));
    var part = folder.resolve("database.part");
    delete(part);
    var made =
        command(
            "initdb",
            "--pgdata=" + part,
            "--username=" + OWNER,
            "--pwfile=" + handed,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--no-instructions");
    Files.delete(handed);
    if (made.code() != 0) {
      throw new IllegalStateException("PostgreSQL could not make its data: " + made.output());
    }
    Files.move(part, data, StandardCopyOption.ATOMIC_MOVE);
  }

  private void refuseOtherVersion() throws IOException {
    var found = Files.readString(data.resolve("PG_VERSION")).strip();
    var ours = command("postgres", "--version").output().strip();
    if (!ours.contains(") " + found + ".")) {
      throw new IllegalStateException(
          "the data in %s are of PostgreSQL %s, and %s is built in; make a backup with the former Trialwright and restore it with this one"
              .formatted(data, found, ours));
    }
  }

  /**
   * Stops the server of this folder if it runs. The number in its file may meanwhile be another
   * process's (after a restart of the machine), so the process is looked at before it is asked.
   */
  private void stopLeftOver() throws IOException {
    var file = data.resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return;
    }
    long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
    var process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    if (process.isEmpty()) {
      return;
    }
    var command = process.get().info().commandLine().orElse("");
    if (!command.contains(data.toString())) {
      Files.delete(file);
      return;
    }
    var stopped =
        command("pg_ctl", "stop", "--pgdata=" + data, "--mode=fast", "--wait", "--timeout=60");
    if (stopped.code() != 0 && process.get().isAlive()) {
      throw new IllegalStateException(
          "PostgreSQL (process " + pid + ") does not stop: " + stopped.output());
    }
  }

  private void startServer() throws IOException {
    var log = folder.resolve("database.log");
    for (int attempt = 1; ; attempt++) {
      port = freePort();
      var started =
          command(
              "pg_ctl",
              "start",
              "--pgdata=" + data,
              "--wait",
              "--timeout=120",
              "--log=" + log,
              "--options="
                  + String.join(
                      " ",
                      "-p " + port,
                      "-c listen_addresses=127.0.0.1",
                      "-c unix_socket_directories=",
                      "-c max_connections=100",
                      // A rehearsal fills a journal in minutes; its rows are counted as it goes.
                      "-c autovacuum_naptime=5s",
                      "-c timezone=UTC",
                      "-c log_timezone=UTC",
                      // Details of errors quote rows, and rows hold what people wrote.
                      "-c log_error_verbosity=terse",
                      "-c log_min_error_statement=panic"));
      if (started.code() == 0) {
        return;
      }
      // The processes of a killed server may need a moment to end; a port may be taken meanwhile.
      if (attempt == ATTEMPTS) {
        throw new IllegalStateException(
            "PostgreSQL does not start; its log says: " + lastLines(log) + started.output());
      }
      pause();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while PostgreSQL was starting", e);
    }
  }

  private static String lastLines(Path log) throws IOException {
    if (!Files.exists(log)) {
      return "(nothing) ";
    }
    var lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size())) + "\n";
  }

  private void makeDatabase() {
    var db = JdbcClient.create(login("postgres").source());
    var exists =
        db.sql("select exists (select from pg_catalog.pg_database where datname = :name)")
            .param("name", DATABASE)
            .query(Boolean.class)
            .single();
    if (!exists) {
      db.sql("create database " + DATABASE).update();
    }
    Database.refuseUnsafe(owner().source());
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private record Ended(int code, String output) {}

  private Ended command(String tool, String... arguments) throws IOException {
    var line = join(asWhom, List.of(program.resolve("bin").resolve(tool).toString()));
    return run(folder, join(line, List.of(arguments)));
  }

  private static List<String> join(List<String> some, List<String> more) {
    var all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }

  /** The output goes to a file, since a server that stays would keep a pipe open. */
  private static Ended run(Path folder, List<String> line) throws IOException {
    var output =
        Files.createTempFile(
            folder,
            "command",
            ".txt",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      var builder =
          new ProcessBuilder(line)
              .directory(folder.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
      builder.environment().put("LC_ALL", "C");
      int code = builder.start().waitFor();
      return new Ended(code, Files.readString(output));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in " + line.getFirst(), e);
    } catch (IOException noSuchProgram) {
      return new Ended(127, String.valueOf(noSuchProgram.getMessage()));
    } finally {
      Files.deleteIfExists(output);
    }
  }

  private static void delete(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (var all = Files.walk(path)) {
      for (var each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
