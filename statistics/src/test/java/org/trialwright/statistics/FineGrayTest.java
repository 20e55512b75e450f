package org.trialwright.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FineGrayTest {
  static Stream<SurvivalCase> cases() {
    return SurvivalCase.of("fine-gray");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void equals_r(SurvivalCase one) {
    assertThat(one.differences(result(one, one, 1))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void does_not_depend_on_the_order_of_rows_or_the_unit_of_time(SurvivalCase one) {
    assertThat(one.differences(result(one.shuffled(3), one, 8))).isEmpty();
  }

  /** The result for the rows of one case, with predictions for rows of another. */
  private static Map<String, Object> result(SurvivalCase one, SurvivalCase asked, double unit) {
    double[] time = Arrays.stream(one.column("time")).map(t -> t * unit).toArray();
    int event = (int) one.number("eventCode");
    int censored = (int) one.number("censoredCode");
    int[] cause =
        Arrays.stream(one.whole("cause"))
            .map(c -> c == censored ? 0 : c == event ? 1 : 2)
            .toArray();
    double[][] x = one.names("covariates").stream().map(one::columnNamed).toArray(double[][]::new);
    double[][] askedX =
        asked.names("covariates").stream().map(asked::columnNamed).toArray(double[][]::new);
    var fit = (FineGray.Fit) FineGray.fit(time, cause, one.number("confidenceLevel"), x);
    List<List<Object>> cif = new ArrayList<>();
    for (double row : one.numbersOf("predictRows")) {
      double[] covariates =
          Arrays.stream(askedX).mapToDouble(column -> column[(int) row - 1]).toArray();
      cif.add(SurvivalCase.list(fit.incidence(covariates)));
    }
    return SurvivalCase.object(
        "coefficients", SurvivalCase.list(fit.coefficients()),
        "subdistributionHazardRatio", SurvivalCase.list(fit.ratios()),
        "seRobust", SurvivalCase.list(fit.standardErrors()),
        "z", SurvivalCase.list(fit.z()),
        "p", SurvivalCase.list(fit.p()),
        "lower", SurvivalCase.list(fit.lower()),
        "upper", SurvivalCase.list(fit.upper()),
        "covarianceRobust", SurvivalCase.rows(fit.covariance()),
        "information", SurvivalCase.rows(fit.information()),
        "logPseudoLikelihoodNull", fit.logLikelihoodNull(),
        "logPseudoLikelihood", fit.logLikelihood(),
        "predictedCif",
            SurvivalCase.object(
                "time",
                Arrays.stream(fit.baseline().time().toArray()).map(t -> t / unit).boxed().toList(),
                "cif",
                cif));
  }
}
