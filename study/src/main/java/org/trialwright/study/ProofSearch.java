package org.trialwright.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks for values of all unknowns under which rules come out as wanted. Every combination is
 * covered: an unknown is split only where a rule still depends on it, and whole branches fall away
 * as soon as one rule can no longer come out.
 */
final class ProofSearch {
  /** Beyond this many tries a question stays open; the caller must say so. */
  static final int MOST_TRIES = 60_000;

  /** A rule and the truths wanted of it, as bits of {@link ProofFormula}. */
  record Goal(ProofFormula rule, int wanted) {}

  private final List<ProofValue.Free> unknowns;
  private final long[] open;
  private int change;
  private int tries;

  ProofSearch(List<ProofValue.Free> unknowns) {
    this.unknowns = unknowns;
    this.open = new long[unknowns.size()];
    for (var unknown : unknowns) {
      open[unknown.index()] = unknown.distinct();
    }
  }

  /** What came of a search. */
  enum Outcome {
    FOUND,
    IMPOSSIBLE,
    TOO_MANY
  }

  /** Keeps only some values of an unknown, for the searches that follow. */
  void keep(ProofValue.Free unknown, long values) {
    open[unknown.index()] &= values;
    change++;
  }

  long[] mark() {
    return open.clone();
  }

  void reset(long[] mark) {
    System.arraycopy(mark, 0, open, 0, open.length);
    change++;
  }

  long open(ProofValue.Free unknown) {
    return open[unknown.index()];
  }

  /** Rises with every change, so that worked out values are worked out once between two changes. */
  int change() {
    return change;
  }

  /** Afterwards the unknowns stand as found, until {@link #reset}. */
  Outcome find(List<Goal> goals) {
    tries = 0;
    return descend(goals);
  }

  private Outcome descend(List<Goal> goals) {
    if (++tries > MOST_TRIES) {
      return Outcome.TOO_MANY;
    }
    Optional<ProofValue.Free> split = Optional.empty();
    for (var goal : goals) {
      int truths = goal.rule().truths(this);
      if ((truths & goal.wanted()) == 0) {
        return Outcome.IMPOSSIBLE;
      }
      if ((truths & ~goal.wanted()) != 0 && split.isEmpty()) {
        split = goal.rule().undecided(this);
        if (split.isEmpty()) {
          return Outcome.IMPOSSIBLE;
        }
      }
    }
    return split.isEmpty() ? Outcome.FOUND : over(split.get(), goals);
  }

  private Outcome over(ProofValue.Free unknown, List<Goal> goals) {
    var before = mark();
    for (long left = open[unknown.index()]; left != 0; left &= left - 1) {
      open[unknown.index()] = Long.lowestOneBit(left);
      change++;
      var outcome = descend(goals);
      if (outcome != Outcome.IMPOSSIBLE) {
        return outcome;
      }
      reset(before);
    }
    return Outcome.IMPOSSIBLE;
  }

  /** The values found, as 'x is a and y is b'; only of unknowns that were decided. */
  String found() {
    var parts = new ArrayList<String>();
    for (var unknown : unknowns) {
      long values = open[unknown.index()];
      if (Long.bitCount(values) == 1 && Long.bitCount(unknown.distinct()) > 1) {
        parts.add(unknown.described(Long.numberOfTrailingZeros(values)));
      }
    }
    return parts.isEmpty() ? "" : String.join(" and ", parts);
  }
}
