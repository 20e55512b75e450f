package org.trialwright.app;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trialwright.records.LiveFinder;
import org.trialwright.records.RecordStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Makes the finder's index anew. */
@Command(
    name = "index",
    description = "Make the finder's index anew from the records in the database.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    synopsisHeading = "",
    customSynopsis = {
      "Examples:",
      "  ./trialwright records index --data data/demo",
      "",
      "Usage: ./trialwright records index [OPTIONS]"
    },
    descriptionHeading = "%n",
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "Needed only when a disk has damaged the index: it follows the records by itself. The one",
      "before stays until the new one is whole."
    })
final class RecordsIndex implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Override
  public Integer call() {
    String advice = ", or fill one: ./trialwright records import PATH…";
    try (Running.Ready ready = database.existing("records", advice);
        var finder = new LiveFinder(new RecordStore(ready.pool()), Running.finderFolder(ready))) {
      Commands.out(spec).println(finder.makeAnew() + " records can be searched");
      Commands.out(spec).flush();
    }
    return 0;
  }
}
