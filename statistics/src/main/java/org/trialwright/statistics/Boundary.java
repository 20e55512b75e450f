package org.trialwright.statistics;

/** The rule by which critical values of a group-sequential design are found. */
public sealed interface Boundary {
  /** A constant times a shape; the constant is solved for. */
  sealed interface Shaped extends Boundary {
    /** The critical value at information rate t for constant 1. */
    double shape(double t);
  }

  /** c/√t (O'Brien and Fleming, Biometrics 1979;35:549). */
  record ObrienFleming() implements Shaped {
    @Override
    public double shape(double t) {
      return 1 / Math.sqrt(t);
    }
  }

  /** c at every look (Pocock, Biometrika 1977;64:191). */
  record Pocock() implements Shaped {
    @Override
    public double shape(double t) {
      return 1;
    }
  }

  /**
   * c·t^(Δ − 1/2) (Wang and Tsiatis, Biometrics 1987;43:193).
   *
   * @param delta 0 is O'Brien–Fleming, 1/2 is Pocock
   */
  record WangTsiatis(double delta) implements Shaped {
    public WangTsiatis {
      Check.within("the delta of Wang and Tsiatis", delta, -10, 10);
    }

    @Override
    public double shape(double t) {
      return Math.pow(t, delta - 0.5);
    }
  }

  /**
   * One given z at every look but the last, which takes what is left (Haybittle, Br J Radiol
   * 1971;44:793; Peto and others, Br J Cancer 1976;34:585).
   *
   * @param bound critical value before the last look
   */
  record HaybittlePeto(double bound) implements Boundary {
    public HaybittlePeto {
      Check.positive("the bound of Haybittle and Peto", bound);
    }
  }

  /** Critical values that spend the error as a function says. */
  record Spending(SpendingFunction function) implements Boundary {}
}
