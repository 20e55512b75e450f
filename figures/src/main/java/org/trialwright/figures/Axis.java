package org.trialwright.figures;

import java.util.List;

/** Left and bottom axes: a thin line, ticks outward, numbers, a title; no box and no grid. */
final class Axis {
  static final double BOTTOM = 38;

  private Axis() {}

  /** How much room the numbers and the title of a left axis take. */
  static double left(List<Double> ticks, Look look) {
    double numbers =
        ticks.stream()
            .mapToDouble(tick -> Type.BODY.width(look.numbers().shortest(tick)))
            .max()
            .orElse(0);
    return Theme.MARGIN + 16 + numbers + 8;
  }

  static void left(Svg svg, Scale y, double x, List<Double> ticks, String title, Look look) {
    Path path = new Path().move(x, y.from()).down(y.to());
    ticks.forEach(tick -> path.move(x, y.at(tick)).across(x - Theme.TICK));
    svg.rule(path);
    svg.group(
        Type.BODY.end(),
        () ->
            ticks.forEach(
                tick ->
                    svg.text(
                        x - 7, y.at(tick) + 4, look.numbers().shortest(tick), Type.BODY.end())));
    double room = Math.abs(y.to() - y.from()) + 16;
    List<String> lines = Theme.wrap(title, room, Theme.BODY, false);
    double first = x - left(ticks, look) + Theme.MARGIN + 9 - Theme.SMALL_LINE * (lines.size() - 1);
    for (int at = 0; at < lines.size(); at++) {
      svg.upwards(first + at * Theme.SMALL_LINE, (y.from() + y.to()) / 2, lines.get(at), Type.BODY);
    }
  }

  /** The room of a left axis when its title is as long as this. */
  static double left(List<Double> ticks, String title, double height, Look look) {
    int lines = Theme.wrap(title, height + 16, Theme.BODY, false).size();
    return left(ticks, look) + Theme.SMALL_LINE * (lines - 1);
  }

  static void bottom(Svg svg, Scale x, double y, List<Double> ticks, String title, Look look) {
    Path path = new Path().move(x.from(), y).across(x.to());
    ticks.forEach(tick -> path.move(x.at(tick), y).down(y + Theme.TICK));
    svg.rule(path);
    svg.group(
        Type.BODY.middle(),
        () -> {
          ticks.forEach(
              tick ->
                  svg.text(x.at(tick), y + 16, look.numbers().shortest(tick), Type.BODY.middle()));
          double middle = (x.from() + x.to()) / 2;
          double room = 2 * (Math.min(middle, svg.width() - middle) - Theme.MARGIN);
          svg.text(middle, y + 33, Theme.cut(title, room, Theme.BODY, false), Type.BODY.middle());
        });
  }
}
