package org.trialwright.requests;

import java.util.List;
import org.trialwright.statistics.AccrualPlan;
import org.trialwright.statistics.EventFormula;
import org.trialwright.statistics.RateNonInferiority;
import org.trialwright.statistics.SurvivalPlan;

/** How many participants and events a trial needs, and what it can do with them. */
final class SizeMethods {
  static final List<Method> ALL =
      List.of(
          new Method(
              "logrank-events",
              List.of(),
              Parameter.requests(
                  Parameter.number("alpha"),
                  Parameter.number("beta"),
                  Parameter.number("hazardRatio"),
                  Parameter.number("nullHazardRatio"),
                  Parameter.number("allocationRatio")),
              request -> Result.answers(request, SizeMethods::events)),
          new Method(
              "sample-size-survival",
              List.of(),
              Parameter.requests(
                  Parameter.fields("design", Design.PARAMETERS),
                  Parameter.number("hazardRatio").optional(),
                  Parameter.number("controlHazard").optional(),
                  Parameter.number("treatmentEventProbability").optional(),
                  Parameter.number("controlEventProbability").optional(),
                  Parameter.number("eventTime").optional(),
                  Parameter.number("accrualDuration"),
                  Parameter.number("followUpTime").optional(),
                  Parameter.number("maximumSubjects").optional(),
                  Parameter.number("treatmentDropoutProbability").optional(),
                  Parameter.number("controlDropoutProbability").optional(),
                  Parameter.number("dropoutTime").optional(),
                  Parameter.number("allocationRatio"),
                  Parameter.choice("eventFormula", "schoenfeld", "freedman", "hsieh-freedman")),
              request -> Result.answers(request, SizeMethods::survivalSize)),
          new Method(
              "power-survival",
              List.of(),
              Parameter.requests(
                  Parameter.fields("design", Design.PARAMETERS),
                  Parameter.choice("direction", "lower"),
                  Parameter.number("controlHazard"),
                  Parameter.number("hazardRatio"),
                  Parameter.number("accrualDuration"),
                  Parameter.number("accrualRate"),
                  Parameter.number("maximumEvents"),
                  Parameter.number("allocationRatio")),
              request -> Result.answers(request, SizeMethods::survivalPower)),
          new Method(
              "sample-size-rate-noninferiority",
              List.of(),
              Parameter.requests(
                  Parameter.number("treatmentRate"),
                  Parameter.number("controlRate"),
                  Parameter.number("margin"),
                  Parameter.number("alpha"),
                  Parameter.number("beta")),
              request -> Result.answers(request, SizeMethods::rate)));

  private SizeMethods() {}

  private static double events(Arguments given, EventFormula formula) {
    return formula.events(
        given.number("alpha"),
        given.number("beta"),
        given.number("hazardRatio"),
        given.number("nullHazardRatio"),
        given.number("allocationRatio"));
  }

  private static Result events(Arguments given) {
    var result = new Result().put("eventsSchoenfeld", events(given, EventFormula.SCHOENFELD));
    return given.number("nullHazardRatio") == 1
        ? result.put("eventsFreedman", events(given, EventFormula.FREEDMAN))
        : result.putNull("eventsFreedman");
  }

  private static Result rate(Arguments given) {
    var size =
        RateNonInferiority.of(
            given.number("treatmentRate"),
            given.number("controlRate"),
            given.number("margin"),
            given.number("alpha"),
            given.number("beta"));
    return new Result()
        .put("subjectsPerArmWald", size.subjectsPerArmWald())
        .put("totalSubjectsFarringtonManning", size.totalSubjectsFarringtonManning());
  }

  private static EventFormula formula(Arguments given) {
    return switch (given.text("eventFormula")) {
      case "schoenfeld" -> EventFormula.SCHOENFELD;
      case "freedman" -> EventFormula.FREEDMAN;
      default -> EventFormula.HSIEH_FREEDMAN;
    };
  }

  /** Hazards of control and treatment. */
  private record Hazards(double control, double treatment, double ratio) {
    static Hazards of(Arguments given) {
      if (given.has("treatmentEventProbability") || given.has("controlEventProbability")) {
        if (given.has("hazardRatio") || given.has("controlHazard")) {
          throw new IllegalArgumentException(
              "give either hazardRatio and controlHazard, or the two event probabilities");
        }
        double time = given.number("eventTime");
        double control = AccrualPlan.Rates.hazard(given.number("controlEventProbability"), time);
        double treatment =
            AccrualPlan.Rates.hazard(given.number("treatmentEventProbability"), time);
        return new Hazards(control, treatment, treatment / control);
      }
      double control = given.number("controlHazard");
      double ratio = given.number("hazardRatio");
      return new Hazards(control, control * ratio, ratio);
    }
  }

  private static double dropout(Arguments given, String argument) {
    double probability = given.number(argument, 0);
    return probability == 0
        ? 0
        : AccrualPlan.Rates.hazard(probability, given.number("dropoutTime"));
  }

  private static Result survivalSize(Arguments given) {
    var hazards = Hazards.of(given);
    var accrual =
        new AccrualPlan(
            given.number("accrualDuration"),
            new AccrualPlan.Rates(
                hazards.treatment(), dropout(given, "treatmentDropoutProbability")),
            new AccrualPlan.Rates(hazards.control(), dropout(given, "controlDropoutProbability")),
            given.number("allocationRatio"));
    var design = given.fields("design");
    var plan = Design.of(design).plan(design.number("beta"));
    if (given.has("followUpTime") == given.has("maximumSubjects")) {
      throw new IllegalArgumentException("give either followUpTime or maximumSubjects");
    }
    var size =
        given.has("followUpTime")
            ? SurvivalPlan.withFollowUp(plan, accrual, formula(given), given.number("followUpTime"))
            : SurvivalPlan.withSubjects(
                plan, accrual, formula(given), given.number("maximumSubjects"));
    var survival = size.plan();
    int looks = plan.design().looks();
    double treated = accrual.allocationRatio() / (1 + accrual.allocationRatio());
    var result =
        new Result()
            .put("treatmentHazard", hazards.treatment())
            .put("controlHazard", hazards.control())
            .put("hazardRatio", hazards.ratio())
            .put("fixedEvents", size.fixedEvents())
            .put("fixedSubjects", size.fixedSubjects())
            .put("fixedSubjectsTreatment", size.fixedSubjects() * treated)
            .put("fixedSubjectsControl", size.fixedSubjects() * (1 - treated))
            .put("maximumSubjects", survival.maximumSubjects())
            .put("maximumEvents", survival.maximumEvents())
            .put("accrualRate", survival.accrualRate());
    putLooks(result, survival);
    result.put("expectedEvents", survival.expectedEvents(1));
    if (looks > 1) {
      result
          .put("maximumSubjectsTreatment", survival.maximumSubjects() * treated)
          .put("expectedEventsNull", survival.expectedEvents(0))
          .put("expectedEventsMidway", survival.expectedEvents(0.5))
          .put("expectedSubjects", survival.expectedSubjects())
          .put("rejectionPerLook", survival.alternative().rejection())
          .put("earlyStopProbability", survival.alternative().earlyStop());
    }
    return result.without(given);
  }

  private static void putLooks(Result result, SurvivalPlan survival) {
    result
        .put("eventsPerLook", survival.eventsPerLook())
        .put("subjectsPerLook", survival.subjectsPerLook())
        .put("analysisTimes", survival.analysisTimes())
        .put("expectedStudyDuration", survival.expectedStudyDuration())
        .put("followUpTime", survival.followUpTime())
        .put("criticalHazardRatios", survival.criticalHazardRatios())
        .put("criticalPValues", survival.criticalPValues());
  }

  private static Result survivalPower(Arguments given) {
    double control = given.number("controlHazard");
    double treatment = control * given.number("hazardRatio");
    var accrual =
        new AccrualPlan(
            given.number("accrualDuration"),
            new AccrualPlan.Rates(treatment, 0),
            new AccrualPlan.Rates(control, 0),
            given.number("allocationRatio"));
    var survival =
        SurvivalPlan.ofSize(
            Design.of(given.fields("design")),
            accrual,
            given.number("accrualRate"),
            given.number("maximumEvents"));
    var result =
        new Result()
            .put("treatmentHazard", treatment)
            .put("maximumSubjects", survival.maximumSubjects())
            .put("earlyStopProbability", survival.alternative().earlyStop())
            .put("expectedEvents", survival.expectedEvents(1))
            .put("expectedSubjects", survival.expectedSubjects())
            .put("power", survival.alternative().power())
            .put("rejectionPerLook", survival.alternative().rejection());
    putLooks(result, survival);
    return result;
  }
}
