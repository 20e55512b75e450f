package org.trialwright.bedside.form;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.servlet.ModelAndView;
import org.trialwright.bedside.Act;
import org.trialwright.bedside.Chart;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.Reads;
import org.trialwright.journey.Event;
import org.trialwright.journey.Record;
import org.trialwright.pages.Answers;
import org.trialwright.pages.Badge;
import org.trialwright.pages.Kind;
import org.trialwright.pages.Link;
import org.trialwright.pages.Question;
import org.trialwright.pages.Reading;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.State;
import org.trialwright.pages.Task;
import org.trialwright.study.AnswerText;
import org.trialwright.study.Form;

/**
 * Screening on one page: the questions that criteria, preconditions and strata read, found by
 * walking through the study's rules, and nothing else. Each form becomes its own record.
 */
@Controller
class ScreeningPage {
  static final String ROUTE = "/participants/{participant}/screening";

  /** Which page it is, for what is typed into it. */
  private static final String PLACE = "screening";

  private final Front front;
  private final Desk desk;
  private final Unsaved unsaved;

  ScreeningPage(Front front, Desk desk, Unsaved unsaved) {
    this.front = front;
    this.desk = desk;
    this.unsaved = unsaved;
  }

  @GetMapping(ROUTE)
  ModelAndView questions(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant) {
    var chart = Chart.open(front, desk, request, person, participant);
    if (!chart.may("POST", ROUTE)) {
      return new ModelAndView("redirect:" + chart.address("/eligibility"));
    }
    var typed = unsaved.of(chart, PLACE);
    if (typed.isPresent()) {
      return page(again(chart, typed.get()));
    }
    var day = PagesDay.suggested(chart);
    var shown = new ArrayList<Shown>();
    for (var sheet : Screening.sheets(chart, Map.of(), day.day())) {
      shown.add(new Shown(sheet, sheet.questions()));
    }
    return page(show(chart, shown, day, Chart.newKey(), "", "", List.of()));
  }

  /** The page as the same person left it without saving. */
  private static ScreeningView again(Chart chart, Unsaved.Typed typed) {
    var fields = Fields.withToday(chart, typed.fields());
    var day = PagesDay.of(chart, fields).withoutFault();
    var filled = new LinkedHashMap<Sheet, Filled>();
    for (var sheet : Screening.sheets(chart, fields, day.day())) {
      filled.put(sheet, sheet.read(fields).withoutFaults());
    }
    return show(
            chart,
            shown(filled, fields),
            day,
            fields.getOrDefault("key", ""),
            fields.getOrDefault("reason", ""),
            "",
            List.of())
        .typed(chart.words().say("typed at", chart.dates().moment(typed.at())));
  }

  @PostMapping(path = ROUTE, params = Unsaved.KEEP)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void keep(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @RequestParam Map<String, String> fields) {
    var chart = Chart.open(front, desk, request, person, participant);
    unsaved.keep(chart, PLACE, fields, Screening.sheets(chart, fields, chart.today()));
  }

  @PostMapping(path = ROUTE, params = Unsaved.DISCARD)
  ModelAndView discard(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant) {
    var chart = Chart.open(front, desk, request, person, participant);
    unsaved.discard(chart, PLACE);
    return new ModelAndView("redirect:" + chart.address("/screening"));
  }

  @PostMapping(ROUTE)
  ModelAndView save(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @RequestParam Map<String, String> fields) {
    var chart = Chart.open(front, desk, request, person, participant);
    var typed = Fields.withToday(chart, fields);
    var day = PagesDay.of(chart, typed);
    var filled = new LinkedHashMap<Sheet, Filled>();
    for (var sheet : Screening.sheets(chart, typed, day.day())) {
      filled.put(sheet, Screening.ready(sheet, sheet.read(typed)));
    }
    var key = fields.getOrDefault("key", "");
    var reason = fields.getOrDefault("reason", "").strip();
    boolean update = fields.containsKey("today") || fields.getOrDefault("act", "").equals("update");
    if (update) {
      filled.replaceAll((_, one) -> one.withoutFaults());
      var asked = show(chart, shown(filled, typed), day.withoutFault(), key, reason, "", List.of());
      return page(request.getHeader("HX-Request") == null ? asked : asked.withoutFocus());
    }
    if (day.isWrong() || filled.values().stream().anyMatch(Filled::isWrong)) {
      return wrong(show(chart, shown(filled, typed), day, key, reason, "", List.of()));
    }
    return kept(chart, filled, day, typed, chart.act("POST", ROUTE, key), key, reason);
  }

  private record Shown(Sheet sheet, Sheet.Questions questions) {}

  /**
   * The day of every new record on the page that is not given another, asked once at its top.
   *
   * @param fields its question's fields; with the suggested day when nothing was submitted
   * @param day the suggested one while the fields are wrong
   * @param error why the fields cannot be taken
   */
  private record PagesDay(Map<String, String> fields, LocalDate day, String error) {
    private static final String NAME = "_day";

    static PagesDay suggested(Chart chart) {
      var today = chart.today();
      return new PagesDay(Answers.fields(new Kind.Day(false), NAME, today.toString()), today, "");
    }

    static PagesDay of(Chart chart, Map<String, String> fields) {
      if (!fields.containsKey(NAME + ".day")) {
        return suggested(chart);
      }
      return switch (Answers.read(new Kind.Day(false), NAME, fields)) {
        case Reading.Given(var text) when !AnswerText.MISSING.contains(text) ->
            new PagesDay(fields, LocalDate.parse(text), "");
        case Reading.Wrong(var fault) ->
            new PagesDay(fields, chart.today(), fault.say(chart.words()));
        case Reading.Given _, Reading.Empty _ ->
            new PagesDay(fields, chart.today(), chart.words().say("the day is needed"));
      };
    }

    PagesDay withoutFault() {
      return new PagesDay(fields, day, "");
    }

    boolean isWrong() {
      return !error.isEmpty();
    }

    Question question(Chart chart) {
      return Question.of(
              NAME, chart.words().say("day of these answers"), new Kind.Day(false), chart.today())
          .missing(List.of())
          .hint(chart.words().say("it counts for all, unless"))
          .submitted(fields)
          .error(error);
    }
  }

  private static List<Shown> shown(Map<Sheet, Filled> filled, Map<String, String> fields) {
    var shown = new ArrayList<Shown>();
    filled.forEach((sheet, one) -> shown.add(new Shown(sheet, sheet.questions(one, fields))));
    return shown;
  }

  private ModelAndView kept(
      Chart chart,
      Map<Sheet, Filled> filled,
      PagesDay day,
      Map<String, String> fields,
      Act act,
      String key,
      String reason) {
    var refused = new ArrayList<String>();
    var reasonError = "";
    var seen = (ToLongFunction<Form>) form -> Fields.number(fields, seenName(form));
    for (var kept : Screening.keep(chart.desk(), filled, reason, seen, act)) {
      var form = kept.sheet().form();
      if (kept.outcome() instanceof Outcome.ReasonNeeded) {
        reasonError = chart.words().say("write why", chart.speaker().form(form).text());
      } else {
        refusal(chart, form, kept.outcome()).ifPresent(refused::add);
      }
    }
    if (refused.isEmpty() && reasonError.isEmpty()) {
      unsaved.saved(chart, PLACE, fields);
      return new ModelAndView("redirect:" + chart.address("/eligibility"));
    }
    return wrong(
        show(chart.reopened(), shown(filled, fields), day, key, reason, reasonError, refused));
  }

  static Optional<String> refusal(Chart chart, Form form, Outcome outcome) {
    var words = chart.words();
    var title = chart.speaker().form(form).text();
    return switch (outcome) {
      case Outcome.Saved(var fact, _, _) ->
          fact.event() instanceof Event.Saved saved && saved.form().equals(form.name())
              ? Optional.empty()
              : Optional.of(words.say("this page was sent before", title));
      case Outcome.ChangedMeanwhile(var newest) ->
          Optional.of(words.say("form changed meanwhile", title, chart.who(newest)));
      case Outcome.Impossible(var place, _) ->
          Optional.of(words.say("impossible here", title, chart.speaker().place(place).text()));
      case Outcome.NotYourRole(var item, var role) ->
          Optional.of(
              words.say(
                  "only that role answers",
                  form.item(item).map(one -> chart.speaker().question(one).text()).orElse(title),
                  Front.role(words, role)));
      case Outcome.NotTheKit(var kit, var open) -> Optional.of(chart.notTheKit(kit, open));
      case Outcome.Held(var by) -> Optional.of(chart.held(by));
      case Outcome.NotDelegated(var task) -> Optional.of(chart.voice().notDelegated(task));
      case Outcome.WrongAnswers _ -> Optional.of(words.say("these answers cannot be kept", title));
      case Outcome.NoSuchParticipant _,
          Outcome.Registered _,
          Outcome.PersonKnown _,
          Outcome.SiteClosed _,
          Outcome.NotConfirmed _,
          Outcome.ReasonNeeded _,
          Outcome.NewerValue _,
          Outcome.SecondPersonNeeded _,
          Outcome.NotFinal _,
          Outcome.AnotherPersonNeeded _,
          Outcome.Allocated _,
          Outcome.AlreadyAllocated _,
          Outcome.NotEligible _,
          Outcome.NotReady _,
          Outcome.NotHere _,
          Outcome.TargetReached _,
          Outcome.ShelfShort _,
          Outcome.NotSentHere _,
          Outcome.Unblinded _,
          Outcome.FilesFull _,
          Outcome.NotToReview _,
          Outcome.NotAmended _,
          Outcome.CohortWaits _,
          Outcome.LevelsJudged _,
          Outcome.Done _ ->
          throw new IllegalStateException("saving a form came to " + outcome);
    };
  }

  private static String seenName(Form form) {
    return form.name() + "._seen";
  }

  private static ScreeningView show(
      Chart chart,
      List<Shown> shown,
      PagesDay day,
      String key,
      String reason,
      String reasonError,
      List<String> refused) {
    var words = chart.words();
    var problems = new ArrayList<Link>();
    if (day.isWrong()) {
      var question = day.question(chart);
      problems.add(
          new Link(
              words.say("label and text", question.text(), day.error()), "#" + question.target()));
    }
    shown.forEach(one -> problems.addAll(one.questions().problems()));
    if (!reasonError.isEmpty()) {
      problems.add(new Link(reasonError, "#reason--value"));
    }
    return new ScreeningView(
        chart.frame(words.say("what eligibility uses")),
        chart.way(),
        chart.strip(),
        chart.address("/screening"),
        key,
        shown.stream().anyMatch(one -> one.questions().asksForPagesDay())
            ? List.of(day.question(chart))
            : List.of(),
        focused(shown.stream().map(one -> section(chart, one)).toList(), problems, refused),
        tasks(chart),
        shown.stream().anyMatch(one -> one.sheet().stored().isPresent()),
        reason,
        reasonError,
        problems,
        refused,
        "",
        new Link(words.say("back to", chart.participant().value()), chart.address("")));
  }

  /** The focus begins at the first question without an answer, when nothing else wants it. */
  private static List<ScreeningView.Section> focused(
      List<ScreeningView.Section> sections, List<Link> problems, List<String> refused) {
    if (!problems.isEmpty() || !refused.isEmpty()) {
      return sections;
    }
    var first =
        sections.stream()
            .flatMap(section -> section.asked().stream())
            .map(Asked::question)
            .filter(one -> one.isAsked() && one.isBlank() && one.folded().isEmpty())
            .findFirst();
    return first.map(question -> focused(sections, question)).orElse(sections);
  }

  private static List<ScreeningView.Section> focused(
      List<ScreeningView.Section> sections, Question first) {
    return sections.stream()
        .map(
            section ->
                section.asked(
                    section.asked().stream()
                        .map(
                            one ->
                                one.question().equals(first)
                                    ? new Asked(first.focused(true), one.notes())
                                    : one)
                        .toList()))
        .toList();
  }

  private static ScreeningView.Section section(Chart chart, Shown one) {
    var sheet = one.sheet();
    var words = chart.words();
    var title = chart.speaker().form(sheet.form()).text();
    var note =
        sheet
            .stored()
            .map(
                record -> words.say("recorded on", chart.dates().day(record.occurred().toString())))
            .orElseGet(() -> expired(chart, sheet.form()));
    return new ScreeningView.Section(
        title,
        sheet.form().name() + ".",
        sheet.ordinal(),
        sheet.seen(),
        note,
        one.questions().asked(),
        one.questions().notAsked(),
        new Link(words.say("whole form", title), chart.address(sheet.form(), sheet.ordinal())));
  }

  private static String expired(Chart chart, Form form) {
    return chart.journey().records(form).stream()
        .reduce((_, later) -> later)
        .map(
            record ->
                chart
                    .words()
                    .say(
                        "record too old",
                        chart.dates().day(record.occurred().toString()),
                        chart.study().who().fresh().getOrDefault(form, 0.0).intValue()))
        .orElse("");
  }

  /** Forms that only must be there, each with its own page. */
  private static List<Task> tasks(Chart chart) {
    var words = chart.words();
    return Reads.byAllocation(chart.study()).recordedOnly().stream()
        .filter(form -> !Screening.isNotNeeded(chart, form))
        .map(
            form -> {
              var record = Screening.current(chart, form);
              return new Task(
                  chart.speaker().form(form).text(),
                  chart.address(form, record.map(Record::ordinal).orElse(0)),
                  record
                      .map(
                          one ->
                              words.say(
                                  "recorded on", chart.dates().day(one.occurred().toString())))
                      .orElse(words.say("must be filled in before allocation")),
                  "",
                  record.isPresent()
                      ? new Badge(State.DONE, words.say("it is there"))
                      : new Badge(State.QUIET, words.say("to do")));
            })
        .toList();
  }

  private static ModelAndView page(ScreeningView view) {
    return new ModelAndView("bedside/form/screening", Map.of("view", view));
  }

  private static ModelAndView wrong(ScreeningView view) {
    var page = page(view);
    page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    return page;
  }
}
