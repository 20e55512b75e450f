package org.trialwright.bedside.verification;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.ReviewPlan;
import org.trialwright.bedside.ReviewedRecord;
import org.trialwright.bedside.api.ApiController;
import org.trialwright.bedside.api.Operation;
import org.trialwright.bedside.api.Paged;
import org.trialwright.bedside.api.Problem;
import org.trialwright.bedside.api.Sent;
import org.trialwright.bedside.api.Taken;
import org.trialwright.pages.SignedIn;

/** What is to be compared with its source or reviewed, for programs. */
@ApiController
class VerificationApi {
  private final Desk desk;
  private final Front front;
  private final Worklist worklist;

  VerificationApi(Desk desk, Front front, Worklist worklist) {
    this.desk = desk;
    this.front = front;
    this.worklist = worklist;
  }

  @GetMapping(VerificationPage.ROUTE)
  @Operation(
      value = "Records to be compared with their source, or to be reviewed",
      query = {
        "site: only this site",
        "form: only this form",
        "state: open, never, changed or done; open when not given"
      },
      gives = ReviewedRecord.class,
      list = true)
  Paged<ReviewedRecord> listVerification(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @RequestParam Map<String, String> query) {
    var filter = ReviewFilter.of(query);
    return Paged.of(
        worklist.of(person, VerificationPage.kind(person)).stream()
            .filter(filter::holds)
            .map(ReviewedRecord::of)
            .toList(),
        one -> "%012d".formatted(one.seen()),
        query,
        front.words(request));
  }

  /**
   * What is to be compared.
   *
   * @param share of the participants of whom everything is, in percent
   * @param targets forms and questions that are of everybody
   * @param by who planned it; empty while nobody has, and everything is compared
   */
  record ComparisonPlan(int share, List<String> targets, String by, String at, String reason) {}

  @PostMapping(VerificationPage.ROUTE)
  @Operation(
      value = "Plan what is compared with its source from now on",
      takes = {
        @Taken(
            name = "share",
            says = "percent of the participants of whom everything is compared, 0 to 100",
            kind = Taken.Kind.WHOLE),
        @Taken(
            name = "targets",
            says = "forms and questions that are compared of everybody, one a line",
            optional = true),
        @Taken(name = "reason", says = "why it is planned anew", optional = true)
      },
      gives = ComparisonPlan.class)
  ComparisonPlan planVerification(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody Map<String, Object> body) {
    var voice = front.voice(request, Optional.empty());
    var sent = new Sent(body);
    var fields =
        Map.of(
            "share", String.valueOf(sent.whole("share")),
            "targets", sent.text("targets"),
            "reason", sent.text("reason"));
    var act = front.studyAct(person, "POST", VerificationPage.ROUTE, key.toString());
    boolean done = desk.trial().journal().byKey(act.key()).isPresent();
    var form = PlanForm.sent(desk.reviewPlan(), fields, desk.study(), voice.words());
    if (!done && !form.isRight()) {
      throw Problem.fields(voice.words(), errors(form));
    }
    return switch (desk.planReviews(form.event(), sent.text("reason").strip(), act)) {
      case Outcome.Done(var fact) when form.event().equals(fact.event()) ->
          shown(desk.reviewPlan());
      case Outcome.Done _ -> throw Problem.otherAct(voice.words());
      case Outcome other -> throw Problem.of(other, voice);
    };
  }

  private static Map<String, String> errors(PlanForm form) {
    var errors = new HashMap<String, String>();
    errors.put("share", form.shareError());
    errors.put("targets", form.targetsError());
    errors.put("reason", form.reasonError());
    errors.values().removeIf(String::isEmpty);
    return errors;
  }

  private static ComparisonPlan shown(ReviewPlan plan) {
    return new ComparisonPlan(
        plan.share(),
        plan.targets(),
        plan.said().map(fact -> fact.author().name()).orElse(""),
        plan.said().map(fact -> fact.recordedUtc()).orElse(""),
        plan.said().map(fact -> fact.reason()).orElse(""));
  }
}
