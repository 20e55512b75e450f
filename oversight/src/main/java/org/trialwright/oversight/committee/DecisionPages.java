package org.trialwright.oversight.committee;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.trialwright.journal.KeyUsedBefore;
import org.trialwright.oversight.Frames;
import org.trialwright.oversight.Overseen;
import org.trialwright.pages.Credentials;
import org.trialwright.pages.Role;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.Words;
import org.trialwright.study.How;

/** What the committee decides about a cut: one member proposes, another agrees, each signs. */
@Controller
class DecisionPages {
  private static final int LONGEST_TEXT = 4_000;
  private static final String RECOMMENDATION = "/recommendation";
  private static final String RELEASE = "/release";

  private final Overseen overseen;
  private final Frames frames;
  private final Credentials credentials;
  private final DataCuts cuts;
  private final Acts acts;

  DecisionPages(
      Overseen overseen, Frames frames, Credentials credentials, DataCuts cuts, Acts acts) {
    this.overseen = overseen;
    this.frames = frames;
    this.credentials = credentials;
    this.cuts = cuts;
    this.acts = acts;
  }

  /** What was typed, kept when it is refused. */
  record Typed(
      String advice, String arm, String open, String closed, List<String> roles, String reason) {
    static final Typed NOTHING = new Typed("", "", "", "", List.of(), "");

    Typed {
      roles = List.copyOf(roles);
    }
  }

  /** Who asks, for what cut, in which words. */
  private record Asked(HttpServletRequest request, SignedIn person, DataCuts.Taken cut, Words w) {}

  private Asked asked(HttpServletRequest request, SignedIn person, long number) {
    var cut =
        cuts.number(number)
            .orElseThrow(
                () ->
                    new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "no data cut was taken at fact " + number));
    return new Asked(request, person, cut, frames.words(request));
  }

  @GetMapping("/committee/cuts/{cut}/recommendation")
  String recommendation(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable("cut") long number,
      Model page) {
    return recommendation(asked(request, person, number), Typed.NOTHING, "", page);
  }

  private String recommendation(Asked asked, Typed typed, String error, Model page) {
    show(asked, acts.recommendations(), RECOMMENDATION, typed, error, page);
    page.addAttribute("advices", Advice.values());
    page.addAttribute("arms", overseen.study().how().arms().stream().map(How.Arm::name).toList());
    return "oversight/committee/recommendation";
  }

  private <T> void show(
      Asked asked, List<Act<T>> all, String act, Typed typed, String error, Model page) {
    var waiting = Acts.waiting(all, asked.cut().number());
    var me = CommitteeDoor.author(asked.person(), asked.request());
    boolean mine = waiting.map(Act::first).filter(Acts.isOf(me)).isPresent();
    boolean member =
        asked.person().grantFor("POST", "/committee/cuts/{cut}" + act + "/agreement").isPresent();
    boolean anew = asked.request().getParameter("anew") != null;
    page.addAttribute("frame", frames.frame(asked.request(), asked.person(), asked.cut().name()));
    page.addAttribute("cut", asked.cut());
    page.addAttribute("voice", new Voice(overseen.study(), asked.w()));
    page.addAttribute("held", Acts.held(all, asked.cut().number()));
    page.addAttribute("waiting", waiting.stream().toList());
    page.addAttribute("mayAgree", member && waiting.isPresent() && !mine && !anew);
    page.addAttribute("mayPropose", member && (waiting.isEmpty() || mine || anew));
    page.addAttribute("typed", typed);
    page.addAttribute("error", error);
    page.addAttribute("key", UUID.randomUUID().toString());
  }

  @PostMapping("/committee/cuts/{cut}/recommendation")
  String recommend(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable("cut") long number,
      @RequestParam(defaultValue = "") String advice,
      @RequestParam(defaultValue = "") String arm,
      @RequestParam(defaultValue = "") String open,
      @RequestParam(defaultValue = "") String closed,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "") String key,
      Model page) {
    var asked = asked(request, person, number);
    var typed = new Typed(advice, arm, open, closed, List.of(), "");
    var what = recommended(typed);
    if (what.isEmpty()) {
      return recommendation(asked, typed, asked.w().say("choose what to recommend"), page);
    }
    if (unfit(open) || closed.length() > LONGEST_TEXT) {
      return recommendation(asked, typed, asked.w().say("reasons for the sponsor needed"), page);
    }
    if (!credentials.confirms(person.account(), password)) {
      return recommendation(asked, typed, asked.w().say("that is not the password"), page);
    }
    try {
      acts.recommend(number, what.get(), CommitteeDoor.author(person, request), key(key));
      return back(number, RECOMMENDATION);
    } catch (KeyUsedBefore sentBefore) {
      return recommendation(asked, typed, asked.w().say("sent before with other words"), page);
    }
  }

  private Optional<Act.Recommended> recommended(Typed typed) {
    boolean known =
        overseen.study().how().arms().stream().anyMatch(arm -> arm.name().equals(typed.arm()));
    return Advice.of(typed.advice())
        .filter(advice -> advice != Advice.PAUSE_ARM || known)
        .map(
            advice ->
                new Act.Recommended(
                    advice,
                    advice == Advice.PAUSE_ARM ? typed.arm() : "",
                    typed.open().strip(),
                    typed.closed().strip()));
  }

  private static boolean unfit(String text) {
    return text.isBlank() || text.length() > LONGEST_TEXT;
  }

  private static UUID key(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException none) {
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST, "the form was sent without its key");
    }
  }

  private static String back(long number, String act) {
    return "redirect:/committee/cuts/" + number + act;
  }

  @PostMapping("/committee/cuts/{cut}/recommendation/agreement")
  String agreeToRecommendation(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable("cut") long number,
      @RequestParam(defaultValue = "0") long fact,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "") String key,
      Model page) {
    var asked = asked(request, person, number);
    var error = agreed(asked, acts.recommendations(), fact, password, key);
    return error.isEmpty()
        ? back(number, RECOMMENDATION)
        : recommendation(asked, Typed.NOTHING, error, page);
  }

  /** Why the second signature was not taken; empty when it was. */
  private <T> String agreed(Asked asked, List<Act<T>> all, long fact, String password, String key) {
    if (!credentials.confirms(asked.person().account(), password)) {
      return asked.w().say("that is not the password");
    }
    var by = CommitteeDoor.author(asked.person(), asked.request());
    try {
      return switch (acts.agree(all, asked.cut().number(), fact, by, key(key))) {
        case DONE -> "";
        case OWN -> asked.w().say("a second member signs");
        case GONE -> asked.w().say("nothing waits any more");
      };
    } catch (KeyUsedBefore sentBefore) {
      return asked.w().say("sent before with other words");
    }
  }

  @GetMapping("/committee/cuts/{cut}/release")
  String release(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable("cut") long number,
      Model page) {
    return release(asked(request, person, number), Typed.NOTHING, "", page);
  }

  private String release(Asked asked, Typed typed, String error, Model page) {
    show(asked, acts.releases(), RELEASE, typed, error, page);
    page.addAttribute("roles", readers());
    return "oversight/committee/release";
  }

  /** To whom results by arm may be released: all who do not see them anyway. */
  private static List<Role> readers() {
    return Arrays.stream(Role.values())
        .filter(role -> role != Role.SIGNED_OUT && !role.seesResultsByArm())
        .toList();
  }

  @PostMapping("/committee/cuts/{cut}/release")
  String release(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable("cut") long number,
      @RequestParam(name = "role", defaultValue = "") List<String> roles,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "") String key,
      Model page) {
    var asked = asked(request, person, number);
    var typed = new Typed("", "", "", "", roles, reason);
    var chosen = readers().stream().map(Role::code).filter(roles::contains).sorted().toList();
    if (chosen.isEmpty() || chosen.size() < roles.size()) {
      return release(asked, typed, asked.w().say("choose who may read"), page);
    }
    if (unfit(reason)) {
      return release(asked, typed, asked.w().say("a release needs its reason"), page);
    }
    if (!credentials.confirms(person.account(), password)) {
      return release(asked, typed, asked.w().say("that is not the password"), page);
    }
    try {
      var what = new Act.Released(chosen, reason.strip());
      acts.release(number, what, CommitteeDoor.author(person, request), key(key));
      return back(number, RELEASE);
    } catch (KeyUsedBefore sentBefore) {
      return release(asked, typed, asked.w().say("sent before with other words"), page);
    }
  }

  @PostMapping("/committee/cuts/{cut}/release/agreement")
  String agreeToRelease(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable("cut") long number,
      @RequestParam(defaultValue = "0") long fact,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "") String key,
      Model page) {
    var asked = asked(request, person, number);
    var error = agreed(asked, acts.releases(), fact, password, key);
    return error.isEmpty() ? back(number, RELEASE) : release(asked, Typed.NOTHING, error, page);
  }
}
