package org.trialwright.statistics;

/**
 * What a group-sequential design does under one drift.
 *
 * @param informationRates shares of the last look's information
 * @param sided 1 or 2
 * @param upper probability of first crossing the upper bound, one a look
 * @param lower likewise the lower bound: futility, or the other side of a two-sided design; of a
 *     one-sided design the last one is the probability to end without success
 */
public record OperatingCharacteristics(
    Numbers informationRates, int sided, Numbers upper, Numbers lower) {
  /**
   * Probability to reject at each look in the direction of the drift. The other side of a two-sided
   * design, which would be a wrong conclusion, does not count as power.
   */
  public Numbers rejection() {
    return upper;
  }

  /** Probability to have rejected by each look in the direction of the drift. */
  public Numbers rejectionCumulative() {
    return cumulative(upper.toArray());
  }

  /** Probability to have rejected by each look, on either side of a two-sided design. */
  Numbers eitherSideCumulative() {
    var either = upper.toArray();
    for (int i = 0; sided == 2 && i < either.length; i++) {
      either[i] += lower.get(i);
    }
    return cumulative(either);
  }

  static Numbers cumulative(double[] each) {
    var sums = each.clone();
    for (int i = 1; i < sums.length; i++) {
      sums[i] += sums[i - 1];
    }
    return Numbers.of(sums);
  }

  /** Probability to reject at any look. */
  public double power() {
    return rejectionCumulative().get(upper.size() - 1);
  }

  /** Probability to stop for futility at every look but the last. */
  public Numbers futility() {
    var futility = new double[upper.size() - 1];
    for (int i = 0; sided == 1 && i < futility.length; i++) {
      futility[i] = lower.get(i);
    }
    return Numbers.of(futility);
  }

  /** Probability to stop before the last look, for either reason. */
  public double earlyStop() {
    double sum = 0;
    for (int i = 0; i < upper.size() - 1; i++) {
      sum += stop(i);
    }
    return sum;
  }

  private double stop(int look) {
    return upper.get(look) + lower.get(look);
  }

  /** Expected information when the trial stops, as a share of the maximum. */
  public double expectedInformation() {
    return expected(informationRates);
  }

  /** The mean of a quantity known at each look, over where the trial stops. */
  double expected(Numbers atLook) {
    int last = upper.size() - 1;
    double sum = atLook.get(last) * (1 - earlyStop());
    for (int i = 0; i < last; i++) {
      sum += atLook.get(i) * stop(i);
    }
    return sum;
  }
}
