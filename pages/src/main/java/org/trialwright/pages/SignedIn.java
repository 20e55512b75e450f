package org.trialwright.pages;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.trialwright.quantities.SiteId;

/**
 * Who is signed in; what every page gets as {@code @AuthenticationPrincipal SignedIn person}. Read
 * from the accounts at each request, so that a change of grants holds from the next request on.
 *
 * @param account the sign-in name; the {@code person} of a fact's author
 * @param name as printed
 */
public record SignedIn(String account, String name, List<Grant> grants) implements Serializable {
  public SignedIn {
    grants = List.copyOf(grants);
  }

  /**
   * The grant with which this person may use a route on something of this site: the first of the
   * roles' order that the permission table allows.
   */
  public Optional<Grant> grantFor(String method, String route, SiteId site) {
    return grants.stream()
        .filter(grant -> Permissions.allows(method, route, grant.role(), grant.reach(site)))
        .min(Comparator.comparing(Grant::role));
  }

  /** The grant with which this person may use a route that is about no one site. */
  public Optional<Grant> grantFor(String method, String route) {
    return grants.stream()
        .filter(grant -> Permissions.allows(method, route, grant.role(), Reach.OWN_SITE))
        .min(Comparator.comparing(Grant::role));
  }

  /** The sites at which this person has grants; empty when only for all sites. */
  public List<SiteId> sites() {
    return grants.stream()
        .flatMap(
            grant -> grant instanceof Grant.AtSite(_, var site) ? Stream.of(site) : Stream.empty())
        .distinct()
        .sorted(Comparator.comparing(SiteId::value))
        .toList();
  }

  /**
   * The sites of whose participants this person may know; empty when a grant is for all sites.
   * Whoever has no grant knows of none.
   */
  public Optional<List<SiteId>> bounds() {
    return grants.stream().anyMatch(Grant.Everywhere.class::isInstance)
        ? Optional.empty()
        : Optional.of(sites());
  }
}
