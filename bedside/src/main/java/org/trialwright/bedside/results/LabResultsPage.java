package org.trialwright.bedside.results;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;
import org.trialwright.bedside.Chart;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.FileLines;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.OpenedSite;
import org.trialwright.bedside.Site;
import org.trialwright.bedside.Voice;
import org.trialwright.bedside.form.Fields;
import org.trialwright.pages.Badge;
import org.trialwright.pages.Csv;
import org.trialwright.pages.Kind;
import org.trialwright.pages.Link;
import org.trialwright.pages.Question;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.State;
import org.trialwright.pages.Table;
import org.trialwright.pages.Words;
import org.trialwright.study.Form;

/** Results of a site's participants out of a laboratory's file. */
@Controller
class LabResultsPage {
  static final String ROUTE = "/sites/{site}/results";
  static final String LINES = ROUTE + "/lines";

  private static final int KILOBYTES = 256;
  private static final int LONGEST_NAME = 200;
  private static final int SHOWN = 2;
  private static final String FILE = "file";
  private static final String TEXT = "lines";
  private static final String LABORATORY = "laboratory";
  private static final String FORM = "form";
  private static final String ENCODING = "encoding";
  private static final String REASON = "reason";
  private static final String COLUMN = "column-";

  private final Front front;
  private final Desk desk;

  LabResultsPage(Front front, Desk desk) {
    this.front = front;
    this.desk = desk;
  }

  /** A site as one person opens it. */
  private record Opened(
      HttpServletRequest request, SignedIn person, Site site, Voice voice, Taking taking) {
    String address() {
      return "/sites/" + site.id().value() + "/results";
    }

    List<Form> forms() {
      return Columns.forms(voice.study());
    }
  }

  private Opened open(HttpServletRequest request, SignedIn person, String number) {
    var at = OpenedSite.open(front, desk, request, person, number);
    return new Opened(request, person, at.site(), at.voice(), new Taking(at));
  }

  @GetMapping(ROUTE)
  ModelAndView begin(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String site,
      @RequestParam Map<String, String> fields) {
    var opened = open(request, person, site);
    var begun = new HashMap<>(fields);
    begun.putIfAbsent(ENCODING, FileText.UTF_8);
    return choose(opened, begun, Map.of());
  }

  /** A file is chosen, or its lines are pasted: nothing is looked at yet but its headings. */
  @PostMapping(ROUTE)
  ModelAndView take(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String site,
      @RequestParam(name = FILE, required = false) @Nullable MultipartFile file,
      @RequestParam Map<String, String> fields) {
    var opened = open(request, person, site);
    var w = opened.voice().words();
    var errors = new LinkedHashMap<String, String>();
    var laboratory = fields.getOrDefault(LABORATORY, "").strip();
    if (!Taking.isLaboratory(laboratory)) {
      errors.put(LABORATORY, w.say("answer this question"));
    }
    var form = opened.taking().form(fields.getOrDefault(FORM, ""));
    if (form.isEmpty()) {
      errors.put(FORM, w.say("answer this question"));
    }
    var text = text(opened, file, fields, errors);
    if (!errors.isEmpty()) {
      return wrong(choose(opened, fields, errors));
    }
    var headed = Taking.headed(FileLines.read(text, Integer.MAX_VALUE, w));
    if (headed.isEmpty()) {
      return wrong(choose(opened, fields, Map.of(FILE, headless(w))));
    }
    var columns = opened.taking().begun(laboratory, form.get(), headed.get());
    var look = new Looking(laboratory, text, columns, Map.of(), Optional.empty(), "", "");
    return look(opened, look, List.of());
  }

  private static String headless(Words w) {
    return w.say("each column needs a heading", Taking.MOST_COLUMNS);
  }

  private static String text(
      Opened opened,
      @Nullable MultipartFile file,
      Map<String, String> fields,
      Map<String, String> errors) {
    var w = opened.voice().words();
    var pasted = fields.getOrDefault(TEXT, "");
    if (file == null || file.isEmpty()) {
      if (pasted.isBlank()) {
        errors.put(FILE, w.say("choose a file or paste its lines"));
      }
      return isTooLarge(pasted.length(), w, errors) ? "" : pasted;
    }
    if (isTooLarge(file.getSize(), w, errors)) {
      return "";
    }
    var encoding = fields.getOrDefault(ENCODING, "");
    if (!FileText.ENCODINGS.contains(encoding)) {
      errors.put(ENCODING, w.say("answer this question"));
      return "";
    }
    try {
      var text = FileText.of(file.getBytes(), encoding);
      if (text.isEmpty()) {
        errors.put(
            FILE,
            encoding.equals(FileText.UTF_8)
                ? w.say("the file is not in UTF-8")
                : w.say("the file is not in GB18030"));
      }
      return text.orElse("");
    } catch (IOException trouble) {
      throw new UncheckedIOException("cannot read what was uploaded", trouble);
    }
  }

  private static boolean isTooLarge(long size, Words w, Map<String, String> errors) {
    boolean large = size > KILOBYTES * 1024L;
    if (large) {
      errors.put(FILE, w.say("a file of results is smaller", KILOBYTES));
    }
    return large;
  }

  /**
   * A file whose columns are being said.
   *
   * @param read its lines; empty before they were looked at
   */
  private record Looking(
      String laboratory,
      String text,
      Columns columns,
      Map<Integer, String> wrong,
      Optional<ResultLines> read,
      String reason,
      String reasonError) {}

  /** The lines are looked at, or recorded, all or none. */
  @PostMapping(LINES)
  ModelAndView lines(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String site,
      @RequestParam Map<String, String> fields) {
    var opened = open(request, person, site);
    var w = opened.voice().words();
    var laboratory = fields.getOrDefault(LABORATORY, "").strip();
    var form = opened.taking().form(fields.getOrDefault(FORM, ""));
    if (form.isEmpty() || !Taking.isLaboratory(laboratory)) {
      return wrong(choose(opened, fields, Map.of(FILE, w.say("choose a file or paste its lines"))));
    }
    var text = fields.getOrDefault(TEXT, "");
    var file = Taking.lines(text, w);
    if (Taking.headed(file).isEmpty()) {
      return wrong(choose(opened, fields, Map.of(FILE, headless(w))));
    }
    var parts = new ArrayList<String>();
    for (int i = 0; i < file.head().size(); i++) {
      parts.add(fields.getOrDefault(COLUMN + i, Columns.NOTHING));
    }
    var columns = new Columns(form.get(), file.head(), parts);
    var faults = columns.wrong(opened.voice());
    var reason = Fields.reason(fields);
    if (!faults.isEmpty()) {
      return wrong(
          look(
              opened,
              new Looking(laboratory, text, columns, faults, Optional.empty(), reason, ""),
              List.of()));
    }
    var read = opened.taking().read(columns, file);
    var looking = new Looking(laboratory, text, columns, Map.of(), Optional.of(read), reason, "");
    if (!fields.getOrDefault("act", "").equals("record") || !read.isReady()) {
      var page = look(opened, looking, read.problems());
      return read.problems().isEmpty() ? page : wrong(page);
    }
    if (Taking.lacksReason(read, reason)) {
      var error = w.say("say why stored answers change", Taking.LONGEST_REASON);
      return wrong(
          look(
              opened,
              new Looking(laboratory, text, columns, Map.of(), Optional.of(read), reason, error),
              List.of()));
    }
    return recorded(opened, looking, read, fields.getOrDefault("key", ""));
  }

  private ModelAndView recorded(Opened opened, Looking looking, ResultLines read, String key) {
    var act = front.act(opened.person(), "POST", LINES, opened.site().id(), key);
    var came =
        opened.taking().keep(looking.laboratory(), looking.columns(), read, looking.reason(), act);
    return opened
        .taking()
        .refusal(came, read)
        .map(why -> wrong(look(opened, looking, List.of(why))))
        .orElseGet(
            () ->
                new ModelAndView(
                    "redirect:"
                        + UriComponentsBuilder.fromPath(opened.address())
                            .queryParam("new", read.count(ResultLines.Comes.NEW))
                            .queryParam("changed", read.count(ResultLines.Comes.CHANGES))
                            .queryParam("stood", read.count(ResultLines.Comes.STANDS))
                            .toUriString()));
  }

  private ModelAndView choose(
      Opened opened, Map<String, String> fields, Map<String, String> errors) {
    var w = opened.voice().words();
    var questions =
        questions(opened).stream()
            .map(
                one ->
                    one.missing(List.of())
                        .submitted(fields)
                        .error(errors.getOrDefault(one.name(), "")))
            .toList();
    var problems = new ArrayList<Link>();
    var fileError = errors.getOrDefault(FILE, "");
    if (!fileError.isEmpty()) {
      problems.add(
          new Link(
              w.say("label and text", w.say("the laboratorys file"), fileError), "#file--value"));
    }
    problems.addAll(Question.problems(opened.voice().words(), questions));
    var choose =
        new ResultsView.Choose(
            opened.address(),
            fileError,
            w.say("which files of results", KILOBYTES, ResultLines.MOST),
            fields.getOrDefault(TEXT, ""),
            questions);
    return page(opened, done(opened, fields), Optional.of(choose), Optional.empty(), problems);
  }

  private static List<Question> questions(Opened opened) {
    var w = opened.voice().words();
    var day = LocalDate.EPOCH; // nothing here asks for a day
    return List.of(
        Question.of(LABORATORY, w.say("which laboratory"), new Kind.Text(1, LONGEST_NAME), day)
            .hint(w.say("columns are kept for each")),
        Question.of(
            FORM,
            w.say("which form do they fill"),
            new Kind.OneOf(
                opened.forms().stream()
                    .map(
                        form ->
                            new Kind.Choice(
                                form.name(), opened.voice().speaker().form(form).text()))
                    .toList()),
            day),
        Question.of(
                ENCODING,
                w.say("how is the file encoded"),
                new Kind.OneOf(
                    FileText.ENCODINGS.stream().map(one -> new Kind.Choice(one, one)).toList()),
                day)
            .hint(w.say("a chinese spreadsheet writes")));
  }

  private static String done(Opened opened, Map<String, String> fields) {
    return fields.containsKey("new")
        ? opened
            .voice()
            .words()
            .say(
                "results were recorded",
                Fields.number(fields, "new"),
                Fields.number(fields, "changed"),
                Fields.number(fields, "stood"))
        : "";
  }

  private ModelAndView look(Opened opened, Looking looking, List<String> problems) {
    var w = opened.voice().words();
    var columns = columns(opened, looking);
    var links = new ArrayList<>(Question.problems(opened.voice().words(), columns));
    Optional.ofNullable(looking.wrong().get(-1))
        .ifPresent(why -> links.add(new Link(why, "#columns")));
    problems.forEach(why -> links.add(new Link(why, "#lines")));
    var reason =
        looking.read().filter(ResultLines::isReady).filter(ResultLines::changes).stream()
            .map(
                _ ->
                    Question.of(
                            REASON,
                            w.say("why do stored answers change"),
                            new Kind.Text(1, Taking.LONGEST_REASON),
                            LocalDate.EPOCH)
                        .missing(List.of())
                        .submitted(Map.of(REASON, looking.reason()))
                        .error(looking.reasonError()))
            .toList();
    links.addAll(Question.problems(opened.voice().words(), reason));
    var form = looking.columns().form();
    var again =
        UriComponentsBuilder.fromPath(opened.address())
            .queryParam(LABORATORY, "{laboratory}")
            .queryParam(FORM, "{form}")
            .build(looking.laboratory(), form.name())
            .toString();
    var look =
        new ResultsView.Look(
            opened.address() + "/lines",
            Chart.newKey(),
            looking.laboratory(),
            form.name(),
            w.say("two parts", looking.laboratory(), opened.voice().speaker().form(form).text()),
            looking.text(),
            columns,
            looking
                .read()
                .filter(read -> read.problems().isEmpty())
                .map(
                    read ->
                        w.say(
                            "results would be recorded",
                            read.count(ResultLines.Comes.NEW),
                            read.count(ResultLines.Comes.CHANGES),
                            read.count(ResultLines.Comes.STANDS)))
                .orElse(""),
            looking.read().filter(read -> !read.lines().isEmpty()).map(read -> found(opened, read)),
            reason,
            looking.read().filter(ResultLines::isReady).isPresent(),
            new Link(w.say("choose another file"), again));
    return page(opened, "", Optional.empty(), Optional.of(look), links);
  }

  private static List<Question> columns(Opened opened, Looking looking) {
    var w = opened.voice().words();
    var columns = looking.columns();
    var kind = new Kind.OneOf(Columns.choices(columns.form(), opened.voice()));
    var lines = Csv.lines(looking.text()).stream().skip(1).map(Csv.Numbered::cells).toList();
    var questions = new ArrayList<Question>();
    for (int i = 0; i < columns.head().size(); i++) {
      int at = i;
      var examples =
          lines.stream()
              .filter(cells -> cells.size() > at && !cells.get(at).isBlank())
              .map(cells -> cells.get(at).strip())
              .limit(SHOWN)
              .toList();
      questions.add(
          Question.of(COLUMN + i, columns.head().get(i), kind, LocalDate.EPOCH)
              .missing(List.of())
              .hint(
                  examples.isEmpty()
                      ? w.say("the column is empty")
                      : w.say("such as in the file", opened.voice().join("two parts", examples)))
              .submitted(Map.of(COLUMN + i, columns.parts().get(i)))
              .error(looking.wrong().getOrDefault(i, "")));
    }
    return questions;
  }

  private static Table found(Opened opened, ResultLines read) {
    var w = opened.voice().words();
    return new Table(
        w.say("what would be recorded"),
        true,
        "",
        List.of(
            new Table.Column(w.say("line of the file"), true),
            new Table.Column(w.say("participant"), false),
            new Table.Column(w.say("day and visit"), false),
            new Table.Column(w.say("what would be recorded"), false),
            new Table.Column(w.say("state"), false)),
        read.lines().stream().map(line -> new Table.Line(cells(opened, line), false)).toList());
  }

  private static List<Table.Cell> cells(Opened opened, ResultLines.Line line) {
    var w = opened.voice().words();
    var chart = line.chart();
    var visit = line.handing().sheet().visit();
    var state =
        switch (line.comes()) {
          case NEW -> new Badge(State.DONE, w.say("a new record"));
          case CHANGES -> new Badge(State.CARE, w.say("stored answers change"));
          case STANDS -> new Badge(State.QUIET, w.say("stands already"));
        };
    return List.of(
        new Table.Cell(String.valueOf(line.number())),
        new Table.Cell(chart.participant().value(), chart.address("")),
        new Table.Cell(
            chart.dates().day(line.day()),
            "",
            visit.isEmpty() ? w.say("in no visits window") : chart.voice().visit(visit),
            Badge.NONE),
        new Table.Cell(String.join("; ", line.told())),
        new Table.Cell("", "", "", state));
  }

  private ModelAndView page(
      Opened opened,
      String done,
      Optional<ResultsView.Choose> choose,
      Optional<ResultsView.Look> look,
      List<Link> problems) {
    var w = opened.voice().words();
    var title = w.say("results from a laboratory");
    var known =
        desk.resultsMapped(opened.site().id()).stream()
            .map(
                one ->
                    new Link(
                        w.say("two parts", one.laboratory(), opened.voice().form(one.form())),
                        UriComponentsBuilder.fromPath(opened.address())
                            .queryParam(LABORATORY, "{laboratory}")
                            .queryParam(FORM, "{form}")
                            .build(one.laboratory(), one.form())
                            .toString()))
            .toList();
    var view =
        new ResultsView(
            front.frame(opened.request(), opened.person(), title, Optional.of(opened.site().id())),
            List.of(
                new Link(w.say("place today"), "/today"),
                new Link(
                    w.say("limits of the laboratory"),
                    "/sites/" + opened.site().id().value() + "/laboratory")),
            opened.site().name(),
            done,
            choose.isPresent() ? known : List.of(),
            choose,
            look,
            problems);
    return new ModelAndView("bedside/results/results", Map.of("view", view));
  }

  private static ModelAndView wrong(ModelAndView page) {
    page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    return page;
  }
}
