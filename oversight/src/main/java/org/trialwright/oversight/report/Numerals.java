package org.trialwright.oversight.report;

import java.util.function.DoubleFunction;
import org.trialwright.figures.Look;
import org.trialwright.figures.Numbers;
import org.trialwright.statistics.Estimate;
import org.trialwright.statistics.Limits;

/** Numbers as a reader of a journal expects them. */
public record Numerals(Look look) {
  private static final String NONE = "–";

  public Numbers numbers() {
    return look.numbers();
  }

  public String of(Estimate estimate, int decimals) {
    return known(estimate, value -> numbers().fixed(value, decimals));
  }

  String percent(Estimate estimate, int of) {
    return known(estimate, value -> numbers().percent(value, of));
  }

  String percents(Limits limits, int of) {
    return range(percent(limits.lower(), of), percent(limits.upper(), of));
  }

  String range(Limits limits, int decimals) {
    return range(of(limits.lower(), decimals), of(limits.upper(), decimals));
  }

  String range(double lower, double upper, int decimals) {
    return numbers().range(lower, upper, decimals, look.language());
  }

  private static String range(String lower, String upper) {
    return lower.equals(NONE) && upper.equals(NONE) ? NONE : lower + " – " + upper;
  }

  public String p(Estimate p) {
    return known(p, value -> numbers().p(value).replaceFirst("^p=?", ""));
  }

  private static String known(Estimate estimate, DoubleFunction<String> written) {
    return switch (estimate) {
      case Estimate.Known(double value) -> written.apply(value);
      case Estimate.NotEstimable _ -> NONE;
    };
  }
}
