package org.trialwright.study;

import org.trialwright.quantities.Truth;
import org.trialwright.study.Condition.Order;

/** Comparing and computing with sets of possible values. */
final class Ranges {
  private Ranges() {}

  static Truth compare(Answer left, Order order, Answer right) {
    if (neverHolds(left) || neverHolds(right)) {
      return Truth.of(
          order == Order.UNEQUAL
              && !(left instanceof Answer.NotSigned)
              && !(right instanceof Answer.NotSigned));
    }
    if (left instanceof Answer.Unknown || right instanceof Answer.Unknown) {
      return Truth.UNKNOWN;
    }
    double leftLow = low(left);
    double leftHigh = high(left);
    double rightLow = low(right);
    double rightHigh = high(right);
    return switch (order) {
      case BELOW -> decided(leftHigh < rightLow, leftLow >= rightHigh);
      case AT_MOST -> decided(leftHigh <= rightLow, leftLow > rightHigh);
      case ABOVE -> decided(leftLow > rightHigh, leftHigh <= rightLow);
      case AT_LEAST -> decided(leftLow >= rightHigh, leftHigh < rightLow);
      case EQUAL -> equal(leftLow, leftHigh, rightLow, rightHigh);
      case UNEQUAL -> equal(leftLow, leftHigh, rightLow, rightHigh).not();
    };
  }

  private static boolean neverHolds(Answer answer) {
    return answer instanceof Answer.NotAsked || answer instanceof Answer.NotSigned;
  }

  private static Truth decided(boolean yes, boolean no) {
    return yes ? Truth.YES : no ? Truth.NO : Truth.UNKNOWN;
  }

  private static Truth equal(double leftLow, double leftHigh, double rightLow, double rightHigh) {
    boolean same = leftLow == leftHigh && rightLow == rightHigh && leftLow == rightLow;
    return decided(same, leftHigh < rightLow || rightHigh < leftLow);
  }

  /** Ordered codes are compared by their place in the list. */
  private static double low(Answer answer) {
    return switch (answer) {
      case Answer.Ranged ranged -> ranged.low();
      case Answer.Coded coded -> Long.numberOfTrailingZeros(coded.possible());
      default -> throw new IllegalStateException("not comparable: " + answer);
    };
  }

  private static double high(Answer answer) {
    return switch (answer) {
      case Answer.Ranged ranged -> ranged.high();
      case Answer.Coded coded -> 63 - Long.numberOfLeadingZeros(coded.possible());
      default -> throw new IllegalStateException("not comparable: " + answer);
    };
  }

  /** A computation on numbers; the result is as wide as its corners. */
  interface Operation {
    double apply(double left, double right);
  }

  static Answer combine(Answer left, Answer right, Operation operation) {
    if (neverHolds(left) || neverHolds(right)) {
      return left instanceof Answer.NotSigned || right instanceof Answer.NotSigned
          ? Answers.NOT_SIGNED
          : Answers.NOT_ASKED;
    }
    if (!(left instanceof Answer.Ranged a) || !(right instanceof Answer.Ranged b)) {
      return Answers.UNKNOWN;
    }
    if (a.exact() && b.exact()) {
      return finite(operation.apply(a.low(), b.low()), operation.apply(a.low(), b.low()));
    }
    double one = operation.apply(a.low(), b.low());
    double two = operation.apply(a.low(), b.high());
    double three = operation.apply(a.high(), b.low());
    double four = operation.apply(a.high(), b.high());
    return finite(
        Math.min(Math.min(one, two), Math.min(three, four)),
        Math.max(Math.max(one, two), Math.max(three, four)));
  }

  private static Answer finite(double low, double high) {
    return Double.isFinite(low) && Double.isFinite(high)
        ? Answer.between(low, high)
        : Answers.UNKNOWN;
  }

  /** Every value that is possible in one or the other. */
  static Answer union(Answer one, Answer other) {
    if (one.equals(other)) {
      return one;
    }
    if (one instanceof Answer.Coded a && other instanceof Answer.Coded b) {
      return new Answer.Coded(a.possible() | b.possible());
    }
    if (one instanceof Answer.Ranged a && other instanceof Answer.Ranged b) {
      return Answer.between(Math.min(a.low(), b.low()), Math.max(a.high(), b.high()));
    }
    return Answers.UNKNOWN;
  }
}
