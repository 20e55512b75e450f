package org.trialwright.bedside.redaction;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.ArrayList;
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
import org.springframework.web.util.UriComponentsBuilder;
import org.trialwright.bedside.Chart;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.journal.Access;
import org.trialwright.journal.Attachments;
import org.trialwright.journey.Event;
import org.trialwright.pages.Answers;
import org.trialwright.pages.Badge;
import org.trialwright.pages.Credentials;
import org.trialwright.pages.Kind;
import org.trialwright.pages.Link;
import org.trialwright.pages.Question;
import org.trialwright.pages.Reading;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.State;
import org.trialwright.pages.Table;

/** What law or a participant wants gone: one person asks for it, another redacts it for good. */
@Controller
class RedactionPage {
  static final String ROUTE = "/participants/{participant}/redactions";
  static final String DECIDE = ROUTE + "/agreement";

  private static final String NAME = "text";
  private static final String REASON = "reason";
  private static final String DECISION = "decision";
  private static final int LONGEST_REASON = 500;
  private static final int SHOWN = 160;

  private final Front front;
  private final Desk desk;
  private final Redacting redacting;
  private final Credentials credentials;

  RedactionPage(Front front, Desk desk, Redacting redacting, Credentials credentials) {
    this.front = front;
    this.desk = desk;
    this.redacting = redacting;
    this.credentials = credentials;
  }

  /** What was sent and not done, and why. */
  private record Tried(Map<String, String> fields, String question, String password, String act) {
    static final Tried NOTHING = new Tried(Map.of(), "", "", "");
  }

  @GetMapping(ROUTE)
  ModelAndView texts(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @RequestParam(name = NAME, defaultValue = "") String chosen) {
    return show(Chart.open(front, desk, request, person, participant), chosen, Tried.NOTHING);
  }

  @PostMapping(ROUTE)
  ModelAndView ask(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @RequestParam Map<String, String> fields) {
    var chart = Chart.open(front, desk, request, person, participant);
    var w = chart.words();
    var name = fields.getOrDefault(NAME, "");
    var read = Answers.read(new Kind.Text(1, LONGEST_REASON), REASON, fields);
    if (!(read instanceof Reading.Given(var reason)) || Answers.MISSING.contains(reason)) {
      var why = read instanceof Reading.Wrong(var fault) ? fault.say(w) : w.say("name the law");
      return wrong(chart, name, new Tried(fields, why, "", ""));
    }
    if (!confirmed(person, fields)) {
      return wrong(chart, name, new Tried(fields, "", w.say("the password is not right"), ""));
    }
    var author = chart.act("POST", ROUTE, "").author();
    return came(chart, name, fields, redacting.ask(chart.participant(), name, reason, author));
  }

  @PostMapping(DECIDE)
  ModelAndView decide(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @RequestParam Map<String, String> fields) {
    var chart = Chart.open(front, desk, request, person, participant);
    var w = chart.words();
    var name = fields.getOrDefault(NAME, "");
    var decision = fields.getOrDefault(DECISION, "");
    if (!decision.equals("yes") && !decision.equals("no")) {
      return wrong(chart, name, new Tried(fields, w.say("answer this question"), "", ""));
    }
    if (!confirmed(person, fields)) {
      return wrong(chart, name, new Tried(fields, "", w.say("the password is not right"), ""));
    }
    var author = chart.act("POST", DECIDE, "").author();
    return came(
        chart,
        name,
        fields,
        redacting.decide(chart.participant(), name, decision.equals("yes"), author));
  }

  private boolean confirmed(SignedIn person, Map<String, String> fields) {
    return fields.getOrDefault("act", "").equals("final")
        && credentials.confirms(person.account(), fields.getOrDefault("password", ""));
  }

  private ModelAndView came(
      Chart chart, String name, Map<String, String> fields, Redacting.Came came) {
    var w = chart.words();
    return switch (came) {
      case DONE -> new ModelAndView("redirect:" + chart.address("/redactions"));
      case NOTHING ->
          wrong(chart, name, new Tried(fields, "", "", w.say("there is nothing to redact")));
      case WAITS -> wrong(chart, name, new Tried(fields, "", "", w.say("somebody asked for it")));
      case ANOTHER_PERSON ->
          wrong(chart, name, new Tried(fields, "", "", w.say("another person decides")));
    };
  }

  private ModelAndView wrong(Chart chart, String name, Tried tried) {
    var page = show(chart, name, tried);
    page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    return page;
  }

  private ModelAndView show(Chart chart, String chosen, Tried tried) {
    var w = chart.words();
    var all = redacting.of(chart.participant(), chart.facts());
    var form =
        all.stream()
            .filter(one -> one.name().equals(chosen) && !one.isGone())
            .findFirst()
            .flatMap(one -> form(chart, one, tried));
    var problems = new ArrayList<Link>();
    if (!tried.act().isEmpty()) {
      problems.add(new Link(tried.act(), "#texts"));
    }
    form.ifPresent(one -> problems.addAll(Question.problems(w, List.of(one.question()))));
    if (!tried.password().isEmpty()) {
      problems.add(new Link(tried.password(), "#password--value"));
    }
    var view =
        new RedactionView(
            chart.frame(w.say("redactions")),
            chart.way(),
            chart.strip(),
            chart.address("/redactions"),
            table(chart, all),
            form,
            problems);
    return new ModelAndView("bedside/redaction/redactions", Map.of("view", view));
  }

  /** What this person may do about it: ask, or decide about what somebody else asked for. */
  private static Optional<RedactionView.Form> form(Chart chart, Redactable one, Tried tried) {
    var w = chart.words();
    boolean decides = one.waits();
    if (!chart.may("POST", decides ? DECIDE : ROUTE)) {
      return Optional.empty();
    }
    var question =
        decides
            ? Question.of(
                DECISION,
                w.say("is it redacted"),
                new Kind.OneOf(
                    List.of(
                        new Kind.Choice("yes", w.say("redact it")),
                        new Kind.Choice("no", w.say("keep it")))),
                LocalDate.EPOCH)
            : Question.of(
                    REASON,
                    w.say("why must it go"),
                    new Kind.Text(1, LONGEST_REASON),
                    LocalDate.EPOCH)
                .hint(w.say("the law or the request"));
    return Optional.of(
        new RedactionView.Form(
            chart.address("/redactions") + (decides ? "/agreement" : ""),
            one.name(),
            w.say("two parts", what(chart, one), chart.dates().moment(one.fact().recorded())),
            one.text().orElse(""),
            decides ? said(chart, one) : "",
            List.of(
                decides ? w.say("what is redacted is gone") : w.say("another person decides"),
                w.say("that it was there stays")),
            question.missing(List.of()).submitted(tried.fields()).error(tried.question()),
            decides ? w.say("decide about it") : w.say("ask for it"),
            tried.password()));
  }

  private static Table table(Chart chart, List<Redactable> all) {
    var w = chart.words();
    return new Table(
        w.say("free texts and files"),
        true,
        "",
        List.of(
            new Table.Column(w.say("what it is"), false),
            new Table.Column(w.say("how it reads"), false),
            new Table.Column(w.say("state"), false)),
        all.stream().map(one -> new Table.Line(cells(chart, one), false)).toList());
  }

  private static List<Table.Cell> cells(Chart chart, Redactable one) {
    var w = chart.words();
    boolean may = !one.isGone() && chart.may("POST", one.waits() ? DECIDE : ROUTE);
    var address =
        UriComponentsBuilder.fromPath("")
            .queryParam(NAME, "{name}")
            .fragment("act")
            .build(one.name())
            .toString();
    var badge =
        one.isGone()
            ? new Badge(State.QUIET, w.say("redacted"))
            : one.waits() ? new Badge(State.CARE, w.say("a second person decides")) : Badge.NONE;
    return List.of(
        new Table.Cell(
            what(chart, one),
            may ? address : "",
            chart.dates().moment(one.fact().recorded()),
            Badge.NONE),
        new Table.Cell(one.text().map(RedactionPage::cut).orElse("")),
        new Table.Cell("", "", said(chart, one), badge));
  }

  private static String cut(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + " …";
  }

  /** Who asked or decided, when and why; empty when nobody did. */
  private static String said(Chart chart, Redactable one) {
    var w = chart.words();
    return one.last()
        .map(
            last ->
                w.say(
                    last.kind() == Access.Kind.REDACTION_REFUSED
                        ? "refused by because"
                        : "asked by because",
                    last.author().name(),
                    chart.voice().role(last.author().role()),
                    chart.dates().momentInZone(last.at()),
                    last.detail()))
        .orElse("");
  }

  private static String what(Chart chart, Redactable one) {
    var w = chart.words();
    var place = one.place();
    if (place.startsWith("answers.") && one.fact().event() instanceof Event.Saved saved) {
      return chart.voice().question(saved.form(), place.substring("answers.".length()));
    }
    return switch (place) {
      case Attachments.PLACE -> w.say("the content of a file");
      case "name" -> w.say("the name of a file");
      case REASON -> w.say("a reason for a change");
      default -> w.say("what somebody wrote");
    };
  }
}
