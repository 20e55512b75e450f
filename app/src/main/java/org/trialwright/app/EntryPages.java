package org.trialwright.app;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.trialwright.pages.Frame;
import org.trialwright.pages.Role;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.Words;

/** Signing in, setting up an account by its link, changing a password. */
@Controller
class EntryPages {
  private final Accounts accounts;
  private final Passwords passwords;
  private final Frames frames;
  private final DemoSignIns demo;
  private final Rehearsing rehearsing;
  private final String issuer;
  private final SecurityContextRepository sessions;

  EntryPages(
      Accounts accounts,
      Passwords passwords,
      Frames frames,
      DemoSignIns demo,
      Rehearsing rehearsing,
      SignIns signIns) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.frames = frames;
    this.demo = demo;
    this.rehearsing = rehearsing;
    this.issuer = signIns.issuer().map(SignIns.At::name).orElse("");
    this.sessions = new SessionCookie(accounts);
  }

  @GetMapping("/sign-in")
  String signIn(
      HttpServletRequest request,
      @RequestParam(required = false) Optional<String> refused,
      @RequestParam(required = false) Optional<Long> locked,
      Model page) {
    Frame frame = frames.frame(request, "sign in", Optional.empty());
    return signInPage(
        request,
        locked
            .map(
                until ->
                    frame
                        .words()
                        .say(
                            "wait until", frame.dates().momentInZone(Instant.ofEpochSecond(until))))
            .or(() -> refused.map(_ -> frame.words().say("name and password do not match")))
            .orElse(""),
        page);
  }

  /** The page at the door, with what went wrong. */
  String signInPage(HttpServletRequest request, String problem, Model page) {
    Frame frame = frames.frame(request, "sign in", Optional.empty());
    page.addAttribute("frame", frame);
    page.addAttribute("problem", problem);
    page.addAttribute("issuer", issuer);
    page.addAttribute("demo", demo);
    page.addAttribute("rehearsal", rehearsing.now(frame.dates()));
    return "app/signin";
  }

  @GetMapping("/set-up/{token}")
  String setUp(HttpServletRequest request, @PathVariable("token") String token, Model page) {
    return setUpPage(request, token, accounts.linked(token), "", page);
  }

  @PostMapping("/set-up/{token}")
  String setUp(
      HttpServletRequest request,
      HttpServletResponse response,
      @PathVariable("token") String token,
      @RequestParam("name") String name,
      @RequestParam("password") String password,
      Model page) {
    Optional<Accounts.Account> account = accounts.linked(token);
    if (account.isEmpty()) {
      return setUpPage(request, token, account, "", page);
    }
    Words words = frames.words(request);
    String problem =
        isPrintable(name)
            ? passwords
                .refusal(password, account.get().account())
                .map(why -> said(words, why))
                .orElse("")
            : words.say("write your name");
    if (!problem.isEmpty()) {
      return setUpPage(request, token, account, problem, page);
    }
    if (!accounts.setUp(token, name.strip(), password)) {
      return setUpPage(request, token, Optional.empty(), "", page);
    }
    return begin(request, response, account.get().account());
  }

  private String setUpPage(
      HttpServletRequest request,
      String token,
      Optional<Accounts.Account> account,
      String problem,
      Model page) {
    page.addAttribute("frame", frames.frame(request, "set up your account", Optional.empty()));
    page.addAttribute("token", token);
    page.addAttribute("account", account.map(Accounts.Account::account).orElse(""));
    page.addAttribute(
        "name",
        Optional.ofNullable(request.getParameter("name"))
            .or(() -> account.map(Accounts.Account::name))
            .orElse(""));
    page.addAttribute("problem", problem);
    return "app/setup";
  }

  @GetMapping("/account/password")
  String password(
      HttpServletRequest request, @AuthenticationPrincipal SignedIn person, Model page) {
    return passwordPage(request, person, "", page);
  }

  @PostMapping("/account/password")
  String password(
      HttpServletRequest request,
      HttpServletResponse response,
      @AuthenticationPrincipal SignedIn person,
      @RequestParam("now") String now,
      @RequestParam("password") String password,
      Model page) {
    Words words = frames.words(request);
    Optional<Passwords.Refusal> refusal = passwords.refusal(password, person.account());
    if (refusal.isPresent()) {
      return passwordPage(request, person, said(words, refusal.get()), page);
    }
    if (!accounts.confirms(person.account(), now)) {
      return passwordPage(request, person, words.say("the password of now is not right"), page);
    }
    accounts.changePassword(person.account(), password);
    return begin(request, response, person.account());
  }

  private String passwordPage(
      HttpServletRequest request, SignedIn person, String problem, Model page) {
    page.addAttribute("frame", frames.frame(request, "change your password", Optional.of(person)));
    page.addAttribute("account", person.account());
    page.addAttribute("problem", problem);
    return "app/password";
  }

  /** A new session for the account, then the first page. */
  private String begin(HttpServletRequest request, HttpServletResponse response, String account) {
    Accounts.Account found =
        accounts.find(account).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    sessions.saveContext(
        SessionCookie.context(new SignedIn(found.account(), found.name(), found.grants())),
        request,
        response);
    return "redirect:/";
  }

  static boolean isPrintable(String name) {
    String kept = name.strip();
    return !kept.isEmpty()
        && kept.length() <= 100
        && kept.codePoints().noneMatch(Character::isISOControl);
  }

  private static String said(Words words, Passwords.Refusal why) {
    return switch (why) {
      case TOO_SHORT -> words.say("a password has at least", Passwords.SHORTEST);
      case TOO_LONG -> words.say("a password has at most", Passwords.LONGEST);
      case TOO_USUAL -> words.say("too many people use that password");
      case NAMES_THE_ACCOUNT -> words.say("that password is the sign-in name");
    };
  }

  /** What the sign-in page of a demonstration shows; nothing elsewhere. */
  record DemoSignIns(List<DemoSignIn> all) {
    static final DemoSignIns NONE = new DemoSignIns(List.of());

    DemoSignIns {
      all = List.copyOf(all);
    }
  }

  /** One account of the demonstration with its password, which is no secret. */
  record DemoSignIn(String account, String name, Role role, String site, String password) {}
}
