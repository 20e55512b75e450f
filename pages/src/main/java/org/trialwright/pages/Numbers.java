package org.trialwright.pages;

import java.math.BigDecimal;
import java.util.Map;

/** Numbers and units as people read them. Nothing is rounded here. */
public final class Numbers {
  private static final Map<String, String> SIGNS =
      Map.ofEntries(
          Map.entry("umol/L", "µmol/L"),
          Map.entry("ug", "µg"),
          Map.entry("ug/L", "µg/L"),
          Map.entry("mg/m2", "mg/m²"),
          Map.entry("kg/m2", "kg/m²"),
          Map.entry("m2", "m²"),
          Map.entry("10^9/L", "×10⁹/L"),
          Map.entry("10^12/L", "×10¹²/L"),
          Map.entry("ULN", "× ULN"),
          Map.entry("LLN", "× LLN"));

  private Numbers() {}

  /** A count; from 10 000 with a thin space between thousands. */
  public static String count(long count) {
    return grouped(Long.toString(count));
  }

  /**
   * A decimal number as written, from 10 000 with thin spaces; no trailing zeros are taken away.
   */
  public static String decimal(BigDecimal number) {
    return grouped(number.toPlainString());
  }

  /** A dose or measure: no trailing zeros, a leading zero, {@code 74.81 mg}. */
  public static String measure(BigDecimal number, String unit) {
    String text = grouped(number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString());
    return unit.isEmpty() ? text : text + "\u00a0" + unit(unit);
  }

  /** A study file's unit as printed: {@code umol/L} is {@code µmol/L}. */
  public static String unit(String unit) {
    return SIGNS.getOrDefault(unit, unit);
  }

  private static String grouped(String digits) {
    int start = digits.startsWith("-") ? 1 : 0;
    int point = digits.indexOf('.');
    int end = point < 0 ? digits.length() : point;
    StringBuilder text = new StringBuilder(digits.replace('-', '−'));
    if (end - start > 4) {
      for (int at = end - 3; at > start; at -= 3) {
        text.insert(at, '\u2009');
      }
    }
    return text.toString();
  }
}
