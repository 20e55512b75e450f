package org.trialwright.figures;

import java.util.ArrayList;
import java.util.List;

/**
 * Means over time with intervals, as of a questionnaire's score, n under the axis.
 *
 * @param outcome with its unit: "Mean change from baseline (points)"
 * @param series one to four; the first is arm 1
 * @param important the minimal important difference, shaded to both sides of 0; 0: none
 * @param interval the interval's kind, for the foot: "95% CI"
 */
public record Lines(
    About about, Text outcome, TimeAxis time, List<Series> series, double important, Text interval)
    implements Figure {

  /**
   * @param points times ascending
   */
  public record Series(Text name, List<Point> points) {
    public Series {
      points = List.copyOf(points);
      Checks.that(!name.isNone(), "a line without a name");
      Checks.that(!points.isEmpty(), "%s has no points", name.english());
      Checks.ascending(points.stream().map(Point::time).toList(), "times of " + name.english());
    }
  }

  /**
   * @param lower NaN, and the upper one too, when the interval is undefined
   * @param n how many were measured
   */
  public record Point(double time, double mean, double lower, double upper, int n) {
    public Point {
      Checks.finite(time, "a point's time");
      Checks.interval(lower, mean, upper, "the mean at time " + time);
      Checks.count(n, "a point's n");
    }

    boolean hasInterval() {
      return !Double.isNaN(lower);
    }
  }

  private static final double PLOT = 230;
  private static final double DODGE = 3;

  public Lines {
    series = List.copyOf(series);
    Checks.size(series.size(), 1, Theme.SERIES.size(), "lines");
    Checks.that(
        important >= 0 && Double.isFinite(important), "an important difference of %s", important);
    Checks.that(!interval.isNone(), "the kind of interval is not said");
    for (Series one : series) {
      for (Point point : one.points()) {
        Checks.that(
            point.time() >= 0 && point.time() <= time.end(),
            "%s has a point at %s, the axis ends at %s",
            one.name().english(),
            point.time(),
            time.end());
      }
    }
  }

  @Override
  public String svg(Look look) {
    double low = -important;
    double high = important;
    for (Series one : series) {
      for (Point point : one.points()) {
        low = Math.min(low, point.hasInterval() ? point.lower() : point.mean());
        high = Math.max(high, point.hasInterval() ? point.upper() : point.mean());
      }
    }
    List<Double> ticks = Scale.ticks(low, high, 6);
    List<String> names = series.stream().map(one -> look.in(one.name())).toList();
    List<List<String>> labels =
        names.stream().map(name -> Theme.wrap(name, 110, Theme.BODY, false)).toList();
    double labelWidth =
        labels.stream()
            .mapToDouble(lines -> Theme.widest(lines, Theme.BODY, false))
            .max()
            .orElse(0);
    List<List<String>> rowNames =
        names.stream().map(name -> Theme.wrap(name, 150, Theme.BODY, false)).toList();
    String title = about.axis(outcome, look.language());
    double left =
        Math.max(
            Theme.MARGIN + Theme.widest(rowNames, Theme.BODY) + 24,
            Axis.left(ticks, title, PLOT, look));
    double right = Theme.WIDE - Theme.MARGIN - labelWidth - 14;
    double top = Svg.top(about) + 6;
    double bottom = top + PLOT;
    Scale x = time.across(left, right);
    Scale y = Scale.linear(ticks.getFirst(), ticks.getLast(), bottom, top);
    double rows = 26 + Theme.LINE * rowNames.stream().mapToInt(List::size).sum();
    Text note = note();
    double height = bottom + Axis.BOTTOM + rows + Svg.foot(this, look, Theme.WIDE, note);
    Svg svg = new Svg(this, look, Theme.WIDE, height, note);
    if (important > 0) {
      svg.fill(
          new Path().box(left, y.at(important), right - left, y.at(-important) - y.at(important)),
          Theme.WASH);
    }
    svg.stroke(new Path().move(left, y.clipped(0)).across(right), Theme.RULE, Theme.AXIS);
    Axis.left(svg, y, left, ticks, title, look);
    Axis.bottom(svg, x, bottom, time.ticks(), about.axis(time.title(), look.language()), look);

    double[] ends = new double[series.size()];
    for (int at = 0; at < series.size(); at++) {
      line(svg, at, x, y);
      ends[at] = y.at(series.get(at).points().getLast().mean());
    }
    int tallest = labels.stream().mapToInt(List::size).max().orElse(1);
    double[] places = Spread.apart(ends, Theme.SMALL_LINE * tallest + 2, top, bottom);
    for (int at = 0; at < series.size(); at++) {
      svg.lines(
          right + 12,
          places[at] + 4 - Theme.SMALL_LINE * (labels.get(at).size() - 1) / 2,
          labels.get(at),
          Type.BODY.in(Theme.SERIES.get(at).words()),
          Theme.SMALL_LINE);
    }
    table(svg, look, x, bottom + Axis.BOTTOM + 20, rowNames);
    return svg.close();
  }

  private Text note() {
    String shade =
        important > 0
            ? Words.IMPORTANT.english() + Numbers.FULL_STOP.shortest(important) + ". "
            : "";
    String shadeZh =
        important > 0
            ? Words.IMPORTANT.chinese() + Numbers.FULL_STOP.shortest(important) + "。"
            : "";
    return new Text(
        Words.WHISKERS.english() + interval.english() + ". " + shade.strip(),
        Words.WHISKERS.chinese() + interval.chinese() + "。" + shadeZh);
  }

  private void line(Svg svg, int at, Scale x, Scale y) {
    Theme.Series style = Theme.SERIES.get(at);
    double dodge = DODGE * (2 * at - (series.size() - 1));
    Path line = new Path();
    Path whiskers = new Path();
    Path points = new Path();
    for (Point point : series.get(at).points()) {
      double px = x.at(point.time()) + dodge;
      double py = y.at(point.mean());
      if (line.isEmpty()) {
        line.move(px, py);
      } else {
        line.line(px, py);
      }
      if (point.hasInterval()) {
        whiskers.move(px, y.at(point.lower())).down(y.at(point.upper()));
      }
      switch (at) {
        case 0 -> points.circle(px, py, 3);
        case 1 -> points.box(px - 2.7, py - 2.7, 5.4, 5.4);
        case 2 -> points.diamond(px, py, 3.6, 3.6);
        default -> points.triangle(px, py, 3.6);
      }
    }
    svg.stroke(whiskers, style.ink(), 1);
    svg.stroke(line, style.ink(), Theme.CURVE, style.dash());
    svg.edged(points, style.ink(), Theme.WHITE, 0.6);
  }

  /** How many were measured, under the point's time. */
  private void table(Svg svg, Look look, Scale x, double y, List<List<String>> names) {
    svg.text(Theme.MARGIN, y, look.in(Words.NUMBER_MEASURED), Type.HEAD);
    double next = y + 2 + Theme.LINE;
    for (int at = 0; at < series.size(); at++) {
      double row = next;
      svg.lines(
          Theme.MARGIN, row, names.get(at), Type.BODY.in(Theme.SERIES.get(at).words()), Theme.LINE);
      next += Theme.LINE * names.get(at).size();
      List<Point> points = series.get(at).points();
      svg.group(
          Type.BODY.middle(),
          () -> {
            double used = Double.NEGATIVE_INFINITY;
            for (Point point : points) {
              String n = look.numbers().count(point.n());
              double middle = x.at(point.time());
              double half = Type.BODY.width(n) / 2;
              if (middle - half > used + 3) {
                svg.text(middle, row, n, Type.BODY.middle());
                used = middle + half;
              }
            }
          });
    }
  }

  @Override
  public Table table(Look look) {
    Table.Rows rows =
        new Table.Rows(
            look,
            List.of(
                look.in(Words.ARM),
                look.in(time.title()),
                "n",
                look.in(outcome),
                look.in(Words.LOWER),
                look.in(Words.UPPER)));
    for (Series one : series) {
      for (Point point : one.points()) {
        rows.word(look.in(one.name())).shortest(point.time()).count(point.n());
        rows.fixed(point.mean(), 1).fixed(point.lower(), 1).fixed(point.upper(), 1);
      }
    }
    return rows.table();
  }

  @Override
  public String finding(Look look) {
    if (!about.finding().isNone()) {
      return look.in(about.finding());
    }
    List<String> parts = new ArrayList<>();
    for (Series one : series) {
      Point last = one.points().getLast();
      parts.add(
          Words.fill(
              look,
              new Text("{0} {1}{2} at {3}", "{0} {3}时 {1}{2}"),
              look.in(one.name()),
              look.numbers().fixed(last.mean(), 1),
              last.hasInterval()
                  ? Words.ci(
                      look, look.numbers().range(last.lower(), last.upper(), 1, look.language()))
                  : "",
              Words.at(look, last.time(), time.title())));
    }
    return Words.fill(
        look,
        new Text("{0}: {1}.", "{0}：{1}。"),
        Words.bare(look.in(outcome)),
        String.join(look.in(Words.SEMICOLON), parts));
  }
}
