package org.trialwright.analysis;

import java.util.List;
import java.util.Optional;
import org.trialwright.statistics.ConditionalPower;
import org.trialwright.statistics.Estimate;

/**
 * A planned look and where it stands.
 *
 * @param text as the study writes it
 * @param seen how many of what it waits for
 * @param due at how many it is taken next; empty when it is taken by the calendar
 * @param statistic what decides; empty before the look is due, and where arms must not be known
 * @param watched shares that pause an arm
 */
public record Look(
    String name,
    String text,
    int seen,
    Optional<Integer> due,
    boolean reached,
    Optional<Statistic> statistic,
    List<Watched> watched,
    String reason) {
  public Look {
    watched = List.copyOf(watched);
  }

  /**
   * z = (ln of the ratio held against − ln of the estimate) / standard error; a large z speaks for
   * the experimental arm.
   *
   * @param information events seen over events planned
   * @param critical z that must be passed now
   * @param criticalAtEnd z at the end, when nothing was passed now
   * @param alphaSpent by this look, one-sided
   * @param levelAtEnd of the two-sided interval at the end
   * @param power conditional on z
   */
  public record Statistic(
      double information,
      double hazardRatio,
      double standardError,
      double z,
      double critical,
      double criticalAtEnd,
      double alphaSpent,
      double levelAtEnd,
      boolean passed,
      ConditionalPower power,
      Optional<Boolean> futile) {}

  /**
   * @param bound the one-sided limit
   * @param pause whether the arm is to be paused
   */
  public record Watched(
      String endpoint,
      String arm,
      int events,
      int total,
      Estimate bound,
      double limit,
      boolean pause) {}
}
