package org.trialwright.analysis;

import java.util.List;
import org.trialwright.statistics.Estimate;

/**
 * One endpoint in the parts of one subgroup: the rows of a forest figure.
 *
 * @param name the subgroup in the study's words
 * @param method as the study writes it
 * @param convention how the numbers were made
 * @param rows participants in a part
 * @param leftOut participants of the trial who are in none, by reason
 * @param overall everybody who is in a part
 * @param levels in the study's order, without those that have nobody
 * @param chiSquare the likelihood ratio of one ratio a part against one for all
 * @param df 0 when there is no such test
 * @param p of interaction
 */
public record Subgroups(
    String endpoint,
    String set,
    String name,
    String method,
    String convention,
    int rows,
    List<Analysed.LeftOut> leftOut,
    String group,
    String reference,
    Part overall,
    List<Part> levels,
    Estimate chiSquare,
    int df,
    Estimate p) {
  public Subgroups {
    leftOut = List.copyOf(leftOut);
    levels = List.copyOf(levels);
  }

  /**
   * One part.
   *
   * @param ratio a {@link Result.HazardRatio}, or why there is none
   */
  public record Part(
      String level, int n, int events, int ofReference, int eventsOfReference, Result ratio) {}
}
