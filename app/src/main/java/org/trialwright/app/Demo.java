package org.trialwright.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Trial;
import org.trialwright.journey.Fact;
import org.trialwright.pages.Frame;
import org.trialwright.pages.Grant;
import org.trialwright.pages.Role;
import org.trialwright.quantities.SiteId;
import org.trialwright.study.Scenario;
import org.trialwright.study.Study;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The application as a demonstration: invented people, sign-ins printed, this machine only. */
@Command(
    name = "demo",
    description = "Look around: the application with rehearsed participants, on this machine only.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    synopsisHeading = "",
    customSynopsis = {
      "Examples:",
      "  ./trialwright demo",
      "  ./trialwright demo --port 9000 --data /var/tmp/demo",
      "",
      "Usage: ./trialwright demo [OPTIONS]"
    },
    descriptionHeading = "%n",
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "The data stay in the folder and are there at the next start. Delete the folder to begin"
          + " anew."
    })
final class Demo implements Runnable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final String PASSWORD_FILE = "demo.password";
  private static final int SITES = 6;
  private static final long SEED = 1;
  private static final String ZONE = "Asia/Shanghai";

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "P",
      defaultValue = "8080",
      description = "Port; ${DEFAULT-VALUE} when not given.")
  private int port;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data/demo",
      description = "Folder of the built-in database; ${DEFAULT-VALUE} when not given.")
  private Path data = Path.of("");

  @Option(
      names = "--study",
      paramLabel = "STUDY",
      defaultValue = Studies.BUILT_IN,
      description = "Folder of the study; ${DEFAULT-VALUE} when not given.")
  private String study = "";

  @Option(
      names = "--participants",
      paramLabel = "N",
      defaultValue = "-1",
      description = "How many are rehearsed; the study's target when not given, 0 for none.")
  private int participants;

  @Override
  public void run() {
    PrintWriter out = Commands.out(spec);
    Study read = Studies.read(study);
    boolean rehearsed =
        participants != 0 && Files.exists(Studies.folder(study).resolve("scenario.yaml"));
    Optional<Scenario> scenario =
        rehearsed ? Optional.of(Rehearse.scenario(read, study, "")) : Optional.empty();
    Running running = start(data, port, read, scenario);
    Opening.keep(running.bean(Trial.class), read, Studies.folder(study));
    out.println();
    out.println("Trialwright is at http://" + LOOPBACK + ":" + running.port());
    out.println();
    out.println("Sign in as (this machine only, nobody here is real):");
    for (EntryPages.DemoSignIn one : running.bean(EntryPages.DemoSignIns.class).all()) {
      out.println(
          "  %-14s %s   %s%s"
              .formatted(
                  one.account(),
                  one.password(),
                  one.name(),
                  one.site().isEmpty() ? "" : ", site " + one.site()));
    }
    out.println();
    Optional<Rehearsal> rehearsal = scenario.map(one -> rehearse(running, read, one));
    rehearsal.ifPresent(
        _ ->
            out.println(
                "The trial is being rehearsed behind the pages; participants appear as it goes."));
    out.println("Stop with Ctrl-C.");
    out.flush();
    Commands.untilStopped(running);
  }

  private Rehearsal rehearse(Running running, Study read, Scenario scenario) {
    int number = participants > 0 ? participants : read.targetNumber().orElse(SITES);
    Rehearsal rehearsal =
        Rehearsal.start(running.bean(Desk.class), scenario, SEED, number, Rehearsal.end(scenario));
    running.bean(Rehearsing.class).watch(rehearsal, number);
    return rehearsal;
  }

  /** A running demonstration of the built-in study in which nobody has taken part yet. */
  static Running start(Path data, int port) {
    Study study = Studies.read(Studies.BUILT_IN);
    return start(data, port, study, Optional.empty());
  }

  /**
   * A running demonstration with its accounts.
   *
   * @param scenario by whose end the demonstration's time is set; the real time without one
   */
  static Running start(Path data, int port, Study study, Optional<Scenario> scenario) {
    return start(data, port, study, scenario, SignIns.PASSWORD);
  }

  static Running start(
      Path data, int port, Study study, Optional<Scenario> scenario, SignIns signInWays) {
    Running.Ready ready = Running.database(new Running.Store.Folder(data), "demo");
    Running.refuse(ready, true, "a demonstration never opens it. Name another folder with --data");
    EntryPages.DemoSignIns signIns = signIns(password(data));
    Running running =
        Running.start(
            ready,
            new Running.Setting(
                LOOPBACK,
                port,
                Frame.Watermark.DEMONSTRATION,
                signIns,
                trial(ready, data, study, scenario),
                Running.Strangers.USUAL,
                new Digests.Mailing(
                    new Post.Outbox(data.resolve(Post.FOLDER), "trialwright@" + LOOPBACK),
                    "http://" + LOOPBACK + ":" + port),
                signInWays));
    Accounts accounts = running.bean(Accounts.class);
    signIns.all().stream()
        .filter(one -> accounts.find(one.account()).isEmpty())
        .forEach(one -> open(accounts, one));
    running.signHeads(data.resolve(HourlyHeads.FOLDER));
    return running;
  }

  private static Trial trial(
      Running.Ready ready, Path data, Study study, Optional<Scenario> scenario) {
    InstantSource first =
        scenario
            .<InstantSource>map(one -> new Rehearsal.SimulatedClock(Rehearsal.begin(one)))
            .orElse(House.realTime());
    Trial opened = Opening.rehearsal(study, ready.pool(), data.resolve("keys"), first);
    Opening.sites(opened, SITES, ZONE);
    return scenario
        .map(
            one ->
                Trial.of(
                    study,
                    ready.pool(),
                    opened.vault(),
                    opened.seal(),
                    Rehearsal.afterwards(one, Rehearsal.end(one), lastRecorded(opened))))
        .orElse(opened);
  }

  private static Optional<Instant> lastRecorded(Trial trial) {
    return trial
        .journal()
        .after(trial.journal().head().sequence() - 1)
        .findFirst()
        .map(Fact::recorded);
  }

  private static EntryPages.DemoSignIns signIns(String password) {
    return new EntryPages.DemoSignIns(
        List.of(
            one("coordinator", "Lin Xiaoyu", Role.COORDINATOR, "01", password),
            one("investigator", "Zhou Ming", Role.INVESTIGATOR, "01", password),
            one("coordinator2", "Anna Weber", Role.COORDINATOR, "02", password),
            one("investigator2", "Paul Okafor", Role.INVESTIGATOR, "02", password),
            one("monitor", "Maria Silva", Role.MONITOR, "01", password),
            one("data-manager", "Jonas Berg", Role.DATA_MANAGER, "", password),
            one("statistician", "Emma Novak", Role.STATISTICIAN, "", password),
            one("committee", "Ines Costa", Role.COMMITTEE, "", password),
            one("committee2", "Aiko Tanaka", Role.COMMITTEE, "", password),
            one("committee-stat", "Kenji Mori", Role.COMMITTEE_STATISTICIAN, "", password),
            one("administrator", "Tom Keller", Role.ADMINISTRATOR, "", password),
            one("inspector", "Noor Haddad", Role.INSPECTOR, "01", password),
            one("sponsor", "Elena Petrova", Role.SPONSOR, "", password),
            one("pharmacist", "Sofia Rossi", Role.PHARMACIST, "01", password)));
  }

  private static EntryPages.DemoSignIn one(
      String account, String name, Role role, String site, String password) {
    return new EntryPages.DemoSignIn(account, name, role, site, password);
  }

  private static void open(Accounts accounts, EntryPages.DemoSignIn one) {
    Grant grant =
        one.site().isEmpty()
            ? new Grant.Everywhere(one.role())
            : new Grant.AtSite(one.role(), new SiteId(one.site()));
    var by = Accounts.author("installation", "Installation");
    accounts.open(one.account(), one.name(), List.of(grant), by);
    accounts.setUp(accounts.link(one.account(), by), one.name(), one.password());
  }

  /** One password for all invented people, made at the first start and kept beside the data. */
  private static String password(Path data) {
    Path file = data.resolve(PASSWORD_FILE);
    try {
      if (!Files.exists(file)) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, spoken(new SecureRandom()) + "\n");
      }
      return Files.readString(file).strip();
    } catch (IOException trouble) {
      throw new UncheckedIOException(
          "cannot keep the demonstration's password in " + file, trouble);
    }
  }

  /** Six syllables, easy to type: about 39 bits, enough for invented people on one machine. */
  private static String spoken(SecureRandom random) {
    String consonants = "bdfghjklmnprstvw";
    String vowels = "aeiou";
    StringBuilder said = new StringBuilder();
    for (int part = 0; part < 3; part++) {
      said.append(part == 0 ? "" : "-");
      for (int syllable = 0; syllable < 2; syllable++) {
        said.append(consonants.charAt(random.nextInt(consonants.length())));
        said.append(vowels.charAt(random.nextInt(vowels.length())));
      }
      said.append(random.nextInt(10));
    }
    return said.toString();
  }
}
