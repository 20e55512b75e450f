package org.trialwright.bedside.deviations;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Comparator;
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
import org.springframework.web.util.UriUtils;
import org.trialwright.bedside.Chart;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Deviating;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.Voice;
import org.trialwright.bedside.form.Fields;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.journey.Holds;
import org.trialwright.journey.LoggedDeviation;
import org.trialwright.pages.Frame;
import org.trialwright.pages.Link;
import org.trialwright.pages.Question;
import org.trialwright.pages.SignedIn;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;

/** The log of one participant or one site: told by one person, judged by another. */
@Controller
class DeviationPage {
  static final String OF_PARTICIPANT = "/participants/{participant}/deviations";
  static final String OF_SITE = "/sites/{site}/deviations";
  static final String ONE = "/{deviation}";

  private final Desk desk;
  private final Front front;

  DeviationPage(Desk desk, Front front) {
    this.desk = desk;
    this.front = front;
  }

  /** One log as one person opens it. */
  private record Opened(
      HttpServletRequest request,
      SignedIn person,
      Deviating.Whose whose,
      List<LoggedDeviation> log,
      Optional<Fact> lock,
      Frame frame,
      Voice voice,
      DeviationQuestions ask) {
    String route() {
      return whose.participant().isPresent() ? OF_PARTICIPANT : OF_SITE;
    }

    boolean may(String route) {
      return lock.isEmpty() && person.grantFor("POST", route, whose.site()).isPresent();
    }

    Optional<LoggedDeviation> number(long number) {
      return log.stream().filter(one -> one.number() == number && number > 0).findFirst();
    }

    Optional<LoggedDeviation> rule(String rule) {
      return log.stream().filter(one -> one.rule().equals(rule)).findFirst();
    }
  }

  /** What was sent and not kept. */
  private record Sent(
      Map<String, String> fields, Map<String, String> errors, String reason, String refused) {
    static final Sent NOTHING = new Sent(Map.of(), Map.of(), "", "");
  }

  @GetMapping(OF_PARTICIPANT)
  ModelAndView ofParticipant(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @RequestParam Map<String, String> fields) {
    return look(participant(request, person, participant), fields);
  }

  @GetMapping(OF_SITE)
  ModelAndView ofSite(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String site,
      @RequestParam Map<String, String> fields) {
    return look(site(request, person, site), fields);
  }

  @PostMapping(OF_PARTICIPANT)
  ModelAndView tellOfParticipant(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @RequestParam Map<String, String> fields) {
    return tell(participant(request, person, participant), fields);
  }

  @PostMapping(OF_SITE)
  ModelAndView tellOfSite(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String site,
      @RequestParam Map<String, String> fields) {
    return tell(site(request, person, site), fields);
  }

  @PostMapping(OF_PARTICIPANT + ONE)
  ModelAndView judgeOfParticipant(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @PathVariable int deviation,
      @RequestParam Map<String, String> fields) {
    return judge(participant(request, person, participant), deviation, fields);
  }

  @PostMapping(OF_SITE + ONE)
  ModelAndView judgeOfSite(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String site,
      @PathVariable int deviation,
      @RequestParam Map<String, String> fields) {
    return judge(site(request, person, site), deviation, fields);
  }

  // ---- which log

  private Opened participant(HttpServletRequest request, SignedIn person, String number) {
    var participant = new ParticipantId(number);
    var facts = desk.facts(participant);
    if (facts.isEmpty()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    var log = Desk.deviations(facts, desk.journey(participant, facts));
    return opened(
        request, person, Deviating.Whose.of(participant), log, Holds.of(facts).lock(), number);
  }

  private Opened site(HttpServletRequest request, SignedIn person, String number) {
    var site = new SiteId(number);
    if (desk.site(site).isEmpty()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return opened(
        request, person, Deviating.Whose.of(site), desk.deviations(site), Optional.empty(), number);
  }

  private Opened opened(
      HttpServletRequest request,
      SignedIn person,
      Deviating.Whose whose,
      List<LoggedDeviation> log,
      Optional<Fact> lock,
      String number) {
    var title = front.words(request).say("deviations of", number);
    var frame = front.frame(request, person, title, Optional.of(whose.site()));
    var voice = new Voice(desk.study(), frame.words(), front.speaker(request), frame.dates());
    var ask = new DeviationQuestions(voice, desk.today(whose.site()));
    return new Opened(request, person, whose, log, lock, frame, voice, ask);
  }

  private Opened again(Opened opened) {
    return opened.whose().participant().isPresent()
        ? participant(opened.request(), opened.person(), opened.whose().participant().get().value())
        : site(opened.request(), opened.person(), opened.whose().site().value());
  }

  // ---- looking

  private static ModelAndView look(Opened opened, Map<String, String> fields) {
    var about = fields.getOrDefault("about", "");
    var judged = opened.number(Fields.number(fields, "judge"));
    if (judged.isPresent() && opened.may(opened.route() + ONE)) {
      return show(opened, Optional.of(judging(opened, judged.get(), Sent.NOTHING)), Sent.NOTHING);
    }
    if (about.isEmpty() || !opened.may(opened.route())) {
      return show(opened, Optional.empty(), Sent.NOTHING);
    }
    var told =
        about.contains("/") ? opened.rule(about) : opened.number(Fields.number(fields, "about"));
    var form = telling(opened, told.filter(one -> !DeviationView.isClosed(one)), Sent.NOTHING);
    return show(opened, Optional.of(form), Sent.NOTHING);
  }

  private static DeviationView.Form telling(
      Opened opened, Optional<LoggedDeviation> about, Sent sent) {
    var w = opened.voice().words();
    int number = about.map(LoggedDeviation::number).orElse(0);
    return new DeviationView.Form(
        number > 0 ? w.say("correct deviation n", number) : w.say("tell a deviation"),
        Line.address(opened.whose()),
        key(sent),
        number,
        about.map(LoggedDeviation::rule).orElse(""),
        seen(about),
        filled(opened.ask().telling(), about.map(opened.ask()::begun).orElse(Map.of()), sent),
        number > 0,
        sent.fields().getOrDefault("reason", ""),
        sent.reason(),
        false,
        false);
  }

  private static DeviationView.Form judging(Opened opened, LoggedDeviation one, Sent sent) {
    var w = opened.voice().words();
    return new DeviationView.Form(
        w.say("judge deviation n", one.number()),
        Line.address(opened.whose()) + "/" + one.number(),
        key(sent),
        one.number(),
        one.rule(),
        seen(Optional.of(one)),
        filled(opened.ask().judging(), opened.ask().begun(one), sent),
        false,
        "",
        "",
        true,
        DeviationView.isClosed(one));
  }

  private static String key(Sent sent) {
    var key = sent.fields().getOrDefault("key", "");
    return key.isEmpty() ? Chart.newKey() : key;
  }

  private static long seen(Optional<LoggedDeviation> about) {
    return about
        .filter(one -> !one.said().isEmpty())
        .map(one -> one.said().getLast().sequence())
        .orElse(0L);
  }

  private static List<Question> filled(
      List<Question> questions, Map<String, String> begun, Sent sent) {
    return questions.stream()
        .map(
            question ->
                (sent.fields().isEmpty()
                        ? question.answered(begun.getOrDefault(question.name(), ""))
                        : question.submitted(sent.fields()))
                    .error(sent.errors().getOrDefault(question.name(), "")))
        .toList();
  }

  // ---- acting

  private ModelAndView tell(Opened opened, Map<String, String> fields) {
    var number = Fields.number(fields, "number");
    var rule = fields.getOrDefault("rule", "");
    var about = number > 0 ? opened.number(number) : opened.rule(rule);
    if (number > 0 && about.isEmpty()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    var filled = withToday(opened, fields);
    var read = opened.ask().read(opened.ask().telling(), filled);
    if (fields.containsKey("today") || !read.errors().isEmpty()) {
      var sent = new Sent(filled, fields.containsKey("today") ? Map.of() : read.errors(), "", "");
      return wrong(opened, telling(opened, about, sent), sent);
    }
    var deviating =
        DeviationQuestions.deviating(
            opened.whose(),
            read,
            (int) number,
            rule,
            Fields.reason(fields),
            Fields.number(fields, "seen"));
    return came(
        opened, desk.deviate(deviating, act(opened, opened.route(), fields)), filled, false, about);
  }

  private static Map<String, String> withToday(Opened opened, Map<String, String> fields) {
    return Fields.withToday(opened.ask().today(), fields);
  }

  private ModelAndView judge(Opened opened, int number, Map<String, String> fields) {
    var one =
        opened.number(number).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    var read = opened.ask().read(opened.ask().judging(), fields);
    if (!read.errors().isEmpty()) {
      var sent = new Sent(fields, read.errors(), "", "");
      return wrong(opened, judging(opened, one, sent), sent);
    }
    boolean closes = fields.getOrDefault("act", "").equals("close");
    var outcome =
        desk.assess(
            opened.whose(),
            DeviationQuestions.assessed(number, read, closes),
            Fields.number(fields, "seen"),
            act(opened, opened.route() + ONE, fields));
    return came(opened, outcome, fields, true, Optional.of(one));
  }

  private org.trialwright.bedside.Act act(Opened opened, String route, Map<String, String> fields) {
    return front.act(
        opened.person(), "POST", route, opened.whose().site(), fields.getOrDefault("key", ""));
  }

  private ModelAndView came(
      Opened opened,
      Outcome outcome,
      Map<String, String> fields,
      boolean judging,
      Optional<LoggedDeviation> about) {
    if (outcome instanceof Outcome.Done(var fact)) {
      return new ModelAndView("redirect:" + Line.address(opened.whose()) + "#d-" + number(fact));
    }
    var voice = opened.voice();
    var w = voice.words();
    var sent =
        switch (outcome) {
          case Outcome.WrongAnswers(var why) -> new Sent(fields, said(why.keySet(), voice), "", "");
          case Outcome.ReasonNeeded _ ->
              judging
                  ? new Sent(fields, Map.of("text", w.say("say what is missing")), "", "")
                  : new Sent(fields, Map.of(), w.say("write why it is told anew"), "");
          case Outcome.ChangedMeanwhile(var newest) ->
              new Sent(
                  fields,
                  Map.of(),
                  "",
                  w.say(
                      "deviation changed meanwhile",
                      voice.dates().moment(newest.recorded()),
                      newest.author().name()));
          case Outcome.AnotherPersonNeeded(var told) ->
              new Sent(
                  fields,
                  Map.of(),
                  "",
                  w.say(
                      "another person must judge",
                      told.author().name(),
                      voice.role(told.author().role())));
          case Outcome.Held(var by) -> new Sent(fields, Map.of(), "", voice.held(by));
          default -> throw new IllegalStateException("a deviation came to " + outcome);
        };
    var now = again(opened);
    var one =
        about.flatMap(
            before -> before.number() > 0 ? now.number(before.number()) : now.rule(before.rule()));
    var form = judging ? judging(now, one.orElseThrow(), sent) : telling(now, one, sent);
    return wrong(now, form, sent);
  }

  static int number(Fact fact) {
    return switch (fact.event()) {
      case Event.Deviated told -> told.deviation();
      case Event.Assessed judged -> judged.deviation();
      default -> throw new IllegalStateException("the key belongs to fact " + fact.sequence());
    };
  }

  /** What a question's answer must be; the rule itself is the desk's. */
  static Map<String, String> said(java.util.Set<String> questions, Voice voice) {
    var w = voice.words();
    var said = new java.util.LinkedHashMap<String, String>();
    for (var question : questions) {
      said.put(
          question,
          switch (question) {
            case "happened" -> w.say("nobody is born after today");
            case "noticed" -> w.say("noticed after it happened");
            case "rule" -> w.say("the rules do not find it any more");
            default -> w.say("answer this question");
          });
    }
    return said;
  }

  // ---- showing

  private static ModelAndView wrong(Opened opened, DeviationView.Form form, Sent sent) {
    var page = show(opened, Optional.of(form), sent);
    page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    return page;
  }

  private static ModelAndView show(Opened opened, Optional<DeviationView.Form> form, Sent sent) {
    var w = opened.voice().words();
    var problems = new ArrayList<Link>();
    form.ifPresent(shown -> problems.addAll(Question.problems(w, shown.questions())));
    if (!sent.reason().isEmpty()) {
      problems.add(new Link(sent.reason(), "#reason--value"));
    }
    if (sent.errors().containsKey("rule")) {
      problems.add(new Link(sent.errors().get("rule"), "#log"));
    }
    if (!sent.refused().isEmpty()) {
      problems.add(new Link(sent.refused(), "#log"));
    }
    var whose = opened.whose();
    var number = whose.participant().map(ParticipantId::value).orElse(whose.site().value());
    var way = new ArrayList<Link>();
    way.add(new Link(w.say("log of deviations"), "/deviations"));
    whose.participant().ifPresent(one -> way.add(new Link(number, "/participants/" + number)));
    long open = opened.log().stream().filter(one -> !DeviationView.isClosed(one)).count();
    var view =
        new DeviationView(
            whose.participant().isPresent()
                ? w.say("deviations of", number)
                : w.say("deviations of the site itself", opened.frame().study().place()),
            w.count(open, "one deviation is open", "n deviations are open"),
            way,
            opened.lock().map(opened.voice()::held).orElse(""),
            opened.may(opened.route())
                ? new Link(w.say("tell a deviation"), Line.address(whose) + "?about=new#form")
                : Link.NONE,
            opened.log().stream()
                .sorted(
                    Comparator.comparing(DeviationView::isClosed)
                        .thenComparing(one -> Line.happened(one).earliest()))
                .map(
                    one ->
                        DeviationView.shown(
                            one, opened.person().account(), acts(opened, one), opened.voice()))
                .toList(),
            form,
            problems);
    return new ModelAndView(
        "bedside/deviations/log", Map.of("frame", opened.frame(), "view", view));
  }

  private static List<Link> acts(Opened opened, LoggedDeviation one) {
    var w = opened.voice().words();
    var address = Line.address(opened.whose());
    var acts = new ArrayList<Link>();
    boolean judges = opened.may(opened.route() + ONE);
    if (opened.may(opened.route()) && !DeviationView.isClosed(one)) {
      var about =
          one.number() > 0 ? String.valueOf(one.number()) : UriUtils.encode(one.rule(), UTF_8);
      acts.add(
          new Link(
              one.number() > 0 ? w.say("correct it") : w.say("tell how it came"),
              address + "?about=" + about + "#form"));
    }
    if (judges && one.number() > 0) {
      acts.add(
          new Link(
              DeviationView.isClosed(one) ? w.say("open it once more") : w.say("judge it"),
              address + "?judge=" + one.number() + "#form"));
    }
    return acts;
  }
}
