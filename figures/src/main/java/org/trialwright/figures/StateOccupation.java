package org.trialwright.figures;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which share is in which state at each time: areas on each other, stepped, the first state at the
 * bottom.
 *
 * @param states one to six names
 * @param moments times ascending from 0; shares hold until the next
 * @param until where the last shares end
 */
public record StateOccupation(
    About about, TimeAxis time, List<Text> states, List<Moment> moments, double until)
    implements Figure {

  /**
   * @param shares one for each state; together 1, to within a millionth
   */
  public record Moment(double time, List<Double> shares) {
    public Moment {
      shares = List.copyOf(shares);
      Checks.finite(time, "a moment's time");
      double sum = 0;
      for (double share : shares) {
        Checks.that(share >= -1e-9 && share <= 1 + 1e-9, "a share of %s at time %s", share, time);
        sum += share;
      }
      Checks.that(
          Math.abs(sum - 1) <= 1e-6, "the shares at time %s sum to %s, not to 1", time, sum);
    }
  }

  /** So many states are told apart besides the others. */
  private static final int MOST = 5;

  private static final double PLOT = 250;
  private static final int MANY = 2_000;

  public StateOccupation {
    states = List.copyOf(states);
    moments = List.copyOf(moments);
    Checks.size(states.size(), 1, Theme.STATES.size(), "states");
    Checks.that(!moments.isEmpty(), "no shares at any time");
    Checks.ascending(moments.stream().map(Moment::time).toList(), "times of shares");
    Checks.that(moments.getFirst().time() == 0, "shares begin at %s", moments.getFirst().time());
    Checks.that(
        until > moments.getLast().time() && until <= time.end(),
        "the last shares hold from %s until %s on an axis to %s",
        moments.getLast().time(),
        until,
        time.end());
    for (Moment moment : moments) {
      Checks.that(
          moment.shares().size() == states.size(),
          "%s shares of %s states at time %s",
          moment.shares().size(),
          states.size(),
          moment.time());
    }
  }

  /**
   * The five states in which most time is spent, in their order, and all others taken together.
   *
   * @param states any number of names
   * @param others what the rest is called
   * @param times ascending from 0
   * @param shares of each state at each time; what they leave of 1 is the others'
   */
  public static StateOccupation most(
      About about,
      TimeAxis time,
      List<Text> states,
      Text others,
      List<Double> times,
      List<List<Double>> shares,
      double until) {
    List<Integer> shown =
        IntStream.range(0, states.size())
            .boxed()
            .sorted(
                Comparator.comparingDouble((Integer at) -> -spent(times, shares.get(at), until))
                    .thenComparing(at -> at))
            .limit(MOST)
            .sorted()
            .toList();
    boolean more = shown.size() < states.size();
    List<Text> names = new ArrayList<>();
    shown.forEach(at -> names.add(states.get(at)));
    if (more) {
      names.add(others);
    }
    List<Moment> moments = new ArrayList<>();
    for (int i = 0; i < times.size(); i++) {
      List<Double> now = new ArrayList<>();
      double rest = 1;
      for (int at : shown) {
        now.add(shares.get(at).get(i));
        rest -= shares.get(at).get(i);
      }
      if (more) {
        now.add(Math.max(0, rest));
      }
      moments.add(new Moment(times.get(i), now));
    }
    return new StateOccupation(about, time, names, moments, until);
  }

  /** The area under the share of a state. */
  private static double spent(List<Double> times, List<Double> shares, double until) {
    double sum = 0;
    for (int i = 0; i < times.size(); i++) {
      double next = i + 1 < times.size() ? times.get(i + 1) : until;
      sum += shares.get(i) * (next - times.get(i));
    }
    return sum;
  }

  @Override
  public String svg(Look look) {
    List<Double> ticks = List.of(0.0, 25.0, 50.0, 75.0, 100.0);
    List<List<String>> labels = new ArrayList<>();
    double labelWidth = 0;
    for (int state = 0; state < states.size(); state++) {
      List<String> lines =
          Theme.wrap(look.in(states.get(state)) + " " + last(look, state), 120, Theme.BODY, false);
      labels.add(lines);
      labelWidth = Math.max(labelWidth, Theme.widest(lines, Theme.BODY, false));
    }
    String title = about.axis(Words.PARTICIPANTS_PERCENT, look.language());
    double left = Axis.left(ticks, title, PLOT, look);
    double right = Theme.WIDE - Theme.MARGIN - labelWidth - 32;
    double top = Svg.top(about) + 6;
    double bottom = top + PLOT;
    Scale x = time.across(left, right);
    Scale y = Scale.linear(0, 100, bottom, top);
    double height = bottom + Axis.BOTTOM + Svg.foot(this, look, Theme.WIDE, Text.NONE);
    Svg svg = new Svg(this, look, Theme.WIDE, height, Text.NONE);
    List<Moment> drawn = drawn(x);
    for (int state = 0; state < states.size(); state++) {
      svg.edged(area(drawn, state, x, y), Theme.STATES.get(state), Theme.WHITE, 0.5);
    }
    Axis.left(svg, y, left, ticks, title, look);
    Axis.bottom(svg, x, bottom, time.ticks(), about.axis(time.title(), look.language()), look);

    double[] wanted = new double[states.size()];
    for (int state = 0; state < states.size(); state++) {
      Moment end = moments.getLast();
      wanted[state] = y.at(100 * (below(end, state) + end.shares().get(state) / 2));
    }
    int tallest = labels.stream().mapToInt(List::size).max().orElse(1);
    double[] places = Spread.apart(wanted, Theme.SMALL_LINE * tallest + 3, top + 6, bottom - 6);
    for (int state = 0; state < states.size(); state++) {
      Legend.swatch(state).draw(svg, right + 16, places[state]);
      svg.lines(
          right + 28,
          places[state] + 4 - Theme.SMALL_LINE * (labels.get(state).size() - 1) / 2,
          labels.get(state),
          Type.BODY,
          Theme.SMALL_LINE);
    }
    return svg.close();
  }

  private String last(Look look, int state) {
    return look.numbers().fixed(100 * moments.getLast().shares().get(state), 1) + "%";
  }

  private static double below(Moment moment, int state) {
    double sum = 0;
    for (int under = 0; under < state; under++) {
      sum += moment.shares().get(under);
    }
    return Math.clamp(sum, 0, 1);
  }

  private List<Moment> drawn(Scale x) {
    if (moments.size() <= MANY) {
      return moments;
    }
    List<Moment> drawn = new ArrayList<>();
    for (Moment moment : moments) {
      if (!drawn.isEmpty()
          && Math.floor(x.at(drawn.getLast().time())) == Math.floor(x.at(moment.time()))) {
        drawn.set(drawn.size() - 1, moment);
      } else {
        drawn.add(moment);
      }
    }
    return drawn;
  }

  private Path area(List<Moment> drawn, int state, Scale x, Scale y) {
    Path path = new Path();
    for (Moment moment : drawn) {
      double upper = y.at(100 * below(moment, state + 1));
      if (path.isEmpty()) {
        path.move(x.at(moment.time()), upper);
      } else {
        path.across(x.at(moment.time())).down(upper);
      }
    }
    path.across(x.at(until));
    for (int back = drawn.size() - 1; back >= 0; back--) {
      path.down(y.at(100 * below(drawn.get(back), state))).across(x.at(drawn.get(back).time()));
    }
    return path.close();
  }

  @Override
  public Table table(Look look) {
    List<String> head = new ArrayList<>();
    head.add(look.in(time.title()));
    states.forEach(state -> head.add(look.in(state) + " (%)"));
    Table.Rows rows = new Table.Rows(look, head);
    for (Moment moment : moments) {
      rows.shortest(moment.time());
      moment.shares().forEach(share -> rows.fixed(100 * share, 1));
    }
    return rows.table();
  }

  @Override
  public String finding(Look look) {
    if (!about.finding().isNone()) {
      return look.in(about.finding());
    }
    List<String> parts = new ArrayList<>();
    for (int state = 0; state < states.size(); state++) {
      parts.add(look.in(states.get(state)) + " " + last(look, state));
    }
    return Words.fill(
        look,
        new Text("At {0}: {1}.", "{0}时：{1}。"),
        Words.at(look, until, time.title()),
        String.join(look.in(Words.SEMICOLON), parts));
  }
}
