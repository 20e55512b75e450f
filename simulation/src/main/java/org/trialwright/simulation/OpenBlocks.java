package org.trialwright.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.trialwright.study.How;

/**
 * An open list of permuted blocks, good enough where nothing is sealed: each block holds every arm
 * twice its share, shuffled.
 */
final class OpenBlocks {
  private static final int SHARES_A_BLOCK = 2;

  private final int[] sorted;
  private final Map<String, long[]> purposes = new HashMap<>();

  /**
   * @param arms in the study's order, which matters
   */
  OpenBlocks(List<How.Arm> arms) {
    int size = arms.stream().mapToInt(arm -> arm.share() * SHARES_A_BLOCK).sum();
    sorted = new int[size];
    int place = 0;
    for (int arm = 0; arm < arms.size(); arm++) {
      for (int i = 0; i < arms.get(arm).share() * SHARES_A_BLOCK; i++) {
        sorted[place] = arm;
        place++;
      }
    }
  }

  /** How many arms a block holds. */
  int size() {
    return sorted.length;
  }

  /** By which the chance numbers of a stratum are found, one for each place of a block but one. */
  long[] purposes(String stratum) {
    return purposes.computeIfAbsent(
        stratum,
        _ -> {
          var hashes = new long[sorted.length];
          for (int i = 1; i < hashes.length; i++) {
            hashes[i] = Draws.hash("block/" + stratum + "/" + i);
          }
          return hashes;
        });
  }

  /**
   * Writes one block.
   *
   * @param draws of the whole trial
   * @param purposes of the stratum
   * @param number of the block, from 0
   * @param arms where the indices of its arms are written
   */
  void write(Draws draws, long[] purposes, long number, int[] arms) {
    System.arraycopy(sorted, 0, arms, 0, sorted.length);
    for (int i = sorted.length - 1; i > 0; i--) {
      int other = (int) (draws.uniform(purposes[i], number) * (i + 1));
      int arm = arms[i];
      arms[i] = arms[other];
      arms[other] = arm;
    }
  }
}
