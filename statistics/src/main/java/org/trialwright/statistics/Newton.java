package org.trialwright.statistics;

/**
 * The maximum of a concave log likelihood by Newton's steps from 0, halved when one goes too far.
 *
 * @param beta where the search ended
 * @param atZero the likelihood at 0
 * @param atEnd the likelihood at the end
 */
record Newton(
    Numbers beta, PartialLikelihood.Point atZero, PartialLikelihood.Point atEnd, End end) {
  private static final int STEPS = 200;
  private static final int HALVINGS = 40;

  /** A step this small ends the search; the next would be its square. */
  private static final double SMALL_STEP = 1e-10;

  /** A step this long that gains nothing runs along a ridge without a top. */
  private static final double LONG_STEP = 1e-3;

  private static final double NO_GAIN = 1e-13;

  /** A pivot below this share of its diagonal makes a coefficient undetermined. */
  static final double SINGULAR = 1e-11;

  private static final double SINGULAR_ON_THE_WAY = 1e-15;

  /** How a search ended. */
  sealed interface End {
    /** At the maximum. */
    record Maximum() implements End {}

    /** Still going in a direction in which the likelihood rises to a limit and never falls. */
    record Ridge(Numbers direction) implements End {}

    /** Coefficients are not determined; the first of them, counted from 0. */
    record Undetermined(int coefficient) implements End {}

    /** Not within the steps allowed. */
    record TooManySteps() implements End {}
  }

  static Newton search(PartialLikelihood likelihood, int p) {
    double[] beta = new double[p];
    PartialLikelihood.Point atZero = likelihood.at(beta);
    double[][] factor = Symmetric.factor(atZero.information(), SINGULAR);
    for (int k = 0; k < p; k++) {
      if (factor[k][k] == 0) {
        return new Newton(Numbers.of(beta), atZero, atZero, new End.Undetermined(k));
      }
    }
    PartialLikelihood.Point now = atZero;
    double[] step = new double[p];
    for (int round = 0; round < STEPS; round++) {
      double[] before = step;
      step = Symmetric.solve(factor, now.score().toArray());
      double length = length(step);
      if (length < SMALL_STEP) {
        return new Newton(Numbers.of(sum(beta, step, 1)), atZero, now, new End.Maximum());
      }
      double share = 1;
      PartialLikelihood.Point next = likelihood.at(sum(beta, step, share));
      for (int half = 0; half < HALVINGS && !noWorse(next, now); half++) {
        share /= 2;
        next = likelihood.at(sum(beta, step, share));
      }
      if (!noWorse(next, now)) {
        return new Newton(Numbers.of(beta), atZero, now, new End.TooManySteps());
      }
      beta = sum(beta, step, share);
      double gain = next.logLikelihood() - now.logLikelihood();
      now = next;
      if (gain <= NO_GAIN * (1 + Math.abs(now.logLikelihood())) && length > LONG_STEP) {
        return new Newton(Numbers.of(beta), atZero, now, new End.Ridge(Numbers.of(step)));
      }
      factor = Symmetric.factor(now.information(), SINGULAR_ON_THE_WAY);
      if (Symmetric.rank(factor) < p) {
        double[] direction = round == 0 ? step : before;
        return new Newton(Numbers.of(beta), atZero, now, new End.Ridge(Numbers.of(direction)));
      }
    }
    return new Newton(Numbers.of(beta), atZero, now, new End.TooManySteps());
  }

  /** Not lower but for rounding. */
  private static boolean noWorse(PartialLikelihood.Point next, PartialLikelihood.Point now) {
    double loss = now.logLikelihood() - next.logLikelihood();
    return loss <= 1e-12 * Math.abs(now.logLikelihood()) && Double.isFinite(next.logLikelihood());
  }

  private static double length(double[] step) {
    double longest = 0;
    for (double one : step) {
      longest = Math.max(longest, Math.abs(one));
    }
    return longest;
  }

  private static double[] sum(double[] beta, double[] step, double share) {
    double[] sum = beta.clone();
    for (int k = 0; k < sum.length; k++) {
      sum[k] += share * step[k];
    }
    return sum;
  }
}
