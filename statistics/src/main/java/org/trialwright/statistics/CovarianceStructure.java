package org.trialwright.statistics;

/**
 * How the measurements of one participant hang together. Formulas:
 * docs/reference/statistics/mmrm.md.
 */
public sealed interface CovarianceStructure {
  /** How many parameters there are for so many visits. */
  int parameters(int visits);

  /** Where to begin, given the residual variance at each visit. */
  double[] start(double[] variances);

  /** The covariance matrix, visits × visits. */
  double[][] matrix(double[] parameters, int visits);

  /** Its derivative by one parameter. */
  double[][] derivative(double[] parameters, int visits, int by);

  /** Its second derivative; all 0 where the matrix is linear in its parameters. */
  default double[][] second(double[] parameters, int visits, int by, int and) {
    return new double[visits][visits];
  }

  /** Whether the matrix is linear in its parameters. */
  boolean linear();

  /** Every variance and every covariance is a parameter of its own. */
  record Unstructured() implements CovarianceStructure {
    @Override
    public boolean linear() {
      return true;
    }

    @Override
    public int parameters(int visits) {
      return visits * (visits + 1) / 2;
    }

    @Override
    public double[] start(double[] variances) {
      var start = new double[parameters(variances.length)];
      for (int i = 0; i < variances.length; i++) {
        start[i * (i + 1) / 2 + i] = variances[i];
      }
      return start;
    }

    @Override
    public double[][] matrix(double[] parameters, int visits) {
      var matrix = new double[visits][visits];
      for (int i = 0, at = 0; i < visits; i++) {
        for (int j = 0; j <= i; j++, at++) {
          matrix[i][j] = parameters[at];
          matrix[j][i] = parameters[at];
        }
      }
      return matrix;
    }

    @Override
    public double[][] derivative(double[] parameters, int visits, int by) {
      var one = new double[parameters.length];
      one[by] = 1;
      return matrix(one, visits);
    }
  }

  /** One variance and one covariance for all pairs of visits. */
  record CompoundSymmetry() implements CovarianceStructure {
    @Override
    public boolean linear() {
      return true;
    }

    @Override
    public int parameters(int visits) {
      return visits == 1 ? 1 : 2;
    }

    @Override
    public double[] start(double[] variances) {
      double mean = Moments.of(variances).mean();
      return variances.length == 1 ? new double[] {mean} : new double[] {mean, mean / 4};
    }

    @Override
    public double[][] matrix(double[] parameters, int visits) {
      var matrix = new double[visits][visits];
      for (int i = 0; i < visits; i++) {
        for (int j = 0; j < visits; j++) {
          matrix[i][j] = parameters[i == j ? 0 : 1];
        }
      }
      return matrix;
    }

    @Override
    public double[][] derivative(double[] parameters, int visits, int by) {
      var one = new double[parameters.length];
      one[by] = 1;
      return matrix(one, visits);
    }
  }

  /** One variance v; the correlation of visits j and k is r^|j − k|. Parameters are v and r. */
  record FirstOrderAutoregressive() implements CovarianceStructure {
    @Override
    public boolean linear() {
      return false;
    }

    @Override
    public int parameters(int visits) {
      return visits == 1 ? 1 : 2;
    }

    @Override
    public double[] start(double[] variances) {
      double mean = Moments.of(variances).mean();
      return variances.length == 1 ? new double[] {mean} : new double[] {mean, 0.25};
    }

    @Override
    public double[][] matrix(double[] parameters, int visits) {
      return each(visits, d -> parameters[0] * power(parameters, d));
    }

    private static double power(double[] parameters, int exponent) {
      return exponent <= 0 ? 1 : Math.pow(parameters[1], exponent);
    }

    @Override
    public double[][] derivative(double[] parameters, int visits, int by) {
      return by == 0
          ? each(visits, d -> power(parameters, d))
          : each(visits, d -> parameters[0] * d * power(parameters, d - 1));
    }

    @Override
    public double[][] second(double[] parameters, int visits, int by, int and) {
      if (by == 0 && and == 0) {
        return new double[visits][visits];
      }
      return by != and
          ? each(visits, d -> d * power(parameters, d - 1))
          : each(visits, d -> parameters[0] * d * (d - 1) * power(parameters, d - 2));
    }

    private interface OfDistance {
      double at(int distance);
    }

    private static double[][] each(int visits, OfDistance function) {
      var matrix = new double[visits][visits];
      for (int i = 0; i < visits; i++) {
        for (int j = 0; j < visits; j++) {
          matrix[i][j] = function.at(Math.abs(i - j));
        }
      }
      return matrix;
    }
  }
}
