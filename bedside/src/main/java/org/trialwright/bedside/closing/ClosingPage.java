package org.trialwright.bedside.closing;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
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
import org.trialwright.bedside.Chart;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.form.Book;
import org.trialwright.bedside.form.Fields;
import org.trialwright.journey.Endorsement;
import org.trialwright.journey.Queries;
import org.trialwright.pages.Credentials;
import org.trialwright.pages.Link;
import org.trialwright.pages.SignedIn;

/**
 * The whole record of one participant: an investigator reads and signs it, a data manager locks it
 * and opens it again.
 */
@Controller
class ClosingPage {
  static final String ROUTE = "/participants/{participant}/closing";
  static final String ENDORSE = ROUTE + "/endorsement";
  static final String LOCK = ROUTE + "/lock";

  /** What the signature says, in the words of 21 CFR 11.50. */
  static final String MEANING = "responsibility";

  private final Front front;
  private final Desk desk;
  private final Credentials credentials;

  ClosingPage(Front front, Desk desk, Credentials credentials) {
    this.front = front;
    this.desk = desk;
    this.credentials = credentials;
  }

  /** What was tried and not done: why the password, the reason or the whole act was refused. */
  private record Trouble(String password, String reason, String refused) {
    static final Trouble NONE = new Trouble("", "", "");
  }

  @GetMapping(ROUTE)
  ModelAndView look(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant) {
    return show(Chart.open(front, desk, request, person, participant), Trouble.NONE);
  }

  @PostMapping(ENDORSE)
  ModelAndView endorse(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @RequestParam Map<String, String> fields) {
    var chart = Chart.open(front, desk, request, person, participant);
    var words = chart.words();
    boolean pressed = fields.getOrDefault("act", "").equals("final");
    if (!pressed || !credentials.confirms(person.account(), fields.getOrDefault("password", ""))) {
      return wrong(chart, new Trouble(words.say("the password is not right"), "", ""));
    }
    var act = chart.act("POST", ENDORSE, fields.getOrDefault("key", ""));
    var outcome =
        desk.endorse(chart.participant(), MEANING, fields.getOrDefault("digest", ""), act);
    if (outcome instanceof Outcome.ChangedMeanwhile(var newest)) {
      var why =
          words.say(
              "changed while you read", chart.dates().moment(newest.recorded()), chart.who(newest));
      return wrong(chart.reopened(), new Trouble("", "", why));
    }
    return outcome instanceof Outcome.Held(var by)
        ? wrong(chart.reopened(), new Trouble("", "", chart.held(by)))
        : done(chart, outcome);
  }

  @PostMapping(LOCK)
  ModelAndView lock(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @RequestParam Map<String, String> fields) {
    var chart = Chart.open(front, desk, request, person, participant);
    var words = chart.words();
    var act = chart.act("POST", LOCK, fields.getOrDefault("key", ""));
    var outcome =
        fields.getOrDefault("act", "").equals("unlock")
            ? desk.unlock(chart.participant(), Fields.reason(fields), act)
            : desk.lock(chart.participant(), act);
    if (outcome instanceof Outcome.ReasonNeeded) {
      return wrong(chart, new Trouble("", words.say("write why it is opened again"), ""));
    }
    return outcome instanceof Outcome.NotFinal(var endorsed, var queries)
        ? wrong(
            chart.reopened(),
            new Trouble("", "", String.join(" ", chart.voice().waits(endorsed, queries))))
        : done(chart, outcome);
  }

  private static ModelAndView done(Chart chart, Outcome outcome) {
    if (outcome instanceof Outcome.Done) {
      return new ModelAndView("redirect:" + chart.address("/closing"));
    }
    throw new IllegalStateException("closing a record came to " + outcome);
  }

  private ModelAndView wrong(Chart chart, Trouble trouble) {
    var page = show(chart, trouble);
    page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    return page;
  }

  private ModelAndView show(Chart chart, Trouble trouble) {
    var words = chart.words();
    var endorsement = Endorsement.newest(chart.facts());
    boolean endorsed = endorsement.filter(Endorsement::holds).isPresent();
    var lock = chart.holds().lock();
    int queries = Queries.open(chart.facts()).size();
    boolean maySign = lock.isEmpty() && !endorsed && chart.may("POST", ENDORSE);
    boolean mayLock = chart.may("POST", LOCK);
    var problems = new ArrayList<Link>();
    if (!trouble.password().isEmpty()) {
      problems.add(new Link(trouble.password(), maySign ? "#password--value" : "#signatures"));
    }
    if (!trouble.reason().isEmpty()) {
      problems.add(new Link(trouble.reason(), lock.isPresent() ? "#reason--value" : "#lock"));
    }
    if (!trouble.refused().isEmpty()) {
      problems.add(new Link(trouble.refused(), "#signatures"));
    }
    return new ModelAndView(
        "bedside/closing/closing",
        Map.of(
            "view",
            new ClosingView(
                chart.frame(words.say("sign and lock")),
                chart.way(),
                chart.strip(),
                state(chart, endorsement, lock.isPresent()),
                Book.signatures(chart),
                Book.leaves(chart),
                lock.map(chart::held).orElse(""),
                chart.voice().waits(endorsed, queries),
                maySign,
                mayLock,
                chart.address("/closing"),
                chart.address(""),
                desk.covered(chart.participant(), chart.facts()),
                Chart.newKey(),
                problems,
                trouble.password(),
                trouble.reason())));
  }

  private static String state(Chart chart, Optional<Endorsement> endorsement, boolean locked) {
    var words = chart.words();
    return locked
        ? words.say("record is signed and locked")
        : endorsement
            .map(
                one ->
                    one.holds()
                        ? words.say("record is signed")
                        : words.say("record changed since signed"))
            .orElseGet(() -> words.say("nobody has signed the record"));
  }
}
