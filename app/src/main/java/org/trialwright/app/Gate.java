package org.trialwright.app;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.trialwright.pages.Permissions;
import org.trialwright.pages.Reach;
import org.trialwright.pages.Role;
import org.trialwright.pages.SignedIn;
import org.trialwright.quantities.SiteId;

/**
 * Lets a request through when the permission table has a row for its route and the row opens to one
 * of the person's grants. The site is the route's {@code {site}}, or the front of its {@code
 * {participant}}. A path that nothing answers passes, and ends as not found.
 */
final class Gate implements AuthorizationManager<RequestAuthorizationContext> {
  private final Supplier<List<RequestMappingInfoHandlerMapping>> mappings;

  /**
   * The gate before these mappings.
   *
   * @param mappings asked for late, because they are made after the filter chain
   */
  Gate(Supplier<List<RequestMappingInfoHandlerMapping>> mappings) {
    this.mappings = mappings;
  }

  /** What the gate says, and whether the same role may do it for another site. */
  enum Answer implements AuthorizationResult {
    OPEN,
    /** No role of this person may do it. */
    CLOSED,
    /** A role of this person may do it, but not for this site; to them it is not there. */
    OTHER_SITE;

    @Override
    public boolean isGranted() {
      return this == OPEN;
    }
  }

  @Override
  public Answer authorize(
      Supplier<? extends Authentication> who, RequestAuthorizationContext context) {
    HttpServletRequest request = context.getRequest();
    Optional<String> route = route(request);
    if (route.isEmpty()) {
      return Answer.OPEN;
    }
    if (!namesFit(request)) {
      return Answer.OTHER_SITE;
    }
    return answer(
        who.get().getPrincipal() instanceof SignedIn person
            ? Optional.of(person)
            : Optional.empty(),
        request.getMethod(),
        route.get(),
        site(request));
  }

  static Answer answer(Optional<SignedIn> who, String method, String route, Optional<SiteId> site) {
    if (who.isEmpty()) {
      return Permissions.allows(method, route, Role.SIGNED_OUT, Reach.OWN_SITE)
          ? Answer.OPEN
          : Answer.CLOSED;
    }
    SignedIn person = who.get();
    boolean open =
        site.map(at -> person.grantFor(method, route, at))
            .orElseGet(() -> person.grantFor(method, route))
            .isPresent();
    if (open || Permissions.allows(method, route, Role.SIGNED_OUT, Reach.OWN_SITE)) {
      return Answer.OPEN;
    }
    return person.grantFor(method, route).isPresent() ? Answer.OTHER_SITE : Answer.CLOSED;
  }

  /** The pattern of the route that will answer; empty when none will. */
  private Optional<String> route(HttpServletRequest request) {
    for (RequestMappingInfoHandlerMapping mapping : mappings.get()) {
      if (answers(mapping, request)
          && request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE)
              instanceof String pattern) {
        return Optional.of(pattern);
      }
    }
    return Optional.empty();
  }

  private static boolean answers(
      RequestMappingInfoHandlerMapping mapping, HttpServletRequest request) {
    try {
      HandlerExecutionChain chain = mapping.getHandler(request);
      return chain != null;
    } catch (jakarta.servlet.ServletException wrongMethodOrType) {
      // Nothing will answer it; the dispatcher says so in the same words a moment later.
      return false;
    } catch (Exception broken) {
      throw new IllegalStateException(
          "cannot tell which route answers " + HttpMethod.valueOf(request.getMethod()), broken);
    }
  }

  /** Nothing is called by what is blank or has blanks at its ends, so nothing is there. */
  private static boolean namesFit(HttpServletRequest request) {
    return !(request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
            instanceof Map<?, ?> variables)
        || Stream.of("site", "participant")
            .map(variables::get)
            .filter(String.class::isInstance)
            .map(String.class::cast)
            .allMatch(name -> !name.isBlank() && name.equals(name.strip()));
  }

  private static Optional<SiteId> site(HttpServletRequest request) {
    if (!(request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
        instanceof Map<?, ?> variables)) {
      return Optional.empty();
    }
    if (variables.get("site") instanceof String site && !site.isBlank()) {
      return Optional.of(new SiteId(site));
    }
    return variables.get("participant") instanceof String participant && !participant.isBlank()
        ? Optional.of(siteOf(participant))
        : Optional.empty();
  }

  /** A participant's number begins with the site's: {@code 01-010} belongs to site 01. */
  static SiteId siteOf(String participant) {
    int hyphen = participant.lastIndexOf('-');
    return new SiteId(hyphen < 1 ? participant : participant.substring(0, hyphen));
  }
}
