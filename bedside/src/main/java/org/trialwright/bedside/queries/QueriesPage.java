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
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.journey.Queries;
import org.trialwright.pages.Badge;
import org.trialwright.pages.Csv;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.State;
import org.trialwright.pages.Turn;
import org.trialwright.quantities.ParticipantId;

/** Questions about answers, as conversations. Sites answer; monitors and data managers close. */
@Controller
class QueriesPage {
  private static final String CSV = "/queries.csv";
  private static final int MOST = 100;

  private final Desk desk;
  private final Front front;
  private final QueryActs acts;
  private final OpenQueries openQueries;

  QueriesPage(Desk desk, Front front, QueryActs acts, OpenQueries openQueries) {
    this.desk = desk;
    this.front = front;
    this.acts = acts;
    this.openQueries = openQueries;
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
    var open = participant.isPresent() ? List.<OpenQuery>of() : openQueries.of(person);
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

  /** Whether a query waits for somebody in this person's role. */
  private static boolean waitsFor(OpenQuery one, SignedIn person) {
    return QueryActs.mayClose(person, Desk.siteOf(one.participant())) != one.waitsForSite();
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
    boolean may = person.grantFor("POST", QueryActs.ASK, Desk.siteOf(participant)).isPresent();
    return may && ordinal > 0 && acts.exists(form, item)
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
    boolean may = person.grantFor("POST", QueryActs.REPLY, site).isPresent();
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
    boolean closes = QueryActs.mayClose(person, site);
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

  private static Turn turn(Fact fact, String text, SignedIn person, Voice voice) {
    return new Turn(
        fact.author().name(),
        voice.role(fact.author().role()),
        voice.dates().moment(fact.recorded()),
        text,
        fact.author().person().equals(person.account()));
  }

  @PostMapping(QueryActs.ASK)
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
    var came = acts.ask(person, participant, form, ordinal, item, text, key(key));
    var again = "&form=" + form + "&ordinal=" + ordinal + "&item=" + item + "&problem=text#ask";
    return led(came, participant, again);
  }

  @PostMapping(QueryActs.REPLY)
  String reply(
      @AuthenticationPrincipal SignedIn person,
      @PathVariable("participant") String number,
      @PathVariable("query") int query,
      @RequestParam("text") String text,
      @RequestParam("act") Optional<String> pressed,
      @RequestParam("key") String key) {
    var participant = new ParticipantId(number);
    facts(person, participant);
    var doing =
        switch (pressed.orElse("")) {
          case "close" -> QueryActs.Doing.CLOSE;
          case "reopen" -> QueryActs.Doing.REOPEN;
          default -> QueryActs.Doing.REPLY;
        };
    var came = acts.reply(person, participant, query, text, doing, key(key));
    return led(came, participant, "&problem=text#query-" + query);
  }

  private static String led(QueryActs.Came came, ParticipantId participant, String again) {
    var page = "redirect:/queries?participant=" + participant;
    return switch (came) {
      case QueryActs.Came.Done(var query) -> page + "#query-" + query;
      case QueryActs.Came.NoText() -> page + again;
      case QueryActs.Came.Nowhere() -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
      case QueryActs.Came.NotYours() -> throw new ResponseStatusException(HttpStatus.FORBIDDEN);
      case QueryActs.Came.Refused(Outcome.Held _) -> page + "&problem=held";
      case QueryActs.Came.Refused(var why) ->
          throw new IllegalStateException("a query came to " + why);
    };
  }

  /** The open queries as a file; taking it out is an entry of the access log. */
  @GetMapping(CSV)
  ResponseEntity<byte[]> csv(
      @AuthenticationPrincipal SignedIn person, @RequestParam Map<String, String> fields) {
    var filter = QueryFilter.of(fields);
    var rows = openQueries.of(person).stream().filter(filter::holds).map(OpenQuery::cells).toList();
    var author = front.studyAct(person, "GET", CSV, "").author();
    return front.file(author, "", "queries.csv", Csv.TYPE, Csv.file(OpenQuery.HEAD, rows));
  }
}
