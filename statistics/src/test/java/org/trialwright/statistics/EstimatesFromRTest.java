package org.trialwright.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What METHODS has no case for, against golden numbers of R and scipy. */
class EstimatesFromRTest {
  private static final Golden R = Golden.read("from-r.txt");

  private static void agree(Numbers got, String name, double relative) {
    agree(got.toArray(), R.of(name), name, relative);
  }

  private static void agree(double[] got, double[] expected, String name, double relative) {
    assertThat(got).as(name).hasSameSizeAs(expected);
    for (int i = 0; i < got.length; i++) {
      assertThat(got[i])
          .as("%s[%s]", name, i)
          .isCloseTo(expected[i], within(relative * Math.abs(expected[i])));
    }
  }

  private static double[] ones(int n) {
    var ones = new double[n];
    Arrays.fill(ones, 1);
    return ones;
  }

  @Test
  void logistic_regression_is_glm_s() {
    double[] d = Golden.numbers("cmh-pbc-stage", "d");
    var events = new boolean[d.length];
    for (int i = 0; i < d.length; i++) {
      events[i] = d[i] == 1;
    }
    double[] arm =
        Arrays.stream(Golden.numbers("cmh-pbc-stage", "trt")).map(t -> t == 2 ? 1 : 0).toArray();
    var fit =
        (Regression.Outcome.Fitted)
            Regression.logistic(
                events,
                List.of(ones(d.length), arm, Golden.numbers("cmh-pbc-stage", "stage")),
                0.95);
    agree(fit.coefficients(), "logistic.coefficients", 1e-9);
    agree(fit.se(), "logistic.se", 1e-9);
    agree(Numbers.of(fit.logLikelihood()), "logistic.logLikelihood", 1e-12);
    agree(Numbers.of(fit.deviance()), "logistic.deviance", 1e-12);
  }

  @Test
  void poisson_regression_is_glm_s() {
    double[] time = {10, 12.5, 8, 20, 11, 3, 14, 21, 16, 9};
    var fit =
        (Regression.Outcome.Fitted)
            Regression.poisson(
                new double[] {0, 3, 1, 7, 2, 0, 4, 9, 5, 1},
                List.of(
                    ones(10),
                    new double[] {0, 0, 0, 0, 0, 1, 1, 1, 1, 1},
                    new double[] {41, 62, 55, 70, 48, 39, 66, 71, 58, 50}),
                Arrays.stream(time).map(Math::log).toArray(),
                0.95);
    agree(fit.coefficients(), "poisson.coefficients", 1e-9);
    agree(fit.se(), "poisson.se", 1e-9);
    agree(Numbers.of(fit.logLikelihood()), "poisson.logLikelihood", 1e-12);
    agree(Numbers.of(fit.deviance()), "poisson.deviance", 1e-11);
  }

  static List<Mmrm.Row> qualityOfLife() {
    return rows("mmrm-qol-4visits", "score", "id", "arm", "baseline");
  }

  private static List<Mmrm.Row> rows(
      String name, String y, String subject, String group, String baseline) {
    double[] response = Golden.numbers(name, y);
    String[] subjects = Golden.column(name, subject);
    double[] visit = Golden.numbers(name, "visit");
    double[] arm = Golden.numbers(name, group);
    double[] before = Golden.numbers(name, baseline);
    var rows = new ArrayList<Mmrm.Row>();
    for (int i = 0; i < response.length; i++) {
      rows.add(new Mmrm.Row(response[i], subjects[i], (int) visit[i] - 1, arm[i] == 1, before[i]));
    }
    return rows;
  }

  private static MmrmFit fit(List<Mmrm.Row> rows, int visits, CovarianceStructure structure) {
    return ((Mmrm.Outcome.Fitted) Mmrm.fit(rows, visits, structure)).fit();
  }

  @Test
  void the_mixed_model_with_compound_symmetry_is_gls_s_and_its_degrees_of_freedom_lmer_test_s() {
    var fit = fit(qualityOfLife(), 4, new CovarianceStructure.CompoundSymmetry());
    agree(fit.coefficients(), "mmrm.cs.coefficients", 1e-7);
    agree(fit.se(), "mmrm.cs.se", 1e-7);
    agree(Numbers.of(fit.remlLogLikelihood()), "mmrm.cs.logLikelihood", 1e-10);
    double variance = fit.residualCovariance().get(0).get(0);
    agree(Numbers.of(Math.sqrt(variance)), "mmrm.cs.sigma", 1e-6);
    agree(
        Numbers.of(fit.residualCovariance().get(0).get(1) / variance), "mmrm.cs.correlation", 1e-6);
    var df = new double[12];
    for (int i = 0; i < df.length; i++) {
      df[i] = fit.contrast(Mmrm.unit(12, i), 0.95).df();
    }
    // lmerTest differentiates numerically.
    agree(Numbers.of(df), "mmrm.cs.lmerTest.df", 1e-4);
  }

  @Test
  void kenward_and_roger_s_errors_and_degrees_of_freedom_are_pbkrtest_s() {
    var fit = fit(qualityOfLife(), 4, new CovarianceStructure.CompoundSymmetry());
    var se = new double[12];
    var df = new double[12];
    for (int i = 0; i < df.length; i++) {
      var contrast = fit.kenwardRoger(Mmrm.unit(12, i), 0.95);
      se[i] = contrast.se();
      df[i] = contrast.df();
    }
    // lmer's variances are good to about six digits.
    agree(Numbers.of(se), "mmrm.cs.kenwardRoger.se", 1e-5);
    agree(Numbers.of(df), "mmrm.cs.kenwardRoger.df", 1e-4);
  }

  @Test
  void the_mixed_model_with_first_order_autoregression_is_gls_s() {
    var fit = fit(qualityOfLife(), 4, new CovarianceStructure.FirstOrderAutoregressive());
    agree(fit.coefficients(), "mmrm.ar.coefficients", 1e-6);
    agree(fit.se(), "mmrm.ar.se", 1e-6);
    agree(Numbers.of(fit.remlLogLikelihood()), "mmrm.ar.logLikelihood", 1e-10);
    double variance = fit.residualCovariance().get(0).get(0);
    agree(Numbers.of(Math.sqrt(variance)), "mmrm.ar.sigma", 1e-6);
    agree(
        Numbers.of(fit.residualCovariance().get(0).get(1) / variance), "mmrm.ar.correlation", 1e-6);
  }

  @Test
  void satterthwaite_degrees_of_freedom_are_those_of_the_likelihood_written_out_in_r() {
    var rows = rows("mmrm-pbcseq-logbili-3visits", "y", "id", "trt", "b0");
    var effects = fit(rows, 3, new CovarianceStructure.Unstructured()).treatmentEffectByVisit(0.95);
    // numDeriv's second differences.
    agree(
        effects.stream().mapToDouble(MmrmFit.Contrast::df).toArray(),
        R.of("mmrm.unstructured.df"),
        "mmrm.unstructured.df",
        1e-5);
  }

  @Test
  void pooled_imputations_are_those_of_mitools() {
    double[] estimates = {1.21, 0.98, 1.35, 1.10, 1.02};
    double[] variances = {0.21, 0.19, 0.24, 0.20, 0.22};
    var pooled = ImputationPooling.of(estimates, variances, 0.95);
    agree(Numbers.of(pooled.estimate()), "pool.estimate", 1e-12);
    agree(Numbers.of(pooled.se()), "pool.se", 1e-12);
    agree(Numbers.of(pooled.df()), "pool.df", 1e-12);
    agree(Numbers.of(pooled.fractionMissing()), "pool.missing", 1e-12);
    var small = ImputationPooling.of(estimates, variances, 60, 0.95);
    agree(Numbers.of(small.df()), "pool.small.df", 1e-12);
    agree(Numbers.of(small.fractionMissing()), "pool.small.missing", 1e-12);
  }

  @Test
  void estimates_after_stopping_are_those_of_the_multivariate_normal() {
    var found =
        SequentialInference.stagewise(
            new double[] {2.9626, 2.3590}, new double[] {20, 44, 70}, 2.4, 1, 0.95);
    agree(Numbers.of(found.p()), "stagewise.p", 1e-11);
    agree(Numbers.of(found.medianUnbiased()), "stagewise.median", 1e-10);
    agree(Numbers.of(found.limits().lower(), found.limits().upper()), "stagewise.limits", 1e-10);
  }

  @Test
  void unconditional_exact_tests_are_scipy_s() {
    Golden.read("from-scipy.txt")
        .all()
        .forEach(
            (counts, expected) -> {
              int[] n = Arrays.stream(counts.split(" ")).mapToInt(Integer::parseInt).toArray();
              var boschloo = UnconditionalExact.boschloo(n[0], n[1], n[2], n[3]);
              var barnard = UnconditionalExact.barnard(n[0], n[1], n[2], n[3]);
              double[] got = {
                boschloo.pGreater(),
                boschloo.pLess(),
                barnard.pGreater(),
                barnard.pLess(),
                barnard.p()
              };
              agree(got, expected, counts, 1e-6);
            });
  }
}
