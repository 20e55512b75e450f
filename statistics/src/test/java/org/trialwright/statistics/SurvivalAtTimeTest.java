package org.trialwright.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SurvivalAtTimeTest {
  static Stream<SurvivalCase> cases() {
    return SurvivalCase.of("survival-difference-at-time");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void equals_r(SurvivalCase one) {
    assertThat(one.differences(result(one, 1))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void does_not_depend_on_the_order_of_rows_or_the_unit_of_time(SurvivalCase one) {
    assertThat(one.differences(result(one.shuffled(3), 8))).isEmpty();
  }

  private static Map<String, Object> result(SurvivalCase one, double unit) {
    List<SurvivalCurve> curves = KaplanMeier.curves(one.followUp(unit), one.group(), 2);
    SurvivalAtTime found =
        SurvivalAtTime.of(
            curves.get(0), curves.get(1), one.number("time") * unit, one.number("confidenceLevel"));
    SurvivalAtTime.NonInferiority nonInferiority = found.nonInferiority(one.number("margin"));
    return SurvivalCase.object(
        "survival", SurvivalCase.list(found.survival()),
        "se", SurvivalCase.list(found.standardError()),
        "difference",
            SurvivalCase.object(
                "estimate", found.difference().estimate(),
                "se", SurvivalCase.of(found.difference().standardError()),
                "lower", SurvivalCase.of(found.difference().limits().lower()),
                "upper", SurvivalCase.of(found.difference().limits().upper()),
                "z", SurvivalCase.of(found.difference().z()),
                "p", SurvivalCase.of(found.difference().p())),
        "nonInferiority",
            SurvivalCase.object(
                "z", SurvivalCase.of(nonInferiority.z()),
                "pOneSided", SurvivalCase.of(nonInferiority.pOneSided()),
                "lowerBoundOneSided", SurvivalCase.of(nonInferiority.lowerBound())),
        "ratio",
            SurvivalCase.object(
                "estimate", SurvivalCase.of(found.ratio().estimate()),
                "lower", SurvivalCase.of(found.ratio().limits().lower()),
                "upper", SurvivalCase.of(found.ratio().limits().upper())),
        "logMinusLog",
            SurvivalCase.object(
                "difference", SurvivalCase.of(found.logMinusLog().difference()),
                "se", SurvivalCase.of(found.logMinusLog().standardError()),
                "z", SurvivalCase.of(found.logMinusLog().z()),
                "chiSquare", SurvivalCase.of(found.logMinusLog().chiSquare()),
                "p", SurvivalCase.of(found.logMinusLog().p())));
  }
}
