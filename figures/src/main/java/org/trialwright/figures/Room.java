package org.trialwright.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where in a plot words may stand without covering what is drawn. */
final class Room {
  private record Box(double left, double top, double right, double bottom) {
    boolean meets(Box other) {
      return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
  }

  private static final double NEAR = 5;

  private final Box plot;
  private final List<Box> taken = new ArrayList<>();

  Room(double left, double top, double right, double bottom) {
    plot = new Box(left, top, right, bottom);
  }

  void take(double x1, double y1, double x2, double y2) {
    taken.add(
        new Box(
            Math.min(x1, x2) - NEAR,
            Math.min(y1, y2) - NEAR,
            Math.max(x1, x2) + NEAR,
            Math.max(y1, y2) + NEAR));
  }

  /** The top left of a free place of that size: corners first, the right before the left. */
  Optional<double[]> place(double width, double height) {
    double left = plot.left + 14;
    double right = plot.right - width;
    double top = plot.top + 2;
    double bottom = plot.bottom - height - 6;
    if (right < left || bottom < top) {
      return Optional.empty();
    }
    double[][] corners = {{right, top}, {left, bottom}, {right, bottom}, {left, top}};
    for (double[] at : corners) {
      Box wanted = new Box(at[0], at[1], at[0] + width, at[1] + height);
      if (taken.stream().noneMatch(wanted::meets)) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }
}
