package org.trialwright.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trialwright.bedside.Dispensing;
import org.trialwright.pages.Csv;
import org.trialwright.randomisation.SealFile;
import org.trialwright.study.Study;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes what each kit of some cartons holds, for whoever packs and labels them. */
@Command(
    name = "kits",
    description = "Writes what each kit of a carton holds, for whoever packs and labels them.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    synopsisHeading = "",
    customSynopsis = {
      "Examples:",
      "  ./trialwright kits packing.csv --study studies/double-blind --cartons 12",
      "  ./trialwright kits more.csv --study studies/double-blind --from 13 --cartons 4",
      "",
      "Usage: ./trialwright kits FILE --study STUDY --cartons N [OPTIONS]"
    },
    descriptionHeading = "%n",
    parameterListHeading = "%nParameters:%n",
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "Whoever reads the file knows the arm of everybody who gets one of these kits: give it to the",
      "packers outside the sites, sealed, and keep no copy. It follows from the sealed allocation",
      "and is the same each time."
    })
final class KitsCommand implements Runnable {
  private static final List<String> HEAD = List.of("carton", "kit", "arm");

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The list, as CSV; an existing file is kept.")
  private Path file = Path.of("");

  @Option(names = "--study", paramLabel = "STUDY", required = true, description = "Its folder.")
  private String study = "";

  @Option(names = "--cartons", paramLabel = "N", required = true, description = "How many.")
  private int cartons;

  @Option(
      names = "--from",
      paramLabel = "K",
      defaultValue = "1",
      description = "The first of them; ${DEFAULT-VALUE} when not given.")
  private int from;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data/serve",
      description = "Folder of the trial; ${DEFAULT-VALUE} when not given.")
  private Path data = Path.of("");

  @Override
  public void run() {
    if (cartons < 1 || from < 1) {
      throw Commands.wrongUsage(spec, "cartons count from 1, and --cartons says how many");
    }
    Study read = Studies.read(study);
    try {
      Dispensing dispensing =
          Dispensing.of(read, SealFile.read(data.resolve("keys").resolve("allocation.seal")))
              .orElseThrow(
                  () ->
                      new Trialwright.Refused(
                          read.name()
                              + " numbers no kits; its study file would say 'kits: numbered, …'"));
      List<List<String>> rows = new ArrayList<>();
      for (int carton = from; carton < from + cartons; carton++) {
        String number = String.valueOf(carton);
        dispensing.contents(carton).forEach((kit, arm) -> rows.add(List.of(number, kit, arm)));
      }
      write(Csv.file(HEAD, rows));
      Commands.out(spec)
          .println("%d kits of %d cartons written into %s".formatted(rows.size(), cartons, file));
    } catch (IOException trouble) {
      throw new UncheckedIOException("cannot read the seal or write " + file, trouble);
    }
  }

  /** For the owner's eyes alone, and never over another list. */
  private void write(String text) throws IOException {
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try {
      Files.createFile(file, mode);
    } catch (FileAlreadyExistsException there) {
      throw new Trialwright.Refused(file + " is there already; name another file");
    }
    Files.writeString(file, text);
  }
}
