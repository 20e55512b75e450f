package org.trialwright.bedside.dose;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.api.ApiController;
import org.trialwright.bedside.api.Operation;
import org.trialwright.bedside.api.Problem;
import org.trialwright.bedside.api.Sent;
import org.trialwright.bedside.api.Taken;
import org.trialwright.journey.DoseCard;
import org.trialwright.pages.Credentials;
import org.trialwright.pages.SignedIn;
import org.trialwright.study.Form;

/** The doses of a day, for programs. */
@ApiController
class DosesApi {
  private final Desk desk;
  private final Front front;
  private final Credentials credentials;

  DosesApi(Desk desk, Front front, Credentials credentials) {
    this.desk = desk;
    this.front = front;
    this.credentials = credentials;
  }

  /**
   * One drug of the day.
   *
   * @param drug as the study file has it
   * @param amount in {@code unit}; what to do instead, in words, when it is not given
   * @param action {@code give}, {@code level}, {@code confirm}, {@code hold}, {@code omit}, {@code
   *     pause} or {@code stop}
   * @param steps of the sum, in words
   * @param awaitsSecond whether another person must confirm the amount first
   * @param recorded how many records of it there are for the day
   */
  record DueDose(
      String drug,
      String name,
      String amount,
      String unit,
      boolean givable,
      String action,
      List<String> reasons,
      List<String> steps,
      boolean awaitsSecond,
      int recorded) {}

  /**
   * The doses of a day.
   *
   * @param courseDay counted from the first treatment day, which is 1
   * @param seen to be named when one is recorded
   */
  record DayOfDoses(
      String participant,
      String day,
      int courseDay,
      String visit,
      List<DueDose> doses,
      long seen) {}

  @GetMapping(DosePage.ROUTE)
  @Operation(
      value = "The doses of a day, each with its sum, or why it is held",
      query = "day: ISO 8601; today when left out",
      gives = DayOfDoses.class)
  DayOfDoses getDoses(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @RequestParam Map<String, String> query) {
    var chart = Chart.open(front, desk, request, person, participant);
    var day = Sent.day("day", query.getOrDefault("day", ""), chart.today(), chart.words());
    return shown(chart, day);
  }

  private static DayOfDoses shown(Chart chart, LocalDate day) {
    var card = chart.journey().doses(day);
    var lines = new Lines(chart, card);
    return new DayOfDoses(
        chart.participant().value(),
        day.toString(),
        card.courseDay(),
        card.visit(),
        card.lines().stream()
            .filter(Lines::isShown)
            .map(line -> due(chart, lines, line, day))
            .toList(),
        chart.newest());
  }

  private static DueDose due(Chart chart, Lines lines, DoseCard.Line line, LocalDate day) {
    var said = lines.dose(line);
    var name = said.drug();
    return new DueDose(
        line.drug().name(),
        name,
        said.amount(),
        said.unit(),
        line.givable(),
        line.action().name().toLowerCase(Locale.ROOT),
        said.reasons(),
        said.steps().stream()
            .map(step -> String.join(" ", step.name(), step.how(), step.value()).strip())
            .toList(),
        line.givable() && line.needsSecondPerson() && !DosePage.isConfirmed(chart, line, day),
        DosePage.givenOn(chart, line, day).size());
  }

  @PostMapping(DosePage.ROUTE)
  @Operation(
      value = "Record a dose as given, or with 0 as left out",
      takes = {
        @Taken(name = "drug", says = "as the study file has it"),
        @Taken(name = "day", says = "ISO 8601; today when left out", optional = true),
        @Taken(
            name = "answers",
            says = "by question of the form; day, drug and the amount worked out stand already",
            kind = Taken.Kind.TEXTS),
        @Taken(
            name = "seen",
            says = "seen of the day's doses as they were read",
            kind = Taken.Kind.WHOLE)
      },
      gives = DayOfDoses.class)
  DayOfDoses giveDose(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody Map<String, Object> body) {
    var chart = Chart.open(front, desk, request, person, participant);
    return give(chart, DosePage.DOSE, DosePage.ROUTE, key, new Sent(body));
  }

  @PostMapping(DosePage.FRACTIONS)
  @Operation(
      value = "Record a fraction of radiotherapy",
      takes = {
        @Taken(name = "drug", says = "as the study file has it"),
        @Taken(name = "day", says = "ISO 8601; today when left out", optional = true),
        @Taken(
            name = "answers",
            says = "by question of the form; day and the amount planned stand already",
            kind = Taken.Kind.TEXTS)
      },
      gives = DayOfDoses.class)
  DayOfDoses giveFraction(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody Map<String, Object> body) {
    var chart = Chart.open(front, desk, request, person, participant);
    return give(chart, DosePage.FRACTION, DosePage.FRACTIONS, key, new Sent(body));
  }

  private DayOfDoses give(Chart chart, String formName, String route, UUID key, Sent sent) {
    var words = chart.words();
    var form = chart.form(formName);
    var day = sent.day("day", chart.today(), words);
    var line = line(chart, day, sent);
    var giving = Giving.of(chart, form, day, line, fields(chart, form, line, day, sent));
    if (giving.filled().isWrong()) {
      throw Problem.answers(words, giving.filled().wrong());
    }
    var act = chart.act("POST", route, key.toString());
    return switch (giving.over(desk, sent.whole("seen"), act)) {
      case Outcome.Saved(var fact, _, _) when giving.isKept(fact.event()) ->
          shown(chart.reopened(), day);
      case Outcome.Saved _ -> throw Problem.otherAct(words);
      case Outcome other -> throw Problem.of(other, chart.voice());
    };
  }

  private static DoseCard.Line line(Chart chart, LocalDate day, Sent sent) {
    return chart
        .journey()
        .doses(day)
        .line(sent.text("drug"))
        .orElseThrow(
            () ->
                Problem.fields(
                    chart.words(), Map.of("drug", chart.words().say("api no such drug"))));
  }

  private static Map<String, String> fields(
      Chart chart, Form form, DoseCard.Line line, LocalDate day, Sent sent) {
    var answers = sent.texts("answers");
    var items =
        form.items().stream()
            .filter(
                item -> item.kind().isPresent() && form.dayItem().filter(item::equals).isEmpty())
            .filter(item -> !item.name().equals(DosePage.DRUG))
            .filter(item -> answers.containsKey(item.name()))
            .toList();
    var errors = new TreeMap<String, String>();
    answers.keySet().stream()
        .filter(name -> items.stream().noneMatch(item -> item.name().equals(name)))
        .forEach(name -> errors.put("answers." + name, chart.words().say("api no such question")));
    if (!errors.isEmpty()) {
      throw Problem.fields(chart.words(), errors);
    }
    return DosePage.sheet(chart, form, line, day).with(Map.of(), items, answers);
  }

  @PostMapping(Seconding.ROUTE)
  @Operation(
      value = "A second person confirms an amount, with their own name and password",
      takes = {
        @Taken(name = "drug", says = "as the study file has it"),
        @Taken(name = "day", says = "ISO 8601; today when left out", optional = true),
        @Taken(name = "amount", says = "as it was read, without its unit"),
        @Taken(name = "account", says = "of the second person"),
        @Taken(name = "password", says = "of that account")
      },
      gives = DayOfDoses.class)
  DayOfDoses confirmDose(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody Map<String, Object> body) {
    var chart = Chart.open(front, desk, request, person, participant);
    var words = chart.words();
    var sent = new Sent(body);
    var day = sent.day("day", chart.today(), words);
    var came =
        new Seconding(chart, day, line(chart, day, sent))
            .over(
                desk,
                credentials,
                sent.text("amount"),
                sent.text("account"),
                sent.text("password"),
                key.toString());
    return switch (came) {
      case Seconding.Came.OtherAmount() ->
          throw Problem.conflict(words, words.say("the amount is another one now"));
      case Seconding.Came.SamePerson() ->
          throw Problem.forbidden(words, words.say("another person than you"));
      case Seconding.Came.NotConfirmed() ->
          throw Problem.fields(
              words, Map.of("account", words.say("name or password is not right")));
      case Seconding.Came.Kept(Outcome.Done _) -> shown(chart.reopened(), day);
      case Seconding.Came.Kept(var outcome) -> throw Problem.of(outcome, chart.voice());
    };
  }
}
