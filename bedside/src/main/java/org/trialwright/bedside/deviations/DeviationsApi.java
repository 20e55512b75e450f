package org.trialwright.bedside.deviations;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
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
import org.trialwright.bedside.Act;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Deviating;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.Site;
import org.trialwright.bedside.Voice;
import org.trialwright.bedside.api.ApiController;
import org.trialwright.bedside.api.Operation;
import org.trialwright.bedside.api.Paged;
import org.trialwright.bedside.api.Problem;
import org.trialwright.bedside.api.Sent;
import org.trialwright.bedside.api.Taken;
import org.trialwright.journey.LoggedDeviation;
import org.trialwright.pages.Answers;
import org.trialwright.pages.Question;
import org.trialwright.pages.SignedIn;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;

/** The log of deviations, for programs. */
@ApiController
class DeviationsApi {
  private final Desk desk;
  private final Front front;
  private final DeviationLogs logs;

  DeviationsApi(Desk desk, Front front, DeviationLogs logs) {
    this.desk = desk;
    this.front = front;
    this.logs = logs;
  }

  /**
   * A deviation of a participant, or of a site when {@code participant} is empty.
   *
   * @param number 0 while it is only found
   * @param state {@code found}, {@code written}, {@code returned} or {@code closed}
   * @param seen what a correction or a judgement of it must name
   */
  record LoggedOne(
      String participant,
      String site,
      int number,
      String state,
      String category,
      String importance,
      String happened,
      String noticed,
      String what,
      String why,
      String action,
      String reported,
      String rule,
      String toldBy,
      String told,
      String judgedBy,
      String judged,
      String judgement,
      long ageDays,
      long seen) {}

  @GetMapping("/deviations")
  @Operation(
      value = "Deviations of the sites you may see; the open ones when no state is given",
      query = {
        "site: only this site",
        "state: site or judgement for who is waited for, closed, all",
        "category: only this one",
        "importance: important or minor"
      },
      gives = LoggedOne.class,
      list = true)
  Paged<LoggedOne> listDeviations(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @RequestParam Map<String, String> query) {
    var sites = front.sites(person);
    var voice = front.voice(request, sites.stream().findFirst().map(Site::id));
    var filter = DeviationFilter.of(query);
    var found =
        logs.at(sites, voice).stream()
            .filter(filter::holds)
            .map(line -> shown(line, voice))
            .toList();
    return Paged.of(found, DeviationsApi::key, query, voice.words());
  }

  private static String key(LoggedOne one) {
    return "%s/%s/%06d/%s".formatted(one.site(), one.participant(), one.number(), one.rule());
  }

  private static LoggedOne shown(Line line, Voice voice) {
    var cells = line.cells(voice);
    return new LoggedOne(
        cells.get(0),
        cells.get(1),
        line.one().number(),
        cells.get(3),
        cells.get(4),
        cells.get(5),
        cells.get(6),
        cells.get(7),
        cells.get(8),
        cells.get(9),
        cells.get(10),
        cells.get(11),
        cells.get(12),
        cells.get(13),
        cells.get(14),
        cells.get(15),
        cells.get(16),
        cells.get(17),
        line.age(),
        line.one().said().isEmpty() ? 0 : line.one().said().getLast().sequence());
  }

  @GetMapping({DeviationPage.OF_PARTICIPANT, DeviationPage.OF_SITE})
  @Operation(
      value = "Every deviation of a participant, or of a site itself",
      gives = LoggedOne.class,
      list = true)
  Paged<LoggedOne> listDeviationsOf(
      HttpServletRequest request,
      @PathVariable Map<String, String> path,
      @RequestParam Map<String, String> query) {
    var whose = whose(request, path);
    var voice = front.voice(request, Optional.of(whose.site()));
    return Paged.of(lines(whose, voice), DeviationsApi::key, query, voice.words());
  }

  private List<LoggedOne> lines(Deviating.Whose whose, Voice voice) {
    return log(whose).stream()
        .map(one -> shown(Line.of(whose, one, desk.today(whose.site()), voice), voice))
        .toList();
  }

  private List<LoggedDeviation> log(Deviating.Whose whose) {
    return whose
        .participant()
        .map(
            one -> {
              var facts = desk.facts(one);
              return Desk.deviations(facts, desk.journey(one, facts));
            })
        .orElseGet(() -> desk.deviations(whose.site()));
  }

  private Deviating.Whose whose(HttpServletRequest request, Map<String, String> path) {
    var site = Optional.ofNullable(path.get("site"));
    return (site.isPresent()
            ? desk.site(new SiteId(site.get())).map(one -> Deviating.Whose.of(one.id()))
            : Optional.of(new ParticipantId(path.getOrDefault("participant", "")))
                .filter(participant -> !desk.facts(participant).isEmpty())
                .map(Deviating.Whose::of))
        .orElseThrow(() -> Problem.notFound(front.words(request)));
  }

  @PostMapping({DeviationPage.OF_PARTICIPANT, DeviationPage.OF_SITE})
  @Operation(
      value =
          "Write down a deviation of a participant, or of a site itself, or correct what was"
              + " written",
      takes = {
        @Taken(
            name = "number",
            says = "the one that is corrected",
            kind = Taken.Kind.WHOLE,
            optional = true),
        @Taken(name = "rule", says = "the rule that found it in a participant", optional = true),
        @Taken(name = "what", says = "what happened"),
        @Taken(name = "happened", says = "the day, month or year, ISO 8601"),
        @Taken(name = "noticed", says = "the day, ISO 8601"),
        @Taken(
            name = "category",
            says =
                "consent, eligibility, visit, procedure, treatment, safety, privacy, records or other"),
        @Taken(name = "importance", says = "important or minor"),
        @Taken(name = "why", says = "why it happened", optional = true),
        @Taken(name = "action", says = "what was or will be done", optional = true),
        @Taken(name = "reported", says = "to whom and when", optional = true),
        @Taken(name = "reason", says = "why it is corrected", optional = true),
        @Taken(
            name = "seen",
            says = "seen of the one that is corrected",
            kind = Taken.Kind.WHOLE,
            optional = true)
      },
      gives = LoggedOne.class)
  LoggedOne tellDeviationOf(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable Map<String, String> path,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody Map<String, Object> body) {
    var sent = new Sent(body);
    var whose = whose(request, path);
    var voice = front.voice(request, Optional.of(whose.site()));
    var ask = new DeviationQuestions(voice, desk.today(whose.site()));
    var read = read(ask, ask.telling(), sent, voice);
    var deviating =
        DeviationQuestions.deviating(
            whose,
            read,
            sent.whole("number"),
            sent.text("rule"),
            sent.text("reason").strip(),
            sent.whole("seen"));
    var act = act(person, whose, "", key);
    return came(desk.deviate(deviating, act), false, whose, voice);
  }

  /** The same questions as on the page, and the same answers. */
  private static DeviationQuestions.Read read(
      DeviationQuestions ask, List<Question> questions, Sent sent, Voice voice) {
    var fields = new HashMap<String, String>();
    questions.forEach(
        one -> fields.putAll(Answers.fields(one.kind(), one.name(), sent.text(one.name()))));
    var read = ask.read(questions, fields);
    if (!read.errors().isEmpty()) {
      throw Problem.fields(voice.words(), read.errors());
    }
    return read;
  }

  @PostMapping({
    DeviationPage.OF_PARTICIPANT + DeviationPage.ONE,
    DeviationPage.OF_SITE + DeviationPage.ONE
  })
  @Operation(
      value = "Judge a deviation that another person in another role wrote down",
      takes = {
        @Taken(name = "category", says = "as whoever judges sees it"),
        @Taken(name = "importance", says = "important or minor"),
        @Taken(name = "text", says = "needed when it is not closed with this", optional = true),
        @Taken(
            name = "close",
            says = "true closes it, false gives it back or opens it again",
            kind = Taken.Kind.FLAG),
        @Taken(
            name = "seen",
            says = "seen of the deviation as it was read",
            kind = Taken.Kind.WHOLE)
      },
      gives = LoggedOne.class)
  LoggedOne judgeDeviationOf(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable Map<String, String> path,
      @PathVariable("deviation") int number,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody Map<String, Object> body) {
    var sent = new Sent(body);
    var whose = whose(request, path);
    var voice = front.voice(request, Optional.of(whose.site()));
    if (log(whose).stream().noneMatch(one -> one.number() == number && number > 0)) {
      throw Problem.notFound(voice.words());
    }
    var ask = new DeviationQuestions(voice, desk.today(whose.site()));
    var read = read(ask, ask.judging(), sent, voice);
    var act = act(person, whose, DeviationPage.ONE, key);
    var assessed = DeviationQuestions.assessed(number, read, sent.flag("close"));
    return came(desk.assess(whose, assessed, sent.whole("seen"), act), true, whose, voice);
  }

  private Act act(SignedIn person, Deviating.Whose whose, String rest, UUID key) {
    var route =
        whose.participant().isPresent() ? DeviationPage.OF_PARTICIPANT : DeviationPage.OF_SITE;
    return front.act(person, "POST", route + rest, whose.site(), key.toString());
  }

  private LoggedOne came(Outcome outcome, boolean judging, Deviating.Whose whose, Voice voice) {
    var w = voice.words();
    return switch (outcome) {
      case Outcome.Done(var fact) -> {
        int number = DeviationPage.number(fact);
        yield lines(whose, voice).stream()
            .filter(one -> one.number() == number)
            .findFirst()
            .orElseThrow();
      }
      case Outcome.WrongAnswers(var why) ->
          throw Problem.fields(w, DeviationPage.said(why.keySet(), voice));
      case Outcome.ReasonNeeded _ when judging ->
          throw Problem.fields(w, Map.of("text", w.say("say what is missing")));
      default -> throw Problem.of(outcome, voice);
    };
  }
}
