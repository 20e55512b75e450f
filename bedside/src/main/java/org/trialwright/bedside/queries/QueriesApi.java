package org.trialwright.bedside.queries;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.trialwright.bedside.Chart;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Voice;
import org.trialwright.bedside.api.ApiController;
import org.trialwright.bedside.api.Operation;
import org.trialwright.bedside.api.Paged;
import org.trialwright.bedside.api.Problem;
import org.trialwright.bedside.api.Sent;
import org.trialwright.bedside.api.Taken;
import org.trialwright.journey.Queries;
import org.trialwright.pages.SignedIn;
import org.trialwright.quantities.ParticipantId;

/** Queries, for programs. */
@ApiController
class QueriesApi {
  private final Desk desk;
  private final Front front;
  private final QueryActs acts;
  private final OpenQueries open;

  QueriesApi(Desk desk, Front front, QueryActs acts, OpenQueries open) {
    this.desk = desk;
    this.front = front;
    this.acts = acts;
    this.open = open;
  }

  /** Who said what when, in UTC. */
  record Said(String by, String role, String at, String text) {}

  /**
   * A query with its conversation.
   *
   * @param item empty when it is about the whole record
   * @param waitsForSite whether the site is waited for; else whoever may close it
   */
  record Query(
      String participant,
      int number,
      String form,
      int ordinal,
      String item,
      boolean open,
      boolean waitsForSite,
      long ageDays,
      List<Said> said) {}

  @GetMapping("/queries")
  @Operation(
      value = "Open queries; of one participant the closed ones too",
      query = {
        "participant: all queries of this one",
        "site: only this site",
        "question: such as exam.weight",
        "days: open for at least so many days",
        "waits: site or closing, for whom it waits"
      },
      gives = Query.class,
      list = true)
  Paged<Query> listQueries(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @RequestParam Map<String, String> query) {
    var number = query.getOrDefault("participant", "");
    var filter = QueryFilter.of(query);
    var found =
        number.isEmpty()
            ? open.of(person).stream().filter(filter::holds).toList()
            : all(request, person, number);
    var voice = front.voice(request, Optional.empty());
    return Paged.of(
        found.stream().map(one -> query(one, voice)).toList(),
        one -> "%s/%06d".formatted(one.participant(), one.number()),
        query,
        voice.words());
  }

  private List<OpenQuery> all(HttpServletRequest request, SignedIn person, String number) {
    if (number.isBlank() || !number.equals(number.strip())) {
      throw Problem.notFound(front.words(request));
    }
    var participant = new ParticipantId(number);
    if (!Front.mayRead(person, Desk.siteOf(participant)) || desk.facts(participant).isEmpty()) {
      throw Problem.notFound(front.words(request));
    }
    return Queries.of(desk.facts(participant)).stream()
        .map(one -> OpenQuery.of(participant, one, desk.today(Desk.siteOf(participant)), front))
        .toList();
  }

  private static Query query(OpenQuery one, Voice voice) {
    var about = one.query().query();
    var said = new ArrayList<Said>();
    var asked = one.query().asked();
    said.add(
        new Said(
            asked.author().name(),
            asked.author().role(),
            asked.recordedUtc(),
            voice.asked(one.query())));
    one.query()
        .replies()
        .forEach(
            reply ->
                said.add(
                    new Said(
                        reply.author().name(),
                        reply.author().role(),
                        reply.recordedUtc(),
                        voice.replied(reply))));
    return new Query(
        one.participant().value(),
        one.query().number(),
        about.form(),
        about.ordinal(),
        about.item(),
        one.query().isOpen(),
        one.query().isOpen() && one.waitsForSite(),
        one.age(),
        said);
  }

  @PostMapping("/participants/{participant}/queries")
  @Operation(
      value = "Ask about an answer, or about a whole record",
      takes = {
        @Taken(name = "form", says = "the form's name in the study file"),
        @Taken(name = "ordinal", says = "which record of it, from 1", kind = Taken.Kind.WHOLE),
        @Taken(name = "item", says = "the question; left out for all of it", optional = true),
        @Taken(name = "text", says = "what is asked, 1 to 2000 characters")
      },
      gives = Query.class)
  Query askQuery(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody Map<String, Object> body) {
    var chart = Chart.open(front, desk, request, person, participant);
    var sent = new Sent(body);
    var came =
        acts.ask(
            person,
            chart.participant(),
            sent.text("form"),
            sent.whole("ordinal"),
            sent.text("item"),
            sent.text("text"),
            key);
    return came(request, chart, came);
  }

  @PostMapping("/participants/{participant}/queries/{query}")
  @Operation(
      value = "Answer a query, close it, or open a closed one again",
      takes = {
        @Taken(name = "text", says = "what is said, 1 to 2000 characters"),
        @Taken(name = "act", says = "reply, close or reopen; reply when left out", optional = true)
      },
      gives = Query.class)
  Query replyToQuery(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @PathVariable int query,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody Map<String, Object> body) {
    var chart = Chart.open(front, desk, request, person, participant);
    var sent = new Sent(body);
    var doing =
        switch (sent.text("act")) {
          case "", "reply" -> QueryActs.Doing.REPLY;
          case "close" -> QueryActs.Doing.CLOSE;
          case "reopen" -> QueryActs.Doing.REOPEN;
          default ->
              throw Problem.fields(
                  chart.words(),
                  Map.of("act", chart.words().say("api one of", "reply, close, reopen")));
        };
    var came = acts.reply(person, chart.participant(), query, sent.text("text"), doing, key);
    return came(request, chart, came);
  }

  private Query came(HttpServletRequest request, Chart chart, QueryActs.Came came) {
    var voice = front.voice(request, Optional.empty());
    var words = voice.words();
    return switch (came) {
      case QueryActs.Came.Done(var number) ->
          all(request, chart.person(), chart.participant().value()).stream()
              .filter(one -> one.query().number() == number)
              .findFirst()
              .map(one -> query(one, voice))
              .orElseThrow();
      case QueryActs.Came.Nowhere() -> throw Problem.notFound(words);
      case QueryActs.Came.NoText() ->
          throw Problem.fields(
              words, Map.of("text", words.say("write one to two thousand characters")));
      case QueryActs.Came.NotYours() ->
          throw Problem.forbidden(words, words.say("api monitor or data manager closes"));
      case QueryActs.Came.Refused(var outcome) -> throw Problem.of(outcome, voice);
    };
  }
}
