package org.trialwright.bedside.unblinding;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import org.trialwright.bedside.Save;
import org.trialwright.bedside.form.Fields;
import org.trialwright.bedside.form.Filled;
import org.trialwright.bedside.form.Sheet;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.pages.Credentials;
import org.trialwright.pages.Kind;
import org.trialwright.pages.Link;
import org.trialwright.pages.Question;
import org.trialwright.pages.Result;
import org.trialwright.pages.SignedIn;
import org.trialwright.study.How;

/** One investigator learns one participant's arm, because somebody is in danger. */
@Controller
class UnblindingPage {
  static final String ROUTE = "/participants/{participant}/unblinding";

  private static final String WHY = "why-now";
  private static final int LONGEST_REASON = 500;

  private final Front front;
  private final Desk desk;
  private final Credentials credentials;

  UnblindingPage(Front front, Desk desk, Credentials credentials) {
    this.front = front;
    this.desk = desk;
    this.credentials = credentials;
  }

  private How.Unblinding unblinding() {
    return desk.trial()
        .study()
        .how()
        .unblind()
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  /** What was sent and could not be done: the fields, and why. */
  private record Tried(
      Map<String, String> fields, boolean asked, String why, String password, String refused) {
    static Tried nothing() {
      return new Tried(Map.of(), false, "", "", "");
    }
  }

  @GetMapping(ROUTE)
  ModelAndView ask(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant) {
    var chart = Chart.open(front, desk, request, person, participant);
    return desk.trial().study().how().unblind().isEmpty()
        ? new ModelAndView("redirect:" + chart.address(""))
        : page(chart, Tried.nothing());
  }

  /**
   * The answer holds the arm itself: an address that could be opened again would show it to who
   * comes after.
   */
  @PostMapping(ROUTE)
  ModelAndView open(
      HttpServletRequest request,
      HttpServletResponse response,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @RequestParam Map<String, String> fields) {
    unblinding();
    var chart = Chart.open(front, desk, request, person, participant);
    var words = chart.words();
    if (!fields.getOrDefault("today", "").isEmpty()) {
      return page(chart, new Tried(Fields.withToday(chart, fields), false, "", "", ""));
    }
    var sheet = sheet(chart);
    var filled = sheet.read(fields);
    var reason = fields.getOrDefault(WHY, "").strip();
    var why = reason.isEmpty() ? words.say("answer this question") : "";
    if (filled.isWrong() || !why.isEmpty()) {
      return wrong(chart, new Tried(fields, true, why, "", ""));
    }
    boolean pressed = fields.getOrDefault("act", "").equals("final");
    if (!pressed || !credentials.confirms(person.account(), fields.getOrDefault("password", ""))) {
      return wrong(chart, new Tried(fields, true, "", words.say("the password is not right"), ""));
    }
    var act = chart.act("POST", ROUTE, fields.getOrDefault("key", ""));
    var outcome = desk.unblind(save(chart, sheet, filled), reason, act);
    return switch (outcome) {
      case Outcome.Unblinded(var fact, var arm) -> {
        response.setHeader("Cache-Control", "no-store");
        yield shown(chart.reopened(), fact, arm);
      }
      case Outcome.Done _ -> refused(chart.reopened(), words.say("the arm was shown before"));
      case Outcome.NotHere _ -> refused(chart, words.say("there is no arm to open"));
      case Outcome.NotYourRole(_, var roles) ->
          refused(chart, words.say("only these roles open an arm", Front.role(words, roles)));
      case Outcome.WrongAnswers _, Outcome.ReasonNeeded _ ->
          refused(
              chart,
              words.say("these answers cannot be kept", chart.speaker().form(sheet.form()).text()));
      case Outcome.ChangedMeanwhile(var newest) ->
          refused(
              chart.reopened(),
              words.say(
                  "form changed meanwhile",
                  chart.speaker().form(sheet.form()).text(),
                  chart.who(newest)));
      case Outcome other -> throw new IllegalStateException("opening an arm came to " + other);
    };
  }

  private Sheet sheet(Chart chart) {
    return sheet(desk, chart);
  }

  /** The form that the study names for it; there is one where arms may be opened. */
  static Sheet sheet(Desk desk, Chart chart) {
    var form = chart.form(desk.trial().study().how().unblind().orElseThrow().form().name());
    var visit = chart.journey().visitFor(form, chart.today()).orElse("");
    return Sheet.brief(chart, form, 0, visit, form.name() + ".", form.items());
  }

  static Save save(Chart chart, Sheet sheet, Filled filled) {
    return new Save(
        chart.participant(),
        sheet.form().name(),
        0,
        sheet.visit(),
        filled.answers(),
        filled.occurred(),
        "",
        0);
  }

  private ModelAndView shown(Chart chart, Fact fact, String name) {
    var words = chart.words();
    var arm = chart.arm(name);
    var number = chart.participant().value();
    return new ModelAndView(
        "bedside/unblinding/opened",
        Map.of(
            "view",
            new OpenedView(
                chart.frame(words.say("the arm is open")),
                chart.way(),
                new Result(
                    words.say("participant is allocated to", number),
                    arm.label(),
                    arm.number(),
                    words.say("this page is shown once"),
                    words.say(
                        "entry, time and who",
                        fact.sequence(),
                        chart.dates().momentToSecond(fact.recorded()),
                        chart.dates().utc(fact.recorded()),
                        chart.who(fact))),
                List.of(
                    words.say("tell only who treats"), words.say("others read that it was opened")),
                new Link(words.say("open the participant", number), chart.address("")))));
  }

  private ModelAndView refused(Chart chart, String why) {
    return wrong(chart, new Tried(Map.of(), false, "", "", why));
  }

  private ModelAndView wrong(Chart chart, Tried tried) {
    var page = page(chart, tried);
    page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    return page;
  }

  private ModelAndView page(Chart chart, Tried tried) {
    var words = chart.words();
    var sheet = sheet(chart);
    var fields = tried.fields().isEmpty() ? today(chart, sheet) : tried.fields();
    var filled = sheet.read(fields);
    var shown =
        tried.asked()
            ? filled
            : new Filled(
                filled.answers(), Map.of(), filled.occurred(), "", filled.touched(), false);
    var asked = sheet.questions(shown, fields).asked();
    var reason =
        Question.of(
                WHY,
                words.say("why must the arm be known now"),
                new Kind.Text(2, LONGEST_REASON),
                chart.today())
            .hint(words.say("the reason is read by others"))
            .missing(List.of())
            .submitted(tried.fields())
            .error(tried.why());
    var problems =
        new ArrayList<>(
            Question.problems(chart.words(), asked.stream().map(one -> one.question()).toList()));
    problems.addAll(Question.problems(chart.words(), List.of(reason)));
    if (!tried.password().isEmpty()) {
      problems.add(new Link(tried.password(), "#password--value"));
    }
    var none = chart.allocation().isEmpty() ? words.say("there is no arm to open") : "";
    return new ModelAndView(
        "bedside/unblinding/unblinding",
        Map.of(
            "view",
            new UnblindingView(
                chart.frame(words.say("open the arm in an emergency")),
                chart.way(),
                chart.strip(),
                before(chart),
                asked,
                reason,
                List.of(
                    words.say("opening is for an emergency"),
                    words.say("opening is recorded for ever")),
                chart.address("/unblinding"),
                chart.address(""),
                Chart.newKey(),
                problems,
                tried.password(),
                tried.refused().isEmpty() ? none : tried.refused())));
  }

  /** Nobody types today's date in an emergency. */
  private static Map<String, String> today(Chart chart, Sheet sheet) {
    return sheet
        .form()
        .dayItem()
        .map(
            item ->
                Fields.withToday(chart, Map.of("today", sheet.form().name() + "." + item.name())))
        .orElse(Map.of());
  }

  private static List<String> before(Chart chart) {
    return chart.facts().stream()
        .filter(fact -> fact.event() instanceof Event.Unblinded)
        .map(chart::opened)
        .toList();
  }
}
