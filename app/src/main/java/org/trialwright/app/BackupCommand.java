package org.trialwright.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trialwright.journal.Access;
import org.trialwright.journal.AccessLog;
import org.trialwright.journal.Backup;
import org.trialwright.journal.BackupContents;
import org.trialwright.journal.Login;
import org.trialwright.journal.SignedHeads;
import org.trialwright.journey.Event;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Everything a database holds, in one file. */
@Command(
    name = "backup",
    description = "Writes everything a database holds into one file, while the application runs.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    synopsisHeading = "",
    customSynopsis = {
      "Examples:",
      "  ./trialwright backup /media/disk/trial-2026-11-26.backup",
      "  ./trialwright backup trial.backup --data /srv/trial --json",
      "  TRIALWRIGHT_DATABASE_USER=owner TRIALWRIGHT_DATABASE_PASSWORD=… \\",
      "    ./trialwright backup trial.backup --database-url jdbc:postgresql://db.example/trialwright",
      "",
      "Usage: ./trialwright backup FILE [OPTIONS]"
    },
    descriptionHeading = "%n",
    parameterListHeading = "%nParameters:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:the file is whole", "1:refused, with the reason", "2:wrong usage"},
    footer = {
      "",
      "No key is in the file. The backup of a real trial is refused until somebody keeps a copy of",
      "its keys: ./trialwright keys DIR --holder NAME. A backup also keeps what is redacted later;",
      "destroy old ones when the law has something redacted."
    })
final class BackupCommand implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(BackupCommand.class);

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The file to write; it must not exist yet.")
  private Path file = Path.of("");

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(names = "--json", description = "Print one JSON object instead.")
  private boolean json;

  @Override
  public void run() {
    InstantSource clock = House.realTime();
    try (var reached = database.reached()) {
      Map<String, String> keys = Keys.names(database.data());
      refuseWithoutCopy(reached.source(), keys);
      BackupContents contents =
          Backup.write(reached.owner(), file, plan(clock, keys), heads(database.data()));
      new AccessLog(reached.source())
          .append(
              new Access(
                  clock.instant(),
                  Access.Kind.BACKED_UP,
                  Commands.operator(),
                  file.getFileName().toString(),
                  "%d rows of %d tables".formatted(contents.rows(), tables(contents))));
      print(contents);
    }
  }

  static Backup.Plan plan(InstantSource clock, Map<String, String> keys) {
    return new Backup.Plan(
        clock.instant(),
        new Trialwright.Version().getVersion()[0],
        Schemas.all(),
        Schemas.NOT_KEPT,
        keys);
  }

  static Optional<SignedHeads> heads(Path data) {
    Path folder = data.resolve(HourlyHeads.FOLDER);
    return Files.exists(folder.resolve("heads.key"))
        ? Optional.of(SignedHeads.in(folder))
        : Optional.empty();
  }

  /**
   * The way back from an upgrade: a backup beside the database, in {@code backups}, before its
   * tables change. Should the new program not do, restore it with the former one.
   */
  static void beforeUpgrade(Login owner, Path data) {
    InstantSource clock = House.realTime();
    String time = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString().replace(":", "");
    Path file = data.resolve("backups").resolve("before-upgrade-" + time + ".backup");
    Backup.write(owner, file, plan(clock, Keys.names(data)), heads(data));
    LOG.info("the tables are brought up to date; as they were they are in {}", file);
  }

  /** What nobody can read again is no backup. Invented people have nothing to lose. */
  private void refuseWithoutCopy(DataSource source, Map<String, String> keys) {
    List<Event.Opened> openings = Running.openings(source);
    boolean real = openings.stream().anyMatch(opened -> !opened.rehearsal());
    boolean copied =
        new AccessLog(source)
            .newest(Access.Kind.KEY_COPIED)
            .filter(entry -> entry.subject().equals(Keys.mark(keys)))
            .isPresent();
    if (real && !copied) {
      throw new Trialwright.Refused(
          "nobody keeps a copy of these keys (%s), and without them a backup cannot be read again; first: ./trialwright keys DIR --holder NAME"
              .formatted(keys.isEmpty() ? "none in " + database.data() : Keys.mark(keys)));
    }
  }

  private static long tables(BackupContents contents) {
    return contents.parts().stream().filter(part -> !part.table().isEmpty()).count();
  }

  private void print(BackupContents contents) {
    if (json) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("file", file.toString());
      fields.put("made", contents.made().toString());
      fields.put("tables", tables(contents));
      fields.put("rows", contents.rows());
      fields.put("keys", contents.keys());
      Map<String, Object> chains = new LinkedHashMap<>();
      contents.heads().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(head -> chains.put(head.getKey(), head.getValue()));
      fields.put("chains", chains);
      Commands.out(spec).println(new JsonMapper().writeValueAsString(fields));
      return;
    }
    Commands.out(spec)
        .println(
            "%s holds %,d rows of %d tables, as of %s."
                .formatted(file, contents.rows(), tables(contents), contents.made()));
    contents.heads().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            head ->
                Commands.out(spec)
                    .println(
                        "Chain %s: %,d links, the last %s"
                            .formatted(
                                head.getKey(),
                                head.getValue().sequence(),
                                head.getValue().hash())));
    Commands.out(spec).println("Try it: ./trialwright restore " + file + " --check");
  }
}
