package org.trialwright.figures;

import java.util.List;

/**
 * Power, or another share, over two assumptions: a cell for each pair with its value, lines around
 * what reaches 80 and 90 %. A cell lies within a line when the number printed in it does.
 *
 * @param measure what the cells show: "Power (%)"
 * @param columns names of the columns under the map, from left to right
 * @param rows names of the rows, from top to bottom
 * @param values a row for each name, a share for each column
 */
public record HeatMap(
    About about,
    Text measure,
    Text across,
    Text down,
    List<Text> columns,
    List<Text> rows,
    List<List<Double>> values)
    implements Figure {

  private static final double HIGH = 27;
  private static final int INNER = 80;
  private static final int INMOST = 90;

  public HeatMap {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    values = values.stream().map(List::copyOf).toList();
    Checks.size(columns.size(), 1, 16, "columns");
    Checks.size(rows.size(), 1, 30, "rows");
    Checks.that(
        values.size() == rows.size(), "%s rows of values for %s names", values.size(), rows.size());
    for (List<Double> row : values) {
      Checks.that(
          row.size() == columns.size(), "%s values for %s columns", row.size(), columns.size());
      row.forEach(value -> Checks.share(value, "a cell"));
    }
  }

  /** The whole percentage that is printed, coloured and compared. */
  private int percent(int row, int column) {
    return (int) Numbers.rounded(100 * values.get(row).get(column));
  }

  @Override
  public String svg(Look look) {
    List<String> rowNames = rows.stream().map(look::in).toList();
    List<String> columnNames = columns.stream().map(look::in).toList();
    double widest = Theme.widest(columnNames, Theme.BODY, false) + 8;
    double cell = Math.max(46, Math.min(widest, 130));
    double names = Math.min(200, Theme.widest(rowNames, Theme.BODY, false));
    String title = look.in(down);
    double high = HIGH * rows.size();
    List<String> titleLines = Theme.wrap(title, Math.max(high, 110), Theme.BODY, false);
    double left = Theme.MARGIN + 6 + Theme.SMALL_LINE * titleLines.size() + 6 + names + 8;
    double width = Math.max(360, left + cell * columns.size() + Theme.MARGIN + 4);
    double top = Svg.top(about) + 18;
    double bottom = top + high;
    double right = left + cell * columns.size();
    double titleLength = Theme.widest(titleLines, Theme.BODY, false);
    double titleMiddle = Math.max((top + bottom) / 2, top + titleLength / 2);
    double below = Math.max(bottom + Axis.BOTTOM, titleMiddle + titleLength / 2);
    double height = below + Svg.foot(this, look, width, Words.CONTOURS);
    Svg svg = new Svg(this, look, width, height, Words.CONTOURS);
    svg.text(
        left,
        top - 6,
        Theme.cut(
            about.axis(measure, look.language()), width - left - Theme.MARGIN, Theme.SMALL, true),
        Type.HEAD);
    cells(svg, look, left, top, cell);
    contour(svg, left, top, cell, INNER, 1.4, "");
    contour(svg, left, top, cell, INMOST, 1.4, "3 2");
    svg.group(
        Type.BODY.end(),
        () -> {
          for (int row = 0; row < rows.size(); row++) {
            svg.text(
                left - 8,
                top + HIGH * (row + 0.5) + 4,
                Theme.cut(rowNames.get(row), names + 1, Theme.BODY, false),
                Type.BODY.end());
          }
        });
    svg.group(
        Type.BODY.middle(),
        () -> {
          for (int column = 0; column < columns.size(); column++) {
            svg.text(
                left + cell * (column + 0.5),
                bottom + 16,
                Theme.cut(columnNames.get(column), cell - 4, Theme.BODY, false),
                Type.BODY.middle());
          }
          svg.text(
              (left + right) / 2,
              bottom + 34,
              Theme.cut(
                  about.axis(across, look.language()),
                  2 * (Math.min((left + right) / 2, width - (left + right) / 2) - Theme.MARGIN),
                  Theme.BODY,
                  false),
              Type.BODY.middle());
        });
    for (int line = 0; line < titleLines.size(); line++) {
      svg.upwards(
          Theme.MARGIN + 10 + Theme.SMALL_LINE * line,
          titleMiddle,
          titleLines.get(line),
          Type.BODY);
    }
    return svg.close();
  }

  private void cells(Svg svg, Look look, double left, double top, double cell) {
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < columns.size(); column++) {
        int percent = percent(row, column);
        String fill = Theme.tint(Theme.STATES.getFirst(), percent / 100.0);
        double x = left + cell * column;
        double y = top + HIGH * row;
        svg.edged(new Path().box(x, y, cell, HIGH), fill, Theme.WHITE, 1);
        Type type = Type.BODY.middle().in(Theme.on(fill));
        svg.text(
            x + cell / 2,
            y + HIGH / 2 + 4,
            look.numbers().fixed(percent, 0),
            percent >= INNER ? type.strong() : type);
      }
    }
  }

  /** Along the edges between cells that reach the level and cells that do not. */
  private void contour(
      Svg svg, double left, double top, double cell, int level, double thick, String dash) {
    Path path = new Path();
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < columns.size(); column++) {
        boolean in = percent(row, column) >= level;
        double x = left + cell * (column + 1);
        double y = top + HIGH * (row + 1);
        if (column + 1 < columns.size() && in != (percent(row, column + 1) >= level)) {
          path.move(x, y - HIGH).down(y);
        }
        if (row + 1 < rows.size() && in != (percent(row + 1, column) >= level)) {
          path.move(x - cell, y).across(x);
        }
      }
    }
    svg.stroke(path, Theme.WHITE, thick + 2);
    svg.stroke(path, Theme.INK, thick, dash);
  }

  @Override
  public Table table(Look look) {
    Table.Rows table =
        new Table.Rows(look, List.of(look.in(down), look.in(across), look.in(measure)));
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < columns.size(); column++) {
        table.word(look.in(rows.get(row))).word(look.in(columns.get(column)));
        table.fixed(percent(row, column), 0);
      }
    }
    return table.table();
  }

  @Override
  public String finding(Look look) {
    if (!about.finding().isNone()) {
      return look.in(about.finding());
    }
    int least = 100;
    int most = 0;
    int reached = 0;
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < columns.size(); column++) {
        int percent = percent(row, column);
        least = Math.min(least, percent);
        most = Math.max(most, percent);
        reached += percent >= INNER ? 1 : 0;
      }
    }
    Numbers numbers = look.numbers();
    return Words.fill(
        look,
        new Text(
            "{0}: from {1}% to {2}%; {3} of {4} combinations reach 80%.",
            "{0}：{1}% 至 {2}%；{4} 种组合中 {3} 种达到 80%。"),
        Words.bare(look.in(measure)),
        numbers.fixed(least, 0),
        numbers.fixed(most, 0),
        numbers.count(reached),
        numbers.count((long) rows.size() * columns.size()));
  }
}
