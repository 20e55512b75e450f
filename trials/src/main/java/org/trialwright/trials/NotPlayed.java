package org.trialwright.trials;

/** A study whose trials cannot be played, and why. */
public final class NotPlayed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotPlayed(String why) {
    super(why);
  }
}
