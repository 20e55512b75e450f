package org.trialwright.figures;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Adverse events as bars, arm 1 to the left and arm 2 to the right, grades 1–2 pale and grade 3 or
 * more full; sorted by the difference of the arms.
 */
public record Butterfly(About about, Text first, Text second, List<AdverseEvent> events)
    implements Figure {

  private static final double ROW = 20;
  private static final double BAR = 13;
  private static final double PALE = 0.28;

  public Butterfly {
    Checks.size(events.size(), 1, 60, "adverse events");
    Checks.that(!first.isNone() && !second.isNone(), "an arm without a name");
    for (AdverseEvent event : events) {
      Checks.that(
          event.first().of() == events.getFirst().first().of()
              && event.second().of() == events.getFirst().second().of(),
          "%s is of other numbers of participants than %s",
          event.name().english(),
          events.getFirst().name().english());
    }
    events = sorted(events);
  }

  static List<AdverseEvent> sorted(List<AdverseEvent> events) {
    return events.stream()
        .sorted(Comparator.comparingDouble(AdverseEvent::excess).reversed())
        .toList();
  }

  @Override
  public String svg(Look look) {
    double width = Theme.TABLE;
    double most = 0.01;
    double values = 0;
    for (AdverseEvent event : events) {
      most = Math.max(most, Math.max(event.first().value(), event.second().value()));
      values =
          Math.max(values, Type.SMALL.width(written(look, event.first(), event.firstSevere())));
      values =
          Math.max(values, Type.SMALL.width(written(look, event.second(), event.secondSevere())));
    }
    List<String> names = events.stream().map(event -> look.in(event.name())).toList();
    double centre = Math.min(170, Theme.widest(names, Theme.BODY, false)) + 20;
    List<Double> ticks = Scale.ticks(0, 100 * most, 4);
    double half = (width - centre) / 2 - Theme.MARGIN - values - 8;
    double axisMost = ticks.getLast();
    Scale left = Scale.linear(0, axisMost, (width - centre) / 2, (width - centre) / 2 - half);
    Scale right = Scale.linear(0, axisMost, (width + centre) / 2, (width + centre) / 2 + half);

    double heads = Svg.top(about) + 10;
    int headLines =
        Math.max(
            head(look, first, events.getFirst().first(), left.from()).size(),
            head(look, second, events.getFirst().second(), left.from()).size());
    double top = heads + 26 + Theme.LINE * (headLines - 1);
    List<List<String>> labels =
        names.stream().map(name -> Theme.wrap(name, centre - 19, Theme.BODY, false)).toList();
    double rows =
        labels.stream().mapToDouble(label -> ROW + Theme.SMALL_LINE * (label.size() - 1)).sum();
    double bottom = top + rows + 4;
    double height = bottom + Axis.BOTTOM + Svg.foot(this, look, width, note());
    Svg svg = new Svg(this, look, width, height, note());
    String blue = Theme.SERIES.get(0).ink();
    String red = Theme.SERIES.get(1).ink();
    List<String> firstHead = head(look, first, events.getFirst().first(), left.from());
    List<String> secondHead = head(look, second, events.getFirst().second(), width - right.from());
    svg.lines(left.from(), heads, firstHead, Type.BODY.strong().end().in(blue), Theme.LINE);
    svg.lines(right.from(), heads, secondHead, Type.BODY.strong().in(red), Theme.LINE);
    key(svg, look, width / 2, top - 11);

    Path[] pale = {new Path(), new Path()};
    Path[] full = {new Path(), new Path()};
    double y = top;
    for (int at = 0; at < events.size(); at++) {
      AdverseEvent event = events.get(at);
      double tall = ROW + Theme.SMALL_LINE * (labels.get(at).size() - 1);
      double middle = y + tall / 2;
      svg.lines(
          width / 2,
          middle + 4 - Theme.SMALL_LINE * (labels.get(at).size() - 1) / 2,
          labels.get(at),
          Type.BODY.middle(),
          Theme.SMALL_LINE);
      bar(pale[0], left, event.firstSevere().value(), event.first().value(), middle);
      bar(full[0], left, 0, event.firstSevere().value(), middle);
      bar(pale[1], right, event.secondSevere().value(), event.second().value(), middle);
      bar(full[1], right, 0, event.secondSevere().value(), middle);
      svg.text(
          left.at(100 * event.first().value()) - 5,
          middle + 3.5,
          written(look, event.first(), event.firstSevere()),
          Type.SMALL.end());
      svg.text(
          right.at(100 * event.second().value()) + 5,
          middle + 3.5,
          written(look, event.second(), event.secondSevere()),
          Type.SMALL);
      y += tall;
    }
    svg.fill(pale[0], Theme.tint(blue, PALE)).fill(full[0], blue);
    svg.fill(pale[1], Theme.tint(red, PALE)).fill(full[1], red);
    svg.rule(new Path().move(left.from(), top).down(bottom).move(right.from(), top).down(bottom));
    String title = about.axis(Words.PARTICIPANTS_PERCENT, look.language());
    Axis.bottom(svg, left, bottom, ticks, title, look);
    Axis.bottom(svg, right, bottom, ticks, title, look);
    return svg.close();
  }

  private static List<String> head(Look look, Text arm, Share share, double room) {
    return Theme.wrap(headed(look, arm, share), room - Theme.MARGIN, Theme.BODY, true);
  }

  private static Text note() {
    return Words.BESIDE_BARS;
  }

  private static void bar(Path path, Scale x, double from, double to, double middle) {
    if (to > from) {
      double a = x.at(100 * from);
      double b = x.at(100 * to);
      path.box(Math.min(a, b), middle - BAR / 2, Math.abs(b - a), BAR);
    }
  }

  private static void key(Svg svg, Look look, double middle, double y) {
    String pale = look.in(Words.MILD);
    String full = look.in(Words.SEVERE);
    double wide = 12 + 6 + Type.SMALL.width(pale) + 16 + 12 + 6 + Type.SMALL.width(full);
    double x = middle - wide / 2;
    svg.fill(new Path().box(x, y - 8, 12, 9), Theme.tint(Theme.INK, PALE));
    svg.text(x + 18, y, pale, Type.SMALL);
    double second = x + 18 + Type.SMALL.width(pale) + 16;
    svg.fill(new Path().box(second, y - 8, 12, 9), Theme.INK);
    svg.text(second + 18, y, full, Type.SMALL);
  }

  static String headed(Look look, Text arm, Share share) {
    return Words.fill(
        look,
        new Text("{0} (n={1})", "{0}（n={1}）"),
        look.in(arm),
        look.numbers().count(share.of()));
  }

  /** Percentages at any grade and at grade 3 or more: {@code 46·9 (23·4)}. */
  private static String written(Look look, Share any, Share severe) {
    return any.percent(look.numbers()) + " (" + severe.percent(look.numbers()) + ")";
  }

  @Override
  public Table table(Look look) {
    return rows(look, first, second, events);
  }

  static Table rows(Look look, Text first, Text second, List<AdverseEvent> events) {
    List<String> head = new ArrayList<>();
    head.add(look.in(Words.ADVERSE_EVENT));
    for (Text arm : List.of(first, second)) {
      for (Text part : List.of(Words.ANY_GRADE, Words.SEVERE)) {
        String named = look.in(arm) + look.in(Words.COMMA) + look.in(part);
        head.add(named + look.in(Words.COLON) + "n");
        head.add(named + look.in(Words.COLON) + "%");
      }
      head.add(look.in(arm) + look.in(Words.COLON) + "N");
    }
    head.addAll(List.of(look.in(Words.DIFFERENCE), look.in(Words.LOWER), look.in(Words.UPPER)));
    Table.Rows rows = new Table.Rows(look, head);
    for (AdverseEvent event : events) {
      rows.word(look.in(event.name()));
      share(rows, event.first());
      share(rows, event.firstSevere()).count(event.first().of());
      share(rows, event.second());
      share(rows, event.secondSevere()).count(event.second().of());
      rows.fixed(100 * event.difference().value(), 1);
      rows.fixed(100 * event.difference().lower(), 1);
      rows.fixed(100 * event.difference().upper(), 1);
    }
    return rows.table();
  }

  private static Table.Rows share(Table.Rows rows, Share share) {
    return rows.count(share.events()).number(share::percent);
  }

  @Override
  public String finding(Look look) {
    return about.finding().isNone()
        ? composed(look, first, second, events)
        : look.in(about.finding());
  }

  static String composed(Look look, Text first, Text second, List<AdverseEvent> events) {
    AdverseEvent top = events.getFirst();
    AdverseEvent low = events.getLast();
    List<String> parts = new ArrayList<>();
    if (top.excess() > 0) {
      parts.add(excess(look, first, second, top.name(), top.first(), top.second()));
    }
    if (low.excess() < 0) {
      parts.add(excess(look, second, first, low.name(), low.second(), low.first()));
    }
    return parts.isEmpty()
        ? Words.fill(
            look,
            new Text("{0} adverse events, none more often in either arm.", "{0} 种不良事件，两组均无差别。"),
            look.numbers().count(events.size()))
        : String.join(look.in(Words.SEMICOLON), parts) + look.in(Words.STOP);
  }

  private static String excess(Look look, Text more, Text less, Text name, Share high, Share low) {
    return Words.fill(
        look,
        new Text(
            "{2} is most in excess in {0} ({3}% against {4}% in {1})",
            "{0}超出最多的是{2}（{3}%，{1}为 {4}%）"),
        look.in(more),
        look.in(less),
        look.in(name),
        high.percent(look.numbers()),
        low.percent(look.numbers()));
  }
}
