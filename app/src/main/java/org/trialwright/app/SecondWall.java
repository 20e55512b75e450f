package org.trialwright.app;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.trialwright.journal.Sight;
import org.trialwright.pages.SignedIn;
import org.trialwright.quantities.SiteId;

/**
 * Behind the gate: what a request may know of the participants of other sites, the database holds
 * back too. Who has not signed in knows of nobody.
 */
final class SecondWall extends OncePerRequestFilter {
  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain rest)
      throws ServletException, IOException {
    Optional<List<SiteId>> bounds = bounds();
    if (bounds.isEmpty()) {
      rest.doFilter(request, response);
      return;
    }
    try (Sight _ = Sight.only(bounds.get())) {
      rest.doFilter(request, response);
    }
  }

  private static Optional<List<SiteId>> bounds() {
    return Optional.ofNullable(SecurityContextHolder.getContext().getAuthentication())
        .map(who -> who.getPrincipal() instanceof SignedIn person ? person : null)
        .map(SignedIn::bounds)
        .orElse(Optional.of(List.of()));
  }
}
