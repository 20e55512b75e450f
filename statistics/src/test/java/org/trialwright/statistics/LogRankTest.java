package org.trialwright.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LogRankTest {
  private static final Map<String, Weight> WEIGHTS =
      Map.of(
          "fh00", new Weight.FlemingHarrington(0, 0),
          "fh10", new Weight.FlemingHarrington(1, 0),
          "fh01", new Weight.FlemingHarrington(0, 1),
          "fh11", new Weight.FlemingHarrington(1, 1),
          "gehan", new Weight.Gehan(),
          "taroneWare", new Weight.TaroneWare());

  static Stream<SurvivalCase> cases() {
    return SurvivalCase.of("logrank", "logrank-stratified");
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

  @Test
  void the_largest_of_four_weighted_tests_has_the_p_of_the_joint_normal_distribution() {
    SurvivalCase one = SurvivalCase.more("max-combo");
    LogRank.Largest found = LogRank.of(one.followUp(), one.group(), 2).maxCombo();
    assertThat(
            one.differences(
                SurvivalCase.object(
                    "z", SurvivalCase.list(found.z()),
                    "correlation", SurvivalCase.rows(found.correlation()),
                    "largest", found.largest(),
                    "p", found.p())))
        .isEmpty();
  }

  private static Map<String, Object> result(SurvivalCase one, double unit) {
    int groups = one.groups().size();
    LogRank test =
        one.has("strata")
            ? LogRank.stratified(one.followUp(unit), one.group(), groups, one.strata(), one.size())
            : LogRank.of(one.followUp(unit), one.group(), groups);
    Map<String, Object> result =
        SurvivalCase.object(
            "logrank", comparison(test.compare(new Weight.LogRank())),
            "petoPrentice", comparison(test.compare(new Weight.PetoPrentice())));
    if (groups == 2) {
      Map<String, Object> weighted = SurvivalCase.object();
      WEIGHTS.forEach((name, weight) -> weighted.put(name, signed(test.signed(weight))));
      result.put("weighted", weighted);
    }
    return result;
  }

  private static Map<String, Object> comparison(LogRank.Comparison found) {
    ChiSquareTest test = found.test().orElseThrow();
    return SurvivalCase.object(
        "n", SurvivalCase.list(found.n()),
        "observed", SurvivalCase.list(found.observed()),
        "expected", SurvivalCase.list(found.expected()),
        "variance", SurvivalCase.rows(found.variance()),
        "chiSquare", test.chiSquare(),
        "df", test.df(),
        "p", test.p(),
        "logP", test.logP());
  }

  private static Map<String, Object> signed(LogRank.Signed found) {
    return SurvivalCase.object(
        "score", found.score(),
        "variance", found.variance(),
        "z", SurvivalCase.of(found.z()),
        "chiSquare", SurvivalCase.of(found.chiSquare()),
        "p", SurvivalCase.of(found.p()));
  }
}
