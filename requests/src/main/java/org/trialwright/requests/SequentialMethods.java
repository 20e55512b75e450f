package org.trialwright.requests;

import java.util.List;
import org.trialwright.statistics.ConditionalPower;
import org.trialwright.statistics.Futility;
import org.trialwright.statistics.GroupSequentialPlan;

/** Trials that may stop at looks. */
final class SequentialMethods {
  static final List<Method> ALL =
      List.of(
          new Method(
              "group-sequential-boundaries",
              List.of(),
              Parameter.requests(Design.PARAMETERS.toArray(Parameter[]::new)),
              request -> Result.answers(request, SequentialMethods::boundaries)),
          new Method(
              "conditional-power",
              List.of(),
              Parameter.requests(
                  Parameter.number("z"),
                  Parameter.number("informationFraction"),
                  Parameter.number("criticalValue"),
                  Parameter.number("drift")),
              request -> Result.answers(request, SequentialMethods::conditionalPower)));

  private SequentialMethods() {}

  private static Result boundaries(Arguments given) {
    GroupSequentialPlan plan = Design.of(given).plan(given.number("beta"));
    var design = plan.design();
    var alternative = plan.alternative();
    var result = new Result();
    if (!given.has("informationRates")) {
      result.put("informationRates", design.informationRates());
    }
    result
        .put("criticalValues", plan.bounds().criticalValues())
        .put("stageLevels", plan.bounds().stageLevels())
        .put("alphaSpent", plan.alphaSpent())
        .put("fixedInformation", design.fixedInformation(plan.beta()))
        .put("maximumInformation", plan.maximumInformation())
        .put("inflationFactor", plan.inflationFactor())
        .put("powerPerLook", alternative.rejectionCumulative());
    if (design.looks() == 1) {
      return result;
    }
    if (design.futility() instanceof Futility.Spending) {
      result
          .put("betaSpent", plan.betaSpent())
          .put("futilityBounds", plan.bounds().futilityBounds());
    }
    result
        .put("informationPerLook", plan.informationPerLook())
        .put("rejectionPerLook", alternative.rejection())
        .put("averageSampleNumberAlternative", plan.averageSampleNumber(1))
        .put("averageSampleNumberMidway", plan.averageSampleNumber(0.5))
        .put("averageSampleNumberNull", plan.averageSampleNumber(0));
    if (!(design.futility() instanceof Futility.None)) {
      result.put("futilityPerLook", alternative.futility());
    }
    return result;
  }

  private static Result conditionalPower(Arguments given) {
    var power =
        ConditionalPower.of(
            given.number("z"),
            given.number("informationFraction"),
            given.number("criticalValue"),
            given.number("drift"));
    return new Result()
        .put("underCurrentTrend", power.underCurrentTrend())
        .put("underDesign", power.underDesign())
        .put("underNull", power.underNull())
        .put("predictivePowerFlatPrior", power.predictivePowerFlatPrior());
  }
}
