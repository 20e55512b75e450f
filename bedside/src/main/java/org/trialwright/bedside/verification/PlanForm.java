package org.trialwright.bedside.verification;

import java.util.List;
import java.util.Map;
import org.trialwright.bedside.ReviewPlan;
import org.trialwright.bedside.form.Fields;
import org.trialwright.journey.Event;
import org.trialwright.pages.Words;
import org.trialwright.study.Study;

/**
 * What is to be compared, as it was typed.
 *
 * @param targets one a line
 * @param again whether it changes what was said before, which needs a reason
 */
record PlanForm(
    String share,
    String targets,
    boolean again,
    String key,
    String shareError,
    String targetsError,
    String reasonError) {
  private static final String WHOLE = "[0-9]|[1-9][0-9]|100";

  static PlanForm of(ReviewPlan plan, String key) {
    return new PlanForm(
        String.valueOf(plan.share()),
        String.join("\n", plan.targets()),
        plan.said().isPresent(),
        key,
        "",
        "",
        "");
  }

  static PlanForm sent(ReviewPlan plan, Map<String, String> fields, Study study, Words words) {
    var share = fields.getOrDefault("share", "").strip();
    var targets = fields.getOrDefault("targets", "").strip();
    boolean again = plan.said().isPresent();
    var unknown = ReviewPlan.unknown(study, lines(targets));
    return new PlanForm(
        share,
        targets,
        again,
        fields.getOrDefault("key", ""),
        share.matches(WHOLE) ? "" : words.say("write a whole number from 0 to 100"),
        unknown.isEmpty()
            ? ""
            : words.say("no form and no question is called", String.join(", ", unknown)),
        again && Fields.reason(fields).isEmpty() ? words.say("write why it is planned anew") : "");
  }

  VerificationView.Plan shown(String reason) {
    return new VerificationView.Plan(
        share, targets, again, key, shareError, targetsError, reason, reasonError);
  }

  boolean isRight() {
    return shareError.isEmpty() && targetsError.isEmpty() && reasonError.isEmpty();
  }

  Event.ReviewPlanned event() {
    return new Event.ReviewPlanned(Integer.parseInt(share), lines(targets));
  }

  private static List<String> lines(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }
}
