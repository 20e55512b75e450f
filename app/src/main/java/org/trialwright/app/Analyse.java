package org.trialwright.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.trialwright.analysis.Cut;
import org.trialwright.analysis.Datasets;
import org.trialwright.analysis.Folding;
import org.trialwright.analysis.Json;
import org.trialwright.analysis.Report;
import org.trialwright.journal.Access;
import org.trialwright.journal.AccessLog;
import org.trialwright.journal.Facts;
import org.trialwright.journal.Journal;
import org.trialwright.journal.LocalPostgres;
import org.trialwright.journey.Author;
import org.trialwright.journey.Event;
import org.trialwright.study.Study;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The statistical report of a trial at a data cut. */
@Command(
    name = "analyse",
    description = "The statistical report of a trial: every endpoint that its study names.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    synopsisHeading = "",
    customSynopsis = {
      "Examples:",
      "  ./trialwright analyse studies/my-trial --data data/demo",
      "  ./trialwright analyse studies/my-trial --data data/demo --as-of 2026-05-06 --json",
      "  ./trialwright analyse studies/my-trial --data data/demo --unblinded --datasets tables",
      "",
      "Usage: ./trialwright analyse STUDY [OPTIONS]",
      "",
      "Without --unblinded all arms are counted together, and nothing that reveals an arm is read.",
      "With it the report is by arm, as the data monitoring committee has it; every such report is",
      "written into the access log. docs/how-to/analyse-a-trial.md walks through one."
    },
    descriptionHeading = "%n",
    parameterListHeading = "%nParameters:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:the report is printed", "1:refused, with the reason", "2:wrong usage"})
final class Analyse implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "STUDY", description = "Folder of the study.")
  private String study = "";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data/serve",
      description = "Folder of the built-in database; ${DEFAULT-VALUE} when not given.")
  private Path data = Path.of("");

  @Option(
      names = "--database-url",
      paramLabel = "URL",
      defaultValue = "",
      description = {
        "Another PostgreSQL, as for serve; its owner signs in with TRIALWRIGHT_DATABASE_USER and",
        "TRIALWRIGHT_DATABASE_PASSWORD of the environment."
      })
  private String url = "";

  @Option(
      names = "--as-of",
      paramLabel = "T",
      defaultValue = "",
      description = {
        "What was known at the end of a day, such as 2026-05-06, or at an instant, such as",
        "2026-05-06T12:00:00Z; everything recorded when not given."
      })
  private String asOf = "";

  @Option(names = "--json", description = "Print one JSON document with every number in full.")
  private boolean json;

  @Option(names = "--unblinded", description = "By arm; recorded in the access log.")
  private boolean unblinded;

  @Option(
      names = "--datasets",
      paramLabel = "DIR",
      description = {
        "Write the tables behind the numbers (ADaM names, CSV) and reproduce.R into a folder;",
        "participant by participant, so only with --unblinded."
      })
  private @Nullable Path datasets;

  @Override
  public Integer call() {
    if (datasets != null && !unblinded) {
      throw Commands.wrongUsage(
          spec, "--datasets shows participants one by one with their arms; add --unblinded");
    }
    Optional<Instant> instant = instant();
    Study read = Studies.read(study);
    Running.Store store = Serve.store(url, data);
    if (store instanceof Running.Store.Folder && !Files.isDirectory(data.resolve("database"))) {
      throw new Trialwright.Refused(
          "there is no database in "
              + data
              + "; name its folder with --data, or make one: ./trialwright rehearse "
              + study);
    }
    Running.Ready ready = Running.database(store, "analyse");
    try {
      report(ready.pool(), read, instant);
    } finally {
      ready.pool().close();
      ready.local().ifPresent(LocalPostgres::close);
    }
    return 0;
  }

  private Optional<Instant> instant() {
    if (asOf.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          asOf.contains("T")
              ? Instant.parse(asOf)
              : LocalDate.parse(asOf)
                  .plusDays(1)
                  .atStartOfDay(ZoneOffset.UTC)
                  .toInstant()
                  .minusNanos(1));
    } catch (DateTimeParseException unreadable) {
      throw Commands.wrongUsage(
          spec, "--as-of: '" + asOf + "' is neither 2026-05-06 nor 2026-05-06T12:00:00Z");
    }
  }

  private void report(DataSource source, Study read, Optional<Instant> instant) {
    Journal journal = new Journal(source, read.name());
    Event.Opened opened =
        journal
            .opening()
            .orElseThrow(
                () ->
                    new Trialwright.Refused(
                        "%s was never opened in this database; it holds %s"
                            .formatted(read.name(), held(source))));
    long sequence = instant.map(journal::sequenceAt).orElseGet(() -> journal.head().sequence());
    Mark mark =
        mark(source, read, sequence)
            .orElseThrow(
                () -> new Trialwright.Refused("nothing was recorded before the end of " + asOf));
    Cut cut = new Cut(read, sequence, day(mark, instant, opened.rehearsal()), mark.hash());
    Facts known = journal.asOf(sequence);
    Folding folding = new Folding(cut);
    // One participant after the other: the facts of all need never be in memory together.
    var people = known.participants().parallelStream();
    if (unblinded) {
      log(source, cut);
      var subjects = people.map(id -> folding.subject(known.participant(id))).toList();
      Report report = Report.byArm(cut, folding, subjects, Report.Models.NOW);
      Optional.ofNullable(datasets)
          .ifPresent(folder -> write(folder, Datasets.of(cut, subjects, report)));
      print(report, opened, mark);
    } else {
      var masked = people.map(id -> folding.masked(known.participant(id))).toList();
      print(Report.pooled(cut, folding, masked, Report.Models.NOW), opened, mark);
    }
  }

  private static String held(DataSource source) {
    var names = Running.openings(source).stream().map(Event.Opened::study).toList();
    return names.isEmpty() ? "no study" : String.join(", ", names);
  }

  /** The day asked for; of a rehearsal, whose clock is its own, else the day of its last fact. */
  private static LocalDate day(Mark mark, Optional<Instant> instant, boolean rehearsal) {
    InstantSource now = rehearsal ? InstantSource.fixed(mark.recorded()) : House.realTime();
    return LocalDate.ofInstant(instant.orElseGet(now::instant), ZoneOffset.UTC);
  }

  /**
   * The last fact that counts.
   *
   * @param others how many facts up to it were recorded under another version of the study
   */
  private record Mark(Instant recorded, String hash, long others) {}

  private static Optional<Mark> mark(DataSource source, Study study, long sequence) {
    return JdbcClient.create(source)
        .sql(
            """
            select recorded, encode(hash, 'hex') as hash,
                   (select count(*) from journal.facts
                     where study = :study and sequence <= :sequence
                       and study_version <> :version) as others
              from journal.facts
             where study = :study and sequence = :sequence
            """)
        .param("study", study.name())
        .param("sequence", sequence)
        .param("version", study.seal())
        .query(
            (row, _) ->
                new Mark(
                    row.getTimestamp("recorded").toInstant(),
                    row.getString("hash"),
                    row.getLong("others")))
        .optional();
  }

  private static void log(DataSource source, Cut cut) {
    String who = System.getProperty("user.name", "");
    Author operator =
        new Author(
            who.isBlank() ? "operator" : who,
            "operator at the command line",
            "operator",
            Optional.empty());
    new AccessLog(source)
        .append(
            new Access(
                House.realTime().instant(),
                Access.Kind.EXPORTED,
                operator,
                cut.study().name(),
                "report by arm up to fact " + cut.sequence()));
  }

  private void write(Path folder, Map<String, String> files) {
    try {
      Files.createDirectories(folder);
      for (var file : files.entrySet()) {
        Files.writeString(folder.resolve(file.getKey()), file.getValue());
      }
    } catch (IOException trouble) {
      throw new UncheckedIOException("cannot write into " + folder, trouble);
    }
    Commands.err(spec).printf("%s written into %s%n", String.join(", ", files.keySet()), folder);
    Commands.err(spec).flush();
  }

  private void print(Report report, Event.Opened opened, Mark mark) {
    PrintWriter out = Commands.out(spec);
    if (json) {
      out.println(Json.of(report));
    } else {
      new ReportText(report, opened.rehearsal(), mark.others()).lines().forEach(out::println);
    }
    out.flush();
  }
}
