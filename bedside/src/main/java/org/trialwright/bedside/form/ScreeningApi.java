package org.trialwright.bedside.form;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.trialwright.bedside.Chart;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.api.ApiController;
import org.trialwright.bedside.api.Operation;
import org.trialwright.bedside.api.Problem;
import org.trialwright.bedside.api.Sent;
import org.trialwright.bedside.api.Taken;
import org.trialwright.pages.Question;
import org.trialwright.pages.SignedIn;

/** Screening in one request, for programs. */
@ApiController
class ScreeningApi {
  private final Desk desk;
  private final Front front;

  ScreeningApi(Desk desk, Front front) {
    this.desk = desk;
    this.front = front;
  }

  /**
   * A question that eligibility reads.
   *
   * @param question such as {@code staging.cT}
   * @param answer as the study file writes it; empty while there is none
   */
  record Screened(String question, String text, String answer, boolean optional) {}

  /**
   * What eligibility reads of one participant.
   *
   * @param seen to be named when something of it is changed
   */
  record ScreeningAnswers(String participant, long seen, List<Screened> questions) {}

  @GetMapping(ScreeningPage.ROUTE)
  @Operation(
      value = "The questions that criteria, preconditions and strata read, and their answers",
      gives = ScreeningAnswers.class)
  ScreeningAnswers getScreening(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant) {
    return shown(Chart.open(front, desk, request, person, participant));
  }

  private static ScreeningAnswers shown(Chart chart) {
    var questions = new ArrayList<Screened>();
    for (var sheet : Screening.sheets(chart, Map.of(), chart.today())) {
      var stored = sheet.stored().map(record -> record.texts()).orElse(Map.of());
      sheet.questions().asked().stream()
          .map(Asked::question)
          .map(one -> screened(sheet, one, stored))
          .forEach(questions::add);
    }
    return new ScreeningAnswers(chart.participant().value(), chart.newest(), questions);
  }

  private static Screened screened(Sheet sheet, Question one, Map<String, String> stored) {
    var item = one.name().substring(sheet.form().name().length() + 1);
    return new Screened(one.name(), one.text(), stored.getOrDefault(item, ""), one.optional());
  }

  @PostMapping(ScreeningPage.ROUTE)
  @Operation(
      value =
          "Answer what eligibility reads, in all its forms at once; each becomes a record of its"
              + " own. When one is refused, errors say which, and detail which were kept",
      takes = {
        @Taken(
            name = "answers",
            says = "those that come or change, by question such as staging.cT",
            kind = Taken.Kind.TEXTS),
        @Taken(
            name = "day",
            says = "of every new record without one, ISO 8601; today when left out",
            optional = true),
        @Taken(
            name = "seen",
            says = "seen of the screening as it was read; not needed for new records",
            kind = Taken.Kind.WHOLE,
            optional = true),
        @Taken(name = "reason", says = "why a stored answer changes", optional = true)
      },
      gives = ScreeningAnswers.class)
  ScreeningAnswers screen(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody Map<String, Object> body) {
    var chart = Chart.open(front, desk, request, person, participant);
    var sent = new Sent(body);
    var filled = filled(chart, sent);
    var act = chart.act("POST", ScreeningPage.ROUTE, key.toString());
    var kept =
        Screening.keep(desk, filled, sent.text("reason").strip(), _ -> sent.whole("seen"), act);
    refuse(chart, kept);
    return shown(chart.reopened());
  }

  private static Map<Sheet, Filled> filled(Chart chart, Sent sent) {
    var words = chart.words();
    var open = sent.texts("answers");
    var filled = new LinkedHashMap<Sheet, Filled>();
    var errors = new TreeMap<String, String>();
    for (var sheet : Screening.sheets(chart, Map.of(), sent.day("day", chart.today(), words))) {
      var answers = new HashMap<>(FormsApi.standing(sheet));
      for (var one : sheet.questions().asked()) {
        var name = one.question().name();
        if (open.containsKey(name)) {
          answers.put(name.substring(sheet.form().name().length() + 1), open.remove(name));
        }
      }
      var fields = sheet.with(Map.of(), sheet.form().items(), answers);
      var read = Screening.ready(sheet, sheet.read(fields));
      read.wrong()
          .forEach(
              (item, why) -> errors.put("answers." + sheet.form().name() + "." + item.name(), why));
      filled.put(sheet, read);
    }
    open.keySet().forEach(name -> errors.put("answers." + name, words.say("api not asked here")));
    if (!errors.isEmpty()) {
      throw Problem.fields(words, errors);
    }
    return filled;
  }

  private static void refuse(Chart chart, List<Screening.Kept> outcomes) {
    var words = chart.words();
    var errors = new TreeMap<String, String>();
    var kept = new ArrayList<String>();
    for (var one : outcomes) {
      var form = one.sheet().form();
      var title = chart.speaker().form(form).text();
      if (one.outcome() instanceof Outcome.ReasonNeeded) {
        errors.put(form.name(), words.say("write why", title));
      } else {
        ScreeningPage.refusal(chart, form, one.outcome())
            .ifPresentOrElse(why -> errors.put(form.name(), why), () -> kept.add(title));
      }
    }
    if (!errors.isEmpty()) {
      throw Problem.conflict(
          words,
          kept.isEmpty()
              ? words.say("api nothing was changed")
              : words.say("api these were kept", String.join(" · ", kept)),
          words.say("api read again"),
          errors);
    }
  }
}
