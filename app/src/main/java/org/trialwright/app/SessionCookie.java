package org.trialwright.app;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.trialwright.pages.SignedIn;

/**
 * Keeps who is signed in: a random secret in a cookie, its digest in PostgreSQL. The server keeps
 * nothing in memory, so several may serve one database, and a changed grant or an ended session
 * holds from the next request on.
 */
final class SessionCookie implements SecurityContextRepository {
  static final String NAME = "trialwright-session";

  private final Accounts accounts;

  SessionCookie(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
    return new Deferred(() -> secret(request).flatMap(accounts::session));
  }

  @Override
  @SuppressWarnings("deprecation") // the interface still asks for it
  public SecurityContext loadContext(HttpRequestResponseHolder holder) {
    return loadDeferredContext(holder.getRequest()).get();
  }

  @Override
  public void saveContext(
      SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
    if (context.getAuthentication() != null
        && context.getAuthentication().getPrincipal() instanceof SignedIn person) {
      begin(person, false, request, response);
    } else {
      secret(request).ifPresent(accounts::end);
      response.addCookie(cookie("", 0, request));
    }
  }

  /** A new session in place of the one there was. */
  void begin(
      SignedIn person, boolean atIssuer, HttpServletRequest request, HttpServletResponse response) {
    secret(request).ifPresent(accounts::end);
    String secret = accounts.begin(person, atIssuer);
    response.addCookie(cookie(secret, (int) Accounts.WHOLE.toSeconds(), request));
  }

  @Override
  public boolean containsContext(HttpServletRequest request) {
    return secret(request).isPresent();
  }

  /** The context of someone who has proved who they are. */
  static SecurityContext context(SignedIn person) {
    return new SecurityContextImpl(
        UsernamePasswordAuthenticationToken.authenticated(person, "", List.of()));
  }

  static Optional<String> secret(HttpServletRequest request) {
    Cookie @Nullable [] cookies = request.getCookies();
    return cookies == null
        ? Optional.empty()
        : Arrays.stream(cookies)
            .filter(cookie -> cookie.getName().equals(NAME) && !cookie.getValue().isEmpty())
            .map(Cookie::getValue)
            .findFirst();
  }

  private static Cookie cookie(String value, int seconds, HttpServletRequest request) {
    Cookie cookie = new Cookie(NAME, value);
    cookie.setPath("/");
    cookie.setHttpOnly(true);
    cookie.setSecure(request.isSecure());
    cookie.setAttribute("SameSite", "Lax");
    cookie.setMaxAge(seconds);
    return cookie;
  }

  /** Looked up once, and only when someone asks. */
  static final class Deferred implements DeferredSecurityContext {
    private final Supplier<Optional<SignedIn>> lookup;
    private @Nullable SecurityContext found;
    private boolean generated;

    Deferred(Supplier<Optional<SignedIn>> lookup) {
      this.lookup = lookup;
    }

    @Override
    public SecurityContext get() {
      SecurityContext known = found;
      if (known == null) {
        Optional<SignedIn> person = lookup.get();
        generated = person.isEmpty();
        known = person.map(SessionCookie::context).orElseGet(SecurityContextImpl::new);
        found = known;
      }
      return known;
    }

    @Override
    public boolean isGenerated() {
      get();
      return generated;
    }
  }
}
