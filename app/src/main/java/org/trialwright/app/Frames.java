package org.trialwright.app;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.trialwright.pages.Dates;
import org.trialwright.pages.Frame;
import org.trialwright.pages.Language;
import org.trialwright.pages.LanguageSwitch;
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
                Frame.Csrf.of(request))
            .watermark(watermark);
    return person.map(who -> frame.signedIn(who, request.getRequestURI())).orElse(frame);
  }

  /** Where the language switch leads: a page of trouble stands for the page that was asked for. */
  private static String address(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String asked
        ? asked.replaceFirst("^/{2,}", "/")
        : LanguageSwitch.address(request);
  }
}
