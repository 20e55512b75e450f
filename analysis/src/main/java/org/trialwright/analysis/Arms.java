package org.trialwright.analysis;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.trialwright.study.How;
import org.trialwright.study.Study;

/**
 * The arms in the order in which they are compared: the control first.
 *
 * @param control the last arm of a comparator's kind (placebo, no treatment …), else the last arm
 * @param others the arms that are compared with it, in the order of the study
 */
record Arms(String control, List<String> others) {
  static Arms of(Study study) {
    var arms = study.how().arms();
    if (arms.isEmpty()) {
      return new Arms("", List.of());
    }
    var control =
        arms.stream()
            .filter(Arms::comparator)
            .reduce((_, later) -> later)
            .orElse(arms.getLast())
            .name();
    return new Arms(
        control, arms.stream().map(How.Arm::name).filter(arm -> !arm.equals(control)).toList());
  }

  private static boolean comparator(How.Arm arm) {
    var kind = arm.kind().toLowerCase(Locale.ROOT);
    return kind.startsWith("no ")
        || kind.contains("comparator")
        || kind.contains("control")
        || kind.contains("placebo");
  }

  /** All of them, the control first. */
  List<String> inOrder() {
    return Stream.concat(Stream.of(control), others.stream()).toList();
  }

  /** The arm of somebody who did, or did not, receive what makes one treated. */
  String asTreated(boolean yes) {
    return yes ? others.getFirst() : control;
  }
}
