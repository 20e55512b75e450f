package org.trialwright.app;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trialwright.journal.Access;
import org.trialwright.journal.AccessLog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Copies the keys of a trial for somebody who keeps them, and writes down who. */
@Command(
    name = "keys",
    description = "Copies the keys of a trial for one of their holders, and records who has them.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    synopsisHeading = "",
    customSynopsis = {
      "Examples:",
      "  ./trialwright keys /media/stick --holder \"Dr Chen, trials unit\"",
      "  ./trialwright keys /media/other --holder \"Notary Wang\" --data /srv/trial",
      "",
      "Usage: ./trialwright keys DIR --holder NAME [OPTIONS]"
    },
    descriptionHeading = "%n",
    parameterListHeading = "%nParameters:%n",
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "Whoever reads allocation.seal knows every allocation to come: give it to people outside the",
      "sites, sealed, and to two of them. A backup holds no key; without these files its identities",
      "cannot be read and its allocation cannot go on."
    })
final class KeysCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "Folder for the copies, such as a stick.")
  private Path into = Path.of("");

  @Option(
      names = "--holder",
      paramLabel = "NAME",
      required = true,
      description = "Who will keep them; written into the access log.")
  private String holder = "";

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Override
  public void run() {
    if (holder.isBlank()) {
      throw Commands.wrongUsage(spec, "--holder: say who will keep the copies");
    }
    try (var reached = database.reached()) {
      Map<String, String> names = Keys.names(database.data());
      if (names.isEmpty()) {
        throw new Trialwright.Refused("there are no keys in " + database.data());
      }
      Keys.copy(database.data(), into);
      new AccessLog(reached.source())
          .append(
              new Access(
                  House.realTime().instant(),
                  Access.Kind.KEY_COPIED,
                  Commands.operator(),
                  Keys.mark(names),
                  "for " + holder.strip()));
      names.forEach((file, name) -> Commands.out(spec).println("Copied " + file + "  " + name));
      Commands.out(spec)
          .println("Recorded: %s keeps them. Now take %s away.".formatted(holder.strip(), into));
    }
  }
}
