package org.trialwright.figures;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Keeps labels beside what they name, but off each other. */
final class Spread {
  private Spread() {}

  /**
   * Moves places apart, as little as it takes; their order stays.
   *
   * @return a place for each wanted one, at least {@code apart} from the next, within the limits
   *     where they have room
   */
  static double[] apart(double[] wanted, double apart, double from, double to) {
    Integer[] order =
        IntStream.range(0, wanted.length)
            .boxed()
            .sorted(Comparator.comparingDouble(at -> wanted[at]))
            .toArray(Integer[]::new);
    double[] placed = new double[wanted.length];
    double least = from;
    for (int at : order) {
      placed[at] = Math.max(wanted[at], least);
      least = placed[at] + apart;
    }
    double most = to;
    for (int back = order.length - 1; back >= 0; back--) {
      int at = order[back];
      placed[at] = Math.min(placed[at], most);
      most = placed[at] - apart;
    }
    return placed;
  }
}
