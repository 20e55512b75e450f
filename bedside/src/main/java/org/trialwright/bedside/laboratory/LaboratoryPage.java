package org.trialwright.bedside.laboratory;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.trialwright.bedside.Chart;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.LabLimits;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.Site;
import org.trialwright.bedside.Voice;
import org.trialwright.bedside.form.Fields;
import org.trialwright.pages.Badge;
import org.trialwright.pages.Csv;
import org.trialwright.pages.Link;
import org.trialwright.pages.Question;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.State;
import org.trialwright.pages.Table;
import org.trialwright.quantities.SiteId;
import org.trialwright.study.Item;

/** The limits of a site's laboratory: which hold, which held, and new ones from a day on. */
@Controller
class LaboratoryPage {
  static final String ROUTE = "/sites/{site}/laboratory";
  static final String LINES = ROUTE + "/lines";
  private static final String CSV = ROUTE + ".csv";

  private final Front front;
  private final Desk desk;

  LaboratoryPage(Front front, Desk desk) {
    this.front = front;
    this.desk = desk;
  }

  /** The sites that this person may see; the one laboratory when it is one. */
  @GetMapping("/laboratory")
  String laboratories(
      HttpServletRequest request, @AuthenticationPrincipal SignedIn person, Model page) {
    var sites = front.sites(person);
    if (sites.size() == 1) {
      return "redirect:" + address(sites.getFirst().id());
    }
    page.addAttribute(
        "frame",
        front.frame(
            request,
            person,
            front.words(request).say("limits of the laboratory"),
            Optional.empty()));
    page.addAttribute(
        "sites", sites.stream().map(site -> new Link(site.name(), address(site.id()))).toList());
    return "bedside/laboratory/laboratories";
  }

  private static String address(SiteId site) {
    return "/sites/" + site.value() + "/laboratory";
  }

  /** A site's laboratory as one person opens it. */
  private record Opened(
      HttpServletRequest request,
      SignedIn person,
      Site site,
      Voice voice,
      List<LabLimits.Entry> entries,
      LimitQuestions ask) {
    String address() {
      return LaboratoryPage.address(site.id());
    }

    boolean records() {
      return person.grantFor("POST", ROUTE, site.id()).isPresent();
    }

    boolean recordsResults() {
      return person.grantFor("POST", "/sites/{site}/results/lines", site.id()).isPresent();
    }
  }

  private Opened open(HttpServletRequest request, SignedIn person, String number) {
    var site =
        desk.site(new SiteId(number))
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    var voice = front.voice(request, Optional.of(site.id()));
    return new Opened(
        request,
        person,
        site,
        voice,
        desk.labLimits(site.id()),
        new LimitQuestions(voice, site.id(), desk.today(site.id())));
  }

  @GetMapping(ROUTE)
  ModelAndView laboratory(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String site,
      @RequestParam(defaultValue = "") String question) {
    var opened = open(request, person, site);
    var form =
        opened
            .ask()
            .item(question)
            .filter(_ -> opened.records())
            .map(item -> form(opened, item, opened.ask().begun(item), Map.of(), Chart.newKey()));
    return page(opened, form, blank(opened));
  }

  @PostMapping(ROUTE)
  ModelAndView record(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String site,
      @RequestParam Map<String, String> sent) {
    var opened = open(request, person, site);
    var item =
        opened
            .ask()
            .item(sent.getOrDefault("question", ""))
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    var fields = Fields.withToday(opened.ask().today(), sent);
    var key = fields.getOrDefault("key", "");
    if (fields.containsKey("today")) {
      return page(opened, Optional.of(form(opened, item, fields, Map.of(), key)), blank(opened));
    }
    var read = opened.ask().read(item, fields);
    if (read.limits().isEmpty()) {
      return wrong(
          page(opened, Optional.of(form(opened, item, fields, read.errors(), key)), blank(opened)));
    }
    return recorded(opened, List.of(read.limits().get()), ROUTE, key);
  }

  private ModelAndView recorded(
      Opened opened, List<LabLimits.Dated> limits, String route, String key) {
    var site = opened.site().id();
    var act = front.act(opened.person(), "POST", route, site, key);
    return switch (desk.setLimits(site, limits, act)) {
      case Outcome.Done _ -> new ModelAndView("redirect:" + opened.address());
      case Outcome.ChangedMeanwhile _ ->
          wrong(
              page(
                  opened,
                  Optional.empty(),
                  lines(
                      opened,
                      "",
                      List.of(opened.voice().words().say("the key was used for another act")),
                      Optional.empty())));
      case Outcome other -> throw new IllegalStateException("recording limits came to " + other);
    };
  }

  /** Lines of a file: looked at, then recorded, all or none. */
  @PostMapping(LINES)
  ModelAndView lines(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String site,
      @RequestParam Map<String, String> fields) {
    var opened = open(request, person, site);
    var text = fields.getOrDefault("lines", "");
    var read = LimitLines.read(text, opened.ask(), opened.entries());
    var whole = read.whole();
    if (whole.isPresent() && fields.getOrDefault("act", "").equals("record")) {
      return recorded(opened, whole.get(), LINES, fields.getOrDefault("key", ""));
    }
    var page =
        page(opened, Optional.empty(), lines(opened, text, read.problems(), Optional.of(read)));
    return read.problems().isEmpty() ? page : wrong(page);
  }

  /** The same as a file, to be filled in and pasted. */
  @GetMapping(CSV)
  ResponseEntity<byte[]> csv(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String site) {
    var opened = open(request, person, site);
    var rows = LimitLines.written(LabLimits.questions(opened.voice().study()), opened.entries());
    var author = front.act(person, "GET", CSV, opened.site().id(), "").author();
    return front.file(
        author, "", "laboratory-" + site + ".csv", Csv.TYPE, Csv.file(LimitLines.HEAD, rows));
  }

  private ModelAndView page(
      Opened opened, Optional<LaboratoryView.Form> form, Optional<LaboratoryView.Lines> lines) {
    var w = opened.voice().words();
    var problems = new ArrayList<Link>();
    form.ifPresent(one -> problems.addAll(Question.problems(w, one.questions())));
    lines.ifPresent(one -> one.problems().forEach(why -> problems.add(new Link(why, "#lines"))));
    var title = w.say("limits of the laboratory");
    var view =
        new LaboratoryView(
            front.frame(opened.request(), opened.person(), title, Optional.of(opened.site().id())),
            List.of(new Link(w.say("place today"), "/today")),
            opened.site().name(),
            table(opened),
            new Link(w.say("the limits as CSV"), opened.address() + ".csv"),
            opened.recordsResults()
                ? new Link(
                    w.say("results from a laboratory"),
                    "/sites/" + opened.site().id().value() + "/results")
                : Link.NONE,
            form,
            lines,
            problems);
    return new ModelAndView("bedside/laboratory/laboratory", Map.of("view", view));
  }

  private static ModelAndView wrong(ModelAndView page) {
    page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    return page;
  }

  private static LaboratoryView.Form form(
      Opened opened,
      Item item,
      Map<String, String> fields,
      Map<String, String> errors,
      String key) {
    var w = opened.voice().words();
    return new LaboratoryView.Form(
        w.say("new limits of", name(opened, item)),
        item.path(),
        opened.address(),
        key,
        opened.ask().asked(item).stream()
            .map(one -> one.submitted(fields).error(errors.getOrDefault(one.name(), "")))
            .toList());
  }

  private static Optional<LaboratoryView.Lines> blank(Opened opened) {
    return lines(opened, "", List.of(), Optional.empty());
  }

  private static Optional<LaboratoryView.Lines> lines(
      Opened opened, String text, List<String> problems, Optional<LimitLines> read) {
    var w = opened.voice().words();
    return Optional.of(
            new LaboratoryView.Lines(
                opened.address() + "/lines",
                Chart.newKey(),
                text,
                problems,
                read.filter(_ -> problems.isEmpty())
                    .map(one -> w.say("lines come to", one.limits().size(), one.standing()))
                    .orElse(""),
                read.flatMap(LimitLines::whole).map(limits -> found(opened, limits))))
        .filter(_ -> opened.records());
  }

  private static String name(Opened opened, Item item) {
    var speaker = opened.voice().speaker();
    return opened
        .voice()
        .words()
        .say("label and text", speaker.form(item.form()).text(), speaker.question(item).text());
  }

  private static Table found(Opened opened, List<LabLimits.Dated> limits) {
    var w = opened.voice().words();
    var said = new SaidLimits(opened.voice());
    return new Table(
        w.say("what would be recorded"),
        true,
        "",
        columns(
            List.of(
                w.say("laboratory question"),
                w.say("for whom"),
                w.say("limits"),
                w.say("limits hold from"),
                w.say("which laboratory"))),
        limits.stream()
            .map(
                one ->
                    new Table.Line(
                        List.of(
                            new Table.Cell(said.question(one.set())),
                            new Table.Cell(said.people(one.set())),
                            new Table.Cell(said.span(one.set())),
                            new Table.Cell(said.day(one.from())),
                            new Table.Cell(one.set().laboratory())),
                        false))
            .toList());
  }

  private static List<Table.Column> columns(List<String> heads) {
    return heads.stream().map(head -> new Table.Column(head, false)).toList();
  }

  private static Table table(Opened opened) {
    var w = opened.voice().words();
    var lines = new ArrayList<Table.Line>();
    for (var item : LabLimits.questions(opened.voice().study())) {
      var known =
          opened.entries().stream()
              .filter(one -> one.set().question().equals(item.path()))
              .toList();
      var address = opened.records() ? opened.address() + "?question=" + item.path() + "#new" : "";
      known.forEach(one -> lines.add(line(opened, item, one, address)));
      if (known.isEmpty()) {
        lines.add(
            new Table.Line(
                List.of(
                    new Table.Cell(name(opened, item), address),
                    new Table.Cell(""),
                    new Table.Cell(w.say("no limits yet")),
                    new Table.Cell(""),
                    new Table.Cell(""),
                    new Table.Cell(""),
                    new Table.Cell("")),
                false));
      }
    }
    return new Table(
        w.say("limits of the laboratory"),
        true,
        "",
        columns(
            List.of(
                w.say("laboratory question"),
                w.say("for whom"),
                w.say("limits"),
                w.say("limits hold from"),
                w.say("which laboratory"),
                w.say("recorded by"),
                w.say("state"))),
        lines);
  }

  private static Table.Line line(Opened opened, Item item, LabLimits.Entry entry, String address) {
    var w = opened.voice().words();
    var said = new SaidLimits(opened.voice());
    var set = entry.set();
    var by = entry.fact().author();
    LocalDate today = opened.ask().today();
    return new Table.Line(
        List.of(
            new Table.Cell(name(opened, item), address),
            new Table.Cell(said.people(set)),
            new Table.Cell(said.span(set)),
            new Table.Cell(said.day(entry.from())),
            new Table.Cell(set.laboratory()),
            new Table.Cell(
                w.say("name and role", by.name(), opened.voice().role(by.role())),
                "",
                opened.voice().dates().moment(entry.fact().recorded()),
                Badge.NONE),
            new Table.Cell(
                "",
                "",
                "",
                LabLimits.isInForce(opened.entries(), entry, today)
                    ? new Badge(State.DONE, w.say("limits are in force"))
                    : entry.from().isAfter(today)
                        ? new Badge(State.CARE, w.say("limits are to come"))
                        : new Badge(State.QUIET, w.say("limits were replaced")))),
        false);
  }
}
