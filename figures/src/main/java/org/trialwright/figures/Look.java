package org.trialwright.figures;

/**
 * How a figure is written: the language and the sign between whole and hundredths.
 *
 * @param midPoint whether numbers have the point on mid-line, {@code 0·82}, as The Lancet prints
 *     them; what machines read has a full stop always
 */
public record Look(Language language, boolean midPoint) {

  /** English with the point on mid-line, Chinese with a full stop. */
  public static Look of(Language language) {
    return new Look(language, language == Language.ENGLISH);
  }

  /** The formatter for numbers that other words are made with. */
  public Numbers numbers() {
    return midPoint ? Numbers.MID_POINT : Numbers.FULL_STOP;
  }

  String in(Text text) {
    return text.in(language);
  }
}
