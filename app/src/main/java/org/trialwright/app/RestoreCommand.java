package org.trialwright.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trialwright.journal.Access;
import org.trialwright.journal.AccessLog;
import org.trialwright.journal.BackupContents;
import org.trialwright.journal.BackupFile;
import org.trialwright.journal.LocalPostgres;
import org.trialwright.journal.Login;
import org.trialwright.journal.SignedHeads;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Makes a database again from a backup. */
@Command(
    name = "restore",
    description = "Makes a database again from a backup, and compares every row with it.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    synopsisHeading = "",
    customSynopsis = {
      "Examples:",
      "  ./trialwright restore trial.backup --check",
      "  ./trialwright restore trial.backup --data /srv/again --keys /media/stick",
      "  ./trialwright restore trial.backup --data /srv/again",
      "",
      "Usage: ./trialwright restore FILE [OPTIONS]"
    },
    descriptionHeading = "%n",
    parameterListHeading = "%nParameters:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:restored, nothing differs", "1:refused, with the reason", "2:wrong usage"},
    footer = {
      "",
      "The folder or database must be empty; nothing is ever overwritten. A backup of an earlier",
      "Trialwright is restored as it was and then brought up to date. Everybody signs in again.",
      "Afterwards: ./trialwright verify --data DIR"
    })
final class RestoreCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The backup.")
  private Path file = Path.of("");

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(
      names = "--keys",
      paramLabel = "DIR",
      description = {
        "Folder with the copies of the keys; without them facts are restored, but identities",
        "cannot be read and nobody can be allocated."
      })
  private @Nullable Path keys;

  @Option(names = "--check", description = "Only read the file and say whether it is whole.")
  private boolean check;

  @Option(names = "--json", description = "Print one JSON object instead.")
  private boolean json;

  @Override
  public void run() {
    if (!Files.isRegularFile(file)) {
      throw new Trialwright.Refused("there is no backup " + file);
    }
    try (BackupFile backup = BackupFile.open(file)) {
      if (check) {
        print(backup.contents(), List.of("The file is whole; nothing was restored."));
        return;
      }
      if (!database.elsewhere() && Files.exists(database.data().resolve("database"))) {
        throw new Trialwright.Refused(
            "there is a database in "
                + database.data()
                + " already; name an empty folder with --data, nothing is ever overwritten");
      }
      List<String> notes = keys(backup);
      fill(backup);
      print(backup.contents(), notes);
    } catch (BackupFile.Damaged damaged) {
      throw new Trialwright.Refused(String.valueOf(damaged.getMessage()));
    }
  }

  /**
   * Puts the keys back first: a copy that belongs to another trial stops before anything is made.
   */
  private List<String> keys(BackupFile backup) {
    Map<String, String> wanted = backup.contents().keys();
    List<String> notes = new ArrayList<>();
    Path copies = keys;
    if (copies != null) {
      if (!Keys.names(database.data()).isEmpty()) {
        throw new Trialwright.Refused(
            "there are keys in " + database.data() + " already; name an empty folder with --data");
      }
      Map<String, String> found = Keys.namesOfCopies(copies);
      wanted.forEach(
          (name, known) -> {
            if (found.containsKey(name) && !known.equals(found.get(name))) {
              throw new Trialwright.Refused(
                  "%s in %s is not the key this backup belongs to (%s, not %s)"
                      .formatted(name, copies, found.get(name), known));
            }
          });
      signed(backup, found, copies, notes);
      Keys.putBack(copies, database.data());
      putHeadsBack(backup);
    }
    Map<String, String> found = Keys.names(database.data());
    wanted.keySet().stream()
        .filter(name -> !found.containsKey(name))
        .sorted()
        .forEach(name -> notes.add("Not restored: " + name + "; put it back before you serve."));
    return notes;
  }

  private void signed(
      BackupFile backup, Map<String, String> found, Path copies, List<String> notes) {
    if (!found.containsKey("heads.key")) {
      return;
    }
    if (!backup.signedWith(SignedHeads.in(copies))) {
      throw new Trialwright.Refused(
          file
              + " was not signed with the key in "
              + copies
              + ": somebody else made or changed it");
    }
    notes.add("Its signature is that of the trial.");
  }

  private void putHeadsBack(BackupFile backup) {
    Path folder = database.data().resolve(HourlyHeads.FOLDER);
    if (!Files.exists(folder.resolve("heads.key"))) {
      return;
    }
    backup
        .heads()
        .ifPresent(
            bytes -> {
              try {
                Files.write(folder.resolve("heads.jsonl"), bytes);
              } catch (IOException trouble) {
                throw new UncheckedIOException("cannot write the heads to " + folder, trouble);
              }
            });
  }

  private void fill(BackupFile backup) {
    Running.Store store = database.store();
    Optional<LocalPostgres> local =
        store instanceof Running.Store.Folder(var folder)
            ? Optional.of(LocalPostgres.start(folder))
            : Optional.empty();
    boolean whole = false;
    try {
      Login owner =
          store instanceof Running.Store.Server(var server) ? server : local.orElseThrow().owner();
      Schemas.migrate(owner, backup.contents().histories());
      backup.fill(owner, BackupCommand.plan(House.realTime(), backup.contents().keys()));
      Schemas.migrate(owner);
      new AccessLog(owner.source())
          .append(
              new Access(
                  House.realTime().instant(),
                  Access.Kind.RESTORED,
                  Commands.operator(),
                  file.getFileName().toString(),
                  "backup of " + backup.contents().made()));
      whole = true;
    } finally {
      local.ifPresent(LocalPostgres::close);
      if (!whole && local.isPresent()) {
        remove(database.data().resolve("database"));
      }
    }
  }

  /** A half-made database would look like a trial without participants. */
  private static void remove(Path folder) {
    try (var all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException trouble) {
      throw new UncheckedIOException("cannot remove the unfinished " + folder, trouble);
    }
  }

  private void print(BackupContents contents, List<String> notes) {
    if (json) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("file", file.toString());
      fields.put("made", contents.made().toString());
      fields.put("restored", !check);
      fields.put("rows", contents.rows());
      fields.put("notes", notes);
      Commands.out(spec).println(new JsonMapper().writeValueAsString(fields));
      return;
    }
    Commands.out(spec)
        .println(
            "%s: %,d rows, made %s by %s%s"
                .formatted(
                    file,
                    contents.rows(),
                    contents.made(),
                    contents.program(),
                    check ? "." : "; every table is there again and no row differs."));
    notes.forEach(Commands.out(spec)::println);
  }
}
