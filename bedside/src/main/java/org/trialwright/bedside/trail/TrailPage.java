package org.trialwright.bedside.trail;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Voice;
import org.trialwright.journey.Fact;
import org.trialwright.journey.Queries;
import org.trialwright.pages.Csv;
import org.trialwright.pages.Frame;
import org.trialwright.pages.Link;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.Trail;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;

/** Every change to a participant, a form or one answer: who, when, what, why. */
@Controller
class TrailPage {
  static final String ROUTE = "/participants/{participant}/trail";
  private static final String ITEM = ROUTE + "/{form}/{ordinal}/{item}";
  private static final String CSV = ROUTE + ".csv";
  private static final int PAGE = 200;
  private static final int SHOWN_HASH = 8;

  private final Desk desk;
  private final Front front;

  TrailPage(Desk desk, Front front) {
    this.desk = desk;
    this.front = front;
  }

  @GetMapping(ROUTE)
  String whole(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable("participant") String number,
      @RequestParam("form") Optional<String> form,
      @RequestParam("ordinal") Optional<Integer> ordinal,
      @RequestParam("page") Optional<Integer> wanted,
      Model page) {
    return show(
        request,
        person,
        new Wanted(number, form.orElse(""), ordinal.orElse(0), ""),
        wanted.orElse(1),
        page);
  }

  @GetMapping(ITEM)
  String item(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable("participant") String number,
      @PathVariable("form") String form,
      @PathVariable("ordinal") int ordinal,
      @PathVariable("item") String item,
      @RequestParam("page") Optional<Integer> wanted,
      Model page) {
    return show(request, person, new Wanted(number, form, ordinal, item), wanted.orElse(1), page);
  }

  /** What the trail is of; empty parts and 0 stand for all. */
  record Wanted(String number, String form, int ordinal, String item) {
    String participantAddress() {
      return "/participants/" + number;
    }

    String address() {
      return item.isEmpty()
          ? participantAddress() + "/trail" + query()
          : participantAddress() + "/trail/" + form + "/" + ordinal + "/" + item;
    }

    String query() {
      return form.isEmpty() ? "" : "?form=" + form + (ordinal > 0 ? "&ordinal=" + ordinal : "");
    }
  }

  private String show(
      HttpServletRequest request, SignedIn person, Wanted wanted, int at, Model page) {
    var site = Desk.siteOf(new ParticipantId(wanted.number()));
    var facts = facts(person, wanted.number());
    var entries = entries(facts, wanted);
    if (!wanted.form().isEmpty() && entries.isEmpty()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    var frame =
        front.frame(
            request,
            person,
            front.words(request).say("every change: participant", wanted.number()),
            Optional.of(site));
    var voice = new Voice(desk.study(), frame.words(), front.speaker(request), frame.dates());
    var newest = entries.reversed();
    int pages = Math.max(1, (newest.size() + PAGE - 1) / PAGE);
    int now = Math.clamp(at, 1, pages);
    var shown = newest.subList((now - 1) * PAGE, Math.min(newest.size(), now * PAGE));
    var hashes = desk.trial().journal().fingerprints(new ParticipantId(wanted.number()));
    page.addAttribute("frame", frame);
    page.addAttribute("wanted", wanted);
    page.addAttribute("title", title(wanted, frame));
    page.addAttribute("about", about(wanted, voice));
    page.addAttribute("now", now(entries, wanted, voice));
    page.addAttribute(
        "rows", shown.stream().map(entry -> row(entry, wanted, voice, hashes)).toList());
    page.addAttribute("count", entries.size());
    page.addAttribute("facts", facts.size());
    page.addAttribute("pages", pages(wanted, now, pages, frame));
    page.addAttribute("queries", queries(facts, wanted));
    page.addAttribute(
        "mayAsk",
        !wanted.item().isEmpty()
            && person.grantFor("POST", "/participants/{participant}/queries", site).isPresent());
    page.addAttribute(
        "mayRedact",
        person.grantFor("GET", "/participants/{participant}/redactions", site).isPresent());
    return "bedside/trail/trail";
  }

  private List<Fact> facts(SignedIn person, String number) {
    var participant = new ParticipantId(number);
    var facts =
        Front.mayRead(person, Desk.siteOf(participant)) ? desk.facts(participant) : List.<Fact>of();
    if (facts.isEmpty()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return facts;
  }

  private static List<Entry> entries(List<Fact> facts, Wanted wanted) {
    return Entry.of(facts).stream()
        .filter(entry -> entry.about(wanted.form(), wanted.ordinal(), wanted.item()))
        .toList();
  }

  private static String title(Wanted wanted, Frame frame) {
    var w = frame.words();
    return wanted.item().isEmpty()
        ? wanted.form().isEmpty()
            ? w.say("every change to one participant")
            : w.say("every change to one form")
        : w.say("every change to one answer");
  }

  private static String about(Wanted wanted, Voice voice) {
    var w = voice.words();
    if (wanted.form().isEmpty()) {
      return w.say("participant number", wanted.number());
    }
    return wanted.item().isEmpty()
        ? w.say("participant and form", wanted.number(), voice.form(wanted.form()))
        : w.say(
            "participant, form and question",
            wanted.number(),
            voice.form(wanted.form()),
            voice.question(wanted.form(), wanted.item()));
  }

  /** The answer as it stands; "" when the trail is of more than one answer. */
  private static String now(List<Entry> entries, Wanted wanted, Voice voice) {
    return entries.stream()
        .filter(entry -> !wanted.item().isEmpty() && entry.item().equals(wanted.item()))
        .filter(
            entry ->
                switch (entry.kind()) {
                  case ENTERED, CHANGED, TAKEN_AWAY -> true;
                  default -> false;
                })
        .reduce((_, later) -> later)
        .map(
            entry ->
                entry.now().isEmpty()
                    ? voice.words().say("no answer")
                    : value(entry, entry.now(), voice))
        .orElse("");
  }

  private static Trail row(Entry entry, Wanted wanted, Voice voice, Map<Long, String> hashes) {
    var fact = entry.fact();
    return new Trail(
        org.trialwright.pages.Numbers.count(fact.sequence()),
        voice.dates().momentToSecond(fact.recorded()),
        voice.dates().utc(fact.recorded()),
        fact.author().name(),
        voice.role(fact.author().role()),
        what(entry, wanted, voice),
        value(entry, entry.was(), voice),
        value(entry, entry.now(), voice),
        why(entry, voice),
        fingerprint(hashes.getOrDefault(fact.sequence(), "")));
  }

  static String fingerprint(String hash) {
    return hash.length() < SHOWN_HASH
        ? hash
        : hash.substring(0, SHOWN_HASH / 2) + " " + hash.substring(SHOWN_HASH / 2, SHOWN_HASH);
  }

  private static String why(Entry entry, Voice voice) {
    if (!entry.fact().reason().isEmpty()) {
      return entry.note().isEmpty()
          ? entry.fact().reason()
          : voice.words().say("title: answers", entry.fact().reason(), entry.note());
    }
    if (!entry.note().isEmpty()) {
      return entry.note();
    }
    return entry.kind() == Entry.Kind.ENTERED ? voice.words().say("first entry") : "";
  }

  private static String what(Entry entry, Wanted wanted, Voice voice) {
    var kind = kind(entry.kind(), voice);
    if (entry.form().isEmpty() || !wanted.item().isEmpty()) {
      return kind;
    }
    var form =
        wanted.form().isEmpty()
            ? voice.words().say("form number", voice.form(entry.form()), entry.ordinal())
            : "";
    var item = entry.item().isEmpty() ? "" : voice.question(entry.form(), entry.item());
    var place =
        form.isEmpty() || item.isEmpty()
            ? form + item
            : voice.words().say("form, question", form, item);
    return place.isEmpty() ? kind : voice.words().say("title: answers", kind, place);
  }

  private static String kind(Entry.Kind kind, Voice voice) {
    var w = voice.words();
    return w.say(
        switch (kind) {
          case REGISTERED -> "kind registered";
          case ENTERED -> "kind entered";
          case CHANGED -> "kind changed";
          case TAKEN_AWAY -> "kind taken away";
          case SAVED_AGAIN -> "kind saved again";
          case VOIDED -> "kind voided";
          case ALLOCATED -> "kind allocated";
          case CONFIRMED -> "kind confirmed";
          case SIGNED -> "kind signed";
          case QUERIED -> "kind queried";
          case REPLIED -> "kind replied";
          case CLOSED -> "kind closed";
          case ENDORSED -> "kind endorsed";
          case FROZEN -> "kind frozen";
          case UNFROZEN -> "kind unfrozen";
          case LOCKED -> "kind locked";
          case UNLOCKED -> "kind unlocked";
          case DEVIATED -> "kind deviated";
          case DEVIATION_CLOSED -> "kind deviation closed";
          case DEVIATION_RETURNED -> "kind deviation returned";
          case KIT_ASSIGNED -> "kind kit assigned";
          case KIT_RETURNED -> "kind kit returned";
          case UNBLINDED -> "kind unblinded";
          case FILE_ATTACHED -> "kind file attached";
          case FILE_DETACHED -> "kind file detached";
          case COMPARED -> "kind compared";
          case REVIEWED -> "kind reviewed";
          case MOVED -> "kind moved";
          case OTHER -> "kind other";
        });
  }

  private static String value(Entry entry, String text, Voice voice) {
    if (text.isEmpty()) {
      return "";
    }
    if (entry.kind() == Entry.Kind.ALLOCATED) {
      return voice.arm(text).label();
    }
    if (entry.isDeviation()) {
      int gap = text.indexOf(' ');
      return voice
          .words()
          .say(
              "number, category, importance",
              entry.ordinal(),
              voice.category(text.substring(0, gap)),
              voice.importance(text.endsWith(" important")));
    }
    if (entry.form().isEmpty()) {
      return text;
    }
    return Optional.ofNullable(voice.study().forms().get(entry.form()))
        .flatMap(form -> form.item(entry.item()))
        .map(item -> voice.answer(item, text))
        .orElse(text);
  }

  private static List<Queries> queries(List<Fact> facts, Wanted wanted) {
    return Queries.of(facts).stream()
        .filter(
            query ->
                (wanted.form().isEmpty() || query.query().form().equals(wanted.form()))
                    && (wanted.ordinal() == 0 || query.query().ordinal() == wanted.ordinal())
                    && (wanted.item().isEmpty() || query.query().item().equals(wanted.item())))
        .toList();
  }

  private static List<Link> pages(Wanted wanted, int now, int pages, Frame frame) {
    var links = new ArrayList<Link>();
    for (int at = 1; pages > 1 && at <= pages; at++) {
      var address = wanted.address();
      links.add(
          new Link(
              frame.words().say("page n", at),
              at == now ? "" : address + (address.contains("?") ? "&" : "?") + "page=" + at));
    }
    return links;
  }

  /** The same trail as a file; taking it out is an entry of the access log. */
  @GetMapping(CSV)
  ResponseEntity<byte[]> csv(
      @AuthenticationPrincipal SignedIn person,
      @PathVariable("participant") String number,
      @RequestParam("form") Optional<String> form,
      @RequestParam("ordinal") Optional<Integer> ordinal,
      @RequestParam("item") Optional<String> item) {
    var participant = new ParticipantId(number);
    var wanted = new Wanted(number, form.orElse(""), ordinal.orElse(0), item.orElse(""));
    var facts = facts(person, number);
    var hashes = desk.trial().journal().fingerprints(participant);
    var site = Desk.siteOf(participant);
    var rows =
        entries(facts, wanted).reversed().stream()
            .map(entry -> cells(entry, number, site, hashes))
            .toList();
    var author = front.act(person, "GET", CSV, site, "").author();
    return front.file(author, number, "trail-" + number + ".csv", Csv.TYPE, Csv.file(HEAD, rows));
  }

  private static final List<String> HEAD =
      List.of(
          "participant",
          "entry",
          "recorded_utc",
          "recorded_local",
          "person",
          "name",
          "role",
          "site",
          "kind",
          "form",
          "record",
          "item",
          "was",
          "now",
          "note",
          "reason",
          "occurred",
          "study_version",
          "fingerprint");

  private List<String> cells(Entry entry, String number, SiteId site, Map<Long, String> hashes) {
    var fact = entry.fact();
    return List.of(
        number,
        String.valueOf(fact.sequence()),
        fact.recordedUtc(),
        fact.recordedIn(front.zone(site)),
        fact.author().person(),
        fact.author().name(),
        fact.author().role(),
        fact.author().site().map(SiteId::value).orElse(""),
        entry.kind().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
        entry.form(),
        entry.ordinal() == 0 ? "" : String.valueOf(entry.ordinal()),
        entry.item(),
        entry.was(),
        entry.now(),
        entry.note(),
        fact.reason(),
        fact.occurred().toString(),
        fact.studyVersion(),
        hashes.getOrDefault(fact.sequence(), ""));
  }
}
