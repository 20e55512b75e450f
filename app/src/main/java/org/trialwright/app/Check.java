package org.trialwright.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trialwright.journey.StudyFolder;
import org.trialwright.study.Case;
import org.trialwright.study.CaseReader;
import org.trialwright.study.Contents;
import org.trialwright.study.Fault;
import org.trialwright.study.Folder;
import org.trialwright.study.Item;
import org.trialwright.study.Reading;
import org.trialwright.study.Speaker;
import org.trialwright.study.Study;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Proves study folders complete and consistent, and runs their worked cases. */
@Command(
    name = "check",
    description = "Proves study folders complete and consistent, and runs their worked cases.",
    mixinStandardHelpOptions = true,
    synopsisHeading = "",
    customSynopsis = {
      "Examples:",
      "  ./trialwright check studies/my-trial",
      "  ./trialwright check studies/*          several at once",
      "  ./trialwright check studies/my-trial --watch    again after each save",
      "  ./trialwright check studies/my-trial --explain  in plain words",
      "  ./trialwright check studies/my-trial --explain --language zh",
      "  ./trialwright check studies/my-trial --json     one object a study",
      "  ./trialwright check --compare old/my-trial studies/my-trial  what an amendment changes",
      "  ./trialwright check studies/my-trial --schedule  who does what at which visit",
      "  ./trialwright check studies/my-trial --dictionary --csv dictionary.csv --html dictionary.html",
      "  ./trialwright check studies/my-trial --forms paper/  blank case report forms",
      "  ./trialwright check studies/my-trial --map path.svg",
      "  ./trialwright check studies/my-trial --r rules.R  the rules as functions in R",
      "  ./trialwright check studies/my-trial --odm rules.xml  the rules as metadata of CDISC ODM 2.0",
      "  ./trialwright check studies/my-trial --sign \"Dr Vega\"  so that nothing changes silently",
      "",
      "Usage: ./trialwright check STUDY… [OPTIONS]"
    },
    descriptionHeading = "%n",
    parameterListHeading = "%nParameters:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every study is complete and consistent, and all of its cases hold",
      "1:a study has faults; each is printed as file:line:column: message",
      "2:wrong usage"
    })
final class Check implements Callable<Integer> {
  private static final List<String> LANGUAGES = List.of("en", "zh");
  private static final int SHOWN = 3;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "STUDY", arity = "1..*", description = "Study folders.")
  private List<String> folders = List.of();

  @Option(names = "--explain", description = "Print each study's protocol in plain words.")
  private boolean explain;

  @Option(
      names = "--compare",
      description =
          "Print what the second of two versions of a study says otherwise, and what it means for"
              + " participants at each place.")
  private boolean compare;

  @Option(names = "--schedule", description = "Print the schedule of activities.")
  private boolean schedule;

  @Option(
      names = "--dictionary",
      description = "Print the data dictionary: every question, with what reads it.")
  private boolean dictionary;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Write the schedule or the dictionary as CSV.")
  private @Nullable Path csv;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write the schedule or the dictionary as a page to print.")
  private @Nullable Path html;

  @Option(
      names = "--forms",
      paramLabel = "DIR",
      description =
          "Write the blank case report forms, each question with its variable name: HTML, and PDF"
              + " where Chromium is on the path.")
  private @Nullable Path forms;

  @Option(
      names = "--watch",
      description = "Check again whenever a file of the study is saved, until stopped.")
  private boolean watch;

  @Option(names = "--map", paramLabel = "FILE", description = "Draw the path as SVG.")
  private @Nullable Path map;

  @Option(
      names = "--r",
      paramLabel = "FILE",
      description =
          "Write the rules as functions in R, and say what R cannot be told; - prints them.")
  private @Nullable Path rScript;

  @Option(
      names = "--odm",
      paramLabel = "FILE",
      description =
          "Write the rules as conditions of CDISC ODM 2.0, in English, Chinese and XPath, and say"
              + " which have words alone; - prints them.")
  private @Nullable Path odm;

  @Option(
      names = "--language",
      paramLabel = "LANGUAGE",
      defaultValue = "en",
      description = "en or zh, for what people read; ${DEFAULT-VALUE} when not given.")
  private String language = "en";

  @Option(names = "--json", description = "Print one JSON object for each study.")
  private boolean json;

  @Option(
      names = "--sign",
      paramLabel = "NAME",
      description =
          "Sign the contents of a sound study: every phrase is held to them from then on.")
  private @Nullable String signer;

  @Override
  public Integer call() {
    if (!LANGUAGES.contains(language)) {
      throw Commands.wrongUsage(
          spec, "a study is explained in en or zh, not in '" + language + "'");
    }
    if (explain && json) {
      throw Commands.wrongUsage(
          spec, "--explain prints text and --json prints objects; choose one");
    }
    if (signer != null && json) {
      throw Commands.wrongUsage(spec, "--sign signs; leave out --json");
    }
    onePurpose();
    if (compare) {
      return compared();
    }
    if (schedule || dictionary || writesOne()) {
      return sheets();
    }
    if (watch) {
      CheckWatch.run(folders.stream().map(Studies::folder).toList(), () -> all());
      return 0;
    }
    return all() ? 0 : 1;
  }

  private boolean all() {
    boolean sound = true;
    for (String named : folders) {
      var path = Studies.folder(named);
      var signing = Optional.ofNullable(signer);
      var reading = signing.isPresent() ? sign(named, path, signing.get()) : StudyFolder.load(path);
      sound &= reading.study().isPresent();
      print(named, path, reading);
    }
    return sound;
  }

  private void onePurpose() {
    long purposes =
        Stream.of(
                explain,
                compare,
                schedule,
                dictionary,
                forms != null,
                map != null,
                rScript != null,
                odm != null,
                watch,
                signer != null)
            .filter(wanted -> wanted)
            .count();
    if (purposes > 1) {
      throw Commands.wrongUsage(
          spec,
          "choose one of --explain, --compare, --schedule, --dictionary, --forms, --map, --r, --odm, --watch, --sign");
    }
    boolean table = schedule || dictionary;
    if (!table && (csv != null || html != null)) {
      throw Commands.wrongUsage(spec, "--csv and --html belong to --schedule and --dictionary");
    }
    if (json && (table || writesOne())) {
      throw Commands.wrongUsage(spec, "--json belongs to --compare or stands alone");
    }
  }

  private boolean writesOne() {
    return forms != null || map != null || rScript != null || odm != null;
  }

  private int sheets() {
    if (folders.size() != 1) {
      throw Commands.wrongUsage(spec, "name one study");
    }
    var named = folders.getFirst();
    var reading = StudyFolder.load(Studies.folder(named));
    if (reading.study().isEmpty()) {
      print(named, Studies.folder(named), reading);
      return 1;
    }
    var sheets = new CheckSheets(reading.study().get(), language, Commands.out(spec));
    if (schedule) {
      sheets.schedule(Optional.ofNullable(csv), Optional.ofNullable(html));
    } else if (dictionary) {
      sheets.dictionary(Optional.ofNullable(csv), Optional.ofNullable(html));
    }
    Optional.ofNullable(forms).ifPresent(sheets::forms);
    Optional.ofNullable(map).ifPresent(sheets::map);
    Optional.ofNullable(rScript).ifPresent(sheets::rulesInR);
    Optional.ofNullable(odm).ifPresent(sheets::rulesInOdm);
    return 0;
  }

  private int compared() {
    if (folders.size() != 2) {
      throw Commands.wrongUsage(spec, "--compare compares two folders, the earlier version first");
    }
    return new CheckCompare(Commands.out(spec), language, json)
        .run(folders.getFirst(), folders.getLast());
  }

  /** Signs the contents when the study is sound apart from them, and says what changed. */
  private Reading sign(String named, Path path, String name) {
    var folder = Folder.read(path);
    var unsigned = StudyFolder.load(folder.without(Contents.FILE));
    if (unsigned.study().isEmpty()) {
      return unsigned;
    }
    var day = LocalDate.ofInstant(House.realTime().instant(), ZoneId.systemDefault());
    Contents.Signing signing;
    try {
      signing = Contents.sign(folder, unsigned.study().get(), name, day);
    } catch (IllegalArgumentException refused) {
      throw Commands.wrongUsage(
          spec, named + ": " + Optional.ofNullable(refused.getMessage()).orElse(""));
    }
    PrintWriter out = Commands.out(spec);
    signing.changes().forEach(change -> out.println(named + "/" + change));
    if (!signing.dropped().isEmpty()) {
      out.println(
          named
              + ": signed other contents, and stands no longer: "
              + String.join(", ", signing.dropped()));
    }
    var reading = StudyFolder.load(folder.with(Contents.FILE, signing.text()));
    if (reading.study().isPresent()) {
      write(path.resolve(Contents.FILE), signing.text());
    }
    return reading;
  }

  /** Whole or not at all. */
  private static void write(Path file, String text) {
    var beside = file.resolveSibling("." + file.getFileName() + ".new");
    try {
      Files.writeString(beside, text);
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException trouble) {
      throw new UncheckedIOException("cannot write " + file, trouble);
    }
  }

  private void print(String named, Path path, Reading reading) {
    PrintWriter out = Commands.out(spec);
    if (json) {
      out.println(object(named, path, reading));
      return;
    }
    reading.faults().forEach(fault -> out.println(named + "/" + fault));
    reading
        .study()
        .map(study -> explain ? Speaker.of(study, language).explain() : summary(named, path, study))
        .ifPresent(out::println);
    if (!explain) {
      reading.study().flatMap(study -> unread(named, study)).ifPresent(out::println);
    }
    out.flush();
  }

  /** No fault: answers may be collected for reasons that the study does not know. */
  private static Optional<String> unread(String named, Study study) {
    var unread = study.unread();
    return unread.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s: %d questions are asked and read by no line of the study (%s%s); --dictionary shows what reads each"
                .formatted(
                    named,
                    unread.size(),
                    String.join(", ", unread.stream().limit(SHOWN).map(Item::path).toList()),
                    unread.size() > SHOWN ? ", …" : ""));
  }

  private static String summary(String named, Path path, Study study) {
    var cases = cases(path, study);
    var signers = signers(path, study);
    return "%s: %s is complete and consistent; %d forms, %d places; %d worked cases hold, with %d expectations; %s"
        .formatted(
            named,
            study.name(),
            study.forms().size(),
            study.next().places().size(),
            cases.size(),
            expectations(cases),
            signers.isEmpty() ? "not signed" : "signed by " + String.join(" and ", signers));
  }

  private static List<String> signers(Path path, Study study) {
    return Contents.signers(Folder.read(path), study);
  }

  private static String signed(Path path, Study study) {
    return String.join(",", signers(path, study).stream().map(Check::quoted).toList());
  }

  private static List<Case> cases(Path path, Study study) {
    return CaseReader.read(Folder.read(path), study).cases();
  }

  private static int expectations(List<Case> cases) {
    return cases.stream().mapToInt(one -> one.expectations().size()).sum();
  }

  private static String object(String named, Path path, Reading reading) {
    var cases = reading.study().map(study -> cases(path, study)).orElse(List.of());
    return "{\"folder\":%s,\"sound\":%s,\"study\":%s,\"version\":%s,\"seal\":%s,\"signed\":[%s],\"cases\":%d,\"expectations\":%d,\"faults\":[%s]}"
        .formatted(
            quoted(named),
            reading.study().isPresent(),
            reading.study().map(study -> quoted(study.name())).orElse("null"),
            reading.study().map(study -> quoted(study.version())).orElse("null"),
            reading.study().map(study -> quoted(study.seal())).orElse("null"),
            reading.study().map(study -> signed(path, study)).orElse(""),
            cases.size(),
            expectations(cases),
            String.join(",", reading.faults().stream().map(Check::object).toList()));
  }

  private static String object(Fault fault) {
    return "{\"file\":%s,\"line\":%d,\"column\":%d,\"severity\":%s,\"message\":%s}"
        .formatted(
            quoted(fault.at().file()),
            fault.at().line(),
            fault.at().column(),
            quoted(fault.severity().name().toLowerCase(Locale.ROOT)),
            quoted(fault.message()));
  }

  static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
