package org.trialwright.registry.record;

import java.util.ArrayList;
import java.util.List;
import org.trialwright.pages.Words;
import org.trialwright.study.ArmWays;
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
 * @param visits how often somebody of this arm is seen who goes through everything that is planned
 * @param ifNeeded what only some people need
 */
record Plan(int number, String arm, List<Step> steps, int visits, List<Step> ifNeeded) {
  private static final String DOSE = "dose";

  Plan {
    steps = List.copyOf(steps);
    ifNeeded = List.copyOf(ifNeeded);
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
    var ifNeeded = new ArrayList<Step>();
    var given = given(study, arm, speaker);
    for (var visit : study.when().visits()) {
      if (!isHeld(study, visit, arm)) {
        continue;
      }
      if (visit.forms().stream().anyMatch(form -> form.name().equals(DOSE))) {
        steps.addAll(given);
        given = List.of();
      }
      if (visit.onlyIf().isPresent()) {
        ifNeeded.add(seen(study, visit, speaker, words));
      } else {
        steps.add(seen(study, visit, speaker, words));
      }
    }
    steps.addAll(given);
    return new Plan(number, speaker.arm(arm.name()).text(), steps, planned(study, arm), ifNeeded);
  }

  /** How often somebody of the arm is seen who goes through everything that is planned. */
  static int planned(Study study, How.Arm arm) {
    return study.when().visits().stream()
        .filter(visit -> isPlanned(study, visit, arm))
        .mapToInt(visit -> visit.occasions().size())
        .sum();
  }

  /** Whether a visit is held in an arm without anything having to happen first. */
  static boolean isPlanned(Study study, When.Visit visit, How.Arm arm) {
    return visit.onlyIf().isEmpty() && isHeld(study, visit, arm);
  }

  private static boolean isHeld(Study study, When.Visit visit, How.Arm arm) {
    var ways = ArmWays.of(study);
    boolean inArm = visit.arms().isEmpty() || visit.arms().contains(arm.name());
    return inArm
        && (visit.places().isEmpty()
            || visit.places().stream().anyMatch(place -> ways.at(place).contains(arm.name())));
  }

  private static List<Step> given(Study study, How.Arm arm, Speaker speaker) {
    return study.what().drugs().stream()
        .filter(drug -> drug.arms().isEmpty() || drug.arms().contains(arm.name()))
        .map(drug -> given(study, drug, speaker))
        .toList();
  }

  private static Step given(Study study, What.Drug drug, Speaker speaker) {
    var name = speaker.drug(drug.name()).text();
    var whole = speaker.drug(drug).text();
    return new Step(
        name,
        whole.startsWith(name)
            ? whole.substring(name.length()).replaceFirst("^[:：]\\s*", "")
            : whole,
        Assumed.why(study, "what." + drug.name()));
  }

  private static Step seen(Study study, When.Visit visit, Speaker speaker, Words words) {
    int times = visit.occasions().size();
    var name = speaker.visit(visit.name()).text();
    return new Step(
        times == 1 ? name : words.say("visit n times", name, times),
        speaker.timing(visit).text(),
        Assumed.why(study, "when.visits." + visit.name()));
  }
}
