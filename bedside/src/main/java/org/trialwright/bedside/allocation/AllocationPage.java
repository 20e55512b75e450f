package org.trialwright.bedside.allocation;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.trialwright.bedside.Chart;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.Outdated;
import org.trialwright.bedside.Reads;
import org.trialwright.bedside.form.Fields;
import org.trialwright.journey.Due;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.journey.Journey;
import org.trialwright.pages.Credentials;
import org.trialwright.pages.Link;
import org.trialwright.pages.Result;
import org.trialwright.pages.Row;
import org.trialwright.pages.Sign;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.Verdict;
import org.trialwright.quantities.Truth;
import org.trialwright.study.How;
import org.trialwright.study.Item;
import org.trialwright.study.Who;

/** Randomisation: check, press, read. Nothing here knows what will be drawn before it is. */
@Controller
class AllocationPage {
  static final String ROUTE = "/participants/{participant}/allocation";

  private static final int HASH_SHOWN = 16;
  private static final int MOST_NEXT = 5;

  private final Front front;
  private final Desk desk;
  private final Credentials credentials;

  AllocationPage(Front front, Desk desk, Credentials credentials) {
    this.front = front;
    this.desk = desk;
    this.credentials = credentials;
  }

  @GetMapping(ROUTE)
  ModelAndView check(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant) {
    var chart = Chart.open(front, desk, request, person, participant);
    return Drawing.before(chart, desk)
        .map(came -> page(chart, came, ""))
        .orElseGet(
            () -> new ModelAndView("bedside/allocation/check", model(chart, Chart.newKey(), "")));
  }

  @PostMapping(ROUTE)
  ModelAndView draw(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @RequestParam Map<String, String> fields) {
    var chart = Chart.open(front, desk, request, person, participant);
    var key = fields.getOrDefault("key", "");
    if (!fields.getOrDefault("act", "").equals("final")) {
      return Drawing.before(chart, desk)
          .map(came -> page(chart, came, key))
          .orElseGet(() -> again(chart, key, chart.words().say("press the button")));
    }
    var came =
        Drawing.over(
            chart,
            desk,
            credentials,
            Fields.number(fields, "entry"),
            fields.getOrDefault("password", ""),
            chart.act("POST", ROUTE, key));
    return page(chart, came, key);
  }

  private static ModelAndView page(Chart chart, Drawing.Came came, String key) {
    var words = chart.words();
    return switch (came) {
      case Drawing.Came.Drawn() -> toResult(chart);
      case Drawing.Came.Refused(var why) ->
          new ModelAndView(
              "bedside/allocation/refused", Map.of("view", refused(chart.reopened(), why)));
      case Drawing.Came.Changed() ->
          again(chart, Chart.newKey(), words.say("something changed, check again"));
      case Drawing.Came.NotConfirmed() -> again(chart, key, words.say("the password is not right"));
    };
  }

  /** A page that shows the fact and never draws: Back and reload are safe. */
  @GetMapping(ROUTE + "/result")
  ModelAndView result(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant) {
    var chart = Chart.open(front, desk, request, person, participant);
    if (chart.allocation().isEmpty()) {
      return new ModelAndView("redirect:" + chart.address("/allocation"));
    }
    return new ModelAndView(
        "bedside/allocation/result", Map.of("view", result(chart, chart.allocation().get())));
  }

  private static ModelAndView toResult(Chart chart) {
    return new ModelAndView("redirect:" + chart.address("/allocation/result"));
  }

  private static ModelAndView again(Chart chart, String key, String error) {
    var page = new ModelAndView("bedside/allocation/check", model(chart, key, error));
    page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    return page;
  }

  private static Map<String, Object> model(Chart chart, String key, String error) {
    var words = chart.words();
    var number = chart.participant().value();
    return Map.of(
        "view",
        new CheckView(
            chart.frame(
                chart.study().how().drawsEach()
                    ? words.say("check before you randomise")
                    : words.say("check before you allocate")),
            chart.way(),
            chart.strip(),
            new Verdict(
                Sign.MET,
                words.say("may join"),
                words.say(
                    "all criteria met and fresh", chart.journey().eligibility().verdicts().size()),
                "",
                new Link(
                    words.say("each criterion and its reason"), chart.address("/eligibility"))),
            uses(chart),
            chart.address("/allocation"),
            key,
            chart.newest(),
            List.of(
                switch (chart.study().how().allocation()) {
                  case How.PermutedBlocks _, How.Minimisation _, How.NoAllocation _ ->
                      words.say("drawn when you press");
                  case How.Cohorts _ -> words.say("level when you press");
                  case How.Sites _ -> words.say("arm of the site when you press");
                },
                words.say("if the line breaks")),
            chart.study().how().drawsEach()
                ? words.say("randomise participant", number)
                : words.say("allocate participant", number),
            new Link(words.say("not now"), chart.address("")),
            error));
  }

  /** Only what the act uses: the strata, and what must hold in the same moment. */
  static List<Row> uses(Chart chart) {
    var words = chart.words();
    var rows = new ArrayList<Row>();
    for (var stratum : chart.study().how().allocation().strata()) {
      rows.add(
          switch (stratum) {
            case How.BySite _ ->
                new Row(
                    words.say("site"),
                    chart
                        .desk()
                        .site(chart.site())
                        .map(site -> site.name())
                        .orElse(chart.site().value()),
                    chart.study().how().allocation() instanceof How.Sites
                        ? words.say("has its own arm")
                        : words.say("balances the arms"),
                    chart.assumed("how.allocate"),
                    Link.NONE);
            case How.ByAnswer(var item) -> stratum(chart, item);
          });
    }
    var before = chart.study().how().before();
    var holds = chart.journey().preconditions();
    for (int i = 0; i < before.size(); i++) {
      var evidence = chart.speaker().finding(holds.get(i).because()).text();
      rows.add(
          new Row(
              chart.speaker().precondition(before.get(i)).text(),
              words.say("it holds"),
              evidence,
              chart.assumed("how.before." + before.get(i).sentence()),
              Link.NONE));
    }
    var fresh = chart.journey().freshness();
    if (!fresh.isEmpty()) {
      rows.add(
          new Row(
              words.say("nothing is older than its window"),
              words.say("it holds"),
              Outdated.firstToRunOut(chart, fresh),
              "",
              Link.NONE));
    }
    return rows;
  }

  private static Row stratum(Chart chart, Item item) {
    var words = chart.words();
    var name = chart.speaker().question(item).text();
    var level =
        chart.journey().known(item).map(code -> chart.speaker().code(item, code).text()).orElse("");
    var from = Reads.by(chart.study(), item);
    var inputs =
        from.forms().stream()
            .flatMap(form -> from.questions(form).stream())
            .filter(input -> !input.equals(item))
            .map(
                input ->
                    words.say(
                        "label and text",
                        chart.speaker().question(input).text(),
                        chart.speaker().answer(input, chart.journey().newest(input)).text()))
            .toList();
    var more =
        inputs.isEmpty()
            ? words.say("balances the arms")
            : words.say("worked out from, balances", String.join("; ", inputs));
    return new Row(
        name,
        level,
        more,
        chart.assumed("how.allocate"),
        new Link(name, chart.address("/screening") + "#" + change(chart, item)));
  }

  private static String change(Chart chart, Item item) {
    var from = Reads.by(chart.study(), item);
    return from.forms().stream()
        .flatMap(form -> from.questions(form).stream())
        .map(Item::path)
        .findFirst()
        .orElse(item.path());
  }

  /** Why no arm is drawn, and what would change it. */
  static RefusedView refused(Chart chart, Outcome outcome) {
    var words = chart.words();
    var eligibility =
        new Link(words.say("each criterion and its reason"), chart.address("/eligibility"));
    var screening = new Link(words.say("answer what is missing"), chart.address("/screening"));
    var back = new Link(words.say("back to", chart.participant().value()), chart.address(""));
    return switch (outcome) {
      case Outcome.NotEligible(var judged) ->
          refused(
              chart,
              notEligible(chart, judged),
              criteria(chart, judged),
              List.of(eligibility, screening));
      case Outcome.NotReady(var open, var outdated) ->
          refused(
              chart,
              new Verdict(
                  Sign.UNKNOWN,
                  chart.study().how().drawsEach()
                      ? words.say("not ready to be randomised")
                      : words.say("not ready to be allocated"),
                  words.count(
                      open.size() + outdated.size(), "one thing is open", "n things are open"),
                  ""),
              Stream.concat(
                      preconditions(chart, open).stream(), Outdated.lines(chart, outdated).stream())
                  .toList(),
              List.of(eligibility, screening));
      case Outcome.NotHere(var place) when !unknownStrata(chart).isEmpty() ->
          refused(
              chart,
              new Verdict(
                  Sign.UNKNOWN,
                  chart.study().how().drawsEach()
                      ? words.say("not ready to be randomised")
                      : words.say("not ready to be allocated"),
                  words.say("a level is not known", String.join(" · ", unknownStrata(chart))),
                  chart.speaker().place(place).text()),
              List.of(),
              List.of(screening, eligibility));
      case Outcome.NotHere(var place) ->
          refused(
              chart,
              new Verdict(
                  Sign.NOT_MET,
                  words.say("no allocation here"),
                  words.say("stands at", chart.speaker().place(place).text()),
                  ""),
              List.of(),
              List.of(eligibility, back));
      case Outcome.TargetReached(var target) ->
          refused(
              chart,
              new Verdict(
                  Sign.NOT_MET,
                  words.say("recruitment is complete"),
                  words.say("target reached", target),
                  words.say("ask the sponsor")),
              List.of(),
              List.of(back));
      case Outcome.CohortWaits(var level, int awaited) ->
          refused(
              chart,
              new Verdict(
                  Sign.UNKNOWN,
                  words.say("the cohort is full"),
                  words.say("the cohort is treated at", chart.arm(level).label()),
                  words.count(
                      awaited,
                      "one of the cohort is not observed",
                      "n of the cohort are not observed")),
              List.of(),
              List.of(back));
      case Outcome.LevelsJudged(var recommended) ->
          refused(
              chart,
              new Verdict(
                  Sign.NOT_MET,
                  words.say("recruitment is complete"),
                  recommended
                      .map(level -> words.say("a level is recommended", chart.arm(level).label()))
                      .orElseGet(() -> words.say("no level is tolerated")),
                  words.say("ask the sponsor")),
              List.of(),
              List.of(back));
      case Outcome.NotConfirmed(var chapters) ->
          refused(
              chart,
              new Verdict(
                  Sign.NOT_MET,
                  words.say("the study is not open"),
                  words.say("assumed values are not confirmed", chapters.size()),
                  words.say("two people confirm")),
              List.of(),
              List.of(new Link(words.say("assumed values"), "/study/assumed"), back));
      case Outcome.ShelfShort(var site) ->
          refused(
              chart,
              new Verdict(
                  Sign.NOT_MET,
                  words.say("no kit can be handed out"),
                  words.say("the shelf is short", site.value()),
                  words.say("ask for a carton")),
              List.of(),
              List.of(new Link(words.say("kits"), "/kits"), back));
      case Outcome.Held(var by) ->
          refused(
              chart,
              new Verdict(Sign.NOT_MET, words.say("no allocation here"), chart.held(by), ""),
              List.of(),
              List.of(back));
      case Outcome.NotDelegated(var task) ->
          refused(
              chart,
              new Verdict(
                  Sign.NOT_MET,
                  words.say("not delegated to you"),
                  chart.voice().notDelegated(task),
                  ""),
              List.of(),
              List.of(
                  new Link(
                      words.say("delegation and training"),
                      "/sites/" + chart.site() + "/delegation"),
                  back));
      case Outcome.NoSuchParticipant _ -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
      case Outcome.Registered _,
          Outcome.NotAmended _,
          Outcome.PersonKnown _,
          Outcome.SiteClosed _,
          Outcome.Saved _,
          Outcome.WrongAnswers _,
          Outcome.ReasonNeeded _,
          Outcome.ChangedMeanwhile _,
          Outcome.Impossible _,
          Outcome.NotYourRole _,
          Outcome.NewerValue _,
          Outcome.SecondPersonNeeded _,
          Outcome.NotFinal _,
          Outcome.AnotherPersonNeeded _,
          Outcome.NotTheKit _,
          Outcome.NotSentHere _,
          Outcome.Unblinded _,
          Outcome.FilesFull _,
          Outcome.NotToReview _,
          Outcome.Allocated _,
          Outcome.AlreadyAllocated _,
          Outcome.Done _ ->
          throw new IllegalStateException("drawing an arm came to " + outcome);
    };
  }

  private static RefusedView refused(
      Chart chart, Verdict verdict, List<Verdict.Criterion> open, List<Link> acts) {
    return new RefusedView(
        chart.frame(
            chart.study().how().drawsEach()
                ? chart.words().say("cannot be randomised now")
                : chart.words().say("cannot be allocated now")),
        chart.way(),
        chart.strip(),
        verdict,
        open,
        acts);
  }

  /** Questions by which the arms are balanced, without an answer. */
  private static List<String> unknownStrata(Chart chart) {
    var unknown = new ArrayList<String>();
    for (var stratum : chart.study().how().allocation().strata()) {
      if (stratum instanceof How.ByAnswer(var item) && chart.journey().known(item).isEmpty()) {
        unknown.add(chart.speaker().question(item).text());
      }
    }
    return unknown;
  }

  private static Verdict notEligible(Chart chart, Who.Eligibility judged) {
    var words = chart.words();
    boolean fails = judged.eligible() == Truth.NO;
    return new Verdict(
        fails ? Sign.NOT_MET : Sign.UNKNOWN,
        fails ? words.say("may not join") : words.say("cannot tell"),
        words.say("cannot be randomised until"),
        "");
  }

  private static List<Verdict.Criterion> criteria(Chart chart, Who.Eligibility judged) {
    var open = new ArrayList<Who.Verdict>(judged.with(Truth.NO));
    open.addAll(judged.with(Truth.UNKNOWN));
    return open.stream()
        .map(
            verdict ->
                new Verdict.Criterion(
                    verdict.met() == Truth.NO ? Sign.NOT_MET : Sign.UNKNOWN,
                    chart.speaker().name(verdict.criterion()).text(),
                    chart.speaker().evidence(verdict).text(),
                    "",
                    chart.speaker().wouldChange(verdict).text(),
                    Link.NONE))
        .toList();
  }

  private static List<Verdict.Criterion> preconditions(
      Chart chart, List<Journey.Precondition> open) {
    return chart.study().how().before().stream()
        .flatMap(
            before ->
                open.stream()
                    .filter(one -> one.sentence().equals(before.sentence()))
                    .map(
                        one ->
                            new Verdict.Criterion(
                                one.holds() == Truth.NO ? Sign.NOT_MET : Sign.UNKNOWN,
                                chart.speaker().precondition(before).text(),
                                chart.speaker().because(one.because()).text(),
                                chart.assumed("how.before." + before.sentence()),
                                "",
                                Link.NONE)))
        .toList();
  }

  /** An allocation as it was drawn. */
  static ResultView result(Chart chart, Fact fact) {
    var drawn = (Event.Allocated) fact.event();
    var words = chart.words();
    var arm = chart.arm(drawn.arm());
    var kit = drawn.masked() ? chart.firstKit() : "";
    var stamp =
        words.say(
            "entry, time and who",
            fact.sequence(),
            chart.dates().momentToSecond(fact.recorded()),
            chart.dates().utc(fact.recorded()),
            chart.who(fact));
    return new ResultView(
        chart.frame(words.say("allocated")),
        chart.way(),
        new Result(
            words.say(
                drawn.masked()
                    ? "participant is allocated, and gets"
                    : "participant is allocated to",
                chart.participant().value()),
            drawn.masked() ? words.say("kit number", kit) : arm.label(),
            arm.number(),
            drawn.masked() ? words.say("nobody at the site knows the arm") : "",
            stamp),
        next(chart),
        how(chart, fact),
        List.of(
            words.say(
                "anyone can compute it again",
                chart.desk().trial().seal().commitment().substring(0, HASH_SHOWN)),
            words.say("back is safe")),
        new Link(
            words.say("open the participant", chart.participant().value()), chart.address("")));
  }

  /** What comes next for this participant, as the study's calendar has it. */
  private static List<ResultView.Next> next(Chart chart) {
    return chart.journey().calendar().stream()
        .filter(due -> due.state() == Due.State.OPEN || due.state() == Due.State.LATER)
        .limit(MOST_NEXT)
        .map(
            due ->
                new ResultView.Next(
                    chart.speaker().visit(due.label()).text(),
                    due.from().isPresent() && due.to().isPresent()
                        ? chart.dates().window(due.from().get(), due.to().get())
                        : "",
                    Link.NONE))
        .toList();
  }

  /** Never the position in the list, and never the size of a block. */
  private static List<Row> how(Chart chart, Fact fact) {
    var words = chart.words();
    var rows = new ArrayList<Row>();
    rows.add(new Row(words.say("within"), within(chart, fact)));
    rows.add(new Row(words.say("method"), chart.speaker().allocation().text()));
    rows.add(
        new Row(
            words.say("checked"),
            words.say(
                "criteria and preconditions",
                chart.study().who().criteria().size(),
                chart.study().how().before().size())));
    var hash =
        chart
            .desk()
            .trial()
            .journal()
            .fingerprints(chart.participant())
            .getOrDefault(fact.sequence(), "");
    rows.add(
        new Row(words.say("entry"), words.say("number and hash", fact.sequence(), grouped(hash))));
    return rows;
  }

  private static String grouped(String hash) {
    return hash.substring(0, Math.min(HASH_SHOWN, hash.length())).replaceAll("(.{4})(?=.)", "$1 ");
  }

  /** The levels as they were when the arm was drawn. */
  private static String within(Chart chart, Fact drawn) {
    var then =
        chart
            .desk()
            .journey(
                chart.participant(),
                chart.facts().stream()
                    .filter(fact -> fact.sequence() <= drawn.sequence())
                    .toList());
    return chart.study().how().allocation().strata().stream()
        .map(
            stratum ->
                switch (stratum) {
                  case How.BySite _ ->
                      chart
                          .desk()
                          .site(chart.site())
                          .map(site -> site.name())
                          .orElse(chart.site().value());
                  case How.ByAnswer(var item) ->
                      chart
                          .words()
                          .say(
                              "label and text",
                              chart.speaker().question(item).text(),
                              then.known(item)
                                  .map(code -> chart.speaker().code(item, code).text())
                                  .orElse(""));
                })
        .reduce((one, other) -> chart.words().say("two parts", one, other))
        .orElse("");
  }
}
