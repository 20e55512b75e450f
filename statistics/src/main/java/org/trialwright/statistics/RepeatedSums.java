package org.trialwright.statistics;

import java.util.List;
import java.util.stream.IntStream;

/**
 * All that the likelihood of repeated measurements needs of their rows: sums over the participants
 * who have the same visits. However many there are, a step of the search costs the same.
 */
final class RepeatedSums {
  private final RepeatedRows rows;
  private final double[] aside;
  private final List<Pattern> patterns;

  /**
   * @param aside coefficients whose fit is taken off the responses, so that the sums of squares are
   *     those of small numbers
   */
  RepeatedSums(RepeatedRows rows, double[] aside) {
    this.rows = rows;
    this.aside = aside;
    this.patterns = rows.patterns().stream().map(one -> new Pattern(one, aside)).toList();
  }

  List<Pattern> patterns() {
    return patterns;
  }

  int visits() {
    return rows.visits();
  }

  int observations() {
    return rows.observations();
  }

  int columns() {
    return rows.columns();
  }

  int subjects() {
    return rows.subjects();
  }

  /** Coefficients of the responses as they were, given those of what is left of them. */
  double[] whole(double[] beta) {
    double[] whole = beta.clone();
    for (int k = 0; k < whole.length; k++) {
      whole[k] += aside[k];
    }
    return whole;
  }

  /** Participants with the same visits. */
  static final class Pattern {
    private final List<Integer> visits;
    private final int size;

    /** Of each visit: the columns that are not 0 for everybody, and last that of the response. */
    private final int[][] columns;

    /** Of each two visits r and s: Σ z_r·z_sᵗ, z being those columns of a participant's row. */
    private final double[][][][] products;

    private Pattern(RepeatedRows.Pattern rows, double[] aside) {
      this.visits = rows.visits();
      this.size = rows.blocks().size();
      int m = visits.size();
      columns = new int[m][];
      for (int r = 0; r < m; r++) {
        columns[r] = used(rows, r, aside.length);
      }
      products = new double[m][m][][];
      for (int r = 0; r < m; r++) {
        for (int s = 0; s < m; s++) {
          products[r][s] = new double[columns[r].length][columns[s].length];
        }
      }
      for (var block : rows.blocks()) {
        add(block, aside);
      }
    }

    private static int[] used(RepeatedRows.Pattern rows, int r, int all) {
      var used = new boolean[all + 1];
      used[all] = true;
      for (var block : rows.blocks()) {
        for (int c = 0; c < all; c++) {
          used[c] |= block.x[r][c] != 0;
        }
      }
      return IntStream.rangeClosed(0, all).filter(c -> used[c]).toArray();
    }

    private void add(RepeatedRows.Block block, double[] aside) {
      double[][] z = new double[columns.length][];
      for (int r = 0; r < z.length; r++) {
        int last = columns[r].length - 1;
        z[r] = new double[last + 1];
        for (int i = 0; i < last; i++) {
          z[r][i] = block.x[r][columns[r][i]];
        }
        z[r][last] = block.y[r] - Dense.dot(block.x[r], aside);
      }
      for (int r = 0; r < z.length; r++) {
        for (int s = 0; s < z.length; s++) {
          Dense.addOuter(products[r][s], z[r], z[s]);
        }
      }
    }

    int size() {
      return size;
    }

    /** The rows and columns of a matrix for these visits. */
    double[][] part(double[][] matrix) {
      var part = new double[visits.size()][visits.size()];
      for (int i = 0; i < part.length; i++) {
        for (int j = 0; j < part.length; j++) {
          part[i][j] = matrix[visits.get(i)][visits.get(j)];
        }
      }
      return part;
    }

    /** Adds Σ xᵗ·m·x to a sum, x being a participant's design. */
    void addSandwich(double[][] sum, double[][] m) {
      for (int r = 0; r < columns.length; r++) {
        for (int s = 0; s < columns.length; s++) {
          double[][] product = products[r][s];
          for (int i = 0; i < product.length - 1; i++) {
            for (int j = 0; j < product[i].length - 1; j++) {
              sum[columns[r][i]][columns[s][j]] += m[r][s] * product[i][j];
            }
          }
        }
      }
    }

    /**
     * Adds Σ xᵗ·m·(z·of) to a sum.
     *
     * @param of one number a column of the design, and last one for the response
     */
    void addTransposed(double[] sum, double[][] m, double[] of) {
      for (int r = 0; r < columns.length; r++) {
        for (int s = 0; s < columns.length; s++) {
          for (int i = 0; i < columns[r].length - 1; i++) {
            sum[columns[r][i]] += m[r][s] * along(products[r][s][i], columns[s], of);
          }
        }
      }
    }

    private static double along(double[] row, int[] columns, double[] of) {
      double sum = 0;
      for (int j = 0; j < columns.length; j++) {
        sum += row[j] * of[columns[j]];
      }
      return sum;
    }

    /** Σ x·c·xᵗ. */
    double[][] leverage(double[][] c) {
      int m = columns.length;
      var leverage = new double[m][m];
      for (int r = 0; r < m; r++) {
        for (int s = 0; s < m; s++) {
          double[][] product = products[r][s];
          for (int i = 0; i < product.length - 1; i++) {
            for (int j = 0; j < product[i].length - 1; j++) {
              leverage[r][s] += c[columns[r][i]][columns[s][j]] * product[i][j];
            }
          }
        }
      }
      return leverage;
    }

    /** Σ (z·of)(z·of)ᵗ. */
    double[][] squares(double[] of) {
      int m = columns.length;
      var squares = new double[m][m];
      for (int r = 0; r < m; r++) {
        for (int s = 0; s < m; s++) {
          for (int i = 0; i < columns[r].length; i++) {
            squares[r][s] += of[columns[r][i]] * along(products[r][s][i], columns[s], of);
          }
        }
      }
      return squares;
    }
  }
}
