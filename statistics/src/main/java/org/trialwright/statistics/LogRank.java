package org.trialwright.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tests whether survival is the same in all groups: the log-rank test and its weighted relatives,
 * stratified or not. Formulas and conventions: docs/reference/statistics/log-rank.md.
 */
public final class LogRank {
  /** Groups or pivots with less variance than this share of their diagonal carry none. */
  private static final double SINGULAR = 1e-10;

  private static final String NOTHING_TO_COMPARE =
      "at no event time are two groups at risk: there is nothing to compare";

  /** One table a stratum, none of them empty. */
  private final List<RiskTable> strata;

  private final int groups;

  LogRank(List<RiskTable> strata) {
    this.strata = strata;
    groups = strata.getFirst().groups;
    Check.that(groups >= 2, "there is %s group; a comparison needs two or more", groups);
  }

  /**
   * The groups of one trial.
   *
   * @param group of each row, 0 to groups − 1
   * @param groups 2 or more
   */
  public static LogRank of(FollowUp followUp, int[] group, int groups) {
    return GroupedFollowUp.of(followUp, group, groups).logRank();
  }

  /**
   * Groups compared within strata only; scores and variances are summed over the strata.
   *
   * @param group of each row, 0 to groups − 1
   * @param groups 2 or more
   * @param stratum of each row, 0 to strata − 1; a stratum may be empty
   */
  public static LogRank stratified(
      FollowUp followUp, int[] group, int groups, int[] stratum, int strata) {
    followUp.checkGroups(group, groups);
    followUp.checkCodes("stratum", stratum, strata);
    List<RiskTable> tables = new ArrayList<>();
    for (Timeline part : Timeline.of(followUp.times()).split(stratum, strata)) {
      if (part.row.length > 0) {
        tables.add(RiskTable.of(part, followUp, group, groups));
      }
    }
    return new LogRank(List.copyOf(tables));
  }

  /**
   * A test of all groups at once.
   *
   * @param n rows, one a group
   * @param observed weighted events, one a group
   * @param expected weighted events expected if all groups were alike, one a group
   * @param variance of observed − expected, groups by groups, hypergeometric
   * @param test the chi-square test; empty when {@code whyNot} tells why there is none
   * @param whyNot empty when there is a test
   */
  public record Comparison(
      Counts n,
      Numbers observed,
      Numbers expected,
      List<Numbers> variance,
      Optional<ChiSquareTest> test,
      String whyNot) {}

  /**
   * The test of all groups with a weight; degrees of freedom: groups that expect events, less 1.
   */
  public Comparison compare(Weight weight) {
    int[] n = new int[groups];
    double[] observed = new double[groups];
    double[] expected = new double[groups];
    double[][] variance = new double[groups][groups];
    for (RiskTable table : strata) {
      for (int g = 0; g < groups; g++) {
        n[g] += table.rows[g];
      }
      if (groups == 2) {
        addPair(table, weight, observed, expected, variance);
      } else {
        add(table, weight, observed, expected, variance);
      }
    }
    complete(variance);
    Optional<ChiSquareTest> test = test(observed, expected, variance);
    return new Comparison(
        Counts.of(n),
        Numbers.of(observed),
        Numbers.of(expected),
        Symmetric.rows(variance),
        test,
        test.isPresent() ? "" : NOTHING_TO_COMPARE);
  }

  /** The same as {@link #add} for two groups, in half its time. */
  private static void addPair(
      RiskTable table, Weight weight, double[] observed, double[] expected, double[][] variance) {
    int[] atRisk0 = table.atRisk[0];
    int[] atRisk1 = table.atRisk[1];
    int[] events0 = table.events[0];
    int[] events1 = table.events[1];
    double observed0 = 0;
    double observed1 = 0;
    double expected0 = 0;
    double expected1 = 0;
    double both = 0;
    double survival = 1;
    for (int j = 0; j < table.size(); j++) {
      int risk = atRisk0[j] + atRisk1[j];
      int died = events0[j] + events1[j];
      double w = weight.at(survival, risk);
      double ofOne = 1.0 / risk;
      double staying = (risk - died) * ofOne;
      double share = w * died * ofOne;
      observed0 += w * events0[j];
      observed1 += w * events1[j];
      expected0 += share * atRisk0[j];
      expected1 += share * atRisk1[j];
      both += risk > 1 ? w * share * staying / (risk - 1) * atRisk0[j] * atRisk1[j] : 0;
      survival *= staying;
    }
    observed[0] += observed0;
    observed[1] += observed1;
    expected[0] += expected0;
    expected[1] += expected1;
    variance[0][0] += both;
    variance[1][1] += both;
  }

  private static void add(
      RiskTable table, Weight weight, double[] observed, double[] expected, double[][] variance) {
    int groups = table.groups;
    double survival = 1;
    for (int j = 0; j < table.size(); j++) {
      int risk = table.allAtRisk(j);
      int died = table.allEvents(j);
      if (died == 0) {
        continue;
      }
      double w = weight.at(survival, risk);
      double ofOne = 1.0 / risk;
      double staying = (risk - died) * ofOne;
      double share = w * died * ofOne;
      double spread = risk > 1 ? w * share * staying / (risk - 1) : 0;
      for (int g = 0; g < groups; g++) {
        double mine = table.atRisk[g][j];
        observed[g] += w * table.events[g][j];
        expected[g] += share * mine;
        variance[g][g] += spread * mine * (risk - mine);
        // The first group's covariances follow: every row sums to 0.
        for (int h = 1; h < g; h++) {
          variance[g][h] -= spread * mine * table.atRisk[h][j];
        }
      }
      survival *= staying;
    }
  }

  /** Fills in the upper triangle and the first group's covariances. */
  private static void complete(double[][] variance) {
    for (int g = 1; g < variance.length; g++) {
      double others = 0;
      for (int h = 1; h < variance.length; h++) {
        variance[g][h] = variance[Math.max(g, h)][Math.min(g, h)];
        others += variance[g][h];
      }
      variance[g][0] = -others;
      variance[0][g] = -others;
    }
  }

  /** The quadratic form of all groups but the last; which one is left out does not matter. */
  private static Optional<ChiSquareTest> test(
      double[] observed, double[] expected, double[][] variance) {
    double[] score = new double[observed.length];
    for (int g = 0; g < score.length; g++) {
      score[g] = observed[g] - expected[g];
    }
    double[][] factor = Symmetric.factor(variance, SINGULAR);
    int df = Symmetric.rank(factor);
    return df == 0
        ? Optional.empty()
        : Optional.of(ChiSquareTest.of(Symmetric.quadratic(factor, score), df));
  }

  /**
   * A signed test of two groups.
   *
   * @param score weighted observed − expected events of the second group
   * @param variance of the score
   * @param z score/√variance: above 0 when the second group has more events than expected
   * @param p two-sided
   */
  public record Signed(double score, double variance, Estimate z, Estimate chiSquare, Estimate p) {}

  /** The signed test of two groups with a weight. */
  public Signed signed(Weight weight) {
    twoGroups();
    double score = 0;
    double variance = 0;
    for (RiskTable table : strata) {
      double survival = 1;
      for (int j = 0; j < table.size(); j++) {
        double w = weight.at(survival, table.allAtRisk(j));
        score += w * excess(table, j);
        variance += w * w * spread(table, j);
        survival *= staying(table, j);
      }
    }
    if (!(variance > 0)) {
      Estimate none = Estimate.none(NOTHING_TO_COMPARE);
      return new Signed(score, variance, none, none, none);
    }
    double z = score / Math.sqrt(variance);
    return new Signed(
        score, variance, Estimate.of(z), Estimate.of(z * z), Estimate.of(Normals.twoSided(z)));
  }

  /**
   * The largest of several weighted tests of two groups (Karrison, Stata J 2016;16:678).
   *
   * @param z one a weight
   * @param correlation of the z, estimated
   * @param largest |z|, the statistic
   * @param p two-sided, from the joint normal distribution of the z
   */
  public record Largest(Numbers z, List<Numbers> correlation, double largest, double p) {}

  /** MaxCombo with the usual four weights: Fleming–Harrington (0, 0), (1, 0), (0, 1), (1, 1). */
  public Largest maxCombo() {
    return maxCombo(
        List.of(
            new Weight.FlemingHarrington(0, 0),
            new Weight.FlemingHarrington(1, 0),
            new Weight.FlemingHarrington(0, 1),
            new Weight.FlemingHarrington(1, 1)));
  }

  /**
   * The largest |z| of tests with these weights, and its p, which pays for having chosen it.
   *
   * @param weights 1 to 4
   */
  public Largest maxCombo(List<? extends Weight> weights) {
    twoGroups();
    int k = weights.size();
    Check.that(k >= 1 && k <= 4, "there are %s weights; one to four can be combined", k);
    double[] score = new double[k];
    double[][] covariance = new double[k][k];
    double[] w = new double[k];
    for (RiskTable table : strata) {
      double survival = 1;
      for (int j = 0; j < table.size(); j++) {
        double excess = excess(table, j);
        double spread = spread(table, j);
        for (int a = 0; a < k; a++) {
          w[a] = weights.get(a).at(survival, table.allAtRisk(j));
          score[a] += w[a] * excess;
          for (int b = 0; b <= a; b++) {
            covariance[a][b] += w[a] * w[b] * spread;
          }
        }
        survival *= staying(table, j);
      }
    }
    double[] z = new double[k];
    double[][] correlation = new double[k][k];
    double largest = 0;
    for (int a = 0; a < k; a++) {
      Check.that(covariance[a][a] > 0, "weight %s: %s", weights.get(a), NOTHING_TO_COMPARE);
      z[a] = score[a] / Math.sqrt(covariance[a][a]);
      largest = Math.max(largest, Math.abs(z[a]));
      for (int b = 0; b <= a; b++) {
        correlation[a][b] = covariance[a][b] / Math.sqrt(covariance[a][a] * covariance[b][b]);
        correlation[b][a] = correlation[a][b];
      }
    }
    return new Largest(
        Numbers.of(z),
        Symmetric.rows(correlation),
        largest,
        NormalBox.outside(largest, correlation));
  }

  private void twoGroups() {
    Check.that(groups == 2, "there are %s groups; a signed test needs two", groups);
  }

  /** The share of those at risk who pass a time without the event. */
  private static double staying(RiskTable table, int j) {
    double risk = table.allAtRisk(j);
    return (risk - table.allEvents(j)) / risk;
  }

  /** Observed − expected events of the second group at a time. */
  private static double excess(RiskTable table, int j) {
    int died = table.allEvents(j);
    return died == 0
        ? 0
        : table.events[1][j] - (double) died * table.atRisk[1][j] / table.allAtRisk(j);
  }

  /** The hypergeometric variance at a time; 0 when only one is at risk. */
  private static double spread(RiskTable table, int j) {
    double risk = table.allAtRisk(j);
    double died = table.allEvents(j);
    return risk > 1
        ? died
            * (risk - died)
            * table.atRisk[0][j]
            * table.atRisk[1][j]
            / (risk * risk * (risk - 1))
        : 0;
  }
}
