package org.trialwright.figures;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as figures and their tables write them; no locale is asked. Halves are rounded away. */
public final class Numbers {
  static final Numbers MID_POINT = new Numbers('·', "−", "\u2009");
  static final Numbers FULL_STOP = new Numbers('.', "−", "\u2009");

  /** For machines: full stop, hyphen as minus, no thousands. */
  static final Numbers MACHINE = new Numbers('.', "-", "");

  private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};
  private static final double EXACT = 1e15;

  private final char point;
  private final String minus;
  private final String thousands;

  private Numbers(char point, String minus, String thousands) {
    this.point = point;
    this.minus = minus;
    this.thousands = thousands;
  }

  /**
   * With so many decimals; never minus nothing.
   *
   * @param decimals 0 to 6
   */
  public String fixed(double value, int decimals) {
    Checks.finite(value, "a number to be written");
    double scaled = Math.abs(value) * POWERS[decimals];
    if (scaled >= EXACT) {
      String digits =
          new BigDecimal(Math.abs(value)).setScale(0, RoundingMode.HALF_UP).toPlainString();
      return (value < 0 ? minus : "") + grouped(digits);
    }
    long whole = rounded(scaled);
    StringBuilder out = new StringBuilder(16);
    if (value < 0 && whole != 0) {
      out.append(minus);
    }
    out.append(grouped(Long.toString(whole / POWERS[decimals])));
    if (decimals > 0) {
      out.append(point);
      String rest = Long.toString(whole % POWERS[decimals]);
      out.repeat('0', decimals - rest.length()).append(rest);
    }
    return out.toString();
  }

  /** To the nearest whole; what is a half but for the last bits of a double goes up. */
  static long rounded(double value) {
    return Math.round(value + 4 * Math.ulp(value));
  }

  /** As few decimals as say it, at most four: 0·25, 1, 12·5. */
  public String shortest(double value) {
    String text = fixed(value, 4);
    int end = text.length();
    while (text.charAt(end - 1) == '0') {
      end--;
    }
    return text.substring(0, text.charAt(end - 1) == point ? end - 1 : end);
  }

  /** A count; from 10 000 with a thin space between thousands. */
  public String count(long value) {
    return (value < 0 ? minus : "") + grouped(Long.toString(Math.abs(value)));
  }

  /**
   * A share as a percentage without its sign: one decimal when it is of 100 or more, else none.
   *
   * @param share 0 to 1
   * @param of how many it is a share of
   */
  public String percent(double share, int of) {
    return fixed(100 * share, of >= 100 ? 1 : 0);
  }

  /** A p value with two significant figures: {@code p=0·0013}, {@code p<0·0001}. */
  public String p(double p) {
    Checks.share(p, "a p value");
    if (p < 0.0001) {
      return "p<0" + point + "0001";
    }
    if (p > 0.99) {
      return "p>0" + point + "99";
    }
    int decimals = 2;
    while (Math.round(p * POWERS[decimals]) < 10) {
      decimals++;
    }
    return "p=" + fixed(p, decimals);
  }

  /** Both ends, joined by an en rule, or by a word when one is negative. */
  public String range(double lower, double upper, int decimals, Language language) {
    String joint = lower < 0 || upper < 0 ? Words.TO.in(language) : "–";
    return fixed(lower, decimals) + joint + fixed(upper, decimals);
  }

  private String grouped(String digits) {
    if (digits.length() < 5 || thousands.isEmpty()) {
      return digits;
    }
    StringBuilder out = new StringBuilder(digits);
    for (int at = digits.length() - 3; at > 0; at -= 3) {
      out.insert(at, thousands);
    }
    return out.toString();
  }

  /** A coordinate: at most two decimals, no zeros behind, as short as it can be. */
  static void coordinate(StringBuilder out, double value) {
    if (!(Math.abs(value) < 1e9)) {
      throw new IllegalArgumentException("a coordinate is " + value);
    }
    long hundredths = Math.round(value * 100);
    if (hundredths < 0) {
      out.append('-');
      hundredths = -hundredths;
    }
    out.append(hundredths / 100);
    int rest = (int) (hundredths % 100);
    if (rest != 0) {
      out.append('.').append((char) ('0' + rest / 10));
      if (rest % 10 != 0) {
        out.append((char) ('0' + rest % 10));
      }
    }
  }
}
