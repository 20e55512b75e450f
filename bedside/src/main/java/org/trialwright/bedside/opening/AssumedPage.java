package org.trialwright.bedside.opening;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.trialwright.bedside.Assumptions;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Outcome;
import org.trialwright.journey.Fact;
import org.trialwright.pages.Badge;
import org.trialwright.pages.Credentials;
import org.trialwright.pages.Dates;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.State;
import org.trialwright.pages.Table;
import org.trialwright.pages.Words;

/** What the study assumes, chapter by chapter, and the confirmation of two people. */
@Controller
class AssumedPage {
  static final String ROUTE = "/study/assumed";
  static final String CHAPTER = ROUTE + "/{chapter}";

  private final Front front;
  private final Desk desk;
  private final Credentials credentials;

  AssumedPage(Front front, Desk desk, Credentials credentials) {
    this.front = front;
    this.desk = desk;
    this.credentials = credentials;
  }

  @GetMapping(ROUTE)
  String all(HttpServletRequest request, @AuthenticationPrincipal SignedIn person, Model page) {
    var w = front.words(request);
    var assumptions = desk.assumptions();
    page.addAttribute("frame", front.studyFrame(request, person, w.say("assumed values")));
    page.addAttribute("chapters", chapters(w, assumptions, dates(request)));
    page.addAttribute("values", assumptions.count());
    page.addAttribute("open", assumptions.open().size());
    page.addAttribute("enrols", desk.enrolmentRefused().isEmpty());
    return "bedside/opening/assumed";
  }

  @GetMapping(CHAPTER)
  String one(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String chapter,
      Model page) {
    return show(request, person, chapter(chapter), "", page);
  }

  @PostMapping(CHAPTER)
  String confirm(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String chapter,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "") String digest,
      @RequestParam(defaultValue = "") String key,
      Model page) {
    var w = front.words(request);
    if (!credentials.confirms(person.account(), password)) {
      return show(request, person, chapter(chapter), w.say("the password is not right"), page);
    }
    var act = front.studyAct(person, "POST", CHAPTER, key);
    return switch (desk.vouch(chapter, digest, act)) {
      case Outcome.Done _ -> "redirect:" + ROUTE;
      case Outcome.NotConfirmed _ ->
          show(request, person, chapter(chapter), w.say("the values changed"), page);
      case Outcome other -> throw new IllegalStateException("confirming came to " + other);
    };
  }

  private Assumptions.Chapter chapter(String name) {
    return desk.assumptions()
        .chapter(name)
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  private String show(
      HttpServletRequest request,
      SignedIn person,
      Assumptions.Chapter chapter,
      String error,
      Model page) {
    var w = front.words(request);
    boolean may =
        person.grantFor("POST", CHAPTER).isPresent()
            && !chapter.confirmed()
            && !chapter.vouchedBy(person.account());
    page.addAttribute("frame", front.studyFrame(request, person, title(w, chapter)));
    page.addAttribute("title", title(w, chapter));
    page.addAttribute("chapter", chapter);
    page.addAttribute("state", state(w, chapter));
    page.addAttribute("may", may);
    page.addAttribute("key", UUID.randomUUID().toString());
    page.addAttribute("error", error);
    page.addAttribute(
        "who", chapter.vouched().stream().map(fact -> said(w, fact, dates(request))).toList());
    return "bedside/opening/chapter";
  }

  private Dates dates(HttpServletRequest request) {
    return front.dates(request, Optional.empty());
  }

  private static Table chapters(Words w, Assumptions assumptions, Dates dates) {
    return new Table(
        w.say("assumed values"),
        true,
        "",
        List.of(
            new Table.Column(w.say("chapter"), false),
            new Table.Column(w.say("number of values"), true),
            new Table.Column(w.say("state"), false)),
        assumptions.chapters().stream()
            .map(
                chapter ->
                    new Table.Line(
                        List.of(
                            new Table.Cell(title(w, chapter), ROUTE + "/" + chapter.name()),
                            new Table.Cell(String.valueOf(chapter.values().size())),
                            new Table.Cell(
                                "",
                                "",
                                chapter.vouched().stream()
                                    .map(fact -> said(w, fact, dates))
                                    .collect(Collectors.joining("; ")),
                                state(w, chapter))),
                        false))
            .toList());
  }

  private static String said(Words w, Fact fact, Dates dates) {
    return w.say(
        "confirmed by",
        fact.author().name(),
        Front.role(w, fact.author().role()),
        dates.moment(fact.recorded()));
  }

  private static Badge state(Words w, Assumptions.Chapter chapter) {
    return switch (chapter.vouched().size()) {
      case 0 -> new Badge(State.CARE, w.say("nobody has confirmed"));
      case 1 -> new Badge(State.CARE, w.say("one more person"));
      default -> new Badge(State.DONE, w.say("confirmed"));
    };
  }

  /** A chapter's question, as the study file puts it. */
  private static String title(Words w, Assumptions.Chapter chapter) {
    return switch (chapter.name()) {
      case "who" -> w.say("chapter who");
      case "how" -> w.say("chapter how");
      case "what" -> w.say("chapter what");
      case "when" -> w.say("chapter when");
      case "next" -> w.say("chapter next");
      case "measure" -> w.say("chapter measure");
      case "forms" -> w.say("chapter forms");
      case "settings" -> w.say("chapter settings");
      default -> chapter.name();
    };
  }
}
