package org.trialwright.study;

import java.util.List;

/**
 * How participants are allocated.
 *
 * @param before what must hold in the same transaction as the draw, as sentences the site reads
 */
public record How(
    List<Arm> arms, Allocation allocation, String masking, List<Precondition> before) {
  public How {
    arms = List.copyOf(arms);
    before = List.copyOf(before);
  }

  /** An arm; {@code share} is its part of the allocation ratio. */
  public record Arm(String name, int share, String kind, String label, Position at) {}

  public record Precondition(String sentence, Condition condition) {}

  public sealed interface Allocation {
    /** By what the arms are balanced, in the order of the study. */
    List<Stratum> strata();
  }

  /** Permuted blocks within strata; block sizes are sealed and never stand in a study. */
  public record PermutedBlocks(List<Stratum> strata) implements Allocation {
    public PermutedBlocks {
      strata = List.copyOf(strata);
    }
  }

  /**
   * Pocock–Simon minimisation; {@code favoured} is the chance of the arm that improves the balance.
   */
  public record Minimisation(List<Stratum> factors, boolean variance, double favoured)
      implements Allocation {
    public Minimisation {
      factors = List.copyOf(factors);
    }

    @Override
    public List<Stratum> strata() {
      return factors;
    }
  }

  /** Nobody is allocated. */
  public record NoAllocation() implements Allocation {
    @Override
    public List<Stratum> strata() {
      return List.of();
    }
  }

  public sealed interface Stratum {}

  public record BySite() implements Stratum {}

  public record ByAnswer(Item item) implements Stratum {}
}
