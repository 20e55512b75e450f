package org.trialwright.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.trialwright.statistics.Ancova;
import org.trialwright.statistics.ImputationPooling;
import org.trialwright.statistics.Mmrm;
import org.trialwright.statistics.MmrmFit;
import org.trialwright.statistics.Numbers;

/**
 * What is missing at the last visit, drawn given the answers before it. After the event a
 * participant of the experimental group is drawn as one of the control from then on, given own
 * answers (jump to reference: Carpenter, Roger and Kenward, J Biopharm Stat 2013;23:1352); every
 * other missing answer as one of the own group. Coefficients are drawn from their normal
 * distribution; the covariance is as the mixed model has it.
 */
final class JumpToReference {
  private final MmrmFit fit;
  private final List<Person> people;
  private final int visits;
  private final double[] beta;
  private final double[][] root;
  private final double[][] covariance;
  private final Map<List<Integer>, Gauss.Given> givens = new HashMap<>();
  private final List<Gauss.Given> given;

  /** One participant. */
  static final class Person {
    private final boolean second;
    private final double baseline;
    private final double[] answers;
    private final int[] seen;
    private final boolean jumps;
    private final Draws draws;

    /**
     * @param answers one a visit; NaN where missing
     * @param jumps whether the last answer, if missing, is drawn as one of the control
     */
    Person(boolean second, double baseline, double[] answers, boolean jumps, Draws draws) {
      this.second = second;
      this.baseline = baseline;
      this.answers = answers;
      this.seen =
          IntStream.range(0, answers.length - 1).filter(v -> !Double.isNaN(answers[v])).toArray();
      this.jumps = jumps;
      this.draws = draws;
    }

    boolean missing() {
      return Double.isNaN(answers[answers.length - 1]);
    }
  }

  JumpToReference(MmrmFit fit, List<Person> people) {
    this.fit = fit;
    this.people = people;
    this.beta = fit.coefficients().toArray();
    this.visits = beta.length / 3;
    this.root = Gauss.root(matrix(fit.covarianceOfCoefficients()));
    this.covariance = matrix(fit.residualCovariance());
    this.given = people.stream().map(this::given).toList();
  }

  private static double[][] matrix(List<Numbers> rows) {
    return rows.stream().map(Numbers::toArray).toArray(double[][]::new);
  }

  /** People of a pair; those who left are lost from a day on. */
  static List<Person> people(
      Sample pair, List<Mmrm.Row> rows, int visits, double[] lostFrom, double lastDay, Draws[] of) {
    Map<String, Integer> places = new HashMap<>();
    var answers = new double[pair.size()][visits];
    var baseline = new double[pair.size()];
    for (int i = 0; i < pair.size(); i++) {
      places.put(pair.subjects().get(i).id().value(), i);
      Arrays.fill(answers[i], Double.NaN);
    }
    for (var row : rows) {
      int i = places.getOrDefault(row.subject(), -1);
      answers[i][row.visit()] = row.y();
      baseline[i] = row.baseline();
    }
    var people = new ArrayList<Person>();
    for (int i = 0; i < pair.size(); i++) {
      boolean second = pair.group()[i] == 1;
      people.add(
          new Person(second, baseline[i], answers[i], second && lostFrom[i] <= lastDay, of[i]));
    }
    return people;
  }

  int jumping() {
    return (int) people.stream().filter(one -> one.missing() && one.jumps).count();
  }

  int atRandom() {
    return (int) people.stream().filter(one -> one.missing() && !one.jumps).count();
  }

  /**
   * The difference at the last visit from so many completed data sets.
   *
   * @param jump whether those who jump do; else everybody stays in the own group
   */
  ImputationPooling pooled(int draws, Draws ofCoefficients, boolean jump, double level) {
    double[] estimates = new double[draws];
    double[] variances = new double[draws];
    boolean[] second = new boolean[people.size()];
    double[] baseline = new double[people.size()];
    for (int i = 0; i < second.length; i++) {
      second[i] = people.get(i).second;
      baseline[i] = people.get(i).baseline;
    }
    IntStream.range(0, draws)
        .parallel()
        .forEach(
            m -> {
              double[] drawn = coefficients(ofCoefficients, m);
              double[] y = new double[people.size()];
              for (int i = 0; i < y.length; i++) {
                y[i] = last(i, drawn, jump, m);
              }
              var model = Ancova.fit(y, second, baseline, level).model();
              estimates[m] = model.coefficients().get(1);
              variances[m] = model.se().get(1) * model.se().get(1);
            });
    return ImputationPooling.of(estimates, variances, people.size() - 3.0, level);
  }

  private double[] coefficients(Draws draws, int number) {
    double[] drawn = beta.clone();
    double[] z = new double[drawn.length];
    for (int k = 0; k < z.length; k++) {
      z[k] = draws.normal(number * z.length + k);
    }
    for (int k = 0; k < drawn.length; k++) {
      for (int j = 0; j <= k; j++) {
        drawn[k] += root[k][j] * z[j];
      }
    }
    return drawn;
  }

  private double last(int i, double[] coefficients, boolean jump, int number) {
    int last = visits - 1;
    var person = people.get(i);
    if (!person.missing()) {
      return person.answers[last];
    }
    boolean asControl = jump && person.jumps;
    double[] away = new double[person.seen.length];
    for (int k = 0; k < away.length; k++) {
      int visit = person.seen[k];
      away[k] = person.answers[visit] - mean(coefficients, visit, person.second, person.baseline);
    }
    double own = mean(coefficients, last, person.second && !asControl, person.baseline);
    return given.get(i).mean(own, away)
        + Math.sqrt(given.get(i).variance()) * person.draws.normal(number);
  }

  private double mean(double[] coefficients, int visit, boolean second, double baseline) {
    return coefficients[0]
        + (visit > 0 ? coefficients[visit] : 0)
        + (second ? coefficients[visits + visit] : 0)
        + coefficients[2 * visits + visit] * baseline;
  }

  /** What is expected at the last visit given the answers before: one for each pattern of them. */
  private Gauss.Given given(Person person) {
    var seen = IntStream.of(person.seen).boxed().toList();
    return givens.computeIfAbsent(seen, _ -> Gauss.given(covariance, visits - 1, person.seen));
  }

  @Override
  public String toString() {
    return people.size() + " people, " + fit.observations() + " answers";
  }
}
