package org.trialwright.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.trialwright.figures.About;
import org.trialwright.figures.Caption;
import org.trialwright.figures.Figure;
import org.trialwright.figures.HeatMap;
import org.trialwright.figures.Language;
import org.trialwright.figures.Lines;
import org.trialwright.figures.Look;
import org.trialwright.figures.Mark;
import org.trialwright.figures.StateOccupation;
import org.trialwright.figures.Text;
import org.trialwright.figures.TimeAxis;
import org.trialwright.study.Speaker;

/** Figures of simulated trials as files; each says on its face that it is simulated. */
final class SimulateFigures {
  private static final double PERCENT = 100;
  private static final double Z95 = 1.959964;
  private static final int EVERY = 6;
  private static final int MONTHS = 60;
  private static final int MOST_COLUMNS = 16;
  private static final int MOST_ROWS = 30;

  private SimulateFigures() {}

  /** A line of the study or its scenario, with the values that were tried. */
  record Grid(String path, List<String> values) {
    Grid {
      values = List.copyOf(values);
    }
  }

  /**
   * Writes survival of the first run and, where one or two grids were run to their end, power.
   *
   * @param folder is made when it is not there
   */
  static void write(Path folder, List<Simulated> runs, List<Grid> grids) {
    try {
      Files.createDirectories(folder);
      write(folder, "survival", survival(runs.getFirst()));
      for (var arm : runs.getFirst().result().occupation().keySet()) {
        write(folder, "places-" + arm, places(runs.getFirst(), arm));
      }
      if (drawable(runs, grids)) {
        write(folder, "power", power(runs, grids));
      }
    } catch (IOException trouble) {
      throw new UncheckedIOException("the figures cannot be written to " + folder, trouble);
    }
  }

  private static boolean drawable(List<Simulated> runs, List<Grid> grids) {
    int all = grids.stream().mapToInt(grid -> grid.values().size()).reduce(1, (a, b) -> a * b);
    return (grids.size() == 1 || grids.size() == 2)
        && runs.size() == all
        && grids.getLast().values().size() <= MOST_COLUMNS
        && (grids.size() == 1 || grids.getFirst().values().size() <= MOST_ROWS);
  }

  private static void write(Path folder, String name, Figure figure) throws IOException {
    Files.writeString(folder.resolve(name + ".svg"), figure.svg(Look.of(Language.ENGLISH)));
    Files.writeString(folder.resolve(name + ".zh.svg"), figure.svg(Look.of(Language.CHINESE)));
    Files.writeString(folder.resolve(name + ".csv"), figure.csv(Language.ENGLISH));
  }

  private static About about(String id, Text title, Text of, Simulated run) {
    var caption = new Caption("", of, run.study().name() + " " + run.study().version());
    return new About(id, title, Text.NONE, caption, Set.of(Mark.SIMULATED));
  }

  private static Figure survival(Simulated run) {
    var series = new ArrayList<Lines.Series>();
    run.result()
        .survival()
        .forEach(
            (arm, alive) -> {
              long n = run.result().participants().getOrDefault(arm, 0L);
              var points = new ArrayList<Lines.Point>();
              for (int month = 0; month < alive.size(); month += EVERY) {
                points.add(point(month, alive.get(month), n));
              }
              series.add(new Lines.Series(Text.same(arm), points));
            });
    return new Lines(
        about("survival", new Text("Without the primary event", "未发生主要事件"), played(run), run),
        new Text("Without the event (%)", "未发生事件（%）"),
        months(run.result().survival().values().iterator().next().size() - 1),
        series,
        0,
        new Text("95% Monte Carlo interval", "95% 蒙特卡洛区间"));
  }

  private static Lines.Point point(int month, double alive, long n) {
    double error = Math.sqrt(alive * (1 - alive) / n);
    return new Lines.Point(
        month,
        PERCENT * alive,
        PERCENT * Math.max(0, alive - Z95 * error),
        PERCENT * Math.min(1, alive + Z95 * error),
        (int) Math.min(Integer.MAX_VALUE, n));
  }

  /** Where the participants of an arm are, at the end of each month. */
  private static Figure places(Simulated run, String arm) {
    var english = Speaker.of(run.study(), "en");
    var chinese = Speaker.of(run.study(), "zh");
    var names = new ArrayList<Text>();
    var shares = new ArrayList<List<Double>>();
    run.result()
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
            played(run),
            run),
        months(MONTHS),
        names,
        new Text("Other places", "其他节点"),
        IntStream.range(0, MONTHS).mapToObj(month -> (double) month).toList(),
        shares,
        MONTHS);
  }

  private static Text played(Simulated run) {
    long trials = run.result().trials();
    int people = run.trials().participants();
    return new Text(
        "%,d trials of %d, seed %d".formatted(trials, people, run.seed()),
        "%,d 次模拟试验，每次 %d 人，种子 %d".formatted(trials, people, run.seed()));
  }

  private static TimeAxis months(int last) {
    var ticks = new ArrayList<Double>();
    for (int month = 0; month <= last; month += 2 * EVERY) {
      ticks.add((double) month);
    }
    return new TimeAxis(new Text("Months since allocation", "分配后月数"), ticks);
  }

  /** The last grid goes across, the first of two down. */
  private static Figure power(List<Simulated> runs, List<Grid> grids) {
    var across = grids.getLast();
    boolean two = grids.size() == 2;
    int columns = across.values().size();
    var rows = two ? grids.getFirst().values() : List.of("");
    var values = new ArrayList<List<Double>>();
    for (int row = 0; row < rows.size(); row++) {
      values.add(
          runs.subList(row * columns, (row + 1) * columns).stream()
              .map(run -> run.result().power())
              .toList());
    }
    var first = runs.getFirst();
    return new HeatMap(
        about(
            "power",
            new Text("Simulated power", "模拟检验效能"),
            new Text(
                "%,d trials a cell, seed %d".formatted(first.result().trials(), first.seed()),
                "每格 %,d 次模拟试验，种子 %d".formatted(first.result().trials(), first.seed())),
            first),
        new Text("The claim is made (%)", "作出结论的比例（%）"),
        Text.same(across.path()),
        two ? Text.same(grids.getFirst().path()) : new Text("One line", "一行"),
        across.values().stream().map(Text::same).toList(),
        rows.stream()
            .map(name -> name.isEmpty() ? new Text("Power", "检验效能") : Text.same(name))
            .toList(),
        values);
  }
}
