package org.trialwright.figures;

import java.util.ArrayList;
import java.util.List;

/**
 * Participants randomised so far, stepped, against the plan, dashed; a forecast as a fan.
 *
 * @param counted what is counted: "Participants randomised"
 * @param actual from the start, times and counts never falling
 * @param plan the same; empty when there was none
 * @param forecast beginning where the actual ends; empty when there is none
 * @param target 0 when there is none
 */
public record Accrual(
    About about,
    Text counted,
    TimeAxis time,
    List<Point> actual,
    List<Point> plan,
    List<Fan> forecast,
    int target)
    implements Figure {

  /** From this time on so many. */
  public record Point(double time, double count) {
    public Point {
      Checks.that(time >= 0 && Double.isFinite(time), "a count at time %s", time);
      Checks.that(count >= 0 && Double.isFinite(count), "a count of %s", count);
    }
  }

  /** A forecast with its interval. */
  public record Fan(double time, double count, double lower, double upper) {
    public Fan {
      Checks.finite(time, "a forecast's time");
      Checks.that(!Double.isNaN(lower), "a forecast without an interval");
      Checks.interval(lower, count, upper, "the forecast at time " + time);
      Checks.that(lower >= 0, "a forecast of at least %s", lower);
    }
  }

  private static final double PLOT = 240;

  /** Lines that end so near each other, in pixels, have their labels placed together. */
  private static final double NEAR = 70;

  public Accrual {
    actual = List.copyOf(actual);
    plan = List.copyOf(plan);
    forecast = List.copyOf(forecast);
    Checks.that(!actual.isEmpty() || !plan.isEmpty(), "neither counts nor a plan");
    Checks.count(target, "the target");
    check(actual, time, "actual");
    check(plan, time, "planned");
    Checks.ascending(forecast.stream().map(Fan::time).toList(), "times of the forecast");
    Checks.that(
        forecast.isEmpty() || forecast.getLast().time() <= time.end(),
        "the forecast ends beyond the axis");
    Checks.that(forecast.size() != 1, "a fan of one point");
  }

  private static void check(List<Point> points, TimeAxis time, String what) {
    for (int at = 1; at < points.size(); at++) {
      Checks.that(
          points.get(at - 1).time() <= points.get(at).time()
              && points.get(at - 1).count() <= points.get(at).count(),
          "%s: %s cannot follow %s",
          what,
          points.get(at),
          points.get(at - 1));
    }
    Checks.that(
        points.isEmpty() || points.getLast().time() <= time.end(),
        "%s numbers end beyond the axis",
        what);
  }

  @Override
  public String svg(Look look) {
    double most = target;
    for (Point point : actual) {
      most = Math.max(most, point.count());
    }
    for (Point point : plan) {
      most = Math.max(most, point.count());
    }
    for (Fan fan : forecast) {
      most = Math.max(most, fan.upper());
    }
    List<Double> ticks = Scale.ticks(0, Math.max(most, 1), 4);
    String targetWords =
        Words.fill(look, new Text("Target {0}", "目标 {0}"), look.numbers().count(target));
    List<String> labels =
        List.of(look.in(Words.ACTUAL), look.in(Words.PLAN), look.in(Words.FORECAST), targetWords);
    double labelWidth = Theme.widest(labels, Theme.BODY, false);
    String title = about.axis(counted, look.language());
    double left = Axis.left(ticks, title, PLOT, look);
    double right = Theme.WIDE - Theme.MARGIN - labelWidth - 14;
    double top = Svg.top(about) + 6;
    double bottom = top + PLOT;
    Scale x = time.across(left, right);
    Scale y = Scale.linear(0, ticks.getLast(), bottom, top);
    Text note = forecast.isEmpty() ? Text.NONE : Words.FAN;
    double height = bottom + Axis.BOTTOM + Svg.foot(this, look, Theme.WIDE, note);
    Svg svg = new Svg(this, look, Theme.WIDE, height, note);

    List<Label> named = new ArrayList<>();
    Theme.Series blue = Theme.SERIES.get(0);
    Theme.Series red = Theme.SERIES.get(1);
    if (target > 0) {
      svg.stroke(new Path().move(left, y.at(target)).across(right), Theme.RULE, Theme.AXIS);
      named.add(new Label(targetWords, right, y.at(target), Theme.QUIET));
    }
    if (!forecast.isEmpty()) {
      fan(svg, x, y, blue.ink());
      Fan last = forecast.getLast();
      named.add(
          new Label(look.in(Words.FORECAST), x.at(last.time()), y.at(last.count()), blue.ink()));
    }
    if (!plan.isEmpty()) {
      Path path = new Path();
      for (Point point : plan) {
        if (path.isEmpty()) {
          path.move(x.at(point.time()), y.at(point.count()));
        } else {
          path.line(x.at(point.time()), y.at(point.count()));
        }
      }
      svg.stroke(path, red.ink(), Theme.CURVE, red.dash());
      Point last = plan.getLast();
      named.add(new Label(look.in(Words.PLAN), x.at(last.time()), y.at(last.count()), red.ink()));
    }
    if (!actual.isEmpty()) {
      svg.stroke(stepped(x, y), blue.ink(), Theme.CURVE);
      Point last = actual.getLast();
      named.add(
          new Label(look.in(Words.ACTUAL), x.at(last.time()), y.at(last.count()), blue.ink()));
    }
    Axis.left(svg, y, left, ticks, title, look);
    Axis.bottom(svg, x, bottom, time.ticks(), about.axis(time.title(), look.language()), look);
    labels(svg, named, right, top, bottom);
    return svg.close();
  }

  private record Label(String words, double x, double y, String ink) {}

  /** Under the ends of lines that end within the plot, beside the others; off each other. */
  private static void labels(Svg svg, List<Label> named, double right, double top, double bottom) {
    List<Label> beside = new ArrayList<>();
    List<Label> within = new ArrayList<>();
    for (Label label : named) {
      boolean fits = label.x() + 12 + Type.BODY.width(label.words()) < right;
      (fits ? within : beside).add(label);
    }
    place(svg, beside, right + 8, 4, top, bottom);
    for (Label label : within) {
      List<Label> near =
          within.stream().filter(other -> Math.abs(other.x() - label.x()) < NEAR).toList();
      if (near.getFirst().equals(label)) {
        place(svg, near, label.x() + 4, 16, top, bottom);
      }
    }
  }

  private static void place(
      Svg svg, List<Label> labels, double x, double below, double top, double bottom) {
    double[] wanted = labels.stream().mapToDouble(Label::y).toArray();
    double[] places = Spread.apart(wanted, Theme.LINE, top + 4, bottom - below - 2);
    for (int at = 0; at < places.length; at++) {
      Label label = labels.get(at);
      svg.text(x, places[at] + below, label.words(), Type.BODY.in(label.ink()));
    }
  }

  private Path stepped(Scale x, Scale y) {
    Path path = new Path();
    for (Point point : actual) {
      if (path.isEmpty()) {
        path.move(x.at(point.time()), y.at(point.count()));
      } else {
        path.across(x.at(point.time())).down(y.at(point.count()));
      }
    }
    return path;
  }

  private void fan(Svg svg, Scale x, Scale y, String ink) {
    Path area = new Path();
    for (Fan fan : forecast) {
      if (area.isEmpty()) {
        area.move(x.at(fan.time()), y.at(fan.upper()));
      } else {
        area.line(x.at(fan.time()), y.at(fan.upper()));
      }
    }
    for (Fan fan : forecast.reversed()) {
      area.line(x.at(fan.time()), y.at(fan.lower()));
    }
    svg.fill(area.close(), ink, Theme.BAND);
    Path middle = new Path();
    for (Fan fan : forecast) {
      if (middle.isEmpty()) {
        middle.move(x.at(fan.time()), y.at(fan.count()));
      } else {
        middle.line(x.at(fan.time()), y.at(fan.count()));
      }
    }
    svg.stroke(middle, ink, 1, "2 2.5");
  }

  @Override
  public Table table(Look look) {
    Table.Rows rows =
        new Table.Rows(
            look,
            List.of(
                look.in(Words.WHAT),
                look.in(time.title()),
                look.in(counted),
                look.in(Words.LOWER),
                look.in(Words.UPPER)));
    for (Point point : actual) {
      point(rows, look, Words.ACTUAL, point);
    }
    for (Point point : plan) {
      point(rows, look, Words.PLAN, point);
    }
    for (Fan fan : forecast) {
      rows.word(look.in(Words.FORECAST)).shortest(fan.time()).shortest(fan.count());
      rows.shortest(fan.lower()).shortest(fan.upper());
    }
    if (target > 0) {
      rows.word(look.in(Words.TARGET)).none().count(target).none().none();
    }
    return rows.table();
  }

  private static void point(Table.Rows rows, Look look, Text what, Point point) {
    rows.word(look.in(what)).shortest(point.time()).shortest(point.count()).none().none();
  }

  @Override
  public String finding(Look look) {
    if (!about.finding().isNone()) {
      return look.in(about.finding());
    }
    Numbers numbers = look.numbers();
    Point last = (actual.isEmpty() ? plan : actual).getLast();
    double planned = planned(last.time());
    String sentence =
        Words.fill(
            look,
            new Text("{0}: {1} at {2}", "{0}：{2}时 {1}"),
            look.in(counted),
            numbers.shortest(last.count()),
            Words.at(look, last.time(), time.title()));
    return sentence
        + (actual.isEmpty() || plan.isEmpty()
            ? ""
            : Words.fill(
                look, new Text("; planned by then {0}", "；届时计划 {0}"), numbers.fixed(planned, 0)))
        + (target > 0
            ? Words.fill(look, new Text("; target {0}", "；目标 {0}"), numbers.count(target))
            : "")
        + look.in(Words.STOP);
  }

  /** The plan on its way from point to point. */
  private double planned(double when) {
    double before = 0;
    for (int at = 0; at < plan.size(); at++) {
      Point point = plan.get(at);
      if (point.time() >= when) {
        if (at == 0 || point.time() == plan.get(at - 1).time()) {
          return point.count();
        }
        Point last = plan.get(at - 1);
        double share = (when - last.time()) / (point.time() - last.time());
        return last.count() + share * (point.count() - last.count());
      }
      before = point.count();
    }
    return before;
  }
}
