package org.trialwright.pages;

import java.util.Optional;

/** Asks again for the password of someone who signs, approves or confirms. */
public interface Credentials {
  /**
   * Whether this is the password of this account now. A wrong one counts as a failed sign-in, and a
   * locked account is refused.
   */
  boolean confirms(String account, String password);

  /**
   * Who has this account and password, for a second person who signs at somebody else's session. A
   * wrong password counts alike.
   */
  Optional<SignedIn> who(String account, String password);
}
