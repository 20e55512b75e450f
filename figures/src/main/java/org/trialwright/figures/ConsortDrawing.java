package org.trialwright.figures;

import java.util.ArrayList;
import java.util.List;

/** Measures the boxes, gives each row of them one height, and joins them with arrows. */
final class ConsortDrawing {
  private static final double GAP = 24;
  private static final double SIDE_GAP = 10;
  private static final double PAD = 7;
  private static final double HEAD_WIDTH = 250;

  private record Line(String words, Type type, double indent) {}

  private record Box(List<Line> lines, boolean alone) {
    double height() {
      return 2 * PAD + Theme.SMALL_LINE * lines.size() - 1;
    }
  }

  private final Consort flow;
  private final Look look;
  private final double width;
  private final double column;

  ConsortDrawing(Consort flow, Look look) {
    this.flow = flow;
    this.look = look;
    int arms = flow.arms().size();
    width = Math.max(680, 2 * Theme.MARGIN + arms * 200 + (arms - 1) * GAP);
    column = Math.min(400, (width - 2 * Theme.MARGIN - (arms - 1) * GAP) / arms);
  }

  String svg() {
    double middle = width / 2;
    Box assessed = box(Words.ASSESSED, flow.assessed(), List.of(), HEAD_WIDTH);
    double excludedLeft = middle + 46;
    double excludedWidth = width - Theme.MARGIN - excludedLeft;
    Box excluded =
        box(
            Words.EXCLUDED,
            flow.excluded().stream().mapToInt(Consort.Count::n).sum(),
            flow.excluded(),
            excludedWidth);
    Box randomised = box(Words.RANDOMISED, flow.randomised(), List.of(), HEAD_WIDTH);

    double top = Svg.top(flow.about());
    double excludedTop = top + assessed.height() + SIDE_GAP;
    double randomisedTop = excludedTop + excluded.height() + SIDE_GAP;
    double armsTop = randomisedTop + randomised.height() + GAP + 10;
    List<List<Box>> rows = rows();
    double height = armsTop;
    for (int row = 0; row < rows.size(); row++) {
      height += rowHeight(rows.get(row)) + (row + 1 < rows.size() ? gap(row) : 0);
    }
    height += Svg.foot(flow, look, width, Text.NONE);

    Svg svg = new Svg(flow, look, width, height, Text.NONE);
    Path lines = new Path();
    Path heads = new Path();
    Path boxes = new Path();
    draw(svg, boxes, assessed, middle - HEAD_WIDTH / 2, top, HEAD_WIDTH, assessed.height());
    draw(svg, boxes, excluded, excludedLeft, excludedTop, excludedWidth, excluded.height());
    draw(
        svg,
        boxes,
        randomised,
        middle - HEAD_WIDTH / 2,
        randomisedTop,
        HEAD_WIDTH,
        randomised.height());
    downArrow(lines, heads, middle, top + assessed.height(), randomisedTop);
    sideArrow(lines, heads, middle, excludedTop + excluded.height() / 2, excludedLeft);

    double fork = armsTop - GAP / 2 - 3;
    lines.move(middle, randomisedTop + randomised.height()).down(fork);
    int arms = flow.arms().size();
    lines.move(centre(0), fork).across(centre(arms - 1));
    for (int arm = 0; arm < arms; arm++) {
      downArrow(lines, heads, centre(arm), fork, armsTop);
      arm(svg, boxes, lines, heads, rows, arm, armsTop);
    }
    svg.rule(lines);
    svg.fill(heads, Theme.INK);
    svg.rule(boxes);
    return svg.close();
  }

  private double left(int arm) {
    int arms = flow.arms().size();
    double all = arms * column + (arms - 1) * GAP;
    return (width - all) / 2 + arm * (column + GAP);
  }

  private double centre(int arm) {
    return left(arm) + column / 2;
  }

  /** Where an arm's way runs down beside those who leave it. */
  private double way(int arm) {
    return column >= 280 ? centre(arm) : left(arm) + 20;
  }

  private double sideWidth(int arm) {
    return left(arm) + column - way(arm) - 18;
  }

  /** For each row from allocation to analysis a box for each arm. */
  private List<List<Box>> rows() {
    List<List<Box>> rows = new ArrayList<>();
    int steps = flow.arms().getFirst().steps().size();
    rows.add(flow.arms().stream().map(arm -> box(arm.allocated())).toList());
    for (int step = 0; step < steps; step++) {
      List<Box> row = new ArrayList<>();
      for (int arm = 0; arm < flow.arms().size(); arm++) {
        row.add(
            switch (flow.arms().get(arm).steps().get(step)) {
              case Consort.Reached(Consort.Count count) -> box(count);
              case Consort.Left(List<Consort.Count> reasons) ->
                  new Box(items(reasons, sideWidth(arm), 0), false);
            });
      }
      rows.add(row);
    }
    rows.add(
        flow.arms().stream()
            .map(
                arm -> {
                  List<Consort.Count> below = new ArrayList<>(arm.analysed().of());
                  below.addAll(arm.notAnalysed());
                  return box(arm.analysed().what(), arm.analysed().n(), below, column);
                })
            .toList());
    return rows;
  }

  private boolean side(int row) {
    int step = row - 1;
    List<Consort.Step> steps = flow.arms().getFirst().steps();
    return step >= 0 && step < steps.size() && steps.get(step) instanceof Consort.Left;
  }

  private double gap(int row) {
    return side(row) || side(row + 1) ? SIDE_GAP : GAP;
  }

  private static double rowHeight(List<Box> row) {
    return row.stream().mapToDouble(Box::height).max().orElse(0);
  }

  private void arm(
      Svg svg, Path boxes, Path lines, Path heads, List<List<Box>> rows, int arm, double top) {
    double y = top;
    double from = top;
    for (int row = 0; row < rows.size(); row++) {
      Box box = rows.get(row).get(arm);
      double height = rowHeight(rows.get(row));
      if (side(row)) {
        double x = way(arm) + 18;
        draw(svg, boxes, box, x, y, sideWidth(arm), height);
        sideArrow(lines, heads, way(arm), y + height / 2, x);
      } else {
        if (row > 0) {
          downArrow(lines, heads, way(arm), from, y);
        }
        draw(svg, boxes, box, left(arm), y, column, height);
        from = y + height;
      }
      y += height + gap(row);
    }
  }

  private Box box(Consort.Count count) {
    return box(count.what(), count.n(), count.of(), column);
  }

  private Box box(Text what, int n, List<Consort.Count> of, double wide) {
    List<Line> lines = new ArrayList<>();
    for (String words : Theme.wrap(counted(what, n), wide - 2 * PAD, Theme.BODY, true)) {
      lines.add(new Line(words, Type.BODY.strong(), 0));
    }
    lines.addAll(items(of, wide, 8));
    return new Box(lines, of.isEmpty());
  }

  private List<Line> items(List<Consort.Count> counts, double wide, double indent) {
    List<Line> lines = new ArrayList<>();
    for (Consort.Count count : counts) {
      double room = wide - 2 * PAD - indent;
      boolean first = true;
      for (String words :
          Theme.wrap(counted(count.what(), count.n()), room - 8, Theme.SMALL, false)) {
        lines.add(new Line(words, Type.SMALL, first ? indent : indent + 8));
        first = false;
      }
      lines.addAll(items(count.of(), wide, indent + 12));
    }
    return lines;
  }

  /** The number stays with its bracket: no line breaks before it. */
  private String counted(Text what, int n) {
    return Words.fill(
        look, new Text("{0}\u00a0(n={1})", "{0}（n={1}）"), look.in(what), look.numbers().count(n));
  }

  private static void draw(
      Svg svg, Path boxes, Box box, double x, double y, double wide, double high) {
    boxes.box(x, y, wide, high);
    double line =
        box.alone() ? y + (high - Theme.SMALL_LINE * box.lines().size()) / 2 : y + PAD - 1;
    for (Line one : box.lines()) {
      if (box.alone()) {
        svg.text(x + wide / 2, line + 10, one.words(), one.type().middle());
      } else {
        svg.text(x + PAD + one.indent(), line + 10, one.words(), one.type());
      }
      line += Theme.SMALL_LINE;
    }
  }

  private static void downArrow(Path lines, Path heads, double x, double from, double to) {
    lines.move(x, from).down(to - 4);
    heads.move(x, to).line(x - 3, to - 6).line(x + 3, to - 6).close();
  }

  private static void sideArrow(Path lines, Path heads, double from, double y, double to) {
    lines.move(from, y).across(to - 4);
    heads.move(to, y).line(to - 6, y - 3).line(to - 6, y + 3).close();
  }
}
