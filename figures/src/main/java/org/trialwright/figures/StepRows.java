package org.trialwright.figures;

import java.util.ArrayList;
import java.util.List;

/**
 * Step curves as rows and in words.
 *
 * @param start where the curves are before the first step: 1 for survival, 0 for incidence
 */
record StepRows(
    Look look,
    Text yTitle,
    TimeAxis time,
    List<Curve> curves,
    List<Text> statistics,
    double start) {

  /** A row for each tick and each step: value, interval, and at ticks the numbers at risk. */
  Table table() {
    Table.Rows rows =
        new Table.Rows(
            look,
            List.of(
                look.in(Words.ARM),
                look.in(time.title()),
                look.in(yTitle),
                look.in(Words.LOWER),
                look.in(Words.UPPER),
                look.in(Words.AT_RISK),
                look.in(Words.CENSORED),
                look.in(Words.EVENTS)));
    for (Curve curve : curves) {
      for (Moment moment : moments(curve)) {
        rows.word(look.in(curve.name())).shortest(moment.time());
        rows.fixed(100 * moment.value(), 1);
        rows.fixed(100 * moment.lower(), 1).fixed(100 * moment.upper(), 1);
        if (moment.atRisk().isEmpty()) {
          rows.none().none().none();
        } else {
          AtRisk risk = moment.atRisk().getFirst();
          rows.count(risk.atRisk()).count(risk.censored()).count(risk.events());
        }
      }
    }
    return rows.table();
  }

  private record Moment(
      double time, double value, double lower, double upper, List<AtRisk> atRisk) {}

  private List<Moment> moments(Curve curve) {
    List<Moment> moments = new ArrayList<>();
    double value = start;
    double lower = Double.NaN;
    double upper = Double.NaN;
    int next = 0;
    int tick = 0;
    List<Double> ticks = time.ticks();
    while (next < curve.steps().size() || tick < ticks.size()) {
      double stepTime =
          next < curve.steps().size() ? curve.steps().get(next).time() : Double.POSITIVE_INFINITY;
      double tickTime = tick < ticks.size() ? ticks.get(tick) : Double.POSITIVE_INFINITY;
      if (stepTime <= tickTime) {
        Step step = curve.steps().get(next++);
        value = step.value();
        lower = step.lower();
        upper = step.upper();
      }
      List<AtRisk> risk = List.of();
      if (tickTime <= stepTime) {
        risk = curve.atRisk().isEmpty() ? List.of() : List.of(curve.atRisk().get(tick));
        tick++;
      }
      boolean followed = Math.min(stepTime, tickTime) <= curve.until();
      moments.add(
          new Moment(
              Math.min(stepTime, tickTime),
              followed ? value : Double.NaN,
              followed ? lower : Double.NaN,
              followed ? upper : Double.NaN,
              risk));
    }
    return moments;
  }

  /** Each arm's value with its interval at the last tick that all are followed to. */
  String finding() {
    double until = curves.stream().mapToDouble(Curve::until).min().orElse(0);
    double when = 0;
    for (double tick : time.ticks()) {
      when = tick <= until ? tick : when;
    }
    Language language = look.language();
    List<String> parts = new ArrayList<>();
    for (Curve curve : curves) {
      Moment last = null;
      for (Moment moment : moments(curve)) {
        if (moment.time() <= when) {
          last = moment;
        }
      }
      if (last != null) {
        String interval =
            Double.isNaN(last.lower())
                ? ""
                : Words.ci(
                    look,
                    look.numbers().range(100 * last.lower(), 100 * last.upper(), 1, language));
        parts.add(
            look.in(curve.name())
                + " "
                + look.numbers().fixed(100 * last.value(), 1)
                + "%"
                + interval);
      }
    }
    StringBuilder sentences =
        new StringBuilder(
            Words.fill(
                look,
                new Text("{0} at {1}: {2}.", "{1}时{0}：{2}。"),
                Words.bare(look.in(yTitle)),
                Words.at(look, when, time.title()),
                String.join(look.in(Words.SEMICOLON), parts)));
    for (Text line : statistics) {
      sentences
          .append(language == Language.ENGLISH ? " " : "")
          .append(look.in(line))
          .append(look.in(Words.STOP));
    }
    return sentences.toString();
  }
}
