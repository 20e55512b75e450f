package org.trialwright.simulation;

/** A study and its scenario that cannot be made into a program, and why. */
public final class NotCompiled extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotCompiled(String why) {
    super(why);
  }
}
