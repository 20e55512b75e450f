package org.trialwright.randomisation;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Stratified permuted blocks of sealed, varying size. Each position of each stratum has its arm
 * from the start, but none is written down: it is derived from the seal when asked for.
 */
public final class PermutedBlocks {
  private PermutedBlocks() {}

  /**
   * What is wrong with block sizes for these arms, at set-up: there must be a size, and each must
   * be a multiple of the sum of the ratio. Sizes are named by their place, never by value.
   *
   * @return empty when the sizes fit
   */
  public static List<String> faults(List<Integer> sizes, List<Arm> arms) {
    int sum = Arm.require(arms).stream().mapToInt(Arm::ratio).sum();
    var faults = new ArrayList<String>();
    if (sizes.isEmpty()) {
      faults.add("permuted blocks need at least one block size");
    }
    for (int i = 0; i < sizes.size(); i++) {
      if (sizes.get(i) % sum != 0) {
        faults.add(
            "block size number %d of %d is not a multiple of %d, the sum of the arms' ratio"
                .formatted(i + 1, sizes.size(), sum));
      }
    }
    return faults;
  }

  /**
   * The arm at a position of a stratum.
   *
   * @param study the study's name, the same for the whole trial
   * @param arms in the study's order, which matters
   * @param position 1, 2, … within the stratum
   * @throws IllegalArgumentException when the seal's block sizes do not fit the arms, see {@link
   *     #faults}
   */
  public static Allocated allocation(
      Seal seal, String study, Stratum stratum, List<Arm> arms, int position) {
    if (position < 1) {
      throw new IllegalArgumentException("positions count from 1; asked for " + position);
    }
    var blocks = new Blocks(seal, study, stratum, arms);
    int before = 0;
    int block = 1;
    for (int size = blocks.size(block); before + size < position; size = blocks.size(block)) {
      before += size;
      block++;
    }
    return new Allocated(
        blocks.arms(block).get(position - before - 1),
        stratum.label(),
        position,
        seal.algorithm(),
        stratum.reserved() ? "reserve" : "main");
  }

  /**
   * Derives a stratum's allocations again.
   *
   * @param allocated the arms on record at the positions 1, 2, …, without a gap
   * @return one for each position where the record differs, ascending
   */
  public static List<Difference> differences(
      Seal seal, String study, Stratum stratum, List<Arm> arms, List<String> allocated) {
    var derived = first(seal, study, stratum, arms, allocated.size());
    var differences = new ArrayList<Difference>();
    for (int i = 0; i < allocated.size(); i++) {
      if (!allocated.get(i).equals(derived.get(i))) {
        differences.add(new Difference(stratum.label(), i + 1, allocated.get(i), derived.get(i)));
      }
    }
    return differences;
  }

  /**
   * The arms at positions 1 … n. It stays within this package: no caller outside gets a sequence.
   */
  static List<String> first(Seal seal, String study, Stratum stratum, List<Arm> arms, int n) {
    var blocks = new Blocks(seal, study, stratum, arms);
    var sequence = new ArrayList<String>();
    for (int block = 1; sequence.size() < n; block++) {
      sequence.addAll(blocks.arms(block));
    }
    return sequence.subList(0, n);
  }

  /** The blocks of one stratum. */
  static final class Blocks {
    private final Draws draws;
    private final List<Integer> sizes;
    private final String stratum;
    private final List<Arm> arms;
    private final int sum;

    Blocks(Seal seal, String study, Stratum stratum, List<Arm> arms) {
      if (!faults(seal.sizes(), arms).isEmpty()) {
        throw new IllegalArgumentException(
            "the sealed block sizes do not fit the arms and their ratio; the sequence was set up for another design");
      }
      this.draws = new Draws(seal, study);
      this.sizes = seal.sizes();
      this.stratum = stratum.label();
      this.arms = List.copyOf(arms);
      this.sum = arms.stream().mapToInt(Arm::ratio).sum();
    }

    /**
     * The draw as a whole number of 256 bits, modulo the number of sizes, chooses among the sizes
     * (bias below 2^-249).
     */
    int size(int block) {
      return sizes.get(
          draws.number(stratum, block, "size").mod(BigInteger.valueOf(sizes.size())).intValue());
    }

    /**
     * The arms of a block in order: its places, filled arm after arm by ratio, sorted by their
     * draws.
     */
    List<String> arms(int block) {
      int size = size(block);
      var places = new ArrayList<Place>(size);
      for (Arm arm : arms) {
        for (int i = 0; i < size / sum * arm.ratio(); i++) {
          places.add(
              new Place(
                  arm.name(), draws.number(stratum, block, String.valueOf(places.size() + 1))));
        }
      }
      places.sort(Comparator.comparing(Place::draw));
      return places.stream().map(Place::arm).toList();
    }

    private record Place(String arm, BigInteger draw) {}
  }
}
