package org.trialwright.bedside.eligibility;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import org.trialwright.bedside.Outdated;
import org.trialwright.bedside.Reads;
import org.trialwright.bedside.form.Fields;
import org.trialwright.bedside.form.Filled;
import org.trialwright.bedside.form.Sheet;
import org.trialwright.journey.Journey;
import org.trialwright.journey.Record;
import org.trialwright.pages.Credentials;
import org.trialwright.pages.Link;
import org.trialwright.pages.Note;
import org.trialwright.pages.Sign;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.Verdict;
import org.trialwright.quantities.Truth;
import org.trialwright.study.AnswerKind;
import org.trialwright.study.Because;
import org.trialwright.study.Condition;
import org.trialwright.study.Form;
import org.trialwright.study.Item;
import org.trialwright.study.Next;
import org.trialwright.study.Source;
import org.trialwright.study.Who;

/** May this participant join, and why; and the approval that lets them be allocated. */
@Controller
class EligibilityPage {
  static final String ROUTE = "/participants/{participant}/eligibility";

  private final Front front;
  private final Desk desk;
  private final Credentials credentials;

  EligibilityPage(Front front, Desk desk, Credentials credentials) {
    this.front = front;
    this.desk = desk;
    this.credentials = credentials;
  }

  @GetMapping(ROUTE)
  ModelAndView judge(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant) {
    var chart = Chart.open(front, desk, request, person, participant);
    return page(show(chart, Tried.nothing()));
  }

  /** An approval: its form is kept and signed with the password. */
  @PostMapping(ROUTE)
  ModelAndView approve(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @RequestParam Map<String, String> fields) {
    var chart = Chart.open(front, desk, request, person, participant);
    var form = Approving.form(chart, fields.getOrDefault("form", ""));
    var typed = Fields.withToday(chart, fields);
    var sheet = Approving.sheet(chart, form, (int) Fields.number(fields, "ordinal"));
    var approving = Approving.of(sheet, typed);
    var tried = new Tried(form, Optional.of(approving.filled()), typed, "", "", "");
    if (fields.containsKey("today")) {
      return wrong(show(chart, tried));
    }
    var words = chart.words();
    var act = chart.act("POST", ROUTE, fields.getOrDefault("key", ""));
    return switch (approving.over(
        desk, credentials, act, Fields.reason(fields), Fields.number(fields, "seen"))) {
      case Approving.Came.Wrong() -> wrong(show(chart, tried));
      case Approving.Came.NotConfirmed() ->
          wrong(show(chart, tried.passwordError(words.say("the password is not right"))));
      case Approving.Came.SentBefore() ->
          wrong(
              show(
                  chart.reopened(),
                  tried.refused(
                      words.say("this page was sent before", chart.speaker().form(form).text()))));
      case Approving.Came.Kept() -> new ModelAndView("redirect:" + chart.address("/eligibility"));
      case Approving.Came.Refused(var outcome) -> refused(chart, sheet, tried, outcome);
    };
  }

  private ModelAndView refused(Chart chart, Sheet sheet, Tried tried, Outcome outcome) {
    var words = chart.words();
    var title = chart.speaker().form(sheet.form()).text();
    return switch (outcome) {
      case Outcome.ReasonNeeded _ ->
          wrong(show(chart, tried.reasonError(words.say("write why", title))));
      case Outcome.ChangedMeanwhile(var newest) ->
          wrong(
              show(
                  chart.reopened(),
                  tried.refused(words.say("form changed meanwhile", title, chart.who(newest)))));
      case Outcome.Impossible(var place, _) ->
          wrong(
              show(
                  chart,
                  tried.refused(
                      words.say("impossible here", title, chart.speaker().place(place).text()))));
      case Outcome.NotYourRole(_, var role) ->
          wrong(
              show(
                  chart,
                  tried.refused(
                      words.say("only that role answers", title, Front.role(words, role)))));
      case Outcome.Held(var by) -> wrong(show(chart.reopened(), tried.refused(chart.held(by))));
      case Outcome.WrongAnswers _ ->
          wrong(show(chart, tried.refused(words.say("these answers cannot be kept", title))));
      case Outcome.NoSuchParticipant _,
          Outcome.NotAmended _,
          Outcome.Registered _,
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
          Outcome.NotTheKit _,
          Outcome.Unblinded _,
          Outcome.FilesFull _,
          Outcome.NotToReview _,
          Outcome.NotDelegated _,
          Outcome.CohortWaits _,
          Outcome.LevelsJudged _,
          Outcome.Saved _,
          Outcome.Done _ ->
          throw new IllegalStateException("saving a form came to " + outcome);
    };
  }

  /** An approval as it was sent; nothing when the page is shown anew. */
  private record Tried(
      @org.jspecify.annotations.Nullable Form form,
      Optional<Filled> filled,
      Map<String, String> fields,
      String reasonError,
      String passwordError,
      String refused) {
    static Tried nothing() {
      return new Tried(null, Optional.empty(), Map.of(), "", "", "");
    }

    Tried reasonError(String why) {
      return new Tried(form, filled, fields, why, passwordError, refused);
    }

    Tried passwordError(String why) {
      return new Tried(form, filled, fields, reasonError, why, refused);
    }

    Tried refused(String why) {
      return new Tried(form, filled, fields, reasonError, passwordError, why);
    }
  }

  private EligibilityView show(Chart chart, Tried tried) {
    var words = chart.words();
    var eligibility = chart.journey().eligibility();
    var approvals = approvals(chart, tried);
    var problems = new ArrayList<Link>();
    tried
        .filled()
        .filter(_ -> tried.form() != null)
        .ifPresent(
            filled -> {
              var form = Objects.requireNonNull(tried.form());
              problems.addAll(
                  Approving.sheet(chart, form, (int) Fields.number(tried.fields(), "ordinal"))
                      .questions(filled, tried.fields())
                      .problems());
            });
    if (!tried.reasonError().isEmpty()) {
      problems.add(new Link(tried.reasonError(), "#reason--value"));
    }
    if (!tried.passwordError().isEmpty()) {
      problems.add(new Link(tried.passwordError(), "#password--value"));
    }
    boolean before = chart.journey().arm().isEmpty();
    boolean writes = before && chart.may("POST", "/participants/{participant}/screening");
    return new EligibilityView(
        chart.frame(words.say("may the participant join")),
        chart.way(),
        chart.strip(),
        verdict(chart, eligibility),
        groups(chart, eligibility),
        before ? before(chart) : List.of(),
        look(chart),
        approvals,
        writes
            ? new Link(words.say("answer what is missing"), chart.address("/screening"))
            : Link.NONE,
        writes ? failure(chart) : Link.NONE,
        desk.allocationRefused(chart.participant()).isEmpty()
                && chart.may("POST", "/participants/{participant}/allocation")
            ? new Link(
                words.say("go on to allocation", chart.participant().value()),
                chart.address("/allocation"))
            : Link.NONE,
        problems,
        tried.refused());
  }

  private static Verdict verdict(Chart chart, Who.Eligibility eligibility) {
    var words = chart.words();
    int all = eligibility.verdicts().size();
    int met = eligibility.with(Truth.YES).size();
    int not = eligibility.with(Truth.NO).size();
    int open = eligibility.with(Truth.UNKNOWN).size();
    return switch (eligibility.eligible()) {
      case YES ->
          new Verdict(
              Sign.MET, words.say("may join"), words.say("all n criteria are met", all), "");
      case NO ->
          new Verdict(
              Sign.NOT_MET,
              words.say("may not join"),
              words.say("criteria met, not met, open", met, all, not, open),
              words.say("not an error"));
      case UNKNOWN ->
          new Verdict(
              Sign.UNKNOWN,
              words.say("cannot tell"),
              open == 1
                  ? words.say("criteria met, one open", met, all)
                  : words.say("criteria met, none fails, open", met, all, open),
              words.say("cannot be randomised until"));
    };
  }

  private static List<Verdict.Group> groups(Chart chart, Who.Eligibility eligibility) {
    var words = chart.words();
    var groups = new ArrayList<Verdict.Group>();
    var open = eligibility.with(Truth.UNKNOWN);
    var not = eligibility.with(Truth.NO);
    var met = eligibility.with(Truth.YES);
    add(groups, chart, "undecided", words.say("needs an answer", open.size()), open);
    add(groups, chart, "failed", words.say("criteria not met", not.size()), not);
    add(groups, chart, "fulfilled", words.say("criteria met", met.size()), met);
    return groups;
  }

  private static void add(
      List<Verdict.Group> groups,
      Chart chart,
      String id,
      String heading,
      List<Who.Verdict> verdicts) {
    if (!verdicts.isEmpty()) {
      groups.add(
          new Verdict.Group(
              id, heading, verdicts.stream().map(verdict -> criterion(chart, verdict)).toList()));
    }
  }

  private static Verdict.Criterion criterion(Chart chart, Who.Verdict verdict) {
    var speaker = chart.speaker();
    var sentence = speaker.criterion(verdict.criterion()).text();
    boolean shared = !verdict.criterion().name().equals(verdict.criterion().sentenceName());
    var part = shared ? speaker.name(verdict.criterion()).text() : "";
    return new Verdict.Criterion(
        sign(verdict.met()),
        part.isEmpty() ? sentence : chart.words().say("sentence and part", sentence, part),
        speaker.evidence(verdict).text(),
        assumed(chart, verdict.criterion()),
        speaker.wouldChange(verdict).text(),
        verdict.met() == Truth.YES ? Link.NONE : answer(chart, verdict.because()));
  }

  private static String assumed(Chart chart, Who.Criterion criterion) {
    var path = "who.rules." + criterion.name();
    return chart.study().sources().stream()
        .filter(source -> source.path().equals(path) || source.path().startsWith(path + "."))
        .filter(source -> source.status() == Source.Status.ASSUMED)
        .map(Source::text)
        .reduce((one, other) -> one + "; " + other)
        .orElse("");
  }

  private static Sign sign(Truth met) {
    return switch (met) {
      case YES -> Sign.MET;
      case NO -> Sign.NOT_MET;
      case UNKNOWN -> Sign.UNKNOWN;
    };
  }

  /** The page on which the first question is answered that a reason is about. */
  private static Link answer(Chart chart, List<Because> because) {
    if (!chart.may("POST", "/participants/{participant}/screening")) {
      return Link.NONE;
    }
    return because.stream()
        .flatMap(one -> one.item().stream())
        .flatMap(item -> asked(chart, item).stream())
        .findFirst()
        .map(item -> answer(chart, item))
        .orElse(Link.NONE);
  }

  private static List<Item> asked(Chart chart, Item item) {
    var reads = Reads.by(chart.study(), item);
    return reads.forms().stream().flatMap(form -> reads.questions(form).stream()).toList();
  }

  private static Link answer(Chart chart, Item item) {
    var label = chart.words().say("answer the form", chart.speaker().form(item.form()).text());
    if (Reads.byApproval(chart.study()).mentions(item.form())) {
      return new Link(label, "#approval");
    }
    boolean onThePage = Reads.byAllocation(chart.study()).questions(item.form()).contains(item);
    return new Link(
        label,
        onThePage
            ? chart.address("/screening") + "#" + item.path()
            : chart.address(item.form(), 0));
  }

  /** What else must hold at the moment of allocation. */
  static List<Verdict.Criterion> before(Chart chart) {
    var study = chart.study();
    var found = new ArrayList<Verdict.Criterion>();
    var holds = chart.journey().preconditions();
    for (int i = 0; i < holds.size(); i++) {
      var one = holds.get(i);
      var sentence = chart.speaker().precondition(study.how().before().get(i)).text();
      boolean open = one.holds() != Truth.YES;
      found.add(
          new Verdict.Criterion(
              sign(one.holds()),
              sentence,
              open ? chart.speaker().because(one.because()).text() : "",
              chart.assumed("how.before." + one.sentence()),
              "",
              Link.NONE));
    }
    found.addAll(Outdated.lines(chart, chart.journey().freshness()));
    return found;
  }

  /** Advice on the records that there are: it excludes nobody. */
  private static List<Note> look(Chart chart) {
    var notes = new ArrayList<Note>();
    for (var form : Reads.byAllocation(chart.study()).forms()) {
      for (var record : chart.journey().records(form)) {
        for (var finding : chart.journey().findings(record)) {
          if (finding.raised() == Truth.YES && finding.check().role() == Form.Role.ADVICE) {
            notes.add(note(chart, record, finding));
          }
        }
      }
    }
    return notes.stream().distinct().toList();
  }

  private static Note note(Chart chart, Record record, Journey.Finding finding) {
    return new Note(
        Note.Tone.CARE,
        chart
            .words()
            .say("look at this", chart.speaker().message(record.form(), finding.check()).text()),
        chart
            .words()
            .say("advice excludes nobody", chart.speaker().finding(finding.because()).text()),
        "",
        Link.NONE);
  }

  /** The form that leads from here to an end of the study, and is asked for by name. */
  private static Link failure(Chart chart) {
    var next = chart.study().next();
    return next.place(chart.journey().place()).map(Next.Place::exits).orElse(List.of()).stream()
        .filter(exit -> exit.way() == Next.Way.TO && next.ends().contains(exit.target()))
        .sorted(Comparator.comparingLong(exit -> waysTo(next, exit.target())))
        .flatMap(exit -> recorded(exit.when()).stream())
        .findFirst()
        .map(
            form ->
                new Link(
                    chart
                        .words()
                        .say("record that they will not join", chart.speaker().form(form).text()),
                    chart.address(form, 0)))
        .filter(_ -> chart.journey().arm().isEmpty())
        .orElse(Link.NONE);
  }

  /** From how many places an end is reached; few for one that only screening leads to. */
  private static long waysTo(Next next, String end) {
    return next.places().stream()
        .filter(place -> place.exits().stream().anyMatch(exit -> exit.target().equals(end)))
        .count();
  }

  private static Optional<Form> recorded(Condition condition) {
    if (condition instanceof Condition.Recorded(var form)) {
      return Optional.of(form);
    }
    return condition instanceof Condition.Or(var parts)
        ? parts.stream().flatMap(part -> recorded(part).stream()).findFirst()
        : Optional.empty();
  }

  /** The approvals as they stand, before anybody typed. */
  static List<EligibilityView.Approval> approvals(Chart chart) {
    return approvals(chart, Tried.nothing());
  }

  private static List<EligibilityView.Approval> approvals(Chart chart, Tried tried) {
    var approval = Reads.byApproval(chart.study());
    var forms = new ArrayList<>(approval.forms());
    forms.addAll(approval.recordedOnly());
    return forms.stream().map(form -> approval(chart, form, tried)).toList();
  }

  private static EligibilityView.Approval approval(Chart chart, Form form, Tried tried) {
    boolean again = tried.filled().isPresent() && form.equals(tried.form());
    var newest = fresh(chart, form);
    int ordinal =
        again
            ? (int) Fields.number(tried.fields(), "ordinal")
            : newest.map(Record::ordinal).orElse(0);
    var sheet = Approving.sheet(chart, form, ordinal);
    var questions =
        again ? sheet.questions(tried.filled().orElseThrow(), tried.fields()) : sheet.questions();
    boolean open =
        chart.may("POST", ROUTE) && chart.journey().arm().isEmpty() && !chart.journey().ended();
    return new EligibilityView.Approval(
        chart.speaker().form(form).text(),
        newest.map(record -> given(chart, record)).orElse(""),
        open,
        chart.address("/eligibility"),
        again && tried.refused().isEmpty()
            ? tried.fields().getOrDefault("key", "")
            : Chart.newKey(),
        form.name(),
        ordinal,
        sheet.seen(),
        questions.asked(),
        sheet.stored().isPresent(),
        tried.fields().getOrDefault("reason", ""),
        again ? tried.reasonError() : "",
        again ? tried.passwordError() : "");
  }

  /** The approval that still counts. */
  private static Optional<Record> fresh(Chart chart, Form form) {
    var limit = chart.study().who().fresh().get(form);
    return chart.journey().records(form).stream()
        .filter(
            record ->
                limit == null
                    || chart.today().toEpochDay() - record.occurred().earliest().toEpochDay()
                        <= limit)
        .reduce((_, later) -> later);
  }

  private static String given(Chart chart, Record record) {
    var fact = record.facts().getLast();
    var signer =
        record.form().items().stream()
            .filter(item -> item.kind().filter(AnswerKind.Signature.class::isInstance).isPresent())
            .flatMap(item -> record.text(item).stream())
            .findFirst()
            .orElse(fact.author().name());
    return chart
        .words()
        .say(
            "signed by at",
            signer.equals(fact.author().name())
                ? chart.who(fact)
                : chart.words().say("two parts", signer, chart.who(fact)),
            chart.dates().moment(fact.recorded()));
  }

  private static ModelAndView page(EligibilityView view) {
    return new ModelAndView("bedside/eligibility/eligibility", Map.of("view", view));
  }

  private static ModelAndView wrong(EligibilityView view) {
    var page = page(view);
    page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    return page;
  }
}
