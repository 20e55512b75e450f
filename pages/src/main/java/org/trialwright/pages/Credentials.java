package org.trialwright.pages;

/** Asks again for the password of someone who signs, approves or confirms. */
public interface Credentials {
  /**
   * Whether this is the password of this account now. A wrong one counts as a failed sign-in, and a
   * locked account is refused.
   */
  boolean confirms(String account, String password);
}
