package org.trialwright.bedside.verification;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.trialwright.bedside.Chart;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.ReviewPlan;
import org.trialwright.bedside.Site;
import org.trialwright.bedside.ToReview;
import org.trialwright.bedside.Voice;
import org.trialwright.bedside.form.Fields;
import org.trialwright.journey.Event;
import org.trialwright.pages.Badge;
import org.trialwright.pages.Csv;
import org.trialwright.pages.Grant;
import org.trialwright.pages.Link;
import org.trialwright.pages.Numbers;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.State;
import org.trialwright.pages.Table;

/**
 * What is still to be compared with its source, or reviewed, the oldest first; and what is to be.
 */
@Controller
class VerificationPage {
  static final String ROUTE = "/verification";
  private static final String CSV = ROUTE + ".csv";
  private static final int MOST = 200;

  private final Desk desk;
  private final Front front;
  private final Worklist worklist;

  VerificationPage(Desk desk, Front front, Worklist worklist) {
    this.desk = desk;
    this.front = front;
    this.worklist = worklist;
  }

  @GetMapping(ROUTE)
  ModelAndView list(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @RequestParam Map<String, String> fields) {
    var form = PlanForm.of(desk.reviewPlan(), Chart.newKey());
    return page(request, person, fields, form, "");
  }

  /** Says what is to be compared from now on. */
  @PostMapping(ROUTE)
  ModelAndView plan(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @RequestParam Map<String, String> fields) {
    var form = PlanForm.sent(desk.reviewPlan(), fields, desk.study(), front.words(request));
    if (form.isRight()) {
      var act = front.studyAct(person, "POST", ROUTE, form.key());
      desk.planReviews(form.event(), Fields.reason(fields), act);
      return new ModelAndView("redirect:" + ROUTE);
    }
    var page = page(request, person, Map.of(), form, Fields.reason(fields));
    page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    return page;
  }

  /** The same list as a file; taking it out is an entry of the access log. */
  @GetMapping(CSV)
  ResponseEntity<byte[]> csv(
      @AuthenticationPrincipal SignedIn person, @RequestParam Map<String, String> fields) {
    var filter = ReviewFilter.of(fields);
    var rows =
        worklist.of(person, kind(person)).stream()
            .filter(filter::holds)
            .map(Worklist::cells)
            .toList();
    var author = front.studyAct(person, "GET", CSV, "").author();
    return front.file(author, "", "verification.csv", Csv.TYPE, Csv.file(Worklist.HEAD, rows));
  }

  static String kind(SignedIn person) {
    return person
        .grantFor("GET", ROUTE)
        .map(Grant::role)
        .map(ToReview::kind)
        .orElse(Event.Reviewed.SOURCE);
  }

  private ModelAndView page(
      HttpServletRequest request,
      SignedIn person,
      Map<String, String> fields,
      PlanForm form,
      String reason) {
    var words = front.words(request);
    boolean source = kind(person).equals(Event.Reviewed.SOURCE);
    var title = source ? words.say("comparing with the source") : words.say("reviewing the data");
    var frame = front.frame(request, person, title, Optional.empty());
    var sites = front.sites(person);
    var voice = front.voice(request, sites.stream().findFirst().map(Site::id));
    var all = worklist.of(person, kind(person));
    var filter = ReviewFilter.of(fields);
    var found = all.stream().filter(filter::holds).toList();
    long done = all.stream().filter(ToReview::done).count();
    return new ModelAndView(
        "bedside/verification/verification",
        Map.of(
            "view",
            new VerificationView(
                frame,
                title,
                words.say("done of all records", Numbers.count(done), Numbers.count(all.size())),
                planned(desk.reviewPlan(), voice),
                filter.choices(all, sites, voice),
                found.size(),
                table(title, found.stream().limit(MOST).toList(), voice),
                filter.csv(),
                Optional.of(form.shown(reason))
                    .filter(_ -> person.grantFor("POST", ROUTE).isPresent()),
                problems(form))));
  }

  private static List<Link> problems(PlanForm form) {
    var problems = new ArrayList<Link>();
    if (!form.shareError().isEmpty()) {
      problems.add(new Link(form.shareError(), "#share"));
    }
    if (!form.targetsError().isEmpty()) {
      problems.add(new Link(form.targetsError(), "#targets"));
    }
    if (!form.reasonError().isEmpty()) {
      problems.add(new Link(form.reasonError(), "#reason--value"));
    }
    return problems;
  }

  /** What is to be compared, in sentences. */
  private static List<String> planned(ReviewPlan plan, Voice voice) {
    var w = voice.words();
    var said = new ArrayList<String>();
    if (plan.share() == 100) {
      said.add(w.say("everything is compared"));
    } else if (plan.share() > 0) {
      said.add(w.say("a share is compared", plan.share()));
    }
    if (plan.share() < 100) {
      said.add(
          plan.targets().isEmpty()
              ? w.say("nothing else is compared")
              : w.say(
                  "of everybody is compared",
                  voice.join(
                      "two parts",
                      plan.targets().stream().map(target -> target(target, voice)).toList())));
    }
    said.add(
        plan.said()
            .map(
                fact ->
                    w.say(
                        "planned by at",
                        w.say(
                            "name and role",
                            fact.author().name(),
                            voice.role(fact.author().role())),
                        voice.dates().momentInZone(fact.recorded())))
            .orElseGet(() -> w.say("nobody planned it")));
    return said;
  }

  private static String target(String target, Voice voice) {
    int point = target.indexOf('.');
    return point < 0
        ? voice.form(target)
        : voice
            .words()
            .say(
                "form, question",
                voice.form(target.substring(0, point)),
                voice.question(target.substring(0, point), target.substring(point + 1)));
  }

  private static Table table(String title, List<ToReview> shown, Voice voice) {
    var w = voice.words();
    return new Table(
        title,
        true,
        "",
        List.of(
            new Table.Column(w.say("participant"), false),
            new Table.Column(w.say("which form"), false),
            new Table.Column(w.say("day column"), false),
            new Table.Column(w.say("questions to look at"), false),
            new Table.Column(w.say("saved at"), false),
            new Table.Column(w.say("state"), false)),
        shown.stream().map(one -> new Table.Line(cells(one, voice), false)).toList());
  }

  private static List<Table.Cell> cells(ToReview one, Voice voice) {
    var w = voice.words();
    var saved = one.saved();
    var number = one.participant().value();
    return List.of(
        new Table.Cell(
            number, "/participants/" + number + "/forms/" + saved.form() + "/" + saved.ordinal()),
        new Table.Cell(voice.form(saved.form()), "", voice.visit(saved.visit()), Badge.NONE),
        new Table.Cell(voice.dates().day(one.newest().occurred().toString())),
        new Table.Cell(
            one.items().isEmpty()
                ? w.say("all of them")
                : voice.join(
                    "two parts",
                    one.items().stream().map(item -> voice.question(saved.form(), item)).toList())),
        new Table.Cell(voice.dates().moment(one.newest().recorded())),
        new Table.Cell("", "", one.review().map(voice::review).orElse(""), badge(one, voice)));
  }

  private static Badge badge(ToReview one, Voice voice) {
    var w = voice.words();
    return switch (ReviewFilter.state(one)) {
      case DONE -> new Badge(State.DONE, w.say("looked at"));
      case CHANGED -> new Badge(State.CARE, w.say("changed since"));
      case OPEN, NEVER -> new Badge(State.QUIET, w.say("never looked at"));
    };
  }
}
