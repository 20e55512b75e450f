package org.trialwright.study;

/**
 * What a question's value may be. Content is three-valued: an answer is the set of values that are
 * still possible, so a partial date, a partly known code and a missing answer need no rules of
 * their own.
 */
public sealed interface Answer {

  /** Every value is possible; {@code why} is the missing reason given, or empty. */
  record Unknown(String why) implements Answer {}

  /** The question did not apply: every comparison with it is no, every {@code is not} is yes. */
  record NotAsked() implements Answer {}

  /** In {@code next}: the form was not filled in since arrival, so every comparison is no. */
  record NotSigned() implements Answer {}

  /** The codes that are possible, as bits of the question's list. */
  record Coded(long possible) implements Answer {}

  /**
   * The numbers that are possible, both ends included, in the unit of the question (days for dates,
   * seconds for moments, minutes for times).
   *
   * @param lln this laboratory's lower limit on that day; NaN when not given
   * @param uln this laboratory's upper limit on that day; NaN when not given
   */
  record Ranged(double low, double high, double lln, double uln) implements Answer {
    public Ranged {
      if (!(low <= high)) {
        throw new IllegalArgumentException("a range from " + low + " to " + high);
      }
    }

    public boolean exact() {
      return low == high;
    }
  }

  /** Words as written. */
  record Written(String text) implements Answer {}

  static Answer exactly(double value) {
    return new Ranged(value, value, Double.NaN, Double.NaN);
  }

  static Answer between(double low, double high) {
    return new Ranged(low, high, Double.NaN, Double.NaN);
  }

  /** Whether exactly one value is possible. */
  default boolean known() {
    return switch (this) {
      case Unknown _, NotAsked _, NotSigned _ -> false;
      case Coded coded -> Long.bitCount(coded.possible) == 1;
      case Ranged ranged -> ranged.exact();
      case Written _ -> true;
    };
  }
}
