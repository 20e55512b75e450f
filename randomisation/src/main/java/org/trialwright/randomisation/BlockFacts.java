package org.trialwright.randomisation;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What follows from a block's size alone, every sequence being equally likely: how predictable and
 * how unbalanced it can be. Two people weigh these when they choose the sizes.
 *
 * @param numberOfSequences how many sequences the block has
 * @param probabilityOfEach 1 divided by that
 * @param sequences in the arms' order of names, one name after the other; empty when there are more
 *     than 20
 * @param maximumDifferenceWithinBlock the greatest difference of the two arms' counts at any place
 * @param expectedCorrectGuesses of someone who always guesses the arm with more places left; an
 *     even chance counts 1/2
 * @param expectedCertainAllocations places at which only one arm is left
 * @param probabilityOfFirstArmByPosition one for each place
 */
public record BlockFacts(
    BigInteger numberOfSequences,
    double probabilityOfEach,
    List<String> sequences,
    int maximumDifferenceWithinBlock,
    double expectedCorrectGuesses,
    double expectedCertainAllocations,
    List<Double> probabilityOfFirstArmByPosition) {
  private static final int LISTED = 20;

  public BlockFacts {
    sequences = List.copyOf(sequences);
    probabilityOfFirstArmByPosition = List.copyOf(probabilityOfFirstArmByPosition);
  }

  /**
   * The facts of a block for two arms.
   *
   * @throws IllegalArgumentException when there are not two arms, or the size is no multiple of the
   *     sum of their ratio
   */
  public static BlockFacts of(int size, List<Arm> arms) {
    Arm.require(arms);
    if (arms.size() != 2) {
      throw new IllegalArgumentException(
          "the facts of a block are worked out for two arms, not " + arms.size());
    }
    int sum = arms.getFirst().ratio() + arms.getLast().ratio();
    if (size < sum || size % sum != 0) {
      throw new IllegalArgumentException("the block size is not a multiple of %d".formatted(sum));
    }
    int first = size / sum * arms.getFirst().ratio();
    int second = size - first;
    BigInteger number = choose(size, first);
    var sequences = new ArrayList<String>();
    if (number.compareTo(BigInteger.valueOf(LISTED)) <= 0) {
      list("", first, second, arms, sequences);
      Collections.sort(sequences);
    }
    // correct[a][b] and certain[a][b] are expectations when a and b places of the two arms are
    // left.
    var correct = new double[first + 1][second + 1];
    var certain = new double[first + 1][second + 1];
    for (int a = 0; a <= first; a++) {
      for (int b = a == 0 ? 1 : 0; b <= second; b++) {
        double p = (double) a / (a + b);
        correct[a][b] = Math.max(p, 1 - p) + after(correct, a, b, p);
        certain[a][b] = (a == 0 || b == 0 ? 1 : 0) + after(certain, a, b, p);
      }
    }
    return new BlockFacts(
        number,
        1 / number.doubleValue(),
        sequences,
        Math.max(first, second),
        correct[first][second],
        certain[first][second],
        Collections.nCopies(size, (double) first / size));
  }

  private static double after(double[][] expected, int a, int b, double p) {
    return (a > 0 ? p * expected[a - 1][b] : 0) + (b > 0 ? (1 - p) * expected[a][b - 1] : 0);
  }

  private static void list(
      String begun, int first, int second, List<Arm> arms, List<String> sequences) {
    if (first + second == 0) {
      sequences.add(begun);
    }
    if (first > 0) {
      list(begun + arms.getFirst().name(), first - 1, second, arms, sequences);
    }
    if (second > 0) {
      list(begun + arms.getLast().name(), first, second - 1, arms, sequences);
    }
  }

  private static BigInteger choose(int n, int k) {
    BigInteger number = BigInteger.ONE;
    for (int i = 1; i <= k; i++) {
      number = number.multiply(BigInteger.valueOf(n - k + i)).divide(BigInteger.valueOf(i));
    }
    return number;
  }
}
