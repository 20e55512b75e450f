package org.trialwright.analysis;

import java.util.function.DoubleFunction;
import org.trialwright.statistics.Estimate;
import org.trialwright.statistics.Limits;

/** The experimental arm against the control in one endpoint: what a claim is decided by. */
sealed interface Contrast {

  /**
   * A comparison.
   *
   * @param estimate experimental less control, or over it, or a test's statistic
   * @param highIsWorse whether a high estimate speaks against the experimental arm
   * @param p two-sided
   * @param pBetter one-sided, small where the experimental arm is better
   * @param limits of the estimate, by two-sided confidence; none where the estimate is a statistic
   */
  record Known(
      double estimate,
      boolean highIsWorse,
      boolean better,
      double p,
      double pBetter,
      DoubleFunction<Limits> limits)
      implements Contrast {}

  /** None, because … */
  record None(String reason) implements Contrast {}

  /**
   * A comparison whose statistic is as likely on both sides.
   *
   * @param same the estimate that means no difference
   */
  static Contrast symmetric(
      double estimate,
      double same,
      boolean highIsWorse,
      Estimate p,
      DoubleFunction<Limits> limits) {
    return switch (p) {
      case Estimate.NotEstimable(var reason) -> new None(reason);
      case Estimate.Known(double twoSided) -> {
        boolean better = highIsWorse ? estimate < same : estimate > same;
        yield new Known(
            estimate,
            highIsWorse,
            better,
            twoSided,
            better ? twoSided / 2 : 1 - twoSided / 2,
            limits);
      }
    };
  }

  /** Limits of what has none. */
  static Limits none(double confidence) {
    var none = Estimate.none("a statistic has no limits at %s of confidence".formatted(confidence));
    return new Limits(none, none);
  }
}
