package org.trialwright.study;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.trialwright.quantities.Truth;

/**
 * Dose escalation in cohorts, such as 3+3 (Storer, Biometrics 1989;45:925): the level of the next
 * participant follows from what happened to those before, by a table of the study.
 *
 * @param levels the arms, lowest first
 * @param start where the first cohort is treated
 * @param cohort how many are taken before anything is decided
 * @param endpoint a share: who had a toxicity that limits the dose; unknown until observed
 * @param table by the number at a level, what follows from each number with a toxicity, from 0
 * @param recommended how many at a level are enough to recommend it
 * @param expanded how many are treated at the recommended level; at least as many as recommend it
 */
public record Escalation(
    List<String> levels,
    String start,
    int cohort,
    String endpoint,
    Map<Integer, List<Action>> table,
    int recommended,
    int expanded) {
  public Escalation {
    levels = List.copyOf(levels);
    table = Collections.unmodifiableMap(new TreeMap<>(table));
  }

  /** What follows for a level, the mildest toxicity first. */
  public enum Action {
    /** The next level; at the highest that is tolerated, the recommendation. */
    UP,
    /** Another cohort. */
    AGAIN,
    /** The recommended level stays so while more are treated at it. */
    KEEP,
    /** The level and those above are never used again. */
    DOWN
  }

  /**
   * A participant who was given a level.
   *
   * @param counts no for somebody who cannot be evaluated, and is replaced
   * @param toxic unknown until observed
   */
  public record One(String level, Truth counts, Truth toxic) {}

  /** What the next participant gets. */
  public sealed interface Verdict {
    /**
     * @param places how many may be taken before it is asked again, from 1
     */
    record Take(String level, int places) implements Verdict {}

    /**
     * The cohort is full.
     *
     * @param awaited how many of it are not observed
     */
    record Wait(String level, int awaited) implements Verdict {}

    /** Nobody more is taken. */
    record Recommended(String level) implements Verdict {}

    /** Even the lowest level is too toxic; nobody more is taken. */
    record NoneTolerated() implements Verdict {}
  }

  /** Those at one level. */
  private record Tally(int number, int toxic, int fine) {
    static Tally of(List<One> all, String level) {
      var mine =
          all.stream()
              .filter(one -> one.level().equals(level) && one.counts() != Truth.NO)
              .toList();
      return new Tally(
          mine.size(),
          (int) mine.stream().filter(one -> one.toxic() == Truth.YES).count(),
          (int) mine.stream().filter(one -> one.toxic() == Truth.NO).count());
    }

    int awaited() {
      return number - toxic - fine;
    }
  }

  /**
   * Judges all who were given a level. A cohort is judged when it is full and what is awaited
   * cannot change the verdict; that a level is too toxic, as soon as nothing can change it.
   *
   * @param all in the order in which they were given their levels
   */
  public Verdict judge(List<One> all) {
    int ceiling = 0;
    while (ceiling < levels.size() && !tooToxic(Tally.of(all, levels.get(ceiling)))) {
      ceiling++;
    }
    if (ceiling == 0) {
      return new Verdict.NoneTolerated();
    }
    int last = levels.indexOf(all.isEmpty() ? start : all.getLast().level());
    return at(Math.min(last, ceiling - 1), ceiling, all);
  }

  private Verdict at(int index, int ceiling, List<One> all) {
    var level = levels.get(index);
    var tally = Tally.of(all, level);
    if (tally.number() > recommended) {
      return expansion(level, tally);
    }
    int full = full(tally);
    if (tally.number() < full) {
      return new Verdict.Take(level, full - tally.number());
    }
    var possible = possible(tally);
    if (possible.size() > 1) {
      return new Verdict.Wait(level, tally.awaited());
    }
    if (possible.contains(Action.UP) && index + 1 < ceiling) {
      return at(index + 1, ceiling, all);
    }
    return possible.contains(Action.UP) && tally.number() == recommended
        ? expansion(level, tally)
        : new Verdict.Take(level, cohort);
  }

  /** Nobody waits while the recommended level is expanded, unless all its places are taken. */
  private Verdict expansion(String level, Tally tally) {
    if (tally.number() < expanded) {
      return new Verdict.Take(level, expanded - tally.number());
    }
    return tally.awaited() > 0
        ? new Verdict.Wait(level, tally.awaited())
        : new Verdict.Recommended(level);
  }

  private boolean tooToxic(Tally tally) {
    return possible(tally).equals(EnumSet.of(Action.DOWN));
  }

  /** What may still come of a cohort, once it is full and observed. */
  private Set<Action> possible(Tally tally) {
    int full = Math.min(full(tally), expanded);
    int beyond = Math.max(0, tally.number() - full);
    var actions = EnumSet.noneOf(Action.class);
    var row = table.getOrDefault(full, List.of());
    for (int toxic = tally.toxic(); toxic <= full + beyond - tally.fine(); toxic++) {
      actions.add(row.get(Math.min(toxic, full)));
    }
    return actions;
  }

  /** How many a level has when its cohort is full. */
  private int full(Tally tally) {
    return Math.max(1, Math.ceilDiv(tally.number(), cohort)) * cohort;
  }
}
