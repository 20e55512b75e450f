package org.trialwright.bedside.files;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.trialwright.bedside.Attaching;
import org.trialwright.bedside.Chart;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.form.Fields;
import org.trialwright.journey.Attachment;
import org.trialwright.journey.Record;
import org.trialwright.pages.Badge;
import org.trialwright.pages.Kind;
import org.trialwright.pages.Link;
import org.trialwright.pages.Numbers;
import org.trialwright.pages.Question;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.State;
import org.trialwright.pages.Table;

/** The files of one participant: attached to a record or to the participant, saved, in error. */
@Controller
class FilesPage {
  static final String ROUTE = "/participants/{participant}/files";
  static final String FILE = ROUTE + "/{file}";
  static final String ERRORS = ROUTE + "/errors";

  /**
   * The largest file, told before it is sent; {@code application.properties} lets in a bit more.
   */
  static final int MEGABYTES = 10;

  private static final int LARGEST = MEGABYTES * 1024 * 1024;
  private static final int KILOBYTE = 1024;
  private static final int LONGEST_REASON = 500;
  private static final String CHOSEN = "file";
  private static final String RECORD = "record";
  private static final String WRONG = "wrong";
  private static final String WHY = "why";

  private final Front front;
  private final Desk desk;

  FilesPage(Front front, Desk desk) {
    this.front = front;
    this.desk = desk;
  }

  /** What was tried: the fields as sent, why each was refused, why the whole was. */
  private record Tried(Map<String, String> fields, Map<String, String> errors, String refused) {
    static Tried of(Map<String, String> fields, String field, String error) {
      return new Tried(fields, Map.of(field, error), "");
    }

    Question on(Question question) {
      // What our own pages ask has an answer; "not known" is none.
      var asked = question.missing(List.of());
      var sent = fields.isEmpty() ? asked : asked.submitted(fields);
      return sent.error(errors.getOrDefault(question.name(), ""));
    }
  }

  @GetMapping(ROUTE)
  ModelAndView look(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @RequestParam Map<String, String> fields) {
    var chart = Chart.open(front, desk, request, person, participant);
    var about = new LinkedHashMap<String, String>();
    if (fields.containsKey(RECORD)) {
      about.put(RECORD, fields.get(RECORD));
    }
    return page(chart, new Tried(about, Map.of(), ""));
  }

  /**
   * A file to save. Browsers never show it: it is an attachment, of the type that its bytes are.
   */
  @GetMapping(FILE)
  ResponseEntity<byte[]> save(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @PathVariable String file) {
    var chart = Chart.open(front, desk, request, person, participant);
    var one =
        Attachment.of(chart.facts()).stream()
            .filter(each -> String.valueOf(each.file().file()).equals(file))
            .findFirst()
            .orElseThrow(FilesPage::notFound);
    var kind = FileKind.of(one.file().type()).orElseThrow(FilesPage::notFound);
    var content = desk.content(chart.participant(), one.fact()).orElseThrow(FilesPage::notFound);
    return front.file(
        chart.act("GET", FILE, "").author(),
        participant,
        "file " + file,
        kind.saved(one.file().name()),
        kind.type(),
        content);
  }

  private static ResponseStatusException notFound() {
    return new ResponseStatusException(HttpStatus.NOT_FOUND);
  }

  @PostMapping(ROUTE)
  ModelAndView attach(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @RequestParam(name = CHOSEN, required = false) @Nullable MultipartFile file,
      @RequestParam Map<String, String> fields) {
    var chart = Chart.open(front, desk, request, person, participant);
    var words = chart.words();
    var name = file == null ? "" : Optional.ofNullable(file.getOriginalFilename()).orElse("");
    if (file == null || name.isEmpty()) {
      return wrong(chart, Tried.of(fields, CHOSEN, words.say("choose a file")));
    }
    if (file.getSize() > LARGEST) {
      return wrong(chart, Tried.of(fields, CHOSEN, words.say("the file is too large", MEGABYTES)));
    }
    if (!FileName.isFit(name)) {
      return wrong(
          chart,
          Tried.of(fields, CHOSEN, words.say("the file needs another name", FileName.LONGEST)));
    }
    var content = content(file);
    var kind = FileKind.of(content);
    if (kind.isEmpty()) {
      return wrong(chart, Tried.of(fields, CHOSEN, words.say("the file is of no known kind")));
    }
    var record = fields.getOrDefault(RECORD, "");
    var about =
        records(chart).stream()
            .filter(one -> code(one).equals(record))
            .findFirst()
            .map(one -> new Attaching(one.form().name(), one.ordinal(), name, kind.get().type()))
            .orElseGet(() -> new Attaching("", 0, name, kind.get().type()));
    if (about.form().isEmpty() && !record.equals(WHOLE)) {
      return wrong(chart, Tried.of(fields, RECORD, words.say("answer this question")));
    }
    var act = chart.act("POST", ROUTE, fields.getOrDefault("key", ""));
    return came(chart, desk.attach(chart.participant(), about, content, act), fields);
  }

  private static byte[] content(MultipartFile file) {
    try {
      return file.getBytes();
    } catch (IOException trouble) {
      throw new UncheckedIOException("cannot read what was uploaded", trouble);
    }
  }

  @PostMapping(ERRORS)
  ModelAndView detach(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @RequestParam Map<String, String> fields) {
    var chart = Chart.open(front, desk, request, person, participant);
    var words = chart.words();
    int number = (int) Fields.number(fields, WRONG);
    var errors = new LinkedHashMap<String, String>();
    if (standing(chart).stream().noneMatch(one -> one.file().file() == number)) {
      errors.put(WRONG, words.say("answer this question"));
    }
    var why = fields.getOrDefault(WHY, "").strip();
    if (why.isEmpty() || why.length() > LONGEST_REASON) {
      errors.put(WHY, words.say("say why it does not belong here", LONGEST_REASON));
    }
    if (!errors.isEmpty()) {
      return wrong(chart, new Tried(fields, errors, ""));
    }
    var act = chart.act("POST", ERRORS, fields.getOrDefault("key", ""));
    return came(chart, desk.detach(chart.participant(), number, why, act), fields);
  }

  private ModelAndView came(Chart chart, Outcome outcome, Map<String, String> fields) {
    var words = chart.words();
    return switch (outcome) {
      case Outcome.Done _ -> new ModelAndView("redirect:" + chart.address("/files"));
      case Outcome.Held(var by) -> refused(chart, chart.held(by), fields);
      case Outcome.FilesFull(var most) -> refused(chart, words.say("no more files", most), fields);
      case Outcome.ChangedMeanwhile _ ->
          refused(chart, words.say("another file was sent from this page"), fields);
      case Outcome other -> throw new IllegalStateException("an act on files came to " + other);
    };
  }

  private ModelAndView refused(Chart chart, String why, Map<String, String> fields) {
    return wrong(chart.reopened(), new Tried(fields, Map.of(), why));
  }

  private ModelAndView wrong(Chart chart, Tried tried) {
    var page = page(chart, tried);
    page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    return page;
  }

  private ModelAndView page(Chart chart, Tried tried) {
    var words = chart.words();
    boolean writes = chart.may("POST", ROUTE) && chart.holds().lock().isEmpty();
    var detach = writes && !standing(chart).isEmpty() ? detach(chart, tried) : List.<Question>of();
    var fileError = tried.errors().getOrDefault(CHOSEN, "");
    var attach = writes ? List.of(tried.on(belongs(chart))) : List.<Question>of();
    var problems = new ArrayList<Link>();
    if (!fileError.isEmpty()) {
      problems.add(
          new Link(
              words.say("label and text", words.say("which file"), fileError), "#file--value"));
    }
    problems.addAll(Question.problems(words, attach));
    problems.addAll(Question.problems(words, detach));
    return new ModelAndView(
        "bedside/files/files",
        Map.of(
            "view",
            new FilesView(
                chart.frame(words.say("files")),
                chart.way(),
                chart.strip(),
                words.say("which files may be attached", MEGABYTES, Attaching.MOST),
                table(chart),
                attach,
                FileKind.ACCEPT,
                fileError,
                detach,
                chart.address("/files"),
                Chart.newKey(),
                new Link(words.say("back to", chart.participant().value()), chart.address("")),
                problems,
                tried.refused())));
  }

  /** Files of which nobody has said that they do not belong here. */
  private static List<Attachment> standing(Chart chart) {
    return Attachment.of(chart.facts()).stream().filter(one -> one.inError().isEmpty()).toList();
  }

  private static final String WHOLE = "whole";

  private static Question belongs(Chart chart) {
    var words = chart.words();
    var choices = new ArrayList<Kind.Choice>();
    choices.add(new Kind.Choice(WHOLE, words.say("the participant as a whole")));
    records(chart).stream()
        .filter(one -> chart.holds().on(one.form().name(), one.ordinal()).isEmpty())
        .map(one -> new Kind.Choice(code(one), said(chart, one.form().name(), one.ordinal())))
        .forEach(choices::add);
    return Question.of(
        RECORD, words.say("what does the file belong to"), new Kind.OneOf(choices), chart.today());
  }

  private static List<Question> detach(Chart chart, Tried tried) {
    var words = chart.words();
    var choices =
        standing(chart).stream()
            .map(
                one ->
                    new Kind.Choice(
                        String.valueOf(one.file().file()),
                        words.say("file n, named", one.file().file(), one.file().name())))
            .toList();
    return List.of(
        tried.on(
            Question.of(
                WRONG,
                words.say("which file does not belong here"),
                new Kind.OneOf(choices),
                chart.today())),
        tried.on(
            Question.of(
                WHY,
                words.say("why does it not belong here"),
                new Kind.Text(2, LONGEST_REASON),
                chart.today())));
  }

  private static List<Record> records(Chart chart) {
    return chart.study().forms().values().stream()
        .flatMap(form -> chart.records(form).stream())
        .toList();
  }

  private static String code(Record record) {
    return record.form().name() + "/" + record.ordinal();
  }

  private static String said(Chart chart, String form, int ordinal) {
    var words = chart.words();
    return form.isEmpty()
        ? words.say("the participant as a whole")
        : words.say("form number", chart.voice().form(form), ordinal);
  }

  private static Table table(Chart chart) {
    var words = chart.words();
    return new Table(
        words.say("files of", chart.participant().value()),
        true,
        "",
        List.of(
            new Table.Column(words.say("file"), false),
            new Table.Column(words.say("belongs to"), false),
            new Table.Column(words.say("kind and size"), false),
            new Table.Column(words.say("attached"), false)),
        Attachment.of(chart.facts()).reversed().stream()
            .map(one -> new Table.Line(cells(chart, one), false))
            .toList());
  }

  private static List<Table.Cell> cells(Chart chart, Attachment one) {
    var words = chart.words();
    var file = one.file();
    var inError =
        one.inError()
            .map(fact -> words.say("attached in error", fact.reason(), chart.who(fact)))
            .orElse("");
    return List.of(
        new Table.Cell(
            words.say("file n, named", file.file(), file.name()),
            chart.address("/files/" + file.file()),
            inError,
            one.inError().isEmpty() ? Badge.NONE : new Badge(State.STOP, words.say("in error"))),
        new Table.Cell(said(chart, file.form(), file.ordinal())),
        new Table.Cell(
            words.say(
                "kind, size in kilobytes",
                FileKind.of(file.type()).map(FileKind::said).orElse(file.type()),
                Numbers.count((file.size() + KILOBYTE - 1) / KILOBYTE))),
        new Table.Cell(
            words.say(
                "two parts", chart.dates().moment(one.fact().recorded()), chart.who(one.fact()))));
  }
}
