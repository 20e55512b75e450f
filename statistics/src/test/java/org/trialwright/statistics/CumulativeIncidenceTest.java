package org.trialwright.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CumulativeIncidenceTest {
  static Stream<SurvivalCase> cases() {
    return SurvivalCase.of("cumulative-incidence");
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
    double[] time = Arrays.stream(one.column("time")).map(t -> t * unit).toArray();
    int[] cause = one.whole("cause");
    int causes = Arrays.stream(cause).max().getAsInt();
    int groups = one.groups().size();
    List<CumulativeIncidence> curves =
        CumulativeIncidence.byGroup(time, cause, causes, one.group(), groups);
    Map<String, Object> byGroup = SurvivalCase.object();
    for (int g = 0; g < groups; g++) {
      byGroup.put(label(one, g), curve(one, curves.get(g), causes, unit));
    }
    Map<String, Object> result = SurvivalCase.object("curves", byGroup);
    if (groups > 1) {
      GrayTest test = GrayTest.of(time, cause, causes, one.group(), groups);
      result.put("grayTest", tests(test, causes, 0));
      result.put("grayTestRho1", tests(test, causes, 1));
    }
    if (one.has("strata")) {
      GrayTest test =
          GrayTest.stratified(time, cause, causes, one.group(), groups, one.strata(), one.size());
      result.put("grayTestStratified", tests(test, causes, 0));
    }
    return result;
  }

  private static Map<String, Object> tests(GrayTest test, int causes, double rho) {
    Map<String, Object> byCause = SurvivalCase.object();
    for (int c = 1; c <= causes; c++) {
      ChiSquareTest found = test.test(c, rho).test().orElseThrow();
      byCause.put(
          String.valueOf(c),
          SurvivalCase.object("chiSquare", found.chiSquare(), "df", found.df(), "p", found.p()));
    }
    return byCause;
  }

  /** The reference of one case writes the curves of its group F under f. */
  private static String label(SurvivalCase one, int group) {
    String label = one.groups().get(group);
    return one.id.equals("cif-mgus2-sex") ? label.replace("F", "f") : label;
  }

  private static Map<String, Object> curve(
      SurvivalCase one, CumulativeIncidence curve, int causes, double unit) {
    Map<String, Object> byCause = SurvivalCase.object();
    for (int c = 1; c <= causes; c++) {
      int cause = c;
      List<CumulativeIncidence.Point> points =
          DoubleStream.of(one.numbersOf("times")).mapToObj(t -> curve.at(t * unit, cause)).toList();
      byCause.put(
          String.valueOf(cause),
          SurvivalCase.object(
              "cif", SurvivalCase.list(curve.incidence(cause)),
              "seInfinitesimalJackknife", SurvivalCase.list(curve.standardError(cause)),
              "atTimes",
                  SurvivalCase.object(
                      "cif", points.stream().map(CumulativeIncidence.Point::incidence).toList(),
                      "seInfinitesimalJackknife",
                          points.stream().map(CumulativeIncidence.Point::standardError).toList(),
                      "varianceAalen",
                          points.stream()
                              .map(CumulativeIncidence.Point::varianceAalen)
                              .map(SurvivalCase::of)
                              .toList(),
                      "varianceGreenwood",
                          points.stream()
                              .map(CumulativeIncidence.Point::varianceGreenwood)
                              .toList())));
    }
    return SurvivalCase.object(
        "n", curve.n(),
        "time", Arrays.stream(curve.time().toArray()).map(t -> t / unit).boxed().toList(),
        "nRisk", SurvivalCase.list(curve.atRisk()),
        "eventFree", SurvivalCase.list(curve.eventFree()),
        "causes", byCause);
  }

  @Test
  void when_everyone_has_had_the_event_the_variance_of_aalen_stays_what_it_was() {
    // Two events among two: each step is 1/2, and so is the error of each (cmprsk::cuminc: 0.25).
    var incidence = CumulativeIncidence.of(new double[] {1, 2}, new int[] {1, 1}, 1);
    assertThat(incidence.at(1, 1).varianceAalen()).isEqualTo(Estimate.of(0.25));
    assertThat(incidence.at(2, 1).varianceAalen()).isEqualTo(Estimate.of(0.25));
    assertThat(incidence.at(2, 1).incidence()).isEqualTo(1);
    assertThat(incidence.at(3, 1).varianceAalen()).isInstanceOf(Estimate.NotEstimable.class);
  }
}
