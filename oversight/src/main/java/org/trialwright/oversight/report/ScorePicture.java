package org.trialwright.oversight.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import org.trialwright.analysis.Result;
import org.trialwright.figures.About;
import org.trialwright.figures.Figure;
import org.trialwright.figures.Lines;
import org.trialwright.figures.Text;
import org.trialwright.quantities.Unit;

/** Adjusted means of a questionnaire's score over the visits, a line for each of two arms. */
final class ScorePicture {
  private static final Text OUTCOME = new Text("Adjusted mean change (points)", "校正后平均变化（分）");
  private static final Text NO_INTERVAL =
      new Text("limits of the difference stand in the table", "差值的置信区间见表");
  private static final Pattern TIME = Pattern.compile("(\\d+(?:\\.\\d+)?) (d|wk|mo|y)");

  private ScorePicture() {}

  /** Empty when a visit's name is no time. */
  static Optional<Figure> of(Names names, About about, Result.Repeated repeated) {
    var months = new ArrayList<Double>();
    for (var visit : repeated.visits()) {
      var time = TIME.matcher(visit.visit());
      if (!time.matches()) {
        return Optional.empty();
      }
      months.add(months(Double.parseDouble(time.group(1)), time.group(2)));
    }
    if (months.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Lines(
            about,
            OUTCOME,
            Months.axis(months.getLast() * Unit.DAYS_OF_A_MONTH),
            List.of(
                series(
                    names.group(repeated.group()),
                    repeated,
                    months,
                    Result.AtVisit::meanOfGroup,
                    Result.AtVisit::ofGroup),
                series(
                    names.group(repeated.reference()),
                    repeated,
                    months,
                    Result.AtVisit::meanOfReference,
                    Result.AtVisit::ofReference)),
            0,
            NO_INTERVAL));
  }

  private static double months(double amount, String unit) {
    return switch (unit) {
      case "d" -> amount / Unit.DAYS_OF_A_MONTH;
      case "wk" -> 7 * amount / Unit.DAYS_OF_A_MONTH;
      case "y" -> 12 * amount;
      default -> amount;
    };
  }

  private static Lines.Series series(
      Text name,
      Result.Repeated repeated,
      List<Double> months,
      ToDoubleFunction<Result.AtVisit> mean,
      ToIntFunction<Result.AtVisit> n) {
    var points = new ArrayList<Lines.Point>();
    for (int i = 0; i < months.size(); i++) {
      var visit = repeated.visits().get(i);
      points.add(
          new Lines.Point(
              months.get(i),
              mean.applyAsDouble(visit),
              Double.NaN,
              Double.NaN,
              n.applyAsInt(visit)));
    }
    return new Lines.Series(name, points);
  }
}
