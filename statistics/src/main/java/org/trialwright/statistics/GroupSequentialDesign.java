package org.trialwright.statistics;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * A trial that may stop at looks. Formulas and conventions:
 * docs/reference/statistics/group-sequential.md.
 *
 * @param informationRates shares of the last look's information, strictly ascending, the last 1
 * @param alpha error of the first kind, of both sides together
 * @param sided 1 or 2; two-sided designs are symmetric and have no futility bounds
 * @param boundary how critical values are found
 * @param futility how futility bounds are found
 * @param bindingFutility whether critical values rely on futility bounds being obeyed; power always
 *     does
 */
public record GroupSequentialDesign(
    Numbers informationRates,
    double alpha,
    int sided,
    Boundary boundary,
    Futility futility,
    boolean bindingFutility) {
  private static final int MOST_LOOKS = 100;

  public GroupSequentialDesign {
    int looks = informationRates.size();
    Check.that(
        looks >= 1 && looks <= MOST_LOOKS, "%s looks; there must be 1 to %s", looks, MOST_LOOKS);
    Check.that(sided == 1 || sided == 2, "sided is %s; it must be 1 or 2", sided);
    Check.that(
        alpha > 0 && alpha / sided < 0.5,
        "alpha is %s; each side of it must lie strictly between 0 and 0.5",
        alpha);
    double before = 0;
    for (int i = 0; i < looks; i++) {
      double rate = informationRates.get(i);
      Check.that(
          rate - before >= 1e-6,
          "information rate %s of look %s is not above the one before, %s",
          rate,
          i + 1,
          before);
      before = rate;
    }
    Check.that(before == 1, "the last information rate is %s; it must be 1", before);
    Check.that(
        sided == 1 || futility instanceof Futility.None, "futility bounds need a one-sided design");
    if (futility instanceof Futility.FixedBounds(var bounds)) {
      Check.that(
          bounds.size() == looks - 1,
          "%s futility bounds for %s looks; every look but the last has one",
          bounds.size(),
          looks);
    }
  }

  /** Looks at equal steps of information. */
  public static Numbers equalRates(int looks) {
    Check.that(
        looks >= 1 && looks <= MOST_LOOKS, "%s looks; there must be 1 to %s", looks, MOST_LOOKS);
    var rates = new double[looks];
    for (int i = 0; i < looks; i++) {
      rates[i] = (i + 1.0) / looks;
    }
    return Numbers.of(rates);
  }

  /** One look at the end. */
  public static GroupSequentialDesign fixed(double alpha, int sided) {
    return new GroupSequentialDesign(
        equalRates(1), alpha, sided, new Boundary.Pocock(), new Futility.None(), false);
  }

  public int looks() {
    return informationRates.size();
  }

  double alphaOfSide() {
    return alpha / sided;
  }

  /** Squared drift of the design with one look: (z(alpha/sided) + z(beta))². */
  public double fixedInformation(double beta) {
    checkBeta(beta);
    double sum = Normals.quantile(1 - alphaOfSide()) - Normals.quantile(beta);
    return sum * sum;
  }

  /**
   * The bounds, when they do not depend on power: every design but those that spend the error of
   * the second kind.
   */
  public SequentialBounds bounds() {
    Check.that(
        !(futility instanceof Futility.Spending),
        "futility bounds that spend beta need beta; ask for a plan");
    return new BoundSolver(this, 0.5).bounds(0);
  }

  /**
   * The bounds and the information at which the design has power 1 − beta.
   *
   * @param beta error of the second kind, below 1 − alpha/sided
   */
  public GroupSequentialPlan plan(double beta) {
    checkBeta(beta);
    if (looks() == 1) {
      double drift = Math.sqrt(fixedInformation(beta));
      return new GroupSequentialPlan(this, beta, new BoundSolver(this, beta).bounds(drift), drift);
    }
    var solver = new BoundSolver(this, beta);
    double fixed = Math.sqrt(fixedInformation(beta));
    DoubleUnaryOperator gained = d -> solver.bounds(d).operating(d).power() - (1 - beta);
    double enough = 1.1 * fixed;
    while (gained.applyAsDouble(enough) < 0) {
      Check.that(enough < 100 * fixed, "no drift gives %s power %s", this, 1 - beta);
      enough *= 1.3;
    }
    // No design needs less than the one with a single look.
    double drift = Roots.between(0.999 * fixed, enough, gained);
    return new GroupSequentialPlan(this, beta, solver.bounds(drift), drift);
  }

  private void checkBeta(double beta) {
    Check.that(
        beta > 0 && beta < 1 - alphaOfSide(),
        "beta is %s; it must lie strictly between 0 and 1 - alpha, %s",
        beta,
        1 - alphaOfSide());
  }

  double[] rates() {
    return informationRates.toArray();
  }

  @Override
  public String toString() {
    return "%s-sided %s at %s, %s, futility %s"
        .formatted(sided, alpha, Arrays.toString(rates()), boundary, futility);
  }
}
