package org.trialwright.bedside.amendments;

import jakarta.servlet.http.HttpServletRequest;
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
import org.trialwright.bedside.Affected;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Going;
import org.trialwright.bedside.Offer;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.Site;
import org.trialwright.journey.Fact;
import org.trialwright.pages.Badge;
import org.trialwright.pages.Credentials;
import org.trialwright.pages.LanguageSwitch;
import org.trialwright.pages.Link;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.State;
import org.trialwright.pages.Table;
import org.trialwright.pages.Words;
import org.trialwright.study.Study;

/** One offered version: what it changes and for whom, and the decision of two people. */
@Controller
class AmendmentPage {
  static final String ROUTE = AmendmentsPage.ROUTE + "/{digest}";
  static final String AGREE = ROUTE + "/agreement";
  private static final String SIMULATED = "/simulation/versions/{digest}";

  private final Front front;
  private final Desk desk;
  private final Credentials credentials;

  AmendmentPage(Front front, Desk desk, Credentials credentials) {
    this.front = front;
    this.desk = desk;
    this.credentials = credentials;
  }

  /** Why something was not done. */
  private record Trouble(String password, String act) {
    static final Trouble NONE = new Trouble("", "");
  }

  static Offer offer(Desk desk, String digest) {
    return Optional.of(digest)
        .filter(one -> one.matches("[0-9a-f]{64}"))
        .flatMap(desk.trial().versions()::offer)
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  @GetMapping(ROUTE)
  ModelAndView look(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String digest) {
    return show(request, person, offer(desk, digest), AmendmentView.Typed.NOTHING, Trouble.NONE);
  }

  @PostMapping(ROUTE)
  ModelAndView propose(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String digest,
      @RequestParam Map<String, String> fields) {
    var offer = offer(desk, digest);
    var w = front.words(request);
    boolean consent = fields.getOrDefault("consent", "").equals("yes");
    var typed = new AmendmentView.Typed(fields.getOrDefault("reason", "").strip(), consent);
    if (!credentials.confirms(person.account(), fields.getOrDefault("password", ""))) {
      return wrong(
          request, person, offer, typed, new Trouble(w.say("the password is not right"), ""));
    }
    var act = front.studyAct(person, "POST", ROUTE, fields.getOrDefault("key", ""));
    return came(request, person, offer, typed, desk.propose(digest, consent, typed.reason(), act));
  }

  @PostMapping(AGREE)
  ModelAndView agree(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String digest,
      @RequestParam(defaultValue = "0") long proposal,
      @RequestParam Map<String, String> fields) {
    var offer = offer(desk, digest);
    var typed = AmendmentView.Typed.NOTHING;
    if (!credentials.confirms(person.account(), fields.getOrDefault("password", ""))) {
      var why = front.words(request).say("the password is not right");
      return wrong(request, person, offer, typed, new Trouble(why, ""));
    }
    boolean shown = offer.proposal().filter(one -> one.fact().sequence() == proposal).isPresent();
    var act = front.studyAct(person, "POST", AGREE, fields.getOrDefault("key", ""));
    return came(
        request,
        person,
        offer,
        typed,
        shown
            ? desk.agree(proposal, act)
            : new Outcome.NotAmended(Outcome.NotAmended.Why.NOTHING_WAITS));
  }

  private ModelAndView came(
      HttpServletRequest request,
      SignedIn person,
      Offer offer,
      AmendmentView.Typed typed,
      Outcome outcome) {
    var w = front.words(request);
    return switch (outcome) {
      case Outcome.Done _ -> new ModelAndView("redirect:" + Said.address(offer));
      case Outcome.NotAmended(var why) ->
          wrong(request, person, offer, typed, new Trouble("", Said.why(w, why)));
      case Outcome.ReasonNeeded _ ->
          wrong(request, person, offer, typed, new Trouble("", w.say("write why it is proposed")));
      case Outcome.AnotherPersonNeeded _ ->
          wrong(request, person, offer, typed, new Trouble("", w.say("a second person agrees")));
      case Outcome.ChangedMeanwhile _ ->
          wrong(request, person, offer, typed, new Trouble("", w.say("no proposal waits")));
      case Outcome other -> throw new IllegalStateException("a version came to " + other);
    };
  }

  private ModelAndView wrong(
      HttpServletRequest request,
      SignedIn person,
      Offer offer,
      AmendmentView.Typed typed,
      Trouble trouble) {
    var page = show(request, person, offer, typed, trouble);
    page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    return page;
  }

  private ModelAndView show(
      HttpServletRequest request,
      SignedIn person,
      Offer offer,
      AmendmentView.Typed typed,
      Trouble trouble) {
    var w = front.words(request);
    var dates = front.dates(request, Optional.empty());
    var language = LanguageSwitch.of(request).code();
    var sites = front.sites(person);
    var compared = desk.trial().versions().compared(offer, language);
    var affected = desk.affected(offer, sites.stream().map(Site::id).toList(), language);
    var refused =
        offer.approved() ? Optional.<Outcome.NotAmended.Why>empty() : desk.amendmentRefused(offer);
    var waiting = offer.proposal().filter(one -> one.agreed().isEmpty()).map(one -> one.fact());
    boolean mine =
        waiting.filter(fact -> fact.author().person().equals(person.account())).isPresent();
    boolean proposes = person.grantFor("POST", ROUTE).isPresent() && refused.isEmpty();
    boolean agrees = person.grantFor("POST", AGREE).isPresent() && refused.isEmpty();
    var problems = new ArrayList<Link>();
    if (!trouble.act().isEmpty()) {
      problems.add(new Link(trouble.act(), "#decision"));
    }
    if (!trouble.password().isEmpty()) {
      problems.add(new Link(trouble.password(), "#password--value"));
    }
    var view =
        new AmendmentView(
            front.studyFrame(request, person, Said.title(w, offer)),
            Said.title(w, offer),
            w.say("it changes", offer.from().version()),
            Said.state(w, desk, offer),
            Said.address(offer),
            offer.faults().stream().map(Object::toString).toList(),
            compared.map(one -> Difference.changes(w, one)),
            compared.map(one -> Difference.beside(w, one)).orElse(List.of()),
            Difference.affected(w, affected),
            affected.stream().mapToInt(Affected::count).sum() == 0,
            consent(w, offer),
            Said.reason(offer).orElse(""),
            Said.signatures(w, offer, dates),
            sites(w, request, offer, sites),
            simulated(person, offer),
            refused.map(why -> Said.why(w, why)).orElse(""),
            proposes && !offer.approved() && (waiting.isEmpty() || mine),
            agrees && waiting.isPresent() && !mine,
            waiting.map(Fact::sequence).orElse(0L),
            UUID.randomUUID().toString(),
            typed,
            problems,
            trouble.password());
    return new ModelAndView("bedside/amendments/amendment", Map.of("view", view));
  }

  private static String simulated(SignedIn person, Offer offer) {
    boolean both = offer.study().isPresent() && !offer.approved();
    return both && person.grantFor("GET", SIMULATED).isPresent()
        ? SIMULATED.replace("{digest}", offer.kept().digest())
        : "";
  }

  private static String consent(Words w, Offer offer) {
    return offer.proposal().isEmpty()
        ? ""
        : offer.consent()
            ? w.say("everybody who goes on consents anew")
            : w.say("nobody consents anew");
  }

  private Table sites(Words w, HttpServletRequest request, Offer offer, List<Site> sites) {
    var version = offer.study().map(Study::seal).orElse("");
    var dates = front.dates(request, Optional.empty());
    return new Table(
        w.say("the version at the sites"),
        true,
        "",
        List.of(
            new Table.Column(w.say("site"), false),
            new Table.Column(w.say("works by it"), false),
            new Table.Column(w.say("under it"), true),
            new Table.Column(w.say("may go on"), true),
            new Table.Column(w.say("stay"), true)),
        sites.stream()
            .map(
                site -> {
                  var going = desk.going(site.id(), offer);
                  var from = desk.trial().versions().amendments().activation(site.id(), version);
                  return new Table.Line(
                      List.of(
                          new Table.Cell(site.name(), SiteVersionPage.address(site.id(), offer)),
                          new Table.Cell(
                              from.map(one -> w.say("works since", dates.day(one.from())))
                                  .orElse(""),
                              "",
                              "",
                              from.isEmpty()
                                  ? new Badge(State.PLAIN, w.say("not yet"))
                                  : Badge.NONE),
                          number(going, Going.Fate.UNDER_IT),
                          number(going, Going.Fate.MAY_GO),
                          number(going, Going.Fate.PLACE_GONE, Going.Fate.LOCKED)),
                      false);
                })
            .toList());
  }

  private static Table.Cell number(List<Going> going, Going.Fate... fates) {
    var these = List.of(fates);
    return new Table.Cell(
        String.valueOf(going.stream().filter(one -> these.contains(one.fate())).count()));
  }
}
