package org.trialwright.app;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.trialwright.pages.Dates;
import org.trialwright.pages.Frame;
import org.trialwright.pages.Grant;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.Words;

/** A person's tokens for programs: made and ended by that person, ended by an administrator. */
@Controller
class TokensPage {
  static final String OWN = "/account/tokens";
  private static final String OF = "/accounts/{account}/tokens";
  private static final int LONGEST = 60;

  private final Tokens tokens;
  private final Accounts accounts;
  private final Frames frames;
  private final InstantSource clock;

  TokensPage(Tokens tokens, Accounts accounts, Frames frames, InstantSource clock) {
    this.tokens = tokens;
    this.accounts = accounts;
    this.frames = frames;
    this.clock = clock;
  }

  /** A token in the reader's words. */
  record Shown(
      String id, String name, List<String> grants, String writes, String dates, boolean holds) {
    Shown {
      grants = List.copyOf(grants);
    }
  }

  /** One of the owner's grants, to choose. */
  record Choice(int number, String label, boolean chosen) {}

  @GetMapping(OWN)
  String own(HttpServletRequest request, @AuthenticationPrincipal SignedIn person, Model page) {
    return show(request, person, person.account(), List.of(), "", page);
  }

  @PostMapping(OWN)
  String make(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") List<String> grant,
      @RequestParam(defaultValue = "") String writes,
      @RequestParam(defaultValue = "") String days,
      @RequestParam(defaultValue = "") String password,
      Model page) {
    Words words = frames.words(request);
    List<Grant> chosen =
        IntStream.range(0, person.grants().size())
            .filter(number -> grant.contains(String.valueOf(number)))
            .mapToObj(person.grants()::get)
            .toList();
    List<org.trialwright.pages.Link> problems = new ArrayList<>();
    if (!EntryPages.isPrintable(name) || name.strip().length() > LONGEST) {
      problems.add(link(words.say("name the program", LONGEST), "#name"));
    }
    if (chosen.isEmpty()) {
      problems.add(link(words.say("choose a grant"), "#grants"));
    }
    Optional<Integer> kept =
        Tokens.DAYS.stream().filter(one -> String.valueOf(one).equals(days)).findFirst();
    if (kept.isEmpty()) {
      problems.add(link(words.say("choose how long"), "#days"));
    }
    // A wrong password counts against the account, so it is looked at when all else is right.
    if (problems.isEmpty() && !accounts.confirms(person.account(), password)) {
      problems.add(link(words.say("the password of now is not right"), "#password"));
    }
    if (!problems.isEmpty() || kept.isEmpty()) {
      return show(request, person, person.account(), problems, "", page);
    }
    String secret = tokens.make(person, name.strip(), chosen, writes.equals("yes"), kept.get());
    return show(request, person, person.account(), List.of(), secret, page);
  }

  private static org.trialwright.pages.Link link(String label, String address) {
    return new org.trialwright.pages.Link(label, address);
  }

  @PostMapping(OWN + "/{token}")
  String revoke(@AuthenticationPrincipal SignedIn person, @PathVariable("token") String token) {
    tokens.revoke(person.account(), token, Accounts.author(person.account(), person.name()));
    return "redirect:" + OWN;
  }

  @GetMapping(OF)
  String of(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable("account") String account,
      Model page) {
    return show(request, person, known(account), List.of(), "", page);
  }

  @PostMapping(OF + "/{token}")
  String revokeOf(
      @AuthenticationPrincipal SignedIn person,
      @PathVariable("account") String account,
      @PathVariable("token") String token) {
    tokens.revoke(known(account), token, Accounts.author(person.account(), person.name()));
    return "redirect:/accounts/" + account + "/tokens";
  }

  private String known(String account) {
    return accounts
        .find(account)
        .map(Accounts.Account::account)
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  private String show(
      HttpServletRequest request,
      SignedIn person,
      String account,
      List<org.trialwright.pages.Link> problems,
      String secret,
      Model page) {
    Frame frame = frames.frame(request, "tokens for programs", Optional.of(person));
    boolean own = account.equals(person.account());
    page.addAttribute("frame", frame);
    page.addAttribute("account", account);
    page.addAttribute("own", own);
    page.addAttribute("address", own ? OWN : "/accounts/" + account + "/tokens");
    page.addAttribute(
        "tokens",
        tokens.of(account).stream().map(one -> shown(one, frame.words(), frame.dates())).toList());
    page.addAttribute(
        "choices",
        IntStream.range(0, person.grants().size())
            .mapToObj(
                number ->
                    new Choice(
                        number,
                        said(person.grants().get(number), frame.words()),
                        request.getParameterValues("grant") != null
                            && List.of(request.getParameterValues("grant"))
                                .contains(String.valueOf(number))))
            .toList());
    page.addAttribute("days", Tokens.DAYS);
    page.addAttribute("typed", new AccountsPage.Typed(request));
    page.addAttribute("problems", problems);
    page.addAttribute("secret", secret);
    return "app/tokens";
  }

  private static String said(Grant grant, Words words) {
    return words.say(
        "role at site",
        grant.role().said(words),
        grant instanceof Grant.AtSite(_, var site) ? site.value() : words.say("all sites"));
  }

  private Shown shown(Tokens.Token token, Words words, Dates dates) {
    Instant now = clock.instant();
    List<String> said = new ArrayList<>();
    said.add(
        words.say("token made until", dates.moment(token.made()), dates.moment(token.expires())));
    said.add(
        token
            .used()
            .map(used -> words.say("token used", dates.moment(used)))
            .orElseGet(() -> words.say("token never used")));
    token.revoked().ifPresent(at -> said.add(words.say("token revoked", dates.moment(at))));
    return new Shown(
        token.id(),
        token.name(),
        token.grants().stream().map(grant -> said(grant, words)).toList(),
        token.writes() ? words.say("token writes") : words.say("token reads"),
        String.join(" ", said),
        token.holds(now));
  }
}
