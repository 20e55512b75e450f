package org.trialwright.analysis;

import java.util.List;
import org.trialwright.statistics.Estimate;

/**
 * A planned test and what it says.
 *
 * @param text as the study writes it
 * @param early whether fewer events were seen than are planned for the end: then the verdict is
 *     what the data say so far, and decides nothing
 * @param reason why it was not decided; else how the level was found
 */
public record Decision(
    String test,
    String text,
    Verdict verdict,
    boolean early,
    List<Evidence> evidence,
    String reason) {
  public Decision {
    evidence = List.copyOf(evidence);
  }

  public enum Verdict {
    HOLDS,
    DOES_NOT_HOLD,
    /** A test before it in the order did not succeed. */
    NOT_REACHED,
    NOT_DECIDED
  }

  /**
   * The number that decides in one set, or for one question.
   *
   * @param estimate of the claim
   * @param bound its one-sided limit, for a claim about a limit
   * @param p one-sided where the test is, for a claim of superiority
   * @param alpha the level it is held against
   */
  public record Evidence(
      String set,
      String item,
      double estimate,
      Estimate bound,
      Estimate p,
      double alpha,
      boolean holds) {}
}
