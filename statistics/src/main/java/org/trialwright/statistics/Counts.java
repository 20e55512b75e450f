package org.trialwright.statistics;

import java.util.Arrays;

/** A row of whole numbers that does not change. */
public final class Counts {
  private final int[] values;

  private Counts(int[] values) {
    this.values = values;
  }

  /** A copy of the array's numbers. */
  public static Counts copyOf(int... values) {
    return of(values.clone());
  }

  /** The array is handed over, not copied. */
  static Counts of(int... values) {
    return new Counts(values);
  }

  public int size() {
    return values.length;
  }

  /** The number at place {@code i}, counted from 0. */
  public int get(int i) {
    return values[i];
  }

  /** A copy of all numbers. */
  public int[] toArray() {
    return values.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Counts counts && Arrays.equals(values, counts.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return Arrays.toString(values);
  }
}
