package org.trialwright.bedside;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.server.ResponseStatusException;
import org.trialwright.journal.Access;
import org.trialwright.journal.AccessLog;
import org.trialwright.journey.Author;
import org.trialwright.pages.Dates;
import org.trialwright.pages.Frame;
import org.trialwright.pages.Grant;
import org.trialwright.pages.Language;
import org.trialwright.pages.LanguageSwitch;
import org.trialwright.pages.Role;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.Words;
import org.trialwright.quantities.SiteId;
import org.trialwright.study.Speaker;
import org.trialwright.study.Study;

/**
 * What the pages of site staff share: the frame, the words of interface and study, and who acts in
 * which role.
 */
public final class Front {
  private final Desk desk;
  private final Frame.Watermark watermark;
  private final Map<Language, Words> words = new EnumMap<>(Language.class);
  private final Map<Spoken, Speaker> speakers = new ConcurrentHashMap<>();
  private final Map<String, Stations> stations = new ConcurrentHashMap<>();

  private record Spoken(Language language, String version) {}

  public Front(Desk desk, Frame.Watermark watermark) {
    this.desk = desk;
    this.watermark = watermark;
    for (var language : Language.values()) {
      words.put(language, Words.of(language, Front.class));
    }
  }

  public Words words(HttpServletRequest request) {
    return Optional.ofNullable(words.get(LanguageSwitch.of(request))).orElseThrow();
  }

  /** Says what stands in the study file, in the reader's language. */
  public Speaker speaker(HttpServletRequest request) {
    return speaker(request, desk.trial().study());
  }

  /** Says what stands in a version of the study file, in the reader's language. */
  public Speaker speaker(HttpServletRequest request, Study version) {
    var language = LanguageSwitch.of(request);
    return speakers.computeIfAbsent(
        new Spoken(language, version.seal()), _ -> Speaker.of(version, language.code()));
  }

  /** The path of a version of the study. */
  public Stations stations(Study version) {
    return stations.computeIfAbsent(version.seal(), _ -> Stations.of(version));
  }

  /** Dates in the zone of a site. */
  public Dates dates(HttpServletRequest request, Optional<SiteId> site) {
    var at = site.flatMap(desk::site);
    return new Dates(
        words(request), at.map(Site::zone).orElse(ZoneOffset.UTC), at.map(Site::name).orElse(""));
  }

  /** The reader's words, with dates in the zone of a site. */
  public Voice voice(HttpServletRequest request, Optional<SiteId> site) {
    return new Voice(desk.study(), words(request), speaker(request), dates(request, site));
  }

  /** The same for a site in a language, where no page is asked for. */
  public Voice voice(Language language, Site site) {
    var said = Optional.ofNullable(words.get(language)).orElseThrow();
    var study = desk.study();
    var speaker =
        speakers.computeIfAbsent(
            new Spoken(language, study.seal()), _ -> Speaker.of(study, language.code()));
    return new Voice(study, said, speaker, new Dates(said, site.zone(), site.name()));
  }

  /**
   * The frame of a page.
   *
   * @param title of the page, in the reader's language
   * @param site the page is about; the person's own when it is about none
   */
  public Frame frame(
      HttpServletRequest request, SignedIn person, String title, Optional<SiteId> site) {
    return frame(request, person, title, site, desk.trial().study());
  }

  /** The frame of a page under one version of the study. */
  public Frame frame(
      HttpServletRequest request,
      SignedIn person,
      String title,
      Optional<SiteId> site,
      Study study) {
    var said = words(request);
    var at = site.or(() -> person.sites().stream().findFirst());
    return Frame.of(
            said,
            dates(request, at),
            title,
            LanguageSwitch.address(request),
            Frame.Csrf.of(request))
        .watermark(watermark)
        .study(
            new Frame.Study(
                study.name(), at.flatMap(desk::site).map(Site::name).orElse(""), List.of()))
        .signedIn(person, request.getRequestURI())
        .foot(
            new Frame.Foot(
                study.name() + " " + study.version(),
                study.seal().substring(0, SEAL_SHOWN),
                desk.trial().journal().head().sequence(),
                desk.trial().clock().instant(),
                speaker(request, study).note().map(one -> one.text()).orElse(""),
                List.of()));
  }

  /**
   * The frame of a page about the whole study.
   *
   * @param title of the page, in the reader's language
   */
  public Frame studyFrame(HttpServletRequest request, SignedIn person, String title) {
    return frame(request, person, title, Optional.empty());
  }

  private static final int SEAL_SHOWN = 8;

  /**
   * A fact's role in the reader's language; as it stands in the fact when no account has such a
   * role.
   */
  public static String role(Words said, String code) {
    return Role.of(code).map(role -> role.said(said)).orElse(code);
  }

  /** The sites of which this person may see participants, by number. */
  public List<Site> sites(SignedIn person) {
    return desk.sites().stream().filter(site -> mayRead(person, site.id())).toList();
  }

  /** Whether this person may see the participants of a site. */
  public static boolean mayRead(SignedIn person, SiteId site) {
    return person.grantFor("GET", "/participants/{participant}", site).isPresent();
  }

  /** The calendar zone of a site. */
  public ZoneId zone(SiteId site) {
    return desk.site(site).map(Site::zone).orElse(ZoneOffset.UTC);
  }

  /**
   * Who acts, in the role that lets them use the route at the site.
   *
   * @param key of the act, from the page; a page without one gets a fresh key
   */
  public Act act(SignedIn person, String method, String route, SiteId site, String key) {
    var role = person.grantFor(method, route, site).map(Grant::role).orElseThrow();
    var author = new Author(person.account(), person.name(), role.code(), Optional.of(site));
    return new Act(author, key(key));
  }

  /** Who acts on the whole study, in the role that lets them use the route. */
  public Act studyAct(SignedIn person, String method, String route, String key) {
    var role = person.grantFor(method, route).map(Grant::role).orElseThrow();
    var author = new Author(person.account(), person.name(), role.code(), Optional.empty());
    return new Act(author, key(key));
  }

  /**
   * A file to take out; that it was is an entry of the access log.
   *
   * @param participant whom it is about; empty when about several
   * @param name of the file, before which it is said when nobody in it is real
   */
  public ResponseEntity<byte[]> file(
      Author author, String participant, String name, String type, String text) {
    took(author, participant, name);
    return taken(mark() + name, type, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A file that somebody put there, to take out; browsers save it and never show it as a page of
   * ours.
   *
   * @param taken what the access log says; never the name, which may name people
   */
  public ResponseEntity<byte[]> file(
      Author author, String participant, String taken, String name, String type, byte[] content) {
    took(author, participant, taken);
    return taken(mark() + name, type, content);
  }

  /**
   * Begins a file that is written while it is read, so that it is never held whole.
   *
   * @return where it goes; whoever writes it closes it
   */
  public OutputStream stream(Author author, String name, String type, HttpServletResponse response)
      throws IOException {
    took(author, "", name);
    response.setContentType(type);
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        ContentDisposition.attachment().filename(mark() + name).build().toString());
    return response.getOutputStream();
  }

  private String mark() {
    return switch (watermark) {
      case NONE -> "";
      case DEMONSTRATION -> "demonstration-";
      case REHEARSAL -> "rehearsal-";
    };
  }

  private static ResponseEntity<byte[]> taken(String name, String type, byte[] content) {
    var disposition = ContentDisposition.attachment();
    var named =
        StandardCharsets.US_ASCII.newEncoder().canEncode(name)
            ? disposition.filename(name)
            : disposition.filename(name, StandardCharsets.UTF_8);
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_TYPE, type)
        .header(HttpHeaders.CONTENT_DISPOSITION, named.build().toString())
        .body(content);
  }

  /**
   * Says in the access log that somebody took something out.
   *
   * @param participant whom it is about; empty when about several
   */
  public void took(Author author, String participant, String what) {
    new AccessLog(desk.trial().source())
        .append(
            new Access(
                desk.trial().clock().instant(), Access.Kind.EXPORTED, author, participant, what));
  }

  /** Our own pages make the key; what is none was never on one of them. */
  private static UUID key(String key) {
    try {
      return key.isBlank() ? UUID.randomUUID() : UUID.fromString(key);
    } catch (IllegalArgumentException none) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "not a key: " + key, none);
    }
  }
}
