package org.trialwright.pages;

import java.util.stream.Stream;
import org.trialwright.quantities.SiteId;

/** A role at one site or at all sites. */
public sealed interface Grant {
  Role role();

  /** Whether this grant reaches what belongs to a site. */
  Reach reach(SiteId site);

  /** Whether one person may not hold both at once. */
  default boolean conflictsWith(Grant other) {
    boolean apart =
        this instanceof AtSite(_, var here)
            && other instanceof AtSite(_, var there)
            && !here.equals(there);
    // What the committee knows is of all sites, and an inspector is nobody's colleague anywhere.
    boolean everywhere =
        Stream.of(role(), other.role())
            .anyMatch(one -> one.seesResultsByArm() || one == Role.INSPECTOR);
    return role().conflictsWith(other.role()) && (!apart || everywhere);
  }

  record AtSite(Role role, SiteId site) implements Grant {
    public AtSite {
      refuseSignedOut(role);
    }

    @Override
    public Reach reach(SiteId other) {
      return site.equals(other) ? Reach.OWN_SITE : Reach.OTHER_SITE;
    }
  }

  record Everywhere(Role role) implements Grant {
    public Everywhere {
      refuseSignedOut(role);
    }

    @Override
    public Reach reach(SiteId other) {
      return Reach.OWN_SITE;
    }
  }

  private static void refuseSignedOut(Role role) {
    if (role == Role.SIGNED_OUT) {
      throw new IllegalArgumentException("nobody can be granted the role " + role.code());
    }
  }
}
