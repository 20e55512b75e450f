package org.trialwright.oversight;

import jakarta.servlet.http.HttpServletRequest;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trialwright.figures.Look;
import org.trialwright.oversight.report.Pictures;
import org.trialwright.pages.Dates;
import org.trialwright.pages.Frame;
import org.trialwright.pages.Language;
import org.trialwright.pages.LanguageSwitch;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.Words;
import org.trialwright.study.Speaker;

/** The frame around the oversight pages. */
public final class Frames {
  private static final int SEAL_SHOWN = 8;
  private final Overseen overseen;
  private final Frame.Watermark watermark;
  private final Map<Language, Words> words = new EnumMap<>(Language.class);
  private final Map<Language, String> notes = new EnumMap<>(Language.class);

  public Frames(Overseen overseen, Frame.Watermark watermark) {
    this.overseen = overseen;
    this.watermark = watermark;
    for (var language : Language.values()) {
      words.put(language, Words.of(language, Frames.class));
      Speaker.of(overseen.study(), language.code())
          .note()
          .ifPresent(note -> notes.put(language, note.text()));
    }
  }

  public Words words(HttpServletRequest request) {
    return Optional.ofNullable(words.get(LanguageSwitch.of(request))).orElseThrow();
  }

  /** How figures are written for this reader. */
  public Look look(HttpServletRequest request) {
    return Look.of(Pictures.language(words(request).language()));
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
            Frame.Csrf.of(request))
        .watermark(watermark)
        .study(new Frame.Study(study.name(), said.say("all sites"), List.of()))
        .signedIn(person, request.getRequestURI())
        .foot(
            new Frame.Foot(
                study.name() + " " + study.version(),
                study.seal().substring(0, SEAL_SHOWN),
                overseen.journal().head().sequence(),
                overseen.clock().instant(),
                Optional.ofNullable(notes.get(said.language())).orElse(""),
                List.of()));
  }
}
