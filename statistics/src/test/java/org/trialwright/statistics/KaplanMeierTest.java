package org.trialwright.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KaplanMeierTest {
  static Stream<SurvivalCase> curves() {
    return SurvivalCase.of("kaplan-meier");
  }

  static Stream<SurvivalCase> reverseCurves() {
    return SurvivalCase.of("reverse-kaplan-meier");
  }

  @ParameterizedTest
  @MethodSource("curves")
  void equals_r(SurvivalCase one) {
    assertThat(one.differences(result(one, 1))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("curves")
  void does_not_depend_on_the_order_of_rows(SurvivalCase one) {
    assertThat(one.differences(result(one.shuffled(7), 1))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("curves")
  void in_another_unit_of_time_only_times_change(SurvivalCase one) {
    assertThat(one.differences(result(one, 8))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("reverseCurves")
  void reversed_equals_r(SurvivalCase one) {
    SurvivalCurve curve = KaplanMeier.reverse(one.followUp());
    double[] p = one.numbersOf("probabilities");
    double level = one.number("confidenceLevel");
    assertThat(
            one.differences(
                SurvivalCase.object(
                    "median",
                    SurvivalCase.of(curve.quantile(0.5)),
                    "time",
                    SurvivalCase.list(curve.time()),
                    "survival",
                    SurvivalCase.list(curve.survival()),
                    "quantiles",
                    SurvivalCase.object(
                        "estimate",
                        quantiles(p, curve, 1),
                        "lower",
                        limits(p, curve, IntervalScale.LOG, level, 1).get("lower"),
                        "upper",
                        limits(p, curve, IntervalScale.LOG, level, 1).get("upper")))))
        .isEmpty();
  }

  /** The result as the contract names it, computed in a unit of time and told in the case's. */
  private static Map<String, Object> result(SurvivalCase one, double unit) {
    List<SurvivalCurve> curves =
        KaplanMeier.curves(one.followUp(unit), one.group(), one.groups().size());
    Map<String, Object> byGroup = SurvivalCase.object();
    for (int g = 0; g < curves.size(); g++) {
      byGroup.put(one.groups().get(g), curve(one, curves.get(g), unit));
    }
    return SurvivalCase.object("curves", byGroup);
  }

  private static Map<String, Object> curve(SurvivalCase one, SurvivalCurve curve, double unit) {
    double level = one.number("confidenceLevel");
    double[] p = one.numbersOf("probabilities");
    Map<String, Object> bands = SurvivalCase.object();
    Map<String, Object> quantileLimits = SurvivalCase.object();
    Map<String, Object> limitsAtTimes = SurvivalCase.object();
    double[] when = DoubleStream.of(one.numbersOf("times")).map(t -> t * unit).toArray();
    for (IntervalScale scale : IntervalScale.values()) {
      String name = scale.name().toLowerCase(Locale.ROOT).replace("_", "");
      SurvivalCurve.Band band = curve.band(scale, level);
      bands.put(
          name,
          SurvivalCase.object(
              "lower", SurvivalCase.list(band.lower()), "upper", SurvivalCase.list(band.upper())));
      quantileLimits.put(name, limits(p, curve, scale, level, unit));
      List<Object> lower = new ArrayList<>();
      List<Object> upper = new ArrayList<>();
      for (double t : when) {
        Limits limits = curve.limitsAt(t, scale, level);
        lower.add(SurvivalCase.of(limits.lower()));
        upper.add(SurvivalCase.of(limits.upper()));
      }
      limitsAtTimes.put(name, SurvivalCase.object("lower", lower, "upper", upper));
    }
    List<SurvivalCurve.Point> points = DoubleStream.of(when).mapToObj(curve::at).toList();
    return SurvivalCase.object(
        "n", curve.n(),
        "events", curve.events(),
        "time", DoubleStream.of(curve.time().toArray()).map(t -> t / unit).boxed().toList(),
        "nRisk", SurvivalCase.list(curve.atRisk()),
        "nEvent", SurvivalCase.list(curve.eventsAt()),
        "nCensor", SurvivalCase.list(curve.censoredAt()),
        "survival", SurvivalCase.list(curve.survival()),
        "seGreenwood", SurvivalCase.list(curve.standardError()),
        "cumulativeHazardNelsonAalen", SurvivalCase.list(curve.cumulativeHazard()),
        "seNelsonAalen", SurvivalCase.list(curve.cumulativeHazardError()),
        "ci", bands,
        "atTimes",
            SurvivalCase.object(
                "nRisk", points.stream().map(SurvivalCurve.Point::atRisk).toList(),
                "survival", points.stream().map(SurvivalCurve.Point::survival).toList(),
                "seGreenwood",
                    points.stream()
                        .map(SurvivalCurve.Point::standardError)
                        .map(SurvivalCase::of)
                        .toList(),
                "ci", limitsAtTimes),
        "quantiles",
            SurvivalCase.object("estimate", quantiles(p, curve, unit), "ci", quantileLimits));
  }

  private static List<Object> quantiles(double[] probabilities, SurvivalCurve curve, double unit) {
    List<Object> all = new ArrayList<>();
    for (double p : probabilities) {
      all.add(mapped(curve.quantile(p), unit));
    }
    return all;
  }

  private static Map<String, Object> limits(
      double[] probabilities, SurvivalCurve curve, IntervalScale scale, double level, double unit) {
    List<Object> lower = new ArrayList<>();
    List<Object> upper = new ArrayList<>();
    for (double p : probabilities) {
      Limits limits = curve.quantileLimits(p, scale, level);
      lower.add(mapped(limits.lower(), unit));
      upper.add(mapped(limits.upper(), unit));
    }
    return SurvivalCase.object("lower", lower, "upper", upper);
  }

  private static Object mapped(Estimate time, double unit) {
    Object value = SurvivalCase.of(time);
    return value instanceof Double number ? (Object) (number / unit) : value;
  }
}
