package org.trialwright.requests;

import java.util.ArrayList;
import java.util.List;
import org.trialwright.statistics.CovarianceStructure;
import org.trialwright.statistics.Mmrm;
import org.trialwright.statistics.MmrmFit;

/** Measurements that were repeated at visits. */
final class RepeatedMethods {
  private static final String MODEL = "visit + group:visit + baseline:visit";

  static final List<Method> ALL =
      List.of(
          new Method(
              "mmrm-unstructured",
              List.of(
                  Role.number("y"),
                  Role.text("visit"),
                  Role.text("group"),
                  Role.number("baseline"),
                  Role.text("subject")),
              List.of(
                  Parameter.texts("groups"),
                  Parameter.texts("visits"),
                  Parameter.choice("covariance", "unstructured"),
                  Parameter.choice("estimation", "reml"),
                  Parameter.choice("model", MODEL)),
              RepeatedMethods::mmrm));

  private RepeatedMethods() {}

  private static Result mmrm(Request request) {
    int[] groups = request.twoGroups();
    int[] visits = request.places("visit", "visits");
    double[] y = request.numbers("y");
    double[] baseline = request.numbers("baseline");
    String[] subjects = request.texts("subject");
    var rows = new ArrayList<Mmrm.Row>();
    for (int i = 0; i < y.length; i++) {
      rows.add(new Mmrm.Row(y[i], subjects[i], visits[i], groups[i] == 1, baseline[i]));
    }
    List<String> labels = request.arguments().texts("visits");
    return switch (Mmrm.fit(rows, labels.size(), new CovarianceStructure.Unstructured())) {
      case Mmrm.Outcome.Fitted(var fit) -> result(fit, labels);
      case Mmrm.Outcome.NotEstimable(var reason) ->
          throw new Refusal("data.csv", "the model cannot be fitted: " + reason);
    };
  }

  private static Result result(MmrmFit fit, List<String> visits) {
    var effects = fit.treatmentEffectByVisit(0.95);
    var result =
        new Result()
            .putTexts("terms", Mmrm.terms(visits))
            .put("coefficients", fit.coefficients())
            .put("se", fit.se())
            .putRows("covarianceOfCoefficients", fit.covarianceOfCoefficients())
            .putRows("residualCovariance", fit.residualCovariance())
            .put("remlLogLikelihood", fit.remlLogLikelihood())
            .put("subjects", fit.subjects())
            .put("observations", fit.observations());
    result
        .in("treatmentEffectByVisit")
        .put("estimate", effects.stream().mapToDouble(MmrmFit.Contrast::estimate).toArray())
        .put("se", effects.stream().mapToDouble(MmrmFit.Contrast::se).toArray())
        .put("dfSatterthwaite", effects.stream().mapToDouble(MmrmFit.Contrast::df).toArray())
        .put("p", effects.stream().mapToDouble(MmrmFit.Contrast::p).toArray());
    return result;
  }
}
