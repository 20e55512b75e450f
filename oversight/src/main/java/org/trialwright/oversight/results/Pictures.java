package org.trialwright.oversight.results;

import gg.jte.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.trialwright.analysis.Analysed;
import org.trialwright.analysis.Report;
import org.trialwright.analysis.Result;
import org.trialwright.figures.About;
import org.trialwright.figures.AtRisk;
import org.trialwright.figures.Caption;
import org.trialwright.figures.CumulativeIncidence;
import org.trialwright.figures.Curve;
import org.trialwright.figures.CurveOptions;
import org.trialwright.figures.Figure;
import org.trialwright.figures.KaplanMeier;
import org.trialwright.figures.Language;
import org.trialwright.figures.Look;
import org.trialwright.figures.Mark;
import org.trialwright.figures.Numbers;
import org.trialwright.figures.Step;
import org.trialwright.figures.Text;
import org.trialwright.figures.TimeAxis;
import org.trialwright.quantities.Unit;
import org.trialwright.statistics.Counts;
import org.trialwright.statistics.Estimate;
import org.trialwright.study.Measure;
import org.trialwright.study.Speaker;
import org.trialwright.study.Study;

/** Results as figures: the numbers of the report, drawn. */
final class Pictures {
  private static final List<Integer> STEPS = List.of(1, 3, 6, 12);
  private static final int MOST_TICKS = 7;
  private static final Text ALL = new Text("All arms together", "各组合并");
  private static final Text MONTHS = new Text("Months since the start", "自起点起月数");
  private static final Text LOG_LOG = new Text("95% CI (pointwise, log-log)", "95% CI（逐点，双对数）");

  private final Study study;
  private final Report report;
  private final boolean simulated;
  private final Speaker english;
  private final Speaker chinese;

  /**
   * @param simulated whether the participants are made up
   */
  Pictures(Study study, Report report, boolean simulated) {
    this.study = study;
    this.report = report;
    this.simulated = simulated;
    this.english = Speaker.of(study, "en");
    this.chinese = Speaker.of(study, "zh");
  }

  /** A picture as it is written into a page. */
  static Content raw(String svg) {
    return output -> output.writeContent(svg);
  }

  static Language language(org.trialwright.pages.Language language) {
    return switch (language) {
      case ENGLISH -> Language.ENGLISH;
      case CHINESE -> Language.CHINESE;
    };
  }

  /** The name by which a picture is asked for, unique in a report. */
  static String name(Analysed one) {
    return Stream.of(one.endpoint(), one.item(), one.set(), one.of())
        .filter(part -> !part.isEmpty())
        .map(part -> part.replaceAll("[^A-Za-z0-9]", "_"))
        .collect(Collectors.joining("-"));
  }

  /** The figure of a result; empty where a table says it better, or there is nothing to draw. */
  Optional<Figure> of(Analysed one) {
    return switch (one.result()) {
      case Result.Curves curves when drawable(curves) -> Optional.of(survival(one, curves));
      case Result.Incidences incidences when drawable(incidences) ->
          Optional.of(incidence(one, incidences));
      default -> Optional.empty();
    };
  }

  private static boolean drawable(Result.Curves curves) {
    return curves.curves().stream().allMatch(curve -> curve.n() > 0 && curve.time().size() > 0);
  }

  private static boolean drawable(Result.Incidences incidences) {
    return incidences.incidences().size() == 1
        && incidences.incidences().getFirst().time().size() > 0;
  }

  private Text said(Measure.Endpoint endpoint) {
    return new Text(english.endpoint(endpoint).text(), chinese.endpoint(endpoint).text());
  }

  private Text endpoint(Analysed one) {
    return study
        .measure()
        .endpoint(one.endpoint())
        .map(this::said)
        .orElse(Text.same(one.endpoint()));
  }

  private Text set(Analysed one) {
    return new Text(
        "%s (n=%d)".formatted(english.set(one.set()).text(), one.rows()),
        "%s（n=%d）".formatted(chinese.set(one.set()).text(), one.rows()));
  }

  private About about(Analysed one) {
    var marks = simulated ? Set.of(Mark.BLINDED, Mark.SIMULATED) : Set.of(Mark.BLINDED);
    return new About(
        "f-" + name(one),
        endpoint(one),
        Text.NONE,
        new Caption(report.day().toString(), set(one), report.version()),
        marks);
  }

  private static Text percent(Text what) {
    return new Text(what.english() + " (%)", what.chinese() + "（%）");
  }

  private KaplanMeier survival(Analysed one, Result.Curves curves) {
    double last =
        curves.curves().stream()
            .mapToDouble(curve -> curve.time().get(curve.time().size() - 1))
            .max()
            .orElse(0);
    var axis = axis(last);
    return new KaplanMeier(
        about(one),
        percent(endpoint(one)),
        axis,
        curves.curves().stream().map(curve -> curve(curve, axis)).toList(),
        curves.curves().stream()
            .flatMap(curve -> curve.at().stream())
            .filter(at -> at.atRisk() > 0)
            .map(Pictures::at)
            .toList(),
        CurveOptions.of(LOG_LOG).inThreeRows());
  }

  private static TimeAxis axis(double lastDay) {
    double months = lastDay / Unit.DAYS_OF_A_MONTH;
    int step = STEPS.stream().filter(one -> months <= MOST_TICKS * one).findFirst().orElse(24);
    var ticks = new ArrayList<Double>();
    for (double tick = 0; ticks.size() < 2 || tick < months + step; tick += step) {
      ticks.add(tick);
    }
    return new TimeAxis(MONTHS, ticks);
  }

  private static Curve curve(Result.Curve curve, TimeAxis axis) {
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
    return new Curve(
        ALL,
        steps,
        censored,
        axis.ticks().stream()
            .map(tick -> atRisk(curve.n(), times(curve), curve.eventsAt(), curve.censored(), tick))
            .toList(),
        curve.time().get(curve.time().size() - 1) / Unit.DAYS_OF_A_MONTH);
  }

  private static double[] times(Result.Curve curve) {
    return curve.time().toArray();
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

  private static Text at(Result.AtTime at) {
    return new Text(
        at(at, Look.of(Language.ENGLISH).numbers(), " (95% CI "),
        at(at, Look.of(Language.CHINESE).numbers(), "（95% CI "));
  }

  private static String at(Result.AtTime at, Numbers numbers, String interval) {
    var share = at.time() + ": " + numbers.percent(at.survival(), at.atRisk()) + "%";
    return at.limits().lower() instanceof Estimate.Known(double lower)
            && at.limits().upper() instanceof Estimate.Known(double upper)
        ? share
            + interval
            + numbers.percent(lower, at.atRisk())
            + "–"
            + numbers.percent(upper, at.atRisk())
            + (interval.startsWith("（") ? "）" : ")")
        : share;
  }

  private CumulativeIncidence incidence(Analysed one, Result.Incidences incidences) {
    var only = incidences.incidences().getFirst();
    double[] days = only.time().toArray();
    double until = days[days.length - 1];
    var curves = only.causes().stream().map(cause -> curve(one, cause, days, until)).toList();
    double highest =
        curves.stream()
            .flatMap(curve -> curve.steps().stream())
            .mapToDouble(Step::value)
            .max()
            .orElse(0);
    return new CumulativeIncidence(
        about(one),
        percent(endpoint(one)),
        axis(until),
        curves,
        List.of(),
        CurveOptions.of(LOG_LOG).with(CurveOptions.Bands.NEVER),
        highest > 0.5 ? 1 : 0.5);
  }

  private Curve curve(Analysed one, Result.Cause cause, double[] days, double until) {
    var steps = new ArrayList<Step>();
    double before = 0;
    for (int i = 0; i < days.length; i++) {
      double value = cause.incidence().get(i);
      if (value > before) {
        steps.add(new Step(days[i] / Unit.DAYS_OF_A_MONTH, value, Double.NaN, Double.NaN));
        before = value;
      }
    }
    return new Curve(
        cause(one, cause.cause()), steps, List.of(), List.of(), until / Unit.DAYS_OF_A_MONTH);
  }

  /** What comes against the event is called as the study calls it. */
  private Text cause(Analysed one, String cause) {
    return cause.equals(one.endpoint()) ? endpoint(one) : Text.same(cause);
  }
}
