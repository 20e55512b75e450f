package org.trialwright.analysis;

import java.util.ArrayList;
import java.util.List;
import org.trialwright.study.Despite;
import org.trialwright.study.Study;

/**
 * Something that happens on the way to an endpoint: how each endpoint treats it, and to how many it
 * has happened.
 *
 * @param event in the study's words
 * @param arms of everybody allocated, the control first; empty when there is a reason
 * @param reason why there are no numbers; else empty
 */
public record OnTheWay(String event, List<Way> ways, List<Count> arms, String reason) {
  private static final String BLINDED =
      "counts by arm: only the data monitoring committee's report has them";
  private static final String NO_DAY = "the study does not say on which day it happens";

  public OnTheWay {
    ways = List.copyOf(ways);
    arms = List.copyOf(arms);
  }

  /**
   * @param text in the study's words
   * @param also whether it stands beside the way that counts
   */
  public record Way(String endpoint, String text, boolean also) {}

  public record Count(String arm, int happened, int of) {}

  static List<OnTheWay> all(Study study, List<Subject> allocated, boolean blinded) {
    return study.measure().plan().despite().stream()
        .map(despite -> of(study, despite, allocated, blinded))
        .toList();
  }

  private static OnTheWay of(
      Study study, Despite despite, List<Subject> allocated, boolean blinded) {
    var reason = blinded ? BLINDED : despite.when().isEmpty() ? NO_DAY : "";
    var arms = new ArrayList<Count>();
    if (reason.isEmpty()) {
      for (var arm : Arms.of(study).inOrder()) {
        var own = allocated.stream().filter(one -> one.arm().filter(arm::equals).isPresent());
        var happened =
            own.map(one -> one.background().onTheWay().containsKey(despite.name())).toList();
        int of = happened.size();
        arms.add(new Count(arm, (int) happened.stream().filter(yes -> yes).count(), of));
      }
    }
    return new OnTheWay(
        despite.name(),
        despite.ways().stream()
            .map(way -> new Way(way.endpoint(), way.text(), way.also()))
            .toList(),
        arms,
        reason);
  }
}
