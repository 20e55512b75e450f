package org.trialwright.figures;

import java.util.ArrayList;
import java.util.List;

/**
 * Adverse events as a pair of dots, with the difference of the arms and its interval beside them;
 * sorted by the difference.
 *
 * @param interval the interval's kind, for the foot: "95% CI (exact)"
 */
public record DotPlot(
    About about, Text first, Text second, List<AdverseEvent> events, Text interval)
    implements Figure {

  private static final double ROW = 18;
  private static final double DOT = 4;

  public DotPlot {
    Checks.size(events.size(), 1, 60, "adverse events");
    Checks.that(!first.isNone() && !second.isNone(), "an arm without a name");
    Checks.that(!interval.isNone(), "the kind of interval is not said");
    events = Butterfly.sorted(events);
  }

  @Override
  public String svg(Look look) {
    double width = Theme.TABLE;
    List<List<String>> names =
        events.stream()
            .map(event -> Theme.wrap(look.in(event.name()), 170, Theme.BODY, false))
            .toList();
    double label =
        names.stream().mapToDouble(lines -> Theme.widest(lines, Theme.BODY, false)).max().orElse(0);
    double written =
        Math.max(
            Theme.widest(
                events.stream().map(event -> difference(event, look)).toList(), Theme.BODY, false),
            Type.HEAD.width(look.in(Words.DIFFERENCE_HEAD)));
    double left = Theme.MARGIN + label + 14;
    double right = width - Theme.MARGIN - written - 14;
    double middle = left + (right - left) * 0.5;

    double most = 0.01;
    double low = 0;
    double high = 0;
    for (AdverseEvent event : events) {
      most = Math.max(most, Math.max(event.first().value(), event.second().value()));
      Estimate difference = event.difference();
      if (!difference.isNone()) {
        low = Math.min(low, difference.hasInterval() ? difference.lower() : difference.value());
        high = Math.max(high, difference.hasInterval() ? difference.upper() : difference.value());
      }
    }
    List<Double> shares = Scale.ticks(0, 100 * most, 4);
    List<Double> differences = Scale.ticks(100 * low, 100 * high, 4);
    Scale x = Scale.linear(0, shares.getLast(), left, middle - 14);
    Scale d = Scale.linear(differences.getFirst(), differences.getLast(), middle + 14, right);

    Legend legend =
        new Legend(width - 2 * Theme.MARGIN)
            .add(
                Butterfly.headed(look, first, events.getFirst().first()),
                (svg, a, b) -> svg.fill(new Path().circle(a, b, DOT), Theme.SERIES.get(0).ink()))
            .add(
                Butterfly.headed(look, second, events.getFirst().second()),
                (svg, a, b) ->
                    svg.fill(new Path().triangle(a, b, DOT + 0.5), Theme.SERIES.get(1).ink()));
    double head = Svg.top(about) + legend.height() + 14;
    double top = head + 8;
    double bottom = top + names.stream().mapToDouble(DotPlot::tall).sum() + 4;
    Text note = note();
    double height = bottom + Axis.BOTTOM + Svg.foot(this, look, width, note);
    Svg svg = new Svg(this, look, width, height, note);
    legend.draw(svg, left - 7, Svg.top(about));
    svg.text(width - Theme.MARGIN, head, look.in(Words.DIFFERENCE_HEAD), Type.HEAD.end());
    svg.rule(new Path().move(d.at(0), top).down(bottom));

    Path guides = new Path();
    Path dots = new Path();
    Path triangles = new Path();
    Path whiskers = new Path();
    Path squares = new Path();
    double y = top;
    for (int at = 0; at < events.size(); at++) {
      AdverseEvent event = events.get(at);
      double centre = y + tall(names.get(at)) / 2;
      svg.lines(
          Theme.MARGIN,
          centre + 4 - Theme.SMALL_LINE * (names.get(at).size() - 1) / 2,
          names.get(at),
          Type.BODY,
          Theme.SMALL_LINE);
      guides.move(left, centre).across(middle - 14);
      dots.circle(x.at(100 * event.first().value()), centre, DOT);
      triangles.triangle(x.at(100 * event.second().value()), centre, DOT + 0.5);
      Estimate difference = event.difference();
      if (!difference.isNone()) {
        if (difference.hasInterval()) {
          whiskers
              .move(d.at(100 * difference.lower()), centre)
              .across(d.at(100 * difference.upper()));
        }
        squares.box(d.at(100 * difference.value()) - 3, centre - 3, 6, 6);
      }
      svg.text(width - Theme.MARGIN, centre + 4, difference(event, look), Type.BODY.end());
      y += tall(names.get(at));
    }
    svg.stroke(guides, "#d9d9d9", 0.6);
    svg.edged(triangles, Theme.SERIES.get(1).ink(), Theme.WHITE, 0.5);
    svg.edged(dots, Theme.SERIES.get(0).ink(), Theme.WHITE, 0.5);
    svg.stroke(whiskers, Theme.INK, 1);
    svg.fill(squares, Theme.INK);
    Axis.bottom(
        svg, x, bottom, shares, about.axis(Words.PARTICIPANTS_PERCENT, look.language()), look);
    Axis.bottom(svg, d, bottom, differences, about.axis(Words.DIFFERENCE, look.language()), look);
    return svg.close();
  }

  private Text note() {
    return new Text(
        Words.WHISKERS.english() + interval.english() + ".",
        Words.WHISKERS.chinese() + interval.chinese() + "。");
  }

  private static double tall(List<String> lines) {
    return ROW + Theme.SMALL_LINE * (lines.size() - 1);
  }

  private static String difference(AdverseEvent event, Look look) {
    Estimate one = event.difference();
    return one.isNone()
        ? one.written(look, 1)
        : new Estimate(100 * one.value(), 100 * one.lower(), 100 * one.upper()).written(look, 1);
  }

  @Override
  public Table table(Look look) {
    return Butterfly.rows(look, first, second, events);
  }

  @Override
  public String finding(Look look) {
    if (!about.finding().isNone()) {
      return look.in(about.finding());
    }
    List<String> parts = new ArrayList<>();
    for (AdverseEvent event : List.of(events.getFirst(), events.getLast())) {
      if (!event.difference().isNone()) {
        parts.add(look.in(event.name()) + " " + difference(event, look));
      }
    }
    String shares = Butterfly.composed(look, first, second, events);
    return parts.isEmpty()
        ? shares
        : shares
            + Words.fill(
                look,
                new Text(" Difference in points: {0}.", "差值（百分点）：{0}。"),
                String.join(look.in(Words.SEMICOLON), parts));
  }
}
