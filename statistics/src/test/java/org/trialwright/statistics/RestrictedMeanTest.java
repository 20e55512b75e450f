package org.trialwright.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RestrictedMeanTest {
  static Stream<SurvivalCase> cases() {
    return SurvivalCase.of("rmst");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void equals_r(SurvivalCase one) {
    assertThat(one.differences(result(one, 1))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void follows_the_unit_of_time_and_not_the_order_of_rows(SurvivalCase one) {
    assertThat(one.differences(result(one.shuffled(3), 8))).isEmpty();
  }

  private static Map<String, Object> result(SurvivalCase one, double unit) {
    List<SurvivalCurve> curves = KaplanMeier.curves(one.followUp(unit), one.group(), 2);
    double level = one.number("confidenceLevel");
    double tau = one.number("tau") * unit;
    RestrictedMean first = RestrictedMean.of(curves.get(0), tau, level);
    RestrictedMean second = RestrictedMean.of(curves.get(1), tau, level);
    RestrictedMean.Comparison found = first.against(second, level);
    return SurvivalCase.object(
        "rmst", both(first.estimate(), second.estimate(), unit),
        "se", both(first.standardError(), second.standardError(), unit),
        "lower", both(first.limits().lower(), second.limits().lower(), unit),
        "upper", both(first.limits().upper(), second.limits().upper(), unit),
        "restrictedMeanTimeLost", both(first.timeLost(), second.timeLost(), unit),
        "difference",
            SurvivalCase.object(
                "estimate", found.difference() / unit,
                "se", found.standardError() / unit,
                "lower", found.limits().lower() / unit,
                "upper", found.limits().upper() / unit,
                "z", SurvivalCase.of(found.z()),
                "p", SurvivalCase.of(found.p())),
        "ratio",
            SurvivalCase.object(
                "estimate", found.ratio().estimate(),
                "lower", found.ratio().limits().lower(),
                "upper", found.ratio().limits().upper(),
                "p", SurvivalCase.of(found.ratio().p())));
  }

  private static List<Double> both(double first, double second, double unit) {
    return SurvivalCase.list(first / unit, second / unit);
  }
}
