package org.trialwright.statistics;

import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.Erfcx;
import org.apache.commons.numbers.gamma.InverseErfc;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.apache.commons.numbers.gamma.RegularizedGamma;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.HypergeometricDistribution;

/**
 * Probability distributions with tails that keep their relative precision down to 1e-300: a tail is
 * computed as itself, never as one minus its complement.
 */
public sealed interface Distribution {
  /** P(X ≤ x). */
  double cdf(double x);

  /** P(X > x). */
  double upper(double x);

  /** The natural logarithm of P(X > x). */
  default double logUpper(double x) {
    return Math.log(upper(x));
  }

  /** A distribution with a density. */
  sealed interface Continuous extends Distribution {
    /**
     * The smallest x with P(X ≤ x) ≥ p.
     *
     * @param p strictly between 0 and 1
     */
    double quantile(double p);
  }

  /** A distribution on the whole numbers. */
  sealed interface Discrete extends Distribution {
    /** P(X = k). */
    double mass(int k);

    /** P(X ≥ k). */
    default double upperInclusive(int k) {
      return upper(k - 1.0);
    }
  }

  /** The standard normal distribution. */
  record Normal() implements Continuous {
    private static final double ROOT_2 = Math.sqrt(2);

    @Override
    public double cdf(double x) {
      return Erfc.value(-x / ROOT_2) / 2;
    }

    @Override
    public double upper(double x) {
      return Erfc.value(x / ROOT_2) / 2;
    }

    @Override
    public double logUpper(double x) {
      return x < 1 ? Math.log1p(-cdf(x)) : Math.log(Erfcx.value(x / ROOT_2) / 2) - x * x / 2;
    }

    @Override
    public double quantile(double p) {
      Check.probability("p", p);
      return p < 0.5 ? -ROOT_2 * InverseErfc.value(2 * p) : ROOT_2 * InverseErfc.value(2 * (1 - p));
    }
  }

  /**
   * The gamma distribution with scale 1.
   *
   * @param shape above 0
   */
  record Gamma(double shape) implements Continuous {
    public Gamma {
      Check.positive("shape", shape);
    }

    @Override
    public double cdf(double x) {
      return x <= 0 ? 0 : RegularizedGamma.P.value(shape, x);
    }

    @Override
    public double upper(double x) {
      return x <= 0 ? 1 : RegularizedGamma.Q.value(shape, x);
    }

    /** Where the tail underflows: x^(a−1) e^(−x)/Γ(a) · (1 + (a−1)/x + (a−1)(a−2)/x² + …). */
    @Override
    public double logUpper(double x) {
      double upper = upper(x);
      if (upper > 1e-290) {
        return upper > 0.5 ? Math.log1p(-cdf(x)) : Math.log(upper);
      }
      double sum = 1;
      double term = 1;
      // So far out x is above the shape, and the terms are past counting before they could grow.
      for (int k = 1; Math.abs(term) > 1e-17 * sum; k++) {
        term *= (shape - k) / x;
        sum += term;
      }
      return (shape - 1) * Math.log(x) - x - LogGamma.value(shape) + Math.log(sum);
    }

    @Override
    public double quantile(double p) {
      return Quantile.positive(this, p);
    }
  }

  /**
   * The chi-square distribution.
   *
   * @param df degrees of freedom, above 0, not necessarily whole
   */
  record ChiSquare(double df) implements Continuous {
    public ChiSquare {
      Check.positive("df", df);
    }

    private Gamma half() {
      return new Gamma(df / 2);
    }

    @Override
    public double cdf(double x) {
      return half().cdf(x / 2);
    }

    @Override
    public double upper(double x) {
      return half().upper(x / 2);
    }

    @Override
    public double logUpper(double x) {
      return half().logUpper(x / 2);
    }

    @Override
    public double quantile(double p) {
      return 2 * half().quantile(p);
    }
  }

  /**
   * The beta distribution.
   *
   * @param a first shape, above 0
   * @param b second shape, above 0
   */
  record Beta(double a, double b) implements Continuous {
    public Beta {
      Check.positive("shape1", a);
      Check.positive("shape2", b);
    }

    @Override
    public double cdf(double x) {
      return x <= 0 ? 0 : x >= 1 ? 1 : RegularizedBeta.value(x, a, b);
    }

    @Override
    public double upper(double x) {
      return x <= 0 ? 1 : x >= 1 ? 0 : RegularizedBeta.complement(x, a, b);
    }

    @Override
    public double quantile(double p) {
      return Quantile.positive(this, p);
    }
  }

  /**
   * Student's t distribution.
   *
   * @param df degrees of freedom, above 0, not necessarily whole
   */
  record StudentT(double df) implements Continuous {
    /** From here on P(T > t) is C·t^(−df) to the last bit, with t in units of √df. */
    private static final double FAR = 1e9;

    public StudentT {
      Check.positive("df", df);
    }

    @Override
    public double cdf(double x) {
      return x > 0 ? 1 - tail(x) : tail(-x);
    }

    @Override
    public double upper(double x) {
      return x < 0 ? 1 - tail(-x) : tail(x);
    }

    /** P(T > t) for t ≥ 0. */
    private double tail(double t) {
      double scaled = t / Math.sqrt(df);
      if (scaled > FAR) {
        return Math.exp(logFarFactor() - df * Math.log(scaled));
      }
      double square = scaled * scaled;
      return square < 1
          ? RegularizedBeta.complement(square / (1 + square), 0.5, df / 2) / 2
          : RegularizedBeta.value(1 / (1 + square), df / 2, 0.5) / 2;
    }

    private double logFarFactor() {
      return LogGamma.value((df + 1) / 2)
          - LogGamma.value(df / 2)
          - Math.log(Math.PI) / 2
          - Math.log(df);
    }

    @Override
    public double quantile(double p) {
      Check.probability("p", p);
      double tail = Math.min(p, 1 - p);
      if (tail == 0.5) {
        return 0;
      }
      double far = Math.exp((logFarFactor() - Math.log(tail)) / df);
      double scaled =
          far > FAR
              ? far
              : Math.exp(
                  Roots.between(
                      -745,
                      Math.log(FAR),
                      u -> Math.log(tail(Math.exp(u) * Math.sqrt(df))) - Math.log(tail)));
      return Math.copySign(scaled * Math.sqrt(df), p - 0.5);
    }
  }

  /**
   * Fisher's F distribution.
   *
   * @param df1 degrees of freedom of the numerator, above 0
   * @param df2 degrees of freedom of the denominator, above 0
   */
  record FisherF(double df1, double df2) implements Continuous {
    public FisherF {
      Check.positive("df1", df1);
      Check.positive("df2", df2);
    }

    private double share(double x) {
      return df1 * x / (df2 + df1 * x);
    }

    @Override
    public double cdf(double x) {
      return x <= 0 ? 0 : RegularizedBeta.value(share(x), df1 / 2, df2 / 2);
    }

    @Override
    public double upper(double x) {
      return x <= 0 ? 1 : RegularizedBeta.value(df2 / (df2 + df1 * x), df2 / 2, df1 / 2);
    }

    @Override
    public double quantile(double p) {
      return Quantile.positive(this, p);
    }
  }

  /**
   * The number of events among independent trials.
   *
   * @param trials 0 or more
   * @param probability of an event, 0 to 1
   */
  record Binomial(int trials, double probability) implements Discrete {
    public Binomial {
      Check.that(trials >= 0, "trials is %s; it must be 0 or more", trials);
      Check.within("probability", probability, 0, 1);
    }

    private BinomialDistribution commons() {
      return BinomialDistribution.of(trials, probability);
    }

    @Override
    public double cdf(double x) {
      return commons().cumulativeProbability((int) Math.floor(Math.clamp(x, -1.0, trials)));
    }

    @Override
    public double upper(double x) {
      return commons().survivalProbability((int) Math.floor(Math.clamp(x, -1.0, trials)));
    }

    @Override
    public double mass(int k) {
      return commons().probability(k);
    }
  }

  /**
   * The number of successes in a draw without replacement.
   *
   * @param successes in the population, 0 or more
   * @param failures in the population, 0 or more
   * @param draws how many are drawn, at most successes + failures
   */
  record Hypergeometric(int successes, int failures, int draws) implements Discrete {
    public Hypergeometric {
      Check.that(
          successes >= 0 && failures >= 0 && successes + (long) failures > 0,
          "a population of %s successes and %s failures; neither may be negative, and someone"
              + " must be there",
          successes,
          failures);
      Check.that(
          successes + (long) failures <= Integer.MAX_VALUE,
          "a population of %s successes and %s failures is too large",
          successes,
          failures);
      Check.that(
          draws >= 0 && draws <= successes + failures,
          "draws is %s; it must be 0 to %s",
          draws,
          successes + failures);
    }

    private HypergeometricDistribution commons() {
      return HypergeometricDistribution.of(successes + failures, successes, draws);
    }

    @Override
    public double cdf(double x) {
      return commons().cumulativeProbability((int) Math.floor(Math.clamp(x, -1.0, draws)));
    }

    @Override
    public double upper(double x) {
      return commons().survivalProbability((int) Math.floor(Math.clamp(x, -1.0, draws)));
    }

    @Override
    public double mass(int k) {
      return commons().probability(k);
    }
  }
}
