package org.trialwright.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.trialwright.analysis.Cut;
import org.trialwright.analysis.Datasets;
import org.trialwright.analysis.Folding;
import org.trialwright.analysis.Json;
import org.trialwright.analysis.Report;
import org.trialwright.journal.Access;
import org.trialwright.journal.AccessLog;
import org.trialwright.journal.FactLines;
import org.trialwright.oversight.report.Document;
import org.trialwright.pages.Language;
import org.trialwright.study.Folder;
import org.trialwright.study.Study;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      "  ./trialwright analyse studies/my-trial --data data/demo --unblinded --report report",
      "  ./trialwright analyse --archive report/archive.zip --unblinded --report again",
      "",
      "Usage: ./trialwright analyse [STUDY] [OPTIONS]",
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

  @Parameters(
      paramLabel = "STUDY",
      arity = "0..1",
      defaultValue = "",
      description = "Folder of the study; not with --archive, which holds its own.")
  private String study = "";

  @Mixin private DatabaseOptions database = new DatabaseOptions();

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

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = {
        "Write the report for people into a folder: report.html, which needs no other file,",
        "report.pdf where Chromium is on the path, report.json; with --unblinded also archive.zip,",
        "from which the same report can be made again."
      })
  private @Nullable Path folder;

  @Option(
      names = "--language",
      paramLabel = "L",
      defaultValue = "en",
      description = "Language of the report for people: en or zh; ${DEFAULT-VALUE} when not given.")
  private String language = "en";

  @Option(
      names = "--archive",
      paramLabel = "FILE",
      description = "Take study and facts from the archive of a report instead of a database.")
  private @Nullable Path archive;

  @Override
  public Integer call() {
    if (datasets != null && !unblinded) {
      throw Commands.wrongUsage(
          spec, "--datasets shows participants one by one with their arms; add --unblinded");
    }
    Optional<Instant> instant = instant();
    languageOfReport();
    if (archive != null) {
      if (!study.isEmpty() || instant.isPresent() || database.elsewhere()) {
        throw Commands.wrongUsage(
            spec,
            "an archive holds its study, its facts and its day: give neither STUDY nor --as-of nor"
                + " --database-url");
      }
      report(Reported.of(Archive.read(archive)), Optional.empty());
      return 0;
    }
    if (study.isEmpty()) {
      throw Commands.wrongUsage(spec, "name the folder of the study, or an --archive");
    }
    Study read = Studies.read(study);
    String advice = ", or make one: ./trialwright rehearse " + study;
    try (Running.Ready ready = database.existing("analyse", advice)) {
      report(Reported.of(ready.pool(), read, instant), Optional.of(ready.pool()));
    }
    return 0;
  }

  private Language languageOfReport() {
    return switch (language) {
      case "en" -> Language.ENGLISH;
      case "zh" -> Language.CHINESE;
      default -> throw Commands.wrongUsage(spec, "--language is en or zh, not '" + language + "'");
    };
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

  /**
   * @param source the database, into whose access log a report by arm is written; an archive has
   *     none
   */
  private void report(Reported reported, Optional<DataSource> source) {
    Cut cut = reported.cut();
    Folding folding = new Folding(cut);
    // One participant after the other: the facts of all need never be in memory together.
    var people = reported.people().parallelStream();
    if (unblinded) {
      source.ifPresent(one -> log(one, cut));
      var subjects = people.map(id -> folding.subject(reported.facts().apply(id))).toList();
      Report report = Report.byArm(cut, folding, subjects, Report.Models.NOW);
      Optional.ofNullable(datasets)
          .ifPresent(into -> write(into, Datasets.of(cut, subjects, report)));
      write(report, reported, source);
      print(report, reported);
    } else {
      var masked = people.map(id -> folding.masked(reported.facts().apply(id))).toList();
      Report report = Report.pooled(cut, folding, masked, Report.Models.NOW);
      write(report, reported, source);
      print(report, reported);
    }
  }

  private static void log(DataSource source, Cut cut) {
    new AccessLog(source)
        .append(
            new Access(
                House.realTime().instant(),
                Access.Kind.EXPORTED,
                Commands.operator(),
                cut.study().name(),
                "report by arm up to fact " + cut.sequence()));
  }

  /** The report for people, when it was asked for. */
  private void write(Report report, Reported reported, Optional<DataSource> source) {
    Path into = folder;
    if (into == null) {
      return;
    }
    Study of = reported.cut().study();
    write(
        into,
        Map.of(
            "report.html",
            Document.of(of, report, reported.rehearsal(), languageOfReport()).html(),
            "report.json",
            Json.of(report) + "\n"));
    List<String> more = new ArrayList<>();
    if (unblinded && source.isPresent() && of.how().masksSite()) {
      tell("archive.zip was not made: the journal of a masked study holds no arm.");
    } else if (unblinded && source.isPresent()) {
      Archive.write(
          into.resolve("archive.zip"),
          Folder.read(Studies.folder(study)),
          reported.cut(),
          reported.rehearsal(),
          FactLines.of(source.get(), of.name(), reported.cut().sequence()).iterator());
      more.add("archive.zip");
    }
    Paper.program()
        .ifPresentOrElse(
            chromium -> {
              Paper.print(
                  chromium, into.resolve("report.html"), into.resolve("report.pdf"), report.day());
              more.add("report.pdf");
            },
            () ->
                tell(
                    "report.pdf was not made: no Chromium is on the path. Install it, or print"
                        + " report.html from a browser."));
    if (!more.isEmpty()) {
      tell("%s written into %s".formatted(String.join(", ", more), into));
    }
  }

  private void write(Path into, Map<String, String> files) {
    try {
      Files.createDirectories(into);
      for (var file : files.entrySet()) {
        Files.writeString(into.resolve(file.getKey()), file.getValue());
      }
    } catch (IOException trouble) {
      throw new UncheckedIOException("cannot write into " + into, trouble);
    }
    tell(
        "%s written into %s"
            .formatted(String.join(", ", files.keySet().stream().sorted().toList()), into));
  }

  private void tell(String line) {
    PrintWriter err = Commands.err(spec);
    err.println(line);
    err.flush();
  }

  private void print(Report report, Reported reported) {
    PrintWriter out = Commands.out(spec);
    if (json) {
      out.println(Json.of(report));
    } else {
      new ReportText(report, reported.rehearsal(), reported.others()).lines().forEach(out::println);
    }
    out.flush();
  }
}
