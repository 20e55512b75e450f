package org.trialwright.oversight;

import jakarta.servlet.http.HttpServletRequest;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.security.web.csrf.CsrfToken;
import org.trialwright.pages.Dates;
import org.trialwright.pages.Frame;
import org.trialwright.pages.Grant;
import org.trialwright.pages.Language;
import org.trialwright.pages.LanguageSwitch;
import org.trialwright.pages.Link;
import org.trialwright.pages.Role;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.Words;

/** The frame around the oversight pages. */
public final class Frames {
  private static final int SEAL_SHOWN = 8;
  private final Overseen overseen;
  private final Frame.Watermark watermark;
  private final Map<Language, Words> words = new EnumMap<>(Language.class);

  public Frames(Overseen overseen, Frame.Watermark watermark) {
    this.overseen = overseen;
    this.watermark = watermark;
    for (var language : Language.values()) {
      words.put(language, Words.of(language, Frames.class));
    }
  }

  public Words words(HttpServletRequest request) {
    return Optional.ofNullable(words.get(LanguageSwitch.of(request))).orElseThrow();
  }

  /**
   * @param title of the page, in the reader's language
   */
  public Frame frame(HttpServletRequest request, SignedIn person, String title) {
    var said = words(request);
    var study = overseen.study();
    return Frame.of(
            said,
            new Dates(said, ZoneOffset.UTC, ""),
            title,
            LanguageSwitch.address(request),
            csrf(request))
        .watermark(watermark)
        .study(new Frame.Study(study.name(), said.say("all sites"), List.of()))
        .places(places(request, person, said))
        .person(
            new Frame.Person(
                person.name(),
                roles(said, person),
                List.of(new Link(said.say("change your password"), "/account/password"))))
        .foot(
            new Frame.Foot(
                study.name() + " " + study.version(),
                study.seal().substring(0, SEAL_SHOWN),
                overseen.journal().head().sequence(),
                overseen.clock().instant(),
                said.say("safety sentence"),
                List.of()));
  }

  private static List<Frame.Place> places(HttpServletRequest request, SignedIn person, Words said) {
    var places = new ArrayList<Frame.Place>();
    for (var route : List.of("/today", "/participants", "/queries", "/overview")) {
      if (person.grantFor("GET", route).isPresent()) {
        places.add(
            new Frame.Place(place(said, route), route, "", request.getRequestURI().equals(route)));
      }
    }
    return places;
  }

  private static String roles(Words said, SignedIn person) {
    return person.grants().stream()
        .map(Grant::role)
        .distinct()
        .map(role -> role(said, role))
        .collect(Collectors.joining(", "));
  }

  private static String place(Words said, String route) {
    return said.say(
        switch (route) {
          case "/today" -> "place today";
          case "/participants" -> "place participants";
          case "/queries" -> "place queries";
          default -> "place overview";
        });
  }

  private static String role(Words said, Role role) {
    return said.say(
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
