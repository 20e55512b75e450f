package org.trialwright.statistics;

/** The rule by which a design stops because success has become unlikely. */
public sealed interface Futility {
  /** Never. */
  record None() implements Futility {}

  /**
   * Where Z is at most a given bound.
   *
   * @param bounds z at every look but the last; −∞ for a look without one
   */
  record FixedBounds(Numbers bounds) implements Futility {}

  /** Bounds that spend the error of the second kind as a function says. */
  record Spending(SpendingFunction function) implements Futility {}
}
