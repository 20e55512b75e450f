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
import java.util.TreeMap;
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
      Path index = database.data().resolve(Running.FINDER);
      if (!database.elsewhere() && Files.exists(index)) {
        throw new Trialwright.Refused(
            index + " is an index of records that may be newer than the backup; delete it first");
      }
      List<String> notes = checkedKeys(backup);
      fill(backup);
      putKeysBack(backup);
      print(backup.contents(), notes);
    } catch (BackupFile.Damaged damaged) {
      throw new Trialwright.Refused(String.valueOf(damaged.getMessage()));
    }
  }

  /** A copy that belongs to another trial stops the command before anything is made. */
  private List<String> checkedKeys(BackupFile backup) {
    List<String> notes = new ArrayList<>();
    Map<String, String> found = new TreeMap<>(Keys.names(database.data()));
    Path copies = keys;
    if (copies != null) {
      if (!found.isEmpty()) {
        throw new Trialwright.Refused(
            "there are keys in " + database.data() + " already; name an empty folder with --data");
      }
      found.putAll(Keys.namesOfCopies(copies));
    }
    Map<String, String> wanted = new TreeMap<>(backup.contents().keys());
    wanted.forEach(
        (name, known) -> {
          String ours = found.getOrDefault(name, known);
          if (!known.equals(ours)) {
            throw new Trialwright.Refused(
                "%s is not the key this backup belongs to (%s, not %s)"
                    .formatted(name, ours, known));
          }
          if (!found.containsKey(name)) {
            notes.add("Not restored: " + name + "; put it back before you serve.");
          }
        });
    if (copies != null && found.containsKey("heads.key")) {
      refuseUnsigned(backup, copies);
      notes.addFirst("Its signature is that of the trial.");
    }
    return notes;
  }

  private void refuseUnsigned(BackupFile backup, Path copies) {
    if (!backup.signedWith(SignedHeads.in(copies))) {
      throw new Trialwright.Refused(
          file
              + " was not signed with the key in "
              + copies
              + ": somebody else made or changed it");
    }
  }

  private void putKeysBack(BackupFile backup) {
    if (keys != null) {
      Keys.putBack(keys, database.data());
    }
    Path folder = database.data().resolve(HourlyHeads.FOLDER);
    Path heads = folder.resolve("heads.jsonl");
    if (!Files.exists(folder.resolve("heads.key")) || Files.exists(heads)) {
      return;
    }
    backup
        .heads()
        .ifPresent(
            bytes -> {
              try {
                Files.write(heads, bytes);
              } catch (IOException trouble) {
                throw new UncheckedIOException("cannot write " + heads, trouble);
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
      backup.fill(owner, Schemas.all());
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
