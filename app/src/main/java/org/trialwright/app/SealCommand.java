package org.trialwright.app;

import java.io.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trialwright.randomisation.Seal;
import org.trialwright.randomisation.SealFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Makes the sealed allocation of a real trial. Two people type the block sizes, unseen by each
 * other's screen.
 */
@Command(
    name = "seal",
    description = "Makes the sealed allocation of a real trial, by two people, once.",
    mixinStandardHelpOptions = true,
    synopsisHeading = "",
    customSynopsis = {
      "Examples:",
      "  ./trialwright seal",
      "  ./trialwright seal --data /srv/trial",
      "",
      "Usage: ./trialwright seal [OPTIONS]"
    },
    descriptionHeading = "%n",
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "A study that allocates by minimisation has no blocks: both type none.",
      "The block sizes are not shown while they are typed and stand in no study file, page or log.",
      "Keep two sealed copies of the file with two key holders outside the sites."
    })
final class SealCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data/serve",
      description = "Folder of the trial; ${DEFAULT-VALUE} when not given.")
  private Path data = Path.of("");

  @Override
  public void run() {
    Console console =
        Optional.ofNullable(System.console())
            .filter(Console::isTerminal)
            .orElseThrow(
                () ->
                    new Trialwright.Refused(
                        "the block sizes are typed at a terminal; this is none"));
    var first =
        sizes(console.readPassword("First person: block sizes, such as \"4 6\" (not shown): "));
    var second = sizes(console.readPassword("Second person: the same sizes (not shown): "));
    if (!first.equals(second)) {
      throw new Trialwright.Refused("the two people typed different sizes; nothing was made");
    }
    Commands.out(spec)
        .println(
            "Sealed. Publish this commitment before the first allocation:\n  "
                + make(data.resolve("keys"), first).commitment());
  }

  private static List<Integer> sizes(char @Nullable [] typed) {
    var sizes = new ArrayList<Integer>();
    var text = typed == null ? "" : new String(typed).strip();
    if (text.equals("none")) {
      return sizes;
    }
    for (var part : Arrays.asList(text.split("[ ,]+", -1))) {
      if (!part.matches("\\d{1,3}")) {
        throw new Trialwright.Refused(
            "block sizes are whole numbers, separated by blanks, or none where there are no blocks; nothing"
                + " was made");
      }
      sizes.add(Integer.valueOf(part));
    }
    return sizes;
  }

  /** Writes the seal, never over another one. */
  static Seal make(Path keys, List<Integer> sizes) {
    try {
      Files.createDirectories(keys);
      var seal = Seal.generate(sizes);
      SealFile.write(keys.resolve("allocation.seal"), seal);
      return seal;
    } catch (IOException trouble) {
      throw new UncheckedIOException("cannot write the seal in " + keys, trouble);
    }
  }
}
