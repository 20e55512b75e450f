package org.trialwright.figures;

import java.util.ArrayList;
import java.util.List;

/**
 * Effects in subgroups, a square for each whose area is its weight, a diamond for all.
 *
 * @param measure under the axis: "Hazard ratio for death"
 * @param head over the written effects: "HR (95% CI)"
 * @param arms heads of the columns of events/N, one or two; each row has as many shares
 * @param lines from top to bottom, one {@link Overall} among them at most
 * @param ratio effects are ratios on a logarithmic axis around 1; else differences around 0
 * @param ticks of the axis, ascending, at least two; what lies beyond gets an arrow
 * @param favoursLow what an effect below 1 (or 0) favours, from the study file
 */
public record Forest(
    About about,
    Text measure,
    Text head,
    List<Text> arms,
    List<Line> lines,
    boolean ratio,
    List<Double> ticks,
    Text favoursLow,
    Text favoursHigh)
    implements Figure {

  /** A line of the forest. */
  public sealed interface Line permits Group, TestedGroup, Row, Overall {
    Text name();
  }

  /** A heading. */
  public record Group(Text name) implements Line {}

  /**
   * A heading with the test of interaction.
   *
   * @param interaction a p value
   */
  public record TestedGroup(Text name, double interaction) implements Line {
    public TestedGroup {
      Checks.share(interaction, "the interaction's p");
    }
  }

  /**
   * @param weight more than 0; the square's area is in proportion to it
   */
  public record Row(Text name, List<Share> shares, double weight, Estimate estimate)
      implements Line {
    public Row {
      shares = List.copyOf(shares);
      Checks.that(Double.isFinite(weight) && weight > 0, "%s weighs %s", name.english(), weight);
    }
  }

  /** All participants. */
  public record Overall(Text name, List<Share> shares, Estimate estimate) implements Line {
    public Overall {
      shares = List.copyOf(shares);
    }
  }

  private static final double WIDTH = 720;
  private static final double ROW = 18;
  private static final double SQUARE = 10;
  private static final double INDENT = 10;

  public Forest {
    arms = List.copyOf(arms);
    lines = List.copyOf(lines);
    ticks = List.copyOf(ticks);
    Checks.size(arms.size(), 1, 2, "columns of events");
    Checks.size(lines.size(), 1, 80, "lines of a forest");
    Checks.size(ticks.size(), 2, 12, "ticks of an effect");
    Checks.ascending(ticks, "ticks of an effect");
    Checks.that(!ratio || ticks.getFirst() > 0, "a ratio's tick at %s", ticks.getFirst());
    double neutral = ratio ? 1 : 0;
    Checks.that(
        ticks.getFirst() < neutral && neutral < ticks.getLast(),
        "ticks from %s to %s do not hold %s",
        ticks.getFirst(),
        ticks.getLast(),
        neutral);
    int overall = 0;
    for (Line line : lines) {
      overall += line instanceof Overall ? 1 : 0;
      Estimate estimate = estimate(line);
      Checks.that(
          shares(line).size() == (line instanceof Row || line instanceof Overall ? arms.size() : 0),
          "%s has %s shares for %s columns",
          line.name().english(),
          shares(line).size(),
          arms.size());
      Checks.that(
          !ratio || estimate.isNone() || estimate.value() > 0,
          "%s has the ratio %s",
          line.name().english(),
          estimate.value());
      Checks.that(
          !ratio || !(estimate.lower() < 0),
          "%s has a ratio of at least %s",
          line.name().english(),
          estimate.lower());
    }
    Checks.that(overall <= 1, "%s diamonds in a forest", overall);
  }

  private static List<Share> shares(Line line) {
    return switch (line) {
      case Row row -> row.shares();
      case Overall all -> all.shares();
      case Group _, TestedGroup _ -> List.of();
    };
  }

  private static Estimate estimate(Line line) {
    return switch (line) {
      case Row row -> row.estimate();
      case Overall all -> all.estimate();
      case Group _, TestedGroup _ -> Estimate.NONE;
    };
  }

  @Override
  public String svg(Look look) {
    return new Drawing(look).svg();
  }

  /** Lays out the columns: names, events, plot, effects, interaction. */
  private final class Drawing {
    private final Look look;
    private final double width;
    private final double names;
    private final double[] events;
    private final Scale x;
    private final double effects;
    private final double interactions;
    private final boolean tested;

    Drawing(Look look) {
      this.look = look;
      tested = lines.stream().anyMatch(TestedGroup.class::isInstance);
      names =
          Math.min(
              190,
              Math.max(
                  Type.HEAD.width(look.in(Words.SUBGROUP)),
                  lines.stream()
                      .mapToDouble(line -> indent(line) + type(line).width(look.in(line.name())))
                      .max()
                      .orElse(0)));
      events = new double[arms.size()];
      double right = Theme.MARGIN + names + 14;
      for (int arm = 0; arm < arms.size(); arm++) {
        double widest = Theme.widest(heads(arm), Theme.SMALL, true);
        for (Line line : lines) {
          if (!shares(line).isEmpty()) {
            String cell = shares(line).get(arm).written(look.numbers());
            widest = Math.max(widest, type(line).width(cell));
          }
        }
        right += widest;
        events[arm] = right;
        right += 14;
      }
      double effect = Type.HEAD.width(look.in(head));
      for (Line line : lines) {
        if (!shares(line).isEmpty()) {
          effect = Math.max(effect, type(line).width(estimate(line).written(look, 2)));
        }
      }
      double p = tested ? 14 + Math.max(Theme.widest(interactionHead(), Theme.SMALL, true), 48) : 0;
      width = Math.max(WIDTH, right + 200 + 16 + effect + p + Theme.MARGIN);
      interactions = width - Theme.MARGIN;
      effects = interactions - p;
      double from = right + 10;
      double to = effects - effect - 18;
      x = new Scale(ticks.getFirst(), ticks.getLast(), from, to, ratio);
    }

    private List<String> heads(int arm) {
      return Theme.wrap(look.in(arms.get(arm)), 90, Theme.SMALL, true);
    }

    private List<String> interactionHead() {
      return Theme.wrap(look.in(Words.INTERACTION), 64, Theme.SMALL, true);
    }

    private double indent(Line line) {
      return line instanceof Row ? INDENT : 0;
    }

    private Type type(Line line) {
      return line instanceof Row ? Type.BODY : Type.BODY.strong();
    }

    private List<String> name(Line line) {
      Type type = type(line);
      return Theme.wrap(look.in(line.name()), names - indent(line) + 1, type.size(), type.bold());
    }

    private double height(Line line) {
      return ROW + Theme.SMALL_LINE * (name(line).size() - 1);
    }

    String svg() {
      int headLines = tested ? interactionHead().size() : 1;
      for (int arm = 0; arm < arms.size(); arm++) {
        headLines = Math.max(headLines, heads(arm).size());
      }
      double headBottom = Svg.top(about) + 12 + Theme.SMALL_LINE * (headLines - 1);
      double firstRow = headBottom + 8;
      double bottom = firstRow + lines.stream().mapToDouble(this::height).sum() + 6;
      double favours = favoursLow.isNone() && favoursHigh.isNone() ? 0 : 16;
      double height =
          bottom + Axis.BOTTOM + favours + Svg.foot(Forest.this, look, width, Text.NONE);
      Svg svg = new Svg(Forest.this, look, width, height, Text.NONE);
      heads(svg, headBottom);
      svg.rule(new Path().move(Theme.MARGIN, firstRow - 3).across(width - Theme.MARGIN));

      double neutral = x.at(ratio ? 1 : 0);
      svg.rule(new Path().move(neutral, firstRow).down(bottom));
      for (Line line : lines) {
        if (line instanceof Overall all
            && !all.estimate().isNone()
            && x.holds(all.estimate().value())) {
          double at = x.at(all.estimate().value());
          svg.stroke(new Path().move(at, firstRow).down(bottom), Theme.QUIET, Theme.AXIS, "3 3");
        }
      }
      double heaviest =
          lines.stream()
              .mapToDouble(line -> line instanceof Row row ? row.weight() : 0)
              .max()
              .orElse(1);
      Path whiskers = new Path();
      Path squares = new Path();
      Path diamonds = new Path();
      double y = firstRow;
      for (Line line : lines) {
        double middle = y + ROW / 2;
        words(svg, line, middle + 4);
        Estimate estimate = estimate(line);
        if (!estimate.isNone()) {
          if (line instanceof Row row) {
            if (estimate.hasInterval()) {
              whisker(whiskers, squares, estimate, middle);
            }
            if (x.holds(estimate.value())) {
              double side = Math.max(3, SQUARE * Math.sqrt(row.weight() / heaviest));
              squares.box(x.at(estimate.value()) - side / 2, middle - side / 2, side, side);
            }
          } else if (estimate.hasInterval()) {
            diamonds
                .move(clipped(estimate.lower()), middle)
                .line(clipped(estimate.value()), middle - 5)
                .line(clipped(estimate.upper()), middle)
                .line(clipped(estimate.value()), middle + 5)
                .close();
          }
        }
        y += height(line);
      }
      svg.stroke(whiskers, Theme.INK, 1);
      svg.fill(squares, Theme.SERIES.getFirst().ink());
      svg.fill(diamonds, Theme.SERIES.getFirst().ink());
      Axis.bottom(svg, x, bottom, ticks, about.axis(axisTitle(), look.language()), look);
      favours(svg, neutral, bottom + Axis.BOTTOM + 10);
      return svg.close();
    }

    private double clipped(double value) {
      return x.clipped(Math.max(value, x.low()));
    }

    private Text axisTitle() {
      return ratio
          ? new Text(
              measure.english() + Words.LOG_SCALE.english(),
              measure.chinese() + Words.LOG_SCALE.chinese())
          : measure;
    }

    private void heads(Svg svg, double y) {
      svg.text(Theme.MARGIN, y, look.in(Words.SUBGROUP), Type.HEAD);
      for (int arm = 0; arm < arms.size(); arm++) {
        List<String> words = heads(arm);
        svg.lines(
            events[arm],
            y - Theme.SMALL_LINE * (words.size() - 1),
            words,
            Type.HEAD.end(),
            Theme.SMALL_LINE);
      }
      svg.text(effects, y, look.in(head), Type.HEAD.end());
      if (tested) {
        List<String> words = interactionHead();
        svg.lines(
            interactions,
            y - Theme.SMALL_LINE * (words.size() - 1),
            words,
            Type.HEAD.end(),
            Theme.SMALL_LINE);
      }
    }

    private void words(Svg svg, Line line, double y) {
      Type type = type(line);
      svg.lines(Theme.MARGIN + indent(line), y, name(line), type, Theme.SMALL_LINE);
      List<Share> shares = shares(line);
      for (int arm = 0; arm < shares.size(); arm++) {
        svg.text(events[arm], y, shares.get(arm).written(look.numbers()), type.end());
      }
      if (!shares.isEmpty()) {
        svg.text(effects, y, estimate(line).written(look, 2), type.end());
      }
      if (line instanceof TestedGroup group) {
        svg.text(interactions, y, bareP(look.numbers(), group.interaction()), Type.BODY.end());
      }
    }

    private void whisker(Path whiskers, Path heads, Estimate estimate, double y) {
      if (estimate.upper() < x.low() || estimate.lower() > x.high()) {
        boolean below = estimate.upper() < x.low();
        arrow(heads, below ? x.from() : x.to(), y, below ? -1 : 1);
        return;
      }
      whiskers.move(clipped(estimate.lower()), y).across(clipped(estimate.upper()));
      if (estimate.lower() < x.low()) {
        arrow(heads, x.from(), y, -1);
      }
      if (estimate.upper() > x.high()) {
        arrow(heads, x.to(), y, 1);
      }
    }

    private static void arrow(Path path, double x, double y, int way) {
      path.move(x + 4 * way, y).line(x - 3 * way, y - 3.5).line(x - 3 * way, y + 3.5).close();
    }

    private void favours(Svg svg, double neutral, double y) {
      if (!favoursLow.isNone()) {
        svg.text(neutral - 8, y, "← " + look.in(favoursLow), Type.SMALL.end());
      }
      if (!favoursHigh.isNone()) {
        svg.text(neutral + 8, y, look.in(favoursHigh) + " →", Type.SMALL);
      }
    }
  }

  /** In a column that says what it is, p itself goes without saying. */
  private static String bareP(Numbers numbers, double p) {
    String text = numbers.p(p);
    return text.startsWith("p=") ? text.substring(2) : text.substring(1);
  }

  @Override
  public Table table(Look look) {
    List<String> head = new ArrayList<>();
    head.add(look.in(Words.SUBGROUP));
    for (Text arm : arms) {
      head.add(look.in(arm) + look.in(Words.COLON) + look.in(Words.EVENTS));
      head.add(look.in(arm) + look.in(Words.COLON) + "N");
    }
    head.addAll(
        List.of(
            look.in(measure),
            look.in(Words.LOWER),
            look.in(Words.UPPER),
            look.in(Words.INTERACTION)));
    Table.Rows rows = new Table.Rows(look, head);
    for (Line line : lines) {
      rows.word(look.in(line.name()));
      List<Share> shares = shares(line);
      for (int arm = 0; arm < arms.size(); arm++) {
        if (shares.isEmpty()) {
          rows.none().none();
        } else {
          rows.count(shares.get(arm).events()).count(shares.get(arm).of());
        }
      }
      Estimate estimate = estimate(line);
      if (estimate.isNone() && !shares.isEmpty()) {
        rows.word(look.in(Words.NOT_ESTIMABLE));
      } else {
        rows.fixed(estimate.value(), 2);
      }
      rows.fixed(estimate.lower(), 2).fixed(estimate.upper(), 2);
      if (line instanceof TestedGroup group) {
        rows.number(numbers -> bareP(numbers, group.interaction()));
      } else {
        rows.none();
      }
    }
    return rows.table();
  }

  @Override
  public String finding(Look look) {
    if (!about.finding().isNone()) {
      return look.in(about.finding());
    }
    List<String> overall = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (Line line : lines) {
      if (line instanceof Overall all) {
        overall.add(look.in(all.name()) + " " + all.estimate().written(look, 2));
      }
      if (line instanceof Row row && !row.estimate().isNone()) {
        values.add(row.estimate().value());
      }
    }
    values.sort(null);
    String range =
        values.isEmpty()
            ? look.in(Words.NOT_ESTIMABLE)
            : look.numbers().range(values.getFirst(), values.getLast(), 2, look.language());
    String subgroups =
        Words.fill(
            look,
            new Text("in {0} subgroups {1}", "{0} 个亚组中 {1}"),
            look.numbers().count(values.size()),
            range);
    overall.add(subgroups);
    return look.in(measure)
        + look.in(Words.COLON)
        + String.join(look.in(Words.SEMICOLON), overall)
        + look.in(Words.STOP);
  }
}
