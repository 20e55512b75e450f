package org.trialwright.bedside.delegation;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.trialwright.bedside.DelegationLog;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.OpenedSite;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.api.ApiController;
import org.trialwright.bedside.api.Operation;
import org.trialwright.bedside.api.Paged;
import org.trialwright.bedside.api.Problem;
import org.trialwright.bedside.api.Sent;
import org.trialwright.bedside.api.Taken;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.pages.Credentials;
import org.trialwright.pages.Question;
import org.trialwright.pages.SignedIn;

/** A site's log of delegation and training, for programs. */
@ApiController
class DelegationApi {
  private final Desk desk;
  private final Front front;
  private final Credentials credentials;

  DelegationApi(Desk desk, Front front, Credentials credentials) {
    this.desk = desk;
    this.front = front;
    this.credentials = credentials;
  }

  /**
   * What the log says.
   *
   * @param kind {@code delegation} or {@code training}
   * @param number by which a delegation is written anew; 0 of a training
   * @param what the tasks, or what the training was about
   * @param from the day, ISO 8601
   * @param until the last day; empty when there is none
   * @param holds whether it is delegated today
   * @param version of the protocol, of a training
   * @param reason why it was written anew
   */
  record LogEntry(
      String kind,
      int number,
      String person,
      String name,
      List<String> what,
      String from,
      String until,
      boolean holds,
      String version,
      String signedBy,
      String signed,
      String reason,
      long entry) {}

  @GetMapping(DelegationPage.ROUTE)
  @Operation(
      value = "A site's log of delegation and training, each entry as it stands",
      gives = LogEntry.class,
      list = true)
  Paged<LogEntry> listDelegations(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String site,
      @RequestParam Map<String, String> query) {
    var at = OpenedSite.open(front, desk, request, person, site);
    return Paged.of(
        entries(at), one -> "%s/%012d".formatted(one.kind(), one.entry()), query, at.words());
  }

  private List<LogEntry> entries(OpenedSite at) {
    var log = desk.delegation(at.id());
    var entries = new ArrayList<LogEntry>();
    log.entries().forEach(one -> entries.add(delegation(one, at)));
    log.trainings().forEach(fact -> entries.add(training(fact)));
    return entries;
  }

  private static LogEntry delegation(DelegationLog.Entry one, OpenedSite at) {
    var what = one.what();
    var newest = one.said().getLast();
    return new LogEntry(
        "delegation",
        what.delegation(),
        what.person(),
        what.name(),
        what.tasks(),
        what.from().toString(),
        what.until().map(Object::toString).orElse(""),
        one.heldOn(at.today()),
        "",
        newest.author().name(),
        newest.recordedUtc(),
        newest.reason(),
        newest.sequence());
  }

  private static LogEntry training(Fact fact) {
    var one = (Event.Trained) fact.event();
    return new LogEntry(
        "training",
        0,
        one.person(),
        one.name(),
        List.of(one.what()),
        fact.occurred().toString(),
        "",
        false,
        one.version(),
        fact.author().name(),
        fact.recordedUtc(),
        fact.reason(),
        fact.sequence());
  }

  @PostMapping(DelegationPage.ROUTE)
  @Operation(
      value = "Delegate tasks at a site, or write an entry anew, also to end it",
      takes = {
        @Taken(
            name = "number",
            says = "of the entry that is written anew",
            kind = Taken.Kind.WHOLE,
            optional = true),
        @Taken(name = "person", says = "the sign-in name"),
        @Taken(name = "name", says = "as printed"),
        @Taken(
            name = "tasks",
            says =
                "one or more of consent, eligibility, allocate, enter, dose, kits, sign and log,"
                    + " with blanks between"),
        @Taken(name = "from", says = "the first day, ISO 8601"),
        @Taken(name = "until", says = "the last day", optional = true),
        @Taken(name = "reason", says = "why an entry is written anew", optional = true),
        @Taken(name = "password", says = "of the account that signs, given anew")
      },
      gives = LogEntry.class)
  LogEntry delegateTasks(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String site,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody Map<String, Object> body) {
    var at = OpenedSite.open(front, desk, request, person, site);
    var sent = new Sent(body);
    var read = read(at, sent, typed(at).delegation());
    sent.confirm(credentials, person, at.words());
    var tasks =
        Arrays.stream(sent.text("tasks").split(" ", -1)).filter(one -> !one.isEmpty()).toList();
    var told = read.delegated(at.id(), Math.max(0, sent.whole("number")), tasks);
    var act = at.act("POST", DelegationPage.ROUTE, key.toString());
    return came(at, desk.delegate(told, sent.text("reason").strip(), act));
  }

  @PostMapping(DelegationPage.TRAINING)
  @Operation(
      value = "Record that somebody of a site was trained, under the present version",
      takes = {
        @Taken(name = "person", says = "the sign-in name"),
        @Taken(name = "name", says = "as printed"),
        @Taken(name = "what", says = "what it was about"),
        @Taken(name = "day", says = "ISO 8601"),
        @Taken(name = "password", says = "of the account that signs, given anew")
      },
      gives = LogEntry.class)
  LogEntry recordTraining(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String site,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody Map<String, Object> body) {
    var at = OpenedSite.open(front, desk, request, person, site);
    var sent = new Sent(body);
    var read = read(at, sent, typed(at).trained());
    sent.confirm(credentials, person, at.words());
    var told = read.trained(at.id(), desk.study().version());
    var act = at.act("POST", DelegationPage.TRAINING, key.toString());
    return came(at, desk.train(told, read.day(Typed.DAY).orElseThrow(), act));
  }

  private static Typed typed(OpenedSite at) {
    return new Typed(at.words(), at.today(), Map.of());
  }

  /** The same questions as on the page, and the same answers. */
  private static Typed.Read read(OpenedSite at, Sent sent, List<Question> questions) {
    var texts = new HashMap<String, String>();
    questions.forEach(one -> texts.put(one.name(), sent.text(one.name())));
    var read = new Typed(at.words(), at.today(), Typed.fields(questions, texts)).read(questions);
    if (!read.errors().isEmpty()) {
      throw Problem.fields(at.words(), read.errors());
    }
    return read;
  }

  private LogEntry came(OpenedSite at, Outcome outcome) {
    var w = at.words();
    return switch (outcome) {
      case Outcome.Done(var fact) -> entry(at, fact);
      case Outcome.WrongAnswers(var why) -> {
        var errors = new HashMap<>(DelegationPage.said(w, why.keySet()));
        Optional.ofNullable(errors.remove("delegation"))
            .ifPresent(text -> errors.put("number", text));
        throw Problem.fields(w, errors);
      }
      case Outcome.ReasonNeeded _ ->
          throw Problem.fields(w, Map.of("reason", w.say("write why the log says otherwise")));
      case Outcome.NotDelegated _ -> throw Problem.forbidden(w, w.say("who goes on with the log"));
      case Outcome.ChangedMeanwhile _ -> throw Problem.otherAct(w);
      case Outcome other -> throw Problem.of(other, at.voice());
    };
  }

  /** The entry that a fact wrote, as it stands now. */
  private LogEntry entry(OpenedSite at, Fact fact) {
    return fact.event() instanceof Event.Delegated told
        ? desk.delegation(at.id())
            .entry(told.delegation())
            .map(one -> delegation(one, at))
            .orElseThrow()
        : training(fact);
  }
}
