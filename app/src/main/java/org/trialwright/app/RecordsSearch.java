package org.trialwright.app;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trialwright.records.Finder;
import org.trialwright.records.FoundJson;
import org.trialwright.records.LiveFinder;
import org.trialwright.records.RecordStore;
import org.trialwright.records.Search;
import org.trialwright.records.Search.Facet;
import org.trialwright.records.Spot;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Searches the public records from the command line. */
@Command(
    name = "search",
    description = "Search the public records that were imported.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    synopsisHeading = "",
    customSynopsis = {
      "Examples:",
      "  ./trialwright records search \"lung cancer\" --age 68 --status recruiting",
      "  ./trialwright records search asthma --near 51.5,-0.13,100 --limit 5 --json",
      "  ./trialwright records search --topics topics.tsv --trec-run run.txt",
      "",
      "Usage: ./trialwright records search QUERY [OPTIONS]",
      "       ./trialwright records search --topics FILE --trec-run OUT [OPTIONS]"
    },
    descriptionHeading = "%n",
    parameterListHeading = "%nParameters:%n",
    optionListHeading = "%nOptions:%n")
final class RecordsSearch implements Callable<Integer> {
  private static final int RUN = 1_000;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "QUERY",
      arity = "0..1",
      defaultValue = "",
      description = "Words, a number or a name; a long text is taken as a note about a person.")
  private String query = "";

  @Option(names = "--age", paramLabel = "N", description = "Age in years.")
  private @Nullable Double age;

  @Option(
      names = "--sex",
      paramLabel = "S",
      defaultValue = "",
      description = "female or male; trials for everybody are found too.")
  private String sex = "";

  @Option(
      names = "--near",
      paramLabel = "LAT,LON,KM",
      defaultValue = "",
      description = "Only trials with a place not farther than this; closed places do not count.")
  private String near = "";

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      split = ",",
      description = "Such as recruiting, or recruiting,not_yet_recruiting.")
  private List<String> status = List.of();

  @Option(
      names = "--phase",
      paramLabel = "PHASE",
      split = ",",
      description = "Such as phase3, or phase2,phase3.")
  private List<String> phase = List.of();

  @Option(names = "--volunteers", description = "Only trials that take healthy people.")
  private boolean volunteers;

  @Option(names = "--results", description = "Only trials with posted results.")
  private boolean results;

  @Option(
      names = "--sort",
      paramLabel = "ORDER",
      defaultValue = "relevance",
      description = "relevance, distance or date; ${DEFAULT-VALUE} when not given.")
  private String sort = "";

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many to show; ${DEFAULT-VALUE} when not given.")
  private int limit;

  @Option(
      names = "--topics",
      paramLabel = "FILE",
      description = "Notes about persons, one a line: number, tab, text.")
  private @Nullable Path topics;

  @Option(
      names = "--trec-run",
      paramLabel = "OUT",
      description = "Write the best 1,000 of each topic as a TREC run.")
  private @Nullable Path run;

  @Option(names = "--json", description = "Print one JSON object instead.")
  private boolean json;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Override
  public Integer call() {
    if ((topics == null) != (run == null)) {
      throw Commands.wrongUsage(spec, "--topics and --trec-run belong together");
    }
    var search = search();
    String advice = ", or fill one: ./trialwright records import PATH…";
    try (Running.Ready ready = database.existing("records", advice);
        var finder = new LiveFinder(new RecordStore(ready.pool()), Running.finderFolder(ready))) {
      finder.prepare();
      if (topics != null && run != null) {
        write(finder, topics, run);
      } else {
        print(finder.find(search, 0, limit));
      }
    }
    return 0;
  }

  private Search search() {
    var search = Search.ALL.text(query).order(order());
    if (age != null) {
      if (!(age >= 0 && age < 200)) {
        throw Commands.wrongUsage(spec, "--age is a number of years, such as 68");
      }
      search = search.age(age);
    }
    if (!sex.isEmpty()) {
      var code = sex.toUpperCase(Locale.ROOT);
      if (!Set.of("FEMALE", "MALE", "ALL").contains(code)) {
        throw Commands.wrongUsage(spec, "--sex is female or male");
      }
      search = search.sex(code.equals("ALL") ? "" : code);
    }
    search =
        search
            .only(Facet.STATUS, codes(status))
            .only(Facet.PHASE, codes(phase))
            .volunteers(volunteers)
            .results(results);
    return near.isEmpty() ? search : search.near(near());
  }

  private Search.Order order() {
    return switch (sort.toLowerCase(Locale.ROOT)) {
      case "relevance" -> Search.Order.RELEVANCE;
      case "distance" -> Search.Order.DISTANCE;
      case "date" -> Search.Order.DATE;
      default -> throw Commands.wrongUsage(spec, "--sort is relevance, distance or date");
    };
  }

  private static Set<String> codes(List<String> written) {
    return written.stream()
        .map(one -> one.strip().toUpperCase(Locale.ROOT).replaceAll("[ ,-]+", "_"))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private Search.Near near() {
    var parts = near.split(",");
    try {
      return new Search.Near(
          new Spot(Double.parseDouble(parts[0]), Double.parseDouble(parts[1])),
          Double.parseDouble(parts[2]));
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException unreadable) {
      throw Commands.wrongUsage(spec, "--near is LAT,LON,KM, such as 31.2,121.5,100");
    }
  }

  private void print(Finder.Found found) {
    PrintWriter out = Commands.out(spec);
    if (json) {
      out.println(FoundJson.of(found));
    } else {
      out.println(found.total() + " trials");
      for (var hit : found.hits()) {
        var card = hit.card();
        out.println(card.id() + "  " + card.status() + "  " + card.title());
        hit.site()
            .ifPresent(
                site ->
                    out.printf(
                        Locale.ROOT,
                        "    %s, %s, %s: %.0f km%n",
                        site.facility(),
                        site.city(),
                        site.country(),
                        hit.kilometres()));
      }
    }
    out.flush();
  }

  private void write(Finder finder, Path topics, Path run) {
    try (BufferedWriter out = Files.newBufferedWriter(run, StandardCharsets.UTF_8)) {
      var refused = new ArrayList<String>();
      for (var line : Files.readAllLines(topics, StandardCharsets.UTF_8)) {
        var parts = line.split("\t", 2);
        if (parts.length < 2) {
          if (!line.isBlank()) {
            refused.add(line);
          }
          continue;
        }
        int rank = 1;
        for (var one : finder.rank(parts[1], RUN)) {
          out.write(
              String.format(
                  Locale.ROOT,
                  "%s Q0 %s %d %.6f trialwright%n",
                  parts[0].strip(),
                  one.id(),
                  rank++,
                  one.score()));
        }
      }
      if (!refused.isEmpty()) {
        throw new Trialwright.Refused(
            "a topic is a line of number, tab and text; these are not: " + refused);
      }
    } catch (IOException trouble) {
      throw new UncheckedIOException("cannot make " + run + " of " + topics, trouble);
    }
  }
}
