package org.trialwright.bedside.eligibility;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
import org.trialwright.bedside.api.ApiController;
import org.trialwright.bedside.api.Operation;
import org.trialwright.bedside.api.Problem;
import org.trialwright.bedside.api.Sent;
import org.trialwright.bedside.api.Taken;
import org.trialwright.pages.Credentials;
import org.trialwright.pages.Sign;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.Verdict;
import org.trialwright.quantities.Truth;
import org.trialwright.study.AnswerKind;
import org.trialwright.study.Form;
import org.trialwright.study.Who;

/** May a participant join, and the approval of it, for programs. */
@ApiController
class EligibilityApi {
  private final Desk desk;
  private final Front front;
  private final Credentials credentials;

  EligibilityApi(Desk desk, Front front, Credentials credentials) {
    this.desk = desk;
    this.front = front;
    this.credentials = credentials;
  }

  /**
   * One criterion, or one thing that must hold at allocation.
   *
   * @param name as the study file has it; empty for what is no criterion
   * @param met {@code yes}, {@code no} or {@code unknown}
   * @param because what was found, or what is missing
   * @param change what would change it; empty for nothing
   */
  record Judged(String name, String met, String sentence, String because, String change) {}

  /**
   * A form by which an investigator approves.
   *
   * @param given who signed it when, in words; empty while nobody did
   * @param questions to answer beside the signature, such as {@code other-condition}
   * @param seen to be named when it is given anew
   */
  record Approval(String form, String title, String given, List<String> questions, long seen) {}

  /**
   * Whether somebody may join.
   *
   * @param eligible {@code yes}, {@code no} or {@code unknown}
   * @param mayBeAllocated whether an arm could be drawn now
   */
  record Eligibility(
      String participant,
      String eligible,
      boolean mayBeAllocated,
      List<Judged> criteria,
      List<Judged> before,
      List<Approval> approvals) {}

  @GetMapping(EligibilityPage.ROUTE)
  @Operation(
      value = "Each criterion with its verdict and why, what must hold at allocation, the approval",
      gives = Eligibility.class)
  Eligibility getEligibility(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant) {
    return eligibility(Chart.open(front, desk, request, person, participant));
  }

  private Eligibility eligibility(Chart chart) {
    var judged = chart.journey().eligibility();
    return new Eligibility(
        chart.participant().value(),
        code(judged.eligible()),
        desk.allocationRefused(chart.participant()).isEmpty(),
        judged.verdicts().stream().map(verdict -> judged(chart, verdict)).toList(),
        chart.journey().arm().isEmpty()
            ? EligibilityPage.before(chart).stream().map(EligibilityApi::judged).toList()
            : List.of(),
        EligibilityPage.approvals(chart).stream()
            .map(
                one ->
                    new Approval(
                        one.form(),
                        one.title(),
                        one.given(),
                        questions(chart.form(one.form())),
                        one.seen()))
            .toList());
  }

  private static String code(Truth truth) {
    return truth.name().toLowerCase(Locale.ROOT);
  }

  private static Judged judged(Chart chart, Who.Verdict verdict) {
    var speaker = chart.speaker();
    return new Judged(
        verdict.criterion().name(),
        code(verdict.met()),
        speaker.criterion(verdict.criterion()).text(),
        speaker.evidence(verdict).text(),
        speaker.wouldChange(verdict).text());
  }

  private static Judged judged(Verdict.Criterion one) {
    return new Judged("", code(truth(one.sign())), one.sentence(), one.seen(), one.change());
  }

  private static Truth truth(Sign sign) {
    return switch (sign) {
      case MET -> Truth.YES;
      case NOT_MET -> Truth.NO;
      case UNKNOWN, RESULT -> Truth.UNKNOWN;
    };
  }

  private static List<String> questions(Form form) {
    return form.items().stream()
        .filter(item -> item.kind().filter(kind -> !isSignature(kind)).isPresent())
        .map(item -> item.name())
        .toList();
  }

  private static boolean isSignature(AnswerKind kind) {
    return kind instanceof AnswerKind.Signature;
  }

  @PostMapping(EligibilityPage.ROUTE)
  @Operation(
      value = "Approve that somebody may join: the form is kept and signed with your password",
      takes = {
        @Taken(name = "form", says = "by which it is approved"),
        @Taken(
            name = "answers",
            says = "by question of that form; the signature is the password's",
            kind = Taken.Kind.TEXTS),
        @Taken(name = "password", says = "of the account that signs, given anew"),
        @Taken(
            name = "seen",
            says = "seen of the approval that is given anew",
            kind = Taken.Kind.WHOLE,
            optional = true),
        @Taken(name = "reason", says = "why an approval changes", optional = true)
      },
      gives = Eligibility.class)
  Eligibility approve(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody Map<String, Object> body) {
    var chart = Chart.open(front, desk, request, person, participant);
    var words = chart.words();
    var sent = new Sent(body);
    var form = Approving.form(chart, sent.text("form"));
    var approving = approving(chart, form, sent);
    var act = chart.act("POST", EligibilityPage.ROUTE, key.toString());
    return switch (approving.over(
        desk, credentials, act, sent.text("reason").strip(), sent.whole("seen"))) {
      case Approving.Came.Wrong() -> throw Problem.answers(words, approving.filled().wrong());
      case Approving.Came.NotConfirmed() -> throw Problem.password(words);
      case Approving.Came.SentBefore() -> throw Problem.otherAct(words);
      case Approving.Came.Kept() -> eligibility(chart.reopened());
      case Approving.Came.Refused(var outcome) -> throw Problem.of(outcome, chart.voice());
    };
  }

  /** The answers as on the page; who signs is whoever gives the password. */
  private static Approving approving(Chart chart, Form form, Sent sent) {
    var ordinal =
        EligibilityPage.approvals(chart).stream()
            .filter(one -> one.form().equals(form.name()))
            .mapToInt(one -> one.ordinal())
            .findFirst()
            .orElse(0);
    var sheet = Approving.sheet(chart, form, ordinal);
    var answers = new HashMap<>(sheet.initial());
    sent.texts("answers")
        .forEach(
            (name, text) -> {
              if (!questions(form).contains(name)) {
                throw Problem.fields(
                    chart.words(),
                    Map.of("answers." + name, chart.words().say("api no such question")));
              }
              answers.put(name, text);
            });
    form.items().stream()
        .filter(item -> item.kind().filter(EligibilityApi::isSignature).isPresent())
        .forEach(item -> answers.put(item.name(), chart.person().name()));
    var fields = new HashMap<>(sheet.with(Map.of(), form.items(), answers));
    fields.put("password", sent.text("password"));
    return Approving.of(sheet, fields);
  }
}
