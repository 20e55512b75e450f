package org.trialwright.oversight.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.trialwright.analysis.Analysed;
import org.trialwright.analysis.Report;
import org.trialwright.analysis.Result;
import org.trialwright.figures.AtRisk;
import org.trialwright.figures.CumulativeIncidence;
import org.trialwright.figures.Curve;
import org.trialwright.figures.CurveOptions;
import org.trialwright.figures.KaplanMeier;
import org.trialwright.figures.Language;
import org.trialwright.figures.Look;
import org.trialwright.figures.Step;
import org.trialwright.figures.Text;
import org.trialwright.figures.TimeAxis;
import org.trialwright.quantities.Unit;
import org.trialwright.statistics.Counts;
import org.trialwright.statistics.Estimate;

/** Survival and incidence as step curves, the arms in the study's order. */
final class StepPictures {
  private static final int MOST_CURVES = 4;
  private static final Text LOG_LOG = new Text("95% CI (pointwise, log-log)", "95% CI（逐点，双对数）");

  private final Names names;
  private final Report report;

  StepPictures(Names names, Report report) {
    this.names = names;
    this.report = report;
  }

  boolean drawable(Result.Curves curves) {
    return curves.curves().size() <= MOST_CURVES
        && curves.curves().stream()
            .allMatch(
                curve -> names.drawn(curve.group()) && curve.n() > 0 && curve.time().size() > 0);
  }

  boolean drawable(Result.Incidences incidences) {
    return incidences.incidences().size() <= MOST_CURVES
        && incidences.incidences().stream()
            .allMatch(
                one ->
                    names.drawn(one.group()) && one.time().size() > 0 && !one.causes().isEmpty());
  }

  private int order(String group) {
    return names.arms().indexOf(group);
  }

  KaplanMeier survival(Pictures.Told told, Analysed one, Result.Curves result) {
    var curves =
        result.curves().stream()
            .sorted(Comparator.comparingInt(curve -> order(curve.group())))
            .toList();
    double last =
        curves.stream()
            .mapToDouble(curve -> curve.time().get(curve.time().size() - 1))
            .max()
            .orElse(0);
    var axis = Months.axis(last);
    var statistics = new ArrayList<Text>();
    for (var curve : curves) {
      for (var at : curve.at()) {
        if (at.atRisk() > 0) {
          statistics.add(at(curves.size() > 1 ? names.group(curve.group()) : Text.NONE, at));
        }
      }
    }
    statistics.addAll(comparisons(one));
    return new KaplanMeier(
        told.about(),
        told.percent(),
        axis,
        curves.stream().map(curve -> curve(curve, axis)).toList(),
        statistics,
        CurveOptions.of(LOG_LOG).inThreeRows());
  }

  /** What the plan's comparisons of the same participants say, for the lines under the legend. */
  private List<Text> comparisons(Analysed curves) {
    boolean flagged = Pictures.countsPending(curves.method());
    var lines = new ArrayList<Text>();
    for (var other : report.of(curves.endpoint())) {
      if (other.set().equals(curves.set())
          && Pictures.countsPending(other.method()) == flagged
          && other.result() instanceof Result.HazardRatio ratio) {
        lines.add(
            new Text(
                ratio(ratio, Look.of(Language.ENGLISH), "HR ", " (95% CI ", ")"),
                ratio(ratio, Look.of(Language.CHINESE), "HR ", "（95% CI ", "）")));
      }
    }
    return lines;
  }

  private static String ratio(
      Result.HazardRatio ratio, Look look, String head, String open, String close) {
    var numbers = look.numbers();
    return head
        + numbers.fixed(ratio.ratio(), 2)
        + open
        + numbers.range(ratio.lower(), ratio.upper(), 2, look.language())
        + close;
  }

  private Curve curve(Result.Curve curve, TimeAxis axis) {
    var steps = new ArrayList<Step>();
    var censored = new ArrayList<Double>();
    for (int i = 0; i < curve.time().size(); i++) {
      double month = curve.time().get(i) / Unit.DAYS_OF_A_MONTH;
      if (curve.eventsAt().get(i) > 0) {
        boolean limits = curve.lower().has(i) && curve.upper().has(i);
        steps.add(
            new Step(
                month,
                curve.survival().get(i),
                limits ? curve.lower().get(i) : Double.NaN,
                limits ? curve.upper().get(i) : Double.NaN));
      }
      if (curve.censored().get(i) > 0) {
        censored.add(month);
      }
    }
    double[] days = curve.time().toArray();
    return new Curve(
        names.group(curve.group()),
        steps,
        censored,
        axis.ticks().stream()
            .map(tick -> atRisk(curve.n(), days, curve.eventsAt(), curve.censored(), tick))
            .toList(),
        curve.time().get(curve.time().size() - 1) / Unit.DAYS_OF_A_MONTH);
  }

  /** Before a time in months: who is still followed, and what has happened. */
  private static AtRisk atRisk(int n, double[] days, Counts events, Counts censored, double month) {
    int happened = 0;
    int gone = 0;
    for (int i = 0; i < days.length && days[i] / Unit.DAYS_OF_A_MONTH < month; i++) {
      happened += events.get(i);
      gone += censored.get(i);
    }
    return new AtRisk(n - happened - gone, gone, happened);
  }

  private static Text at(Text group, Result.AtTime at) {
    return new Text(
        at(group.english(), at, Look.of(Language.ENGLISH), " (95% CI ", ")"),
        at(group.chinese(), at, Look.of(Language.CHINESE), "（95% CI ", "）"));
  }

  private static String at(String group, Result.AtTime at, Look look, String open, String close) {
    var numbers = look.numbers();
    var share =
        (group.isEmpty() ? "" : group + ", ")
            + at.time()
            + ": "
            + numbers.percent(at.survival(), at.atRisk())
            + "%";
    return at.limits().lower() instanceof Estimate.Known(double lower)
            && at.limits().upper() instanceof Estimate.Known(double upper)
        ? share
            + open
            + numbers.percent(lower, at.atRisk())
            + "–"
            + numbers.percent(upper, at.atRisk())
            + close
        : share;
  }

  /** The causes of one group, or of several groups the event itself. */
  CumulativeIncidence incidence(Pictures.Told told, Analysed one, Result.Incidences result) {
    var incidences =
        result.incidences().stream()
            .sorted(Comparator.comparingInt(each -> order(each.group())))
            .toList();
    double until =
        incidences.stream()
            .mapToDouble(each -> each.time().get(each.time().size() - 1))
            .max()
            .orElse(0);
    var curves = new ArrayList<Curve>();
    for (var each : incidences) {
      double[] days = each.time().toArray();
      double end = days[days.length - 1];
      if (incidences.size() > 1) {
        curves.add(rising(names.group(each.group()), each.causes().getFirst(), days, end));
      } else {
        each.causes().forEach(cause -> curves.add(rising(cause(one, cause), cause, days, end)));
      }
    }
    double highest =
        curves.stream()
            .flatMap(curve -> curve.steps().stream())
            .mapToDouble(Step::value)
            .max()
            .orElse(0);
    return new CumulativeIncidence(
        told.about(),
        told.percent(),
        Months.axis(until),
        curves,
        List.of(),
        CurveOptions.of(LOG_LOG).with(CurveOptions.Bands.NEVER),
        highest > 0.5 ? 1 : 0.5);
  }

  private static Curve rising(Text name, Result.Cause cause, double[] days, double until) {
    var steps = new ArrayList<Step>();
    double before = 0;
    for (int i = 0; i < days.length; i++) {
      double value = cause.incidence().get(i);
      if (value > before) {
        steps.add(new Step(days[i] / Unit.DAYS_OF_A_MONTH, value, Double.NaN, Double.NaN));
        before = value;
      }
    }
    return new Curve(name, steps, List.of(), List.of(), until / Unit.DAYS_OF_A_MONTH);
  }

  /** What comes against the event is called as the study calls it. */
  private Text cause(Analysed one, Result.Cause cause) {
    return cause.cause().equals(one.endpoint())
        ? names.endpoint(one.endpoint())
        : Text.same(cause.cause());
  }
}
