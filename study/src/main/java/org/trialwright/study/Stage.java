package org.trialwright.study;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.trialwright.quantities.Truth;

/**
 * A stage of a study, which goes on only when enough of its first participants have what is asked.
 *
 * @param first how many participants it has
 */
public record Stage(int first, Plan.Step.GoOn rule) {

  /**
   * A participant of the study.
   *
   * @param joined the day from which they count
   * @param who tells apart those of one day
   * @param holds unknown until it is evaluated
   */
  public record One(LocalDate joined, String who, Truth holds) {}

  public enum Verdict {
    GO_ON,
    STOP,
    /** It depends on participants who are not evaluated, or have not joined yet. */
    WAIT
  }

  /**
   * Judges the first participants; those after them do not count. Neither verdict can be changed by
   * what is still to come.
   *
   * @param all who joined, in any order
   */
  public Verdict judge(List<One> all) {
    var mine =
        all.stream()
            .sorted(Comparator.comparing(One::joined).thenComparing(One::who))
            .limit(first)
            .toList();
    long yes = mine.stream().filter(one -> one.holds() == Truth.YES).count();
    long no = mine.stream().filter(one -> one.holds() == Truth.NO).count();
    if (yes >= rule.least()) {
      return Verdict.GO_ON;
    }
    return no > first - rule.least() ? Verdict.STOP : Verdict.WAIT;
  }
}
