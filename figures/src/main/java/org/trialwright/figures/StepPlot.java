package org.trialwright.figures;

import java.util.List;
import java.util.Optional;

/** Step curves over time with bands, censor ticks, a legend, and numbers at risk under the axis. */
final class StepPlot {
  private static final double PLOT = 250;
  private static final double CENSOR = 4;
  private static final double SAMPLE = 26;
  private static final double ROW_NAME = 150;
  private static final double LEGEND_LINE = 280;

  private final Figure figure;
  private final Look look;
  private final Text yTitle;
  private final TimeAxis time;
  private final List<Curve> curves;
  private final List<Text> statistics;
  private final CurveOptions options;
  private final double start;
  private final double most;

  /**
   * @param start where the curves are before the first step: 1 for survival, 0 for incidence
   * @param most the highest share on the axis
   */
  StepPlot(
      Figure figure,
      Look look,
      Text yTitle,
      TimeAxis time,
      List<Curve> curves,
      List<Text> statistics,
      CurveOptions options,
      double start,
      double most) {
    this.figure = figure;
    this.look = look;
    this.yTitle = yTitle;
    this.time = time;
    this.curves = curves;
    this.statistics = statistics;
    this.options = options;
    this.start = start;
    this.most = most;
  }

  static void check(TimeAxis time, List<Curve> curves) {
    Checks.size(curves.size(), 1, Theme.SERIES.size(), "curves");
    for (Curve curve : curves) {
      Checks.that(
          curve.atRisk().isEmpty() || curve.atRisk().size() == time.ticks().size(),
          "%s has %s numbers at risk for %s ticks",
          curve.name().english(),
          curve.atRisk().size(),
          time.ticks().size());
      Checks.that(
          curve.atRisk().isEmpty() == curves.getFirst().atRisk().isEmpty(),
          "some curves have numbers at risk and some have none");
    }
  }

  /** The axis, stopped where too few remain at risk. */
  static TimeAxis stopped(TimeAxis time, List<Curve> curves, double least) {
    if (least == 0 || curves.getFirst().atRisk().isEmpty()) {
      return time;
    }
    int ticks = time.ticks().size();
    while (ticks > 2 && atRisk(curves, ticks - 1) < least * atRisk(curves, 0)) {
      ticks--;
    }
    return time.first(ticks);
  }

  private static long atRisk(List<Curve> curves, int tick) {
    return curves.stream().mapToLong(curve -> curve.atRisk().get(tick).atRisk()).sum();
  }

  String svg() {
    boolean table = !curves.getFirst().atRisk().isEmpty();
    List<String> names = curves.stream().map(curve -> look.in(curve.name())).toList();
    List<Double> ticks =
        Scale.ticks(0, 100 * most, 4).stream().filter(tick -> tick <= 100 * most + 1e-6).toList();
    List<List<String>> rowNames = wrapped(names, ROW_NAME);
    double column = table ? Theme.MARGIN + rowNames(rowNames) + 14 : Theme.MARGIN;
    String title = figure.about().axis(yTitle, look.language());
    double left =
        Math.max(column + (table ? firstCell() / 2 : 0), Axis.left(ticks, title, PLOT, look));
    double right = Theme.WIDE - Math.max(22, lastCell() / 2 + Theme.MARGIN);
    Scale x = time.across(left, right);

    List<String> words = statistics.stream().map(look::in).toList();
    List<List<String>> legendNames = wrapped(names, LEGEND_LINE);
    List<String> legendWords = wrapped(words, LEGEND_LINE).stream().flatMap(List::stream).toList();
    double legendWidth = legendWidth(legendNames, legendWords);
    double legendHeight = Theme.LINE * (lines(legendNames) + legendWords.size());
    double top = Svg.top(figure.about()) + 6;
    Scale trial = Scale.linear(0, 100 * most, top + PLOT, top);
    Optional<double[]> free = room(x, trial, left, top, right).place(legendWidth, legendHeight);
    double legendTop = top;
    if (free.isEmpty()) {
      top += legendHeight + 8;
    }
    Scale y = Scale.linear(0, 100 * most, top + PLOT, top);
    double bottom = top + PLOT;
    double rows = table ? rowsHeight(rowNames) : 0;
    Text note = options.shades(curves.size()) ? note() : Text.NONE;
    double height = bottom + Axis.BOTTOM + rows + Svg.foot(figure, look, Theme.WIDE, note);

    Svg svg = new Svg(figure, look, Theme.WIDE, height, note);
    if (options.shades(curves.size())) {
      for (int at = 0; at < curves.size(); at++) {
        svg.fill(band(curves.get(at), x, y), Theme.SERIES.get(at).ink(), Theme.BAND);
      }
    }
    Axis.left(svg, y, left, ticks, title, look);
    Axis.bottom(
        svg, x, bottom, time.ticks(), figure.about().axis(time.title(), look.language()), look);
    for (int at = 0; at < curves.size(); at++) {
      Theme.Series series = Theme.SERIES.get(at);
      svg.stroke(line(curves.get(at), x, y), series.ink(), Theme.CURVE, series.dash());
      svg.stroke(censored(curves.get(at), x, y), series.ink(), 0.9);
    }
    double[] legend = free.orElse(new double[] {right - legendWidth, legendTop});
    legend(svg, legendNames, legendWords, legend[0], legend[1] + 10);
    if (table) {
      table(svg, x, rowNames, bottom + Axis.BOTTOM + 20);
    }
    return svg.close();
  }

  private Text note() {
    return new Text(
        Words.SHADING.english() + options.interval().english() + ".",
        Words.SHADING.chinese() + options.interval().chinese() + "。");
  }

  private Path line(Curve curve, Scale x, Scale y) {
    Path path = new Path().move(x.at(0), y.at(100 * start));
    for (Step step : curve.drawn(x)) {
      path.across(x.at(step.time())).down(y.clipped(100 * step.value()));
    }
    return path.across(x.clipped(curve.until()));
  }

  /** Where both limits are defined: out along the upper ones and back along the lower ones. */
  private Path band(Curve curve, Scale x, Scale y) {
    Path path = new Path();
    List<Step> steps = curve.drawn(x);
    double end = x.clipped(curve.until());
    int at = 0;
    while (at < steps.size()) {
      if (!steps.get(at).hasInterval()) {
        at++;
        continue;
      }
      int from = at;
      while (at < steps.size() && steps.get(at).hasInterval()) {
        at++;
      }
      double stop = at < steps.size() ? x.at(steps.get(at).time()) : end;
      List<Step> run = steps.subList(from, at);
      Step first = run.getFirst();
      path.move(x.at(first.time()), y.clipped(100 * first.upper()));
      run.stream()
          .skip(1)
          .forEach(step -> path.across(x.at(step.time())).down(y.clipped(100 * step.upper())));
      path.across(stop).down(y.clipped(100 * run.getLast().lower()));
      for (int back = run.size() - 1; back > 0; back--) {
        path.across(x.at(run.get(back).time())).down(y.clipped(100 * run.get(back - 1).lower()));
      }
      path.across(x.at(first.time())).close();
    }
    return path;
  }

  private Path censored(Curve curve, Scale x, Scale y) {
    Path path = new Path();
    int next = 0;
    double value = start;
    double last = Double.NEGATIVE_INFINITY;
    boolean thinned = curve.censored().size() > 2_000;
    for (double when : curve.censored()) {
      if (when > x.high()) {
        break;
      }
      while (next < curve.steps().size() && curve.steps().get(next).time() <= when) {
        value = curve.steps().get(next++).value();
      }
      if (when == last || (thinned && Math.floor(x.at(when)) == Math.floor(x.at(last)))) {
        continue;
      }
      last = Math.max(when, 0);
      double middle = y.clipped(100 * value);
      path.move(x.at(when), middle - CENSOR).down(middle + CENSOR);
    }
    return path;
  }

  /** What curves and bands take of the plot. */
  private Room room(Scale x, Scale y, double left, double top, double right) {
    Room room = new Room(left, top, right, top + PLOT);
    boolean shaded = options.shades(curves.size());
    for (Curve curve : curves) {
      double from = x.at(0);
      double upper = y.at(100 * start);
      double lower = upper;
      for (Step step : curve.drawn(x)) {
        double to = x.at(step.time());
        room.take(from, upper, to, lower);
        boolean wide = shaded && step.hasInterval();
        upper = y.clipped(100 * (wide ? step.upper() : step.value()));
        lower = y.clipped(100 * (wide ? step.lower() : step.value()));
        from = to;
      }
      room.take(from, upper, x.clipped(curve.until()), lower);
    }
    return room;
  }

  private static List<List<String>> wrapped(List<String> names, double room) {
    return names.stream().map(name -> Theme.wrap(name, room, Theme.BODY, false)).toList();
  }

  private static int lines(List<List<String>> wrapped) {
    return wrapped.stream().mapToInt(List::size).sum();
  }

  private static double legendWidth(List<List<String>> names, List<String> words) {
    return SAMPLE
        + 8
        + Math.max(Theme.widest(names, Theme.BODY), Theme.widest(words, Theme.BODY, false));
  }

  private static void legend(
      Svg svg, List<List<String>> names, List<String> words, double x, double y) {
    double at = y;
    for (int series = 0; series < names.size(); series++) {
      Theme.Series one = Theme.SERIES.get(series);
      svg.stroke(new Path().move(x, at - 4).across(x + SAMPLE), one.ink(), Theme.CURVE, one.dash());
      svg.lines(x + SAMPLE + 8, at, names.get(series), Type.BODY, Theme.LINE);
      at += Theme.LINE * names.get(series).size();
    }
    svg.lines(x + SAMPLE + 8, at, words, Type.BODY.in(Theme.QUIET), Theme.LINE);
  }

  private double rowNames(List<List<String>> names) {
    double widest = Theme.widest(names, Theme.BODY);
    return options.extended()
        ? Math.max(widest, 10 + Theme.widest(rowWords(), Theme.SMALL, false))
        : widest;
  }

  private List<String> rowWords() {
    return List.of(look.in(Words.AT_RISK), look.in(Words.CENSORED), look.in(Words.EVENTS));
  }

  private double firstCell() {
    return cell(0);
  }

  private double lastCell() {
    return curves.getFirst().atRisk().isEmpty() ? 0 : cell(time.ticks().size() - 1);
  }

  private double cell(int tick) {
    return curves.stream()
        .mapToDouble(curve -> Type.BODY.width(cell(curve.atRisk().get(tick))))
        .max()
        .orElse(0);
  }

  private String cell(AtRisk one) {
    Numbers numbers = look.numbers();
    return options.extended()
        ? numbers.count(one.atRisk())
        : numbers.count(one.atRisk()) + " (" + numbers.count(one.censored()) + ")";
  }

  private double rowsHeight(List<List<String>> names) {
    return 26 + Theme.LINE * (lines(names) + (options.extended() ? 3 * names.size() : 0));
  }

  private void table(Svg svg, Scale x, List<List<String>> names, double y) {
    svg.text(
        Theme.MARGIN,
        y,
        look.in(options.extended() ? Words.NUMBERS : Words.NUMBER_AT_RISK),
        Type.HEAD);
    double row = y + Theme.LINE + 2;
    for (int at = 0; at < curves.size(); at++) {
      Type ink = Type.BODY.in(Theme.SERIES.get(at).words());
      svg.lines(Theme.MARGIN, row, names.get(at), ink, Theme.LINE);
      double first = row;
      row += Theme.LINE * (names.get(at).size() - 1);
      List<AtRisk> risk = curves.get(at).atRisk();
      if (options.extended()) {
        for (int part = 0; part < 3; part++) {
          row += Theme.LINE;
          svg.text(Theme.MARGIN + 10, row, rowWords().get(part), Type.SMALL);
          int which = part;
          cells(
              svg,
              x,
              row,
              risk.stream()
                  .map(
                      one ->
                          look.numbers()
                              .count(
                                  which == 0
                                      ? one.atRisk()
                                      : which == 1 ? one.censored() : one.events()))
                  .toList());
        }
      } else {
        cells(svg, x, first, risk.stream().map(this::cell).toList());
      }
      row += Theme.LINE;
    }
  }

  private void cells(Svg svg, Scale x, double y, List<String> cells) {
    List<Double> ticks = time.ticks();
    svg.group(
        Type.BODY.middle(),
        () -> {
          for (int at = 0; at < ticks.size(); at++) {
            svg.text(x.at(ticks.get(at)), y, cells.get(at), Type.BODY.middle());
          }
        });
  }
}
