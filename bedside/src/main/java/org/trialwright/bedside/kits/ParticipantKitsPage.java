package org.trialwright.bedside.kits;

import jakarta.servlet.http.HttpServletRequest;
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
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.trialwright.bedside.Chart;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Dispensing;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.Stock;
import org.trialwright.journey.Fact;
import org.trialwright.pages.Kind;
import org.trialwright.pages.Link;
import org.trialwright.pages.Note;
import org.trialwright.pages.Question;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.Table;

/** The kits of one participant: taken from the shelf, handed out, brought back. */
@Controller
class ParticipantKitsPage {
  static final String ROUTE = "/participants/{participant}/kits";
  static final String RETURNS = ROUTE + "/returns";

  private static final String KIT = "kit";
  private static final String LEFT = "left";
  private static final String WHY = "why";
  private static final int LONGEST_REASON = 500;
  private static final String MOST_LEFT = "9999";

  private final Front front;
  private final Desk desk;

  ParticipantKitsPage(Front front, Desk desk) {
    this.front = front;
    this.desk = desk;
  }

  private Stock stock() {
    return desk.stock().orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  /** What was sent and could not be done: the fields, why by field, and why the whole act. */
  private record Tried(Map<String, String> fields, Map<String, String> errors, String refused) {
    static Tried nothing() {
      return new Tried(Map.of(), Map.of(), "");
    }

    Question on(Question question) {
      // What our own pages ask has an answer; "not known" is none.
      var asked = question.missing(List.of());
      var sent = fields.isEmpty() ? asked : asked.submitted(fields);
      return sent.error(errors.getOrDefault(question.name(), ""));
    }
  }

  @GetMapping(ROUTE)
  ModelAndView look(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant) {
    var chart = Chart.open(front, desk, request, person, participant);
    return desk.stock().isEmpty()
        ? new ModelAndView("redirect:" + chart.address(""))
        : page(chart, Tried.nothing());
  }

  @PostMapping(ROUTE)
  ModelAndView take(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @RequestParam Map<String, String> fields) {
    stock();
    var chart = Chart.open(front, desk, request, person, participant);
    var act = chart.act("POST", ROUTE, fields.getOrDefault("key", ""));
    return came(chart, desk.assignKit(chart.participant(), act), fields);
  }

  @PostMapping(RETURNS)
  ModelAndView takeBack(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @RequestParam Map<String, String> fields) {
    stock();
    var chart = Chart.open(front, desk, request, person, participant);
    var left = fields.getOrDefault(LEFT, "").strip();
    var errors = new LinkedHashMap<String, String>();
    if (fields.getOrDefault(KIT, "").isEmpty()) {
      errors.put(KIT, chart.words().say("answer this question"));
    }
    if (!left.matches("\\d{1,4}")) {
      errors.put(LEFT, chart.words().say("a whole number, 0 for none"));
    }
    if (!errors.isEmpty()) {
      return wrong(chart, new Tried(fields, errors, ""));
    }
    var act = chart.act("POST", RETURNS, fields.getOrDefault("key", ""));
    return came(
        chart,
        desk.returnKit(
            chart.participant(),
            fields.getOrDefault(KIT, ""),
            Integer.parseInt(left),
            fields.getOrDefault(WHY, "").strip(),
            act),
        fields);
  }

  private ModelAndView came(Chart chart, Outcome outcome, Map<String, String> fields) {
    var words = chart.words();
    return switch (outcome) {
      case Outcome.Done _ -> new ModelAndView("redirect:" + chart.address("/kits"));
      case Outcome.ShelfShort(var site) ->
          refused(chart, words.say("the shelf is short", site.value()));
      case Outcome.NotHere(var place) ->
          refused(chart, words.say("stands at", chart.speaker().place(place).text()));
      case Outcome.Held(var by) -> refused(chart, chart.held(by));
      case Outcome.NotTheKit(var kit, var open) -> refused(chart, chart.notTheKit(kit, open));
      case Outcome.ReasonNeeded _ ->
          wrong(
              chart,
              new Tried(fields, Map.of(WHY, words.say("a kit is counted again for a reason")), ""));
      case Outcome other -> throw new IllegalStateException("an act on kits came to " + other);
    };
  }

  private ModelAndView refused(Chart chart, String why) {
    return wrong(chart.reopened(), new Tried(Map.of(), Map.of(), why));
  }

  private ModelAndView wrong(Chart chart, Tried tried) {
    var page = page(chart, tried);
    page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    return page;
  }

  private ModelAndView page(Chart chart, Tried tried) {
    var words = chart.words();
    var stock = stock();
    var kits = stock.of(chart.participant());
    var open = Dispensing.open(stock, chart.study(), chart.facts());
    boolean writes = chart.may("POST", ROUTE) && chart.holds().lock().isEmpty();
    boolean takes =
        writes && open.isEmpty() && chart.allocation().isPresent() && !chart.journey().ended();
    var back = writes ? back(chart, kits, tried) : List.<Question>of();
    return new ModelAndView(
        "bedside/kits/participant",
        Map.of(
            "view",
            new ParticipantKitsView(
                chart.frame(words.say("kits")),
                chart.way(),
                chart.strip(),
                counts(chart, kits),
                now(chart, open),
                takes,
                table(chart, kits),
                back,
                chart.address("/kits"),
                Chart.newKey(),
                Question.problems(words, back),
                tried.refused())));
  }

  private static String counts(Chart chart, List<Stock.Kit> kits) {
    long back = kits.stream().filter(kit -> kit.returned().isPresent()).count();
    int left = kits.stream().mapToInt(kit -> kit.left().orElse(0)).sum();
    return chart.words().say("kits dispensed, returned, left", kits.size(), back, left);
  }

  private static Note now(Chart chart, Optional<Stock.Kit> open) {
    var words = chart.words();
    return chart.allocation().isEmpty()
        ? new Note(Note.Tone.PLAIN, words.say("no kit before allocation"), "")
        : open.map(
                kit ->
                    new Note(
                        Note.Tone.GOOD,
                        words.say("hand out kit", kit.number()),
                        words.say("record its number with the dose"),
                        "",
                        new Link(words.say("doses of today"), chart.address("/doses"))))
            .orElseGet(
                () ->
                    new Note(
                        Note.Tone.PLAIN,
                        words.say("no kit waits"),
                        words.say("the program says which")));
  }

  private static List<Question> back(Chart chart, List<Stock.Kit> kits, Tried tried) {
    var words = chart.words();
    var choices =
        kits.stream()
            .filter(kit -> kit.withdrawn().isEmpty())
            .map(kit -> new Kind.Choice(kit.number(), kit.number()))
            .toList();
    if (choices.isEmpty()) {
      return List.of();
    }
    var today = chart.today();
    var questions = new ArrayList<Question>();
    questions.add(
        tried.on(
            Question.of(KIT, words.say("which kit came back"), new Kind.OneOf(choices), today)));
    questions.add(
        tried.on(
            Question.of(
                LEFT,
                words.say("how much was left in it"),
                new Kind.Number(List.of(), Kind.Bounds.NONE, new Kind.Bounds("0", MOST_LEFT), 0),
                today)));
    if (kits.stream().anyMatch(kit -> kit.returned().isPresent())) {
      questions.add(
          tried.on(
              Question.of(
                      WHY,
                      words.say("why is it counted again"),
                      new Kind.Text(2, LONGEST_REASON),
                      today)
                  .optional(true)));
    }
    return questions;
  }

  private static Table table(Chart chart, List<Stock.Kit> kits) {
    var words = chart.words();
    var columns =
        List.of(
            new Table.Column(words.say("kit"), false),
            new Table.Column(words.say("taken from the shelf"), false),
            new Table.Column(words.say("expires"), false),
            new Table.Column(words.say("state"), false),
            new Table.Column(words.say("came back"), false),
            new Table.Column(words.say("left in it"), true));
    return new Table(
        words.say("kits"),
        true,
        "",
        columns,
        kits.stream()
            .map(
                kit ->
                    new Table.Line(
                        List.of(
                            new Table.Cell(kit.number()),
                            new Table.Cell(said(chart, kit.assigned())),
                            new Table.Cell(chart.dates().day(kit.carton().expires())),
                            new Table.Cell(
                                "", "", "", KitWords.badge(words, kit.place(chart.today()))),
                            new Table.Cell(said(chart, kit.returned())),
                            new Table.Cell(kit.left().map(String::valueOf).orElse(""))),
                        false))
            .toList());
  }

  private static String said(Chart chart, Optional<Fact> fact) {
    return fact.map(
            one ->
                chart
                    .words()
                    .say("two parts", chart.dates().moment(one.recorded()), chart.who(one)))
        .orElse("");
  }
}
