package org.trialwright.app;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trialwright.bedside.Amendments;
import org.trialwright.journal.Journal;
import org.trialwright.journal.VersionFiles;
import org.trialwright.journey.StudyFolder;
import org.trialwright.study.Folder;
import org.trialwright.study.Reading;
import org.trialwright.study.Study;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Offers another version of a study to the trial that runs; people decide about it on a page. */
@Command(
    name = "amend",
    description = "Offer another version of a study to the trial that runs.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    synopsisHeading = "",
    customSynopsis = {
      "Examples:",
      "  ./trialwright amend studies/my-trial-2 --data /srv/trial",
      "  TRIALWRIGHT_DATABASE_USER=owner TRIALWRIGHT_DATABASE_PASSWORD=… \\",
      "    ./trialwright amend my-2 --database-url" + " jdbc:postgresql://db.example/trial",
      "",
      "Usage: ./trialwright amend STUDY [OPTIONS]"
    },
    descriptionHeading = "%n",
    parameterListHeading = "%nParameters:%n",
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "The program may go on serving the trial meanwhile. Nothing changes for anybody: the page",
      "/amendments shows what the version would change and for whom; there one person proposes it,",
      "a second agrees, each site begins with it, and participants go on under it one by one."
    })
final class AmendCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "STUDY", description = "Folder of the new version.")
  private String study = "";

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Override
  public Integer call() {
    PrintWriter out = Commands.out(spec);
    Folder folder = Folder.read(Studies.folder(study));
    Reading reading = StudyFolder.load(folder);
    if (reading.study().isEmpty()) {
      reading.faults().forEach(fault -> out.println(study + "/" + fault));
      out.flush();
      return 1;
    }
    Study read = reading.study().get();
    try (var reached = database.reached()) {
      Journal journal = new Journal(reached.source(), read.name());
      VersionFiles files = new VersionFiles(reached.source(), read.name());
      refuse(read, journal, files);
      String digest = files.keep(read.seal(), folder, true, House.realTime().instant());
      out.println(
          "Offered: %s, version %s. Nothing has changed yet."
              .formatted(read.name(), read.version()));
      out.println("Read what it would change, and propose it, at /amendments/" + digest);
      out.flush();
    }
    return 0;
  }

  private static void refuse(Study read, Journal journal, VersionFiles files) {
    if (journal.opening().isEmpty()) {
      throw new Trialwright.Refused("no trial called " + read.name() + " runs in this database");
    }
    Optional<String> kept =
        Amendments.of(journal.study()).versions().stream()
            .filter(read.seal()::equals)
            .findFirst()
            .or(() -> files.newest(read.seal()).map(VersionFiles.Kept::version));
    if (kept.isPresent()) {
      throw new Trialwright.Refused(
          "the database keeps this version already; " + read.version() + " changes nothing");
    }
  }
}
