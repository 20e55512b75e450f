package org.trialwright.statistics;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * A row of numbers that does not change. A place that cannot be estimated is empty; {@link
 * #whyMissing()} says why, in one sentence for all empty places of the row.
 */
public final class Numbers {
  private static final String NONE_MISSING = "every number of this row can be estimated";

  /** NaN stands for an empty place and never leaves this class. */
  private final double[] values;

  private final String whyMissing;

  private Numbers(double[] values, String whyMissing) {
    this.values = values;
    this.whyMissing = whyMissing;
  }

  /** Numbers without an empty place; the array is handed over, not copied. */
  static Numbers of(double... values) {
    return new Numbers(values, NONE_MISSING);
  }

  /**
   * A copy of finite or infinite numbers.
   *
   * @throws IllegalArgumentException when one is NaN
   */
  public static Numbers copyOf(double... values) {
    for (double one : values) {
      Check.that(!Double.isNaN(one), "a row of numbers holds NaN");
    }
    return of(values.clone());
  }

  /** Numbers with NaN at the places that cannot be estimated; the array is handed over. */
  static Numbers of(double[] values, String whyMissing) {
    return new Numbers(values, whyMissing);
  }

  public int size() {
    return values.length;
  }

  /** Whether place {@code i}, counted from 0, could be estimated. */
  public boolean has(int i) {
    return !Double.isNaN(values[i]);
  }

  /**
   * The number at place {@code i}, counted from 0.
   *
   * @throws IllegalStateException when there is none; ask {@link #has} or {@link #at} first
   */
  public double get(int i) {
    double value = values[i];
    if (Double.isNaN(value)) {
      throw new IllegalStateException("no number at place %s: %s".formatted(i, whyMissing));
    }
    return value;
  }

  /** The number at place {@code i}, when there is one. */
  public OptionalDouble at(int i) {
    return has(i) ? OptionalDouble.of(values[i]) : OptionalDouble.empty();
  }

  /** The number at place {@code i}, or why there is none. */
  public Estimate estimate(int i) {
    return has(i) ? Estimate.of(values[i]) : Estimate.none(whyMissing);
  }

  /** Why places of this row are empty. */
  public String whyMissing() {
    return whyMissing;
  }

  /**
   * A copy of all numbers.
   *
   * @throws IllegalStateException when a place is empty
   */
  public double[] toArray() {
    for (int i = 0; i < values.length; i++) {
      get(i);
    }
    return values.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Numbers numbers && Arrays.equals(values, numbers.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return Arrays.toString(values).replace("NaN", "—");
  }
}
