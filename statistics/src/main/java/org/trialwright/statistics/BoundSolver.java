package org.trialwright.statistics;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** Finds the bounds of one design; futility bounds that spend beta depend on the drift. */
final class BoundSolver {
  /** No constant of a shaped boundary lies beyond. */
  private static final double MOST = 37;

  private final GroupSequentialDesign design;
  private final double beta;
  private final double[] rates;
  private final int looks;

  /** Critical values, when they do not depend on futility bounds that depend on the drift. */
  private final double[] settled;

  BoundSolver(GroupSequentialDesign design, double beta) {
    this.design = design;
    this.beta = beta;
    this.rates = design.rates();
    this.looks = design.looks();
    this.settled = dependsOnDrift() ? new double[0] : critical(fixedLow());
  }

  private boolean dependsOnDrift() {
    return design.bindingFutility() && design.futility() instanceof Futility.Spending;
  }

  /** Lower ends that the critical values rely on: none unless fixed and binding. */
  private double[] fixedLow() {
    var low = new double[looks];
    Arrays.fill(low, Double.NEGATIVE_INFINITY);
    if (design.bindingFutility() && design.futility() instanceof Futility.FixedBounds(var given)) {
      System.arraycopy(given.toArray(), 0, low, 0, looks - 1);
    }
    return low;
  }

  SequentialBounds bounds(double drift) {
    return switch (design.futility()) {
      case Futility.None _ -> result(settled, new double[0]);
      case Futility.FixedBounds(var given) -> result(settled, capped(given.toArray()));
      case Futility.Spending(var function) ->
          dependsOnDrift()
              ? jointly(drift, function)
              : result(settled, futility(drift, settled, function));
    };
  }

  /** A trial that would stop for success does not stop for futility. */
  private double[] capped(double[] low) {
    for (int i = 0; i < low.length; i++) {
      low[i] = Math.min(low[i], settled[i]);
    }
    return low;
  }

  private SequentialBounds result(double[] critical, double[] futility) {
    return new SequentialBounds(
        design.informationRates(),
        design.sided(),
        Numbers.of(critical.clone()),
        Numbers.of(futility));
  }

  /** Critical values when the trial goes on above the given lower ends. */
  private double[] critical(double[] low) {
    return switch (design.boundary()) {
      case Boundary.Spending(var function) -> spending(function, low);
      case Boundary.Shaped shaped -> shaped(c -> overspent(shape(shaped, c), low), shaped);
      case Boundary.HaybittlePeto peto -> peto(peto, low);
    };
  }

  private double[] shape(Boundary.Shaped shaped, double c) {
    return Arrays.stream(rates).map(t -> c * shaped.shape(t)).toArray();
  }

  private double[] shaped(DoubleUnaryOperator overspent, Boundary.Shaped shaped) {
    return shape(shaped, Roots.between(0, MOST, overspent));
  }

  /** What is spent under the null hypothesis, less what may be. */
  private double overspent(double[] critical, double[] low) {
    var density = SequentialDensity.start(0);
    double spent = 0;
    for (int i = 0; i < looks; i++) {
      spent += density.above(rates[i], critical[i]);
      density = next(density, i, critical, low);
    }
    return spent - design.alphaOfSide();
  }

  private SequentialDensity next(
      SequentialDensity density, int look, double[] critical, double[] low) {
    if (look == looks - 1) {
      return density;
    }
    double from = design.sided() == 2 ? -critical[look] : low[look];
    return density.within(rates[look], from, critical[look], rates[look + 1]);
  }

  private double[] spending(SpendingFunction function, double[] low) {
    double[] spent = function.spent(design.alphaOfSide(), rates);
    var critical = new double[looks];
    var density = SequentialDensity.start(0);
    for (int i = 0; i < looks; i++) {
      critical[i] = density.criticalValue(rates[i], spent[i] - (i == 0 ? 0 : spent[i - 1]));
      density = next(density, i, critical, low);
    }
    return critical;
  }

  private double[] peto(Boundary.HaybittlePeto peto, double[] low) {
    var critical = new double[looks];
    Arrays.fill(critical, peto.bound());
    var density = SequentialDensity.start(0);
    double left = design.alphaOfSide();
    for (int i = 0; i < looks - 1; i++) {
      left -= density.above(rates[i], critical[i]);
      density = next(density, i, critical, low);
    }
    Check.that(
        left > 0,
        "the bound %s before the last look leaves nothing of alpha, %s, for it",
        peto.bound(),
        design.alpha());
    critical[looks - 1] = density.criticalValue(rates[looks - 1], left);
    return critical;
  }

  /** Futility bounds that spend beta under the drift, below known critical values. */
  private double[] futility(double drift, double[] critical, SpendingFunction function) {
    double[] spent = function.spent(beta, rates);
    var low = new double[looks - 1];
    var density = SequentialDensity.start(drift);
    for (int i = 0; i < looks - 1; i++) {
      double share = spent[i] - (i == 0 ? 0 : spent[i - 1]);
      low[i] = Math.min(critical[i], density.futilityBound(rates[i], share));
      density = density.within(rates[i], low[i], critical[i], rates[i + 1]);
    }
    return low;
  }

  /** Binding futility: critical values and futility bounds need each other. */
  private SequentialBounds jointly(double drift, SpendingFunction function) {
    return switch (design.boundary()) {
      case Boundary.Spending(var alpha) -> step(drift, alpha, function);
      case Boundary.Shaped shaped -> {
        var critical =
            shaped(
                c -> {
                  double[] tried = shape(shaped, c);
                  return overspent(tried, futility(drift, tried, function));
                },
                shaped);
        yield result(critical, futility(drift, critical, function));
      }
      case Boundary.HaybittlePeto peto -> {
        var critical = new double[looks];
        Arrays.fill(critical, peto.bound());
        double[] low = futility(drift, critical, function);
        yield result(peto(peto, low), low);
      }
    };
  }

  private SequentialBounds step(double drift, SpendingFunction alpha, SpendingFunction function) {
    double[] spent = alpha.spent(design.alphaOfSide(), rates);
    double[] spentBeta = function.spent(beta, rates);
    var critical = new double[looks];
    var low = new double[looks - 1];
    var none = SequentialDensity.start(0);
    var effect = SequentialDensity.start(drift);
    for (int i = 0; i < looks; i++) {
      critical[i] = none.criticalValue(rates[i], spent[i] - (i == 0 ? 0 : spent[i - 1]));
      if (i < looks - 1) {
        double share = spentBeta[i] - (i == 0 ? 0 : spentBeta[i - 1]);
        low[i] = Math.min(critical[i], effect.futilityBound(rates[i], share));
        none = none.within(rates[i], low[i], critical[i], rates[i + 1]);
        effect = effect.within(rates[i], low[i], critical[i], rates[i + 1]);
      }
    }
    return result(critical, low);
  }
}
