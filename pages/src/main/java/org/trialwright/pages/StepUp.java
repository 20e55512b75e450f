package org.trialwright.pages;

import jakarta.servlet.http.HttpServletRequest;

/**
 * A second sign-in step for what a session alone does not open: the password again, and the door
 * stays open for a while.
 */
public interface StepUp {
  /** Whether this session has taken the step, and not too long ago. */
  boolean taken(HttpServletRequest request);

  /**
   * Takes the step.
   *
   * @return false when the password is wrong, which counts as a failed sign-in
   */
  boolean take(HttpServletRequest request, SignedIn person, String password);

  /** Closes the door again. */
  void end(HttpServletRequest request);
}
