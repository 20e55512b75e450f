package org.trialwright.study;

import java.util.List;
import java.util.Optional;
import org.trialwright.quantities.Truth;

/**
 * A rule as a function of finitely many unknowns. While some of them are open it has the set of all
 * truths that are still possible, perhaps one too many, never one too few; once all are fixed it
 * has exactly one.
 */
sealed interface ProofFormula {
  int NO = 1;
  int UNKNOWN = 2;
  int YES = 4;

  ProofFormula ALWAYS = new Constant(YES);

  /** The truths still possible, as bits. */
  int truths(ProofSearch search);

  /** An open unknown on which it depends. */
  Optional<ProofValue.Free> undecided(ProofSearch search);

  static int bit(Truth truth) {
    return switch (truth) {
      case NO -> NO;
      case UNKNOWN -> UNKNOWN;
      case YES -> YES;
    };
  }

  static int not(int truths) {
    return (truths & UNKNOWN) | ((truths & NO) != 0 ? YES : 0) | ((truths & YES) != 0 ? NO : 0);
  }

  /** Kleene's and on sets of truths. */
  static int and(int one, int other) {
    int both = 0;
    if (((one | other) & NO) != 0) {
      both |= NO;
    }
    if ((one & YES) != 0 && (other & YES) != 0) {
      both |= YES;
    }
    int notNo = UNKNOWN | YES;
    if (((one & UNKNOWN) != 0 && (other & notNo) != 0)
        || ((other & UNKNOWN) != 0 && (one & notNo) != 0)) {
      both |= UNKNOWN;
    }
    return both;
  }

  record Constant(int truths) implements ProofFormula {
    @Override
    public int truths(ProofSearch search) {
      return truths;
    }

    @Override
    public Optional<ProofValue.Free> undecided(ProofSearch search) {
      return Optional.empty();
    }
  }

  /** All parts; with {@code any} at least one. */
  record Joint(boolean any, List<ProofFormula> parts) implements ProofFormula {
    public Joint {
      parts = List.copyOf(parts);
    }

    @Override
    public int truths(ProofSearch search) {
      int all = YES;
      for (int i = 0; i < parts.size() && all != NO; i++) {
        int part = parts.get(i).truths(search);
        all = and(all, any ? not(part) : part);
      }
      return any ? not(all) : all;
    }

    @Override
    public Optional<ProofValue.Free> undecided(ProofSearch search) {
      for (var part : parts) {
        if (Integer.bitCount(part.truths(search)) > 1) {
          var found = part.undecided(search);
          if (found.isPresent()) {
            return found;
          }
        }
      }
      return Optional.empty();
    }
  }

  record Not(ProofFormula part) implements ProofFormula {
    @Override
    public int truths(ProofSearch search) {
      return not(part.truths(search));
    }

    @Override
    public Optional<ProofValue.Free> undecided(ProofSearch search) {
      return part.undecided(search);
    }
  }

  /** A comparison of one value; what it is for each of the value's answers is worked out once. */
  final class Test implements ProofFormula {
    private final ProofValue value;
    private final java.util.function.Function<Answer, Truth> test;
    private long yes;
    private long no;
    private long unknown;
    private boolean tabled;

    Test(ProofValue value, java.util.function.Function<Answer, Truth> test) {
      this.value = value;
      this.test = test;
    }

    ProofValue value() {
      return value;
    }

    /** Its truths over all answers that can be given. */
    java.util.List<Integer> overall() {
      if (!tabled) {
        table();
      }
      var all = new java.util.ArrayList<Integer>();
      if ((yes & ProofValue.GIVEN) != 0) {
        all.add(YES);
      }
      if ((no & ProofValue.GIVEN) != 0) {
        all.add(NO);
      }
      if ((unknown & ProofValue.GIVEN) != 0) {
        all.add(UNKNOWN);
      }
      return all;
    }

    private void table() {
      var answers = value.answers();
      for (int i = 0; i < answers.size(); i++) {
        switch (test.apply(answers.get(i))) {
          case YES -> yes |= 1L << i;
          case NO -> no |= 1L << i;
          case UNKNOWN -> unknown |= 1L << i;
        }
      }
      tabled = true;
    }

    @Override
    public int truths(ProofSearch search) {
      if (!tabled) {
        table();
      }
      long possible = value.possible(search);
      return ((possible & yes) != 0 ? YES : 0)
          | ((possible & no) != 0 ? NO : 0)
          | ((possible & unknown) != 0 ? UNKNOWN : 0);
    }

    @Override
    public Optional<ProofValue.Free> undecided(ProofSearch search) {
      return value.undecided(search);
    }
  }

  /**
   * A comparison that can be made only where a value is there: not asked and not signed give {@code
   * absent}'s answer.
   */
  record Present(ProofValue value, boolean unequal, ProofFormula then) implements ProofFormula {
    @Override
    public int truths(ProofSearch search) {
      long possible = value.possible(search);
      int truths = 0;
      if ((possible & ProofValue.NOT_ASKED) != 0) {
        truths |= unequal ? YES : NO;
      }
      if ((possible & ProofValue.NOT_SIGNED) != 0) {
        truths |= NO;
      }
      if ((possible & ProofValue.UNKNOWN) != 0) {
        truths |= UNKNOWN;
      }
      if ((possible & ProofValue.GIVEN) != 0) {
        truths |= then.truths(search);
      }
      return truths;
    }

    @Override
    public Optional<ProofValue.Free> undecided(ProofSearch search) {
      return Long.bitCount(value.possible(search)) > 1
          ? value.undecided(search).or(() -> then.undecided(search))
          : then.undecided(search);
    }
  }
}
