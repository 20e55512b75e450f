package org.trialwright.app;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.trialwright.bedside.api.Problem;
import org.trialwright.pages.SignedIn;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who asks beneath {@code /api}: whoever the token stands for, and never a browser's session, so
 * that no page of somebody else can ask there. A token that only reads has no grant for anything
 * else. Everywhere else tokens open nothing.
 */
final class Programs implements SecurityContextRepository {
  private static final String BEARER = "Bearer ";

  private final Tokens tokens;
  private final SessionCookie browsers;

  Programs(Tokens tokens, SessionCookie browsers) {
    this.tokens = tokens;
    this.browsers = browsers;
  }

  /** Whether a request is for programs. */
  static boolean ask(HttpServletRequest request) {
    return isTheirs(request.getRequestURI());
  }

  static boolean isTheirs(String path) {
    return path.equals("/api") || path.startsWith("/api/");
  }

  @Override
  public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
    return ask(request)
        ? new SessionCookie.Deferred(() -> holder(request))
        : browsers.loadDeferredContext(request);
  }

  private Optional<SignedIn> holder(HttpServletRequest request) {
    boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    return secret(request)
        .flatMap(tokens::holder)
        .map(
            holder ->
                reads || holder.writes()
                    ? holder.person()
                    : new SignedIn(
                        holder.person().account(), holder.person().name(), java.util.List.of()));
  }

  private static Optional<String> secret(HttpServletRequest request) {
    return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
        .filter(header -> header.startsWith(BEARER))
        .map(header -> header.substring(BEARER.length()).strip());
  }

  /** Answers with a problem. */
  static void answer(HttpServletResponse response, Problem problem) throws IOException {
    response.setStatus(problem.status());
    response.setContentType(Problem.TYPE);
    response
        .getOutputStream()
        .write(JsonMapper.shared().writeValueAsString(problem).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  @SuppressWarnings("deprecation") // the interface still asks for it
  public SecurityContext loadContext(HttpRequestResponseHolder holder) {
    return loadDeferredContext(holder.getRequest()).get();
  }

  @Override
  public void saveContext(
      SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
    browsers.saveContext(context, request, response);
  }

  @Override
  public boolean containsContext(HttpServletRequest request) {
    return ask(request) ? secret(request).isPresent() : browsers.containsContext(request);
  }
}
