package org.trialwright.app;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.trialwright.bedside.api.Problem;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.Words;

/**
 * Where everybody must have one-time codes: whoever signed in with a password alone reaches the
 * page that sets them up, and nothing else; nor do their programs.
 */
final class CodesAsked extends OncePerRequestFilter {
  private final Codes codes;
  private final Frames frames;

  CodesAsked(Codes codes, Frames frames) {
    this.codes = codes;
    this.frames = frames;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain rest)
      throws ServletException, IOException {
    var who = SecurityContextHolder.getContext().getAuthentication();
    if (who != null
        && who.getPrincipal() instanceof SignedIn person
        && !isOnTheWay(request.getRequestURI())
        && codes.missing(person.account(), session(request))) {
      sendThere(request, response);
      return;
    }
    rest.doFilter(request, response);
  }

  private static Optional<String> session(HttpServletRequest request) {
    return Programs.ask(request) ? Optional.empty() : SessionCookie.secret(request);
  }

  private static boolean isOnTheWay(String path) {
    return path.equals(CodesPage.ADDRESS)
        || path.startsWith(CodesPage.ADDRESS + "/")
        || path.startsWith("/assets/");
  }

  private void sendThere(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (Programs.ask(request)) {
      Words words = frames.words(request);
      Programs.answer(
          response,
          new Problem(
              words.say("not allowed"),
              HttpServletResponse.SC_FORBIDDEN,
              words.say("everybody has codes here"),
              words.say("set codes up and ask again")));
    } else if (request.getHeader("HX-Request") != null) {
      response.setHeader("HX-Redirect", CodesPage.ADDRESS);
      response.setStatus(HttpServletResponse.SC_FORBIDDEN);
    } else {
      response.sendRedirect(CodesPage.ADDRESS);
    }
  }
}
