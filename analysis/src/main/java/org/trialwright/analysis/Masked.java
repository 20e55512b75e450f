package org.trialwright.analysis;

/**
 * A participant whose facts were stripped of everything that reveals the arm before they were
 * folded. Nothing else makes one.
 */
public final class Masked {
  private final Subject subject;

  private Masked(Subject subject) {
    this.subject = subject;
  }

  static Masked of(Subject stripped) {
    if (stripped.arm().isPresent()) {
      throw new IllegalArgumentException("an arm came through: " + stripped.id());
    }
    return new Masked(stripped);
  }

  Subject subject() {
    return subject;
  }
}
