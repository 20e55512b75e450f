package org.trialwright.study;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

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

  /**
   * What is drawn by chance: the arms, or the steps at which sites cross, numbered from 1; empty
   * where chance decides nothing.
   */
  public List<Arm> drawn() {
    return switch (allocation) {
      case PermutedBlocks _, Minimisation _ -> arms;
      case Sites(var steps) -> steps.map(Steps::drawn).orElse(arms);
      case Cohorts _, NoAllocation _ -> List.of();
    };
  }

  /** Whether chance decides for each participant; else it follows from others, or from the site. */
  public boolean drawsEach() {
    return switch (allocation) {
      case PermutedBlocks _, Minimisation _ -> true;
      case Cohorts _, Sites _, NoAllocation _ -> false;
    };
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

    /** Whether chance has a part in it. */
    default boolean byChance() {
      return true;
    }
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

  /**
   * Each participant gets the dose level that follows from those before; the arms are the levels.
   */
  public record Cohorts(Escalation rule) implements Allocation {
    @Override
    public List<Stratum> strata() {
      return List.of();
    }

    @Override
    public boolean byChance() {
      return false;
    }
  }

  /**
   * Whole sites are allocated, and a participant's arm is that of the site on the day they join.
   *
   * @param steps at which sites cross; empty where a site keeps its arm
   */
  public record Sites(Optional<Steps> steps) implements Allocation {
    @Override
    public List<Stratum> strata() {
      return List.of(new BySite());
    }

    /**
     * The arm of a site on a day.
     *
     * @param drawn for the site, see {@link How#drawn}
     */
    public String arm(String drawn, LocalDate day) {
      return steps.map(one -> one.arm(Integer.parseInt(drawn), day)).orElse(drawn);
    }
  }

  /**
   * The steps of a stepped wedge: at each of them some sites cross, for good.
   *
   * @param number of steps, 2 or more
   * @param length from one step to the next
   * @param first day of the first step; before it nobody has crossed
   * @param open whether everybody may know beforehand when a site crosses
   */
  public record Steps(
      String before, String after, int number, When.Offset length, LocalDate first, boolean open) {

    private List<Arm> drawn() {
      return IntStream.rangeClosed(1, number)
          .mapToObj(
              step -> new Arm(String.valueOf(step), 1, "", "", new Position("language", 1, 1)))
          .toList();
    }

    /**
     * The day on which a step begins.
     *
     * @param step from 1
     */
    public LocalDate begins(int step) {
      long units = (long) (length.amount() * (step - 1));
      return length.months() ? first.plusMonths(units) : first.plusDays(units);
    }

    String arm(int step, LocalDate day) {
      return day.isBefore(begins(step)) ? before : after;
    }
  }

  /** Nobody is allocated. */
  public record NoAllocation() implements Allocation {
    @Override
    public List<Stratum> strata() {
      return List.of();
    }

    @Override
    public boolean byChance() {
      return false;
    }
  }

  public sealed interface Stratum {}

  public record BySite() implements Stratum {}

  public record ByAnswer(Item item) implements Stratum {}
}
