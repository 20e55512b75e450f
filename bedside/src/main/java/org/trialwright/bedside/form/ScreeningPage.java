package org.trialwright.bedside.form;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.trialwright.study.Item;

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
    for (var sheet : sheets(chart, Map.of(), day)) {
      shown.add(new Shown(sheet, sheet.questions()));
    }
    return page(show(chart, shown, day, Chart.newKey(), "", "", List.of()));
  }

  /** The page as the same person left it without saving. */
  private static ScreeningView again(Chart chart, Unsaved.Typed typed) {
    var fields = Fields.withToday(chart, typed.fields());
    var day = PagesDay.of(chart, fields).withoutFault();
    var filled = new LinkedHashMap<Sheet, Filled>();
    for (var sheet : sheets(chart, fields, day)) {
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
    unsaved.keep(chart, PLACE, fields, sheets(chart, fields, PagesDay.suggested(chart)));
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
    for (var sheet : sheets(chart, typed, day)) {
      filled.put(sheet, ready(sheet, sheet.read(typed)));
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

  /**
   * A form of which nothing but the suggested day is filled in is not begun, so it has no faults.
   */
  private static Filled ready(Sheet sheet, Filled filled) {
    return sheet.ordinal() == 0 && !filled.touched()
        ? new Filled(Map.of(), Map.of(), Optional.empty(), "", false, false)
        : filled;
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
    for (var entry : filled.entrySet()) {
      var sheet = entry.getKey();
      var answers = entry.getValue();
      boolean nothing =
          !answers.touched()
              || sheet.stored().filter(one -> one.texts().equals(answers.answers())).isPresent();
      if (nothing) {
        continue;
      }
      var save = sheet.save(answers, reason, Fields.number(fields, seenName(sheet.form())));
      var outcome = desk.save(save, Signing.act(act, sheet.form().name()));
      if (outcome instanceof Outcome.ReasonNeeded) {
        reasonError = chart.words().say("write why", chart.speaker().form(sheet.form()).text());
      } else {
        refusal(chart, sheet.form(), outcome).ifPresent(refused::add);
      }
    }
    if (refused.isEmpty() && reasonError.isEmpty()) {
      unsaved.saved(chart, PLACE, fields);
      return new ModelAndView("redirect:" + chart.address("/eligibility"));
    }
    return wrong(
        show(chart.reopened(), shown(filled, fields), day, key, reason, reasonError, refused));
  }

  private static Optional<String> refusal(Chart chart, Form form, Outcome outcome) {
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
          Outcome.Unblinded _,
          Outcome.CohortWaits _,
          Outcome.LevelsJudged _,
          Outcome.Done _ ->
          throw new IllegalStateException("saving a form came to " + outcome);
    };
  }

  /** The forms of the page; which record of each was shown stands in the fields. */
  private static List<Sheet> sheets(Chart chart, Map<String, String> fields, PagesDay day) {
    var study = chart.study();
    var reads = Reads.byAllocation(study);
    var approval = Reads.byApproval(study);
    var sheets = new ArrayList<Sheet>();
    for (var form : reads.forms()) {
      if (approval.mentions(form) || isNotNeeded(chart, form)) {
        continue;
      }
      int ordinal =
          fields.containsKey(ordinalName(form))
              ? (int) Fields.number(fields, ordinalName(form))
              : current(chart, form).map(Record::ordinal).orElse(0);
      var visit =
          chart
              .record(form, ordinal)
              .map(Record::visit)
              .or(() -> chart.journey().visitFor(form, chart.today()))
              .orElse("");
      sheets.add(
          Sheet.brief(
              chart, form, ordinal, visit, form.name() + ".", shown(form, reads), day.day()));
    }
    return sheets;
  }

  private static boolean isNotNeeded(Chart chart, Form form) {
    return form.askedIf()
            .map(
                condition ->
                    condition.test(chart.journey().world(), org.trialwright.study.Rows.NONE))
            .orElse(org.trialwright.quantities.Truth.YES)
        == org.trialwright.quantities.Truth.NO;
  }

  private static List<Item> shown(Form form, Reads reads) {
    var read = reads.questions(form);
    return form.items().stream()
        .filter(item -> read.contains(item) || form.dayItem().filter(item::equals).isPresent())
        .toList();
  }

  private static String ordinalName(Form form) {
    return form.name() + "._ordinal";
  }

  private static String seenName(Form form) {
    return form.name() + "._seen";
  }

  /** The newest record that still counts; an older one is not corrected but done again. */
  private static Optional<Record> current(Chart chart, Form form) {
    var limit = chart.study().who().fresh().get(form);
    return chart.journey().records(form).stream()
        .filter(record -> limit == null || age(chart, record) <= limit)
        .reduce((_, later) -> later);
  }

  private static long age(Chart chart, Record record) {
    return ChronoUnit.DAYS.between(record.occurred().earliest(), chart.today());
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
        .filter(form -> !isNotNeeded(chart, form))
        .map(
            form -> {
              var record = current(chart, form);
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
