package org.trialwright.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.trialwright.records.LiveFinder;
import org.trialwright.records.RecordFiles;
import org.trialwright.records.RecordFiles.Piece;
import org.trialwright.records.RecordStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Takes public records into the database. */
@Command(
    name = "import",
    description = "Take public trial records into the database, from which the finder searches.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    synopsisHeading = "",
    customSynopsis = {
      "Examples:",
      "  ./trialwright records import downloads/studies.zip",
      "  ./trialwright records import study.json more/ all.jsonl.gz --data data/demo",
      "  ./trialwright records import records/ --json",
      "",
      "Usage: ./trialwright records import PATH… [OPTIONS]"
    },
    descriptionHeading = "%n",
    parameterListHeading = "%nParameters:%n",
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "A record that is there in the same words stays as it is; another version of it replaces it.",
      "What cannot be taken is told with its place and stops nothing else. The last line counts:",
      "{\"imported\": n, \"updated\": n, \"refused\": n}"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:every record was taken", "1:some were refused", "2:wrong usage"})
final class RecordsImport implements Callable<Integer> {
  private static final int TOGETHER = 200;
  private static final int TELL_EVERY = 10_000;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = {
        "Files, folders or ZIP archives with records as JSON of the ClinicalTrials.gov API",
        "version 2 or in the flat form; one a file, one a line (.jsonl), or many in a list; .gz"
            + " too."
      })
  private List<Path> paths = List.of();

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(names = "--json", description = "Print refusals as JSON too, one a line.")
  private boolean json;

  @Override
  public Integer call() {
    try (Running.Ready ready = database.open("records")) {
      var importing = new Importing(new RecordStore(ready.pool()));
      try (importing) {
        RecordFiles.read(paths, importing::take);
        importing.keep();
        importing.settle();
      }
      Commands.err(spec).println(importing.seen + " records read; making the index");
      Commands.err(spec).flush();
      // So that the first search does not wait for it.
      try (var finder =
          new LiveFinder(new RecordStore(ready.pool()), Running.finderFolder(ready))) {
        Commands.err(spec).println(finder.prepare() + " records can be searched");
      }
      return importing.print();
    }
  }

  /** Keeps records some at a time while the next ones are read, and counts. */
  private final class Importing implements AutoCloseable {
    private final RecordStore store;
    private final PrintWriter out = Commands.out(spec);
    private final List<Piece.Taken> waiting = new ArrayList<>();
    private final ExecutorService keeper = Executors.newSingleThreadExecutor();
    private CompletableFuture<RecordStore.Kept> pending =
        CompletableFuture.completedFuture(new RecordStore.Kept(0, 0));
    private int seen;
    private int imported;
    private int updated;
    private int refused;

    Importing(RecordStore store) {
      this.store = store;
    }

    void take(Piece piece) {
      switch (piece) {
        case Piece.Taken taken -> {
          waiting.add(taken);
          if (waiting.size() == TOGETHER) {
            keep();
          }
          if (++seen % TELL_EVERY == 0) {
            Commands.err(spec).println(seen + " records read");
            Commands.err(spec).flush();
          }
        }
        case Piece.Refused(var where, var why) -> {
          refused++;
          out.println(
              json
                  ? line(Map.of("refused", where, "reason", why))
                  : "Refused: " + where + ": " + why);
        }
      }
    }

    /** Hands over what waits; what was handed over before is counted first. */
    void keep() {
      settle();
      var together = List.copyOf(waiting);
      waiting.clear();
      pending = CompletableFuture.supplyAsync(() -> store.keep(together), keeper);
    }

    private void settle() {
      try {
        var kept = pending.join();
        imported += kept.imported();
        updated += kept.updated();
      } catch (CompletionException failed) {
        throw failed.getCause() instanceof RuntimeException trouble ? trouble : failed;
      }
      pending = CompletableFuture.completedFuture(new RecordStore.Kept(0, 0));
    }

    /** Waits for what was handed over. */
    @Override
    public void close() {
      keeper.close();
    }

    int print() {
      if (!json) {
        out.println((seen - imported - updated) + " were there already, in the same words.");
      }
      out.printf(
          "{\"imported\": %d, \"updated\": %d, \"refused\": %d}%n", imported, updated, refused);
      out.flush();
      return refused == 0 ? 0 : 1;
    }

    private static String line(Map<String, ?> fields) {
      return JsonMapper.shared().writeValueAsString(fields);
    }
  }
}
