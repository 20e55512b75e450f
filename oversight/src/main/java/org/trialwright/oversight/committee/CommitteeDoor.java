package org.trialwright.oversight.committee;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.trialwright.journal.Access;
import org.trialwright.journal.AccessLog;
import org.trialwright.journey.Author;
import org.trialwright.oversight.Overseen;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.StepUp;

/**
 * Nothing under {@code /committee} answers before the second step, and whatever is opened there is
 * written into the access log first.
 */
@Component
class CommitteeDoor implements HandlerInterceptor, WebMvcConfigurer {
  static final String ENTER = "/committee/enter";

  private final StepUp step;
  private final AccessLog log;
  private final Overseen overseen;

  CommitteeDoor(StepUp step, AccessLog log, Overseen overseen) {
    this.step = step;
    this.log = log;
    this.overseen = overseen;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this).addPathPatterns("/committee", "/committee/**");
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException {
    if (request.getRequestURI().equals(ENTER)) {
      return true;
    }
    if (!step.taken(request)) {
      response.sendRedirect(ENTER);
      return false;
    }
    record(request);
    return true;
  }

  private void record(HttpServletRequest request) {
    var person = person();
    log.append(
        new Access(
            overseen.clock().instant(),
            Access.Kind.RESULTS_VIEWED,
            author(person, request),
            overseen.study().name(),
            request.getMethod() + " " + asked(request)));
  }

  private static String asked(HttpServletRequest request) {
    var query = request.getQueryString();
    return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
  }

  private static SignedIn person() {
    var authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication != null && authentication.getPrincipal() instanceof SignedIn person) {
      return person;
    }
    throw new IllegalStateException("the gate let somebody through who has not signed in");
  }

  /** The person in the role that opens the workspace. */
  static Author author(SignedIn person, HttpServletRequest request) {
    return new Author(
        person.account(),
        person.name(),
        person
            .grantFor("GET", "/committee")
            .map(grant -> grant.role().code())
            .orElseThrow(
                () -> new IllegalStateException(request.getRequestURI() + " without its role")),
        Optional.empty());
  }
}
