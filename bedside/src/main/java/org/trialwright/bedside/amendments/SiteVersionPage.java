package org.trialwright.bedside.amendments;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.trialwright.bedside.Act;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Going;
import org.trialwright.bedside.Offer;
import org.trialwright.bedside.Site;
import org.trialwright.bedside.form.Fields;
import org.trialwright.pages.Answers;
import org.trialwright.pages.Credentials;
import org.trialwright.pages.Kind;
import org.trialwright.pages.LanguageSwitch;
import org.trialwright.pages.Link;
import org.trialwright.pages.Question;
import org.trialwright.pages.Reading;
import org.trialwright.pages.SignedIn;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;
import org.trialwright.study.Study;

/** One version at one site: from when it works by it, and who goes on under it. */
@Controller
class SiteVersionPage {
  static final String ROUTE = "/sites/{site}/amendments/{digest}";
  static final String PEOPLE = ROUTE + "/participants";
  private static final String DAY = "from";

  private final Front front;
  private final Desk desk;
  private final Credentials credentials;

  SiteVersionPage(Front front, Desk desk, Credentials credentials) {
    this.front = front;
    this.desk = desk;
    this.credentials = credentials;
  }

  static String address(SiteId site, Offer offer) {
    return "/sites/" + site.value() + "/amendments/" + offer.kept().digest();
  }

  /** A version at a site as one person opens it. */
  private record Opened(HttpServletRequest request, SignedIn person, Site site, Offer offer) {
    String version() {
      return offer.study().map(Study::seal).orElse("");
    }

    boolean may(String route) {
      return person.grantFor("POST", route, site.id()).isPresent();
    }
  }

  /** What was sent and not done, and why. */
  private record Tried(
      Map<String, String> fields, List<String> chosen, String password, String day, String act) {
    static final Tried NOTHING = new Tried(Map.of(), List.of(), "", "", "");
  }

  private Opened open(HttpServletRequest request, SignedIn person, String number, String digest) {
    var site =
        desk.site(new SiteId(number))
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    return new Opened(request, person, site, AmendmentPage.offer(desk, digest));
  }

  @GetMapping(ROUTE)
  ModelAndView look(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String site,
      @PathVariable String digest) {
    return show(open(request, person, site, digest), Tried.NOTHING);
  }

  @PostMapping(ROUTE)
  ModelAndView begin(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String site,
      @PathVariable String digest,
      @RequestParam Map<String, String> sent) {
    var opened = open(request, person, site, digest);
    var w = front.words(request);
    var fields = Fields.withToday(desk.today(opened.site().id()), sent);
    if (fields.containsKey("today")) {
      return show(opened, new Tried(fields, List.of(), "", "", ""));
    }
    if (!credentials.confirms(person.account(), fields.getOrDefault("password", ""))) {
      return wrong(
          opened, new Tried(fields, List.of(), w.say("the password is not right"), "", ""));
    }
    var day = day(fields);
    if (day.isEmpty()) {
      return wrong(opened, new Tried(fields, List.of(), "", w.say("answer this question"), ""));
    }
    var act = front.act(person, "POST", ROUTE, opened.site().id(), fields.getOrDefault("key", ""));
    return Said.refusal(w, desk.begin(opened.site().id(), opened.version(), day.get(), act))
        .map(why -> wrong(opened, new Tried(fields, List.of(), "", "", why)))
        .orElseGet(() -> new ModelAndView("redirect:" + address(opened)));
  }

  private static String address(Opened opened) {
    return address(opened.site().id(), opened.offer());
  }

  private static Optional<LocalDate> day(Map<String, String> fields) {
    return Answers.read(new Kind.Day(false), DAY, fields) instanceof Reading.Given(var text)
            && !Answers.MISSING.contains(text)
        ? Optional.of(LocalDate.parse(text))
        : Optional.empty();
  }

  @PostMapping(PEOPLE)
  ModelAndView move(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String site,
      @PathVariable String digest,
      @RequestParam(name = "participant", defaultValue = "") List<String> chosen,
      @RequestParam Map<String, String> sent) {
    var opened = open(request, person, site, digest);
    var w = front.words(request);
    var fields = Fields.withToday(desk.today(opened.site().id()), sent);
    if (fields.containsKey("today")) {
      return show(opened, new Tried(fields, chosen, "", "", ""));
    }
    if (!credentials.confirms(person.account(), fields.getOrDefault("password", ""))) {
      return wrong(opened, new Tried(fields, chosen, w.say("the password is not right"), "", ""));
    }
    var known = desk.going(opened.site().id(), opened.offer());
    var people =
        known.stream().map(Going::participant).filter(one -> chosen.contains(one.value())).toList();
    if (people.isEmpty()) {
      return wrong(opened, new Tried(fields, chosen, "", "", w.say("choose who goes on")));
    }
    var day = opened.offer().consent() ? day(fields) : Optional.of(desk.today(opened.site().id()));
    if (day.isEmpty()) {
      return wrong(opened, new Tried(fields, chosen, "", w.say("answer this question"), ""));
    }
    var act = front.act(person, "POST", PEOPLE, opened.site().id(), fields.getOrDefault("key", ""));
    var refused = new ArrayList<String>();
    for (var one : people) {
      Said.refusal(w, desk.move(one, opened.version(), day.get(), each(act, one)))
          .ifPresent(why -> refused.add(w.say("name and role", one.value(), why)));
    }
    return refused.isEmpty()
        ? new ModelAndView("redirect:" + address(opened))
        : wrong(opened, new Tried(fields, chosen, "", "", String.join(" ", refused)));
  }

  /** A decision for each participant, though one press makes them all. */
  private static Act each(Act act, ParticipantId participant) {
    var key = act.key() + "/" + participant;
    return new Act(act.author(), UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)));
  }

  private ModelAndView wrong(Opened opened, Tried tried) {
    var page = show(opened, tried);
    page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    return page;
  }

  private ModelAndView show(Opened opened, Tried tried) {
    var w = front.words(opened.request());
    var site = opened.site();
    var offer = opened.offer();
    var today = desk.today(site.id());
    var from = desk.trial().versions().amendments().activation(site.id(), opened.version());
    var dates = front.dates(opened.request(), Optional.of(site.id()));
    var state =
        from.map(one -> w.say("works since", dates.day(one.from())))
            .orElseGet(() -> w.say("the site does not work by it yet"));
    boolean works = desk.worksBy(site.id(), opened.version());
    var people = people(opened, tried);
    boolean anybody = people.stream().anyMatch(SiteVersionView.Person::mayGo);
    var problems = new ArrayList<Link>();
    if (!tried.act().isEmpty()) {
      problems.add(new Link(tried.act(), "#people"));
    }
    if (!tried.day().isEmpty()) {
      problems.add(new Link(tried.day(), "#" + DAY));
    }
    if (!tried.password().isEmpty()) {
      problems.add(new Link(tried.password(), "#password--value"));
    }
    boolean mayMove = works && anybody && opened.may(PEOPLE);
    var title = w.say("at a site", Said.title(w, offer), site.name());
    var view =
        new SiteVersionView(
            front.frame(opened.request(), opened.person(), title, Optional.of(site.id())),
            title,
            site.name(),
            Said.title(w, offer),
            address(opened),
            state,
            people,
            offer.approved() && from.isEmpty() && opened.may(ROUTE)
                ? Optional.of(question(w.say("from which day"), today, tried))
                : Optional.empty(),
            mayMove,
            mayMove && offer.consent()
                ? Optional.of(question(w.say("day of the new consent"), today, tried))
                : Optional.empty(),
            UUID.randomUUID().toString(),
            problems,
            tried.password());
    return new ModelAndView("bedside/amendments/site", Map.of("view", view));
  }

  private static Question question(String text, LocalDate today, Tried tried) {
    var begun =
        tried.fields().isEmpty()
            ? Answers.fields(new Kind.Day(false), DAY, today.toString())
            : tried.fields();
    return Question.of(DAY, text, new Kind.Day(false), today)
        .missing(List.of())
        .submitted(begun)
        .error(tried.day());
  }

  private List<SiteVersionView.Person> people(Opened opened, Tried tried) {
    var w = front.words(opened.request());
    var language = LanguageSwitch.of(opened.request()).code();
    return Goer.all(desk, opened.site().id(), opened.offer(), language).stream()
        .map(
            one ->
                new SiteVersionView.Person(
                    one.going().participant().value(),
                    front
                        .speaker(
                            opened.request(), desk.trial().versions().study(one.going().version()))
                        .place(one.going().place())
                        .text(),
                    Said.fate(w, one.going().fate()),
                    one.concerned(),
                    one.mayGo(),
                    tried.chosen().contains(one.going().participant().value())))
        .toList();
  }
}
