package org.trialwright.statistics;

import java.util.OptionalDouble;

/** A number that was estimated, or the reason why it cannot be. */
public sealed interface Estimate {
  /**
   * A number.
   *
   * @param value finite, or infinite where infinity is the right answer; never NaN
   */
  record Known(double value) implements Estimate {
    public Known {
      if (Double.isNaN(value)) {
        throw new IllegalArgumentException("a known estimate is a number, not NaN");
      }
    }
  }

  /** No number, because … */
  record NotEstimable(String reason) implements Estimate {}

  static Estimate of(double value) {
    return new Known(value);
  }

  static Estimate none(String reason) {
    return new NotEstimable(reason);
  }

  /** The number, when there is one. */
  default OptionalDouble known() {
    return switch (this) {
      case Known(double value) -> OptionalDouble.of(value);
      case NotEstimable _ -> OptionalDouble.empty();
    };
  }
}
