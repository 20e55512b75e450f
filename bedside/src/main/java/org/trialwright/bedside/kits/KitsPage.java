package org.trialwright.bedside.kits;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.trialwright.bedside.Chart;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.Site;
import org.trialwright.bedside.Stock;
import org.trialwright.bedside.form.Fields;
import org.trialwright.pages.Answers;
import org.trialwright.pages.Badge;
import org.trialwright.pages.Csv;
import org.trialwright.pages.Dates;
import org.trialwright.pages.Kind;
import org.trialwright.pages.Link;
import org.trialwright.pages.Question;
import org.trialwright.pages.Reading;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.Table;
import org.trialwright.pages.Words;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;

/** The kits of each site: sent, received, on the shelf, handed out, brought back, withdrawn. */
@Controller
class KitsPage {
  static final String ROUTE = "/kits";
  static final String SEND = "/sites/{site}/kits/cartons";
  static final String RECEIVE = "/sites/{site}/kits/receipts";
  static final String WITHDRAW = "/sites/{site}/kits/withdrawals";

  private static final String CSV = ROUTE + ".csv";
  private static final String EXPIRES = "expires";
  private static final String KIT = "kit";
  private static final String WHY = "why";
  private static final int LONGEST_REASON = 500;
  private static final int LONGEST_NUMBER = 20;

  private final Front front;
  private final Desk desk;

  KitsPage(Front front, Desk desk) {
    this.front = front;
    this.desk = desk;
  }

  @GetMapping(ROUTE)
  ModelAndView kits(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @RequestParam("site") Optional<String> site) {
    var known =
        sites(person).stream()
            .map(Site::id)
            .filter(one -> site.filter(one.value()::equals).isPresent())
            .findFirst();
    return page(request, person, known, Tried.nothing());
  }

  private Stock stock() {
    return desk.stock().orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  private List<Site> sites(SignedIn person) {
    return desk.sites().stream()
        .filter(site -> person.grantFor("GET", ROUTE, site.id()).isPresent())
        .toList();
  }

  /** What was sent and could not be done: the fields, and why, by field. */
  private record Tried(Map<String, String> fields, Map<String, String> errors) {
    static Tried nothing() {
      return new Tried(Map.of(), Map.of());
    }

    Question on(Question question) {
      // What our own pages ask has an answer; "not known" is none.
      var asked = question.missing(List.of());
      var sent = fields.isEmpty() ? asked : asked.submitted(fields);
      return sent.error(errors.getOrDefault(question.name(), ""));
    }
  }

  @PostMapping(SEND)
  ModelAndView send(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String site,
      @RequestParam Map<String, String> fields) {
    stock();
    var at = new SiteId(site);
    var w = front.words(request);
    var today = desk.today(at);
    var typed = Fields.withToday(today, fields);
    if (!fields.getOrDefault("today", "").isEmpty()) {
      return wrong(request, person, at, new Tried(typed, Map.of()));
    }
    var day = day(typed, today);
    if (day.isEmpty()) {
      return wrong(request, person, at, new Tried(typed, Map.of(EXPIRES, w.say("a day to come"))));
    }
    var act = front.act(person, "POST", SEND, at, fields.getOrDefault("key", ""));
    return done(at, desk.sendKits(at, day.get(), act));
  }

  private static Optional<LocalDate> day(Map<String, String> fields, LocalDate today) {
    return Answers.read(new Kind.Day(false), EXPIRES, fields) instanceof Reading.Given(var text)
            && text.matches("\\d{4}-\\d\\d-\\d\\d")
        ? Optional.of(LocalDate.parse(text)).filter(today::isBefore)
        : Optional.empty();
  }

  @PostMapping(RECEIVE)
  ModelAndView receive(
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String site,
      @RequestParam Map<String, String> fields) {
    var at = new SiteId(site);
    int carton = (int) Math.min(Integer.MAX_VALUE, Fields.number(fields, "carton"));
    stock();
    var act = front.act(person, "POST", RECEIVE, at, fields.getOrDefault("key", ""));
    return done(at, desk.receiveKits(at, carton, act));
  }

  @PostMapping(WITHDRAW)
  ModelAndView withdraw(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String site,
      @RequestParam Map<String, String> fields) {
    var at = new SiteId(site);
    var w = front.words(request);
    var number = fields.getOrDefault(KIT, "").strip();
    var reason = fields.getOrDefault(WHY, "").strip();
    var errors = new LinkedHashMap<String, String>();
    var known = Optional.ofNullable(stock().kits().get(number));
    if (known.filter(kit -> kit.carton().site().equals(at)).isEmpty()) {
      errors.put(KIT, w.say("no such kit here", number));
    }
    if (reason.isEmpty()) {
      errors.put(WHY, w.say("answer this question"));
    }
    if (!errors.isEmpty()) {
      return wrong(request, person, at, new Tried(fields, errors));
    }
    var act = front.act(person, "POST", WITHDRAW, at, fields.getOrDefault("key", ""));
    return done(at, desk.withdrawKit(at, number, reason, act));
  }

  private static ModelAndView done(SiteId site, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done _ -> new ModelAndView("redirect:" + ROUTE + "?site=" + site.value());
      case Outcome.NotSentHere _ -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
      case Outcome other -> throw new IllegalStateException("an act on kits came to " + other);
    };
  }

  private ModelAndView wrong(
      HttpServletRequest request, SignedIn person, SiteId site, Tried tried) {
    var page = page(request, person, Optional.of(site), tried);
    if (!tried.errors().isEmpty()) {
      page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    }
    return page;
  }

  private ModelAndView page(
      HttpServletRequest request, SignedIn person, Optional<SiteId> wanted, Tried tried) {
    var stock = stock();
    var w = front.words(request);
    var sites = sites(person);
    var site =
        sites.stream()
            .filter(one -> wanted.map(one.id()::equals).orElse(sites.size() == 1))
            .findFirst();
    var shelf = site.map(one -> shelf(request, person, stock, one, tried));
    var problems = new ArrayList<Link>();
    shelf.ifPresent(
        one ->
            problems.addAll(
                Question.problems(
                    w, Stream.concat(one.send().stream(), one.withdraw().stream()).toList())));
    var frame = front.frame(request, person, w.say("kits"), site.map(Site::id));
    return new ModelAndView(
        "bedside/kits/kits",
        Map.of(
            "view", new KitsView(frame, counts(w, stock, sites), shelf, Chart.newKey(), problems)));
  }

  private Table counts(Words w, Stock stock, List<Site> sites) {
    var columns = new ArrayList<Table.Column>();
    columns.add(new Table.Column(w.say("site"), false));
    for (var place : Stock.Place.values()) {
      columns.add(new Table.Column(KitWords.place(w, place), true));
    }
    columns.add(new Table.Column(w.say("kits, all"), true));
    columns.add(new Table.Column(w.say("left in kits that are back"), true));
    var lines = new ArrayList<Table.Line>();
    for (var site : sites) {
      var today = desk.today(site.id());
      var kits = stock.of(site.id());
      var cells = new ArrayList<Table.Cell>();
      cells.add(new Table.Cell(site.name(), ROUTE + "?site=" + site.id().value()));
      Arrays.stream(Stock.Place.values())
          .map(place -> kits.stream().filter(kit -> kit.place(today) == place).count())
          .forEach(count -> cells.add(new Table.Cell(String.valueOf(count))));
      cells.add(new Table.Cell(String.valueOf(kits.size())));
      cells.add(
          new Table.Cell(
              String.valueOf(kits.stream().mapToInt(kit -> kit.left().orElse(0)).sum())));
      lines.add(new Table.Line(cells, false));
    }
    return new Table(w.say("kits by site"), true, "", columns, lines);
  }

  private KitsView.Shelf shelf(
      HttpServletRequest request, SignedIn person, Stock stock, Site site, Tried tried) {
    var w = front.words(request);
    var dates = front.dates(request, Optional.of(site.id()));
    var today = desk.today(site.id());
    boolean sends = person.grantFor("POST", SEND, site.id()).isPresent();
    boolean keeps = person.grantFor("POST", WITHDRAW, site.id()).isPresent();
    var underway =
        stock.cartons().stream()
            .filter(one -> keeps && one.site().equals(site.id()) && one.received().isEmpty())
            .map(
                one ->
                    new KitsView.Underway(
                        one.number(),
                        w.say("carton is on its way", one.number(), dates.day(one.expires())),
                        w.say("record that the carton came", one.number()),
                        Chart.newKey()))
            .toList();
    var send =
        List.of(
            tried.on(
                Question.of(EXPIRES, w.say("last day of its kits"), new Kind.Day(false), today)
                    .hint(w.say("one day for the whole carton"))));
    var withdraw =
        List.of(
            tried.on(
                Question.of(
                    KIT, w.say("number of the kit"), new Kind.Text(1, LONGEST_NUMBER), today)),
            tried.on(
                Question.of(
                    WHY, w.say("what is wrong with it"), new Kind.Text(2, LONGEST_REASON), today)));
    return new KitsView.Shelf(
        site.name(),
        "/sites/" + site.id().value() + "/kits",
        underway,
        sends ? send : List.of(),
        keeps ? withdraw : List.of(),
        kits(w, dates, stock.of(site.id()), today, Front.mayRead(person, site.id())));
  }

  /**
   * @param people whether the reader may know who has which kit
   */
  private static Table kits(
      Words w, Dates dates, List<Stock.Kit> kits, LocalDate today, boolean people) {
    var columns =
        List.of(
            new Table.Column(w.say("kit"), false),
            new Table.Column(w.say("carton"), true),
            new Table.Column(w.say("expires"), false),
            new Table.Column(w.say("state"), false),
            new Table.Column(w.say("participant"), false),
            new Table.Column(w.say("left in it"), true));
    var lines =
        kits.stream()
            .map(
                kit -> {
                  var who = people ? kit.participant().map(ParticipantId::value).orElse("") : "";
                  return new Table.Line(
                      List.of(
                          new Table.Cell(kit.number()),
                          new Table.Cell(String.valueOf(kit.carton().number())),
                          new Table.Cell(dates.day(kit.carton().expires())),
                          new Table.Cell("", "", "", KitWords.badge(w, kit.place(today))),
                          who.isEmpty()
                              ? new Table.Cell("")
                              : new Table.Cell(who, "/participants/" + who + "/kits"),
                          new Table.Cell(
                              kit.left().map(String::valueOf).orElse(""), "", "", Badge.NONE)),
                      false);
                })
            .toList();
    return new Table(w.say("each kit"), true, "", columns, lines);
  }

  /** Every kit as a file; taking it out is an entry of the access log. */
  @GetMapping(CSV)
  ResponseEntity<byte[]> csv(@AuthenticationPrincipal SignedIn person) {
    var stock = stock();
    var rows =
        sites(person).stream()
            .flatMap(
                site ->
                    stock.of(site.id()).stream()
                        .map(kit -> KitWords.cells(kit, desk.today(site.id())))
                        .map(cells -> Front.mayRead(person, site.id()) ? cells : nobody(cells)))
            .toList();
    var author = front.studyAct(person, "GET", CSV, "").author();
    return front.file(author, "", "kits.csv", Csv.TYPE, Csv.file(KitWords.HEAD, rows));
  }

  /** Without the participant, for who may not read about participants. */
  private static List<String> nobody(List<String> cells) {
    var without = new ArrayList<>(cells);
    without.set(KitWords.HEAD.indexOf("participant"), "");
    return without;
  }
}
