package org.trialwright.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How participants are allocated.
 *
 * @param masking the roles that do not know the arm, or {@code none}
 * @param unblind who may learn the arm in an emergency, and the form that records it
 * @param kits the question that holds the number of a pack, where packs look alike
 * @param periods of a cross-over, where an arm is a sequence of treatments
 * @param before what must hold in the same transaction as the draw, as sentences the site reads
 */
public record How(
    List<Arm> arms,
    Allocation allocation,
    String masking,
    Optional<Unblinding> unblind,
    Optional<Item> kits,
    Optional<Periods> periods,
    List<Precondition> before) {
  public How {
    arms = List.copyOf(arms);
    before = List.copyOf(before);
  }

  /** Whether those who treat participants do not know the arm. */
  public boolean masksSite() {
    return Blocks.commaSeparated(masking).anyMatch("investigator"::equals);
  }

  /** An arm; {@code share} is its part of the allocation ratio. */
  public record Arm(String name, int share, String kind, String label, Position at) {}

  /** Who may learn the arm in an emergency. */
  public record Unblinding(List<String> roles, Form form) {
    public Unblinding {
      roles = List.copyOf(roles);
    }
  }

  /**
   * Periods of a cross-over.
   *
   * @param sequences the drugs of each arm, one a period
   * @param days how long a period is
   * @param washout days between two periods
   */
  public record Periods(Map<String, List<String>> sequences, int days, int washout) {
    public Periods {
      sequences = Collections.unmodifiableMap(new LinkedHashMap<>(sequences));
    }

    /** The days of an arm on which a drug is given, counted from the first treatment day. */
    public List<Integer> days(String arm, String drug, List<Integer> daysOfPeriod) {
      var given = new ArrayList<Integer>();
      var sequence = sequences.getOrDefault(arm, List.of());
      for (int period = 0; period < sequence.size(); period++) {
        if (sequence.get(period).equals(drug)) {
          int before = period * (days + washout);
          daysOfPeriod.forEach(day -> given.add(before + day));
        }
      }
      return List.copyOf(given);
    }
  }

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
