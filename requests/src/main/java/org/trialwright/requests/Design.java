package org.trialwright.requests;

import java.util.Arrays;
import java.util.List;
import org.trialwright.statistics.Boundary;
import org.trialwright.statistics.Futility;
import org.trialwright.statistics.GroupSequentialDesign;
import org.trialwright.statistics.Numbers;
import org.trialwright.statistics.SpendingFunction;

/** The arguments that describe a group-sequential design. */
final class Design {
  private static final String FIXED_BOUNDS = "fixed-bounds";

  static final List<Parameter> PARAMETERS =
      List.of(
          Parameter.whole("looks"),
          Parameter.number("alpha"),
          Parameter.whole("sided"),
          Parameter.number("beta").optional(),
          Parameter.choice(
              "boundary",
              "obrien-fleming",
              "pocock",
              "wang-tsiatis",
              "haybittle-peto",
              "spending-obrien-fleming",
              "spending-pocock",
              "spending-kim-demets",
              "spending-hwang-shih-decani",
              "spending-values"),
          Parameter.numbers("informationRates").optional(),
          Parameter.number("haybittlePetoBound").optional(),
          Parameter.number("wangTsiatisDelta").optional(),
          Parameter.number("spendingParameter").optional(),
          Parameter.numbers("alphaSpending").optional(),
          Parameter.choice(
              "futility",
              "none",
              FIXED_BOUNDS,
              "spending-obrien-fleming",
              "spending-pocock",
              "spending-kim-demets",
              "spending-hwang-shih-decani"),
          Parameter.number("futilitySpendingParameter").optional(),
          Parameter.numbers("futilityBounds").optional(),
          Parameter.flag("bindingFutility"));

  private Design() {}

  static GroupSequentialDesign of(Arguments given) {
    int looks = given.whole("looks");
    Numbers rates =
        given.has("informationRates")
            ? Numbers.copyOf(given.numbers("informationRates"))
            : GroupSequentialDesign.equalRates(looks);
    if (rates.size() != looks) {
      throw new IllegalArgumentException(
          "%s information rates for %s looks".formatted(rates.size(), looks));
    }
    return new GroupSequentialDesign(
        rates,
        given.number("alpha"),
        given.whole("sided"),
        boundary(given),
        futility(given),
        given.flag("bindingFutility"));
  }

  private static Boundary boundary(Arguments given) {
    return switch (given.text("boundary")) {
      case "obrien-fleming" -> new Boundary.ObrienFleming();
      case "pocock" -> new Boundary.Pocock();
      case "wang-tsiatis" -> new Boundary.WangTsiatis(given.number("wangTsiatisDelta"));
      case "haybittle-peto" -> new Boundary.HaybittlePeto(given.number("haybittlePetoBound"));
      case "spending-values" -> new Boundary.Spending(values(given));
      default ->
          new Boundary.Spending(function(given, given.text("boundary"), "spendingParameter"));
    };
  }

  /** Values are cumulative over both sides; a function spends for one. */
  private static SpendingFunction values(Arguments given) {
    int sided = Math.max(1, given.whole("sided"));
    return new SpendingFunction.Given(
        Numbers.copyOf(
            Arrays.stream(given.numbers("alphaSpending")).map(one -> one / sided).toArray()));
  }

  private static SpendingFunction function(Arguments given, String name, String parameter) {
    return switch (name) {
      case "spending-obrien-fleming" -> new SpendingFunction.ObrienFlemingLike();
      case "spending-pocock" -> new SpendingFunction.PocockLike();
      case "spending-kim-demets" -> new SpendingFunction.KimDeMets(given.number(parameter));
      case "spending-hwang-shih-decani" ->
          new SpendingFunction.HwangShihDeCani(given.number(parameter));
      default -> throw new IllegalStateException(name + " was let through");
    };
  }

  private static Futility futility(Arguments given) {
    return switch (given.text("futility")) {
      case "none" -> new Futility.None();
      case FIXED_BOUNDS ->
          new Futility.FixedBounds(Numbers.copyOf(given.numbers("futilityBounds")));
      default ->
          new Futility.Spending(
              function(given, given.text("futility"), "futilitySpendingParameter"));
    };
  }
}
