package org.trialwright.bedside.form;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
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
import org.trialwright.bedside.ReviewedRecord;
import org.trialwright.bedside.api.ApiController;
import org.trialwright.bedside.api.Operation;
import org.trialwright.bedside.api.Paged;
import org.trialwright.bedside.api.Problem;
import org.trialwright.bedside.api.Sent;
import org.trialwright.bedside.api.Taken;
import org.trialwright.journey.Event;
import org.trialwright.journey.Record;
import org.trialwright.pages.Credentials;
import org.trialwright.pages.SignedIn;
import org.trialwright.quantities.PartialDate;
import org.trialwright.quantities.Truth;
import org.trialwright.study.AnswerKind;
import org.trialwright.study.AnswerText;

/** Forms, for programs: the same sheets, read by the same rules, as on their pages. */
@ApiController
class FormsApi {
  private final Desk desk;
  private final Front front;
  private final Credentials credentials;

  FormsApi(Desk desk, Front front, Credentials credentials) {
    this.desk = desk;
    this.front = front;
    this.credentials = credentials;
  }

  /**
   * A record of a form.
   *
   * @param answers by question, as the study file writes answers; what is worked out is not among
   *     them, and what identifies somebody says that it is on file
   * @param checks what its checks object to, in words
   * @param held who froze or locked it when, in words; empty while it may be corrected
   * @param tag to be named when it is corrected; the answer's ETag has it too
   */
  record FormRecord(
      String participant,
      String form,
      int ordinal,
      String visit,
      String day,
      boolean outOfPlace,
      Map<String, String> answers,
      List<String> checks,
      String held,
      String savedBy,
      String saved,
      String tag) {}

  @GetMapping(BookPage.ROUTE)
  @Operation(
      value = "Every record of every form of a participant",
      gives = FormRecord.class,
      list = true)
  Paged<FormRecord> listForms(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @RequestParam Map<String, String> query) {
    var chart = Chart.open(front, desk, request, person, participant);
    front.took(
        front.act(person, "GET", BookPage.ROUTE, chart.site(), "").author(),
        participant,
        "every form, for a program");
    var all =
        chart.study().forms().values().stream()
            .flatMap(form -> chart.records(form).stream())
            .map(record -> shown(chart, record))
            .toList();
    return Paged.of(
        all, one -> "%s/%06d".formatted(one.form(), one.ordinal()), query, chart.words());
  }

  @GetMapping(FormPage.RECORD)
  @Operation(value = "One record of a form", gives = FormRecord.class, tagged = true)
  ResponseEntity<FormRecord> getForm(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @PathVariable String form,
      @PathVariable int ordinal) {
    var chart = Chart.open(front, desk, request, person, participant);
    return answer(chart, FormPage.record(chart, chart.form(form), ordinal));
  }

  private static ResponseEntity<FormRecord> answer(Chart chart, Record record) {
    var shown = shown(chart, record);
    return ResponseEntity.ok().eTag("\"" + shown.tag() + "\"").body(shown);
  }

  private static FormRecord shown(Chart chart, Record record) {
    var newest = record.facts().getLast();
    return new FormRecord(
        chart.participant().value(),
        record.form().name(),
        record.ordinal(),
        record.visit(),
        record.occurred().toString(),
        record.outOfPlace(),
        new TreeMap<>(record.texts()),
        chart.journey().findings(record).stream()
            .filter(finding -> finding.raised() == Truth.YES)
            .map(finding -> chart.speaker().message(record.form(), finding.check()).text())
            .toList(),
        chart.holds().on(record.form().name(), record.ordinal()).map(chart::held).orElse(""),
        newest.author().name(),
        newest.recordedUtc(),
        String.valueOf(newest.sequence()));
  }

  @PostMapping(FormPage.NEW)
  @Operation(
      value = "Save a new record of a form",
      takes = {
        @Taken(
            name = "answers",
            says = "by question, as the study file writes answers",
            kind = Taken.Kind.TEXTS),
        @Taken(
            name = "visit",
            says = "the visit it belongs to; the one whose window it is when left out",
            optional = true),
        @Taken(
            name = "day",
            says = "of a form without a question for its day, ISO 8601",
            optional = true),
        @Taken(name = "password", says = "for a form that is signed", optional = true)
      },
      gives = FormRecord.class)
  ResponseEntity<FormRecord> saveForm(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @PathVariable String form,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody Map<String, Object> body) {
    var chart = Chart.open(front, desk, request, person, participant);
    var sent = new Sent(body);
    var sheet = FormPage.newSheet(chart, form, Map.of("visit", sent.text("visit")));
    return hand(sheet, Map.of(), sent, FormPage.NEW, 0, key);
  }

  @PostMapping(FormPage.RECORD)
  @Operation(
      value = "Correct a record: what is sent replaces, an empty text takes away, the rest stays",
      takes = {
        @Taken(name = "answers", says = "those that change, by question", kind = Taken.Kind.TEXTS),
        @Taken(
            name = "day",
            says = "of a form without a question for its day, ISO 8601",
            optional = true),
        @Taken(name = "reason", says = "why a stored answer changes", optional = true),
        @Taken(name = "password", says = "for a form that is signed", optional = true)
      },
      gives = FormRecord.class,
      tagged = true)
  ResponseEntity<FormRecord> correctForm(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @PathVariable String form,
      @PathVariable int ordinal,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestHeader("If-Match") String match,
      @RequestBody Map<String, Object> body) {
    var chart = Chart.open(front, desk, request, person, participant);
    var tag = match.replaceFirst("^W/", "").replace("\"", "");
    if (!tag.matches("\\d{1,18}")) {
      throw Problem.conflict(chart.words(), chart.words().say("api tag of another version"));
    }
    var sheet = FormPage.oldSheet(chart, form, ordinal);
    return hand(sheet, standing(sheet), new Sent(body), FormPage.RECORD, Long.parseLong(tag), key);
  }

  /**
   * The answers that stay when nothing is said of them: as on the page, not what the vault holds,
   * which is on file anyway, and not another person's signature.
   */
  static Map<String, String> standing(Sheet sheet) {
    var answers = new HashMap<>(sheet.initial());
    var name = sheet.chart().person().name();
    answers.values().removeIf(AnswerText.ON_FILE::equals);
    sheet.form().items().stream()
        .filter(item -> item.kind().filter(AnswerKind.Signature.class::isInstance).isPresent())
        .filter(item -> !answers.getOrDefault(item.name(), name).equals(name))
        .forEach(item -> answers.remove(item.name()));
    return answers;
  }

  private ResponseEntity<FormRecord> hand(
      Sheet sheet, Map<String, String> before, Sent sent, String route, long seen, UUID key) {
    var chart = sheet.chart();
    var words = chart.words();
    var answers = new HashMap<>(before);
    sent.texts("answers")
        .forEach(
            (name, text) -> {
              if (sheet.form().item(name).filter(item -> item.kind().isPresent()).isEmpty()) {
                throw Problem.fields(
                    words, Map.of("answers." + name, words.say("api no such question")));
              }
              answers.put(name, text);
            });
    var fields = new HashMap<>(sheet.with(Map.of(), sheet.form().items(), answers));
    fields.put("password", sent.text("password"));
    var handing = Handing.of(sheet, day(sheet, fields, sent));
    var act = chart.act("POST", route, key.toString());
    return switch (handing.over(desk, credentials, act, sent.text("reason").strip(), seen)) {
      case Handing.Came.Kept(Outcome.Saved(var fact, _, _)) ->
          answer(
              chart.reopened(),
              FormPage.record(
                  chart.reopened(), sheet.form(), ((Event.Saved) fact.event()).ordinal()));
      case Handing.Came.Kept(var outcome) -> throw Problem.of(outcome, chart.voice());
      case Handing.Came.Unchanged() -> answer(chart, sheet.stored().orElseThrow());
      case Handing.Came.Held(var by) -> throw Problem.of(new Outcome.Held(by), chart.voice());
      case Handing.Came.Wrong() -> throw Problem.fields(words, handing.faults());
      case Handing.Came.Unexplained(var items) -> {
        var errors = new TreeMap<String, String>();
        items.forEach(
            item ->
                errors.put(
                    "answers." + item.name(),
                    words.say(
                        "another answer needs a reason", chart.speaker().question(item).text())));
        throw Problem.fields(words, errors);
      }
      case Handing.Came.NotConfirmed() -> throw Problem.password(words);
    };
  }

  private static Map<String, String> day(Sheet sheet, Map<String, String> fields, Sent sent) {
    var text = sent.text("day");
    var day = text.isEmpty() ? sheet.stored().map(Record::occurred) : PartialDate.read(text);
    return day.map(one -> sheet.withDay(fields, one)).orElse(fields);
  }

  @PostMapping(FreezePage.ROUTE)
  @Operation(
      value = "Freeze a record, or take that back with a reason",
      takes = {
        @Taken(name = "freeze", says = "true freezes, false takes it back", kind = Taken.Kind.FLAG),
        @Taken(name = "reason", says = "why it is taken back", optional = true)
      },
      gives = FormRecord.class)
  FormRecord freezeForm(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @PathVariable("form") String name,
      @PathVariable int ordinal,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody Map<String, Object> body) {
    var chart = Chart.open(front, desk, request, person, participant);
    var form = chart.form(name);
    FormPage.record(chart, form, ordinal);
    var sent = new Sent(body);
    var outcome =
        desk.freeze(
            chart.participant(),
            new Event.Frozen(name, ordinal, sent.flag("freeze")),
            sent.text("reason").strip(),
            chart.act("POST", FreezePage.ROUTE, key.toString()));
    if (!(outcome instanceof Outcome.Done)) {
      throw Problem.of(outcome, chart.voice());
    }
    var now = chart.reopened();
    return shown(now, FormPage.record(now, form, ordinal));
  }

  @PostMapping(ReviewPage.ROUTE)
  @Operation(
      value = "Say that a record was compared with its source, or reviewed",
      takes = @Taken(name = "seen", says = "of the record as it was read", kind = Taken.Kind.WHOLE),
      gives = ReviewedRecord.class)
  ReviewedRecord reviewForm(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @PathVariable("form") String name,
      @PathVariable int ordinal,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody Map<String, Object> body) {
    var chart = Chart.open(front, desk, request, person, participant);
    FormPage.record(chart, chart.form(name), ordinal);
    var kind = ReviewPage.kind(chart).orElseThrow();
    var outcome =
        desk.review(
            chart.participant(),
            kind,
            name,
            ordinal,
            new Sent(body).whole("seen"),
            chart.act("POST", ReviewPage.ROUTE, key.toString()));
    return switch (outcome) {
      case Outcome.Done _ ->
          Desk.toReview(chart.participant(), chart.reopened().facts(), kind, desk.reviewPlan())
              .stream()
              .filter(one -> one.saved().form().equals(name) && one.saved().ordinal() == ordinal)
              .findFirst()
              .map(ReviewedRecord::of)
              .orElseThrow(() -> Problem.notFound(chart.words()));
      case Outcome.NotToReview _ ->
          throw Problem.conflict(
              chart.words(), chart.words().say("nothing of it is to be compared"));
      case Outcome other -> throw Problem.of(other, chart.voice());
    };
  }
}
