package org.trialwright.registry;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.trialwright.pages.Dates;
import org.trialwright.pages.Frame;
import org.trialwright.pages.Language;
import org.trialwright.pages.LanguageSwitch;
import org.trialwright.pages.Words;
import org.trialwright.study.Study;

/** The frame around the public pages; it says nothing about whoever reads them. */
public final class Frames {
  private static final int SEAL_SHOWN = 8;
  private static final Set<String> BRANCHES = Set.of("/locations");

  private final Supplier<Study> study;
  private final InstantSource clock;
  private final Map<Language, Words> words = new EnumMap<>(Language.class);

  /**
   * @param study asked anew for every page, since assumed values become confirmed ones
   */
  public Frames(Supplier<Study> study, InstantSource clock) {
    this.study = study;
    this.clock = clock;
    for (var language : Language.values()) {
      words.put(language, Words.of(language, Frames.class));
    }
  }

  /** The study as it stands now, with what people have confirmed. */
  public Study study() {
    return study.get();
  }

  public Words words(HttpServletRequest request) {
    return Optional.ofNullable(words.get(LanguageSwitch.of(request))).orElseThrow();
  }

  /**
   * For a page that has one address only.
   *
   * @param title of the page, in the reader's language
   */
  public Frame frame(HttpServletRequest request, String title) {
    return frame(request, title, request.getRequestURI());
  }

  /**
   * @param title of the page, in the reader's language
   * @param address under which search engines shall know the page, from its first stroke on
   */
  public Frame frame(HttpServletRequest request, String title, String address) {
    var said = words(request);
    var shown = study();
    return Frame.of(
            said,
            new Dates(said, ZoneOffset.UTC, ""),
            title,
            LanguageSwitch.address(request),
            new Frame.Csrf("", ""))
        .swaps(false)
        .outside(new Frame.Outside(here() + address, said.say("about the page", title)))
        .places(
            List.of(
                place(said.say("find a trial"), "/trials", request),
                place(said.say("by place"), "/locations", request),
                place(said.say("the trial here"), "/trial", request),
                place(said.say("place may I join"), "/trial/join", request)))
        .foot(
            new Frame.Foot(
                shown.name() + " " + shown.version(),
                shown.seal().substring(0, SEAL_SHOWN),
                0,
                clock.instant(),
                said.say("where the facts come from"),
                List.of()));
  }

  private static Frame.Place place(String label, String address, HttpServletRequest request) {
    var path = request.getRequestURI();
    return new Frame.Place(
        label,
        address,
        "",
        path.equals(address) || (BRANCHES.contains(address) && path.startsWith(address + "/")));
  }

  /** Scheme, host and port as the reader sees them, signs of XML made harmless. */
  public static String here() {
    return ServletUriComponentsBuilder.fromCurrentContextPath()
        .build()
        .toUriString()
        .replaceAll("[<>&\"']", "");
  }

  /** The day on which a page is made. */
  public LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
