package org.trialwright.figures;

import java.util.List;

/** Refuses numbers that make no sense, with the values seen. */
final class Checks {
  private Checks() {}

  /**
   * @param sentence with one {@code %s} for each value
   */
  static void that(boolean holds, String sentence, Object... values) {
    if (!holds) {
      throw new IllegalArgumentException(filled(sentence, values));
    }
  }

  private static String filled(String sentence, Object... values) {
    StringBuilder out = new StringBuilder();
    int from = 0;
    for (Object value : values) {
      int at = sentence.indexOf("%s", from);
      out.append(sentence, from, at).append(value);
      from = at + 2;
    }
    return out.append(sentence.substring(from)).toString();
  }

  static void finite(double value, String what) {
    that(Double.isFinite(value), "%s is %s", what, value);
  }

  static void count(int value, String what) {
    that(value >= 0, "%s is %s; a count is 0 or more", what, value);
  }

  static void share(double value, String what) {
    that(value >= 0 && value <= 1, "%s is %s; a share lies from 0 to 1", what, value);
  }

  /** An interval is around its value, or undefined at both ends. */
  static void interval(double lower, double value, double upper, String what) {
    finite(value, what);
    that(
        (Double.isNaN(lower) && Double.isNaN(upper)) || (lower <= value && value <= upper),
        "%s: the interval from %s to %s does not hold %s",
        what,
        lower,
        upper,
        value);
  }

  static void ascending(List<Double> values, String what) {
    for (int at = 0; at < values.size(); at++) {
      finite(values.get(at), what);
      that(
          at == 0 || values.get(at - 1) < values.get(at),
          "%s do not ascend: %s then %s",
          what,
          at == 0 ? "" : values.get(at - 1),
          values.get(at));
    }
  }

  static void size(int size, int least, int most, String what) {
    that(
        size >= least && size <= most,
        "%s %s; from %s to %s can be drawn",
        size,
        what,
        least,
        most);
  }
}
