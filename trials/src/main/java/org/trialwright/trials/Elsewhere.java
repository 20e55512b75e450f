package org.trialwright.trials;

/** Plays trials on other machines; found as a service where such a module is on the class path. */
public interface Elsewhere {
  /**
   * What is wanted.
   *
   * @param where the machines, in words that the module knows
   * @param trials 1 or more
   */
  record Wanted(String where, long trials, long seed) {}

  /**
   * Plays the trials 1 to a number.
   *
   * @param order of which other machines make the trials
   * @param trials made of the same order on this one
   * @return the same as {@link Trials#run}
   */
  Result play(Order order, Trials trials, Wanted wanted, Trials.Watcher watcher);
}
