package org.trialwright.oversight.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.trialwright.figures.About;
import org.trialwright.figures.Accrual;
import org.trialwright.figures.Caption;
import org.trialwright.figures.Figure;
import org.trialwright.figures.HeatMap;
import org.trialwright.figures.Lines;
import org.trialwright.figures.Mark;
import org.trialwright.figures.StateOccupation;
import org.trialwright.figures.Text;
import org.trialwright.figures.TimeAxis;
import org.trialwright.simulation.Load;
import org.trialwright.study.Speaker;
import org.trialwright.study.Study;
import org.trialwright.trials.Result;

/**
 * Figures of simulated trials; each says on its face that it is simulated.
 *
 * @param participants of each trial
 */
public record TrialFigures(Study study, int participants, long seed) {
  private static final double PERCENT = 100;
  private static final double Z95 = 1.959964;
  private static final int EVERY = 6;
  private static final int MONTHS = 60;
  private static final int MOST_TICKS = 8;
  private static final int MOST_KINDS = 3;
  private static final int MOST_POINTS = 40;

  /**
   * Power with one line multiplied.
   *
   * @param percent of what the scenario says
   * @param result of trials with it
   */
  public record Along(int percent, Result result) {}

  private About about(String id, Text title, Text of) {
    var caption = new Caption("", of, study.name() + " " + study.version());
    return new About(id, title, Text.NONE, caption, Set.of(Mark.SIMULATED));
  }

  private Text played(Result result) {
    return new Text(
        "%,d trials of %d, seed %d".formatted(result.trials(), participants, seed),
        "%,d 次模拟试验，每次 %d 人，种子 %d".formatted(result.trials(), participants, seed));
  }

  /** The share without the primary event by arm, with what chance leaves open. */
  public Figure survival(Result result) {
    var series = new ArrayList<Lines.Series>();
    result
        .survival()
        .forEach(
            (arm, alive) -> {
              long n = result.participants().getOrDefault(arm, 0L);
              var points = new ArrayList<Lines.Point>();
              for (int month = 0; month < alive.size(); month += EVERY) {
                points.add(point(month, alive.get(month), n));
              }
              series.add(new Lines.Series(Text.same(arm), points));
            });
    return new Lines(
        about("survival", new Text("Without the primary event", "未发生主要事件"), played(result)),
        new Text("Without the event (%)", "未发生事件（%）"),
        months(result.survival().values().iterator().next().size() - 1),
        series,
        0,
        new Text("95% Monte Carlo interval", "95% 蒙特卡洛区间"));
  }

  private static Lines.Point point(double at, double share, long n) {
    return point(at, share, Math.sqrt(share * (1 - share) / n), n);
  }

  private static Lines.Point point(double at, double share, double error, long n) {
    return new Lines.Point(
        at,
        PERCENT * share,
        PERCENT * Math.max(0, share - Z95 * error),
        PERCENT * Math.min(1, share + Z95 * error),
        (int) Math.min(Integer.MAX_VALUE, n));
  }

  /** Where the participants of an arm are, at the end of each month. */
  public Figure places(Result result, String arm) {
    var english = Speaker.of(study, "en");
    var chinese = Speaker.of(study, "zh");
    var names = new ArrayList<Text>();
    var shares = new ArrayList<List<Double>>();
    result
        .occupation()
        .getOrDefault(arm, Map.of())
        .forEach(
            (place, months) -> {
              names.add(new Text(english.place(place).text(), chinese.place(place).text()));
              shares.add(months.subList(0, MONTHS));
            });
    return StateOccupation.most(
        about(
            "places-" + arm,
            new Text(
                "Where participants are: " + english.arm(arm).text(),
                "受试者所处节点：" + chinese.arm(arm).text()),
            played(result)),
        months(MONTHS),
        names,
        new Text("Other places", "其他节点"),
        IntStream.range(0, MONTHS).mapToObj(month -> (double) month).toList(),
        shares,
        MONTHS);
  }

  /** How many are allocated by each month, on average. */
  public Figure accrual(Result result) {
    var points = new ArrayList<Accrual.Point>();
    for (int month = 0; month < result.accrual().size(); month++) {
      points.add(new Accrual.Point(month, result.accrual().get(month)));
      if (result.accrual().get(month) >= participants - 0.5) {
        break;
      }
    }
    return new Accrual(
        about("accrual", new Text("Accrual", "入组进度"), played(result)),
        new Text("Participants allocated, on average", "平均已分组人数"),
        new TimeAxis(new Text("Months since the first day", "自首日起月数"), ticks(points.size())),
        List.of(),
        points,
        List.of(),
        participants);
  }

  /** Visits a month: all, and the kinds of which there are most. */
  public Figure visits(Result result) {
    var english = Speaker.of(study, "en");
    var chinese = Speaker.of(study, "zh");
    var load = result.visits();
    var series = new ArrayList<Lines.Series>();
    series.add(visits(new Text("All visits", "全部访视"), load.all(), result));
    load.byVisit().entrySet().stream()
        .sorted(Comparator.comparingDouble(one -> -sum(one.getValue().visits())))
        .limit(MOST_KINDS)
        .forEach(
            one -> {
              var name = one.getKey();
              series.add(
                  visits(
                      new Text(english.visit(name).text(), chinese.visit(name).text()),
                      one.getValue(),
                      result));
            });
    return new Lines(
        about("visits", new Text("Visits a month", "每月访视数"), played(result)),
        new Text("Visits held in the month", "当月完成的访视数"),
        new TimeAxis(new Text("Months since the first day", "自首日起月数"), ticks(load.last() + 1)),
        series,
        0,
        new Text("95% Monte Carlo interval", "95% 蒙特卡洛区间"));
  }

  private static double sum(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).sum();
  }

  private static Lines.Series visits(Text name, Load.Row row, Result result) {
    int last = Math.max(1, result.visits().last());
    int step = Math.max(1, last / MOST_POINTS);
    var points = new ArrayList<Lines.Point>();
    for (int month = 1; month <= last; month += step) {
      double mean = row.visits().get(month);
      double around = Z95 * row.errors().get(month);
      int n = (int) Math.min(Integer.MAX_VALUE, result.trials());
      points.add(new Lines.Point(month, mean, Math.max(0, mean - around), mean + around, n));
    }
    return new Lines.Series(name, points);
  }

  private static List<Double> ticks(int months) {
    int step = EVERY;
    while (months > step * MOST_TICKS) {
      step *= 2;
    }
    var ticks = new ArrayList<Double>();
    for (double tick = 0; ticks.size() < 2 || tick < months + step; tick += step) {
      ticks.add(tick);
    }
    return ticks;
  }

  private static TimeAxis months(int last) {
    var ticks = new ArrayList<Double>();
    for (int month = 0; month <= last; month += 2 * EVERY) {
      ticks.add((double) month);
    }
    return new TimeAxis(new Text("Months since allocation", "分配后月数"), ticks);
  }

  /**
   * Power over one assumption.
   *
   * @param path of the line
   * @param along at least two, ascending
   */
  public Figure curve(String path, List<Along> along) {
    var points = new ArrayList<Lines.Point>();
    for (var one : along) {
      var result = one.result();
      points.add(point(one.percent(), result.power(), result.powerError(), result.trials()));
    }
    double last = along.getLast().percent();
    var ticks = new ArrayList<Double>();
    double step = last <= 2 * PERCENT ? PERCENT / 4 : PERCENT / 2;
    for (double tick = 0; tick < last + step; tick += step) {
      ticks.add(tick);
    }
    return new Lines(
        about("power-curve", new Text("Simulated power", "模拟检验效能"), cells(along.getFirst())),
        new Text("The claim is made (%)", "作出结论的比例（%）"),
        new TimeAxis(new Text(path + ", % of the scenario", path + "，占情景设定的 %"), ticks),
        List.of(new Lines.Series(new Text("Power", "检验效能"), points)),
        0,
        new Text("95% Monte Carlo interval", "95% 蒙特卡洛区间"));
  }

  private Text cells(Along first) {
    return cells(first.result().trials());
  }

  private Text cells(long trials) {
    return new Text(
        "%,d trials a point, seed %d".formatted(trials, seed),
        "每点 %,d 次模拟试验，种子 %d".formatted(trials, seed));
  }

  /**
   * Power over two lines, or over one.
   *
   * @param across with its values
   * @param down with its values; an empty name for one row
   * @param results by rows
   */
  public Figure power(
      String across,
      List<String> columns,
      String down,
      List<String> rows,
      List<List<Result>> results) {
    boolean two = !down.isEmpty();
    return new HeatMap(
        about(
            "power",
            new Text("Simulated power", "模拟检验效能"),
            cells(results.getFirst().getFirst().trials())),
        new Text("The claim is made (%)", "作出结论的比例（%）"),
        Text.same(across),
        two ? Text.same(down) : new Text("One line", "一行"),
        columns.stream().map(Text::same).toList(),
        two ? rows.stream().map(Text::same).toList() : List.of(new Text("Power", "检验效能")),
        results.stream().map(row -> row.stream().map(Result::power).toList()).toList());
  }
}
