package org.trialwright.bedside.holidays;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.trialwright.bedside.Chart;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Holidays;
import org.trialwright.bedside.OpenedSite;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.Site;
import org.trialwright.bedside.Voice;
import org.trialwright.bedside.form.Fields;
import org.trialwright.journey.Event;
import org.trialwright.pages.Badge;
import org.trialwright.pages.Link;
import org.trialwright.pages.Question;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.State;
import org.trialwright.pages.Table;

/** The days on which a site sees nobody: recorded, taken back, pasted. */
@Controller
class HolidaysPage {
  static final String ROUTE = "/sites/{site}/holidays";
  static final String LINES = ROUTE + "/lines";

  private final Front front;
  private final Desk desk;

  HolidaysPage(Front front, Desk desk) {
    this.front = front;
    this.desk = desk;
  }

  /** A site's holidays as one person opens them. */
  private record Opened(
      HttpServletRequest request,
      SignedIn person,
      Site site,
      Voice voice,
      Holidays holidays,
      HolidayQuestions ask) {
    String address() {
      return "/sites/" + site.id().value() + "/holidays";
    }

    boolean records() {
      return person.grantFor("POST", ROUTE, site.id()).isPresent();
    }
  }

  private Opened open(HttpServletRequest request, SignedIn person, String number) {
    var at = OpenedSite.open(front, desk, request, person, number);
    return new Opened(
        request, person, at.site(), at.voice(), desk.holidays(at.id()), HolidayQuestions.of(at));
  }

  /** What was typed or pasted, and what is wrong with it. */
  private record Tried(
      Map<String, String> fields,
      Map<String, String> errors,
      String text,
      List<String> problems,
      Optional<List<Event.ClosedSet>> found) {
    static Tried nothing() {
      return new Tried(Map.of(), Map.of(), "", List.of(), Optional.empty());
    }

    static Tried typed(Map<String, String> fields, Map<String, String> errors) {
      return new Tried(fields, errors, "", List.of(), Optional.empty());
    }
  }

  @GetMapping(ROUTE)
  ModelAndView holidays(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String site) {
    return page(open(request, person, site), Tried.nothing());
  }

  @PostMapping(ROUTE)
  ModelAndView record(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String site,
      @RequestParam Map<String, String> sent) {
    var opened = open(request, person, site);
    var fields = Fields.withToday(opened.ask().today(), sent);
    if (fields.containsKey("today")) {
      return page(opened, Tried.typed(fields, Map.of()));
    }
    var read = opened.ask().read(fields);
    return read.set().isEmpty()
        ? wrong(page(opened, Tried.typed(fields, read.errors())))
        : recorded(opened, List.of(read.set().get()), ROUTE, fields.getOrDefault("key", ""));
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
    var read = HolidayLines.read(text, opened.ask(), opened.holidays());
    if (read.isReady() && fields.getOrDefault("act", "").equals("record")) {
      return recorded(opened, read.sets(), LINES, fields.getOrDefault("key", ""));
    }
    var page =
        page(
            opened,
            new Tried(
                Map.of(),
                Map.of(),
                text,
                read.problems(),
                read.problems().isEmpty() ? Optional.of(read.sets()) : Optional.empty()));
    return read.problems().isEmpty() ? page : wrong(page);
  }

  private ModelAndView recorded(
      Opened opened, List<Event.ClosedSet> sets, String route, String key) {
    var site = opened.site().id();
    var act = front.act(opened.person(), "POST", route, site, key);
    return switch (desk.setHolidays(site, sets, act)) {
      case Outcome.Done _ -> new ModelAndView("redirect:" + opened.address());
      case Outcome.ChangedMeanwhile _ ->
          wrong(
              page(
                  opened,
                  new Tried(
                      Map.of(),
                      Map.of(),
                      "",
                      List.of(opened.voice().words().say("the key was used for another act")),
                      Optional.empty())));
      case Outcome other -> throw new IllegalStateException("holidays came to " + other);
    };
  }

  private ModelAndView page(Opened opened, Tried tried) {
    var w = opened.voice().words();
    var questions =
        opened.ask().asked().stream()
            .map(
                one ->
                    one.submitted(tried.fields())
                        .error(tried.errors().getOrDefault(one.name(), "")))
            .toList();
    var problems = new ArrayList<>(Question.problems(w, questions));
    tried.problems().forEach(why -> problems.add(new Link(why, "#lines")));
    var entry =
        new HolidaysView.Entry(
            tried.fields().getOrDefault("key", Chart.newKey()),
            questions,
            Chart.newKey(),
            String.join(",", HolidayLines.HEAD),
            tried.text(),
            tried.found().map(sets -> w.say("holidays come to", sets.size())).orElse(""),
            tried.found().filter(sets -> !sets.isEmpty()).map(sets -> found(opened, sets)));
    var view =
        new HolidaysView(
            front.frame(
                opened.request(),
                opened.person(),
                w.say("holidays of the site"),
                Optional.of(opened.site().id())),
            List.of(new Link(w.say("place today"), "/today")),
            opened.site().name(),
            opened.address(),
            table(opened),
            Optional.of(entry).filter(_ -> opened.records()),
            problems);
    return new ModelAndView("bedside/holidays/holidays", Map.of("view", view));
  }

  private static ModelAndView wrong(ModelAndView page) {
    page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    return page;
  }

  private static List<Table.Column> columns(List<String> heads) {
    return heads.stream().map(head -> new Table.Column(head, false)).toList();
  }

  private static Table found(Opened opened, List<Event.ClosedSet> sets) {
    var w = opened.voice().words();
    return new Table(
        w.say("what would be recorded"),
        true,
        "",
        columns(List.of(w.say("days"), w.say("holiday"), w.say("state"))),
        sets.stream()
            .map(
                set ->
                    new Table.Line(
                        List.of(
                            new Table.Cell(days(opened, set)),
                            new Table.Cell(set.name()),
                            new Table.Cell("", "", "", badge(opened, set))),
                        false))
            .toList());
  }

  private static String days(Opened opened, Event.ClosedSet set) {
    var dates = opened.voice().dates();
    return set.from().equals(set.to())
        ? dates.day(set.from())
        : opened.voice().words().say("from to", dates.day(set.from()), dates.day(set.to()));
  }

  private static Badge badge(Opened opened, Event.ClosedSet set) {
    var w = opened.voice().words();
    return set.closed()
        ? new Badge(State.CARE, w.say("the site is closed"))
        : new Badge(State.DONE, w.say("the site works"));
  }

  private static Table table(Opened opened) {
    var w = opened.voice().words();
    var lines = new ArrayList<Table.Line>();
    for (var entry : opened.holidays().all()) {
      var set = entry.set();
      var by = entry.fact().author();
      lines.add(
          new Table.Line(
              List.of(
                  new Table.Cell(days(opened, set)),
                  new Table.Cell(set.name()),
                  new Table.Cell(
                      w.say("name and role", by.name(), opened.voice().role(by.role())),
                      "",
                      opened.voice().dates().moment(entry.fact().recorded()),
                      Badge.NONE),
                  new Table.Cell(
                      "",
                      "",
                      "",
                      opened.holidays().counts(entry)
                          ? badge(opened, set)
                          : new Badge(State.QUIET, w.say("days were replaced")))),
              false));
    }
    return new Table(
        w.say("holidays of the site"),
        true,
        "",
        columns(List.of(w.say("days"), w.say("holiday"), w.say("recorded by"), w.say("state"))),
        lines);
  }
}
