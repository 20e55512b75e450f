package org.trialwright.figures;

import java.util.ArrayList;
import java.util.List;

/**
 * From values to pixels, straight or by logarithm.
 *
 * @param low the value at pixel {@code from}
 * @param high the value at pixel {@code to}
 */
record Scale(double low, double high, double from, double to, boolean log) {
  Scale {
    Checks.that(low < high, "a scale from %s to %s", low, high);
    Checks.that(!log || low > 0, "a logarithmic scale from %s", low);
  }

  static Scale linear(double low, double high, double from, double to) {
    return new Scale(low, high, from, to, false);
  }

  static Scale log(double low, double high, double from, double to) {
    return new Scale(low, high, from, to, true);
  }

  double at(double value) {
    double share =
        log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    return from + share * (to - from);
  }

  /** The pixel of a value, or of the nearest end of the scale. */
  double clipped(double value) {
    return at(Math.clamp(value, low, high));
  }

  boolean holds(double value) {
    return value >= low && value <= high;
  }

  /** Round numbers that hold both values: steps of 1, 2, 2½ or 5 and tens, about so many. */
  static List<Double> ticks(double low, double high, int about) {
    double rough = Math.max(high - low, 1e-9) / about;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double step = 10 * power;
    for (double candidate : new double[] {1, 2, 2.5, 5}) {
      if (candidate * power >= rough * 0.999) {
        step = candidate * power;
        break;
      }
    }
    List<Double> ticks = new ArrayList<>();
    long first = (long) Math.floor(low / step + 1e-9);
    long last = (long) Math.ceil(high / step - 1e-9);
    for (long at = first; at <= Math.max(last, first + 1); at++) {
      ticks.add(at * step);
    }
    return List.copyOf(ticks);
  }
}
