package org.trialwright.statistics;

import org.trialwright.statistics.RepeatedSums.Pattern;

/**
 * The restricted likelihood of repeated measurements at one set of covariance parameters θ, with
 * its derivatives. With P = V⁻¹ − V⁻¹X(XᵗV⁻¹X)⁻¹XᵗV⁻¹, V_k = ∂V/∂θ_k and V_kl the second
 * derivative: score_k = (yᵗPV_kPy − tr PV_k)/2, and the observed information is yᵗPV_kPV_lPy −
 * tr(PV_kPV_l)/2 + (tr PV_kl − yᵗPV_klPy)/2.
 */
final class RestrictedLikelihood {
  private final RepeatedSums rows;
  private final CovarianceStructure structure;
  private final double[] theta;

  /** V⁻¹ of each pattern. */
  private final double[][][] inverse;

  /** Sums over the participants of a pattern: of X·C·Xᵗ, and of r·rᵗ. */
  private final double[][][] leverage;

  private final double[][][] residual;

  /** (XᵗV⁻¹X)⁻¹. */
  private final double[][] c;

  private final double[] beta;

  /** The columns' weights in what the fit leaves of the response: −β, and 1 for the response. */
  private final double[] rest;

  private final double value;

  /** V⁻¹V_kV⁻¹ of each parameter and pattern; Σ Xᵗ(that)X; Σ Xᵗ(that)r. */
  private final double[][][][] middle;

  private final double[][][] slope;
  private final double[][] cross;
  private final double[] score;
  private final double[][] observed;
  private final double[][] expected;

  /**
   * At θ.
   *
   * @throws Cholesky.NotPositiveDefinite when θ is no covariance, or the columns depend on each
   *     other
   */
  RestrictedLikelihood(RepeatedSums rows, CovarianceStructure structure, double[] theta) {
    this.rows = rows;
    this.structure = structure;
    this.theta = theta.clone();
    int patterns = rows.patterns().size();
    int p = rows.columns();
    double[][] v = structure.matrix(theta, rows.visits());
    Cholesky.of(v);
    inverse = new double[patterns][][];
    double logDeterminant = 0;
    var information = new double[p][p];
    var weighted = new double[p];
    for (int i = 0; i < patterns; i++) {
      Pattern pattern = rows.patterns().get(i);
      var factor = Cholesky.of(pattern.part(v));
      inverse[i] = factor.inverse();
      logDeterminant += pattern.size() * factor.logDeterminant();
      pattern.addSandwich(information, inverse[i]);
      pattern.addTransposed(weighted, inverse[i], Mmrm.unit(p + 1, p));
    }
    var factor = Cholesky.of(information);
    c = factor.inverse();
    beta = factor.solve(weighted);
    rest = Mmrm.unit(p + 1, p);
    for (int j = 0; j < p; j++) {
      rest[j] = -beta[j];
    }
    leverage = new double[patterns][][];
    residual = new double[patterns][][];
    double squares = residuals();
    value =
        -(logDeterminant
                + factor.logDeterminant()
                + squares
                + (rows.observations() - p) * Math.log(2 * Math.PI))
            / 2;
    int k = theta.length;
    middle = new double[k][patterns][][];
    slope = new double[k][p][p];
    cross = new double[k][p];
    score = new double[k];
    observed = new double[k][k];
    expected = new double[k][k];
  }

  private double residuals() {
    double squares = 0;
    for (int i = 0; i < inverse.length; i++) {
      leverage[i] = rows.patterns().get(i).leverage(c);
      residual[i] = rows.patterns().get(i).squares(rest);
      squares += Dense.trace(inverse[i], residual[i]);
    }
    return squares;
  }

  /** Fills score and both informations; call once, before asking for them. */
  RestrictedLikelihood differentiated() {
    int k = theta.length;
    for (int a = 0; a < k; a++) {
      differentiate(a);
    }
    var sandwiched = new double[k][][];
    for (int a = 0; a < k; a++) {
      sandwiched[a] = Dense.product(c, slope[a]);
    }
    for (int a = 0; a < k; a++) {
      for (int b = 0; b <= a; b++) {
        double trace = Dense.trace(sandwiched[a], sandwiched[b]);
        double quadratic = -Dense.dot(cross[a], Dense.product(c, cross[b]));
        double curvature = 0;
        for (int i = 0; i < inverse.length; i++) {
          double[][] vb = derivative(i, b);
          double[][] both = Dense.product(Dense.product(middle[a][i], vb), inverse[i]);
          trace += size(i) * Dense.trace(middle[a][i], vb) - 2 * Dense.trace(both, leverage[i]);
          quadratic += Dense.trace(both, residual[i]);
          if (!structure.linear()) {
            double[][] second =
                rows.patterns().get(i).part(structure.second(theta, rows.visits(), a, b));
            double[][] inside = Dense.product(Dense.product(inverse[i], second), inverse[i]);
            curvature +=
                size(i) * Dense.trace(inverse[i], second)
                    - Dense.trace(inside, leverage[i])
                    - Dense.trace(inside, residual[i]);
          }
        }
        expected[a][b] = trace / 2;
        expected[b][a] = trace / 2;
        observed[a][b] = quadratic - trace / 2 + curvature / 2;
        observed[b][a] = observed[a][b];
      }
    }
    return this;
  }

  private void differentiate(int by) {
    double sum = 0;
    for (int i = 0; i < inverse.length; i++) {
      double[][] v = derivative(i, by);
      double[][] m = Dense.product(Dense.product(inverse[i], v), inverse[i]);
      middle[by][i] = m;
      sum +=
          Dense.trace(m, residual[i])
              + Dense.trace(m, leverage[i])
              - size(i) * Dense.trace(inverse[i], v);
      rows.patterns().get(i).addSandwich(slope[by], m);
      rows.patterns().get(i).addTransposed(cross[by], m, rest);
    }
    score[by] = sum / 2;
  }

  private double[][] derivative(int pattern, int by) {
    return rows.patterns().get(pattern).part(structure.derivative(theta, rows.visits(), by));
  }

  private int size(int pattern) {
    return rows.patterns().get(pattern).size();
  }

  /**
   * The covariance of the coefficients corrected for having estimated θ (Kenward and Roger,
   * Biometrics 1997;53:983): C + 2C·ΣW_kl(Q_kl − A_kCA_l)·C, with W the inverse of the expected
   * information, A_k = XᵗV⁻¹V_kV⁻¹X and Q_kl = XᵗV⁻¹V_kV⁻¹V_lV⁻¹X.
   *
   * @throws IllegalArgumentException when the covariance is not linear in θ: a term would be
   *     missing
   */
  double[][] corrected() {
    Check.that(
        structure.linear(),
        "Kenward and Roger's correction is for covariances that are linear in their parameters");
    double[][] w = Cholesky.of(expected).inverse();
    int k = theta.length;
    int p = beta.length;
    var inside = new double[p][p];
    for (int i = 0; i < inverse.length; i++) {
      int m = inverse[i].length;
      var sum = new double[m][m];
      for (int a = 0; a < k; a++) {
        var of = new double[m][m];
        for (int b = 0; b < k; b++) {
          Dense.add(of, w[a][b], derivative(i, b));
        }
        Dense.add(sum, 1, Dense.product(Dense.product(middle[a][i], of), inverse[i]));
      }
      rows.patterns().get(i).addSandwich(inside, sum);
    }
    for (int a = 0; a < k; a++) {
      var of = new double[p][p];
      for (int b = 0; b < k; b++) {
        Dense.add(of, w[a][b], slope[b]);
      }
      Dense.add(inside, -1, Dense.product(Dense.product(slope[a], c), of));
    }
    double[][] corrected = Dense.product(Dense.product(c, inside), c);
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < p; j++) {
        corrected[i][j] = c[i][j] + 2 * corrected[i][j];
      }
    }
    return corrected;
  }

  double value() {
    return value;
  }

  double[] theta() {
    return theta.clone();
  }

  double[] beta() {
    return rows.whole(beta);
  }

  /** The covariance of the coefficients. */
  double[][] covariance() {
    return c;
  }

  double[] score() {
    return score;
  }

  double[][] observed() {
    return observed;
  }

  double[][] expected() {
    return expected;
  }

  /** ∂(lᵗCl)/∂θ, C being the covariance of the coefficients. */
  double[] slopeOfVariance(double[] l) {
    double[] cl = Dense.product(c, l);
    var gradient = new double[theta.length];
    for (int a = 0; a < gradient.length; a++) {
      gradient[a] = Dense.dot(cl, Dense.product(slope[a], cl));
    }
    return gradient;
  }
}
