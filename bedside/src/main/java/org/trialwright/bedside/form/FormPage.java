package org.trialwright.bedside.form;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;
import org.trialwright.bedside.Act;
import org.trialwright.bedside.Chart;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.Reads;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.journey.Queries;
import org.trialwright.journey.Record;
import org.trialwright.pages.Credentials;
import org.trialwright.pages.Link;
import org.trialwright.pages.SignedIn;
import org.trialwright.study.Form;
import org.trialwright.study.Item;

/** Any form of any study: a new record, or one that is there and may be corrected with a reason. */
@Controller
class FormPage {
  static final String NEW = "/participants/{participant}/forms/{form}";
  static final String RECORD = "/participants/{participant}/forms/{form}/{ordinal}";

  private final Front front;
  private final Desk desk;
  private final Credentials credentials;
  private final Unsaved unsaved;

  FormPage(Front front, Desk desk, Credentials credentials, Unsaved unsaved) {
    this.front = front;
    this.desk = desk;
    this.credentials = credentials;
    this.unsaved = unsaved;
  }

  @GetMapping(NEW)
  ModelAndView begin(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @PathVariable("form") String formName,
      @RequestParam(defaultValue = "") String visit) {
    var chart = Chart.open(front, desk, request, person, participant);
    var form = chart.form(formName);
    if (isApproval(chart, form)) {
      return new ModelAndView("redirect:" + chart.address("/eligibility"));
    }
    if (!chart.may("POST", NEW) || chart.holds().lock().isPresent()) {
      return new ModelAndView("redirect:" + chart.address(""));
    }
    var sheet = Sheet.whole(chart, form, 0, visitOf(chart, form, visit));
    return page(begun(chart, sheet, warned(chart, form)));
  }

  @GetMapping(RECORD)
  ModelAndView look(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @PathVariable("form") String formName,
      @PathVariable int ordinal,
      @RequestParam Map<String, String> fields) {
    var chart = Chart.open(front, desk, request, person, participant);
    var form = chart.form(formName);
    var record = record(chart, form, ordinal);
    boolean held = chart.holds().on(form.name(), ordinal).isPresent();
    if (held
        || fields.containsKey("print")
        || !chart.may("POST", RECORD)
        || isApproval(chart, form)) {
      return print(chart, record, fields);
    }
    var sheet = Sheet.whole(chart, form, ordinal, record.visit());
    var words = chart.words();
    return page(
        begun(
            chart,
            sheet,
            fields.containsKey("merged")
                ? Trouble.none()
                    .notice(
                        new FormView.Notice(
                            words.say("saved with what others saved"),
                            words.say("others changed other answers"),
                            false))
                : warned(chart, form)));
  }

  /** Says beforehand that the form could not be saved by this person. */
  private static Trouble warned(Chart chart, Form form) {
    return chart
        .desk()
        .delegationRefused(chart.study(), form, chart.site(), chart.person().account())
        .map(
            task ->
                Trouble.none()
                    .notice(
                        new FormView.Notice(
                            chart.words().say("not delegated to you"),
                            chart.voice().notDelegated(task),
                            false)))
        .orElseGet(Trouble::none);
  }

  /** The page as it stands, or as the same person left it without saving. */
  private FormView begun(Chart chart, Sheet sheet, Trouble trouble) {
    return unsaved
        .of(chart, place(sheet))
        .map(typed -> again(chart, sheet, typed))
        .orElseGet(() -> show(chart, sheet, sheet.questions(), trouble));
  }

  private static FormView again(Chart chart, Sheet sheet, Unsaved.Typed typed) {
    var fields = Fields.withToday(chart, typed.fields());
    var words = chart.words();
    var notice =
        new FormView.Notice(
            words.say("not saved yet"),
            words.say("typed at", chart.dates().moment(typed.at())),
            true);
    return show(
        chart,
        sheet,
        sheet.questions(sheet.read(fields).withoutFaults(), fields),
        Trouble.again(fields).seen(Fields.number(fields, "seen")).notice(notice));
  }

  /** Which page it is, for what is typed into it. */
  private static String place(Sheet sheet) {
    return sheet.form().name() + "/" + sheet.ordinal() + "/" + sheet.visit();
  }

  @PostMapping(path = NEW, params = Unsaved.KEEP)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void keep(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @PathVariable("form") String formName,
      @RequestParam Map<String, String> fields) {
    keep(newSheet(Chart.open(front, desk, request, person, participant), formName, fields), fields);
  }

  @PostMapping(path = RECORD, params = Unsaved.KEEP)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void keep(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @PathVariable("form") String formName,
      @PathVariable int ordinal,
      @RequestParam Map<String, String> fields) {
    keep(
        oldSheet(Chart.open(front, desk, request, person, participant), formName, ordinal), fields);
  }

  private void keep(Sheet sheet, Map<String, String> fields) {
    unsaved.keep(sheet.chart(), place(sheet), fields, List.of(sheet));
  }

  @PostMapping(path = NEW, params = Unsaved.DISCARD)
  ModelAndView discard(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @PathVariable("form") String formName,
      @RequestParam Map<String, String> fields) {
    var chart = Chart.open(front, desk, request, person, participant);
    return discard(newSheet(chart, formName, fields));
  }

  @PostMapping(path = RECORD, params = Unsaved.DISCARD)
  ModelAndView discard(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @PathVariable("form") String formName,
      @PathVariable int ordinal) {
    return discard(
        oldSheet(Chart.open(front, desk, request, person, participant), formName, ordinal));
  }

  private ModelAndView discard(Sheet sheet) {
    unsaved.discard(sheet.chart(), place(sheet));
    var address =
        UriComponentsBuilder.fromPath(sheet.chart().address(sheet.form(), sheet.ordinal()));
    var again =
        sheet.ordinal() > 0 || sheet.visit().isEmpty()
            ? address
            : address.queryParam("visit", sheet.visit());
    return new ModelAndView("redirect:" + again.build().encode().toUriString());
  }

  static Sheet newSheet(Chart chart, String formName, Map<String, String> fields) {
    var form = chart.form(formName);
    refuseApproval(chart, form);
    return Sheet.whole(chart, form, 0, visitOf(chart, form, fields.getOrDefault("visit", "")));
  }

  static Sheet oldSheet(Chart chart, String formName, int ordinal) {
    var form = chart.form(formName);
    refuseApproval(chart, form);
    return Sheet.whole(chart, form, ordinal, record(chart, form, ordinal).visit());
  }

  @PostMapping(NEW)
  ModelAndView save(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @PathVariable("form") String formName,
      @RequestParam Map<String, String> fields) {
    var chart = Chart.open(front, desk, request, person, participant);
    return sent(chart, newSheet(chart, formName, fields), NEW, fields);
  }

  @PostMapping(RECORD)
  ModelAndView correct(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @PathVariable("form") String formName,
      @PathVariable int ordinal,
      @RequestParam Map<String, String> fields) {
    var chart = Chart.open(front, desk, request, person, participant);
    return sent(chart, oldSheet(chart, formName, ordinal), RECORD, fields);
  }

  static Record record(Chart chart, Form form, int ordinal) {
    return chart
        .record(form, ordinal)
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  /** What lets a participant into the place of allocation is signed on the page of eligibility. */
  private static boolean isApproval(Chart chart, Form form) {
    return Reads.byApproval(chart.study()).mentions(form);
  }

  private static void refuseApproval(Chart chart, Form form) {
    if (isApproval(chart, form)) {
      throw new ResponseStatusException(HttpStatus.FORBIDDEN);
    }
  }

  private static String visitOf(Chart chart, Form form, String asked) {
    boolean known = chart.journey().calendar().stream().anyMatch(due -> due.label().equals(asked));
    return known ? asked : chart.journey().visitFor(form, chart.today()).orElse("");
  }

  /** Why the page is shown again instead of being kept. */
  private record Trouble(
      String key,
      long seen,
      String reason,
      String reasonError,
      String passwordError,
      String refused,
      FormView.Conflict conflict,
      List<Link> more,
      FormView.Notice notice) {
    static Trouble none() {
      return new Trouble(
          Chart.newKey(),
          -1,
          "",
          "",
          "",
          "",
          FormView.Conflict.NONE,
          List.of(),
          FormView.Notice.NONE);
    }

    static Trouble again(Map<String, String> fields) {
      return new Trouble(
          fields.getOrDefault("key", ""),
          -1,
          fields.getOrDefault("reason", ""),
          "",
          "",
          "",
          FormView.Conflict.NONE,
          List.of(),
          FormView.Notice.NONE);
    }

    Trouble seen(long newest) {
      return new Trouble(
          key, newest, reason, reasonError, passwordError, refused, conflict, more, notice);
    }

    Trouble notice(FormView.Notice what) {
      return new Trouble(
          key, seen, reason, reasonError, passwordError, refused, conflict, more, what);
    }

    Trouble reasonError(String why) {
      return new Trouble(key, seen, reason, why, passwordError, refused, conflict, more, notice);
    }

    Trouble passwordError(String why) {
      return new Trouble(key, seen, reason, reasonError, why, refused, conflict, more, notice);
    }

    Trouble refused(String why) {
      return new Trouble(
          key, seen, reason, reasonError, passwordError, why, conflict, more, notice);
    }

    Trouble conflict(FormView.Conflict with, long newest) {
      return new Trouble(
          Chart.newKey(), newest, reason, reasonError, passwordError, refused, with, more, notice);
    }

    Trouble more(List<Link> links) {
      return new Trouble(
          key, seen, reason, reasonError, passwordError, refused, conflict, links, notice);
    }
  }

  private ModelAndView sent(Chart chart, Sheet sheet, String route, Map<String, String> fields) {
    var handing = Handing.of(sheet, Fields.withToday(chart, fields));
    var questions = handing.questions();
    if (fields.containsKey("today") || fields.getOrDefault("act", "").equals("update")) {
      var quiet = sheet.questions(handing.filled().withoutFaults(), handing.fields());
      return page(show(chart, sheet, quiet, Trouble.again(fields)));
    }
    var again = Trouble.again(fields);
    var act = act(chart, route, fields);
    var came =
        handing.over(desk, credentials, act, Fields.reason(fields), Fields.number(fields, "seen"));
    return switch (came) {
      case Handing.Came.Held(var by) ->
          wrong(show(chart, sheet, questions, again.refused(chart.held(by))));
      case Handing.Came.Wrong() -> wrong(show(chart, sheet, questions, again));
      case Handing.Came.Unexplained(var items) ->
          wrong(show(chart, sheet, questions, again.more(unexplainedLinks(chart, sheet, items))));
      case Handing.Came.NotConfirmed() ->
          wrong(
              show(
                  chart,
                  sheet,
                  questions,
                  again.passwordError(chart.words().say("the password is not right"))));
      case Handing.Came.Unchanged() -> {
        answerChecks(chart, sheet, sheet.stored().orElseThrow(), handing.fields(), act);
        unsaved.saved(chart, place(sheet), handing.fields());
        yield saved(chart, sheet.form(), sheet.ordinal(), "saved");
      }
      case Handing.Came.Kept(var outcome) -> kept(chart, handing, outcome, act);
    };
  }

  private static Act act(Chart chart, String route, Map<String, String> fields) {
    return chart.act("POST", route, fields.getOrDefault("key", ""));
  }

  private static List<Link> unexplainedLinks(Chart chart, Sheet sheet, List<Item> items) {
    return items.stream()
        .map(
            item ->
                new Link(
                    chart
                        .words()
                        .say(
                            "another answer needs a reason", chart.speaker().question(item).text()),
                    "#" + sheet.name(item) + "--because"))
        .toList();
  }

  private ModelAndView kept(Chart chart, Handing handing, Outcome outcome, Act act) {
    var sheet = handing.sheet();
    var filled = handing.filled();
    var fields = handing.fields();
    var questions = handing.questions();
    var again = Trouble.again(fields);
    return switch (outcome) {
      case Outcome.Saved(var fact, _, _) -> {
        refuseOther(fact, chart, sheet);
        yield afterSave(chart.reopened(), sheet, fact, filled, fields, act);
      }
      case Outcome.ChangedMeanwhile(var newest) ->
          wrong(conflict(chart.reopened(), sheet, newest, filled, fields));
      case Outcome.ReasonNeeded(var items) ->
          wrong(
              show(
                  chart,
                  sheet,
                  questions,
                  again.reasonError(chart.words().say("write why", names(chart, sheet, items)))));
      case Outcome.Impossible(var place, _) ->
          wrong(
              show(
                  chart,
                  sheet,
                  questions,
                  again.refused(
                      chart
                          .words()
                          .say(
                              "impossible here",
                              chart.speaker().form(sheet.form()).text(),
                              chart.speaker().place(place).text()))));
      case Outcome.NotYourRole(var item, var role) ->
          wrong(
              show(
                  chart,
                  sheet,
                  questions,
                  again.refused(
                      chart
                          .words()
                          .say(
                              "only that role answers",
                              names(chart, sheet, List.of(item)),
                              Front.role(chart.words(), role)))));
      case Outcome.WrongAnswers(var why) ->
          wrong(
              show(
                  chart,
                  sheet,
                  questions,
                  again.refused(
                      chart
                          .words()
                          .say(
                              "these answers cannot be kept",
                              names(chart, sheet, List.copyOf(why.keySet()))))));
      case Outcome.NotTheKit(var kit, var open) ->
          wrong(
              show(chart.reopened(), sheet, questions, again.refused(chart.notTheKit(kit, open))));
      case Outcome.Held(var by) ->
          wrong(show(chart.reopened(), sheet, questions, again.refused(chart.held(by))));
      case Outcome.NotDelegated(var task) ->
          wrong(show(chart, sheet, questions, again.refused(chart.voice().notDelegated(task))));
      case Outcome.NoSuchParticipant _ -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
      case Outcome.Registered _,
          Outcome.PersonKnown _,
          Outcome.SiteClosed _,
          Outcome.NotConfirmed _,
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

  /** A key that was used on another page is nobody's mistake at the desk. */
  private static void refuseOther(Fact fact, Chart chart, Sheet sheet) {
    if (!(fact.event() instanceof Event.Saved saved)
        || !fact.participant().filter(chart.participant()::equals).isPresent()
        || !saved.form().equals(sheet.form().name())) {
      throw new ResponseStatusException(HttpStatus.CONFLICT);
    }
  }

  /** Whether the record holds more than was sent: what somebody saved since the page was made. */
  private static boolean isMerged(Event.Saved saved, Sheet sheet, Filled filled) {
    return sheet.form().items().stream()
        .filter(item -> !item.identifying())
        .anyMatch(
            item ->
                !saved
                    .answers()
                    .getOrDefault(item.name(), "")
                    .equals(filled.answers().getOrDefault(item.name(), "")));
  }

  private static String names(Chart chart, Sheet sheet, List<String> items) {
    return items.stream()
        .flatMap(name -> sheet.form().item(name).stream())
        .map(item -> chart.speaker().question(item).text())
        .reduce((one, other) -> chart.words().say("two parts", one, other))
        .orElse("");
  }

  private ModelAndView afterSave(
      Chart chart, Sheet sheet, Fact fact, Filled filled, Map<String, String> fields, Act act) {
    var kept = (Event.Saved) fact.event();
    int ordinal = kept.ordinal();
    unsaved.saved(chart, place(sheet), fields);
    sheet.stored().ifPresent(record -> answerChecks(chart, sheet, record, fields, act));
    return saved(chart, sheet.form(), ordinal, isMerged(kept, sheet, filled) ? "merged" : "saved");
  }

  private static ModelAndView saved(Chart chart, Form form, int ordinal, String how) {
    return new ModelAndView("redirect:" + chart.address(form, ordinal) + "?" + how);
  }

  /** A check that the site says is right becomes a query with its answer, for others to close. */
  private void answerChecks(
      Chart chart, Sheet sheet, Record record, Map<String, String> fields, Act act) {
    var now = chart.record(sheet.form(), record.ordinal()).orElse(record);
    for (var open : Findings.of(chart, chart.journey(), now).checks()) {
      var name = sheet.name(open.item());
      var because = fields.getOrDefault(name + ".check-because", "").strip();
      boolean right = fields.getOrDefault(name + ".check", "").equals("right");
      if (right
          && !because.isEmpty()
          && !Findings.reply(chart, now, open.check()).equals(Optional.of(because))) {
        answer(chart.reopened(), now, open, because, act);
      }
    }
  }

  private void answer(Chart chart, Record record, Findings.Open open, String because, Act act) {
    var place = open.item().path() + "/" + record.ordinal() + "/" + open.check().message();
    int number =
        Findings.query(chart, record, open.check())
            .map(Queries::number)
            .orElseGet(() -> ask(chart, record, open, Signing.act(act, "ask/" + place)));
    desk.reply(
        chart.participant(),
        new Event.Replied(number, because, false),
        Signing.act(act, "reply/" + place + "/" + because));
  }

  private int ask(Chart chart, Record record, Findings.Open open, Act act) {
    var outcome =
        desk.raise(
            chart.participant(),
            record.form().name(),
            record.ordinal(),
            open.item().name(),
            open.check().message(),
            act);
    if (outcome instanceof Outcome.Done(var fact)
        && fact.event() instanceof Event.Queried queried) {
      return queried.query();
    }
    throw new IllegalStateException("raising a query came to " + outcome);
  }

  private static FormView conflict(
      Chart chart, Sheet sheet, Fact newest, Filled filled, Map<String, String> fields) {
    var saved = (Event.Saved) newest.event();
    var now = Sheet.whole(chart, sheet.form(), saved.ordinal(), saved.visit());
    var both = new BothAnswers(chart, now, newest, filled, fields);
    var together = both.fields();
    return show(
        chart,
        now,
        now.questions(now.read(together), together),
        Trouble.again(fields).conflict(both.conflict(), newest.sequence()));
  }

  private static FormView show(
      Chart chart, Sheet sheet, Sheet.Questions questions, Trouble trouble) {
    var words = chart.words();
    var form = sheet.form();
    var title = chart.speaker().form(form).text();
    var preview = questions.preview();
    var record = sheet.stored().isPresent() ? preview.record() : Optional.<Record>empty();
    var meant = questions.sent() ? preview.record() : record;
    var findings =
        record.map(one -> Findings.of(chart, preview.journey(), one)).orElse(Findings.none());
    var problems = new ArrayList<>(questions.problems());
    problems.addAll(trouble.more());
    if (!trouble.reasonError().isEmpty()) {
      problems.add(new Link(trouble.reasonError(), "#reason--value"));
    }
    if (!trouble.passwordError().isEmpty()) {
      problems.add(new Link(trouble.passwordError(), "#password--value"));
    }
    return new FormView(
        chart.frame(title),
        chart.way(),
        chart.strip(),
        heading(chart, sheet, title),
        lede(chart, form),
        chart.address(form, sheet.ordinal()),
        trouble.key(),
        sheet.visit(),
        trouble.seen() < 0 ? sheet.seen() : trouble.seen(),
        questions.asked(),
        questions.notAsked(),
        sheet.stored().isPresent(),
        trouble.reason(),
        trouble.reasonError(),
        questions.signature(),
        trouble.passwordError(),
        trouble.notice(),
        problems,
        trouble.refused(),
        looks(sheet, findings),
        record.map(one -> unanswered(chart, sheet, one)).orElse(List.of()),
        findings.waiting(),
        trouble.conflict(),
        others(chart, sheet),
        sheet.stored().isPresent() ? List.of() : visits(chart, sheet),
        meant.map(one -> Meaning.of(chart, preview.journey(), one)).orElse(List.of()),
        words.say("save the form", title),
        new Link(words.say("back to", chart.participant().value()), chart.address("")),
        status(chart, sheet),
        sheet.stored().isPresent()
            ? new Link(words.say("print"), chart.address(form, sheet.ordinal()) + "?print")
            : Link.NONE,
        sheet.stored().isPresent()
            ? new Link(
                words.say("files of this record"),
                chart.address("/files?record=" + form.name() + "/" + sheet.ordinal()))
            : Link.NONE);
  }

  private static String heading(Chart chart, Sheet sheet, String title) {
    return sheet.visit().isEmpty()
        ? title
        : chart.words().say("form at visit", title, chart.speaker().visit(sheet.visit()).text());
  }

  private static String lede(Chart chart, Form form) {
    return form.answeredBy().isEmpty() ? "" : chart.words().say("filled in by", form.answeredBy());
  }

  private static List<Link> looks(Sheet sheet, Findings findings) {
    return findings.checks().stream()
        .filter(open -> open.shown().verdict().isEmpty())
        .map(open -> new Link(open.shown().sentence(), "#" + sheet.name(open.item()) + "--check"))
        .toList();
  }

  private static List<Link> unanswered(Chart chart, Sheet sheet, Record record) {
    return record.unanswered().stream()
        .map(item -> new Link(chart.speaker().question(item).text(), "#" + sheet.name(item)))
        .toList();
  }

  private static List<Link> others(Chart chart, Sheet sheet) {
    return chart.records(sheet.form()).stream()
        .filter(record -> record.ordinal() != sheet.ordinal())
        .map(
            record ->
                new Link(
                    chart
                        .words()
                        .say(
                            "record of day",
                            record.ordinal(),
                            chart.dates().day(record.occurred().toString())),
                    chart.address(sheet.form(), record.ordinal())))
        .toList();
  }

  /** Visits whose window is open or past, that ask for this form too. */
  private static List<Link> visits(Chart chart, Sheet sheet) {
    return chart.journey().calendar().stream()
        .filter(due -> due.now() && due.open().contains(sheet.form()))
        .filter(due -> !due.label().equals(sheet.visit()))
        .map(
            due ->
                new Link(
                    chart.speaker().visit(due.label()).text(),
                    UriComponentsBuilder.fromPath(chart.address(sheet.form(), 0))
                        .queryParam("visit", due.label())
                        .build()
                        .encode()
                        .toUriString()))
        .toList();
  }

  private static String status(Chart chart, Sheet sheet) {
    return sheet.stored().map(record -> status(chart, record)).orElse("");
  }

  private static String status(Chart chart, Record record) {
    var words = chart.words();
    var fact = record.facts().getLast();
    return Comparing.all(chart, record).stream()
        .map(Comparing.Said::text)
        .reduce(
            words.say("kept at", chart.dates().moment(fact.recorded()), chart.who(fact)),
            (one, other) -> words.say("two sentences", one, other));
  }

  private static ModelAndView page(FormView view) {
    return new ModelAndView("bedside/form/form", Map.of("view", view));
  }

  private static ModelAndView wrong(FormView view) {
    var page = page(view);
    page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    return page;
  }

  /** The record as it stands, to read or to print. */
  private ModelAndView print(Chart chart, Record record, Map<String, String> fields) {
    var form = record.form();
    var title = chart.speaker().form(form).text();
    Map<String, Object> model = new TreeMap<>();
    model.put("frame", chart.frame(title));
    model.put("way", chart.way());
    model.put("who", chart.strip());
    model.put("heading", title);
    model.put("rows", Book.rows(chart, record));
    model.put("freezing", Freezing.of(chart, record, fields.containsKey("no-reason")));
    model.put("comparing", Comparing.of(chart, record, fields.containsKey("newer")));
    model.put(
        "status",
        chart
            .words()
            .say(
                "kept at",
                chart.dates().momentInZone(record.facts().getLast().recorded()),
                chart.who(record.facts().getLast())));
    return new ModelAndView("bedside/form/print", model);
  }
}
