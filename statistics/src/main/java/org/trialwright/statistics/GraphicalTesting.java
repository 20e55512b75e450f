package org.trialwright.statistics;

import java.util.ArrayList;
import java.util.List;

/**
 * Several hypotheses whose levels flow along a graph as hypotheses are rejected (Bretz, Maurer,
 * Brannath and Posch, Stat Med 2009;28:586). Family-wise error is held under any dependence.
 * Formulas: docs/reference/statistics/graphical-testing.md.
 *
 * @param weights shares of the level at the start, 0 or more, at most 1 together
 * @param transitions row i says which share of the level of hypothesis i goes to each other one
 *     when it is rejected; 0 on the diagonal, at most 1 in a row
 */
public record GraphicalTesting(Numbers weights, List<Numbers> transitions) {
  private static final double SLACK = 1e-9;

  public GraphicalTesting {
    transitions = List.copyOf(transitions);
    int n = weights.size();
    Check.that(n >= 1, "there is no hypothesis");
    Check.that(transitions.size() == n, "%s rows of transitions for %s", transitions.size(), n);
    double sum = 0;
    for (int i = 0; i < n; i++) {
      Check.within("weight " + (i + 1), weights.get(i), 0, 1);
      sum += weights.get(i);
      var row = transitions.get(i);
      Check.that(row.size() == n, "row %s has %s transitions for %s", i + 1, row.size(), n);
      Check.that(row.get(i) == 0, "hypothesis %s hands its level to itself", i + 1);
      double out = 0;
      for (int j = 0; j < n; j++) {
        Check.within("transition", row.get(j), 0, 1);
        out += row.get(j);
      }
      Check.that(out <= 1 + SLACK, "row %s hands out %s; it must be at most 1", i + 1, out);
    }
    Check.that(sum <= 1 + SLACK, "the weights sum to %s; it must be at most 1", sum);
  }

  /**
   * Adjusted p values: hypothesis i is rejected at every level that is at least its value.
   *
   * @param p one a hypothesis, 0 to 1
   */
  public Numbers adjusted(double... p) {
    int n = weights.size();
    Check.that(p.length == n, "%s p values for %s hypotheses", p.length, n);
    for (double one : p) {
      Check.within("p value", one, 0, 1);
    }
    double[] w = weights.toArray();
    double[][] g = transitions.stream().map(Numbers::toArray).toArray(double[][]::new);
    var left = new ArrayList<Integer>();
    for (int i = 0; i < n; i++) {
      left.add(i);
    }
    var adjusted = new double[n];
    double most = 0;
    while (!left.isEmpty()) {
      int next = left.getFirst();
      for (int i : left) {
        if (ratio(p[i], w[i]) < ratio(p[next], w[next])) {
          next = i;
        }
      }
      most = Math.max(most, Math.min(1, ratio(p[next], w[next])));
      adjusted[next] = most;
      left.remove(Integer.valueOf(next));
      g = without(next, left, w, g);
    }
    return Numbers.of(adjusted);
  }

  private static double ratio(double p, double weight) {
    return weight == 0 ? Double.POSITIVE_INFINITY : p / weight;
  }

  /** Hands out the level of a rejected hypothesis and closes the graph over it. */
  private static double[][] without(int gone, List<Integer> left, double[] w, double[][] g) {
    var next = new double[w.length][w.length];
    for (int i : left) {
      w[i] += w[gone] * g[gone][i];
      double loop = 1 - g[i][gone] * g[gone][i];
      for (int j : left) {
        if (i != j && loop > SLACK) {
          next[i][j] = (g[i][j] + g[i][gone] * g[gone][j]) / loop;
        }
      }
    }
    return next;
  }
}
