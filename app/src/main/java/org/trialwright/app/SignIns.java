package org.trialwright.app;

import java.net.URI;
import java.util.Optional;

/**
 * How people of this installation may sign in.
 *
 * @param issuer where they may do so beside name and password
 * @param codesAsked whether a password opens nothing without one-time codes
 */
record SignIns(Optional<At> issuer, boolean codesAsked) {
  static final SignIns PASSWORD = new SignIns(Optional.empty(), false);

  /**
   * An issuer of OpenID Connect.
   *
   * @param address as its id tokens name it, without a slash at its end
   * @param client what it calls this installation
   * @param secret empty when it asks for none
   * @param name as the button says it
   */
  record At(URI address, String client, String secret, String name) {
    At {
      if (!fits(address)) {
        throw new IllegalArgumentException(address + " is not the address of an issuer");
      }
    }

    /** Whether nobody on the way can read along. */
    static boolean fits(URI address) {
      String host = Optional.ofNullable(address.getHost()).orElse("");
      boolean here = host.equals("127.0.0.1") || host.equals("localhost");
      return !host.isEmpty()
          && address.getQuery() == null
          && address.getFragment() == null
          && ("https".equals(address.getScheme()) || ("http".equals(address.getScheme()) && here));
    }

    @Override
    public String toString() {
      return client + " at " + address;
    }
  }
}
