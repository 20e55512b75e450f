package org.trialwright.figures;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How many went which way: nodes in columns from left to right, ribbons between them (Sankey). A
 * state keeps its hue wherever it returns.
 *
 * @param columns heads over the columns, two to six; may be {@link Text#NONE}
 * @param nodes in each column from top to bottom in this order
 * @param flows into a node sum to it unless it stands in the first column; out of it they sum to it
 *     or there are none
 */
public record PathFlow(About about, List<Text> columns, List<Node> nodes, List<Flow> flows)
    implements Figure {

  /**
   * @param column 0 is leftmost
   * @param state its hue, 0 to 5
   */
  public record Node(Text name, int column, int state, int n) {
    public Node {
      Checks.that(!name.isNone(), "a node without a name");
      Checks.count(n, name.english());
      Checks.that(
          state >= 0 && state < Theme.STATES.size(), "%s has state %s", name.english(), state);
    }
  }

  /**
   * @param from an index into the nodes, in an earlier column than {@code to}
   */
  public record Flow(int from, int to, int n) {
    public Flow {
      Checks.that(n > 0, "a flow of %s", n);
    }
  }

  private static final double WIDTH = 720;
  private static final double BAR = 11;
  private static final double BODY = 250;
  private static final double LABEL = 28;

  public PathFlow {
    columns = List.copyOf(columns);
    nodes = List.copyOf(nodes);
    flows = List.copyOf(flows);
    Checks.size(columns.size(), 2, 6, "columns");
    Checks.size(nodes.size(), 1, 60, "nodes");
    for (Flow flow : flows) {
      Checks.that(
          flow.from() >= 0
              && flow.to() >= 0
              && flow.from() < nodes.size()
              && flow.to() < nodes.size(),
          "a flow from node %s to node %s of %s",
          flow.from(),
          flow.to(),
          nodes.size());
      Checks.that(
          nodes.get(flow.from()).column() < nodes.get(flow.to()).column(),
          "a flow from %s back to %s",
          nodes.get(flow.from()).name().english(),
          nodes.get(flow.to()).name().english());
    }
    for (int at = 0; at < nodes.size(); at++) {
      Node node = nodes.get(at);
      Checks.that(
          node.column() >= 0 && node.column() < columns.size(),
          "%s stands in column %s of %s",
          node.name().english(),
          node.column(),
          columns.size());
      int in = 0;
      int out = 0;
      for (Flow flow : flows) {
        in += flow.to() == at ? flow.n() : 0;
        out += flow.from() == at ? flow.n() : 0;
      }
      Checks.that(
          node.column() == 0 || in == node.n(),
          "%s: %s arrive, but %s are there",
          node.name().english(),
          in,
          node.n());
      Checks.that(
          out == 0 || out == node.n(),
          "%s: %s go on, but %s are there",
          node.name().english(),
          out,
          node.n());
    }
  }

  private int total() {
    return nodes.stream().filter(node -> node.column() == 0).mapToInt(Node::n).sum();
  }

  @Override
  public String svg(Look look) {
    return new Drawing(look).svg();
  }

  private record Ribbon(int n, Path path, String ink) {}

  private final class Drawing {
    private final Look look;
    private final double[] x;
    private final double[] y;
    private final double[] height;
    private final double labelWidth;
    private final double bottom;
    private final double top;

    Drawing(Look look) {
      this.look = look;
      boolean heads = columns.stream().anyMatch(head -> !head.isNone());
      top = Svg.top(about) + (heads ? 24 : 6);
      labelWidth =
          Math.min(
              150,
              nodes.stream()
                  .filter(node -> node.column() == columns.size() - 1)
                  .mapToDouble(
                      node ->
                          Math.max(
                              Type.BODY.width(look.in(node.name())),
                              Type.NOTE.width(counted(node))))
                  .max()
                  .orElse(0));
      double last = WIDTH - Theme.MARGIN - labelWidth - 8 - BAR;
      double pixel = BODY / Math.max(1, total());
      x = new double[nodes.size()];
      y = new double[nodes.size()];
      height = new double[nodes.size()];
      double lowest = top;
      for (int column = 0; column < columns.size(); column++) {
        double at = top;
        double before = -LABEL;
        for (int one = 0; one < nodes.size(); one++) {
          Node node = nodes.get(one);
          if (node.column() != column) {
            continue;
          }
          height[one] = Math.max(1, node.n() * pixel);
          // The next label's middle is a label's height below this one's, at least.
          double middle = Math.max(at + height[one] / 2, before + label(node));
          x[one] = Theme.MARGIN + column * (last - Theme.MARGIN) / (columns.size() - 1);
          y[one] = Math.max(middle - height[one] / 2, at);
          before = y[one] + height[one] / 2;
          at = y[one] + height[one] + 10;
        }
        lowest = Math.max(lowest, Math.max(at - 10, before + LABEL / 2));
      }
      bottom = lowest;
    }

    private double label(Node node) {
      return LABEL + Theme.SMALL_LINE * (names(node).size() - 1);
    }

    /** From one column to the next. */
    private double step() {
      return (WIDTH - 2 * Theme.MARGIN - labelWidth - 8 - BAR) / (columns.size() - 1);
    }

    private double room(Node node) {
      return node.column() == columns.size() - 1 ? labelWidth + 1 : step() - BAR - 26;
    }

    private List<String> names(Node node) {
      return Theme.wrap(look.in(node.name()), room(node), Theme.BODY, false);
    }

    private String counted(Node node) {
      return "n="
          + look.numbers().count(node.n())
          + " ("
          + new Share(node.n(), Math.max(total(), node.n())).percent(look.numbers())
          + "%)";
    }

    String svg() {
      double height = bottom + Svg.foot(PathFlow.this, look, WIDTH, Text.NONE);
      Svg svg = new Svg(PathFlow.this, look, WIDTH, height, Text.NONE);
      heads(svg);
      ribbons(svg);
      for (int one = 0; one < nodes.size(); one++) {
        svg.edged(
            new Path().box(x[one], y[one], BAR, this.height[one]),
            Theme.STATES.get(nodes.get(one).state()),
            Theme.QUIET,
            0.5);
      }
      for (int one = 0; one < nodes.size(); one++) {
        Node node = nodes.get(one);
        List<String> names = names(node);
        double line =
            y[one] + this.height[one] / 2 - (names.size() * Theme.SMALL_LINE + 12) / 2 + 10;
        svg.lines(x[one] + BAR + 6, line, names, Type.BODY, Theme.SMALL_LINE);
        svg.text(
            x[one] + BAR + 6,
            line + names.size() * Theme.SMALL_LINE,
            counted(node),
            Type.SMALL.in(Theme.INK));
      }
      return svg.close();
    }

    private void heads(Svg svg) {
      for (int column = 0; column < columns.size(); column++) {
        for (int one = 0; one < nodes.size(); one++) {
          if (nodes.get(one).column() == column) {
            double room = column + 1 < columns.size() ? step() - 10 : WIDTH - Theme.MARGIN - x[one];
            svg.text(
                x[one],
                Svg.top(about) + 10,
                Theme.cut(look.in(columns.get(column)), room, Theme.SMALL, true),
                Type.HEAD);
            break;
          }
        }
      }
    }

    /** A ribbon has the paled hue of the state it comes from; thin ones lie over thick ones. */
    private void ribbons(Svg svg) {
      double pixel = BODY / Math.max(1, total());
      double[] out = y.clone();
      double[] in = y.clone();
      List<Flow> ordered = new ArrayList<>(flows);
      ordered.sort(
          (a, b) ->
              a.from() != b.from()
                  ? Double.compare(y[a.from()], y[b.from()])
                  : Double.compare(y[a.to()], y[b.to()]));
      List<Ribbon> drawn = new ArrayList<>();
      for (Flow flow : ordered) {
        double thick = flow.n() * pixel;
        double left = x[flow.from()] + BAR;
        double right = x[flow.to()];
        double bend = (left + right) / 2;
        double from = out[flow.from()];
        double to = in[flow.to()];
        Path path =
            new Path()
                .move(left, from)
                .curve(bend, from, bend, to, right, to)
                .down(to + thick)
                .curve(bend, to + thick, bend, from + thick, left, from + thick)
                .close();
        String hue = Theme.STATES.get(nodes.get(flow.from()).state());
        drawn.add(new Ribbon(flow.n(), path, Theme.tint(six(hue), 0.38)));
        out[flow.from()] += thick;
        in[flow.to()] += thick;
      }
      drawn.sort(Comparator.comparingInt(Ribbon::n).reversed());
      drawn.forEach(ribbon -> svg.edged(ribbon.path(), ribbon.ink(), Theme.WHITE, 0.5));
    }

    private static String six(String hue) {
      return hue.equals(Theme.WHITE) ? "#ffffff" : hue;
    }
  }

  @Override
  public Table table(Look look) {
    Table.Rows rows =
        new Table.Rows(
            look,
            List.of(look.in(Words.FROM), look.in(Words.TO_WHERE), "n", look.in(Words.PERCENT)));
    int total = total();
    for (Node node : nodes) {
      rows.word(look.in(node.name())).none().count(node.n());
      rows.number(numbers -> new Share(node.n(), Math.max(total, node.n())).percent(numbers));
    }
    for (Flow flow : flows) {
      rows.word(look.in(nodes.get(flow.from()).name()));
      rows.word(look.in(nodes.get(flow.to()).name())).count(flow.n());
      rows.number(numbers -> new Share(flow.n(), Math.max(total, flow.n())).percent(numbers));
    }
    return rows.table();
  }

  @Override
  public String finding(Look look) {
    if (!about.finding().isNone()) {
      return look.in(about.finding());
    }
    List<String> ends = new ArrayList<>();
    for (Node node : nodes) {
      if (node.column() == columns.size() - 1) {
        ends.add(
            look.in(node.name())
                + " "
                + look.numbers().count(node.n())
                + " ("
                + new Share(node.n(), Math.max(total(), node.n())).percent(look.numbers())
                + "%)");
      }
    }
    return Words.fill(
        look,
        new Text("Of {0} participants at last: {1}.", "{0} 名受试者最终：{1}。"),
        look.numbers().count(total()),
        String.join(look.in(Words.SEMICOLON), ends));
  }
}
