package org.trialwright.app;

import gg.jte.Content;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trialwright.pages.Csv;
import org.trialwright.pages.JteViews;
import org.trialwright.pages.PaperStyle;
import org.trialwright.study.Grid;
import org.trialwright.study.OdmRules;
import org.trialwright.study.RScript;
import org.trialwright.study.Schedule;
import org.trialwright.study.Speaker;
import org.trialwright.study.Study;

/** What people keep beside a protocol, printed or written into files. */
final class CheckSheets {
  private static final String LANDSCAPE =
      "\n@page { size: A4 landscape }\nbody { max-width: none }\n";
  private static final String MATRIX =
      """
      .matrix td { text-align: center; padding: .15em .2em; border-left: .5px solid #c9c9c9 }
      .matrix thead th { vertical-align: bottom; padding: .2em }
      .matrix thead th span { writing-mode: vertical-rl; max-block-size: 5em }
      .matrix thead th:first-child { min-width: 14em }
      """;
  private static final String ENTRIES =
      """

      code { font: .86em ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; color: #7a1f1f; overflow-wrap: anywhere }
      .entry { break-inside: avoid; margin: .9em 0 }
      .entry p, .entry dl, .entry ul { margin: 0 0 .2em }
      .entry dl { padding-left: 1.2em; font-size: .92em }
      .choices { list-style: none; padding-left: 1.2em; columns: 16em; column-gap: 2em }
      .choices li { break-inside: avoid }
      .box { display: inline-block; width: .8em; height: .8em; border: 1px solid #1a1a1a; margin-right: .5em }
      .line { padding-left: 1.2em; color: #404040 }
      .line span { display: inline-block; width: 14em; max-width: 60%; border-bottom: 1px solid #1a1a1a; margin-right: .6em }
      .blank { break-before: page }
      """;
  private static final Path TERMINAL = Path.of("-");
  private static final int CJK = 0x2E80;

  private final Study study;
  private final Speaker speaker;
  private final String language;
  private final PrintWriter out;

  CheckSheets(Study study, String language, PrintWriter out) {
    this.study = study;
    this.speaker = Speaker.of(study, language);
    this.language = language;
    this.out = out;
  }

  /** On the terminal when no file is asked for. */
  void schedule(Optional<Path> csv, Optional<Path> html) {
    var schedule = speaker.schedule();
    csv.ifPresent(file -> write(file, schedule.grid()));
    html.ifPresent(
        file ->
            write(file, page("app/schedule", LANDSCAPE + MATRIX, Map.of("schedule", schedule))));
    if (csv.isEmpty() && html.isEmpty()) {
      out.print(text(schedule));
      out.flush();
    }
  }

  /** As CSV on the terminal when no file is asked for. */
  void dictionary(Optional<Path> csv, Optional<Path> html) {
    var dictionary = speaker.dictionary();
    csv.ifPresent(file -> write(file, dictionary));
    html.ifPresent(
        file ->
            write(
                file,
                page("app/dictionary", ENTRIES, Map.of("sheet", DictionarySheet.of(dictionary)))));
    if (csv.isEmpty() && html.isEmpty()) {
      out.print(Csv.text(dictionary.head(), dictionary.rows()));
      out.flush();
    }
  }

  void forms(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException trouble) {
      throw new UncheckedIOException("cannot make " + folder, trouble);
    }
    var html = folder.resolve("forms.html");
    write(
        html,
        page(
            "app/blanks",
            ENTRIES,
            Map.of("forms", speaker.blankForms(), "title", speaker.formsTitle())));
    var pdf = folder.resolve("forms.pdf");
    var chromium = Paper.program();
    if (chromium.isPresent()) {
      Paper.print(
          chromium.get(),
          html,
          pdf,
          LocalDate.ofInstant(House.realTime().instant(), ZoneId.systemDefault()));
      out.println(pdf);
    } else {
      out.println("no Chromium is on the path, so there is no " + pdf);
    }
  }

  void map(Path file) {
    var map = CheckMap.of(study, speaker);
    write(file, map.svg() + "\n");
    if (!map.notDrawn().isEmpty()) {
      out.println(speaker.notDrawn() + " " + String.join("; ", map.notDrawn()));
    }
  }

  void rulesInR(Path file) {
    var script = RScript.of(study);
    rules(
        file,
        script.text(),
        script.unsaid().stream().map(one -> "not in R: " + one.rule() + ": " + one.why()).toList());
  }

  void rulesInOdm(Path file) {
    var odm = OdmRules.of(study, House.realTime().instant());
    rules(
        file,
        odm.text(),
        odm.unsaid().stream().map(one -> "words alone: " + one.rule() + ": " + one.why()).toList());
  }

  /**
   * What could not be said stands in the file as well, so that nothing is added when it is printed.
   */
  private void rules(Path file, String text, List<String> unsaid) {
    if (file.equals(TERMINAL)) {
      out.print(text);
      out.flush();
      return;
    }
    write(file, text);
    unsaid.forEach(out::println);
  }

  private String page(String template, String style, Map<String, Object> model) {
    var all = new HashMap<String, Object>(model);
    Content element = PaperStyle.element(style);
    all.put("style", element);
    all.put("language", language);
    all.put("version", speaker.version().text());
    return new JteViews().render(template, all);
  }

  private void write(Path file, Grid grid) {
    write(file, Csv.file(grid.head(), grid.rows()));
  }

  private void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException trouble) {
      throw new UncheckedIOException("cannot write " + file, trouble);
    }
    out.println(file);
  }

  // ---- on the terminal

  /** The visits by number, then the forms with a column for each number. */
  private static String text(Schedule schedule) {
    var text = new StringBuilder(schedule.title()).append("\n\n");
    var columns = schedule.columns();
    int names = columns.stream().mapToInt(column -> width(column.name())).max().orElse(0);
    for (int i = 0; i < columns.size(); i++) {
      var column = columns.get(i);
      text.append(
          "%2d  %s  %s%n"
              .formatted(i + 1, padded(column.name(), names), column.when())
              .stripTrailing());
      text.append("\n");
    }
    int forms = schedule.rows().stream().mapToInt(row -> width(row.form())).max().orElse(0);
    text.append("\n").append(padded("", forms));
    for (int i = 0; i < columns.size(); i++) {
      text.append("%4d".formatted(i + 1));
    }
    text.append("\n");
    for (var row : schedule.rows()) {
      text.append(line(row, forms)).append("\n");
    }
    text.append("\n");
    schedule.notes().forEach(note -> text.append(note).append("\n"));
    return text.toString();
  }

  private static String line(Schedule.Row row, int forms) {
    var line = new StringBuilder(padded(row.form(), forms));
    for (var mark : row.marks()) {
      line.append(" ".repeat(Math.max(1, 4 - mark.length()))).append(mark);
    }
    return line.toString().stripTrailing();
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - width(text)));
  }

  /** Chinese signs are twice as wide as others on a terminal. */
  private static int width(String text) {
    return text.codePoints().map(sign -> sign >= CJK ? 2 : 1).sum();
  }
}
