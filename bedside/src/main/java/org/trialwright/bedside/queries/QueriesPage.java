package org.trialwright.bedside.queries;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.Voice;
import org.trialwright.journal.Standing;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.journey.Queries;
import org.trialwright.pages.Badge;
import org.trialwright.pages.Csv;
import org.trialwright.pages.Grant;
import org.trialwright.pages.Role;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.State;
import org.trialwright.pages.Turn;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;
import org.trialwright.study.Form;

/** Questions about answers, as conversations. Sites answer; monitors and data managers close. */
@Controller
class QueriesPage {
  private static final String ASK = "/participants/{participant}/queries";
  private static final String REPLY = ASK + "/{query}";
  private static final String CSV = "/queries.csv";
  private static final int LONGEST = 2_000;
  private static final int MOST = 100;

  private final Desk desk;
  private final Front front;

  QueriesPage(Desk desk, Front front) {
    this.desk = desk;
    this.front = front;
  }

  /**
   * One conversation as shown.
   *
   * @param link to the answer it is about
   * @param key of the reply that may be made; "" when none may
   */
  record Shown(
      String participant,
      int number,
      String about,
      String link,
      String trail,
      Badge state,
      List<Turn> turns,
      String key,
      boolean mayClose,
      boolean open,
      String age,
      LocalDate asked) {}

  /** What a new query would be about. */
  record Asking(
      String participant, String form, int ordinal, String item, String about, String key) {}

  @GetMapping("/queries")
  String queries(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @RequestParam("participant") Optional<String> number,
      @RequestParam("form") Optional<String> form,
      @RequestParam("ordinal") Optional<Integer> ordinal,
      @RequestParam("item") Optional<String> item,
      @RequestParam("problem") Optional<String> problem,
      @RequestParam Map<String, String> fields,
      Model page) {
    var participant = number.filter(text -> !text.isBlank()).map(ParticipantId::new);
    participant.ifPresent(one -> facts(person, one));
    var frame =
        front.frame(
            request,
            person,
            front.words(request).say("place queries"),
            participant.map(Desk::siteOf));
    var voice = new Voice(desk.study(), frame.words(), front.speaker(request), frame.dates());
    var shown = new ArrayList<Shown>();
    var filter = QueryFilter.of(fields);
    var open = participant.isPresent() ? List.<OpenQuery>of() : open(person);
    var found = open.stream().filter(filter::holds).toList();
    if (participant.isPresent()) {
      Queries.of(desk.facts(participant.get()))
          .forEach(query -> shown.add(shown(participant.get(), query, person, voice)));
      shown.sort(
          Comparator.comparing((Shown one) -> !one.open())
              .thenComparing((Shown one) -> one.key().isEmpty())
              .thenComparing(Shown::asked)
              .thenComparing(Shown::participant)
              .thenComparing(Shown::number));
    } else {
      found.stream()
          .sorted(
              Comparator.comparing((OpenQuery one) -> !waitsFor(one, person))
                  .thenComparing(OpenQuery::age, Comparator.reverseOrder())
                  .thenComparing(one -> one.participant().value()))
          .limit(MOST)
          .forEach(one -> shown.add(shown(one.participant(), one.query(), person, voice)));
    }
    page.addAttribute("frame", frame);
    page.addAttribute("participant", participant.map(ParticipantId::value).orElse(""));
    page.addAttribute("shown", shown);
    page.addAttribute(
        "problem",
        problem.isEmpty()
            ? ""
            : problem.get().equals("held")
                ? frame.words().say("nothing is asked about a locked record")
                : frame.words().say("write one to two thousand characters"));
    page.addAttribute("count", participant.isPresent() ? shown.size() : found.size());
    page.addAttribute("choices", filter.choices(open, front.sites(person), voice));
    page.addAttribute("csv", participant.isPresent() ? "" : filter.csv());
    page.addAttribute(
        "asking",
        participant
            .filter(one -> form.isPresent() && ordinal.isPresent() && item.isPresent())
            .flatMap(
                one ->
                    asking(
                        person,
                        one,
                        form.orElseThrow(),
                        ordinal.orElseThrow(),
                        item.orElseThrow(),
                        voice)));
    return "bedside/queries/queries";
  }

  /** Every open query that this person may read. */
  private List<OpenQuery> open(SignedIn person) {
    return front.sites(person).stream()
        .flatMap(site -> desk.trial().standings().at(site.id()).stream())
        .filter(standing -> standing.openQueries() > 0)
        .map(Standing::participant)
        .flatMap(
            one ->
                Queries.open(desk.facts(one)).stream()
                    .map(query -> OpenQuery.of(one, query, desk.today(Desk.siteOf(one)), front)))
        .toList();
  }

  /** Whether a query waits for somebody in this person's role. */
  private static boolean waitsFor(OpenQuery one, SignedIn person) {
    return mayClose(person, Desk.siteOf(one.participant())) != one.waitsForSite();
  }

  private List<Fact> facts(SignedIn person, ParticipantId participant) {
    var facts =
        Front.mayRead(person, Desk.siteOf(participant)) ? desk.facts(participant) : List.<Fact>of();
    if (facts.isEmpty()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return facts;
  }

  private Optional<Asking> asking(
      SignedIn person,
      ParticipantId participant,
      String form,
      int ordinal,
      String item,
      Voice voice) {
    boolean may = person.grantFor("POST", ASK, Desk.siteOf(participant)).isPresent();
    return may && ordinal > 0 && exists(form, item)
        ? Optional.of(
            new Asking(
                participant.value(),
                form,
                ordinal,
                item,
                about(participant, form, item, voice),
                UUID.randomUUID().toString()))
        : Optional.empty();
  }

  private boolean exists(String form, String item) {
    return Optional.ofNullable(desk.trial().study().forms().get(form))
        .flatMap((Form one) -> one.item(item))
        .isPresent();
  }

  private static String about(ParticipantId participant, String form, String item, Voice voice) {
    return item.isEmpty()
        ? voice.words().say("participant and form", participant, voice.form(form))
        : voice
            .words()
            .say(
                "participant, form and question",
                participant,
                voice.form(form),
                voice.question(form, item));
  }

  private Shown shown(ParticipantId participant, Queries query, SignedIn person, Voice voice) {
    var w = voice.words();
    var site = Desk.siteOf(participant);
    boolean may = person.grantFor("POST", REPLY, site).isPresent();
    var turns = new ArrayList<Turn>();
    turns.add(turn(query.asked(), voice.asked(query), person, voice));
    for (var reply : query.replies()) {
      turns.add(turn(reply, voice.replied(reply), person, voice));
    }
    var list = OpenQuery.of(participant, query, desk.today(site), front);
    var state =
        !query.isOpen()
            ? new Badge(State.DONE, w.say("query is closed"))
            : list.waitsForSite()
                ? new Badge(State.CARE, w.say("waits for the site"))
                : new Badge(State.QUIET, w.say("answered, not closed"));
    boolean closes = mayClose(person, site);
    var about = query.query();
    return new Shown(
        participant.value(),
        query.number(),
        about(participant, about.form(), about.item(), voice),
        "/participants/" + participant + "/forms/" + about.form() + "/" + about.ordinal(),
        trail(participant, about),
        state,
        turns,
        may && (query.isOpen() || closes) ? UUID.randomUUID().toString() : "",
        closes,
        query.isOpen(),
        query.isOpen() ? w.count(list.age(), "open for one day", "open for n days") : "",
        LocalDate.ofInstant(query.asked().recorded(), voice.dates().zone()));
  }

  private static String trail(ParticipantId participant, Event.Queried about) {
    var trail = "/participants/" + participant + "/trail";
    return about.item().isEmpty()
        ? trail + "?form=" + about.form() + "&ordinal=" + about.ordinal()
        : trail + "/" + about.form() + "/" + about.ordinal() + "/" + about.item();
  }

  /** The key of an act; a page of ours always has one. */
  private static UUID key(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException notOurs) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "the form has no key", notOurs);
    }
  }

  private static boolean mayClose(SignedIn person, SiteId site) {
    return person
        .grantFor("POST", REPLY, site)
        .map(Grant::role)
        .filter(role -> role == Role.DATA_MANAGER || role == Role.MONITOR)
        .isPresent();
  }

  private static Turn turn(Fact fact, String text, SignedIn person, Voice voice) {
    return new Turn(
        fact.author().name(),
        voice.role(fact.author().role()),
        voice.dates().moment(fact.recorded()),
        text,
        fact.author().person().equals(person.account()));
  }

  @PostMapping(ASK)
  String ask(
      @AuthenticationPrincipal SignedIn person,
      @PathVariable("participant") String number,
      @RequestParam("form") String form,
      @RequestParam("ordinal") int ordinal,
      @RequestParam("item") String item,
      @RequestParam("text") String text,
      @RequestParam("key") String key) {
    var participant = new ParticipantId(number);
    facts(person, participant);
    if (ordinal < 1 || !exists(form, item)) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    if (text.isBlank() || text.length() > LONGEST) {
      return "redirect:/queries?participant="
          + participant
          + "&form="
          + form
          + "&ordinal="
          + ordinal
          + "&item="
          + item
          + "&problem=text#ask";
    }
    var act = front.act(person, "POST", ASK, Desk.siteOf(participant), key(key).toString());
    var outcome = desk.raise(participant, form, ordinal, item, text.strip(), act);
    if (outcome instanceof Outcome.Held) {
      return "redirect:/queries?participant=" + participant + "&problem=held";
    }
    int query =
        outcome instanceof Outcome.Done(var fact) && fact.event() instanceof Event.Queried queried
            ? queried.query()
            : 0;
    return "redirect:/queries?participant=" + participant + "#query-" + query;
  }

  @PostMapping(REPLY)
  String reply(
      @AuthenticationPrincipal SignedIn person,
      @PathVariable("participant") String number,
      @PathVariable("query") int query,
      @RequestParam("text") String text,
      @RequestParam("act") Optional<String> pressed,
      @RequestParam("key") String key) {
    var participant = new ParticipantId(number);
    var site = Desk.siteOf(participant);
    var known =
        Queries.of(facts(person, participant)).stream()
            .filter(one -> one.number() == query)
            .findFirst()
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    boolean closes = pressed.filter("close"::equals).isPresent();
    boolean reopens = pressed.filter("reopen"::equals).isPresent();
    if ((closes || reopens) && !mayClose(person, site)) {
      throw new ResponseStatusException(HttpStatus.FORBIDDEN);
    }
    boolean repeated = desk.trial().journal().byKey(key(key)).isPresent();
    if (!repeated && known.isOpen() != reopens) {
      if (text.isBlank() || text.length() > LONGEST) {
        return "redirect:/queries?participant=" + participant + "&problem=text#query-" + query;
      }
      var act = front.act(person, "POST", REPLY, site, key);
      var outcome = desk.reply(participant, new Event.Replied(query, text.strip(), closes), act);
      if (outcome instanceof Outcome.Held) {
        return "redirect:/queries?participant=" + participant + "&problem=held";
      }
    }
    return "redirect:/queries?participant=" + participant + "#query-" + query;
  }

  /** The open queries as a file; taking it out is an entry of the access log. */
  @GetMapping(CSV)
  ResponseEntity<byte[]> csv(
      @AuthenticationPrincipal SignedIn person, @RequestParam Map<String, String> fields) {
    var filter = QueryFilter.of(fields);
    var rows = open(person).stream().filter(filter::holds).map(OpenQuery::cells).toList();
    var author = front.studyAct(person, "GET", CSV, "").author();
    return front.file(author, "", "queries.csv", Csv.TYPE, Csv.file(OpenQuery.HEAD, rows));
  }
}
