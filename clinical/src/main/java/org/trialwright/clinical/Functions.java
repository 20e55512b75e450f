package org.trialwright.clinical;

import static org.trialwright.clinical.Parameter.Course.DECREASING;
import static org.trialwright.clinical.Parameter.Course.INCREASING;
import static org.trialwright.clinical.Parameter.Course.NEITHER;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.trialwright.clinical.ClinicalFunction.Coded;
import org.trialwright.clinical.ClinicalFunction.Numeric;
import org.trialwright.clinical.ClinicalFunction.NumericBody;
import org.trialwright.clinical.ClinicalFunction.Score;
import org.trialwright.clinical.Parameter.Code;
import org.trialwright.clinical.Parameter.Course;
import org.trialwright.quantities.Unit;

/**
 * The clinical functions a study file may call, by name. The list is closed: a study cannot define
 * its own. {@code docs/reference/clinical-functions.md} describes each for its readers.
 */
public final class Functions {
  private static final Unit POINTS = unit("points");

  private static final Parameter SEX = new Code("sex", List.of("female", "male"));
  private static final Parameter T = new Code("T", SquamousStage.T);
  private static final Parameter N = new Code("N", SquamousStage.N);
  private static final Parameter M = new Code("M", SquamousStage.M);

  private static final Map<String, ClinicalFunction> ALL =
      List.of(
              numeric(
                  "bmi",
                  "kg/m2",
                  (n, _) -> BodySize.bmi(n.get(0), n.get(1)),
                  height(DECREASING),
                  weight()),
              numeric(
                  "mosteller",
                  "m2",
                  (n, _) -> BodySize.mosteller(n.get(0), n.get(1)),
                  height(INCREASING),
                  weight()),
              numeric(
                  "du-bois",
                  "m2",
                  (n, _) -> BodySize.duBois(n.get(0), n.get(1)),
                  height(INCREASING),
                  weight()),
              numeric(
                  "haycock",
                  "m2",
                  (n, _) -> BodySize.haycock(n.get(0), n.get(1)),
                  height(INCREASING),
                  weight()),
              numeric(
                  "ideal-weight",
                  "kg",
                  (n, c) -> BodySize.idealWeight(n.get(0), Sex.ofCode(c.get(0))),
                  height(INCREASING),
                  SEX),
              numeric(
                  "adjusted-weight",
                  "kg",
                  (n, c) -> BodySize.adjustedWeight(n.get(0), n.get(1), Sex.ofCode(c.get(0))),
                  height(INCREASING),
                  weight(),
                  SEX),
              numeric(
                  "cockcroft-gault",
                  "mL/min",
                  (n, c) ->
                      Renal.cockcroftGault(n.get(0), n.get(1), n.get(2), Sex.ofCode(c.get(0))),
                  number("age", "y", DECREASING),
                  weight(),
                  number("creatinine", "mg/dL", DECREASING),
                  SEX),
              numeric(
                  "ckd-epi",
                  "mL/min/1.73m2",
                  (n, c) -> Renal.ckdEpi2021(n.get(0), n.get(1), Sex.ofCode(c.get(0))),
                  number("age", "y", DECREASING),
                  number("creatinine", "mg/dL", DECREASING),
                  SEX),
              numeric(
                  "bed",
                  "Gy",
                  (n, _) -> Radiobiology.bed(n.get(0), n.get(1), n.get(2)),
                  number("fractions", "", INCREASING),
                  number("dose", "Gy", INCREASING),
                  number("alpha/beta", "Gy", DECREASING)),
              // The equivalent dose rises with alpha/beta when the fraction is below 2 Gy, else
              // falls.
              numeric(
                  "eqd2",
                  "Gy",
                  (n, _) -> Radiobiology.eqd2(n.get(0), n.get(1), n.get(2)),
                  number("fractions", "", INCREASING),
                  number("dose", "Gy", INCREASING),
                  number("alpha/beta", "Gy", NEITHER)),
              new Numeric(
                  "mean",
                  List.of(number("score", "points", INCREASING)),
                  true,
                  POINTS,
                  (n, _) -> Questionnaire.mean(n.size(), n).orElseThrow()),
              new Score("score-functional", DECREASING, POINTS, Questionnaire::functional),
              new Score("score-symptom", INCREASING, POINTS, Questionnaire::symptom),
              new Coded(
                  "stage-squamous",
                  List.of(T, N, M),
                  SquamousStage.CLINICAL,
                  c -> SquamousStage.clinical(c.get(0), c.get(1), c.get(2))),
              new Coded(
                  "stage-squamous-yp",
                  List.of(T, N, M),
                  SquamousStage.AFTER_THERAPY,
                  c -> SquamousStage.afterTherapy(c.get(0), c.get(1), c.get(2))))
          .stream()
          .collect(
              Collectors.toMap(
                  ClinicalFunction::name,
                  function -> function,
                  (a, _) -> {
                    throw new IllegalStateException("'" + a.name() + "' is defined twice");
                  },
                  LinkedHashMap::new));

  private Functions() {}

  /** Every function, in the order of the reference page. */
  public static List<ClinicalFunction> all() {
    return List.copyOf(ALL.values());
  }

  public static Optional<ClinicalFunction> find(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  private static Numeric numeric(
      String name, String unit, NumericBody body, Parameter... parameters) {
    return new Numeric(name, List.of(parameters), false, unit(unit), body);
  }

  private static Parameter height(Course course) {
    return number("height", "cm", course);
  }

  private static Parameter weight() {
    return number("weight", "kg", INCREASING);
  }

  private static Parameter number(String name, String unit, Course course) {
    return new Parameter.Number(name, unit(unit), course);
  }

  private static Unit unit(String symbol) {
    return Unit.parse(symbol).orElseThrow();
  }
}
