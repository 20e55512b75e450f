package org.trialwright.app;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriComponentsBuilder;
import org.trialwright.journey.Author;
import org.trialwright.pages.Grant;
import org.trialwright.pages.Role;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.Words;

/** The administrator's page: who has an account, as what and where; new accounts; set-up links. */
@Controller
class AccountsPage {
  /** OpenID Connect Core 1.0, section 2. */
  private static final int LONGEST_SUBJECT = 255;

  private final Accounts accounts;
  private final Codes codes;
  private final Subjects subjects;
  private final Optional<SignIns.At> issuer;
  private final Frames frames;

  AccountsPage(Accounts accounts, Codes codes, Subjects subjects, SignIns signIns, Frames frames) {
    this.accounts = accounts;
    this.subjects = subjects;
    this.issuer = signIns.issuer();
    this.codes = codes;
    this.frames = frames;
  }

  @GetMapping("/accounts")
  String all(HttpServletRequest request, @AuthenticationPrincipal SignedIn person, Model page) {
    return show(request, person, "", "", "", page);
  }

  @PostMapping("/accounts")
  String open(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @RequestParam("account") String typed,
      @RequestParam("name") String name,
      @RequestParam("role") String role,
      @RequestParam("site") String site,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String until,
      Model page) {
    String account = typed.strip();
    Words words = frames.words(request);
    GrantForm form = new GrantForm(role, site.strip(), from.strip(), until.strip());
    Optional<String> problem =
        !Accounts.isName(account)
            ? Optional.of(words.say("a sign-in name is"))
            : !EntryPages.isPrintable(name)
                ? Optional.of(words.say("write your name"))
                : form.problem(words, List.of());
    if (problem.isPresent()) {
      return show(request, person, problem.get(), "", "", page);
    }
    Author by = Accounts.author(person.account(), person.name());
    return accounts.openDated(account, name.strip(), List.of(form.grant()), by)
        ? show(request, person, "", account, accounts.link(account, by), page)
        : show(request, person, words.say("that sign-in name is taken", account), "", "", page);
  }

  /** Gives a role to an account that is there, or takes one away. */
  @PostMapping("/accounts/grants")
  String grant(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @RequestParam("to") String account,
      @RequestParam("role") String role,
      @RequestParam("site") String site,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String until,
      @RequestParam(defaultValue = "") String act,
      Model page) {
    Accounts.Account found =
        accounts.find(account).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    Words words = frames.words(request);
    Author by = Accounts.author(person.account(), person.name());
    if (act.equals("end")) {
      Optional<Grant> held =
          found.dated().stream()
              .map(DatedGrant::grant)
              .filter(one -> Accounts.row(one).equals(role + " " + site))
              .findFirst();
      if (account.equals(person.account())
          && held.filter(one -> one.role() == Role.ADMINISTRATOR).isPresent()) {
        return show(request, person, words.say("nobody takes away their own"), "", "", page);
      }
      held.ifPresent(one -> accounts.revoke(account, one, by));
      return "redirect:/accounts";
    }
    GrantForm form = new GrantForm(role, site.strip(), from.strip(), until.strip());
    Optional<String> problem = form.problem(words, found.dated());
    if (problem.isPresent()) {
      return show(request, person, problem.get(), "", "", page);
    }
    accounts.grant(account, form.grant(), by);
    return "redirect:/accounts";
  }

  @PostMapping("/accounts/{account}/link")
  String link(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable("account") String account,
      Model page) {
    Accounts.Account found =
        accounts.find(account).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    String token = accounts.link(found.account(), Accounts.author(person.account(), person.name()));
    return show(request, person, "", found.account(), token, page);
  }

  /** For whoever has lost both the app and the recovery codes. */
  @PostMapping("/accounts/{account}/codes/end")
  String endCodes(
      @AuthenticationPrincipal SignedIn person, @PathVariable("account") String account) {
    Accounts.Account found =
        accounts.find(account).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    codes.turnOff(found.account(), Accounts.author(person.account(), person.name()));
    return "redirect:/accounts";
  }

  /** Joins an account to what the issuer calls its person, or parts them. */
  @PostMapping("/accounts/subjects")
  String join(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @RequestParam("of") String account,
      @RequestParam(defaultValue = "") String subject,
      @RequestParam(defaultValue = "") String act,
      Model page) {
    Accounts.Account found =
        accounts.find(account).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    Author by = Accounts.author(person.account(), person.name());
    if (act.equals("end")) {
      subjects.part(found.account(), by);
      return "redirect:/accounts";
    }
    Words words = frames.words(request);
    SignIns.At at = issuer.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    String typed = subject.strip();
    if (typed.isEmpty()
        || typed.length() > LONGEST_SUBJECT
        || typed.codePoints().anyMatch(Character::isISOControl)) {
      return show(
          request, person, words.say("write what the issuer calls", at.name()), "", "", page);
    }
    return subjects.join(found.account(), at.address().toString(), typed, by)
        ? "redirect:/accounts"
        : show(request, person, words.say("that subject is taken"), "", "", page);
  }

  private String show(
      HttpServletRequest request,
      SignedIn person,
      String problem,
      String linked,
      String token,
      Model page) {
    page.addAttribute("frame", frames.frame(request, "accounts", Optional.of(person)));
    page.addAttribute("accounts", accounts.all());
    page.addAttribute("coded", codes.accounts());
    page.addAttribute("issuer", issuer.map(SignIns.At::name).orElse(""));
    page.addAttribute(
        "subjects", issuer.map(at -> subjects.all(at.address().toString())).orElseGet(Map::of));
    page.addAttribute(
        "roles", List.of(Role.values()).stream().filter(role -> role != Role.SIGNED_OUT).toList());
    page.addAttribute("typed", new Typed(request));
    page.addAttribute("problem", problem);
    page.addAttribute("linked", linked);
    page.addAttribute(
        "link",
        token.isEmpty()
            ? ""
            : UriComponentsBuilder.fromUriString(request.getRequestURL().toString())
                .replacePath("/set-up/" + token)
                .toUriString());
    return "app/accounts";
  }

  /** What was typed into the form, to show it again. */
  record Typed(HttpServletRequest request) {
    String of(String field) {
      return Optional.ofNullable(request.getParameter(field)).orElse("");
    }
  }
}
