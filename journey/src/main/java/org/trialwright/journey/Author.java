package org.trialwright.journey;

import java.util.Optional;
import org.trialwright.quantities.SiteId;

/**
 * Who stated a fact.
 *
 * @param person the account, as signed in; "system" for what no person did
 * @param name the printed name at the time
 * @param role the role acted in, for example {@code investigator}
 * @param site the site acted for; empty for people of the sponsor
 */
public record Author(String person, String name, String role, Optional<SiteId> site) {
  public Author {
    if (person.isBlank()) {
      throw new IllegalArgumentException("a fact needs a person: the account was blank");
    }
  }
}
