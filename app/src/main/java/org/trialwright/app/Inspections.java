package org.trialwright.app;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.trialwright.journal.Access;
import org.trialwright.journal.AccessLog;
import org.trialwright.pages.Permissions;
import org.trialwright.pages.Reach;
import org.trialwright.pages.Role;
import org.trialwright.pages.SignedIn;

/**
 * Every page and file that an inspector opens is an entry of the access log, before it is shown.
 */
@Component
class Inspections implements HandlerInterceptor, WebMvcConfigurer {
  private static final int LONGEST = 200;

  private final AccessLog log;
  private final InstantSource clock;

  Inspections(AccessLog log, InstantSource clock) {
    this.log = log;
    this.clock = clock;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this);
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    inspector().filter(_ -> !isPublic(request)).ifPresent(person -> record(person, request));
    return true;
  }

  private static Optional<SignedIn> inspector() {
    return Optional.ofNullable(SecurityContextHolder.getContext().getAuthentication())
        .map(Authentication::getPrincipal)
        .filter(SignedIn.class::isInstance)
        .map(SignedIn.class::cast)
        .filter(person -> person.grants().stream().anyMatch(one -> one.role() == Role.INSPECTOR));
  }

  private static boolean isPublic(HttpServletRequest request) {
    return request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE)
            instanceof String pattern
        && Permissions.allows(request.getMethod(), pattern, Role.SIGNED_OUT, Reach.OWN_SITE);
  }

  private void record(SignedIn person, HttpServletRequest request) {
    String about =
        request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
                    instanceof Map<?, ?> variables
                && variables.get("participant") instanceof String participant
            ? participant
            : "";
    String path = request.getRequestURI();
    log.append(
        new Access(
            clock.instant(),
            Access.Kind.INSPECTED,
            Accounts.author(person.account(), person.name()),
            about,
            path.substring(0, Math.min(LONGEST, path.length()))));
  }
}
