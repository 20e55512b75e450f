package org.trialwright.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a language puts sentences together; the words of a study come from the study. */
sealed interface Grammar permits English, Chinese {
  Pattern PLACE = Pattern.compile("\\{(\\d)}");

  /** Sentence patterns by key; {@code {0}}, {@code {1}} … stand for values. */
  Map<String, String> phrases();

  /** {@code a, b and c}, or with {@code or}. */
  String listed(List<String> parts, boolean and);

  /** Whole conditions joined, so that the ends of each stay visible. */
  String joined(List<String> clauses, boolean and);

  String bracketed(String clause);

  /** What is spoken of, and what is said of it. */
  String said(String subject, String predicate);

  /** With the first letter a sentence or a label begins with. */
  String capital(String text);

  /** With the first letter it has inside a sentence. */
  String inner(String text);

  /**
   * A length of time: {@code 28 days}; the unit is one of s min h d wk mo y, or age for years of
   * life.
   */
  String time(String number, boolean one, String unit);

  /** The day of a record, by the title of its form. */
  String dateOf(String title);

  /** A time counted from a day: {@code month 6}. */
  String counted(String number, String unit);

  /** A number with its unit, as printed. */
  String measure(String number, String unit);

  /** A unit without a number. */
  String unit(String symbol);

  String day(int year, int month, int day);

  String month(int year, int month);

  String year(int year);

  /** Between two sentences or findings. */
  String semicolon();

  String comma();

  default String say(String key, Object... values) {
    var pattern = phrases().get(key);
    if (pattern == null) {
      throw new IllegalArgumentException("no phrase '" + key + "'");
    }
    return PLACE
        .matcher(pattern)
        .replaceAll(
            place ->
                Matcher.quoteReplacement(String.valueOf(values[Integer.parseInt(place.group(1))])));
  }

  /** Reads {@code key = text} lines. */
  static Map<String, String> read(String lines) {
    Map<String, String> phrases = new LinkedHashMap<>();
    for (var line : lines.lines().filter(one -> !one.isBlank()).toList()) {
      int sign = line.indexOf(" = ");
      if (phrases.put(line.substring(0, sign).strip(), line.substring(sign + 3)) != null) {
        throw new IllegalStateException("phrase written twice: " + line);
      }
    }
    return phrases;
  }

  /** Units as printed: {@code umol/L} is {@code µmol/L}. */
  static String sign(String unit) {
    return unit.replaceAll("\\bu(?=mol|g|L)", "µ")
        .replace("10^12", "×10¹²")
        .replace("10^9", "×10⁹")
        .replaceAll("(?<=\\bm|\\bcm|\\bmm|3m)2", "²")
        .replaceAll("(?<=\\bm|\\bcm|\\bmm)3", "³");
  }
}
