package org.trialwright.app;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.savedrequest.CookieRequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriComponentsBuilder;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.Words;

/** The way to the issuer and back. It opens accounts that are there, and makes none. */
@Controller
class IssuerPages {
  static final String THERE = "/sign-in/issuer";
  private static final String BACK = THERE + "/back";
  private static final String COOKIE = "trialwright-issuer";
  private static final int SECONDS = 600;

  private final Optional<Issuer> issuer;
  private final Subjects subjects;
  private final Accounts accounts;
  private final EntryPages door;
  private final Frames frames;
  private final SessionCookie sessions;

  IssuerPages(
      Issuers issuers, Subjects subjects, Accounts accounts, EntryPages door, Frames frames) {
    this.issuer = issuers.issuer();
    this.subjects = subjects;
    this.accounts = accounts;
    this.door = door;
    this.frames = frames;
    this.sessions = new SessionCookie(accounts);
  }

  /** The issuer of this installation, if it has one. */
  record Issuers(Optional<Issuer> issuer) {}

  @GetMapping(THERE)
  String there(HttpServletRequest request, HttpServletResponse response, Model page) {
    Issuer at = issuer();
    String secret = at.secret();
    return at.there(secret, back(request))
        .map(
            address -> {
              response.addCookie(cookie(secret, SECONDS, request));
              return "redirect:" + address;
            })
        .orElseGet(() -> refused(request, Issuer.Why.UNREACHABLE, page));
  }

  @GetMapping(BACK)
  String back(
      HttpServletRequest request,
      HttpServletResponse response,
      @RequestParam Map<String, String> answer,
      Model page) {
    Issuer at = issuer();
    String secret = secret(request);
    response.addCookie(cookie("", 0, request));
    return switch (at.back(secret, back(request), answer)) {
      case Issuer.Came.Refused(var why) -> refused(request, why, page);
      case Issuer.Came.Proven(var subject) -> known(request, response, at, subject, page);
    };
  }

  private String known(
      HttpServletRequest request,
      HttpServletResponse response,
      Issuer at,
      String subject,
      Model page) {
    Words words = frames.words(request);
    Optional<String> account = subjects.account(at.address(), subject);
    if (account.isEmpty()) {
      accounts.refusedAtIssuer("");
      return door.signInPage(request, words.say("no account is joined", at.name(), subject), page);
    }
    Optional<SignedIn> person =
        accounts
            .find(account.get())
            .map(found -> new SignedIn(found.account(), found.name(), found.grants()));
    if (person.isEmpty()) {
      accounts.refusedAtIssuer(account.get());
      return door.signInPage(request, words.say("the account has ended"), page);
    }
    sessions.begin(person.get(), true, request, response);
    CookieRequestCache wanted = new CookieRequestCache();
    String next =
        Optional.ofNullable(wanted.getRequest(request, response))
            .map(SavedRequest::getRedirectUrl)
            .orElse("/");
    wanted.removeRequest(request, response);
    return "redirect:" + next;
  }

  private String refused(HttpServletRequest request, Issuer.Why why, Model page) {
    Words words = frames.words(request);
    // Anybody can come back without having gone, so only a broken word is worth an entry.
    if (why == Issuer.Why.NOT_PROVEN) {
      accounts.refusedAtIssuer("");
    }
    return door.signInPage(
        request,
        switch (why) {
          case UNREACHABLE -> words.say("the issuer does not answer", issuer().name());
          case NOT_BEGUN -> words.say("that sign-in did not begin here");
          case NOT_LET_IN -> words.say("the issuer did not let you in", issuer().name());
          case NOT_PROVEN -> words.say("the issuer did not prove who you are", issuer().name());
        },
        page);
  }

  private Issuer issuer() {
    return issuer.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  /** The issuer knows this address and sends people nowhere else. */
  private static String back(HttpServletRequest request) {
    return UriComponentsBuilder.fromUriString(request.getRequestURL().toString())
        .replacePath(BACK)
        .toUriString();
  }

  private static String secret(HttpServletRequest request) {
    return Optional.ofNullable(request.getCookies()).stream()
        .flatMap(Arrays::stream)
        .filter(one -> one.getName().equals(COOKIE))
        .map(Cookie::getValue)
        .findFirst()
        .orElse("");
  }

  /** Lax, because the browser comes back from another site. */
  private static Cookie cookie(String value, int seconds, HttpServletRequest request) {
    Cookie cookie = new Cookie(COOKIE, value);
    cookie.setPath(THERE);
    cookie.setHttpOnly(true);
    cookie.setSecure(request.isSecure());
    cookie.setAttribute("SameSite", "Lax");
    cookie.setMaxAge(seconds);
    return cookie;
  }
}
