package org.trialwright.records;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Ages as records write them, such as {@code 18 Years} or {@code 6 Months}, in years. */
public final class Age {
  private static final Pattern WRITTEN = Pattern.compile("(\\d{1,4}(?:\\.\\d+)?)\\s+([a-z]+?)s?");
  private static final Map<String, Double> YEARS =
      Map.of(
          "year", 1.0,
          "month", 1 / 12.0,
          "week", 7 / 365.25,
          "day", 1 / 365.25,
          "hour", 1 / (24 * 365.25),
          "minute", 1 / (24 * 60 * 365.25));

  /** Nobody is older. */
  static final double OLDEST = 1_000;

  private Age() {}

  /** The age in years; empty where the record names no limit, or none that can be read. */
  public static OptionalDouble years(String written) {
    var found = WRITTEN.matcher(written.strip().toLowerCase(Locale.ROOT));
    if (!found.matches() || !YEARS.containsKey(found.group(2))) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        Double.parseDouble(found.group(1)) * YEARS.getOrDefault(found.group(2), 1.0));
  }

  /** From which age on somebody may join; 0 without a limit. */
  public static double from(String lowest) {
    return years(lowest).orElse(0);
  }

  /**
   * Before which age somebody may join: who may be up to 75 years old may join until the 76th
   * birthday. Without a limit everybody may.
   */
  public static double until(String highest) {
    var found = WRITTEN.matcher(highest.strip().toLowerCase(Locale.ROOT));
    double limit = years(highest).orElse(OLDEST);
    return found.matches() && limit < OLDEST
        ? limit + YEARS.getOrDefault(found.group(2), 0.0)
        : OLDEST;
  }
}
