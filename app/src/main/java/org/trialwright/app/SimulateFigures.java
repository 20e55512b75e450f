package org.trialwright.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.trialwright.figures.Figure;
import org.trialwright.figures.Language;
import org.trialwright.figures.Look;
import org.trialwright.oversight.simulation.TrialFigures;
import org.trialwright.trials.Result;

/** Figures of simulated trials as files; each says on its face that it is simulated. */
final class SimulateFigures {
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
      var first = runs.getFirst();
      write(folder, "survival", figures(first).survival(first.result()));
      write(folder, "accrual", figures(first).accrual(first.result()));
      write(folder, "visits", figures(first).visits(first.result()));
      for (var arm : first.result().occupation().keySet()) {
        write(folder, "places-" + arm, figures(first).places(first.result(), arm));
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

  private static TrialFigures figures(Simulated run) {
    return new TrialFigures(run.study(), run.played().participants(), run.seed());
  }

  /** The last grid goes across, the first of two down. */
  private static Figure power(List<Simulated> runs, List<Grid> grids) {
    var across = grids.getLast();
    boolean two = grids.size() == 2;
    int columns = across.values().size();
    var rows = new ArrayList<List<Result>>();
    for (int first = 0; first < runs.size(); first += columns) {
      rows.add(runs.subList(first, first + columns).stream().map(Simulated::result).toList());
    }
    return figures(runs.getFirst())
        .power(
            across.path(),
            across.values(),
            two ? grids.getFirst().path() : "",
            two ? grids.getFirst().values() : List.of(),
            rows);
  }
}
