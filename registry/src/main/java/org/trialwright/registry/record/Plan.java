package org.trialwright.registry.record;

import java.util.ArrayList;
import java.util.List;
import org.trialwright.pages.Words;
import org.trialwright.study.How;
import org.trialwright.study.Speaker;
import org.trialwright.study.Study;
import org.trialwright.study.What;
import org.trialwright.study.When;

/**
 * What happens to a person in one arm, in the order of the study: what is given, and when they are
 * seen.
 *
 * @param number of the arm, from 1
 * @param visits at most how often somebody of this arm is seen by plan
 */
record Plan(int number, String arm, List<Step> steps, int visits) {
  Plan {
    steps = List.copyOf(steps);
  }

  /**
   * @param assumed why this is the authors' own choice; empty when it is not
   */
  record Step(String name, String text, String assumed) {}

  static List<Plan> of(Study study, Speaker speaker, Words words) {
    var plans = new ArrayList<Plan>();
    for (var arm : study.how().arms()) {
      plans.add(of(study, arm, plans.size() + 1, speaker, words));
    }
    return plans;
  }

  private static Plan of(Study study, How.Arm arm, int number, Speaker speaker, Words words) {
    var steps = new ArrayList<Step>();
    for (var drug : study.what().drugs()) {
      if (drug.arms().isEmpty() || drug.arms().contains(arm.name())) {
        steps.add(given(study, drug, speaker));
      }
    }
    int visits = 0;
    for (var visit : study.when().visits()) {
      boolean held = visit.arms().isEmpty() || visit.arms().contains(arm.name());
      if (held) {
        visits += visit.occasions().size();
        steps.add(seen(study, visit, speaker, words));
      }
    }
    return new Plan(number, speaker.arm(arm.name()).text(), steps, visits);
  }

  private static Step given(Study study, What.Drug drug, Speaker speaker) {
    var name = speaker.drug(drug.name()).text();
    var whole = speaker.drug(drug).text();
    return new Step(
        name,
        whole.startsWith(name)
            ? whole.substring(name.length()).replaceFirst("^[:：]\\s*", "")
            : whole,
        assumed(study, "what." + drug.name()));
  }

  private static Step seen(Study study, When.Visit visit, Speaker speaker, Words words) {
    int times = visit.occasions().size();
    var name = speaker.visit(visit.name()).text();
    return new Step(
        times == 1 ? name : words.say("visit n times", name, times),
        speaker.timing(visit).text(),
        assumed(study, "when." + visit.name()));
  }

  private static String assumed(Study study, String path) {
    return study
        .source(path)
        .filter(source -> study.assumed(path))
        .map(org.trialwright.study.Source::text)
        .orElse("");
  }
}
