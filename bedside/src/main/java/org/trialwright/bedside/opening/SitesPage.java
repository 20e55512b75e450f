package org.trialwright.bedside.opening;

import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.Site;
import org.trialwright.journey.Event;
import org.trialwright.pages.Badge;
import org.trialwright.pages.Dates;
import org.trialwright.pages.Kind;
import org.trialwright.pages.Link;
import org.trialwright.pages.Question;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.State;
import org.trialwright.pages.Table;
import org.trialwright.pages.Words;
import org.trialwright.quantities.SiteId;
import org.trialwright.study.How;

/** The sites of the trial: which there are, which are open, and their closed days. */
@Controller
class SitesPage {
  static final String ROUTE = "/sites";

  private static final int LONGEST_NUMBER = 12;
  private static final int LONGEST_NAME = 120;
  private static final int LONGEST_DAYS = 4000;
  private static final int MOST_DAYS = 366;
  private static final String NUMBER = "number";
  private static final String NAME = "name";
  private static final String ZONE = "zone";
  private static final String OPEN = "open";
  private static final String CLOSED = "closed";
  private static final String REASON = "reason";

  private final Front front;
  private final Desk desk;

  SitesPage(Front front, Desk desk) {
    this.front = front;
    this.desk = desk;
  }

  @GetMapping(ROUTE)
  String all(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @RequestParam(defaultValue = "") String change,
      Model page) {
    var chosen = desk.sites().stream().filter(site -> site.id().value().equals(change)).findFirst();
    return show(
        request,
        person,
        chosen.map(SitesPage::fields).orElse(Map.of()),
        Map.of(),
        chosen.isPresent(),
        page);
  }

  @PostMapping(ROUTE)
  String set(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @RequestParam Map<String, String> fields,
      Model page) {
    var w = front.words(request);
    Map<String, String> errors = new LinkedHashMap<>();
    var number = text(fields, NUMBER);
    if (!number.matches("[A-Za-z0-9]{1,%d}".formatted(LONGEST_NUMBER))) {
      errors.put(NUMBER, w.say("a site's number is"));
    }
    if (text(fields, NAME).isEmpty()) {
      errors.put(NAME, w.say("answer this question"));
    }
    var zone = zone(text(fields, ZONE));
    if (zone.isEmpty()) {
      errors.put(ZONE, w.say("that is no time zone", text(fields, ZONE)));
    }
    var open = text(fields, OPEN);
    if (!List.of("yes", "no").contains(open)) {
      errors.put(OPEN, w.say("answer this question"));
    }
    var closed = days(text(fields, CLOSED), w, errors);
    boolean known = desk.sites().stream().anyMatch(site -> site.id().value().equals(number));
    if (!errors.isEmpty()) {
      return show(request, person, fields, errors, known, page);
    }
    var set =
        new Event.SiteSet(
            new SiteId(number),
            text(fields, NAME),
            zone.orElseThrow().getId(),
            open.equals("yes"),
            closed);
    var act = front.studyAct(person, "POST", ROUTE, text(fields, "key"));
    return switch (desk.setSite(set, text(fields, REASON), act)) {
      case Outcome.Done _ -> "redirect:" + ROUTE;
      case Outcome.ReasonNeeded _ ->
          show(
              request,
              person,
              fields,
              Map.of(REASON, w.say("a site changes for a reason")),
              true,
              page);
      case Outcome.NotConfirmed(var chapters) ->
          show(
              request,
              person,
              fields,
              Map.of(OPEN, w.say("assumed values are not confirmed", chapters.size())),
              known,
              page);
      case Outcome other -> throw new IllegalStateException("a site came to " + other);
    };
  }

  private String show(
      HttpServletRequest request,
      SignedIn person,
      Map<String, String> fields,
      Map<String, String> errors,
      boolean known,
      Model page) {
    var w = front.words(request);
    var questions = questions(w, known, fields, errors);
    page.addAttribute("frame", front.studyFrame(request, person, w.say("sites")));
    page.addAttribute("sites", table(w, front.dates(request, Optional.empty())));
    page.addAttribute("none", desk.sites().isEmpty());
    page.addAttribute(
        "heading", known ? w.say("change site", text(fields, NUMBER)) : w.say("a new site"));
    page.addAttribute("questions", questions);
    page.addAttribute("key", UUID.randomUUID().toString());
    page.addAttribute(
        "problems",
        questions.stream()
            .filter(question -> !question.error().isEmpty())
            .map(one -> new Link(one.text() + ": " + one.error(), "#" + one.name()))
            .toList());
    page.addAttribute("waits", desk.enrolmentRefused().isPresent());
    return "bedside/opening/sites";
  }

  private static List<Question> questions(
      Words w, boolean known, Map<String, String> fields, Map<String, String> errors) {
    var today = LocalDate.EPOCH;
    var questions = new ArrayList<Question>();
    questions.add(
        Question.of(NUMBER, w.say("number of the site"), new Kind.Text(1, LONGEST_NUMBER), today)
            .hint(w.say("participants are numbered by it")));
    questions.add(Question.of(NAME, w.say("name"), new Kind.Text(1, LONGEST_NAME), today));
    questions.add(
        Question.of(ZONE, w.say("time zone"), new Kind.Text(1, LONGEST_NAME), today)
            .hint(w.say("such as a zone")));
    questions.add(
        Question.of(OPEN, w.say("is the site open"), new Kind.YesNo(), today)
            .hint(w.say("an open site registers")));
    questions.add(
        Question.of(CLOSED, w.say("closed days"), new Kind.Text(4, LONGEST_DAYS), today)
            .hint(w.say("one day or span a line"))
            .optional(true));
    if (known) {
      questions.add(
          Question.of(
              REASON, w.say("why do you change it"), new Kind.Text(1, LONGEST_NAME), today));
    }
    return questions.stream()
        .map(
            question ->
                question
                    .missing(List.of())
                    .submitted(fields)
                    .error(errors.getOrDefault(question.name(), "")))
        .toList();
  }

  private Table table(Words w, Dates dates) {
    var columns = new ArrayList<Table.Column>();
    columns.add(new Table.Column(w.say("number of the site"), false));
    columns.add(new Table.Column(w.say("name"), false));
    columns.add(new Table.Column(w.say("time zone"), false));
    columns.add(new Table.Column(w.say("closed days"), false));
    columns.add(new Table.Column(w.say("state"), false));
    if (crosses()) {
      columns.add(new Table.Column(w.say("crosses on"), false));
    }
    return new Table(
        w.say("sites"),
        true,
        "",
        columns,
        desk.sites().stream().map(site -> line(w, site, dates)).toList());
  }

  private boolean crosses() {
    return desk.study().how().allocation() instanceof How.Sites(var steps) && steps.isPresent();
  }

  private Table.Line line(Words w, Site site, Dates dates) {
    var cells = new ArrayList<>(cells(w, site, dates));
    if (crosses()) {
      cells.add(
          new Table.Cell(
              desk.crossing(site.id())
                  .map(day -> dates.day(day.toString()))
                  .orElseGet(() -> w.say("the step has not come"))));
    }
    return new Table.Line(cells, false);
  }

  private static List<Table.Cell> cells(Words w, Site site, Dates dates) {
    var spans = spans(site.closedDays().stream().sorted().toList());
    return List.of(
        new Table.Cell(site.id().value(), ROUTE + "?change=" + site.id().value()),
        new Table.Cell(site.name()),
        new Table.Cell(site.zone().getId()),
        new Table.Cell(
            spans.stream()
                .map(
                    span ->
                        span.from().equals(span.to())
                            ? dates.day(span.from().toString())
                            : w.say(
                                "from to",
                                dates.day(span.from().toString()),
                                dates.day(span.to().toString())))
                .collect(Collectors.joining(", "))),
        new Table.Cell(
            "",
            "",
            "",
            site.open()
                ? new Badge(State.DONE, w.say("site is open"))
                : new Badge(State.CARE, w.say("site is not open"))));
  }

  private static Map<String, String> fields(Site site) {
    Map<String, String> fields = new HashMap<>();
    fields.put(NUMBER, site.id().value());
    fields.put(NAME, site.name());
    fields.put(ZONE, site.zone().getId());
    fields.put(OPEN, site.open() ? "yes" : "no");
    fields.put(
        CLOSED,
        spans(site.closedDays().stream().sorted().toList()).stream()
            .map(Span::toString)
            .collect(Collectors.joining("\n")));
    return fields;
  }

  /** Days that follow each other, both included. */
  private record Span(LocalDate from, LocalDate to) {
    @Override
    public String toString() {
      return from.equals(to) ? from.toString() : from + ".." + to;
    }
  }

  private static List<Span> spans(List<LocalDate> days) {
    var spans = new ArrayList<Span>();
    for (var day : days) {
      if (!spans.isEmpty() && spans.getLast().to().plusDays(1).equals(day)) {
        spans.set(spans.size() - 1, new Span(spans.getLast().from(), day));
      } else {
        spans.add(new Span(day, day));
      }
    }
    return spans;
  }

  private static List<LocalDate> days(String text, Words w, Map<String, String> errors) {
    var days = new ArrayList<LocalDate>();
    for (var line : text.lines().map(String::strip).filter(one -> !one.isEmpty()).toList()) {
      var span = span(line);
      if (span.isEmpty()) {
        errors.put(CLOSED, w.say("that is no day or span", line));
        return List.of();
      }
      span.get().from().datesUntil(span.get().to().plusDays(1)).forEach(days::add);
    }
    return days;
  }

  private static Optional<Span> span(String line) {
    try {
      int dots = line.indexOf("..");
      var from = LocalDate.parse(dots < 0 ? line : line.substring(0, dots).strip());
      var to = dots < 0 ? from : LocalDate.parse(line.substring(dots + 2).strip());
      return to.isBefore(from) || from.plusDays(MOST_DAYS).isBefore(to)
          ? Optional.empty()
          : Optional.of(new Span(from, to));
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }

  /** A region's zone, so that summer time is kept; a bare offset would lose it. */
  private static Optional<ZoneId> zone(String text) {
    try {
      var zone = ZoneId.of(text);
      return zone instanceof ZoneOffset ? Optional.empty() : Optional.of(zone);
    } catch (DateTimeException unknown) {
      return Optional.empty();
    }
  }

  private static String text(Map<String, String> fields, String name) {
    return fields.getOrDefault(name, "").strip();
  }
}
