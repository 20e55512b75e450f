package org.trialwright.statistics;

import java.util.ArrayList;
import java.util.List;

/**
 * Tests whether hazards are proportional: score tests of adding covariate × g(time) to the model
 * (Grambsch and Therneau, Biometrika 1994;81:515, without their approximation of the variance).
 *
 * @param terms one test a covariate
 * @param global all covariates at once
 */
public record ProportionalHazards(List<ChiSquareTest> terms, ChiSquareTest global) {

  /** The function g of time. */
  public enum TimeScale {
    /** 1 − S(t−), with the Kaplan–Meier curve of all rows, strata put together. */
    KAPLAN_MEIER,
    /** t itself. */
    IDENTITY,
    /** The mid-rank of t among the times of all rows. */
    RANK
  }

  public static ProportionalHazards of(CoxFit fit, TimeScale scale) {
    fit.notExact("the test of proportional hazards");
    fit.notCounted("the test of proportional hazards");
    CoxData data = fit.data();
    int p = data.p;
    double[] g = centred(data, scale(data, scale));
    double[] squared = new double[g.length];
    for (int j = 0; j < g.length; j++) {
      squared[j] = g[j] * g[j];
    }
    TiedLikelihood likelihood = new TiedLikelihood(data, fit.ties() == Ties.EFRON);
    double[] beta = fit.scaledBeta();
    PartialLikelihood.Point byTime = likelihood.at(beta, g);
    double[][] information = likelihood.at(beta, squared).information();
    double[][] explained = Symmetric.sandwich(byTime.information(), fit.scaledCovariance());
    double[] score = byTime.score().toArray();
    double[][] variance = new double[p][p];
    List<ChiSquareTest> terms = new ArrayList<>(p);
    for (int a = 0; a < p; a++) {
      for (int b = 0; b < p; b++) {
        variance[a][b] = information[a][b] - explained[a][b];
      }
      terms.add(ChiSquareTest.of(score[a] * score[a] / variance[a][a], 1));
    }
    double[][] factor = Symmetric.factor(variance, Newton.SINGULAR);
    return new ProportionalHazards(
        List.copyOf(terms), ChiSquareTest.of(Symmetric.quadratic(factor, score), p));
  }

  /** g at each event time. */
  private static double[] scale(CoxData data, TimeScale scale) {
    return switch (scale) {
      case IDENTITY -> data.eventTime.clone();
      case KAPLAN_MEIER -> kaplanMeier(data);
      case RANK -> rank(data);
    };
  }

  private static double[] kaplanMeier(CoxData data) {
    SurvivalCurve curve = KaplanMeier.curve(data.followUp);
    double[] g = new double[data.eventTimes()];
    for (int j = 0; j < g.length; j++) {
      g[j] = 1 - curve.survivalAt(curve.placeAt(data.eventTime[j]) - 1);
    }
    return g;
  }

  private static double[] rank(CoxData data) {
    Timeline all = Timeline.of(data.followUp.times());
    double[] rank = new double[data.eventTimes()];
    for (int j = 0; j < rank.length; j++) {
      int place = all.firstAfter(data.eventTime[j]) - 1;
      rank[j] = (all.first[place] + 1 + all.first[place + 1]) / 2.0;
    }
    return rank;
  }

  /** How many rows have the event at each event time. */
  private static int[] eventsAt(CoxData data) {
    int[] count = new int[data.eventTimes()];
    for (int i = 0; i < data.n; i++) {
      if (data.event[i]) {
        count[data.last[i]]++;
      }
    }
    return count;
  }

  /** g less its mean over the events: the test is the same, its numbers are smaller. */
  private static double[] centred(CoxData data, double[] g) {
    int[] count = eventsAt(data);
    double sum = 0;
    int events = 0;
    for (int j = 0; j < g.length; j++) {
      sum += count[j] * g[j];
      events += count[j];
    }
    for (int j = 0; j < g.length; j++) {
      g[j] -= sum / events;
    }
    return g;
  }
}
