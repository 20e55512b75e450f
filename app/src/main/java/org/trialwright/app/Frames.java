package org.trialwright.app;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.security.web.csrf.CsrfToken;
import org.trialwright.pages.Dates;
import org.trialwright.pages.Frame;
import org.trialwright.pages.Language;
import org.trialwright.pages.LanguageSwitch;
import org.trialwright.pages.Link;
import org.trialwright.pages.Role;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.Words;

/** The frame around the pages that belong to no study: sign-in, accounts, trouble. */
final class Frames {
  private final Map<Language, Words> words = new EnumMap<>(Language.class);
  private final Frame.Watermark watermark;

  Frames(Frame.Watermark watermark) {
    this.watermark = watermark;
    for (Language language : Language.values()) {
      words.put(language, Words.of(language, Frames.class));
    }
  }

  Words words(HttpServletRequest request) {
    return Optional.ofNullable(words.get(LanguageSwitch.of(request))).orElseThrow();
  }

  /**
   * The frame of a page.
   *
   * @param title a key of the words
   */
  Frame frame(HttpServletRequest request, String title, Optional<SignedIn> person) {
    Words said = words(request);
    Frame frame =
        Frame.of(
                said,
                new Dates(said, ZoneId.systemDefault(), ""),
                said.say(title),
                address(request),
                csrf(request))
            .watermark(watermark);
    return person.map(who -> frame.person(person(said, who))).orElse(frame);
  }

  /** Where the language switch leads: a page of trouble stands for the page that was asked for. */
  private static String address(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String asked
        ? asked.replaceFirst("^/{2,}", "/")
        : LanguageSwitch.address(request);
  }

  private static Frame.Person person(Words words, SignedIn who) {
    String roles =
        who.grants().stream()
            .map(grant -> role(words, grant.role()))
            .distinct()
            .collect(Collectors.joining(", "));
    return new Frame.Person(
        who.name(),
        roles,
        List.of(new Link(words.say("change your password"), "/account/password")));
  }

  /** A role in the reader's language. */
  static String role(Words words, Role role) {
    return words.say(
        switch (role) {
          case SIGNED_OUT -> "role signed-out";
          case INVESTIGATOR -> "role investigator";
          case COORDINATOR -> "role coordinator";
          case DATA_MANAGER -> "role data-manager";
          case MONITOR -> "role monitor";
          case STATISTICIAN -> "role statistician";
          case ADMINISTRATOR -> "role administrator";
        });
  }

  private static Frame.Csrf csrf(HttpServletRequest request) {
    return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token
        ? new Frame.Csrf(token.getParameterName(), token.getToken())
        : new Frame.Csrf("", "");
  }
}
