package org.trialwright.bedside.form;

import jakarta.servlet.http.HttpServletRequest;
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
import org.springframework.web.servlet.ModelAndView;
import org.trialwright.bedside.Act;
import org.trialwright.bedside.Chart;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.Reads;
import org.trialwright.journey.Event;
import org.trialwright.journey.Record;
import org.trialwright.pages.Badge;
import org.trialwright.pages.Link;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.State;
import org.trialwright.pages.Task;
import org.trialwright.study.Form;
import org.trialwright.study.Item;

/**
 * Screening on one page: the questions that criteria, preconditions and strata read, found by
 * walking through the study's rules, and nothing else. Each form becomes its own record.
 */
@Controller
class ScreeningPage {
  static final String ROUTE = "/participants/{participant}/screening";

  private final Front front;
  private final Desk desk;

  ScreeningPage(Front front, Desk desk) {
    this.front = front;
    this.desk = desk;
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
    var shown = new ArrayList<Shown>();
    for (var sheet : sheets(chart, Map.of())) {
      shown.add(new Shown(sheet, sheet.questions()));
    }
    return page(show(chart, shown, Chart.newKey(), "", "", List.of()));
  }

  @PostMapping(ROUTE)
  ModelAndView save(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @RequestParam Map<String, String> fields) {
    var chart = Chart.open(front, desk, request, person, participant);
    var typed = Fields.withToday(chart, fields);
    var filled = new LinkedHashMap<Sheet, Filled>();
    for (var sheet : sheets(chart, typed)) {
      filled.put(sheet, ready(sheet, sheet.read(typed)));
    }
    var key = fields.getOrDefault("key", "");
    var reason = fields.getOrDefault("reason", "").strip();
    boolean update = fields.containsKey("today") || fields.getOrDefault("act", "").equals("update");
    if (update || filled.values().stream().anyMatch(Filled::isWrong)) {
      var view = show(chart, shown(filled, typed), key, reason, "", List.of());
      return update ? page(view) : wrong(view);
    }
    return kept(chart, filled, typed, chart.act("POST", ROUTE, key), key, reason);
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

  private static List<Shown> shown(Map<Sheet, Filled> filled, Map<String, String> fields) {
    var shown = new ArrayList<Shown>();
    filled.forEach((sheet, one) -> shown.add(new Shown(sheet, sheet.questions(one, fields))));
    return shown;
  }

  private ModelAndView kept(
      Chart chart,
      Map<Sheet, Filled> filled,
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
        refusal(chart, sheet.form(), answers, outcome).ifPresent(refused::add);
      }
    }
    if (refused.isEmpty() && reasonError.isEmpty()) {
      return new ModelAndView("redirect:" + chart.address("/eligibility"));
    }
    return wrong(show(chart.reopened(), shown(filled, fields), key, reason, reasonError, refused));
  }

  private static Optional<String> refusal(Chart chart, Form form, Filled filled, Outcome outcome) {
    var words = chart.words();
    var title = chart.speaker().form(form).text();
    return switch (outcome) {
      case Outcome.Saved(var fact, _, _) ->
          fact.event() instanceof Event.Saved saved && isSame(form, saved, filled)
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
      case Outcome.WrongAnswers _ -> Optional.of(words.say("these answers cannot be kept", title));
      case Outcome.NoSuchParticipant _,
          Outcome.Registered _,
          Outcome.PersonKnown _,
          Outcome.SiteClosed _,
          Outcome.NotConfirmed _,
          Outcome.ReasonNeeded _,
          Outcome.NewerValue _,
          Outcome.SecondPersonNeeded _,
          Outcome.Allocated _,
          Outcome.AlreadyAllocated _,
          Outcome.NotEligible _,
          Outcome.NotReady _,
          Outcome.NotHere _,
          Outcome.TargetReached _,
          Outcome.Done _ ->
          throw new IllegalStateException("saving a form came to " + outcome);
    };
  }

  private static boolean isSame(Form form, Event.Saved saved, Filled filled) {
    return saved.form().equals(form.name())
        && form.items().stream()
            .filter(item -> !item.identifying())
            .allMatch(
                item ->
                    saved
                        .answers()
                        .getOrDefault(item.name(), "")
                        .equals(filled.answers().getOrDefault(item.name(), "")));
  }

  /** The forms of the page; which record of each was shown stands in the fields. */
  private static List<Sheet> sheets(Chart chart, Map<String, String> fields) {
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
      sheets.add(Sheet.brief(chart, form, ordinal, visit, form.name() + ".", shown(form, reads)));
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
      String key,
      String reason,
      String reasonError,
      List<String> refused) {
    var words = chart.words();
    var problems = new ArrayList<Link>();
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
        shown.stream().map(one -> section(chart, one)).toList(),
        tasks(chart),
        shown.stream().anyMatch(one -> one.sheet().stored().isPresent()),
        reason,
        reasonError,
        problems,
        refused,
        new Link(words.say("back to", chart.participant().value()), chart.address("")));
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
