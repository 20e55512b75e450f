package org.trialwright.statistics;

/**
 * How much of an error probability may be used up by information time t. Formulas:
 * docs/reference/statistics/group-sequential.md.
 */
public sealed interface SpendingFunction {
  /**
   * The cumulative error spent.
   *
   * @param total the whole error probability of one side
   * @param rates information rates of the looks, ascending, at most 1
   */
  double[] spent(double total, double[] rates);

  /** 2 − 2Φ(z(1 − total/2)/√t): little early (Lan and DeMets, Biometrika 1983;70:659). */
  record ObrienFlemingLike() implements SpendingFunction {
    @Override
    public double[] spent(double total, double[] rates) {
      double z = -Normals.quantile(total / 2);
      return each(rates, t -> 2 * Normals.upper(z / Math.sqrt(t)));
    }
  }

  /** total·ln(1 + (e − 1)t): almost evenly (Lan and DeMets, Biometrika 1983;70:659). */
  record PocockLike() implements SpendingFunction {
    @Override
    public double[] spent(double total, double[] rates) {
      return each(rates, t -> total * Math.log1p(Math.expm1(1) * t));
    }
  }

  /**
   * total·t^exponent (Kim and DeMets, Biometrika 1987;74:149).
   *
   * @param exponent above 0
   */
  record KimDeMets(double exponent) implements SpendingFunction {
    public KimDeMets {
      Check.positive("the exponent of Kim and DeMets", exponent);
    }

    @Override
    public double[] spent(double total, double[] rates) {
      return each(rates, t -> total * Math.pow(t, exponent));
    }
  }

  /**
   * total·(1 − e^(−γt))/(1 − e^(−γ)), and total·t at γ = 0 (Hwang, Shih and De Cani, Stat Med
   * 1990;9:1439).
   *
   * @param gamma negative spends late, positive early
   */
  record HwangShihDeCani(double gamma) implements SpendingFunction {
    public HwangShihDeCani {
      Check.within("the parameter of Hwang, Shih and De Cani", gamma, -500, 500);
    }

    @Override
    public double[] spent(double total, double[] rates) {
      return each(
          rates, t -> gamma == 0 ? total * t : total * Math.expm1(-gamma * t) / Math.expm1(-gamma));
    }
  }

  /**
   * Cumulative values as given.
   *
   * @param cumulative one a look, not falling, from 0 to the whole error of one side
   */
  record Given(Numbers cumulative) implements SpendingFunction {
    public Given {
      for (int i = 0; i < cumulative.size(); i++) {
        double before = i == 0 ? 0 : cumulative.get(i - 1);
        Check.that(
            cumulative.get(i) >= before,
            "spending %s at look %s is below what was spent before, %s",
            cumulative.get(i),
            i + 1,
            before);
      }
    }

    @Override
    public double[] spent(double total, double[] rates) {
      Check.that(
          cumulative.size() == rates.length,
          "%s spending values for %s looks",
          cumulative.size(),
          rates.length);
      double last = cumulative.get(rates.length - 1);
      Check.that(
          Math.abs(last - total) <= 1e-9 * total,
          "the last spending value is %s; it must be the whole error, %s",
          last,
          total);
      return cumulative.toArray();
    }
  }

  private static double[] each(double[] rates, java.util.function.DoubleUnaryOperator function) {
    var spent = new double[rates.length];
    for (int i = 0; i < rates.length; i++) {
      spent[i] = function.applyAsDouble(rates[i]);
    }
    return spent;
  }
}
