package org.trialwright.randomisation;

/**
 * A seal file that cannot be used; the message says what, where and what to do, and never a secret.
 */
public final class SealRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SealRefused(String message) {
    super(message);
  }
}
